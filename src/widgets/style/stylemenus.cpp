// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/styleparts.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace svix::parts {

namespace {

/// Width of the column for icons and check marks.
int markWidth(const QStyleOptionMenuItem &option)
{
    const bool marks = option.menuHasCheckableItems || option.maxIconWidth > 0;
    return marks ? scaled(16) + scaled(8) : 0;
}

void drawMark(const QStyleOptionMenuItem &option, QPainter *painter, const QRect &rect,
              const QColor &color)
{
    if (!option.icon.isNull()) {
        const bool enabled = option.state & QStyle::State_Enabled;
        option.icon.paint(painter, rect, Qt::AlignCenter,
                          enabled ? QIcon::Normal : QIcon::Disabled);
    } else if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        const bool one = option.checkType == QStyleOptionMenuItem::Exclusive;
        paintIcon(painter, rect, one ? u"dot"_s : u"check"_s, color);
    }
}

void drawMenuItem(const QStyleOptionMenuItem &option, QPainter *painter)
{
    const Tokens &t = Tokens::of(option.palette);
    painter->fillRect(option.rect, t.base);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const QRect r = option.rect;
        painter->fillRect(QRect(r.x(), r.center().y(), r.width(), 1), t.hairline);
        if (!option.text.isEmpty()) {
            painter->setFont(captionFont());
            painter->setPen(t.muted);
            const QRect text = r.adjusted(scaled(12), 0, -scaled(12), 0);
            const int width = QFontMetrics(painter->font()).horizontalAdvance(option.text);
            const QRect label = QStyle::alignedRect(option.direction, Qt::AlignLeading,
                                                    QSize(width + scaled(8), r.height()), text);
            painter->fillRect(label, t.base);
            painter->drawText(label, Qt::AlignVCenter | Qt::AlignHCenter, option.text);
        }
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if ((option.state & QStyle::State_Selected) && enabled) {
        box(painter, option.rect.adjusted(scaled(4), 0, -scaled(4), 0), radius(), t.selection);
    }
    const QColor color = textColor(&option, QPalette::Text);
    const QRect inner = option.rect.adjusted(scaled(12), 0, -scaled(12), 0);
    const int mark = markWidth(option);
    const auto place = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, inner, rect);
    };
    if (mark) {
        QRect square(0, 0, scaled(16), scaled(16));
        square.moveCenter(place(QRect(inner.x(), inner.y(), scaled(16), inner.height())).center());
        drawMark(option, painter, square, color);
    }
    const int tab = int(option.text.indexOf(u'\t'));
    const QString words = tab < 0 ? option.text : option.text.left(tab);
    const QString keys = tab < 0 ? QString() : option.text.mid(tab + 1);
    painter->setFont(option.font);
    painter->setPen(color);
    const int align = int(QStyle::visualAlignment(option.direction, Qt::AlignLeading));
    painter->drawText(place(inner.adjusted(mark, 0, 0, 0)),
                      align | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, words);
    if (!keys.isEmpty()) {
        painter->setPen(enabled ? t.muted : Tokens::mixed(t.muted, t.base, 0.5));
        const int far = int(QStyle::visualAlignment(option.direction, Qt::AlignTrailing));
        painter->drawText(inner, far | Qt::AlignVCenter | Qt::TextSingleLine, keys);
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QString name =
            option.direction == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s;
        const int side = scaled(14);
        QRect glyph(0, 0, side, side);
        glyph.moveCenter(
            place(QRect(inner.right() - side + 1, inner.y(), side, inner.height())).center());
        paintIcon(painter, glyph, name, color);
    }
}

} // namespace

bool menuPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option, QPainter *painter)
{
    const Tokens &t = Tokens::of(option->palette);
    switch (element) {
    case QStyle::PE_PanelMenu:
        painter->fillRect(option->rect, t.base);
        return true;
    case QStyle::PE_FrameMenu:
        box(painter, option->rect, 0, {}, t.controlBorder);
        return true;
    case QStyle::PE_PanelMenuBar:
        hairline(painter, option->rect, Qt::BottomEdge, t.hairline);
        return true;
    case QStyle::PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
        return true;
    case QStyle::PE_PanelStatusBar:
        painter->fillRect(option->rect, t.window);
        hairline(painter, option->rect, Qt::TopEdge, t.hairline);
        return true;
    case QStyle::PE_FrameStatusBarItem:
    case QStyle::PE_PanelToolBar:
    case QStyle::PE_IndicatorToolBarHandle:
        return true;
    case QStyle::PE_IndicatorToolBarSeparator: {
        const QRect r = option->rect;
        const bool horizontal = option->state & QStyle::State_Horizontal;
        painter->fillRect(horizontal
                              ? QRect(r.center().x(), r.y() + scaled(4), 1, r.height() - scaled(8))
                              : QRect(r.x(), r.center().y(), r.width(), 1),
                          t.hairline);
        return true;
    }
    default:
        return false;
    }
}

bool menuControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                 const QWidget *)
{
    const Tokens &t = Tokens::of(option->palette);
    switch (element) {
    case QStyle::CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            painter->save();
            drawMenuItem(*item, painter);
            painter->restore();
            return true;
        }
        return false;
    case QStyle::CE_MenuEmptyArea:
    case QStyle::CE_MenuHMargin:
    case QStyle::CE_MenuVMargin:
        return true;
    case QStyle::CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            painter->fillRect(option->rect, t.window);
            if (option->state & QStyle::State_Selected) {
                box(painter, option->rect.adjusted(1, 2, -1, -2), radius(), t.selection);
            }
            painter->setPen(textColor(option));
            painter->drawText(option->rect,
                              Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                              item->text);
            return true;
        }
        return false;
    case QStyle::CE_MenuBarEmptyArea:
        return true;
    case QStyle::CE_ToolBar:
        painter->fillRect(option->rect, t.window);
        return true;
    case QStyle::CE_SizeGrip:
        return true;
    case QStyle::CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            const QRect r = option->rect;
            const bool flat = frame->frameShape == QFrame::HLine;
            painter->fillRect(flat ? QRect(r.x(), r.center().y(), r.width(), 1)
                                   : QRect(r.center().x(), r.y(), 1, r.height()),
                              t.hairline);
            return true;
        }
        return false;
    default:
        return false;
    }
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        return {contents.width(), option.text.isEmpty() ? scaled(9) : scaled(20)};
    }
    const int sub = option.menuItemType == QStyleOptionMenuItem::SubMenu ? scaled(22) : 0;
    // The width of the shortcuts is added by the menu itself; only the gap before them is ours.
    const int gap = option.text.contains(u'\t') ? scaled(24) : 0;
    return {contents.width() + markWidth(option) + sub + gap + 2 * scaled(12),
            qMax(option.fontMetrics.height() + scaled(8), scaled(24))};
}

} // namespace svix::parts
