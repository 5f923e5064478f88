// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/delivery.h"
#include "sandbox/handlers/attemptout.h"
#include "sandbox/handlers/handlers.h"

namespace svix::sandbox {

namespace {

// The attempt named by the path, or noRow and the refusal.
quint32 attemptOf(Context &context, const QString &noMessage, const QString &noAttempt,
                  HttpAnswer &refused)
{
    const MessageLog &log = context.application->log;
    const quint32 message = messageOf(context, context.path.value(1));
    if (message == noRow) {
        refused = refusal::notFound(noMessage);
        return noRow;
    }
    const quint32 attempt = log.findAttempt(context.path.value(2));
    if (attempt == noRow || log.attempt(attempt).message != message) {
        refused = refusal::notFound(noAttempt);
        return noRow;
    }
    return attempt;
}

HttpAnswer resend(Context &context)
{
    const quint32 message = messageOf(context, context.path.value(1));
    if (message == noRow) {
        return refusal::notFound();
    }
    HttpAnswer refused;
    const Endpoint *endpoint = endpointOf(context, context.path.value(2), refused);
    if (!endpoint) {
        return refused;
    }
    if (context.application->log.payload(message, context.now.milliseconds()).isEmpty()) {
        return refusal::standard(
            400, QStringLiteral("missing_payload"),
            QStringLiteral("Unable to resend message. Payload is missing (probably expired)."));
    }
    context.services.delivery.resend(context.application, message, endpoint->number);
    return HttpAnswer::json(202, "{}");
}

} // namespace

QString statusText(MessageStatus status)
{
    switch (status) {
    case MessageStatus::Success:
        return QStringLiteral("success");
    case MessageStatus::Pending:
        return QStringLiteral("pending");
    case MessageStatus::Fail:
        return QStringLiteral("fail");
    case MessageStatus::Sending:
        return QStringLiteral("sending");
    case MessageStatus::Canceled:
        break;
    }
    return QStringLiteral("canceled");
}

MessageStatus statusOf(const EndpointTraffic::Outcome &outcome, bool expanded)
{
    if (outcome.canceled && expanded) {
        return MessageStatus::Canceled;
    }
    return outcome.success ? MessageStatus::Success : MessageStatus::Fail;
}

AttemptOut attemptOut(const Application &application, quint32 row, bool withContent, bool expanded)
{
    const MessageLog &log = application.log;
    const AttemptRow &attempt = log.attempt(row);
    AttemptOut out;
    out.id = log.attemptId(row);
    out.msgId = log.messageId(attempt.message);
    out.endpointId = application.endpoints[attempt.endpoint]->out.id;
    out.url = log.text(attempt.url);
    out.response = attempt.expunged ? QStringLiteral("EXPUNGED") : log.text(attempt.response);
    if (!withContent) {
        out.response = QStringLiteral("{}");
    }
    out.responseStatusCode = attempt.statusCode;
    out.responseDurationMs = attempt.durationMs;
    out.status = statusOf(outcomeOf(attempt), expanded);
    out.statusText = statusText(out.status);
    out.triggerType = attempt.manual ? TriggerType::Manual : TriggerType::Scheduled;
    out.timestamp = Timestamp(millisecondsOfId(attempt.id) * 1000);
    return out;
}

void addAttemptHandlers(Router &router)
{
    router.add(op::getAttempt,
               [&router](Context &context, const GetAttemptQuery &query, const auto &) {
                   HttpAnswer refused;
                   const quint32 row = attemptOf(context, QStringLiteral("Entity not found"),
                                                 QStringLiteral("Entity not found"), refused);
                   if (row == noRow) {
                       return refused;
                   }
                   const bool expanded = query.expandedStatuses.value_or(false);
                   return router.answer(200, attemptOut(*context.application, row, true, expanded));
               });
    router.add(op::expungeAttemptContent, [](Context &context, const auto &, const auto &) {
        HttpAnswer refused;
        const quint32 row = attemptOf(context, QStringLiteral("Message not found"),
                                      QStringLiteral("Message attempt not found"), refused);
        if (row == noRow) {
            return refused;
        }
        context.application->log.expungeResponse(row);
        return HttpAnswer::empty(204);
    });
    router.add(op::resendWebhook,
               [](Context &context, const auto &, const auto &) { return resend(context); });
}

} // namespace svix::sandbox
