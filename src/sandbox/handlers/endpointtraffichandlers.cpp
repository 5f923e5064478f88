// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/delivery.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/json/jsontext.h"

namespace svix::sandbox {

namespace {

constexpr qint64 dayMicros = 24LL * 3600 * 1000 * 1000;
constexpr qint64 slackMicros = 5LL * 60 * 1000 * 1000;

// As the Rust library prints a time in a message.
QString spokenTime(const Timestamp &time)
{
    return time.toDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) +
           QStringLiteral(" UTC");
}

// The places of an endpoint's attempts within a time, as [first, end).
std::pair<std::size_t, std::size_t> attemptsWithin(const MessageLog &log,
                                                   const std::vector<quint32> &attempts,
                                                   const Timestamp &since, const Timestamp &until)
{
    const auto placeOf = [&](const IdNumber &id) {
        const auto at = std::partition_point(attempts.begin(), attempts.end(),
                                             [&](quint32 row) { return log.attempt(row).id < id; });
        return static_cast<std::size_t>(at - attempts.begin());
    };
    const std::size_t first = placeOf(idNumberAtTime(since));
    return {first, std::max(first, placeOf(idNumberAtTime(until, IdBound::Highest)))};
}

HttpAnswer stats(const Router &router, Context &context, const EndpointStatsQuery &query)
{
    const Timestamp until = query.until.value_or(context.now);
    const Timestamp since = query.since.value_or(Timestamp(until.microseconds() - 28 * dayMicros));
    if (context.now < until) {
        return refusal::standard(400, QStringLiteral("invalid_range"),
                                 QStringLiteral("'until' cannot be in the future"));
    }
    if (until.microseconds() - since.microseconds() > 28 * dayMicros + slackMicros) {
        return refusal::standard(400, QStringLiteral("invalid_range"),
                                 QStringLiteral("'since' cannot be more than 28 days prior to %1")
                                     .arg(spokenTime(until)));
    }
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    const MessageLog &log = context.application->log;
    const EndpointTraffic &traffic = log.traffic(endpoint->number);
    const auto [first, end] = attemptsWithin(log, traffic.attempts, since, until);
    EndpointStatsOut out;
    out.canceled = 0;
    for (std::size_t i = first; i < end; ++i) {
        ++(log.attempt(traffic.attempts[i]).success ? out.success : out.fail);
    }
    return router.answer(200, out);
}

// Messages that failed there and never succeeded, by the attempts within the time.
std::vector<quint32> failedMessages(const MessageLog &log, const EndpointTraffic &traffic,
                                    const Timestamp &since, const Timestamp &until)
{
    std::map<quint32, bool> failed;
    const auto [first, end] = attemptsWithin(log, traffic.attempts, since, until);
    for (std::size_t i = first; i < end; ++i) {
        const AttemptRow &attempt = log.attempt(traffic.attempts[i]);
        bool &state = failed.try_emplace(attempt.message, true).first->second;
        state = state && !attempt.success;
    }
    std::vector<quint32> rows;
    for (const auto &[message, state] : failed) {
        if (state) {
            rows.push_back(message);
        }
    }
    return rows;
}

HttpAnswer recover(const Router &router, Context &context, const RecoverIn &in)
{
    const Timestamp until = in.until.value_or(context.now);
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    if (until.microseconds() - in.since.microseconds() > 14 * dayMicros + slackMicros) {
        return refusal::validation(
            {{{QStringLiteral("body"), QStringLiteral("since")},
              QStringLiteral("Cannot recover more than 14 days of messages")}});
    }
    const MessageLog &log = context.application->log;
    for (const quint32 row : failedMessages(log, log.traffic(endpoint->number), in.since, until)) {
        context.services.delivery.resend(context.application, row, endpoint->number);
    }
    RecoverOut out;
    out.id = makeId(prefixOf(IdKind::Task), context.now, context.environment->random());
    out.status = QStringLiteral("running");
    out.task = QStringLiteral("endpoint.recover");
    out.updatedAt = context.now;
    return router.answer(202, out);
}

// schemas["1"].examples[0] of an event type; empty when there is none.
QByteArray exampleOf(const EventTypeOut &type)
{
    const JsonDocument schemas = parseJson(type.schemas.text);
    if (type.schemas.isEmpty() || schemas.problem) {
        return {};
    }
    for (const auto &[version, schema] : schemas.root.members) {
        for (const auto &[name, value] : schema.members) {
            if (version == "1" && name == "examples" && !value.items.empty()) {
                return canonicalJson(value.items.front());
            }
        }
    }
    return {};
}

HttpAnswer sendExample(const Router &router, Context &context, const SendExampleIn &in)
{
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    const bool ping = in.eventType == QLatin1String("svix.ping");
    QByteArray payload = R"({"success": true})";
    if (!ping) {
        const auto type = context.environment->eventTypes.find(in.eventType);
        if (type == context.environment->eventTypes.end()) {
            return refusal::notFound();
        }
        payload = exampleOf(type->second);
        if (!payload.startsWith('{')) {
            return refusal::standard(
                400, QStringLiteral("invalid_scheme"),
                QStringLiteral("Unable to generate example message from event-type schema"));
        }
    }
    MessageDraft draft;
    draft.time = context.now;
    draft.eventType = in.eventType;
    draft.payload = payload;
    const quint32 row =
        context.application->log.appendMessage(draft, context.environment->random());
    context.services.delivery.dispatchTo(context.application, row, endpoint->number);
    // svix-server never shows here what it sends.
    return router.answer(200, messageOut(*context.application, row, false, context.now));
}

} // namespace

void addEndpointTrafficHandlers(Router &router)
{
    router.add(op::getEndpointStats,
               [&router](Context &context, const EndpointStatsQuery &query, const auto &) {
                   return stats(router, context, query);
               });
    router.add(op::recoverFailedWebhooks,
               [&router](Context &context, const auto &, const Received<RecoverIn> &body) {
                   return recover(router, context, body.value);
               });
    router.add(op::sendExample,
               [&router](Context &context, const auto &, const Received<SendExampleIn> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? sendExample(router, context, body.value)
                                             : refusal::validation(problems);
               });
}

} // namespace svix::sandbox
