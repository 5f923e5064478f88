// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTimeZone>

namespace svix {

struct Tokens;

/// Draws the cells of a TableView by their CellKind: states in their colour with icon and word,
/// relative times, ids in monospace; also on a selected row.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit CellDelegate(QObject *parent = nullptr);

    void setTimeZone(const QTimeZone &zone) { m_zone = zone; }
    const QTimeZone &timeZone() const { return m_zone; }

    /// What the cell says: the relative time of a Time cell, else (also for an unknown time) the
    /// DisplayRole on one line with hidden characters made visible.
    QString cellText(const QModelIndex &index) const;
    /// The whole in words for a tool tip: local time and UTC of a Time cell.
    QString fullText(const QModelIndex &index) const;
    /// True when the text does not fit into a cell of this width.
    bool isElided(const QStyleOptionViewItem &option, const QModelIndex &index) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    QRect textRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QFont cellFont(const QStyleOptionViewItem &option, const QModelIndex &index) const;

    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

} // namespace svix
