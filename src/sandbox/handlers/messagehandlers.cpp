// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
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
    const auto add = [&](const std::vector<quint32> *rows) {
        if (rows) {
            spans.push_back(RowSpan::of(*rows));
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
        spans.push_back({nullptr, log.messageCount()});
    }
    return spans;
}

HttpAnswer list(const Router &router, Context &context, const ListMessagesQuery &query)
{
    const MessageLog &log = context.application->log;
    const PageAsk ask = PageAsk::from(query.limit, query.iterator);
    const auto bounds = timeBounds(ask, IdKind::Message, query.before, query.after, context.now);
    if (!bounds) {
        return HttpAnswer::dropped();
    }
    const std::vector<RowSpan> spans = spansOf(log, query);
    quint32 first = log.messageAtOrAfter(bounds->low);
    if (first < log.messageCount() && log.message(first).id == bounds->low) {
        ++first;
    }
    const RowPage rows = pageOfRows(spans, first, log.messageAtOrAfter(bounds->high),
                                    bounds->ascending, ask.limit, [](quint32) { return true; });
    Page<MessageOut> page;
    page.done = rows.done;
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
    context.services.delivery.dispatch(context.application, row);
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
