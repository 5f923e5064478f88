// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/handlers/router.h"

namespace svix::sandbox {

// Each adds the operations of one area to the router.
void addApplicationHandlers(Router &router);
void addEndpointHandlers(Router &router);
void addEndpointSecretHandlers(Router &router);
void addEndpointTrafficHandlers(Router &router);
void addEventTypeHandlers(Router &router);
void addMessageHandlers(Router &router);
void addAttemptHandlers(Router &router);
void addAttemptListHandlers(Router &router);
void addIntegrationHandlers(Router &router);
void addSessionHandlers(Router &router);
void addTaskHandlers(Router &router);
void addTransformationHandlers(Router &router);
void addServerHandlers(Router &router);
void addSimulateHandlers(Router &router);

/// An application made from a body, in the answer's shape, without an id.
ApplicationOut applicationFrom(const ApplicationIn &in, const Timestamp &now);
/// The application that a body brings along under the uid of the path, or the refusal.
std::optional<HttpAnswer> findOrMakeApplication(Context &context,
                                                const std::optional<ApplicationIn> &inlined);
/// The names of a body, each once, as the server keeps them.
std::optional<QStringList> asSet(std::optional<QStringList> names);
/// Leads to an endpoint of the call's application; nullptr and the answer otherwise.
Endpoint *endpointOf(Context &context, const QString &idOrUid, HttpAnswer &refused);
/// The row of a message of the call's application, or noRow.
quint32 messageOf(Context &context, const QString &idOrEventId);

MessageOut messageOut(const Application &application, quint32 row, bool withContent,
                      const Timestamp &now);

} // namespace svix::sandbox
