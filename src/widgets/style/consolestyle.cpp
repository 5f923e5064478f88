// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/consolestyle.h"

#include "widgets/style/icons.h"
#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QStatusBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace svix {

ConsoleStyle::ConsoleStyle()
    : QProxyStyle(QStyleFactory::create(u"fusion"_s))
{
}

void ConsoleStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QTabBar *>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
    if (auto *header = qobject_cast<QHeaderView *>(widget)) {
        header->setHighlightSections(false);
    }
    if (auto *bar = qobject_cast<QStatusBar *>(widget)) {
        bar->setContentsMargins(scaled(10), 0, scaled(10), 0);
    }
}

void ConsoleStyle::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    if (!parts::buttonPrimitive(element, option, painter, widget) &&
        !parts::inputPrimitive(element, option, painter, widget) &&
        !parts::viewPrimitive(element, option, painter, widget) &&
        !parts::menuPrimitive(element, option, painter)) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (element == CE_ItemViewItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            // The base would draw the text of a chosen row in HighlightedText: the tint is ours,
            // and text and state colours stay as they are on it.
            drawPrimitive(PE_PanelItemViewItem, item, painter, widget);
            QStyleOptionViewItem plain(*item);
            plain.state &= ~(State_Selected | State_MouseOver | State_HasFocus);
            plain.backgroundBrush = Qt::NoBrush;
            QProxyStyle::drawControl(element, &plain, painter, widget);
            return;
        }
    }
    if (element == CE_ProgressBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            // The base asks its own rectangles for the three parts, not the proxy's.
            QStyleOptionProgressBar part(*bar);
            part.rect = subElementRect(SE_ProgressBarGroove, bar, widget);
            drawControl(CE_ProgressBarGroove, &part, painter, widget);
            drawControl(CE_ProgressBarContents, &part, painter, widget);
            if (bar->textVisible) {
                part.rect = subElementRect(SE_ProgressBarLabel, bar, widget);
                drawControl(CE_ProgressBarLabel, &part, painter, widget);
            }
            return;
        }
    }
    if (!parts::buttonControl(element, option, painter, widget) &&
        !parts::inputControl(element, option, painter, widget) &&
        !parts::viewControl(element, option, painter, widget) &&
        !parts::menuControl(element, option, painter, widget) &&
        !parts::progressControl(element, option, painter)) {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    if (!parts::inputComplex(control, option, painter, widget) &&
        !parts::scrollComplex(control, option, painter)) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption *option,
                                   const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0) {
            return visualRect(option->direction, option->rect,
                              option->rect.adjusted(scaled(6) + 1, 1, -scaled(6) - 1, -1));
        }
        return option->rect;
    }
    case SE_PushButtonContents:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect.adjusted(cellPadding(), 0, -cellPadding(), 0);
    case SE_HeaderArrow:
        return {}; // drawn with the label
    case SE_TabWidgetTabContents: {
        // No frame at the sides: only the hairline below the tabs.
        const QRect pane = subElementRect(SE_TabWidgetTabPane, option, widget);
        return pane.adjusted(0, 1, 0, 0);
    }
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
    case SE_ProgressBarLabel:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            const int label =
                bar->textVisible ? option->fontMetrics.horizontalAdvance(bar->text) + scaled(8) : 0;
            const QRect r = option->rect;
            const QRect part = element == SE_ProgressBarLabel
                                   ? QRect(r.right() - label + 1, r.y(), label, r.height())
                                   : r.adjusted(0, 0, -label, 0);
            return visualRect(option->direction, r, part);
        }
        break;
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                   SubControl subControl, const QWidget *widget) const
{
    if (control == CC_ComboBox || control == CC_SpinBox) {
        return parts::inputSubRect(control, option, subControl, widget);
    }
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            return parts::scrollSubRect(*bar, subControl);
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                     const QSize &size, const QWidget *widget) const
{
    const int height = parts::controlHeight();
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            return parts::pushButtonSize(*button, widget);
        }
        break;
    case CT_LineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0) {
            return {size.width() + 2 * scaled(7), qMax(height, size.height() + scaled(4))};
        }
        return size;
    }
    case CT_ComboBox:
        return {size.width() + scaled(44), qMax(height, size.height() + scaled(6))};
    case CT_SpinBox:
        // 4: what the edit inside keeps free beside its text.
        return {size.width() + 4 + scaled(7) + scaled(24), qMax(height, size.height() + scaled(6))};
    case CT_ToolButton: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return base.expandedTo(QSize(scaled(24), scaled(24)));
    }
    case CT_CheckBox:
    case CT_RadioButton: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return base.expandedTo(QSize(0, scaled(24)));
    }
    case CT_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            return parts::headerSize(*header);
        }
        break;
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            return parts::tabSize(*tab);
        }
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            return parts::menuItemSize(*item, size);
        }
        break;
    case CT_MenuBarItem:
        return {size.width() + 2 * scaled(9), qMax(size.height() + scaled(7), scaled(24))};
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), qMax(base.height(), rowHeight())};
    }
    case CT_ProgressBar:
        return {size.width(), qMax(option->fontMetrics.height(), scaled(8))};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QIcon ConsoleStyle::standardIcon(StandardPixmap pixmap, const QStyleOption *option,
                                 const QWidget *widget) const
{
    switch (pixmap) {
    case SP_LineEditClearButton:
        return icon(u"close", IconColor::Muted);
    case SP_MessageBoxWarning:
        return icon(u"warning", IconColor::Warn);
    case SP_MessageBoxCritical:
        return icon(u"cross-circle", IconColor::Bad);
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion:
        return icon(u"info", IconColor::Accent);
    case SP_ToolBarHorizontalExtensionButton:
        return icon(u"more");
    default:
        return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

void setKind(QWidget *button, ButtonKind kind)
{
    static constexpr const char *names[] = {"",     "primary", "danger", "danger-filled",
                                            "link", "flat"};
    button->setProperty("kind", QString::fromLatin1(names[int(kind)]));
    // A button remembers its size; the weight of its font follows from the kind, so make it measure
    // again.
    QEvent changed(QEvent::StyleChange);
    QCoreApplication::sendEvent(button, &changed);
    button->updateGeometry();
    button->update();
}

ButtonKind kindOf(const QWidget *button)
{
    const QString name = button ? button->property("kind").toString() : QString();
    if (name.isEmpty()) {
        return ButtonKind::Normal;
    }
    return name == u"primary"         ? ButtonKind::Primary
           : name == u"danger"        ? ButtonKind::Danger
           : name == u"danger-filled" ? ButtonKind::DangerFilled
           : name == u"link"          ? ButtonKind::Link
           : name == u"flat"          ? ButtonKind::Flat
                                      : ButtonKind::Normal;
}

void setInvalid(QWidget *input, bool invalid)
{
    input->setProperty("invalid", invalid);
    input->update();
}

} // namespace svix
