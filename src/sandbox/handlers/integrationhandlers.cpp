// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/paging.h"

#include <QRandomGenerator>

namespace svix::sandbox {

namespace {

// Not from the environment's generator: a key is a secret, a seed is not.
QString makeIntegrationKey()
{
    static constexpr char letters[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QString key = QStringLiteral("integsk_");
    for (int i = 0; i < 32; ++i) {
        key += QLatin1Char(letters[QRandomGenerator::system()->bounded(62)]);
    }
    return key;
}

void replace(IntegrationOut &out, const IntegrationIn &in, const Timestamp &now)
{
    out.name = in.name;
    out.featureFlags = in.featureFlags;
    if (out.featureFlags) {
        out.featureFlags->removeDuplicates();
    }
    out.updatedAt = now;
}

HttpAnswer list(const Router &router, Context &context, const ListIntegrationsQuery &query)
{
    const bool ascending = query.order != QLatin1String("descending");
    return router.answer(200, pageOfMap<IntegrationOut>(
                                  context.application->integrations,
                                  PageAsk::from(query.limit, query.iterator), ascending,
                                  [](const auto &) { return true; },
                                  [](const Integration &integration) { return integration.out; },
                                  [](const IntegrationOut &row) { return row.id; }));
}

HttpAnswer create(const Router &router, Context &context, const IntegrationIn &in)
{
    auto &all = context.application->integrations;
    // Two made within the same 4 ms stay in order.
    Timestamp time = context.now;
    Integration integration;
    do {
        integration.out.id =
            makeId(prefixOf(IdKind::Integration), time, context.environment->random());
        time = Timestamp(time.microseconds() + 4000);
    } while (!all.empty() && !(all.rbegin()->first < integration.out.id));
    replace(integration.out, in, context.now);
    integration.out.createdAt = context.now;
    Integration &made = all.emplace(integration.out.id, integration).first->second;
    context.environment->setIntegrationKey(*context.application, made, makeIntegrationKey());
    return router.answer(201, made.out);
}

// Wraps what needs an integration of the call's application.
template <typename Work>
auto withIntegration(Work work)
{
    return [work](Context &context, const auto &, const auto &body) -> HttpAnswer {
        auto &all = context.application->integrations;
        const auto at = all.find(context.path.value(1));
        return at == all.end() ? refusal::notFound() : work(context, at->second, body);
    };
}

} // namespace

void addIntegrationHandlers(Router &router)
{
    router.add(op::listIntegrations,
               [&router](Context &context, const ListIntegrationsQuery &query, const auto &) {
                   return list(router, context, query);
               });
    router.add(op::createIntegration,
               [&router](Context &context, const auto &, const Received<IntegrationIn> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? create(router, context, body.value)
                                             : refusal::validation(problems);
               });
    router.add(op::getIntegration,
               withIntegration([&router](Context &, Integration &integration, const auto &) {
                   return router.answer(200, integration.out);
               }));
    router.add(op::updateIntegration,
               withIntegration([&router](Context &context, Integration &integration,
                                         const Received<IntegrationIn> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   if (!problems.isEmpty()) {
                       return refusal::validation(problems);
                   }
                   replace(integration.out, body.value, context.now);
                   return router.answer(200, integration.out);
               }));
    router.add(op::deleteIntegration,
               withIntegration([](Context &context, Integration &integration, const auto &) {
                   const QString id = integration.out.id;
                   context.environment->removeIntegration(*context.application, id);
                   return HttpAnswer::empty(204);
               }));
    router.add(op::getIntegrationKey,
               withIntegration([&router](Context &, Integration &integration, const auto &) {
                   return router.answer(200, IntegrationKeyOut{integration.key});
               }));
    router.add(op::rotateIntegrationKey,
               withIntegration([&router](Context &context, Integration &integration, const auto &) {
                   context.environment->setIntegrationKey(*context.application, integration,
                                                          makeIntegrationKey());
                   return router.answer(200, IntegrationKeyOut{integration.key});
               }));
}

} // namespace svix::sandbox
