// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/http/httpmessage.h"
#include "sandbox/store/store.h"
#include "sandbox/tokens.h"

namespace svix::sandbox {

class BackgroundJobs;
class Delivery;
class OperationalEvents;

/// What every handler works with.
struct Services
{
    Store &store;
    Tokens &tokens;
    PortalSessions &portalSessions;
    Delivery &delivery;
    OperationalEvents &events;
    BackgroundJobs &jobs;
    const Clock &clock;
};

/// One call on its way through a handler.
struct Context
{
    const HttpRequest &request;
    Services &services;
    QStringList path; ///< the decoded path arguments, in order
    Access access;
    Environment *environment = nullptr;
    /// Set where the path names an application that exists, for calls that need one.
    std::shared_ptr<Application> application;
    Timestamp now;
};

} // namespace svix::sandbox
