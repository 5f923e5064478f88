// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timeformat.h"

#include <QDateTime>

namespace svix {

/// "4 min ago", as of now. The chosen time zone is the process' own (see applyTimeZone).
inline QString relativeTime(qint64 ms)
{
    return TimeFormat::relative(ms, QDateTime::currentMSecsSinceEpoch());
}

/// "14:03:11" today, else with the date.
inline QString clockTime(qint64 ms)
{
    const QString local = TimeFormat::local(ms);
    const QString today = TimeFormat::local(QDateTime::currentMSecsSinceEpoch()).left(10);
    return local.startsWith(today) ? local.mid(11) : local;
}

} // namespace svix
