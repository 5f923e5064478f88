// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/portalrights.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

// Any one of these lets a portal token make the call. What is not listed needs ViewBase when it
// only reads, and ManageEndpoint when it changes something.
QStringList capabilitiesFor(const Operation &operation)
{
    const auto *call = &operation;
    if (call == &op::getEndpointSecret) {
        return {u"ViewEndpointSecret"_s, u"ManageEndpointSecret"_s, u"ManageEndpoint"_s};
    }
    if (call == &op::rotateEndpointSecret) {
        return {u"ManageEndpointSecret"_s, u"ManageEndpoint"_s};
    }
    if (call == &op::setEndpointTransformation || call == &op::simulateTransformation) {
        return {u"ManageTransformations"_s, u"ManageEndpoint"_s};
    }
    if (call == &op::replayMissingWebhooks || call == &op::recoverFailedWebhooks ||
        call == &op::resendWebhook || call == &op::sendExample) {
        return {u"CreateAttempts"_s};
    }
    if (operation.isSafe() && call != &op::getIntegrationKey) {
        return {u"ViewBase"_s};
    }
    return {u"ManageEndpoint"_s};
}

} // namespace

const QStringList &portalCapabilities()
{
    static const QStringList names{u"ViewBase"_s,
                                   u"ViewEndpointSecret"_s,
                                   u"ManageEndpointSecret"_s,
                                   u"ManageTransformations"_s,
                                   u"CreateAttempts"_s,
                                   u"ManageEndpoint"_s};
    return names;
}

bool mayCall(const Operation &operation, const Access &access, ServerKind kind)
{
    if (!access.isPortal() || operation.token == TokenNeed::None) {
        return true;
    }
    const bool cloud = kind == ServerKind::Cloud;
    // On the cloud whoever may create attempts may send examples; svix-server lets no portal do so.
    if (operation.token == TokenNeed::Organisation && !(cloud && &operation == &op::sendExample)) {
        return false;
    }
    if (!cloud || operation.token == TokenNeed::Any || !access.capabilities) {
        return true;
    }
    const QStringList any = capabilitiesFor(operation);
    return std::any_of(any.cbegin(), any.cend(),
                       [&](const QString &name) { return access.capabilities->contains(name); });
}

FieldProblems portalProblems(const AppPortalAccessIn &body)
{
    FieldProblems problems;
    const auto refuse = [&](const QString &member, const QString &message) {
        problems.append({{u"body"_s, member}, message, u"value_error"_s});
    };
    if (body.expiry && (*body.expiry < 3600 || *body.expiry > 7 * 24 * 3600)) {
        refuse(u"expiry"_s, u"expiry must be between 3600 and 604800"_s);
    }
    if (body.sessionId) {
        static const QRegularExpression legal(u"\\A[a-zA-Z0-9@_-]{1,64}\\z"_s);
        if (!legal.match(*body.sessionId).hasMatch()) {
            refuse(u"sessionId"_s, u"sessionId must be 1 to 64 of a-z, A-Z, 0-9, @, - and _"_s);
        }
    }
    if (body.featureFlags && (body.featureFlags->isEmpty() || body.featureFlags->size() > 25)) {
        refuse(u"featureFlags"_s, u"featureFlags must have 1 to 25 items"_s);
    }
    if (body.capabilities) {
        for (const QString &name : *body.capabilities) {
            if (!portalCapabilities().contains(name)) {
                refuse(u"capabilities"_s, u"unknown capability: %1"_s.arg(name));
            }
        }
        if (!body.capabilities->contains(u"ViewBase"_s)) {
            refuse(u"capabilities"_s, u"the ViewBase capability is required"_s);
        }
    }
    return problems;
}

} // namespace svix::sandbox
