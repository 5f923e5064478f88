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

    bool keeps(const EndpointTraffic::Outcome &outcome) const
    {
        return (!status || statusOf(outcome, expanded) == *status) &&
               (!codeClass || outcome.codeClass * 100 == static_cast<int>(*codeClass));
    }
    // Empty when nothing of an endpoint's is left out.
    bool isEmpty() const { return !status && !codeClass && !eventTypes && !channel; }
};

// Adds the attempts of a message, which are linked from the latest back and few.
void addAttemptsOf(const Application &application, quint32 message, const AttemptFilter &filter,
                   const Endpoint *endpoint, RowSet &rows)
{
    const MessageLog &log = application.log;
    const auto subject = log.subjectsOf(filter.eventTypes, filter.channel);
    if (!subject({log.message(message).type, log.message(message).channels}) ||
        (filter.tag && !application.extras.hasTag(message, *filter.tag))) {
        return;
    }
    for (quint32 row = log.message(message).lastAttempt; row != noRow;
         row = log.attempt(row).before) {
        log.visited(1);
        const AttemptRow &attempt = log.attempt(row);
        if ((!endpoint || attempt.endpoint == endpoint->number) &&
            filter.keeps(outcomeOf(attempt))) {
            rows.insert(row);
        }
    }
}

template <typename Query>
HttpAnswer listAttempts(const Router &router, const Context &context,
                        const std::vector<RowSpan> &spans, const Query &query, bool expanded,
                        bool withContent, bool withMessage = false)
{
    const MessageLog &log = context.application->log;
    const PageAsk ask = PageAsk::from(query.limit, query.iterator);
    const auto bounds = timeBounds(ask, IdKind::Attempt, query.before, query.after, context.now);
    if (!bounds) {
        return HttpAnswer::dropped();
    }
    quint32 first = log.attemptAtOrAfter(bounds->low);
    if (first < log.attemptCount() && log.attempt(first).id == bounds->low) {
        ++first;
    }
    const RowPage found = pageOfRows(log, spans, first, log.attemptAtOrAfter(bounds->high),
                                     bounds->ascending, ask.limit);
    Page<AttemptOut> page;
    page.done = found.done;
    for (const quint32 row : found.rows) {
        page.data.append(attemptOut(*context.application, row, withContent, expanded));
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
    const AttemptFilter filter{query.status,     query.statusCodeClass,
                               query.eventTypes, query.channel,
                               query.tag,        query.expandedStatuses.value_or(false)};
    const Endpoint *endpoint = nullptr;
    if (query.endpointId) {
        HttpAnswer refused;
        endpoint = endpointOf(context, *query.endpointId, refused);
        if (!endpoint) {
            return refused;
        }
    }
    RowSet rows;
    addAttemptsOf(*context.application, message, filter, endpoint, rows);
    return listAttempts(router, context, {RowSpan(rows)}, query, filter.expanded,
                        query.withContent.value_or(true));
}

HttpAnswer listOfEndpoint(const Router &router, Context &context,
                          const ListAttemptsByEndpointQuery &query)
{
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    const AttemptFilter filter{query.status,     query.statusCodeClass,
                               query.eventTypes, query.channel,
                               query.tag,        query.expandedStatuses.value_or(false)};
    const MessageLog &log = context.application->log;
    const EndpointTraffic &traffic = log.traffic(endpoint->number);
    std::vector<RowSpan> spans;
    RowSet tagged;
    if (filter.tag) {
        for (const quint32 message : context.application->extras.ofTag(*filter.tag)) {
            addAttemptsOf(*context.application, message, filter, endpoint, tagged);
        }
        spans.emplace_back(tagged);
    } else if (filter.isEmpty()) {
        spans.emplace_back(traffic.attempts());
    } else {
        for (const RowSet *rows :
             traffic.attemptsThat(log.subjectsOf(filter.eventTypes, filter.channel),
                                  [&](const auto &outcome) { return filter.keeps(outcome); })) {
            spans.emplace_back(*rows);
        }
    }
    return listAttempts(router, context, spans, query, filter.expanded,
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
    const Endpoint *endpoint = nullptr;
    if (endpointId) {
        HttpAnswer refused;
        endpoint = endpointOf(context, *endpointId, refused);
        if (!endpoint) {
            return refused;
        }
    }
    RowSet rows;
    addAttemptsOf(*context.application, message, filter, endpoint, rows);
    return listAttempts(router, context, {RowSpan(rows)}, query, false, true);
}

MessageStatus statusOf(SentState state, bool expanded)
{
    switch (state) {
    case SentState::Canceled:
        return expanded ? MessageStatus::Canceled : MessageStatus::Success;
    case SentState::Success:
        return MessageStatus::Success;
    case SentState::Sending:
        return MessageStatus::Sending;
    case SentState::Fail:
        break;
    }
    return MessageStatus::Fail;
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
    const bool expanded = query.expandedStatuses.value_or(false);
    const auto subject = log.subjectsOf(query.eventTypes, query.channel);
    const auto keeps = [&](SentState state) {
        return !query.status || statusOf(state, expanded) == *query.status;
    };
    std::vector<RowSpan> spans;
    RowSet tagged;
    if (query.tag) {
        for (const quint32 row : context.application->extras.ofTag(*query.tag)) {
            log.visited(1);
            const auto state = log.stateAt(row, endpoint->number);
            if (state && keeps(*state) &&
                subject({log.message(row).type, log.message(row).channels})) {
                tagged.insert(row);
            }
        }
        spans.emplace_back(tagged);
    } else if (!query.eventTypes && !query.channel && !query.status) {
        spans.emplace_back(traffic.messages());
    } else {
        for (const RowSet *rows : traffic.messagesThat(subject, keeps)) {
            spans.emplace_back(*rows);
        }
    }
    quint32 first = log.messageAtOrAfter(bounds->low);
    if (first < log.messageCount() && log.message(first).id == bounds->low) {
        ++first;
    }
    const RowPage found = pageOfRows(log, spans, first, log.messageAtOrAfter(bounds->high),
                                     bounds->ascending, ask.limit);
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
        out.status = statusOf(*log.stateAt(row, endpoint->number), expanded);
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
    out.status = statusOf(outcomeOf(application.log.attempt(lastAttempt)), false);
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
