// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/styleparts.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace svix::parts {

namespace {

int tabGap()
{
    return scaled(18);
}

void drawHeaderLabel(const QStyleOptionHeader &option, QPainter *painter, const QWidget *widget)
{
    const Tokens &t = Tokens::of(option.palette);
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const int arrow = sorted ? scaled(12) : 0;
    const int gap = sorted ? scaled(2) : 0;
    QRect rect = option.rect;
    const QFont font = captionFont(widget);
    const QFontMetrics metrics(font);
    const QString text =
        metrics.elidedText(option.text, Qt::ElideRight, qMax(0, rect.width() - arrow - gap));
    const int width = metrics.horizontalAdvance(text) + 1;
    const Qt::Alignment align = QStyle::visualAlignment(option.direction, option.textAlignment);
    QRect line(rect.x(), rect.y(), width + gap + arrow, rect.height());
    if (align & Qt::AlignRight) {
        line.moveRight(rect.right());
    } else if (align & Qt::AlignHCenter) {
        line.moveLeft(rect.x() + (rect.width() - line.width()) / 2);
    }
    painter->save();
    painter->setFont(font);
    painter->setPen(t.muted);
    const QRect words =
        QStyle::visualRect(option.direction, line, QRect(line.x(), line.y(), width, line.height()));
    painter->drawText(words, Qt::AlignCenter | Qt::TextSingleLine, text);
    if (sorted) {
        // Ascending order arrives as SortDown.
        const bool ascending = option.sortIndicator == QStyleOptionHeader::SortDown;
        QRect glyph = QStyle::visualRect(
            option.direction, line,
            QRect(line.right() - arrow + 1, line.y() + (line.height() - arrow) / 2, arrow, arrow));
        paintIcon(painter, glyph, ascending ? u"arrow-up"_s : u"arrow-down"_s, t.muted);
    }
    painter->restore();
}

void drawTab(const QStyleOptionTab &option, QPainter *painter, bool shape)
{
    const Tokens &t = Tokens::of(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    const bool enabled = option.state & QStyle::State_Enabled;
    const QRect label =
        QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(0, 0, -tabGap(), 0));
    if (shape) {
        if (selected) {
            painter->fillRect(
                QRect(label.x(), label.bottom() - scaled(2) + 1, label.width(), scaled(2)),
                t.accent);
        }
        if (option.state & QStyle::State_HasFocus) {
            const int out = scaled(6);
            box(painter, QRectF(label).adjusted(-out, 2, out, -scaled(4)), radius(), {}, t.accent,
                2);
        }
        return;
    }
    const bool over = enabled && (option.state & QStyle::State_MouseOver);
    painter->save();
    painter->setFont(selected ? boldFont() : bodyFont());
    painter->setPen(!enabled           ? Tokens::mixed(t.muted, t.window, 0.5)
                    : selected || over ? t.text
                                       : t.muted);
    QRect text = label;
    if (!option.icon.isNull()) {
        const QRect square =
            QStyle::alignedRect(option.direction, Qt::AlignLeading | Qt::AlignVCenter,
                                QSize(iconSize(), iconSize()), label);
        option.icon.paint(painter, square);
        const int taken = iconSize() + scaled(6);
        text = option.direction == Qt::RightToLeft ? text.adjusted(0, 0, -taken, 0)
                                                   : text.adjusted(taken, 0, 0, 0);
    }
    painter->drawText(text,
                      int(QStyle::visualAlignment(option.direction, Qt::AlignLeading)) |
                          Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                      option.text);
    painter->restore();
}

void drawItem(const QStyleOptionViewItem &option, QPainter *painter, const QWidget *widget)
{
    const Tokens &t = Tokens::of(option.palette);
    if (option.backgroundBrush.style() != Qt::NoBrush) {
        painter->fillRect(option.rect, option.backgroundBrush);
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, t.selection);
    } else if (enabled && (option.state & QStyle::State_MouseOver) &&
               !qobject_cast<const QTableView *>(widget)) {
        // A table hovers cell by cell, which looks broken; lists and trees hover by row.
        painter->fillRect(option.rect, t.hover(t.base));
    }
}

void drawBranch(const QStyleOption *option, QPainter *painter)
{
    if (!(option->state & QStyle::State_Children)) {
        return;
    }
    const Tokens &t = Tokens::of(option->palette);
    const bool open = option->state & QStyle::State_Open;
    const QString name = open                                   ? u"chevron-down"_s
                         : option->direction == Qt::RightToLeft ? u"chevron-left"_s
                                                                : u"chevron-right"_s;
    const int side = scaled(12);
    QRect glyph(0, 0, side, side);
    glyph.moveCenter(option->rect.center());
    paintIcon(painter, glyph, name, t.muted);
}

