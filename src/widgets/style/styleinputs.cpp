// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/styleparts.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QComboBox>
#include <QFrame>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace svix::parts {

namespace {

void inputBox(const QStyleOption *option, QPainter *painter, const QWidget *widget, bool button)
{
    const Tokens &t = Tokens::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool readOnly = option->state & QStyle::State_ReadOnly;
    const bool refused = widget && widget->property("invalid").toBool();
    const bool over = enabled && (option->state & QStyle::State_MouseOver);
    QColor fill = enabled && !readOnly ? t.base : Tokens::mixed(t.base, t.window, 0.3);
    if (button && over) {
        fill = t.hover(fill);
    }
    const QColor edge = refused && enabled ? t.bad
                        : enabled          ? t.controlBorder
                                           : Tokens::mixed(t.controlBorder, t.window, 0.5);
    box(painter, option->rect, radius(), fill, edge, refused ? 2 : 1);
}

QRect spinButton(const QStyleOptionSpinBox &option, bool up)
{
    const QRect r = option.rect;
    const int width = scaled(22);
    const int half = r.height() / 2;
    const QRect rect(r.right() - width, up ? r.top() + 1 : r.top() + half, width,
                     up ? half - 1 : r.height() - half - 1);
    return QStyle::visualRect(option.direction, r, rect);
}

void drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter, const QWidget *widget)
{
    const Tokens &t = Tokens::of(option.palette);
    if (option.frame && (option.subControls & QStyle::SC_SpinBoxFrame)) {
        inputBox(&option, painter, widget, false);
    }
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons) {
        return;
    }
    for (const bool up : {true, false}) {
        const auto part = up ? QStyle::SC_SpinBoxUp : QStyle::SC_SpinBoxDown;
        const auto step = up ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled;
        const QRect rect = spinButton(option, up);
        const bool usable = (option.stepEnabled & step) && (option.state & QStyle::State_Enabled);
        if (usable && option.activeSubControls == part) {
            const bool down = option.state & QStyle::State_Sunken;
            box(painter, rect.adjusted(1, 1, -1, -1), scaled(2),
                down ? t.pressed(t.base) : t.hover(t.base));
        }
        const QColor color = usable ? t.text : Tokens::mixed(t.muted, t.base, 0.5);
        QRect glyph(0, 0, scaled(10), scaled(10));
        glyph.moveCenter(rect.center());
        paintIcon(painter, glyph, up ? u"chevron-up"_s : u"chevron-down"_s, color);
    }
}

} // namespace

bool inputPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                    const QWidget *widget)
{
    const Tokens &t = Tokens::of(option->palette);
    switch (element) {
    case QStyle::PE_PanelLineEdit:
        // Within a combo or spin box the line width is 0: they draw the frame.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0) {
            inputBox(option, painter, widget, false);
        }
        return true;
    case QStyle::PE_FrameLineEdit:
        return true; // drawn with the panel
    case QStyle::PE_Frame: {
        const bool text = qobject_cast<const QTextEdit *>(widget) ||
                          qobject_cast<const QPlainTextEdit *>(widget) ||
                          (widget && widget->inherits("QsciScintilla"));
        const bool refused = widget && widget->property("invalid").toBool();
        const QColor edge = refused ? t.bad : text ? t.controlBorder : t.hairline;
        const bool popup = widget && widget->inherits("QComboBoxPrivateContainer");
        box(painter, option->rect, text ? scaled(2) : 0, {}, popup ? t.controlBorder : edge);
        return true;
    }
    case QStyle::PE_FrameGroupBox:
        return true;
    default:
        return false;
    }
}

bool inputControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                  const QWidget *widget)
{
    if (element != QStyle::CE_ComboBoxLabel) {
        return false;
    }
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (!combo || !widget) {
        return false;
    }
    QRect rect = widget->style()->subControlRect(QStyle::CC_ComboBox, combo,
                                                 QStyle::SC_ComboBoxEditField, widget);
    if (combo->editable) {
        return true; // its line edit draws the text
    }
    rect.adjust(scaled(2), 0, -scaled(2), 0);
    if (!combo->currentIcon.isNull()) {
        const int size = combo->iconSize.width();
        const QRect square = QStyle::alignedRect(
            combo->direction, Qt::AlignLeading | Qt::AlignVCenter, QSize(size, size), rect);
        combo->currentIcon.paint(painter, square, Qt::AlignCenter,
                                 combo->state & QStyle::State_Enabled ? QIcon::Normal
                                                                      : QIcon::Disabled);
        const int taken = size + scaled(6);
        rect = combo->direction == Qt::RightToLeft ? rect.adjusted(0, 0, -taken, 0)
                                                   : rect.adjusted(taken, 0, 0, 0);
    }
    painter->setPen(textColor(combo, QPalette::ButtonText));
    const QString text =
        combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, rect.width());
    painter->drawText(rect,
                      int(QStyle::visualAlignment(combo->direction, Qt::AlignLeading)) |
                          Qt::AlignVCenter | Qt::TextSingleLine,
                      text);
    return true;
}

bool inputComplex(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                  QPainter *painter, const QWidget *widget)
{
    if (control == QStyle::CC_ComboBox) {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (!combo) {
            return false;
        }
        if (combo->frame && (combo->subControls & QStyle::SC_ComboBoxFrame)) {
            inputBox(option, painter, widget, !combo->editable);
        }
        if (combo->subControls & QStyle::SC_ComboBoxArrow) {
            QRect glyph(0, 0, scaled(14), scaled(14));
            glyph.moveCenter(
                inputSubRect(control, option, QStyle::SC_ComboBoxArrow, widget).center());
            paintIcon(painter, glyph, u"chevron-down"_s, textColor(option));
        }
        return true;
    }
    if (control == QStyle::CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            drawSpinBox(*spin, painter, widget);
            return true;
        }
    }
    return false;
}

QRect inputSubRect(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                   QStyle::SubControl subControl, const QWidget *)
{
    const QRect r = option->rect;
    if (control == QStyle::CC_ComboBox) {
        const int arrow = scaled(28);
        switch (subControl) {
        case QStyle::SC_ComboBoxFrame:
        case QStyle::SC_ComboBoxListBoxPopup:
            return r;
        case QStyle::SC_ComboBoxArrow:
            return QStyle::visualRect(option->direction, r,
                                      QRect(r.right() - arrow + 1, r.top(), arrow, r.height()));
        case QStyle::SC_ComboBoxEditField:
            return QStyle::visualRect(option->direction, r,
                                      r.adjusted(scaled(6) + 1, 1, -arrow, -1));
        default:
            return {};
        }
    }
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (control == QStyle::CC_SpinBox && spin) {
        const bool buttons = spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        switch (subControl) {
        case QStyle::SC_SpinBoxFrame:
            return r;
        case QStyle::SC_SpinBoxUp:
            return buttons ? spinButton(*spin, true) : QRect();
        case QStyle::SC_SpinBoxDown:
            return buttons ? spinButton(*spin, false) : QRect();
        case QStyle::SC_SpinBoxEditField:
            return QStyle::visualRect(
                option->direction, r,
                r.adjusted(scaled(6) + 1, 1, buttons ? -scaled(24) : -scaled(6), -1));
        default:
            return {};
        }
    }
    return {};
}

} // namespace svix::parts
