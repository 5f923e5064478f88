// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timestamp.h"

#include <optional>

namespace svix {

/// The part of time that a list shows.
struct TimeWindow
{
    enum class Preset {
        Hour,
        Day,
        Today, ///< by the calendar of this computer's time zone, as is the next
        Yesterday,
        Week,
        Month,
        Quarter,
        Custom
    };

    Preset preset = Preset::Quarter; ///< 1 h, 24 h, 7 d, 30 d, 90 d (what servers show by default)
    std::optional<Timestamp> after;  ///< only for Custom, exclusive
    std::optional<Timestamp> before; ///< only for Custom, exclusive

    bool operator==(const TimeWindow &) const = default;
};

/// What is sent for a window. `after` alone makes a server start at the oldest end, so a `before`
/// always stands beside it, fixed for all pages of one walk.
struct TimeBounds
{
    std::optional<Timestamp> after;
    std::optional<Timestamp> before;

    bool operator==(const TimeBounds &) const = default;
};

/// The bounds of a window as of `now`; moved on by each refresh.
TimeBounds boundsOf(const TimeWindow &window, const Timestamp &now);

} // namespace svix
