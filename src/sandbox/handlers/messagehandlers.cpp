// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/backgroundjobs.h"
#include "sandbox/delivery/delivery.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/paging.h"
#include "sandbox/json/jsontext.h"

namespace svix::sandbox {

namespace {

// Sets without order, the empty one is none.
std::optional<QStringList> channelSet(const QStringList &channels)
{
    return channels.isEmpty() ? std::nullopt : std::optional(channels);
}

// The rows that the filters leave, as indexes have them: none is passed over later.
std::vector<RowSpan> spansOf(const MessageLog &log, const ListMessagesQuery &query)
{
    std::vector<RowSpan> spans;
    const auto add = [&](const RowSet *rows) {
        if (rows) {
            spans.emplace_back(*rows);
        }
    };
    if (query.eventTypes) {
        QStringList types = *query.eventTypes;
        types.removeDuplicates();
        for (const QString &type : std::as_const(types)) {
            add(query.channel ? log.ofTypeInChannel(type, *query.channel) : log.ofType(type));
        }
    } else if (query.channel) {
        add(log.ofChannel(*query.channel));
    } else {
        spans.emplace_back(log.messageCount());
    }
    return spans;
}

bool matches(const MessageLog &log, quint32 row, const ListMessagesQuery &query)
{
    return (!query.eventTypes || query.eventTypes->contains(log.text(log.message(row).type))) &&
           (!query.channel || log.hasChannel(row, *query.channel));
}

// What only Svix cloud keeps of a message.
MessageExtra extraOf(const MessageIn &in, const Timestamp &now)
{
    constexpr qint64 hour = 3600LL * 1000 * 1000;
    MessageExtra extra;
    extra.tags = in.tags.value_or(QStringList());
    extra.deliverAt = in.deliverAt;
    if (in.payloadRetentionHours) {
        extra.erase = Timestamp(now.microseconds() + *in.payloadRetentionHours * hour);
    }
    return extra;
}

// Between a minute and a day ahead.
bool isTooSoonOrLate(const std::optional<Timestamp> &deliverAt, const Timestamp &now)
{
    constexpr qint64 minute = 60LL * 1000 * 1000;
    const qint64 ahead = deliverAt ? deliverAt->microseconds() - now.microseconds() : minute;
    return ahead < minute || ahead > 24 * 60 * minute;
}

HttpAnswer list(const Router &router, Context &context, const ListMessagesQuery &query)
{
    const MessageLog &log = context.application->log;
    const PageAsk ask = PageAsk::from(query.limit, query.iterator);
    const auto bounds = timeBounds(ask, IdKind::Message, query.before, query.after, context.now);
    if (!bounds) {
        return HttpAnswer::dropped();
    }
    const MessageExtras &extras = context.application->extras;
    std::vector<RowSpan> spans;
    RowSet tagged;
    if (query.tag) {
        for (const quint32 row : extras.ofTag(*query.tag)) {
            log.visited(1);
            if (matches(log, row, query)) {
                tagged.insert(row);
            }
        }
        spans.emplace_back(tagged);
    } else {
        spans = spansOf(log, query);
    }
    quint32 first = log.messageAtOrAfter(bounds->low);
    if (first < log.messageCount() && log.message(first).id == bounds->low) {
        ++first;
    }
    const RowPage rows = pageOfRows(log, spans, first, log.messageAtOrAfter(bounds->high),
                                    bounds->ascending, ask.limit);
    Page<MessageOut> page;
    page.done = rows.done;
    page.data.reserve(static_cast<qsizetype>(rows.rows.size()));
    for (const quint32 row : rows.rows) {
        page.data.append(
            messageOut(*context.application, row, query.withContent.value_or(true), context.now));
    }
    finishPage(page, [](const MessageOut &row) { return row.id; });
    return router.answer(200, page);
}

HttpAnswer create(const Router &router, Context &context, const CreateMessageQuery &query,
                  const MessageIn &in)
{
    if (isTooSoonOrLate(in.deliverAt, context.now)) {
        return refusal::validation(
            {{{QStringLiteral("body"), QStringLiteral("deliver_at")},
              QStringLiteral("Must be at least one minute and at most 24 hours ahead")}});
    }
    if (auto refused = findOrMakeApplication(context, in.application)) {
        return *refused;
    }
    Application &application = *context.application;
    if (application.isPoisoned()) {
        return HttpAnswer::dropped();
    }
    if (in.eventId && application.log.hasEventId(*in.eventId)) {
        return refusal::conflict();
    }
    MessageDraft draft;
    draft.time = context.now;
    draft.eventType = in.eventType;
    draft.channels = in.channels.value_or(QStringList());
    draft.eventId = in.eventId;
    draft.payload = in.payload.text;
    draft.retentionDays = in.payloadRetentionPeriod.value_or(90);
    const quint32 row = application.log.appendMessage(draft, context.environment->random());
    if (router.isCloud() && !in.transformationsParams.isEmpty()) {
        application.log.setTransformationsParams(row, in.transformationsParams.text);
    }
    const MessageExtra extra = extraOf(in, context.now);
    application.extras.add(row, extra);
    if (extra.deliverAt) {
        context.services.jobs.deliverAt(context.application, row, *extra.deliverAt);
    } else {
        context.services.delivery.dispatch(context.application, row);
    }
    return router.answer(
        202, messageOut(application, row, query.withContent.value_or(true), context.now));
}

} // namespace

quint32 messageOf(Context &context, const QString &idOrEventId)
{
    return context.application->log.findMessage(idOrEventId);
}

MessageOut messageOut(const Application &application, quint32 row, bool withContent,
                      const Timestamp &now)
{
    const MessageLog &log = application.log;
    MessageOut out;
    out.id = log.messageId(row);
    out.eventId = log.eventId(row);
    out.eventType = log.text(log.message(row).type);
    out.channels = channelSet(log.channels(row));
    out.timestamp = Timestamp(millisecondsOfId(log.message(row).id) * 1000);
    const MessageExtra &extra = application.extras.of(row);
    if (!extra.tags.isEmpty()) {
        out.tags = extra.tags;
    }
    out.deliverAt = extra.deliverAt;
    out.payload.text = "{}";
    if (withContent) {
        const QByteArray text = log.payload(row, now.milliseconds());
        if (text.isEmpty()) {
            out.payload.text = R"({"expired":true})";
        } else {
            // What a seed makes is sorted already.
            const bool made = log.message(row).payload == MessageLog::madePayload;
            out.payload.text = made ? text : payloadReadBack(text);
        }
    }
    return out;
}

void addMessageHandlers(Router &router)
{
    router.add(op::listMessages, [&router](Context &context, const ListMessagesQuery &query,
                                           const auto &) { return list(router, context, query); });
    router.add(op::createMessage, [&router](Context &context, const CreateMessageQuery &query,
                                            const Received<MessageIn> &body) {
        const FieldProblems problems = problemsOf(body.value, body.names);
        return problems.isEmpty() ? create(router, context, query, body.value)
                                  : refusal::validation(problems);
    });
    router.add(op::getMessage, [&router](Context &context, const GetMessageQuery &query,
                                         const auto &) {
        const quint32 row = messageOf(context, context.path.value(1));
        return row == noRow
                   ? refusal::notFound()
                   : router.answer(200, messageOut(*context.application, row,
                                                   query.withContent.value_or(true), context.now));
    });
    router.add(op::expungeMessagePayload, [](Context &context, const auto &, const auto &) {
        const quint32 row = messageOf(context, context.path.value(1));
        if (row == noRow) {
            return refusal::notFound();
        }
        context.application->log.expungePayload(row);
        return HttpAnswer::empty(204);
    });
}

} // namespace svix::sandbox
