// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/transformationflow.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "core/scriptrun.h"

// What the dialog is fed with to try the code, and the two ways to run it. None of it changes
// anything on the server.

namespace svix {

namespace {

constexpr int messagesOffered = 50;
constexpr qsizetype typesInQuery = 50; // more would make too long an address

} // namespace

void TransformationFlow::askSchemas(const QString &eventType)
{
    if (ApiClient *server = client()) {
        server->get<op::getEventType>({this}, eventType)
            .then(this, [dialog = m_dialog, eventType](const Result<EventTypeOut> &result) {
                if (dialog && result.ok()) {
                    dialog->setSchemas(eventType, result->schemas.text);
                }
            });
    }
}

void TransformationFlow::askMessages(const QString &appId, const QStringList &eventTypes)
{
    ListMessagesQuery query;
    query.limit = messagesOffered;
    if (!eventTypes.isEmpty() && eventTypes.size() <= typesInQuery) {
        query.eventTypes = eventTypes;
    }
    query.withContent = false;
    client()
        ->get<op::listMessages>({this}, appId, query)
        .then(this, [dialog = m_dialog](const Result<Page<MessageOut>> &result) {
            // Without them an id can still be pasted, and that says what is wrong.
            if (dialog && result.ok()) {
                dialog->setMessages(result->data);
            }
        });
}

void TransformationFlow::askMessage(const QString &appId, const QString &id)
{
    ApiClient *server = client();
    if (!server) {
        m_dialog->showNoMessage(id, tr("The connection is no longer the one that was open."));
        return;
    }
    GetMessageQuery query;
    query.withContent = true;
    server->get<op::getMessage>({this}, appId, id, query)
        .then(this, [dialog = m_dialog, id](const Result<MessageOut> &result) {
            if (!dialog) {
                return;
            }
            if (result.ok()) {
                dialog->showPastMessage(id, *result);
            } else {
                dialog->showNoMessage(id, result.error().status == 404
                                              ? tr("The application has no such message.")
                                              : ErrorReporter::describe(result.error(), {}).text);
            }
        });
}

void TransformationFlow::runHere(const Target &target, const TransformationTest &test)
{
    ScriptRequest request;
    request.code = test.code;
    request.url = target.url;
    request.payload = test.payload;
    request.eventType = test.eventType;
    request.channels = test.channels;
    request.variables = test.variables;
    // Goes with the dialog, and ends its process then.
    auto *run = new ScriptRun(request, {}, m_dialog);
    connect(m_dialog, &TransformationDialog::stopRequested, run, &ScriptRun::cancel);
    connect(run, &ScriptRun::finished, m_dialog,
            [dialog = m_dialog.data(), run](const ScriptOutcome &outcome) {
                run->deleteLater();
                dialog->showOutcome(outcome, RunPlace::Here);
            });
    run->start();
}

void TransformationFlow::runOnServer(const Target &target, const TransformationTest &test)
{
    ApiClient *server = client();
    if (!server) {
        m_dialog->showRunRefused(tr("The connection is no longer the one that was open."));
        return;
    }
    SimulateTransformationIn in;
    in.code = test.code;
    in.eventType = test.eventType;
    in.payload.text = test.payload;
    in.channels = test.channels;
    in.variables = test.variables;
    auto *cancel = new CancelSource(this);
    connect(m_dialog, &TransformationDialog::stopRequested, cancel, &CancelSource::cancel);
    CallOptions options;
    options.owner = this;
    options.cancel = cancel;
    server->get<op::simulateTransformation>(options, target.appId, target.endpointId, in)
        .then(this, [cancel, dialog = m_dialog](const Result<SimulateTransformationOut> &result) {
            cancel->deleteLater();
            if (!dialog) {
                return;
            }
            ScriptOutcome outcome;
            if (result.ok()) {
                outcome.kind = ScriptOutcome::Kind::Done;
                outcome.method = result->method;
                outcome.url = result->url;
                outcome.payload = result->payload.toUtf8();
                outcome.cancel = result->cancel;
                dialog->showOutcome(outcome, RunPlace::Server);
                return;
            }
            const Error &error = result.error();
            if (error.kind == ErrorKind::Canceled) {
                outcome.kind = ScriptOutcome::Kind::Cancelled;
                outcome.message = tr("The server may still run it, which changes nothing.");
                dialog->showOutcome(outcome, RunPlace::Server);
                return;
            }
            QStringList lines;
            for (const FieldError &field : error.fields) {
                lines += field.message;
            }
            dialog->showRunRefused(lines.isEmpty() ? ErrorReporter::describe(error, {}).text
                                                   : lines.join(u'\n'));
        });
}

} // namespace svix
