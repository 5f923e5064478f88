// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/attemptout.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/paging.h"

namespace svix::sandbox {

namespace {

// What the lists of attempts filter by; the queries differ in what they offer.
struct AttemptFilter
{
    std::optional<MessageStatus> status;
    std::optional<StatusCodeClass> codeClass;
    std::optional<QStringList> eventTypes;
    std::optional<QString> channel;
    std::optional<QString> tag;
    bool expanded = false; ///< a try that was called off is no success
    const Endpoint *endpoint = nullptr;

    bool keeps(const Application &application, quint32 row) const
    {
        const AttemptRow &attempt = application.log.attempt(row);
        if (status && statusOf(attempt, expanded) != *status) {
            return false;
        }
        if (codeClass && attempt.statusCode / 100 * 100 != static_cast<int>(*codeClass)) {
            return false;
        }
        if (endpoint && attempt.endpoint != endpoint->number) {
            return false;
        }
        return keepsMessage(application, attempt.message);
    }
    bool keepsMessage(const Application &application, quint32 message) const
    {
        const MessageLog &log = application.log;
        if (tag && !application.extras.hasTag(message, *tag)) {
            return false;
        }
        if (eventTypes && !eventTypes->contains(log.text(log.message(message).type))) {
            return false;
        }
        return !channel || log.hasChannel(message, *channel);
    }
};

// Attempts of a message are linked from the latest back.
std::vector<quint32> attemptsOf(const MessageLog &log, quint32 message)
{
    std::vector<quint32> rows;
    for (quint32 row = log.message(message).lastAttempt; row != noRow;
         row = log.attempt(row).before) {
        rows.push_back(row);
    }
    std::reverse(rows.begin(), rows.end());
    return rows;
}

template <typename Query>
HttpAnswer listAttempts(const Router &router, const Context &context,
                        const std::vector<quint32> &rows, const Query &query,
                        const AttemptFilter &filter, bool withContent, bool withMessage = false)
{
    const MessageLog &log = context.application->log;
    const PageAsk ask = PageAsk::from(query.limit, query.iterator);
    const auto bounds = timeBounds(ask, IdKind::Attempt, query.before, query.after, context.now);
    if (!bounds) {
        return HttpAnswer::dropped();
    }
    const auto atOrAfter = [&](const IdNumber &id, bool past) {
        const auto at = std::partition_point(rows.begin(), rows.end(), [&](quint32 row) {
            const IdNumber &own = log.attempt(row).id;
            return past ? own <= id : own < id;
        });
        return at == rows.end() ? log.attemptCount() : *at;
    };
    const RowPage found =
        pageOfRows({RowSpan::of(rows)}, atOrAfter(bounds->low, true),
                   atOrAfter(bounds->high, false), bounds->ascending, ask.limit,
                   [&](quint32 row) { return filter.keeps(*context.application, row); });
    Page<AttemptOut> page;
    page.done = found.done;
    for (const quint32 row : found.rows) {
        page.data.append(attemptOut(*context.application, row, withContent, filter.expanded));
        if (withMessage) {
            // Never with what is in it, whatever else is asked.
            page.data.last().msg =
                messageOut(*context.application, log.attempt(row).message, false, context.now);
        }
    }
    finishPage(page, [](const AttemptOut &row) { return row.id; });
    return router.answer(200, page);
}

HttpAnswer listOfMessage(const Router &router, Context &context,
                         const ListAttemptsByMsgQuery &query)
{
    const quint32 message = messageOf(context, context.path.value(1));
    if (message == noRow) {
        return refusal::notFound();
    }
    AttemptFilter filter{query.status,     query.statusCodeClass,
                         query.eventTypes, query.channel,
                         query.tag,        query.expandedStatuses.value_or(false)};
    if (query.endpointId) {
        HttpAnswer refused;
        filter.endpoint = endpointOf(context, *query.endpointId, refused);
        if (!filter.endpoint) {
            return refused;
        }
    }
    return listAttempts(router, context, attemptsOf(context.application->log, message), query,
                        filter, query.withContent.value_or(true));
}

HttpAnswer listOfEndpoint(const Router &router, Context &context,
                          const ListAttemptsByEndpointQuery &query)
{
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    AttemptFilter filter{query.status,     query.statusCodeClass,
                         query.eventTypes, query.channel,
                         query.tag,        query.expandedStatuses.value_or(false)};
    return listAttempts(router, context,
                        context.application->log.traffic(endpoint->number).attempts, query, filter,
                        query.withContent.value_or(true), query.withMsg.value_or(false));
}

// The two deprecated lists. Their filters by type and channel have never worked on svix-server.
template <typename Query>
HttpAnswer listOld(const Router &router, Context &context, const Query &query,
                   const std::optional<QString> &endpointId)
{
    if (!router.isCloud() && (query.eventTypes || query.channel)) {
        return refusal::serverFault();
    }
    const quint32 message = messageOf(context, context.path.value(1));
    if (message == noRow) {
        return refusal::notFound();
    }
    AttemptFilter filter;
    filter.status = query.status;
    filter.eventTypes = query.eventTypes;
    filter.channel = query.channel;
    if (endpointId) {
        HttpAnswer refused;
        filter.endpoint = endpointOf(context, *endpointId, refused);
        if (!filter.endpoint) {
            return refused;
        }
    }
    return listAttempts(router, context, attemptsOf(context.application->log, message), query,
                        filter, true);
}

HttpAnswer listMessagesOf(const Router &router, Context &context,
                          const ListAttemptedMessagesQuery &query)
{
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    const MessageLog &log = context.application->log;
    const EndpointTraffic &traffic = log.traffic(endpoint->number);
    const PageAsk ask = PageAsk::from(query.limit, query.iterator);
    const auto bounds = timeBounds(ask, IdKind::Message, query.before, query.after, context.now);
    if (!bounds) {
        return HttpAnswer::dropped();
    }
    const auto stateOf = [&](quint32 message) {
        if (log.nextAttempt(message, endpoint->number)) {
            return MessageStatus::Sending;
        }
        const quint32 last = log.lastAttemptAt(message, endpoint->number);
        return statusOf(log.attempt(last), query.expandedStatuses.value_or(false));
    };
    AttemptFilter filter;
    filter.tag = query.tag;
    filter.eventTypes = query.eventTypes;
    filter.channel = query.channel;
    quint32 first = log.messageAtOrAfter(bounds->low);
    if (first < log.messageCount() && log.message(first).id == bounds->low) {
        ++first;
    }
    const RowPage found =
        pageOfRows({RowSpan::of(traffic.messages)}, first, log.messageAtOrAfter(bounds->high),
                   bounds->ascending, ask.limit, [&](quint32 message) {
                       return filter.keepsMessage(*context.application, message) &&
                              (!query.status || stateOf(message) == *query.status);
                   });
    Page<AttemptedMessageOut> page;
    page.done = found.done;
    for (const quint32 row : found.rows) {
        const MessageOut message =
            messageOut(*context.application, row, query.withContent.value_or(true), context.now);
        AttemptedMessageOut out;
        out.id = message.id;
        out.eventId = message.eventId;
        out.eventType = message.eventType;
        out.payload = message.payload;
        out.channels = message.channels;
        out.timestamp = message.timestamp;
        out.tags = message.tags;
        out.deliverAt = message.deliverAt;
        out.status = stateOf(row);
        out.statusText = statusText(out.status);
        out.nextAttempt = log.nextAttempt(row, endpoint->number);
        page.data.append(out);
    }
    finishPage(page, [](const AttemptedMessageOut &row) { return row.id; });
    return router.answer(200, page);
}

DestinationOut destinationOut(const Application &application, const Endpoint &endpoint,
                              quint32 message, quint32 lastAttempt)
{
    const EndpointOut &in = endpoint.out;
    DestinationOut out;
    out.id = in.id;
    out.url = in.url;
    out.description = in.description;
    out.uid = in.uid;
    out.throttleRate = in.throttleRate;
    out.disabled = in.disabled;
    out.eventTypes = in.eventTypes;
    out.channels = in.channels;
    out.version = in.version;
    out.createdAt = in.createdAt;
    out.updatedAt = in.updatedAt;
    out.status = statusOf(application.log.attempt(lastAttempt), false);
    out.statusText = statusText(out.status);
    out.nextAttempt = application.log.nextAttempt(message, endpoint.number);
    return out;
}

HttpAnswer listDestinations(const Router &router, Context &context,
                            const ListDestinationsQuery &query)
{
    const MessageLog &log = context.application->log;
    const quint32 message = messageOf(context, context.path.value(1));
    if (message == noRow) {
        return refusal::notFound();
    }
    std::map<QString, DestinationOut> byId;
    for (const auto &endpoint : context.application->endpoints) {
        const quint32 last = log.lastAttemptAt(message, endpoint->number);
        if (last != noRow) {
            byId.emplace(endpoint->out.id,
                         destinationOut(*context.application, *endpoint, message, last));
        }
    }
    Page<DestinationOut> page = pageOfMap<DestinationOut>(
        byId, PageAsk::from(query.limit, query.iterator), true, [](const auto &) { return true; },
        [](const DestinationOut &row) { return row; },
        [](const DestinationOut &row) { return row.id; });
    if (!router.isCloud()) {
        page.done = true; // svix-server fetches exactly `limit` rows and cannot know better
    }
    return router.answer(200, page);
}

} // namespace

void addAttemptListHandlers(Router &router)
{
    router.add(op::listAttemptsByMsg,
               [&router](Context &context, const ListAttemptsByMsgQuery &query, const auto &) {
                   return listOfMessage(router, context, query);
               });
    router.add(op::listAttemptsByEndpoint,
               [&router](Context &context, const ListAttemptsByEndpointQuery &query, const auto &) {
                   return listOfEndpoint(router, context, query);
               });
    router.add(op::listAttempts,
               [&router](Context &context, const ListAttemptsOldQuery &query, const auto &) {
                   return listOld(router, context, query, query.endpointId);
               });
    router.add(
        op::listAttemptsForEndpoint,
        [&router](Context &context, const ListAttemptsForEndpointQuery &query, const auto &) {
            return listOld(router, context, query, context.path.value(2));
        });
    router.add(op::listAttemptedMessages,
               [&router](Context &context, const ListAttemptedMessagesQuery &query, const auto &) {
                   return listMessagesOf(router, context, query);
               });
    router.add(op::listAttemptedDestinations,
               [&router](Context &context, const ListDestinationsQuery &query, const auto &) {
                   return listDestinations(router, context, query);
               });
}

} // namespace svix::sandbox
