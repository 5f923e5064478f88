// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/styleparts.h"

#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QAbstractButton>
#include <QPainter>
#include <QPixmap>

using namespace Qt::StringLiterals;

namespace svix::parts {

namespace {

struct ButtonColors
{
    QColor fill;
    QColor edge;
    QColor text;
};

bool isBold(ButtonKind kind)
{
    return kind == ButtonKind::Primary || kind == ButtonKind::Danger ||
           kind == ButtonKind::DangerFilled;
}

ButtonColors colorsOf(ButtonKind kind, const QStyleOption *option, const QWidget *widget)
{
    const Tokens &t = Tokens::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool over = enabled && (option->state & QStyle::State_MouseOver);
    const auto shade = [&](const QColor &color) {
        return down ? t.pressed(color) : over ? t.hover(color) : color;
    };
    switch (kind) {
    case ButtonKind::Primary:
        return {shade(t.accent), {}, t.onAccent};
    case ButtonKind::Danger:
        return {shade(t.base), t.bad, t.bad};
    case ButtonKind::DangerFilled:
        return {shade(t.bad), {}, t.isDark ? t.onAccent : t.base};
    case ButtonKind::Link:
        return {{}, {}, t.accent};
    case ButtonKind::Flat: {
        // A translucent fill, so that it fits any background it lies on.
        QColor veil = t.text;
        veil.setAlphaF(down ? 0.14F : over ? 0.08F : 0.0F);
        return {veil, {}, t.text};
    }
    case ButtonKind::Normal:
        break;
    }
    if (widget && widget->property(narrowsProperty).toBool()) {
        return {shade(t.base), t.accent, t.accent};
    }
    return {shade(t.base), t.controlBorder, t.text};
}

QFont labelFont(ButtonKind kind, const QWidget *widget, const QFont &fallback)
{
    QFont font = widget ? widget->font() : fallback;
    if (isBold(kind)) {
        font.setWeight(QFont::DemiBold);
    }
    return font;
}

QPixmap tinted(const QPixmap &pixmap, const QColor &color)
{
    QPixmap result = pixmap;
    QPainter painter(&result);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(QPoint(), pixmap.deviceIndependentSize().toSize()), color);
    return result;
}

void drawPushButtonLabel(const QStyleOptionButton &option, QPainter *painter, const QWidget *widget)
{
    const ButtonKind kind = kindOf(widget);
    const ButtonColors colors = colorsOf(kind, &option, widget);
    const bool menu = option.features & QStyleOptionButton::HasMenu;
    const int gap = scaled(6);
    const int arrow = menu ? scaled(14) : 0;
    const QFont font = labelFont(kind, widget, painter->font());
    const QFontMetrics metrics(font);
    const int flags = Qt::TextShowMnemonic;
    int textWidth = option.text.isEmpty() ? 0 : metrics.size(flags, option.text).width();
    const int icon = option.icon.isNull() ? 0 : option.iconSize.width();
    const int iconGap = icon && textWidth ? gap : 0;
    const int arrowGap = menu && (icon || textWidth) ? scaled(8) : 0;
    const int total = icon + iconGap + textWidth + arrowGap + arrow;
    const int room = option.rect.width() - scaled(8);
    textWidth -= qMax(0, total - room);
    QRect line(0, 0, qMin(total, room), option.rect.height());
    line.moveCenter(option.rect.center());
    const auto place = [&](int offset, int width) {
        return QStyle::visualRect(option.direction, line,
                                  QRect(line.x() + offset, line.y(), width, line.height()));
    };
    painter->save();
    if (!(option.state & QStyle::State_Enabled)) {
        painter->setOpacity(0.5);
    }
    int x = 0;
    if (icon) {
        const double ratio = painter->device()->devicePixelRatioF();
        const QPixmap pixmap =
            option.icon.pixmap(option.iconSize, ratio, QIcon::Normal,
                               option.state & QStyle::State_On ? QIcon::On : QIcon::Off);
        QRect square(QPoint(), option.iconSize);
        square.moveCenter(place(x, icon).center());
        const bool recolour = kind != ButtonKind::Normal && kind != ButtonKind::Flat;
        painter->drawPixmap(square.topLeft(), recolour ? tinted(pixmap, colors.text) : pixmap);
        x += icon + iconGap;
    }
    if (textWidth > 0) {
        QFont drawn = font;
        const bool over = option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus);
        drawn.setUnderline(kind == ButtonKind::Link && over);
        painter->setFont(drawn);
        painter->setPen(colors.text);
        const QString text = metrics.elidedText(option.text, Qt::ElideRight, textWidth, flags);
        // By its own letters: "24 hours" must not become "hours 24".
        const int direction =
            text.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight;
        painter->drawText(place(x, textWidth),
                          Qt::AlignCenter | Qt::TextSingleLine | Qt::TextShowMnemonic | direction,
                          text);
        x += textWidth + arrowGap;
    }
    if (menu) {
        chevron(painter, place(x, arrow), u"chevron-down"_s, colors.text);
    }
    painter->restore();
}

