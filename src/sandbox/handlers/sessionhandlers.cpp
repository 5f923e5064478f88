// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/handlers.h"

namespace svix::sandbox {

namespace {

HttpAnswer expireAll(Context &context, const ExpireAllIn &in)
{
    const auto application = context.environment->findApplication(context.path.value(0));
    if (!application) {
        return refusal::notFound();
    }
    const qint64 wait = in.expiry.value_or(0) * 1000LL * 1000;
    const Timestamp end(context.now.microseconds() + wait);
    PortalSessions &sessions = context.services.portalSessions;
    if (!in.sessionIds || in.sessionIds->isEmpty()) {
        sessions.revokeApplication(application->out.id, end);
    } else {
        for (const QString &session : *in.sessionIds) {
            sessions.revokeSession(application->out.id, session, end);
        }
    }
    return HttpAnswer::empty(204);
}

// Only the token of a portal can be logged out; neither an organisation's nor an integration's.
HttpAnswer logout(Context &context)
{
    if (!context.access.isPortal() || context.access.tokenName == 0) {
        return refusal::forbidden();
    }
    context.services.portalSessions.revokeToken(context.access.tokenName, context.access.end);
    return HttpAnswer::empty(204);
}

// What the token looks like tells how it was made.
QString sourceOf(const QByteArray &token)
{
    if (token.count('.') == 2) {
        return QStringLiteral("SvixJwt");
    }
    return token.contains('.') ? QStringLiteral("RegionalAuthToken")
                               : QStringLiteral("GlobalAuthToken");
}

HttpAnswer whoami(const Router &router, const Context &context)
{
    const QByteArray *authorization = context.request.header("authorization");
    WhoamiOut out;
    out.permissionSource = sourceOf(authorization ? *authorization : QByteArray());
    out.envId = context.access.organisation;
    if (context.access.isPortal()) {
        out.appId = context.access.application;
    }
    if (!context.access.sessionId.isEmpty()) {
        out.sessionId = context.access.sessionId;
    }
    return router.answer(200, out);
}

} // namespace

void addSessionHandlers(Router &router)
{
    router.add(op::expireAll, [](Context &context, const auto &,
                                 const Received<ExpireAllIn> &body) {
        const FieldProblems problems = problemsOf(body.value, body.names);
        return problems.isEmpty() ? expireAll(context, body.value) : refusal::validation(problems);
    });
    router.add(op::logout,
               [](Context &context, const auto &, const auto &) { return logout(context); });
    router.add(op::whoami, [&router](Context &context, const auto &, const auto &) {
        return whoami(router, context);
    });
}

} // namespace svix::sandbox
