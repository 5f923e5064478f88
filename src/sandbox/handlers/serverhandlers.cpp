// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/openapidocument.h"
#include "sandbox/handlers/portalrights.h"

namespace svix::sandbox {

namespace {

// The link holds the token where no server sees it; svix-server has no portal and links to a page.
QString portalUrl(ServerKind kind, const QString &application, const QString &token)
{
    if (kind != ServerKind::Cloud) {
        return QStringLiteral("https://docs.svix.com/app-portal/oss");
    }
    const QJsonObject key{{QStringLiteral("appId"), application},
                          {QStringLiteral("token"), token},
                          {QStringLiteral("region"), QStringLiteral("eu")}};
    const QByteArray text = QJsonDocument(key).toJson(QJsonDocument::Compact);
    return QStringLiteral("https://app.svix.com/login#key=") + QString::fromLatin1(text.toBase64());
}

HttpAnswer portal(const Router &router, Context &context, const AppPortalAccessIn &in)
{
    const QString application = context.application->out.id;
    PortalGrant grant{context.access.organisation, application,
                      in.featureFlags.value_or(QStringList())};
    if (router.kind() == ServerKind::Cloud) {
        grant.expirySeconds = in.expiry.value_or(7 * 24 * 3600);
        grant.sessionId = in.sessionId.value_or(QString());
        grant.capabilities = in.capabilities;
        if (in.readOnly.value_or(false)) {
            grant.capabilities = QStringList{QStringLiteral("ViewBase")};
        }
    }
    PortalAccessOut out;
    out.token = QString::fromLatin1(context.services.tokens.portalToken(grant));
    out.url = portalUrl(router.kind(), application, out.token);
    return router.answer(200, out);
}

} // namespace

void addServerHandlers(Router &router)
{
    router.add(op::health, [cloud = router.isCloud()](Context &, const auto &, const auto &) {
        if (cloud) {
            return HttpAnswer::empty(204);
        }
        return HttpAnswer::json(
            200, R"({"database":{"status":"ok"},"queue":{"status":"ok"},"cache":{"status":"ok"}})");
    });
    router.addRaw(Verb::Get, QLatin1String("/api/v1/health/ping"),
                  [](Context &) { return HttpAnswer::empty(204); });
    router.add(op::document, [kind = router.kind()](Context &, const auto &, const auto &) {
        static const QByteArray text = openApiDocument(kind);
        return HttpAnswer::json(200, text);
    });
    router.add(op::getAppPortalAccess,
               [&router](Context &context, const auto &, const Received<AppPortalAccessIn> &body) {
                   if (router.kind() == ServerKind::Cloud) {
                       const FieldProblems problems = portalProblems(body.value);
                       if (!problems.isEmpty()) {
                           return refusal::validation(problems);
                       }
                   }
                   if (auto refused = findOrMakeApplication(context, body.value.application)) {
                       return *refused;
                   }
                   return portal(router, context, body.value);
               });
    router.add(op::getDashboardAccess, [&router](Context &context, const auto &, const auto &) {
        if (auto refused = findOrMakeApplication(context, std::nullopt)) {
            return *refused;
        }
        return portal(router, context, {});
    });
    if (router.kind() != ServerKind::Cloud) {
        router.addRaw(Verb::Post, QLatin1String(op::logout.path), [](Context &) {
            return refusal::standard(501, QStringLiteral("not_implemented"),
                                     QStringLiteral("This API endpoint is not yet implemented."));
        });
    }
}

} // namespace svix::sandbox
