// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/openapidocument.h"

namespace svix::sandbox {

namespace {

HttpAnswer portal(const Router &router, Context &context, const QStringList &flags)
{
    PortalAccessOut out;
    out.url = QStringLiteral("https://docs.svix.com/app-portal/oss");
    out.token = QString::fromLatin1(context.services.tokens.portalToken(
        context.access.organisation, context.application->out.id, flags));
    return router.answer(200, out);
}

} // namespace

void addServerHandlers(Router &router)
{
    router.add(op::health, [](Context &, const auto &, const auto &) {
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
                   if (auto refused = findOrMakeApplication(context, body.value.application)) {
                       return *refused;
                   }
                   return portal(router, context, body.value.featureFlags.value_or(QStringList()));
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
