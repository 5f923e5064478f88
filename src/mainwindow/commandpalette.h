// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace svix {

/// One thing the palette offers.
struct PaletteItem
{
    QString title;
    QString group; ///< "Page", "Application", "Action" …: drawn muted behind the title
    QString hint;  ///< a shortcut or an id, at the far end
    QString icon;  ///< of the bundled set, may be empty
    bool enabled = true;
    bool certain = false; ///< of what `find` gives: stands first
    QString reason;       ///< why it is not enabled
    std::function<void()> run;
};

/// How well `text` fits what was typed: negative for not at all; higher is better. Every typed word
/// must begin a word of the text, or at least occur in it.
int paletteScore(QStringView typed, const QString &text);

class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum PaletteRole : int { GroupRole = Qt::UserRole + 100, HintRole, IconRole, EnabledRole };
    explicit PaletteModel(QObject *parent = nullptr)
        : QAbstractListModel(parent)
    {
    }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    void setItems(QList<PaletteItem> items);
    const PaletteItem &item(int row) const { return m_items.at(row); }

private:
    QList<PaletteItem> m_items;
};

/// Every action, page and known object of the window by typing a few letters (Ctrl+K). Pasting an
/// id offers to go there.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    /// `items` gives everything there is now; `find` what to offer for a text that may be an id, a
    /// uid or a name.
    CommandPalette(std::function<QList<PaletteItem>()> items,
                   std::function<QList<PaletteItem>(const QString &)> find, QWidget *parent);

    /// Opens it under the top of the parent window, with this text typed.
    void start(const QString &text = {});

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refill(const QString &typed);
    void runCurrent();
    void place();

    std::function<QList<PaletteItem>()> m_items;
    std::function<QList<PaletteItem>(const QString &)> m_find;
    QList<PaletteItem> m_all;
    QLineEdit *m_edit;
    QListView *m_list;
    QLabel *m_note;
    PaletteModel *m_model;
};

} // namespace svix
