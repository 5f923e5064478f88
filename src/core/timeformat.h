// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QTimeZone>

namespace svix {

/// Words for points in time; every time is in milliseconds since the epoch, UTC, 0 when unknown.
class TimeFormat
{
    Q_DECLARE_TR_FUNCTIONS(TimeFormat)

public:
    /// "just now", "2 min ago", "3 h ago", "yesterday", "in 4 min", "12 Oct"; "–" when unknown.
    /// `zone` decides what yesterday is.
    static QString relative(qint64 ms, qint64 nowMs,
                            const QTimeZone &zone = QTimeZone::systemTimeZone());

    /// Local time with its zone and, on a second line, UTC; empty when unknown.
    static QString full(qint64 ms, const QTimeZone &zone = QTimeZone::systemTimeZone());

    /// "2026-11-23 14:03:11" in `zone`; empty when unknown.
    static QString local(qint64 ms, const QTimeZone &zone = QTimeZone::systemTimeZone());

    /// ISO 8601 in UTC with milliseconds, as the API writes it; empty when unknown.
    static QString utc(qint64 ms);
};

} // namespace svix
