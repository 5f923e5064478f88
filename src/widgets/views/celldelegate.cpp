// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/celldelegate.h"

#include "core/timeformat.h"
#include "models/roles.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/views/tableview.h"
#include "widgets/visibletext.h"

#include <QDateTime>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

CellKind kindOfCell(const QModelIndex &index)
{
    return static_cast<CellKind>(index.data(CellKindRole).toInt());
}

StateKind stateOfCell(const QModelIndex &index)
{
    return static_cast<StateKind>(index.data(StateRole).toInt());
}

/// 0 for other cells and for a time that is unknown: then the text of the model is shown.
qint64 timeOfCell(const QModelIndex &index)
{
    return kindOfCell(index) == CellKind::Time ? index.data(TimeRole).toLongLong() : 0;
}

Qt::TextElideMode elideMode(CellKind kind)
{
    return kind == CellKind::Id || kind == CellKind::Url ? Qt::ElideMiddle : Qt::ElideRight;
}

bool isFirstVisible(const TableView &view, int column)
{
    const QHeaderView *header = view.horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int logical = header->logicalIndex(visual);
        if (!header->isSectionHidden(logical)) {
            return logical == column;
        }
    }
    return false;
}

bool isLastVisible(const TableView &view, int column)
{
    const QHeaderView *header = view.horizontalHeader();
    for (int visual = header->count() - 1; visual >= 0; --visual) {
        const int logical = header->logicalIndex(visual);
        if (!header->isSectionHidden(logical)) {
            return logical == column;
        }
    }
    return false;
}

} // namespace

CellDelegate::CellDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QString CellDelegate::cellText(const QModelIndex &index) const
{
    const qint64 time = timeOfCell(index);
    return time != 0 ? TimeFormat::relative(time, QDateTime::currentMSecsSinceEpoch(), m_zone)
                     : visibleText(index.data(Qt::DisplayRole).toString());
}

QString CellDelegate::fullText(const QModelIndex &index) const
{
    const qint64 time = timeOfCell(index);
    return time != 0 ? TimeFormat::full(time, m_zone)
                     : visibleText(index.data(Qt::DisplayRole).toString(), LineBreaks::Keep);
}

QFont CellDelegate::cellFont(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (kindOfCell(index) == CellKind::Id) {
        QFont font = option.font;
        font.setFamilies(monoFont(option.widget).families());
        return font;
    }
    return option.font;
}

QRect CellDelegate::textRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int padding = 3 * unit();
    QRect rect = option.rect.adjusted(padding, 0, -unit(), -1);
    if (option.direction == Qt::RightToLeft) {
        rect = option.rect.adjusted(unit(), 0, -padding, -1);
    }
    if (kindOfCell(index) == CellKind::Number) {
        rect = option.rect.adjusted(2 * unit(), 0, -2 * unit(), -1);
    }
    if (kindOfCell(index) == CellKind::State && stateOfCell(index) != StateKind::None) {
        const int icon = iconSize() + unit();
        rect = option.direction == Qt::RightToLeft ? rect.adjusted(0, 0, -icon, 0)
                                                   : rect.adjusted(icon, 0, 0, 0);
    }
    return rect;
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->text = cellText(index);
    option->font = cellFont(*option, index);
    option->fontMetrics = QFontMetrics(option->font);
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto *view = qobject_cast<const TableView *>(option.widget);
    const Tokens &tokens = Tokens::of(option.palette);
    const CellKind kind = kindOfCell(index);
    const QRect cell = option.rect;
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    const bool current = view && view->currentIndex().row() == index.row();

    painter->save();
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(cell, tokens.selection);
    } else if (view && view->hoveredRow() == index.row()) {
        painter->fillRect(cell, tokens.hover(tokens.base));
    }
    QPen hairline(tokens.hairline, 1);
    hairline.setCosmetic(true);
    painter->setPen(hairline);
    painter->drawLine(cell.bottomLeft(), cell.bottomRight());
    if (current && isFirstVisible(*view, index.column())) {
        const int width = scaled(3);
        const int left = rightToLeft ? cell.right() - width + 1 : cell.left();
        painter->fillRect(QRect(left, cell.top(), width, cell.height() - 1), tokens.accent);
    }

    QColor colour = tokens.text;
    if (kind == CellKind::State) {
        const StateKind state = stateOfCell(index);
        colour = state == StateKind::None ? tokens.text : tokens.state(state);
        const QString icon = stateIconName(state);
        if (!icon.isEmpty()) {
            const int size = iconSize();
            QRect place(cell.left() + 3 * unit(), cell.top() + (cell.height() - 1 - size) / 2, size,
                        size);
            if (rightToLeft) {
                place.moveRight(cell.right() - 3 * unit());
            }
            paintIcon(painter, place, icon, colour);
        }
    } else if (kind == CellKind::Time || kind == CellKind::Id || index.data(MutedRole).toBool()) {
        colour = tokens.muted;
    }

    const QRect place = textRect(option, index);
    const QFont font = cellFont(option, index);
    painter->setFont(font);
    painter->setPen(colour);
    const QString text =
        QFontMetrics(font).elidedText(cellText(index), elideMode(kind), place.width());
    int flags = Qt::TextSingleLine | int(Qt::AlignVCenter);
    Qt::Alignment alignment = kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft;
    const QVariant wanted = index.data(Qt::TextAlignmentRole);
    if (wanted.isValid()) {
        alignment = Qt::Alignment(wanted.toInt()) & Qt::AlignHorizontal_Mask;
    }
    // Drawing with a left-to-right layout direction keeps AlignLeft literal, so mirror it here.
    flags |= int(QStyle::visualAlignment(option.direction, alignment) | Qt::AlignAbsolute);
    // By its own letters: "2 min ago" must not become "min ago 2" in a right-to-left table.
    flags |= int(text.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight);
    // Marks upon marks reach far above and below their row.
    painter->setClipRect(cell, Qt::IntersectClip);
    painter->drawText(place, flags, text);

    if (current && view->hasFocus() && view->isKeyboardFocusShown()) {
        painter->setPen(QPen(tokens.accent, scaled(2)));
        const int inset = scaled(2) / 2;
        painter->drawLine(cell.left(), cell.top() + inset, cell.right(), cell.top() + inset);
        painter->drawLine(cell.left(), cell.bottom() - inset, cell.right(), cell.bottom() - inset);
        // The bar of the current row closes the ring at the other end.
        if (isLastVisible(*view, index.column())) {
            const int end = rightToLeft ? cell.left() + inset : cell.right() + 1 - inset;
            painter->drawLine(end, cell.top(), end, cell.bottom());
        }
    }
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(cellFont(option, index));
    const int beside = option.rect.width() - textRect(option, index).width();
    return {metrics.horizontalAdvance(cellText(index)) + beside, rowHeight()};
}

bool CellDelegate::isElided(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(cellFont(option, index));
    return metrics.horizontalAdvance(cellText(index)) > textRect(option, index).width();
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                             const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    QString text = visibleText(index.data(Qt::ToolTipRole).toString(), LineBreaks::Keep);
    // A tip that says what can be read anyway is only in the way.
    if (text.isEmpty() || text == fullText(index)) {
        const bool wanted = timeOfCell(index) != 0 || isElided(option, index);
        text = wanted ? fullText(index) : QString();
    }
    QToolTip::showText(event->globalPos(), plainTip(text), view->viewport(),
                       view->visualRect(index));
    return true;
}

} // namespace svix
