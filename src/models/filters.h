// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "models/timewindow.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace svix {

/// What the server is asked to leave out of a list of messages.
struct MessageFilter
{
    QStringList eventTypes;              ///< empty: any
    QString channel;                     ///< empty: any
    QString tag;                         ///< empty: any; Svix cloud only
    QString endpoint;                    ///< empty: all messages; else those that were tried there
    std::optional<MessageStatus> status; ///< at that endpoint; only with one
    TimeWindow window;

    /// Hides something that the list would show by default.
    bool isActive() const { return *this != MessageFilter(); }
    bool operator==(const MessageFilter &) const = default;
};

/// What the server is asked to leave out of a list of attempts.
struct AttemptFilter
{
    std::optional<MessageStatus> status;
    std::optional<StatusCodeClass> codeClass;
    QStringList eventTypes;
    QString channel;
    QString tag; ///< Svix cloud only
    TimeWindow window;

    bool isActive() const { return *this != AttemptFilter(); }
    bool operator==(const AttemptFilter &) const = default;
};

} // namespace svix