/// Between two panes a hairline; between two framed parts a gap with a grip in its middle.
void drawSplitter(const QStyleOption &option, QPainter *painter)
{
    const Tokens &t = Tokens::of(option.palette);
    const QRect &rect = option.rect;
    const int thin = std::min(rect.width(), rect.height());
    if (thin <= scaled(2)) {
        painter->fillRect(rect, t.hairline);
        return;
    }
    const bool upright = rect.height() > rect.width();
    const QSize size(scaled(3), std::min(scaled(28), std::max(rect.width(), rect.height())));
    QRect grip(QPoint(), upright ? size : size.transposed());
    grip.moveCenter(rect.center());
    const bool under = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(under ? t.accent : t.controlBorder);
    painter->drawRoundedRect(grip, scaled(1.5), scaled(1.5));
    painter->restore();
}

} // namespace

bool viewPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                   const QWidget *widget)
{
    const Tokens &t = Tokens::of(option->palette);
    switch (element) {
    case QStyle::PE_PanelItemViewRow:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (item->state & QStyle::State_Selected) {
                painter->fillRect(item->rect, t.selection);
            } else if (item->features & QStyleOptionViewItem::Alternate) {
                painter->fillRect(item->rect, t.alternate);
            }
        }
        return true;
    case QStyle::PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            drawItem(*item, painter, widget);
        }
        return true;
    case QStyle::PE_IndicatorBranch:
        drawBranch(option, painter);
        return true;
    case QStyle::PE_PanelScrollAreaCorner: // the base puts a frame around it
        painter->fillRect(option->rect, t.base);
        return true;
    case QStyle::PE_IndicatorHeaderArrow:
        return true; // drawn with the label
    case QStyle::PE_IndicatorItemViewItemDrop:
        painter->fillRect(option->rect.adjusted(0, -1, 0, 1), t.accent);
        return true;
    case QStyle::PE_FrameTabBarBase:
    case QStyle::PE_FrameTabWidget:
        hairline(painter, option->rect,
                 element == QStyle::PE_FrameTabWidget ? Qt::TopEdge : Qt::BottomEdge, t.hairline);
        return true;
    default:
        return false;
    }
}

bool viewControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                 const QWidget *widget)
{
    const Tokens &t = Tokens::of(option->palette);
    switch (element) {
    case QStyle::CE_Header:
        // The base asks its own rectangles for label and arrow, not the proxy's.
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            viewControl(QStyle::CE_HeaderSection, option, painter, widget);
            QStyleOptionHeader label(*header);
            label.rect = header->rect.adjusted(cellPadding(), 0, -cellPadding(), 0);
            drawHeaderLabel(label, painter, widget);
            return true;
        }
        return false;
    case QStyle::CE_HeaderSection:
    case QStyle::CE_HeaderEmptyArea: {
        const bool pressed =
            (option->state & QStyle::State_Sunken) && (option->state & QStyle::State_Enabled);
        painter->fillRect(option->rect, pressed ? t.hover(t.base) : t.base);
        hairline(painter, option->rect, Qt::BottomEdge, t.hairline);
        return true;
    }
    case QStyle::CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderLabel(*header, painter, widget);
            return true;
        }
        return false;
    case QStyle::CE_TabBarTabShape:
    case QStyle::CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTab(*tab, painter, element == QStyle::CE_TabBarTabShape);
            return true;
        }
        return false;
    case QStyle::CE_Splitter:
        drawSplitter(*option, painter);
        return true;
    default:
        return false;
    }
}

QSize headerSize(const QStyleOptionHeader &option)
{
    const QFontMetrics metrics(captionFont());
    const int arrow = option.sortIndicator == QStyleOptionHeader::None ? 0 : scaled(14);
    return {metrics.horizontalAdvance(option.text) + 1 + arrow + 2 * cellPadding(),
            metrics.height() + scaled(12)};
}

QSize tabSize(const QStyleOptionTab &option)
{
    const QFontMetrics metrics(boldFont());
    const int icon = option.icon.isNull() ? 0 : iconSize() + scaled(6);
    return {metrics.size(Qt::TextShowMnemonic, option.text).width() + icon + tabGap(),
            metrics.height() + scaled(14)};
}

} // namespace svix::parts
