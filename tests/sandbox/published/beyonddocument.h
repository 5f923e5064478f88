// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/published/publisheddocument.h"

namespace svix::test {

// Where an answer may differ from the published document, each with its reason.

/// What svix-server answers beyond its document.
inline const QList<BeyondDocument> &beyondOss()
{
    using namespace Qt::StringLiterals;
    static constexpr char oldRate[] = "svix-server answers both names of the rate";
    static constexpr char oldTypes[] = "svix-server answers both names of the event types";
    static constexpr char version[] = "svix-server answers it, and hides it in its document";
    static const QList<BeyondDocument> members{
        {u"ApplicationOut"_s, u"rateLimit"_s, u"integer"_s, oldRate},
        {u"EndpointOut"_s, u"rateLimit"_s, u"integer"_s, oldRate},
        {u"EndpointOut"_s, u"filterTypes"_s, u"array"_s, oldTypes},
        {u"EndpointOut"_s, u"version"_s, u"integer"_s, version},
        {u"MessageEndpointOut"_s, u"rateLimit"_s, u"integer"_s, oldRate},
        {u"MessageEndpointOut"_s, u"filterTypes"_s, u"array"_s, oldTypes},
        {u"MessageEndpointOut"_s, u"version"_s, u"integer"_s, version}};
    return members;
}

/// Nothing: the sandbox has nothing to go by but the document.
inline const QList<BeyondDocument> &beyondCloud()
{
    static const QList<BeyondDocument> members;
    return members;
}

/// Statuses that the documents leave out.
inline QList<BeyondStatus> beyondStatuses(ServerKind kind)
{
    using namespace Qt::StringLiterals;
    static constexpr char forgotten[] = "svix-server answers it; its document names no success";
    if (kind == ServerKind::Cloud) {
        return {};
    }
    return {{u"health.health"_s, 200, "svix-server answers 200 and JSON; its document says 204"},
            {u"openapi.document"_s, 200, "no document lists itself"},
            {u"message.expungeMessagePayload"_s, 204, forgotten},
            {u"messageAttempt.expungeAttemptContent"_s, 204, forgotten}};
}

/// Operations without a place in the document.
inline QList<StandIn> leftOut(ServerKind kind)
{
    using namespace Qt::StringLiterals;
    static constexpr char old[] = "deprecated: the document no longer has it";
    QList<StandIn> operations{
        {u"authentication.getDashboardAccess"_s, u"authentication.getAppPortalAccess"_s, old},
        {u"messageAttempt.listAttempts"_s, u"messageAttempt.listAttemptsByMsg"_s, old},
        {u"messageAttempt.listAttemptsForEndpoint"_s, u"messageAttempt.listAttemptsByMsg"_s, old}};
    if (kind == ServerKind::Cloud) {
        operations.append(
            {u"integration.getIntegrationKey"_s, u"integration.rotateIntegrationKey"_s, old});
    }
    return operations;
}

/// "Schema.field set" or "unset": what answers never show, and why.
inline QMap<QString, const char *> neverSeen(ServerKind kind)
{
    using namespace Qt::StringLiterals;
    static constexpr char older[] =
        "only servers before those that the sandbox is like leave it out";
    static constexpr char always[] = "the sandbox always knows it";
    QMap<QString, const char *> fields{{u"AttemptOut.responseDurationMs unset"_s, older},
                                       {u"AttemptOut.statusText unset"_s, older},
                                       {u"AttemptedMessageOut.statusText unset"_s, older},
                                       {u"DestinationOut.statusText unset"_s, older},
                                       {u"EndpointStatsOut.canceled unset"_s, older},
                                       {u"RecoverOut.id unset"_s, older},
                                       {u"RecoverOut.status unset"_s, older},
                                       {u"RecoverOut.task unset"_s, older},
                                       {u"RecoverOut.updatedAt unset"_s, older}};
    if (kind == ServerKind::Cloud) {
        fields.insert(u"BackgroundTaskOut.updatedAt unset"_s, older);
        fields.insert(u"EventTypeOut.featureFlag set"_s, "the cloud takes featureFlags only");
        fields.insert(u"WhoamiOut.envId unset"_s, always);
        fields.insert(u"WhoamiOut.streamAppId set"_s, "the sandbox has no streams");
    } else {
        fields.insert(u"DestinationOut.version unset"_s, always);
        fields.insert(u"EndpointOut.version unset"_s, always);
    }
    return fields;
}

} // namespace svix::test
