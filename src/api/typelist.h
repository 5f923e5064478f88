// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every type the codec is instantiated for. A type missing here fails to link at its first use.

#define SVIX_BODY_TYPES(X)                                                                         \
    X(NoBody)                                                                                      \
    X(ApplicationIn)                                                                               \
    X(ApplicationPatch)                                                                            \
    X(EndpointIn)                                                                                  \
    X(EndpointUpdate)                                                                              \
    X(EndpointPatch)                                                                               \
    X(EndpointHeadersIn)                                                                           \
    X(EndpointHeadersPatch)                                                                        \
    X(EndpointSecretRotateIn)                                                                      \
    X(EndpointTransformationPatch)                                                                 \
    X(SimulateTransformationIn)                                                                    \
    X(RecoverIn)                                                                                   \
    X(SendExampleIn)                                                                               \
    X(EventTypeIn)                                                                                 \
    X(EventTypeUpdate)                                                                             \
    X(EventTypePatch)                                                                              \
    X(MessageIn)                                                                                   \
    X(IntegrationIn)                                                                               \
    X(AppPortalAccessIn)                                                                           \
    X(ExpireAllIn)

#define SVIX_ANSWER_TYPES(X)                                                                       \
    X(ApplicationOut)                                                                              \
    X(EndpointOut)                                                                                 \
    X(EndpointHeadersOut)                                                                          \
    X(EndpointSecretOut)                                                                           \
    X(EndpointStatsOut)                                                                            \
    X(EndpointTransformationOut)                                                                   \
    X(SimulateTransformationOut)                                                                   \
    X(RecoverOut)                                                                                  \
    X(EventTypeOut)                                                                                \
    X(MessageOut)                                                                                  \
    X(AttemptOut)                                                                                  \
    X(AttemptedMessageOut)                                                                         \
    X(DestinationOut)                                                                              \
    X(IntegrationOut)                                                                              \
    X(IntegrationKeyOut)                                                                           \
    X(BackgroundTaskOut)                                                                           \
    X(PortalAccessOut)                                                                             \
    X(WhoamiOut)                                                                                   \
    X(Page<ApplicationOut>)                                                                        \
    X(Page<EndpointOut>)                                                                           \
    X(Page<EventTypeOut>)                                                                          \
    X(Page<MessageOut>)                                                                            \
    X(Page<AttemptOut>)                                                                            \
    X(Page<AttemptedMessageOut>)                                                                   \
    X(Page<DestinationOut>)                                                                        \
    X(Page<IntegrationOut>)                                                                        \
    X(Page<BackgroundTaskOut>)

#define SVIX_QUERY_TYPES(X)                                                                        \
    X(NoQuery)                                                                                     \
    X(CreateApplicationQuery)                                                                      \
    X(ListApplicationsQuery)                                                                       \
    X(ListEndpointsQuery)                                                                          \
    X(EndpointStatsQuery)                                                                          \
    X(ListEventTypesQuery)                                                                         \
    X(DeleteEventTypeQuery)                                                                        \
    X(CreateMessageQuery)                                                                          \
    X(GetMessageQuery)                                                                             \
    X(ListMessagesQuery)                                                                           \
    X(GetAttemptQuery)                                                                             \
    X(ListAttemptsByMsgQuery)                                                                      \
    X(ListAttemptsByEndpointQuery)                                                                 \
    X(ListAttemptsOldQuery)                                                                        \
    X(ListAttemptsForEndpointQuery)                                                                \
    X(ListAttemptedMessagesQuery)                                                                  \
    X(ListDestinationsQuery)                                                                       \
    X(ListIntegrationsQuery)                                                                       \
    X(ListBackgroundTasksQuery)
