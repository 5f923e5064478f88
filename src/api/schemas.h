// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The field list of every schema: JSON name, member, flags. Only the codec includes this file.

#include "api/applications.h"
#include "api/attempts.h"
#include "api/codec.h"
#include "api/endpoints.h"
#include "api/eventtypes.h"
#include "api/messages.h"
#include "api/others.h"

#include <tuple>

namespace svix {

template <typename C, typename M>
struct Field
{
    const char *name;
    M C::*member;
    unsigned flags = NoFlag;
    const char *oldName = nullptr;
};

template <typename C, typename M>
constexpr Field<C, M> field(const char *name, M C::*member, unsigned flags = NoFlag,
                            const char *oldName = nullptr)
{
    return {name, member, flags, oldName};
}

template <typename T>
struct Schema;

#define SVIX_SCHEMA(TYPE, ...)                                                                     \
    template <>                                                                                    \
    struct Schema<TYPE>                                                                            \
    {                                                                                              \
        using S = TYPE;                                                                            \
        static constexpr const char *name = #TYPE;                                                 \
        static constexpr auto fields = std::make_tuple(__VA_ARGS__);                               \
    };

SVIX_SCHEMA(ApplicationIn, field("name", &S::name, Required), field("uid", &S::uid),
            field("throttleRate", &S::throttleRate, BothNames, "rateLimit"),
            field("metadata", &S::metadata))
SVIX_SCHEMA(ApplicationPatch, field("name", &S::name), field("uid", &S::uid),
            field("throttleRate", &S::throttleRate, BothNames, "rateLimit"),
            field("metadata", &S::metadata))
SVIX_SCHEMA(ApplicationOut, field("id", &S::id, Required), field("name", &S::name, Required),
            field("uid", &S::uid),
            field("throttleRate", &S::throttleRate, AnswerNull | OldLeftOut, "rateLimit"),
            field("metadata", &S::metadata), field("createdAt", &S::createdAt, Required),
            field("updatedAt", &S::updatedAt))
SVIX_SCHEMA(CreateApplicationQuery, field("get_if_exists", &S::getIfExists))
SVIX_SCHEMA(ListApplicationsQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("order", &S::order),
            field("exclude_apps_with_no_endpoints", &S::excludeAppsWithNoEndpoints, CloudOnly),
            field("exclude_apps_with_disabled_endpoints", &S::excludeAppsWithDisabledEndpoints,
                  CloudOnly),
            field("exclude_apps_with_svix_play_endpoints", &S::excludeAppsWithSvixPlayEndpoints,
                  CloudOnly))

SVIX_SCHEMA(EndpointIn, field("url", &S::url, Required), field("description", &S::description),
            field("uid", &S::uid), field("throttleRate", &S::throttleRate, BothNames, "rateLimit"),
            field("disabled", &S::disabled),
            field("eventTypes", &S::eventTypes, NoFlag, "filterTypes"),
            field("channels", &S::channels), field("metadata", &S::metadata),
            field("version", &S::version, NotCloud), field("secret", &S::secret, Secret),
            field("headers", &S::headers, CloudOnly | Secret))
SVIX_SCHEMA(EndpointUpdate, field("url", &S::url, Required), field("description", &S::description),
            field("uid", &S::uid), field("throttleRate", &S::throttleRate, BothNames, "rateLimit"),
            field("disabled", &S::disabled),
            field("eventTypes", &S::eventTypes, NoFlag, "filterTypes"),
            field("channels", &S::channels), field("metadata", &S::metadata),
            field("version", &S::version, NotCloud))
SVIX_SCHEMA(EndpointPatch, field("url", &S::url), field("description", &S::description),
            field("uid", &S::uid), field("throttleRate", &S::throttleRate, BothNames, "rateLimit"),
            field("disabled", &S::disabled),
            field("eventTypes", &S::eventTypes, NoFlag, "filterTypes"),
            field("channels", &S::channels), field("metadata", &S::metadata),
            field("version", &S::version, NotCloud))
SVIX_SCHEMA(EndpointOut, field("id", &S::id, Required), field("url", &S::url, Required),
            field("description", &S::description), field("uid", &S::uid, AnswerNull),
            field("throttleRate", &S::throttleRate, AnswerNull, "rateLimit"),
            field("disabled", &S::disabled),
            field("eventTypes", &S::eventTypes, AnswerNull, "filterTypes"),
            field("channels", &S::channels, AnswerNull), field("metadata", &S::metadata),
            field("version", &S::version, NotCloud), field("createdAt", &S::createdAt, Required),
            field("updatedAt", &S::updatedAt))
SVIX_SCHEMA(ListEndpointsQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("order", &S::order))
SVIX_SCHEMA(EndpointHeadersIn, field("headers", &S::headers, Required | Secret))
SVIX_SCHEMA(EndpointHeadersPatch, field("headers", &S::headers, Required | Secret),
            field("deleteHeaders", &S::deleteHeaders, CloudOnly))
SVIX_SCHEMA(EndpointHeadersOut, field("headers", &S::headers, Required | Secret),
            field("sensitive", &S::sensitive, Required))
SVIX_SCHEMA(EndpointSecretOut, field("key", &S::key, Required | Secret))
SVIX_SCHEMA(EndpointSecretRotateIn, field("key", &S::key, Secret),
            field("gracePeriodSeconds", &S::gracePeriodSeconds, Newer))
SVIX_SCHEMA(EndpointStatsQuery, field("since", &S::since), field("until", &S::until))
SVIX_SCHEMA(EndpointStatsOut, field("success", &S::success, Required),
            field("pending", &S::pending, Required), field("sending", &S::sending),
            field("fail", &S::fail, Required), field("canceled", &S::canceled))
SVIX_SCHEMA(EndpointTransformationOut, field("code", &S::code, AnswerNull),
            field("enabled", &S::enabled),
            field("variables", &S::variables, CloudOnly | AnswerNull | Secret),
            field("updatedAt", &S::updatedAt, CloudOnly | AnswerNull))
SVIX_SCHEMA(EndpointTransformationPatch, field("code", &S::code), field("enabled", &S::enabled),
            field("variables", &S::variables, CloudOnly | Secret))
SVIX_SCHEMA(SimulateTransformationIn, field("code", &S::code, Required),
            field("eventType", &S::eventType, Required), field("payload", &S::payload, Required),
            field("channels", &S::channels), field("variables", &S::variables, Secret))
SVIX_SCHEMA(SimulateTransformationOut, field("url", &S::url), field("payload", &S::payload),
            field("method", &S::method), field("cancel", &S::cancel))
SVIX_SCHEMA(RecoverIn, field("since", &S::since, Required), field("until", &S::until))
SVIX_SCHEMA(RecoverOut, field("id", &S::id), field("status", &S::status), field("task", &S::task),
            field("updatedAt", &S::updatedAt))
SVIX_SCHEMA(SendExampleIn, field("eventType", &S::eventType, Required),
            field("exampleIndex", &S::exampleIndex, CloudOnly))

SVIX_SCHEMA(EventTypeIn, field("name", &S::name, Required),
            field("description", &S::description, Required), field("archived", &S::archived),
            field("deprecated", &S::deprecated), field("schemas", &S::schemas),
            field("featureFlag", &S::featureFlag, NotCloud),
            field("featureFlags", &S::featureFlags, CloudOnly),
            field("groupName", &S::groupName, CloudOnly))
SVIX_SCHEMA(EventTypeUpdate, field("description", &S::description, Required),
            field("archived", &S::archived), field("deprecated", &S::deprecated),
            field("schemas", &S::schemas), field("featureFlag", &S::featureFlag, NotCloud),
            field("featureFlags", &S::featureFlags, CloudOnly),
            field("groupName", &S::groupName, CloudOnly))
SVIX_SCHEMA(EventTypePatch, field("description", &S::description), field("archived", &S::archived),
            field("deprecated", &S::deprecated), field("schemas", &S::schemas),
            field("featureFlag", &S::featureFlag, NotCloud),
            field("featureFlags", &S::featureFlags, CloudOnly),
            field("groupName", &S::groupName, CloudOnly))
SVIX_SCHEMA(EventTypeOut, field("name", &S::name, Required), field("description", &S::description),
            field("archived", &S::archived), field("deprecated", &S::deprecated),
            field("schemas", &S::schemas, AnswerNull),
            field("featureFlag", &S::featureFlag, AnswerNull),
            field("featureFlags", &S::featureFlags, CloudOnly),
            field("groupName", &S::groupName, CloudOnly),
            field("createdAt", &S::createdAt, Required), field("updatedAt", &S::updatedAt))
SVIX_SCHEMA(ListEventTypesQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("order", &S::order), field("with_content", &S::withContent),
            field("include_archived", &S::includeArchived))
SVIX_SCHEMA(DeleteEventTypeQuery, field("expunge", &S::expunge))

SVIX_SCHEMA(MessageIn, field("eventType", &S::eventType, Required),
            field("payload", &S::payload, Required), field("eventId", &S::eventId),
            field("channels", &S::channels),
            field("payloadRetentionPeriod", &S::payloadRetentionPeriod),
            field("payloadRetentionHours", &S::payloadRetentionHours, CloudOnly),
            field("tags", &S::tags, CloudOnly), field("deliverAt", &S::deliverAt, CloudOnly),
            field("transformationsParams", &S::transformationsParams),
            field("application", &S::application))
SVIX_SCHEMA(MessageOut, field("id", &S::id, Required), field("eventId", &S::eventId, AnswerNull),
            field("eventType", &S::eventType, Required), field("payload", &S::payload),
            field("channels", &S::channels, AnswerNull),
            field("timestamp", &S::timestamp, Required),
            field("tags", &S::tags, CloudOnly | AnswerNull),
            field("deliverAt", &S::deliverAt, CloudOnly))
SVIX_SCHEMA(CreateMessageQuery, field("with_content", &S::withContent))
SVIX_SCHEMA(GetMessageQuery, field("with_content", &S::withContent))
SVIX_SCHEMA(ListMessagesQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("event_types", &S::eventTypes), field("channel", &S::channel),
            field("tag", &S::tag, CloudOnly), field("before", &S::before),
            field("after", &S::after), field("with_content", &S::withContent))

SVIX_SCHEMA(AttemptOut, field("id", &S::id, Required), field("msgId", &S::msgId, Required),
            field("endpointId", &S::endpointId, Required), field("url", &S::url),
            field("response", &S::response),
            field("responseStatusCode", &S::responseStatusCode, Required),
            field("responseDurationMs", &S::responseDurationMs),
            field("status", &S::status, Required), field("statusText", &S::statusText),
            field("triggerType", &S::triggerType), field("timestamp", &S::timestamp, Required),
            field("msg", &S::msg, CloudOnly))
SVIX_SCHEMA(GetAttemptQuery, field("expanded_statuses", &S::expandedStatuses, CloudOnly))
SVIX_SCHEMA(ListAttemptsByMsgQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("endpoint_id", &S::endpointId), field("status", &S::status),
            field("status_code_class", &S::statusCodeClass), field("event_types", &S::eventTypes),
            field("channel", &S::channel), field("tag", &S::tag, CloudOnly),
            field("before", &S::before), field("after", &S::after),
            field("with_content", &S::withContent),
            field("expanded_statuses", &S::expandedStatuses, CloudOnly))
SVIX_SCHEMA(ListAttemptsByEndpointQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("status", &S::status), field("status_code_class", &S::statusCodeClass),
            field("event_types", &S::eventTypes), field("channel", &S::channel),
            field("tag", &S::tag, CloudOnly), field("before", &S::before),
            field("after", &S::after), field("with_content", &S::withContent),
            field("with_msg", &S::withMsg, CloudOnly),
            field("expanded_statuses", &S::expandedStatuses, CloudOnly))
SVIX_SCHEMA(ListAttemptsOldQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("endpoint_id", &S::endpointId), field("event_types", &S::eventTypes),
            field("channel", &S::channel), field("status", &S::status), field("before", &S::before),
            field("after", &S::after))
SVIX_SCHEMA(ListAttemptsForEndpointQuery, field("limit", &S::limit),
            field("iterator", &S::iterator), field("event_types", &S::eventTypes),
            field("channel", &S::channel), field("status", &S::status), field("before", &S::before),
            field("after", &S::after))
SVIX_SCHEMA(ListAttemptedMessagesQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("channel", &S::channel), field("tag", &S::tag, CloudOnly),
            field("status", &S::status), field("before", &S::before), field("after", &S::after),
            field("with_content", &S::withContent),
            field("expanded_statuses", &S::expandedStatuses, CloudOnly),
            field("event_types", &S::eventTypes))
SVIX_SCHEMA(AttemptedMessageOut, field("id", &S::id, Required),
            field("eventId", &S::eventId, AnswerNull), field("eventType", &S::eventType, Required),
            field("payload", &S::payload), field("channels", &S::channels, AnswerNull),
            field("timestamp", &S::timestamp, Required),
            field("tags", &S::tags, CloudOnly | AnswerNull),
            field("deliverAt", &S::deliverAt, CloudOnly), field("status", &S::status, Required),
            field("statusText", &S::statusText), field("nextAttempt", &S::nextAttempt))
SVIX_SCHEMA(ListDestinationsQuery, field("limit", &S::limit), field("iterator", &S::iterator))
SVIX_SCHEMA(DestinationOut, field("id", &S::id, Required), field("url", &S::url, Required),
            field("description", &S::description), field("uid", &S::uid, AnswerNull),
            field("throttleRate", &S::throttleRate, AnswerNull, "rateLimit"),
            field("disabled", &S::disabled),
            field("eventTypes", &S::eventTypes, AnswerNull, "filterTypes"),
            field("channels", &S::channels, AnswerNull), field("version", &S::version, NotCloud),
            field("createdAt", &S::createdAt), field("updatedAt", &S::updatedAt),
            field("status", &S::status, Required), field("statusText", &S::statusText),
            field("nextAttempt", &S::nextAttempt, AnswerNull))

SVIX_SCHEMA(IntegrationIn, field("name", &S::name, Required),
            field("featureFlags", &S::featureFlags, CloudOnly))
SVIX_SCHEMA(IntegrationOut, field("id", &S::id, Required), field("name", &S::name, Required),
            field("featureFlags", &S::featureFlags, CloudOnly), field("createdAt", &S::createdAt),
            field("updatedAt", &S::updatedAt))
SVIX_SCHEMA(IntegrationKeyOut, field("key", &S::key, Required | Secret))
SVIX_SCHEMA(ListIntegrationsQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("order", &S::order, CloudOnly))
SVIX_SCHEMA(BackgroundTaskOut, field("id", &S::id, Required), field("status", &S::status, Required),
            field("task", &S::task, Required), field("data", &S::data),
            field("updatedAt", &S::updatedAt))
SVIX_SCHEMA(ListBackgroundTasksQuery, field("limit", &S::limit), field("iterator", &S::iterator),
            field("order", &S::order), field("status", &S::status), field("task", &S::task))
SVIX_SCHEMA(AppPortalAccessIn, field("featureFlags", &S::featureFlags),
            field("application", &S::application), field("expiry", &S::expiry, CloudOnly),
            field("sessionId", &S::sessionId, CloudOnly),
            field("capabilities", &S::capabilities, CloudOnly),
            field("readOnly", &S::readOnly, CloudOnly))
SVIX_SCHEMA(PortalAccessOut, field("url", &S::url, Required | Secret),
            field("token", &S::token, Required | Secret))
SVIX_SCHEMA(ExpireAllIn, field("expiry", &S::expiry),
            field("sessionIds", &S::sessionIds, CloudOnly))
SVIX_SCHEMA(WhoamiOut, field("permissionSource", &S::permissionSource, Required),
            field("envId", &S::envId), field("appId", &S::appId),
            field("streamAppId", &S::streamAppId), field("sessionId", &S::sessionId))

template <>
struct Schema<NoQuery>
{
    static constexpr const char *name = "NoQuery";
    static constexpr std::tuple<> fields{};
};
template <>
struct Schema<NoBody>
{
    static constexpr const char *name = "NoBody";
    static constexpr std::tuple<> fields{};
};

template <typename T>
struct Schema<Page<T>>
{
    using S = Page<T>;
    static constexpr const char *name = "Page";
    static constexpr auto fields = std::make_tuple(
        field("data", &S::data, Required), field("iterator", &S::iterator, AnswerNull),
        field("prevIterator", &S::prevIterator), field("done", &S::done, Required));
};

} // namespace svix
