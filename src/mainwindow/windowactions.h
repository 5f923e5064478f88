// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/errorwords.h"
#include "dialogs/shortcutsdialog.h"
#include "mainwindow/commandpalette.h"

#include <QObject>

class QAction;
class QMenu;

namespace svix {

class MainWindow;

/// The menus of the window and every action in them; the palette and the list of shortcuts are
/// made from the same actions.
class WindowActions : public QObject
{
    Q_OBJECT
public:
    explicit WindowActions(MainWindow &window);

    QMenu *connectionMenu() const { return m_connection; }
    QAction *backAction() const { return m_back; }
    QAction *forwardAction() const { return m_forward; }
    /// Menus and states after a change of page, row or connection.
    void refresh();
    QList<PaletteItem> paletteItems() const;
    QList<ShortcutEntry> shortcuts() const;
    /// Buttons for what a person can do about an error.
    QList<QAction *> actionsFor(const QList<ErrorAction> &actions) const;

private:
    QAction *add(QMenu *menu, const QString &name, const QString &text, const QString &icon,
                 const QKeySequence &shortcut, std::function<void()> run);
    void buildGo();
    void buildView();

    MainWindow &m_window;
    QMenu *m_file;
    QMenu *m_edit;
    QMenu *m_view;
    QMenu *m_go;
    QMenu *m_connection;
    QMenu *m_help;
    const QObject *m_editOf = nullptr; // the page whose acts stand in the Edit menu
    QAction *m_back = nullptr;
    QAction *m_forward = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_filter = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_lookAgain = nullptr; // to see what became of a write
    QAction *m_openConnection = nullptr;
    QList<QAction *> m_pages; // in the order of Section
};

} // namespace svix
