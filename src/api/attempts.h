// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/messages.h"

namespace svix {

/// As sent by the server; values beyond these are kept and shown as numbers.
enum class MessageStatus : int { Success = 0, Pending = 1, Fail = 2, Sending = 3, Canceled = 4 };
enum class TriggerType : int { Scheduled = 0, Manual = 1 };
enum class StatusCodeClass : int {
    None = 0,
    Info = 100,
    Ok = 200,
    Redirect = 300,
    Client = 400,
    Server = 500
};

struct AttemptOut
{
    QString id; ///< atmpt_…
    QString msgId;
    QString endpointId;
    QString url;                ///< the URL at the time of the attempt
    QString response;           ///< "{}" without content, "EXPUNGED" when erased
    int responseStatusCode = 0; ///< 0 when no HTTP answer came
    std::optional<qint64> responseDurationMs;
    MessageStatus status = MessageStatus::Success;
    std::optional<QString> statusText;
    TriggerType triggerType = TriggerType::Scheduled;
    Timestamp timestamp;
    std::optional<MessageOut> msg; ///< cloud, with_msg
};

struct GetAttemptQuery
{
    std::optional<bool> expandedStatuses; ///< cloud
};

struct ListAttemptsByMsgQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QString> endpointId; ///< id or uid; 404 when unknown or deleted
    std::optional<MessageStatus> status;
    std::optional<StatusCodeClass> statusCodeClass;
    std::optional<QStringList> eventTypes;
    std::optional<QString> channel;
    std::optional<QString> tag; ///< cloud
    std::optional<Timestamp> before;
    std::optional<Timestamp> after;
    std::optional<bool> withContent;
    std::optional<bool> expandedStatuses; ///< cloud
};

struct ListAttemptsByEndpointQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<MessageStatus> status;
    std::optional<StatusCodeClass> statusCodeClass;
    std::optional<QStringList> eventTypes;
    std::optional<QString> channel;
    std::optional<QString> tag; ///< cloud
    std::optional<Timestamp> before;
    std::optional<Timestamp> after;
    std::optional<bool> withContent;
    std::optional<bool> withMsg;          ///< cloud
    std::optional<bool> expandedStatuses; ///< cloud
};

/// Query of the two deprecated lists. svix-server fails on channel and event_types there.
struct ListAttemptsOldQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QString> endpointId;
    std::optional<QStringList> eventTypes;
    std::optional<QString> channel;
    std::optional<MessageStatus> status;
    std::optional<Timestamp> before;
    std::optional<Timestamp> after;
};

struct ListAttemptsForEndpointQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QStringList> eventTypes;
    std::optional<QString> channel;
    std::optional<MessageStatus> status;
    std::optional<Timestamp> before;
    std::optional<Timestamp> after;
};

struct ListAttemptedMessagesQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QString> channel;
    std::optional<QString> tag; ///< cloud
    std::optional<MessageStatus> status;
    std::optional<Timestamp> before;
    std::optional<Timestamp> after;
    std::optional<bool> withContent;
    std::optional<bool> expandedStatuses; ///< cloud
    std::optional<QStringList> eventTypes;
};

/// A message as tried on one endpoint, with the latest state there.
struct AttemptedMessageOut
{
    QString id; ///< msg_…
    std::optional<QString> eventId;
    QString eventType;
    RawJson payload;
    std::optional<QStringList> channels;
    Timestamp timestamp;
    std::optional<QStringList> tags;
    std::optional<Timestamp> deliverAt;
    MessageStatus status = MessageStatus::Success;
    std::optional<QString> statusText;
    std::optional<Timestamp> nextAttempt;
};

struct ListDestinationsQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
};

/// An endpoint a message was tried on, with the latest state. svix-server says Fail while a retry
/// is planned: nextAttempt tells.
struct DestinationOut
{
    QString id; ///< ep_…
    QString url;
    QString description;
    std::optional<QString> uid;
    std::optional<int> throttleRate;
    bool disabled = false;
    std::optional<QStringList> eventTypes;
    std::optional<QStringList> channels;
    std::optional<int> version;
    Timestamp createdAt;
    Timestamp updatedAt;
    MessageStatus status = MessageStatus::Success;
    std::optional<QString> statusText;
    std::optional<Timestamp> nextAttempt;
};

} // namespace svix
