// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "api/codec.h"
#include "api/endpoints.h"
#include "api/eventtypes.h"
#include "api/messages.h"
#include "api/others.h"
#include "sandbox/handlers/refusal.h"

namespace svix::sandbox {

// Checks of values, after the shape is known to be good (bodycheck.h). svix-server names fields
// here as its Rust code does: rate_limit, event_types.

/// Why a text is no uid, event type name or channel; empty when it is one.
QString identifierProblem(const QString &text);

/// As above, for a channel: Svix cloud takes shorter ones of more characters.
QString channelProblem(const QString &text, ServerKind kind);
/// As above, for a tag, which only Svix cloud knows.
QString tagProblem(const QString &text);

/// Which members the body had, to tell rateLimit from throttleRate, and which Svix reads it.
struct NamesUsed
{
    QStringList members;
    ServerKind kind = ServerKind::OpenSource;

    bool isCloud() const { return kind == ServerKind::Cloud; }
    bool contains(QLatin1String name) const { return members.contains(name); }
};

FieldProblems problemsOf(const ApplicationIn &body, const NamesUsed &names);
FieldProblems problemsOf(const ApplicationPatch &body, const NamesUsed &names);
FieldProblems problemsOf(const EndpointIn &body, const NamesUsed &names);
FieldProblems problemsOf(const EndpointUpdate &body, const NamesUsed &names);
FieldProblems problemsOf(const EndpointPatch &body, const NamesUsed &names);
FieldProblems problemsOf(const EndpointSecretRotateIn &body, const NamesUsed &names);
FieldProblems problemsOf(const EndpointHeadersPatch &body, const NamesUsed &names);
FieldProblems problemsOf(const EventTypeIn &body, const NamesUsed &names);
FieldProblems problemsOf(const EventTypeUpdate &body, const NamesUsed &names);
FieldProblems problemsOf(const EventTypePatch &body, const NamesUsed &names);
FieldProblems problemsOf(const MessageIn &body, const NamesUsed &names);
FieldProblems problemsOf(const SendExampleIn &body, const NamesUsed &names);
FieldProblems problemsOf(const IntegrationIn &body, const NamesUsed &names);
FieldProblems problemsOf(const ExpireAllIn &body, const NamesUsed &names);
FieldProblems problemsOf(const EndpointTransformationPatch &body, const NamesUsed &names);

// What Svix cloud checks beside the rest.
FieldProblems cloudProblems(const MessageIn &body);
FieldProblems cloudProblems(const std::optional<QStringList> &featureFlags,
                            const std::optional<QString> &groupName);

/// Why a header of an endpoint is refused; empty when it is taken.
QString headerNameProblem(const QString &name);
QString headerValueProblem(const QString &value);

} // namespace svix::sandbox
