// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QStyle>
#include <QStyleOption>

class QPainter;

/// The pieces that ConsoleStyle is put together from; for the style's own files only.
/// A draw function returns false when it leaves the element to Fusion.
namespace svix::parts {

/// Rounding of controls, in logical pixels.
double radius();
int controlHeight();

/// A rounded box; an invalid \a edge draws none.
void box(QPainter *painter, const QRectF &rect, double rounding, const QColor &fill,
         const QColor &edge = {}, double width = 1);
/// A separator one device pixel thick (or more at whole scales) along the inner edge of \a rect.
void hairline(QPainter *painter, const QRect &rect, Qt::Edge edge, const QColor &color);
void chevron(QPainter *painter, const QRect &rect, const QString &name, const QColor &color);
/// The colour of an enabled or disabled control's text.
QColor textColor(const QStyleOption *option, QPalette::ColorRole role = QPalette::ButtonText);

bool buttonPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                     QPainter *painter, const QWidget *widget);
bool buttonControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                   const QWidget *widget);
QSize pushButtonSize(const QStyleOptionButton &option, const QWidget *widget);

bool inputPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                    const QWidget *widget);
bool inputControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                  const QWidget *widget);
bool inputComplex(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                  QPainter *painter, const QWidget *widget);
/// An invalid rectangle leaves it to Fusion.
QRect inputSubRect(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                   QStyle::SubControl subControl, const QWidget *widget);

bool scrollComplex(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                   QPainter *painter);
QRect scrollSubRect(const QStyleOptionSlider &option, QStyle::SubControl subControl);
bool progressControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter);

bool viewPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                   const QWidget *widget);
bool viewControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                 const QWidget *widget);
QSize headerSize(const QStyleOptionHeader &option);
QSize tabSize(const QStyleOptionTab &option);

bool menuPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option, QPainter *painter);
bool menuControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter,
                 const QWidget *widget);
QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents);

} // namespace svix::parts
