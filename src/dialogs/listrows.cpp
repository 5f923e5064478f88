// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/listrows.h"

#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QHeaderView>
#include <QPainter>
#include <QTreeWidget>

namespace svix {

namespace {

/// What the style itself leaves beside an item's contents.
constexpr int styleMargin = 4;

QStyleOptionViewItem padded(QStyleOptionViewItem option)
{
    const int pad = qMax(0, cellPadding() - styleMargin);
    option.rect.adjust(pad, 0, -pad, 0);
    return option;
}

} // namespace

void ListRows::setUp(QTreeWidget *list, const QStringList &headers)
{
    list->setHeaderLabels(headers);
    list->setItemDelegate(new ListRows(list));
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setTabKeyNavigation(false);
    list->setTextElideMode(Qt::ElideMiddle);
    list->header()->setSectionsMovable(false);
    list->header()->setHighlightSections(false);
    list->header()->setStretchLastSection(true);
    for (int column = 0; column + 1 < headers.size(); ++column) {
        list->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    }
}

void ListRows::paint(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const
{
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, Tokens::of(option.palette).selection);
    }
    QStyledItemDelegate::paint(painter, padded(option), index);
    parts::hairline(painter, option.rect, Qt::BottomEdge, Tokens::of(option.palette).hairline);
}

QSize ListRows::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int pad = qMax(0, cellPadding() - styleMargin);
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width() + 2 * pad, qMax(size.height(), rowHeight())};
}

QString ListRows::displayText(const QVariant &value, const QLocale &locale) const
{
    const QString text = QStyledItemDelegate::displayText(value, locale);
    const QChar leftToRight(0x200E);
    return text.contains(QLatin1String("://")) ? leftToRight + text + leftToRight : text;
}

bool ListRows::editorEvent(QEvent *event, QAbstractItemModel *model,
                           const QStyleOptionViewItem &option, const QModelIndex &index)
{
    // A check box is hit where it is drawn.
    return QStyledItemDelegate::editorEvent(event, model, padded(option), index);
}

} // namespace svix
