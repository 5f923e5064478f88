// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/backgroundjobs.h"
#include "sandbox/delivery/delivery.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/json/jsontext.h"

#include <set>

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

// The rows of attempts within a time, as [first, end).
std::pair<quint32, quint32> attemptsWithin(const MessageLog &log, const Timestamp &since,
                                           const Timestamp &until)
{
    const quint32 first = log.attemptAtOrAfter(idNumberAtTime(since));
    return {first, std::max(first, log.attemptAtOrAfter(idNumberAtTime(until, IdBound::Highest)))};
}

// svix-server counts attempts.
EndpointStatsOut countAttempts(const MessageLog &log, int endpoint, quint32 first, quint32 end)
{
    EndpointStatsOut out;
    out.canceled = 0;
    out.success = log.countAttempts(endpoint, true, first, end);
    out.fail = log.countAttempts(endpoint, false, first, end);
    return out;
}

// Svix cloud counts messages, each by how it stands now.
EndpointStatsOut countMessages(const MessageLog &log, int endpoint, quint32 first, quint32 end)
{
    EndpointStatsOut out;
    out.canceled = 0;
    std::set<quint32> seen;
    const RowSet &attempts = log.traffic(endpoint).attempts();
    for (auto at = attempts.lowerBound(first); at != attempts.end() && attempts.rowAt(at) < end;
         at = attempts.after(at)) {
        log.visited(1);
        const quint32 message = log.attempt(attempts.rowAt(at)).message;
        if (!seen.insert(message).second) {
            continue;
        }
        switch (*log.stateAt(message, endpoint)) {
        case SentState::Sending:
            ++out.sending;
            break;
        case SentState::Canceled:
            ++*out.canceled;
            break;
        case SentState::Success:
            ++out.success;
            break;
        case SentState::Fail:
            ++out.fail;
            break;
        }
    }
    return out;
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
    const auto [first, end] = attemptsWithin(log, since, until);
    return router.answer(200, router.isCloud() ? countMessages(log, endpoint->number, first, end)
                                               : countAttempts(log, endpoint->number, first, end));
}

HttpAnswer started(const Router &router, Context &context, const Endpoint &endpoint,
                   BackgroundJobs::Way way, const std::vector<quint32> &messages)
{
    const BackgroundTaskOut task = context.services.jobs.start(
        context.access.organisation, context.application, endpoint.number, way, messages);
    RecoverOut out;
    out.id = task.id;
    out.status = task.status;
    out.task = task.task;
    out.updatedAt = task.updatedAt;
    return router.answer(202, out);
}

// Messages made within the time that the endpoint was never sent, and is not about to be.
std::vector<quint32> missingMessages(const Application &application, const Endpoint &endpoint,
                                     const Timestamp &since, const Timestamp &until)
{
    const MessageLog &log = application.log;
    std::vector<quint32> rows;
    const quint32 end = log.messageAtOrAfter(idNumberAtTime(until, IdBound::Highest));
    for (quint32 row = log.messageAtOrAfter(idNumberAtTime(since)); row < end; ++row) {
        const auto &due = application.extras.of(row).deliverAt;
        const bool awaited = (due && until < *due) || log.nextAttempt(row, endpoint.number);
        if (!awaited && log.lastAttemptAt(row, endpoint.number) == noRow) {
            rows.push_back(row);
        }
    }
    return rows;
}

HttpAnswer replayMissing(const Router &router, Context &context, const RecoverIn &in)
{
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    const Timestamp until = in.until.value_or(context.now);
    return started(router, context, *endpoint, BackgroundJobs::Way::Replay,
                   missingMessages(*context.application, *endpoint, in.since, until));
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
    const auto [first, end] = attemptsWithin(log, in.since, until);
    const std::vector<quint32> failed = log.failedMessages(endpoint->number, first, end);
    if (router.isCloud()) {
        return started(router, context, *endpoint, BackgroundJobs::Way::Recover, failed);
    }
    for (const quint32 row : failed) {
        context.services.delivery.resend(context.application, row, endpoint->number);
    }
    RecoverOut out;
    out.id = makeId(prefixOf(IdKind::Task), context.now, context.environment->random());
    out.status = QStringLiteral("running");
    out.task = QStringLiteral("endpoint.recover");
    out.updatedAt = context.now;
    return router.answer(202, out);
}

// schemas["1"].examples of an event type, the one of that number; empty when there is none.
QByteArray exampleOf(const EventTypeOut &type, int number)
{
    const JsonDocument schemas = parseJson(type.schemas.text);
    if (type.schemas.isEmpty() || schemas.problem) {
        return {};
    }
    for (const auto &[version, schema] : schemas.root.members) {
        for (const auto &[name, value] : schema.members) {
            const auto place = static_cast<std::size_t>(std::max(number, 0));
            if (version == "1" && name == "examples" && place < value.items.size()) {
                return canonicalJson(value.items[place]);
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
        payload = exampleOf(type->second, in.exampleIndex.value_or(0));
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
    return router.answer(router.isCloud() ? 202 : 200,
                         messageOut(*context.application, row, false, context.now));
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
    router.add(op::replayMissingWebhooks,
               [&router](Context &context, const auto &, const Received<RecoverIn> &body) {
                   return replayMissing(router, context, body.value);
               });
    router.add(op::sendExample,
               [&router](Context &context, const auto &, const Received<SendExampleIn> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? sendExample(router, context, body.value)
                                             : refusal::validation(problems);
               });
}

} // namespace svix::sandbox
