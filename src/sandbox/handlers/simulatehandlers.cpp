// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/delivery.h"
#include "sandbox/handlers/handlers.h"

namespace svix::sandbox {

namespace {

HttpAnswer ofOutcome(const Router &router, const ScriptOutcome &outcome, OutgoingWebhook webhook)
{
    if (outcome.kind == ScriptOutcome::Kind::NotAvailable) {
        return refusal::standard(500, QStringLiteral("server_error"), outcome.message);
    }
    const QString failure = Transformer::apply(outcome, webhook);
    if (!failure.isEmpty()) {
        return refusal::validation({{{QStringLiteral("body"), QStringLiteral("code")}, failure}});
    }
    SimulateTransformationOut out;
    out.url = webhook.url;
    out.payload = QString::fromUtf8(webhook.body);
    out.method = webhook.method;
    out.cancel = webhook.canceled;
    return router.answer(200, out);
}

FieldProblems problemsOf(const SimulateTransformationIn &in)
{
    constexpr qsizetype shortest = 10;
    constexpr qsizetype longest = 51200;
    FieldProblems problems;
    if (in.code.size() < shortest || in.code.size() > longest) {
        problems.append({{QStringLiteral("body"), QStringLiteral("code")},
                         QStringLiteral("code must have 10 to 51200 characters")});
    }
    if (const QString wrong = identifierProblem(in.eventType); !wrong.isEmpty()) {
        problems.append({{QStringLiteral("body"), QStringLiteral("eventType")}, wrong});
    }
    if (!in.payload.text.startsWith('{')) {
        problems.append({{QStringLiteral("body"), QStringLiteral("payload")},
                         QStringLiteral("payload must be an object")});
    }
    return problems;
}

} // namespace

void addSimulateHandlers(Router &router)
{
    router.add(
        op::simulateTransformation,
        [&router](Context &context, const auto &, const Received<SimulateTransformationIn> &body) {
            const SimulateTransformationIn &in = body.value;
            if (const FieldProblems problems = problemsOf(in); !problems.isEmpty()) {
                return refusal::validation(problems);
            }
            HttpAnswer refused;
            const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
            if (!endpoint) {
                return refused;
            }
            ScriptRequest request;
            request.code = in.code;
            request.url = endpoint->out.url;
            request.payload = in.payload.text;
            request.eventType = in.eventType;
            request.channels = in.channels;
            request.variables = in.variables.value_or(endpoint->transformation.variables);
            OutgoingWebhook webhook;
            webhook.url = endpoint->out.url;
            webhook.headers = endpoint->headers;
            Delivery *delivery = &context.services.delivery;
            return HttpAnswer::deferred([&router, delivery, request,
                                         webhook](const HttpAnswer::Take &take) {
                delivery->transformer().run(request, delivery,
                                            [&router, webhook, take](const ScriptOutcome &outcome) {
                                                take(ofOutcome(router, outcome, webhook));
                                            });
            });
        });
}

} // namespace svix::sandbox
