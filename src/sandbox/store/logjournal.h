// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <set>
#include <utility>

namespace svix::sandbox {

/// What changed in a log beside the rows added at its end, noted for whoever keeps it on disk.
struct LogJournal
{
    std::function<void()> changed;          ///< called at every change, also when a row was added
    std::set<quint32> messages;             ///< rows whose payload was erased
    std::set<quint32> extras;               ///< rows of messages whose extra changed
    std::set<quint32> attempts;             ///< rows whose answer was erased
    std::set<quint32> texts;                ///< that were erased
    std::set<std::pair<quint32, int>> next; ///< message and endpoint
    std::set<quint64> plans;                ///< planned, changed or gone

    void clear()
    {
        messages.clear();
        extras.clear();
        attempts.clear();
        texts.clear();
        next.clear();
        plans.clear();
    }
};

} // namespace svix::sandbox
