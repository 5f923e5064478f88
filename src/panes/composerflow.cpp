// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/composerflow.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/eventtypenames.h"

namespace svix {

ComposerFlow::ComposerFlow(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent)
    : QObject(parent)
    , m_context(context)
    , m_eventTypes(eventTypes)
    , m_parent(parent)
{
}

void ComposerFlow::start(const QString &appId, const QString &appName)
{
    DraftContent draft =
        m_context.drafts.load(m_context.session.profile().id, appId).value_or(DraftContent());
    if (draft.payload.isEmpty()) {
        draft.payload = "{\n}";
    }
    open(appId, appName, draft);
}

void ComposerFlow::startWith(const QString &appId, const QString &appName,
                             const MessageOut &message)
{
    DraftContent draft;
    draft.eventType = message.eventType;
    draft.sourceMessage = message.id;
    draft.payload = message.payload.text;
    draft.channels = message.channels.value_or(QStringList());
    draft.tags = message.tags.value_or(QStringList());
    // Not the event id: the server refuses a second message with it.
    open(appId, appName, draft);
}

void ComposerFlow::open(const QString &appId, const QString &appName, const DraftContent &draft)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_key = {};
    auto *dialog = new ComposerDialog(m_parent->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(m_context.session.profile().name,
                          m_context.session.profile().connectionClass);
    dialog->setApplication(appName);
    ComposerLimits limits;
    const bool cloud = m_context.session.capabilities().kind == ServerKind::Cloud;
    limits.maxChannels = cloud ? 10 : 5;
    limits.minRetentionDays = cloud ? 1 : 5;
    limits.tags = cloud;
    limits.whyNoTags =
        tr("Not offered by this server: %1.").arg(m_context.session.capabilities().server);
    dialog->setLimits(limits);
    const auto fill = [this, dialog] {
        QList<EventTypeChoice> choices;
        for (const EventTypeOut &type : m_eventTypes.types()) {
            EventTypeChoice choice;
            choice.name = type.name;
            choice.description = type.description;
            choice.deprecated = type.deprecated;
            choice.archived = type.archived;
            choices.append(choice);
        }
        dialog->setEventTypes(choices);
    };
    fill();
    connect(&m_eventTypes, &EventTypeNames::changed, dialog, fill);
    connect(dialog, &ComposerDialog::eventTypeChosen, this, &ComposerFlow::askSchemas);
    connect(dialog, &ComposerDialog::draftChanged, this,
            [this, appId, dialog, profile = m_context.session.profile().id] {
                m_context.drafts.save(profile, appId, dialog->draft());
            });
    connect(
        dialog, &ComposerDialog::sendRequested, this,
        [this, appId](const DraftContent &wanted, SendKind kind) { send(appId, wanted, kind); });
    dialog->setDraft(draft);
    dialog->open();
}

void ComposerFlow::askSchemas(const QString &eventType)
{
    if (ApiClient *client = m_context.session.client()) {
        client->get<op::getEventType>({m_dialog}, eventType)
            .then(m_dialog, [this, eventType](const Result<EventTypeOut> &result) {
                // A type without a schema, or one that is not known, has none to show.
                m_dialog->setSchemas(eventType, result.ok() ? result->schemas.text : QByteArray());
            });
    }
}

void ComposerFlow::send(const QString &appId, const DraftContent &draft, SendKind kind)
{
    Q_UNUSED(kind) // the key knows by the content which it is
    RunOptions options;
    options.idempotencyKey = m_key.keyFor(draft);
    options.confirm.title =
        tr("Send %1 to %2").arg(draft.eventType, m_context.session.applicationName());
    options.confirm.consequence =
        tr("The message goes to every endpoint of %1 that takes this event type and channel.")
            .arg(m_context.session.applicationName());
    options.confirm.verb = tr("Send message");
    m_dialog->setBusy(true);
    CreateMessageQuery query;
    query.withContent = false;
    m_context.runner.run<op::createMessage>(options, appId, query, toMessageIn(draft))
        .then(this, [this, appId](const Result<MessageOut> &result) { answered(appId, result); });
}

void ComposerFlow::answered(const QString &appId, const Result<MessageOut> &result)
{
    if (result.ok()) {
        m_key.ended({});
        m_context.drafts.remove(m_context.session.profile().id, appId);
        if (m_dialog) {
            m_dialog->accept();
        }
        Q_EMIT notice({Tone::Ok, tr("Message sent"), result->id, {}, {}});
        Q_EMIT sent(*result);
        return;
    }
    const Error &error = result.error();
    m_key.ended(error);
    const ErrorWords words = ErrorReporter::describe(error, tr("The message was not sent."));
    if (!m_dialog) {
        // Closed while it was under way: it must still be said what became of it.
        Q_EMIT notice({Tone::Bad, words.title, words.text, words.details, {}});
        return;
    }
    m_dialog->setBusy(false);
    if (error.kind == ErrorKind::Canceled && error.outcome == Outcome::NotDone) {
        m_dialog->clearMessage();
    } else if (error.outcome == Outcome::Unknown) {
        m_dialog->showUnknownOutcome(words.text);
    } else if (error.kind == ErrorKind::Conflict) {
        m_dialog->showEventIdTaken();
    } else if (!error.fields.isEmpty()) {
        m_dialog->showFieldErrors(error.fields, words.text);
    } else {
        m_dialog->showRefused(words.text, words.details);
    }
}

} // namespace svix
