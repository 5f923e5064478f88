// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "api/attempts.h"
#include "api/codec.h"
#include "api/endpoints.h"
#include "api/eventtypes.h"
#include "api/messages.h"
#include "api/others.h"

#include <array>
#include <string_view>

namespace svix {

enum class Verb { Get, Post, Put, Patch, Delete };

/// Safe changes nothing; Write changes or sends; Destructive cannot be taken back.
enum class Risk { Safe, Write, Destructive };

/// Who may call it on svix-server: nobody is asked, the organisation's token, or also the portal
/// token of that application.
enum class TokenNeed { None, Organisation, Application, Any };

/// Which servers answer it.
enum Offer : unsigned {
    Cloud = 1,
    OpenSource = 2,
    Everywhere = 3,
    Hidden = 4,     ///< svix-server answers it but leaves it out of its document
    Deprecated = 8, ///< left in for old servers
    Extra = 16      ///< not one of the 52 of the 1.4 document
};

/// One operation of the Svix API, as data. Every list of operations in the program is read from
/// the table below: client, guard, activity, capabilities, sandbox, conformance test.
struct Operation
{
    const char *area;
    const char *id; ///< e.g. "rotateEndpointSecret"; name() is "endpoint.rotateEndpointSecret"
    Verb verb;
    const char *path; ///< template, e.g. "/api/v1/app/{app_id}"
    Risk risk;
    TokenNeed token;
    unsigned offer;
    const char *summary;
    const SchemaInfo &(*query)();
    const SchemaInfo &(*body)();
    const SchemaInfo &(*answer)();
    bool hasBody;
    bool hasQuery;
    bool hasAnswer;

