// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace svix {

class Breadcrumbs;
class ClassBand;
class ConnectionButton;
class SearchField;

/// The row under the menus: connection, back and forward, where one is, and the way into the
/// palette; below it the band in the colour of the connection's class.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    ConnectionButton *connectionButton() const { return m_connection; }
    Breadcrumbs *breadcrumbs() const { return m_crumbs; }
    ClassBand *band() const { return m_band; }
    void setBackAction(QAction *action);
    void setForwardAction(QAction *action);

Q_SIGNALS:
    /// The palette is wanted, with this text typed, or with what the clipboard holds.
    void paletteRequested(const QString &text);
    void pasteRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptFont();

    ConnectionButton *m_connection;
    QToolButton *m_back;
    QToolButton *m_forward;
    Breadcrumbs *m_crumbs;
    SearchField *m_search;
    ClassBand *m_band;
};

} // namespace svix
