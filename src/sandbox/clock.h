// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timestamp.h"

#include <optional>

namespace svix::sandbox {

/// The time as the sandbox tells it: that of this computer, or one that stood at a given moment
/// when the sandbox started and has run on since.
class Clock
{
public:
    explicit Clock(const std::optional<Timestamp> &start = std::nullopt)
        : m_start(start.value_or(Timestamp::now()))
        , m_aheadMicros(start ? start->microseconds() - Timestamp::now().microseconds() : 0)
    {
    }

    /// The moment the clock was started at; seeds are made as of this one.
    Timestamp start() const { return m_start; }
    /// Later by that much from here on.
    void moveOn(qint64 micros) { m_aheadMicros += micros; }
    Timestamp now() const { return Timestamp(Timestamp::now().microseconds() + m_aheadMicros); }

private:
    Timestamp m_start;
    qint64 m_aheadMicros;
};

} // namespace svix::sandbox
