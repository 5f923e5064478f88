// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timewindow.h"

#include <QDateTime>

namespace svix {

namespace {

constexpr qint64 minuteMicros = 60'000'000; // microseconds

// This computer's clock may be behind the server's: what came a moment ago must not fall out of the
// window. Servers take up to an hour ahead.
constexpr qint64 clockMargin = 30 * minuteMicros;

qint64 lengthOf(TimeWindow::Preset preset)
{
    switch (preset) {
    case TimeWindow::Preset::Hour:
        return 60 * minuteMicros;
    case TimeWindow::Preset::Day:
        return 24 * 60 * minuteMicros;
    case TimeWindow::Preset::Week:
        return 7 * 24 * 60 * minuteMicros;
    case TimeWindow::Preset::Month:
        return 30 * 24 * 60 * minuteMicros;
    default:
        return 0;
    }
}

// A moment earlier, since both bounds are exclusive.
Timestamp startOfDay(const Timestamp &now, int days)
{
    const QDate day = now.toDateTime().toLocalTime().date().addDays(days);
    return Timestamp(Timestamp::fromDateTime(day.startOfDay()).microseconds() - 1);
}

} // namespace

TimeBounds boundsOf(const TimeWindow &window, const Timestamp &now)
{
    switch (window.preset) {
    case TimeWindow::Preset::Quarter:
        return {}; // the server's own default, newest first
    case TimeWindow::Preset::Custom:
        if (window.after && !window.before) {
            return {window.after, Timestamp(now.microseconds() + clockMargin)};
        }
        return {window.after, window.before};
    case TimeWindow::Preset::Today:
        return {startOfDay(now, 0), Timestamp(now.microseconds() + clockMargin)};
    case TimeWindow::Preset::Yesterday:
        return {startOfDay(now, -1), startOfDay(now, 0)};
    default:
        return {Timestamp(now.microseconds() - lengthOf(window.preset)),
                Timestamp(now.microseconds() + clockMargin)};
    }
}

} // namespace svix
