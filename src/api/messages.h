// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "api/common.h"

namespace svix {

struct MessageIn
{
    QString eventType;
    RawJson payload; ///< a JSON object, sent exactly as typed
    std::optional<QString> eventId;
    std::optional<QStringList> channels;       ///< 1..5 (cloud 1..10)
    std::optional<int> payloadRetentionPeriod; ///< days, 5..90
    std::optional<int> payloadRetentionHours;  ///< cloud, 1..2160
    std::optional<QStringList> tags;           ///< cloud, at most 5
    std::optional<Timestamp> deliverAt;        ///< cloud, 1 minute to 24 hours ahead
    RawJson transformationsParams;
    std::optional<ApplicationIn> application; ///< created along when the id in the path is unknown
};

struct MessageOut
{
    QString id; ///< msg_…
    std::optional<QString> eventId;
    QString eventType;
    RawJson payload; ///< {} without content, {"expired":true} when gone
    std::optional<QStringList> channels;
    Timestamp timestamp;
    std::optional<QStringList> tags;    ///< cloud
    std::optional<Timestamp> deliverAt; ///< cloud
};

struct CreateMessageQuery
{
    std::optional<bool> withContent;
};

struct GetMessageQuery
{
    std::optional<bool> withContent;
};

/// A time window: `before` and `after` are exclusive bounds on the time in the id. `after` alone
/// walks forward from its oldest end, so a window that ends now carries a fixed `before` too.
struct ListMessagesQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QStringList> eventTypes;
    std::optional<QString> channel;
    std::optional<QString> tag; ///< cloud; svix-server ignores it without a word
    std::optional<Timestamp> before;
    std::optional<Timestamp> after;
    std::optional<bool> withContent;
};

} // namespace svix