    QString name() const { return QLatin1String(area) + QLatin1Char('.') + QLatin1String(id); }
    QString pathTemplate() const { return QString::fromLatin1(path); }
    bool isSafe() const { return risk == Risk::Safe; }
    bool is(Offer flag) const { return (offer & flag) != 0; }
    constexpr int pathArguments() const
    {
        int count = 0;
        for (const char c : std::string_view(path)) {
            count += c == '{';
        }
        return count;
    }
};

/// An operation with its types, so that a wrong argument does not compile.
template <typename QueryT, typename BodyT, typename AnswerT>
struct TypedOperation : Operation
{
    using Query = QueryT;
    using Body = BodyT;
    using Answer = AnswerT;
};

//  X(area, id, verb, path, risk, token, offer, query, body, answer, summary)
// clang-format off
#define SVIX_OPERATIONS(X) \
X(application, createApplication, Post, "/api/v1/app", Write, Organisation, Everywhere, CreateApplicationQuery, ApplicationIn, ApplicationOut, "Create an application") \
X(application, deleteApplication, Delete, "/api/v1/app/{app_id}", Destructive, Organisation, Everywhere, NoQuery, NoBody, Nothing, "Delete an application with everything in it") \
X(application, getApplication, Get, "/api/v1/app/{app_id}", Safe, Application, Everywhere, NoQuery, NoBody, ApplicationOut, "Read one application") \
X(application, listApplications, Get, "/api/v1/app", Safe, Organisation, Everywhere, ListApplicationsQuery, NoBody, Page<ApplicationOut>, "List applications") \
X(application, updateApplication, Put, "/api/v1/app/{app_id}", Write, Organisation, Everywhere, NoQuery, ApplicationIn, ApplicationOut, "Replace an application") \
X(authentication, expireAll, Post, "/api/v1/auth/app/{app_id}/expire-all", Destructive, Organisation, Cloud, NoQuery, ExpireAllIn, Nothing, "Expire all portal access of an application") \
X(authentication, getAppPortalAccess, Post, "/api/v1/auth/app-portal-access/{app_id}", Write, Organisation, Everywhere, NoQuery, AppPortalAccessIn, PortalAccessOut, "Make a portal link") \
X(authentication, getDashboardAccess, Post, "/api/v1/auth/dashboard-access/{app_id}", Write, Organisation, Everywhere | Hidden | Deprecated, NoQuery, NoBody, PortalAccessOut, "Make a dashboard link (old)") \
X(authentication, logout, Post, "/api/v1/auth/logout", Destructive, Any, Cloud, NoQuery, NoBody, Nothing, "End the session of a portal token") \
X(backgroundTasks, getBackgroundTask, Get, "/api/v1/background-task/{task_id}", Safe, Organisation, Cloud, NoQuery, NoBody, BackgroundTaskOut, "Read one background task") \
X(backgroundTasks, listBackgroundTasks, Get, "/api/v1/background-task", Safe, Organisation, Cloud, ListBackgroundTasksQuery, NoBody, Page<BackgroundTaskOut>, "List background tasks") \
X(endpoint, createEndpoint, Post, "/api/v1/app/{app_id}/endpoint", Write, Application, Everywhere, NoQuery, EndpointIn, EndpointOut, "Create an endpoint") \
X(endpoint, deleteEndpoint, Delete, "/api/v1/app/{app_id}/endpoint/{endpoint_id}", Destructive, Application, Everywhere, NoQuery, NoBody, Nothing, "Delete an endpoint") \
X(endpoint, getEndpoint, Get, "/api/v1/app/{app_id}/endpoint/{endpoint_id}", Safe, Application, Everywhere, NoQuery, NoBody, EndpointOut, "Read one endpoint") \
X(endpoint, getEndpointHeaders, Get, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/headers", Safe, Application, Everywhere, NoQuery, NoBody, EndpointHeadersOut, "Read the headers of an endpoint") \
X(endpoint, getEndpointSecret, Get, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/secret", Safe, Application, Everywhere, NoQuery, NoBody, EndpointSecretOut, "Read the signing secret of an endpoint") \
X(endpoint, getEndpointStats, Get, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/stats", Safe, Application, Everywhere, EndpointStatsQuery, NoBody, EndpointStatsOut, "Count deliveries of an endpoint") \
X(endpoint, getEndpointTransformation, Get, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/transformation", Safe, Application, Cloud, NoQuery, NoBody, EndpointTransformationOut, "Read the transformation of an endpoint") \
X(endpoint, listEndpoints, Get, "/api/v1/app/{app_id}/endpoint", Safe, Application, Everywhere, ListEndpointsQuery, NoBody, Page<EndpointOut>, "List endpoints") \
X(endpoint, patchEndpointHeaders, Patch, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/headers", Write, Application, Everywhere, NoQuery, EndpointHeadersPatch, Nothing, "Change some headers of an endpoint") \
X(endpoint, recoverFailedWebhooks, Post, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/recover", Write, Application, Everywhere, NoQuery, RecoverIn, RecoverOut, "Send failed messages again") \
X(endpoint, replayMissingWebhooks, Post, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/replay-missing", Write, Application, Cloud, NoQuery, RecoverIn, RecoverOut, "Send messages that were never tried") \
X(endpoint, rotateEndpointSecret, Post, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/secret/rotate", Destructive, Application, Everywhere, NoQuery, EndpointSecretRotateIn, Nothing, "Rotate the signing secret of an endpoint") \
X(endpoint, setEndpointTransformation, Patch, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/transformation", Write, Application, Cloud, NoQuery, EndpointTransformationPatch, Nothing, "Change the transformation of an endpoint") \
X(endpoint, updateEndpoint, Put, "/api/v1/app/{app_id}/endpoint/{endpoint_id}", Write, Application, Everywhere, NoQuery, EndpointUpdate, EndpointOut, "Replace an endpoint") \
X(endpoint, updateEndpointHeaders, Put, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/headers", Destructive, Application, Everywhere, NoQuery, EndpointHeadersIn, Nothing, "Replace all headers of an endpoint") \
X(eventType, createEventType, Post, "/api/v1/event-type", Write, Organisation, Everywhere, NoQuery, EventTypeIn, EventTypeOut, "Create an event type") \
X(eventType, deleteEventType, Delete, "/api/v1/event-type/{event_type_name}", Destructive, Organisation, Everywhere, DeleteEventTypeQuery, NoBody, Nothing, "Archive or delete an event type") \
X(eventType, getEventType, Get, "/api/v1/event-type/{event_type_name}", Safe, Any, Everywhere, NoQuery, NoBody, EventTypeOut, "Read one event type") \
X(eventType, listEventTypes, Get, "/api/v1/event-type", Safe, Any, Everywhere, ListEventTypesQuery, NoBody, Page<EventTypeOut>, "List event types") \
X(eventType, updateEventType, Put, "/api/v1/event-type/{event_type_name}", Write, Organisation, Everywhere, NoQuery, EventTypeUpdate, EventTypeOut, "Replace an event type") \
X(health, health, Get, "/api/v1/health", Safe, None, Everywhere, NoQuery, NoBody, RawAnswerBody, "Check that the server answers") \
X(integration, createIntegration, Post, "/api/v1/app/{app_id}/integration", Write, Application, Cloud, NoQuery, IntegrationIn, IntegrationOut, "Create an integration") \
X(integration, deleteIntegration, Delete, "/api/v1/app/{app_id}/integration/{integ_id}", Destructive, Application, Cloud, NoQuery, NoBody, Nothing, "Delete an integration") \
X(integration, getIntegration, Get, "/api/v1/app/{app_id}/integration/{integ_id}", Safe, Application, Cloud, NoQuery, NoBody, IntegrationOut, "Read one integration") \
X(integration, getIntegrationKey, Get, "/api/v1/app/{app_id}/integration/{integ_id}/key", Safe, Application, Cloud | Deprecated, NoQuery, NoBody, IntegrationKeyOut, "Read the key of an integration (old)") \
X(integration, listIntegrations, Get, "/api/v1/app/{app_id}/integration", Safe, Application, Cloud, ListIntegrationsQuery, NoBody, Page<IntegrationOut>, "List integrations") \
X(integration, rotateIntegrationKey, Post, "/api/v1/app/{app_id}/integration/{integ_id}/key/rotate", Destructive, Application, Cloud, NoQuery, NoBody, IntegrationKeyOut, "Rotate the key of an integration") \
X(integration, updateIntegration, Put, "/api/v1/app/{app_id}/integration/{integ_id}", Write, Application, Cloud, NoQuery, IntegrationIn, IntegrationOut, "Change an integration") \
X(message, createMessage, Post, "/api/v1/app/{app_id}/msg", Write, Organisation, Everywhere, CreateMessageQuery, MessageIn, MessageOut, "Send a message") \
X(message, expungeMessagePayload, Delete, "/api/v1/app/{app_id}/msg/{msg_id}/content", Destructive, Organisation, Everywhere, NoQuery, NoBody, Nothing, "Delete the payload of a message") \
X(message, getMessage, Get, "/api/v1/app/{app_id}/msg/{msg_id}", Safe, Application, Everywhere, GetMessageQuery, NoBody, MessageOut, "Read one message") \
X(message, listMessages, Get, "/api/v1/app/{app_id}/msg", Safe, Application, Everywhere, ListMessagesQuery, NoBody, Page<MessageOut>, "List messages") \
X(messageAttempt, expungeAttemptContent, Delete, "/api/v1/app/{app_id}/msg/{msg_id}/attempt/{attempt_id}/content", Destructive, Organisation, Everywhere, NoQuery, NoBody, Nothing, "Delete the stored answer of an attempt") \
X(messageAttempt, getAttempt, Get, "/api/v1/app/{app_id}/msg/{msg_id}/attempt/{attempt_id}", Safe, Application, Everywhere, GetAttemptQuery, NoBody, AttemptOut, "Read one attempt") \
X(messageAttempt, listAttemptedDestinations, Get, "/api/v1/app/{app_id}/msg/{msg_id}/endpoint", Safe, Application, Everywhere, ListDestinationsQuery, NoBody, Page<DestinationOut>, "List the endpoints of a message") \
X(messageAttempt, listAttemptedMessages, Get, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/msg", Safe, Application, Everywhere, ListAttemptedMessagesQuery, NoBody, Page<AttemptedMessageOut>, "List the messages of an endpoint") \
X(messageAttempt, listAttempts, Get, "/api/v1/app/{app_id}/msg/{msg_id}/attempt", Safe, Application, Everywhere | Hidden | Deprecated, ListAttemptsOldQuery, NoBody, Page<AttemptOut>, "List the attempts of a message (old)") \
X(messageAttempt, listAttemptsByEndpoint, Get, "/api/v1/app/{app_id}/attempt/endpoint/{endpoint_id}", Safe, Application, Everywhere, ListAttemptsByEndpointQuery, NoBody, Page<AttemptOut>, "List the attempts of an endpoint") \
X(messageAttempt, listAttemptsByMsg, Get, "/api/v1/app/{app_id}/attempt/msg/{msg_id}", Safe, Application, Everywhere, ListAttemptsByMsgQuery, NoBody, Page<AttemptOut>, "List the attempts of a message") \
X(messageAttempt, listAttemptsForEndpoint, Get, "/api/v1/app/{app_id}/msg/{msg_id}/endpoint/{endpoint_id}/attempt", Safe, Application, Everywhere | Hidden | Deprecated, ListAttemptsForEndpointQuery, NoBody, Page<AttemptOut>, "List the attempts of a message at an endpoint (old)") \
X(messageAttempt, resendWebhook, Post, "/api/v1/app/{app_id}/msg/{msg_id}/endpoint/{endpoint_id}/resend", Write, Application, Everywhere, NoQuery, NoBody, Nothing, "Send a message to an endpoint again") \
X(application, patchApplication, Patch, "/api/v1/app/{app_id}", Write, Organisation, Everywhere | Extra, NoQuery, ApplicationPatch, ApplicationOut, "Change an application") \
X(endpoint, patchEndpoint, Patch, "/api/v1/app/{app_id}/endpoint/{endpoint_id}", Write, Application, Everywhere | Extra, NoQuery, EndpointPatch, EndpointOut, "Change an endpoint") \
X(eventType, patchEventType, Patch, "/api/v1/event-type/{event_type_name}", Write, Organisation, Everywhere | Extra, NoQuery, EventTypePatch, EventTypeOut, "Change an event type") \
X(endpoint, sendExample, Post, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/send-example", Write, Organisation, Everywhere | Extra, NoQuery, SendExampleIn, MessageOut, "Send an example message") \
X(openapi, document, Get, "/api/v1/openapi.json", Safe, None, OpenSource | Extra, NoQuery, NoBody, RawAnswerBody, "Read the server's own OpenAPI document") \
X(authentication, whoami, Get, "/api/v1/auth/whoami", Safe, Any, Cloud | Extra, NoQuery, NoBody, WhoamiOut, "Ask what the token is") \
X(endpoint, simulateTransformation, Post, "/api/v1/app/{app_id}/endpoint/{endpoint_id}/transformation/simulate", Safe, Application, Cloud | Extra, NoQuery, SimulateTransformationIn, SimulateTransformationOut, "Run a transformation on the server without saving it")
// clang-format on

template <typename Query, typename Body, typename Answer>
constexpr TypedOperation<Query, Body, Answer>
operation(const char *area, const char *id, Verb verb, const char *path, Risk risk, TokenNeed token,
          unsigned offer, const char *summary)
{
    return {{area, id, verb, path, risk, token, offer, summary, &schema<Query>, &schema<Body>,
             &schema<Answer>, !std::is_same_v<Body, NoBody>, !std::is_same_v<Query, NoQuery>,
             !std::is_same_v<Answer, Nothing>}};
}

namespace op {
#define SVIX_DEFINE(AREA, ID, VERB, PATH, RISK, TOKEN, OFFER, QUERY, BODY, ANSWER, SUMMARY)        \
    inline constexpr auto ID = operation<QUERY, BODY, ANSWER>(                                     \
        #AREA, #ID, Verb::VERB, PATH, Risk::RISK, TokenNeed::TOKEN, OFFER, SUMMARY);
SVIX_OPERATIONS(SVIX_DEFINE)
#undef SVIX_DEFINE
} // namespace op

/// The whole table, in the order above.
inline constexpr auto allOperations = std::to_array<const Operation *>({
#define SVIX_ROW(AREA, ID, ...) &op::ID,
    SVIX_OPERATIONS(SVIX_ROW)
#undef SVIX_ROW
});

/// By its whole name ("endpoint.getEndpoint"); nullptr when there is none.
const Operation *findOperation(QStringView name);

QByteArray verbText(Verb verb);

/// The path with its arguments filled in, percent-encoded. An empty id, "." and ".." are refused
/// (a URL parser would make another object's path of them), and so are ids over 256 characters.
Result<QByteArray> fillPath(const Operation &operation, const QStringList &arguments);

} // namespace svix
