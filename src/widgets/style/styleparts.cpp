// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/styleparts.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace svix::parts {

double radius()
{
    return scaled(4);
}

int controlHeight()
{
    return scaled(28);
}

void box(QPainter *painter, const QRectF &rect, double rounding, const QColor &fill,
         const QColor &edge, double width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (edge.isValid()) {
        painter->setPen(QPen(edge, width));
        const double inset = width / 2;
        const double inner = qMax(0.0, rounding - inset);
        painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), inner, inner);
    } else {
        painter->setPen(Qt::NoPen);
        painter->drawRoundedRect(rect, rounding, rounding);
    }
    painter->restore();
}

void hairline(QPainter *painter, const QRect &rect, Qt::Edge edge, const QColor &color)
{
    switch (edge) {
    case Qt::TopEdge:
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), color);
        break;
    case Qt::BottomEdge:
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color);
        break;
    case Qt::LeftEdge:
        painter->fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), color);
        break;
    case Qt::RightEdge:
        painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), color);
        break;
    }
}

void chevron(QPainter *painter, const QRect &rect, const QString &name, const QColor &color)
{
    const int side = qMin(iconSize(), qMin(rect.width(), rect.height()));
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    paintIcon(painter, square, name, color);
}

QColor textColor(const QStyleOption *option, QPalette::ColorRole role)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    return option->palette.color(enabled ? QPalette::Active : QPalette::Disabled, role);
}

} // namespace svix::parts
