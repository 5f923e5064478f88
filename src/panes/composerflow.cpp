// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/composerflow.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/eventtypenames.h"
#include "panes/limitnote.h"
#include "panes/tokenoffer.h"

namespace svix {

ComposerFlow::ComposerFlow(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent)
    : QObject(parent)
    , m_context(context)
    , m_eventTypes(eventTypes)
    , m_parent(parent)
{
    connect(&context.session, &Session::erased, this, &ComposerFlow::wipe);
}

void ComposerFlow::start(const QString &appId, const QString &appName)
{
    const QString profile = m_context.session.profile().id;
    DraftContent fresh;
    fresh.payload = "{\n}";
    open({profile, appId, appId}, appName, fresh);
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
    const QString profile = m_context.session.profile().id;
    const QString name = appId + u'\n' + message.id;
    open({profile, appId, name}, appName, draft);
}

void ComposerFlow::open(const Target &target, const QString &appName, const DraftContent &fresh)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    auto *dialog = new ComposerDialog(m_parent->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    new LimitNote(m_context.session, dialog);
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
    const auto fill = [this, dialog] { dialog->setEventTypes(m_eventTypes.choices()); };
    fill();
    connect(&m_eventTypes, &EventTypeNames::changed, dialog, fill);
    connect(dialog, &ComposerDialog::eventTypeChosen, this, &ComposerFlow::askSchemas);
    connect(
        dialog, &ComposerDialog::sendRequested, this,
        [this, target](const DraftContent &wanted, SendKind kind) { send(target, wanted, kind); });
    m_openFor = target;
    m_chosenOn = m_context.session.generation();
    const auto left = m_context.drafts.load(target.profileId, target.draftName);
    dialog->setDraft(left.value_or(fresh));
    connect(dialog, &ComposerDialog::discardRequested, this,
            [this, target, fresh] { discard(target, fresh); });
    // What nobody has touched is no draft, and a payload is not put on the disk without need.
    connect(dialog, &ComposerDialog::draftChanged, this,
            [this, target, dialog, before = dialog->draft(), touched = false]() mutable {
                touched = touched || dialog->draft() != before;
                if (touched) {
                    m_context.drafts.save(target.profileId, target.draftName, dialog->draft());
                }
            });
    m_key = {};
    const std::optional<DraftTry> before = triedBefore(target);
    m_unsure.reset();
    if (before) {
        // Closed, here or with the console, after a try of which nobody knows what became.
        m_unsure = Unsure{target, *before};
        const bool kept = isKeyKept(*before);
        if (kept) {
            m_key = DraftKey(*before);
        }
        dialog->showTriedBefore(before->content, before->at, kept);
    }
    if (left && *left != fresh) {
        dialog->showRestored();
    }
    dialog->open();
}

void ComposerFlow::discard(const Target &target, const DraftContent &fresh)
{
    m_dialog->setDraft(fresh);
    m_context.drafts.remove(target.profileId, target.draftName);
    m_unsure.reset();
    m_key = {};
}

std::optional<DraftTry> ComposerFlow::triedBefore(const Target &target) const
{
    if (const auto kept = m_context.drafts.tried(target.profileId, target.draftName)) {
        return kept;
    }
    return m_unsure && m_unsure->target == target ? std::optional(m_unsure->tried) : std::nullopt;
}

bool ComposerFlow::isKeyKept(const DraftTry &tried) const
{
    return tried.isKeyKept(QDateTime::currentDateTimeUtc(), m_context.session.tokenMark(tried.key));
}

bool ComposerFlow::isUnsure(const Target &target, const DraftContent &draft) const
{
    return m_unsure && m_unsure->target == target && m_unsure->tried.content == draft;
}

void ComposerFlow::wipe(const Erased &erased)
{
    if (!erased.attemptId.isEmpty()) {
        return;
    }
    if (m_unsure &&
        isCopyOf(m_unsure->tried.content, erased, m_unsure->target.appId == erased.appId)) {
        m_unsure.reset();
    }
    if (!m_dialog) {
        if (!m_unsure) {
            m_key = {}; // it holds what was sent last
        }
        return;
    }
    DraftContent draft = m_dialog->draft();
    if (isCopyOf(draft, erased, m_openFor.appId == erased.appId)) {
        m_key = {};
        draft.payload = "{\n}";
        m_dialog->setDraft(draft);
        m_dialog->showMessage(Tone::Warn,
                              tr("The payload that stood here was deleted on the server, so it was "
                                 "taken out here as well."));
    }
}

void ComposerFlow::askSchemas(const QString &eventType)
{
    if (ApiClient *client = m_context.session.client()) {
        client->get<op::getEventType>({m_dialog}, eventType)
            .then(this, [this, eventType](const Result<EventTypeOut> &result) {
                // It ends also because the dialog goes, which is a dialog no longer by then and
                // must not be looked at.
                const bool gone = !result.ok() && result.error().kind == ErrorKind::Canceled;
                if (gone || !m_dialog) {
                    return;
                }
                // A type without a schema, or one that is not known, has none to show.
                m_dialog->setSchemas(eventType, result.ok() ? result->schemas.text : QByteArray());
            });
    }
}

bool ComposerFlow::isSameConnection() const
{
    return m_context.session.isStill(m_chosenOn);
}

void ComposerFlow::send(const Target &target, const DraftContent &draft, SendKind kind)
{
    if (isUnsure(target, draft) && !isKeyKept(m_unsure->tried)) {
        // It grew too old, or the token became another, while the dialog stood open.
        if (kind == SendKind::Again) {
            m_dialog->showTriedBefore(draft, m_unsure->tried.at, false);
            return;
        }
        m_unsure.reset();
        m_key = {};
    }
    const OperationRunner &runner = m_context.runner;
    if (isSameConnection() && runner.asksBefore(op::createMessage) &&
        runner.reasonAgainst(op::createMessage).isEmpty()) {
        readEndpoints(target, draft, {}, {});
    } else {
        post(target, draft, false);
    }
}

void ComposerFlow::backToDialog(const Target &target, const DraftContent &draft)
{
    if (isUnsure(target, draft)) {
        m_dialog->setBusy(true); // it takes what stands in it now for what was tried
        m_dialog->showUnknownOutcome({});
    } else {
        m_dialog->setBusy(false);
        m_dialog->clearMessage();
    }
}

void ComposerFlow::post(const Target &target, const DraftContent &draft, bool confirmed)
{
    auto *cancel = new CancelSource(this);
    connect(m_dialog.data(), &ConsoleDialog::cancelRequested, cancel, &CancelSource::cancel);
    RunOptions options;
    options.cancel = cancel;
    options.chosenOn = m_chosenOn;
    options.confirmed = confirmed; // with the endpoints and their number
    options.idempotencyKey = m_key.keyFor(draft);
    // Before it leaves: when the console ends before the answer, the next start must not offer to
    // send this as if it had never been sent.
    DraftTry tried{options.idempotencyKey, draft, QDateTime::currentDateTimeUtc(),
                   m_context.session.tokenMark(options.idempotencyKey)};
    if (isUnsure(target, draft)) {
        tried.at = m_unsure->tried.at;
    }
    m_context.drafts.saveTry(target.profileId, target.draftName, tried);
    CreateMessageQuery query;
    query.withContent = false;
    m_context.runner.run<op::createMessage>(options, target.appId, query, toMessageIn(draft))
        .then(this,
              [this, cancel, target, tried, dialog = m_dialog](const Result<MessageOut> &result) {
                  cancel->deleteLater();
                  answered(target, tried, dialog.data(), result);
              });
}

void ComposerFlow::answered(const Target &target, const DraftTry &tried, ComposerDialog *dialog,
                            const Result<MessageOut> &result)
{
    // Another composer may have been opened since this one was closed: it keeps what is its own.
    const bool latest = dialog == m_dialog.data();
    const auto forget = [&](bool draftToo) {
        if (draftToo && (latest || !isOpen(target))) {
            m_context.drafts.remove(target.profileId, target.draftName);
        } else {
            m_context.drafts.forgetTry(target.profileId, target.draftName);
        }
    };
    if (result.ok()) {
        if (latest) {
            m_unsure.reset();
            m_key.ended({});
        }
        forget(true);
        if (dialog) {
            dialog->accept();
        }
        Q_EMIT notice({Tone::Ok, tr("Message sent"), result->id, {}, {}});
        if (m_context.session.profile().id == target.profileId &&
            m_context.session.applicationId() == target.appId) {
            Q_EMIT sent(*result);
        }
        return;
    }
    const Error &error = result.error();
    const bool stillUnsure = isUnsure(target, tried.content) && error.outcome == Outcome::NotDone &&
                             !tellsOfTryBefore(error);
    const bool unsure = error.outcome == Outcome::Unknown || stillUnsure;
    if (latest) {
        Error ended = error;
        ended.outcome = unsure ? Outcome::Unknown : error.outcome;
        m_key.ended(ended);
        m_unsure.reset();
        if (unsure) {
            m_unsure = Unsure{target, tried};
        }
    }
    if (!unsure) {
        forget(error.outcome == Outcome::Done);
    }
    const ErrorWords words = ErrorReporter::describe(error, tr("The message was not sent."));
    if (error.outcome == Outcome::Done) {
        // Sent: the composer must not offer to send it a second time.
        if (dialog) {
            dialog->accept();
        }
        Q_EMIT notice({Tone::Warn, words.title, words.text, words.details, {}});
        return;
    }
    if (!dialog) {
        // Closed while it was under way: it must still be said what became of it.
        Q_EMIT notice(
            {unsure ? Tone::Warn : Tone::Bad, words.title, words.text, words.details, {}});
        return;
    }
    // Still busy: the dialog takes what stands in it now for what was sent.
    if (stillUnsure) {
        dialog->showUnknownOutcome(
            error.status == 0
                ? tr("The last try did not get to the server.")
                : tr("The last try was refused: %1").arg(ErrorReporter::cause(error)));
    } else if (unsure) {
        dialog->showUnknownOutcome(ErrorReporter::cause(error));
    } else if (error.kind == ErrorKind::Canceled && error.outcome == Outcome::NotDone) {
        dialog->setBusy(false);
        dialog->clearMessage();
    } else if (error.kind == ErrorKind::Conflict) {
        dialog->showEventIdTaken();
    } else if (!error.fields.isEmpty()) {
        dialog->showFieldErrors(error.fields, words.text);
    } else {
        dialog->showRefused(words.text, words.details);
    }
    offerToken(m_context, dialog, error);
}

} // namespace svix
