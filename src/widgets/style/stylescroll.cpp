// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/styleparts.h"

#include "widgets/style/theme.h"

#include <QPainter>

namespace svix::parts {

bool scrollComplex(QStyle::ComplexControl control, const QStyleOptionComplex *option,
                   QPainter *painter)
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != QStyle::CC_ScrollBar || !bar) {
        return false;
    }
    const Tokens &t = Tokens::of(option->palette);
    painter->fillRect(bar->rect, t.base);
    if (bar->minimum == bar->maximum) {
        return true;
    }
    const QRectF slider = scrollSubRect(*bar, QStyle::SC_ScrollBarSlider);
    const bool lively = option->activeSubControls == QStyle::SC_ScrollBarSlider &&
                        (option->state & (QStyle::State_MouseOver | QStyle::State_Sunken));
    const double thickness = lively ? scaled(8) : scaled(6);
    const bool flat = bar->orientation == Qt::Horizontal;
    const double room = flat ? slider.height() : slider.width();
    const double inset = (room - thickness) / 2;
    const QRectF handle =
        flat ? slider.adjusted(2, inset, -2, -inset) : slider.adjusted(inset, 2, -inset, -2);
    const QColor color = option->state & QStyle::State_Sunken ? t.muted : t.controlBorder;
    box(painter, handle, thickness / 2, color);
    return true;
}

QRect scrollSubRect(const QStyleOptionSlider &option, QStyle::SubControl subControl)
{
    const QRect r = option.rect;
    const bool flat = option.orientation == Qt::Horizontal;
    const int length = flat ? r.width() : r.height();
    const int range = option.maximum - option.minimum;
    int handle = length;
    if (range > 0) {
        handle = int(qint64(length) * option.pageStep / (qint64(range) + option.pageStep));
        handle = qBound(qMin(scaled(24), length), handle, length);
    }
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
    const auto part = [&](int from, int size) {
        const QRect rect = flat ? QRect(r.x() + from, r.y(), size, r.height())
                                : QRect(r.x(), r.y() + from, r.width(), size);
        return QStyle::visualRect(option.direction, r, rect);
    };
    switch (subControl) {
    case QStyle::SC_ScrollBarSlider:
        return part(start, handle);
    case QStyle::SC_ScrollBarSubPage:
        return part(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return part(start + handle, length - start - handle);
    case QStyle::SC_ScrollBarGroove:
        return r;
    default:
        return {}; // no arrow buttons
    }
}

bool progressControl(QStyle::ControlElement element, const QStyleOption *option, QPainter *painter)
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (!bar) {
        return false;
    }
    const Tokens &t = Tokens::of(option->palette);
    const double thickness = scaled(6);
    const QRectF rect(bar->rect.x(), bar->rect.center().y() + 0.5 - thickness / 2,
                      bar->rect.width(), thickness);
    switch (element) {
    case QStyle::CE_ProgressBarGroove:
        box(painter, rect, thickness / 2, t.hairline);
        return true;
    case QStyle::CE_ProgressBarContents: {
        QRectF done = rect;
        if (bar->maximum <= bar->minimum) {
            // Busy without a known share: the middle third, standing still.
            done.adjust(rect.width() / 3, 0, -rect.width() / 3, 0);
        } else {
            const double share = double(qint64(bar->progress) - bar->minimum) /
                                 double(qint64(bar->maximum) - bar->minimum);
            done.setWidth(rect.width() * qBound(0.0, share, 1.0));
            if ((option->direction == Qt::RightToLeft) != bar->invertedAppearance) {
                done.moveRight(rect.right());
            }
        }
        if (done.width() > 0) {
            box(painter, done, thickness / 2, t.accent);
        }
        return true;
    }
    case QStyle::CE_ProgressBarLabel:
        painter->setPen(textColor(option, QPalette::WindowText));
        painter->drawText(bar->rect, Qt::AlignCenter | Qt::TextSingleLine, bar->text);
        return true;
    default:
        return false;
    }
}

} // namespace svix::parts
