// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QTreeWidget;

namespace svix {

/// Rows of a short list in a dialog: as tall, padded and ruled as those of the tables.
class ListRows : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Makes `list` a plain list of such rows, one header section a column.
    static void setUp(QTreeWidget *list, const QStringList &headers);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Addresses keep their punctuation in place in a right-to-left layout.
    QString displayText(const QVariant &value, const QLocale &locale) const override;

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
};

} // namespace svix
