// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeformat.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr qint64 dayMs = 24 * hourMs;

} // namespace

QString TimeFormat::relative(qint64 ms, qint64 nowMs, const QTimeZone &zone)
{
    if (ms == 0) {
        return u"\u2013"_s;
    }
    const bool past = ms <= nowMs;
    const qint64 distance = past ? nowMs - ms : ms - nowMs;
    if (distance < minuteMs) {
        return past ? tr("just now") : tr("in <1 min");
    }
    if (distance < hourMs) {
        const qint64 count = distance / minuteMs;
        return past ? tr("%1 min ago").arg(count) : tr("in %1 min").arg(count);
    }
    if (distance < dayMs) {
        const qint64 count = distance / hourMs;
        return past ? tr("%1 h ago").arg(count) : tr("in %1 h").arg(count);
    }
    const QDate date = QDateTime::fromMSecsSinceEpoch(ms, zone).date();
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs, zone).date();
    const qint64 days = qAbs(date.daysTo(today));
    if (days <= 1) {
        return past ? tr("yesterday") : tr("tomorrow");
    }
    if (days < 7) {
        return past ? tr("%1 days ago").arg(days) : tr("in %1 days").arg(days);
    }
    const QLocale locale;
    // A pattern is no text: the locale has the words for it.
    return locale.toString(date, date.year() == today.year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString TimeFormat::full(qint64 ms, const QTimeZone &zone)
{
    if (ms == 0) {
        return {};
    }
    return tr("%1 %2\n%3 UTC")
        .arg(local(ms, zone), QString::fromUtf8(zone.id()), local(ms, QTimeZone::utc()));
}

QString TimeFormat::local(qint64 ms, const QTimeZone &zone)
{
    return ms == 0 ? QString()
                   : QDateTime::fromMSecsSinceEpoch(ms, zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString TimeFormat::utc(qint64 ms)
{
    return ms == 0 ? QString()
                   : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace svix