void drawCheckBox(const QStyleOption *option, QPainter *painter, bool round)
{
    const Tokens &t = Tokens::of(option->palette);
    const bool on = option->state & QStyle::State_On;
    const bool partial = option->state & QStyle::State_NoChange;
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool over = enabled && (option->state & QStyle::State_MouseOver);
    const QRectF rect(option->rect);
    const double side = qMin(rect.width(), rect.height());
    const QRectF square(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
    painter->save();
    if (!enabled) {
        painter->setOpacity(0.5);
    }
    const double rounding = round ? side / 2 : scaled(3);
    if (on || partial) {
        box(painter, square, rounding, over ? t.hover(t.accent) : t.accent);
        if (round) {
            const double inset = side * 0.32;
            box(painter, square.adjusted(inset, inset, -inset, -inset), side, t.onAccent);
        } else {
            paintIcon(painter, square.toRect(), on ? u"check"_s : u"bar"_s, t.onAccent);
        }
    } else {
        box(painter, square, rounding, over ? t.hover(t.base) : t.base, t.controlBorder);
    }
    painter->restore();
}

} // namespace

bool buttonPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                     QPainter *painter, const QWidget *widget)
{
    switch (element) {
    case QStyle::PE_PanelButtonCommand: {
        const ButtonKind kind = kindOf(widget);
        const ButtonColors colors = colorsOf(kind, option, widget);
        painter->save();
        if (!(option->state & QStyle::State_Enabled)) {
            painter->setOpacity(0.5);
        }
        box(painter, option->rect, radius(), colors.fill, colors.edge);
        painter->restore();
        return true;
    }
    case QStyle::PE_PanelButtonTool:
    case QStyle::PE_PanelButtonBevel:
    case QStyle::PE_IndicatorButtonDropDown: {
        const bool raised = !(option->state & QStyle::State_AutoRaise);
        const bool lively =
            (option->state & QStyle::State_Enabled) &&
            (option->state & (QStyle::State_MouseOver | QStyle::State_Sunken | QStyle::State_On));
        if (raised || lively) {
            const ButtonColors colors =
                colorsOf(raised ? ButtonKind::Normal : ButtonKind::Flat, option, widget);
            box(painter, option->rect, radius(), colors.fill, colors.edge);
        }
        return true;
    }
    case QStyle::PE_FrameDefaultButton:
    case QStyle::PE_FrameFocusRect:
        return true; // the focus ring and the kind of a button say it
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck:
        drawCheckBox(option, painter, false);
        return true;
    case QStyle::PE_IndicatorRadioButton:
        drawCheckBox(option, painter, true);
        return true;
    default:
        return false;
    }
}

bool buttonControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                   const QWidget *widget)
{
    switch (element) {
    case QStyle::CE_PushButtonBevel:
        return buttonPrimitive(QStyle::PE_PanelButtonCommand, option, painter, widget);
    case QStyle::CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawPushButtonLabel(*button, painter, widget);
            return true;
        }
        return false;
    case QStyle::CE_FocusFrame: {
        const Tokens &t = Tokens::of(option->palette);
        box(painter, option->rect, radius() + 2, {}, t.accent, 2);
        return true;
    }
    default:
        return false;
    }
}

QSize pushButtonSize(const QStyleOptionButton &option, const QWidget *widget)
{
    const ButtonKind kind = kindOf(widget);
    const QFontMetrics metrics(labelFont(kind, widget, {}));
    const int text =
        option.text.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, option.text).width();
    const int icon = option.icon.isNull() ? 0 : option.iconSize.width();
    const int gap = scaled(6);
    int width = text + icon + (text && icon ? gap : 0);
    if (option.features & QStyleOptionButton::HasMenu) {
        width += scaled(8) + scaled(14);
    }
    width += kind == ButtonKind::Link ? scaled(12) : text ? scaled(24) : scaled(12);
    const int height = qMax(controlHeight(), metrics.height() + scaled(6));
    return {qMax(width, scaled(28)),
            kind == ButtonKind::Link ? qMax(scaled(24), metrics.height()) : height};
}

} // namespace svix::parts
