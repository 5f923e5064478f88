// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/composerflow.h"

#include "api/apiclient.h"
#include "app/confirmation.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/eventtypenames.h"

#include <QLocale>

namespace svix {

namespace {

constexpr int endpointsAPage = 250;
constexpr qsizetype mostEndpoints = 2000; // more are not counted before a message is sent
constexpr qsizetype mostNamed = 6;

/// As servers choose: an endpoint with channels takes what is sent to one of them, one without
/// takes all.
bool takes(const EndpointOut &endpoint, const DraftContent &draft)
{
    if (endpoint.disabled ||
        (endpoint.eventTypes && !endpoint.eventTypes->contains(draft.eventType))) {
        return false;
    }
    return !endpoint.channels ||
           std::any_of(endpoint.channels->cbegin(), endpoint.channels->cend(),
                       [&](const QString &name) { return draft.channels.contains(name); });
}

} // namespace

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
    DraftContent draft = m_context.drafts.load(profile, appId).value_or(DraftContent());
    if (draft.payload.isEmpty()) {
        draft.payload = "{\n}";
    }
    open({profile, appId, appId}, appName, draft);
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
    open({profile, appId, name}, appName, m_context.drafts.load(profile, name).value_or(draft));
}

void ComposerFlow::open(const Target &target, const QString &appName, const DraftContent &draft)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
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
    const auto fill = [this, dialog] { dialog->setEventTypes(m_eventTypes.choices()); };
    fill();
    connect(&m_eventTypes, &EventTypeNames::changed, dialog, fill);
    connect(dialog, &ComposerDialog::eventTypeChosen, this, &ComposerFlow::askSchemas);
    connect(dialog, &ComposerDialog::sendRequested, this,
            [this, target](const DraftContent &wanted) { send(target, wanted); });
    m_chosenOn = m_context.session.generation();
    dialog->setDraft(draft);
    // What nobody has touched is no draft, and a payload is not put on the disk without need.
    connect(dialog, &ComposerDialog::draftChanged, this,
            [this, target, dialog, before = dialog->draft(), touched = false]() mutable {
                touched = touched || dialog->draft() != before;
                if (touched) {
                    m_context.drafts.save(target.profileId, target.draftName, dialog->draft());
                }
            });
    if (m_unsure && m_unsure->target == target && m_unsure->draft == dialog->draft()) {
        // Closed after a try of which nobody knows what became: it is still that try.
        dialog->setBusy(true);
        dialog->showUnknownOutcome({});
    } else {
        m_key = {};
    }
    dialog->open();
}

void ComposerFlow::wipe(const Erased &erased)
{
    if (!erased.attemptId.isEmpty()) {
        return;
    }
    if (m_unsure && isCopyOf(m_unsure->draft, erased)) {
        m_unsure.reset();
    }
    if (!m_dialog) {
        if (!m_unsure) {
            m_key = {}; // it holds what was sent last
        }
        return;
    }
    DraftContent draft = m_dialog->draft();
    if (isCopyOf(draft, erased)) {
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
    return m_context.session.generation() == m_chosenOn;
}

void ComposerFlow::send(const Target &target, const DraftContent &draft)
{
    const OperationRunner &runner = m_context.runner;
    if (isSameConnection() && runner.asksBefore(op::createMessage) &&
        runner.reasonAgainst(op::createMessage).isEmpty()) {
        readEndpoints(target, draft, {}, {});
    } else {
        post(target, draft, false);
    }
}

void ComposerFlow::readEndpoints(const Target &target, const DraftContent &draft,
                                 const QList<EndpointOut> &known,
                                 const std::optional<QString> &iterator)
{
    ListEndpointsQuery query;
    query.limit = endpointsAPage;
    query.iterator = iterator;
    auto *cancel = new CancelSource(this);
    connect(m_dialog.data(), &ConsoleDialog::cancelRequested, cancel, &CancelSource::cancel);
    CallOptions options;
    options.owner = this;
    options.cancel = cancel;
    m_context.session.client()
        ->get<op::listEndpoints>(options, target.appId, query)
        .then(this, [this, cancel, target, draft, known,
                     dialog = m_dialog](const Result<Page<EndpointOut>> &result) {
            cancel->deleteLater();
            if (!dialog || dialog != m_dialog) {
                return; // closed meanwhile: nothing was sent
            }
            if (!result.ok() && result.error().kind == ErrorKind::Canceled) {
                backToDialog(target, draft);
                return;
            }
            if (!isSameConnection()) {
                post(target, draft, false); // is refused, and says why
                return;
            }
            if (!result.ok()) {
                ask(target, draft, std::nullopt);
                return;
            }
            const QList<EndpointOut> all = known + result->data;
            const bool more = !result->done && !result->data.isEmpty() && result->iterator;
            if (more && all.size() < mostEndpoints) {
                readEndpoints(target, draft, all, result->iterator);
            } else {
                ask(target, draft, more ? std::nullopt : std::optional(all));
            }
        });
}

QString ComposerFlow::consequence(const DraftContent &draft,
                                  const std::optional<QList<EndpointOut>> &endpoints) const
{
    const QString name = m_context.session.applicationName();
    if (!endpoints) {
        return draft.channels.isEmpty()
                   ? tr("It goes to every endpoint of %1 that takes this event type. How many that "
                        "are could not be found out.")
                         .arg(name)
                   : tr("It goes to every endpoint of %1 that takes this event type and one of "
                        "these channels. How many that are could not be found out.")
                         .arg(name);
    }
    QStringList urls;
    for (const EndpointOut &endpoint : *endpoints) {
        if (takes(endpoint, draft)) {
            urls.append(endpoint.url);
        }
    }
    const int total = static_cast<int>(endpoints->size());
    if (urls.isEmpty()) {
        return tr("It goes to none of the %n endpoint(s) of %1: the server keeps it and delivers "
                  "nothing.",
                  nullptr, total)
            .arg(name);
    }
    QString text = tr("It goes to %1 of %n endpoint(s) of %2:", nullptr, total)
                       .arg(QLocale().toString(urls.size()), name);
    for (const QString &url : urls.first(std::min(urls.size(), mostNamed))) {
        text += u'\n' + url;
    }
    if (urls.size() > mostNamed) {
        text += u'\n' + tr("and %1 more").arg(QLocale().toString(urls.size() - mostNamed));
    }
    return text;
}

void ComposerFlow::ask(const Target &target, const DraftContent &draft,
                       const std::optional<QList<EndpointOut>> &endpoints)
{
    const Profile &profile = m_context.session.profile();
    ConfirmationRequest request;
    request.title = tr("Send %1 to %2").arg(draft.eventType, m_context.session.applicationName());
    request.consequence = consequence(draft, endpoints);
    request.verb = tr("Send message");
    request.connection = profile.name;
    request.connectionClass = profile.connectionClass;
    // Nothing is under way while the question stands.
    m_dialog->setBusy(false);
    m_context.confirm.ask(request,
                          [self = QPointer(this), dialog = m_dialog, target, draft](bool yes) {
                              if (!self || !dialog || dialog != self->m_dialog) {
                                  return;
                              }
                              if (yes) {
                                  dialog->setBusy(true);
                                  self->post(target, draft, true);
                              } else {
                                  self->backToDialog(target, draft);
                              }
                          });
}

void ComposerFlow::backToDialog(const Target &target, const DraftContent &draft)
{
    if (m_unsure && m_unsure->target == target && m_unsure->draft == draft) {
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
    CreateMessageQuery query;
    query.withContent = false;
    m_context.runner.run<op::createMessage>(options, target.appId, query, toMessageIn(draft))
        .then(this,
              [this, cancel, target, draft, dialog = m_dialog](const Result<MessageOut> &result) {
                  cancel->deleteLater();
                  answered(target, draft, dialog.data(), result);
              });
}

void ComposerFlow::answered(const Target &target, const DraftContent &draft, ComposerDialog *dialog,
                            const Result<MessageOut> &result)
{
    // Another composer may have been opened since this one was closed: it keeps what is its own.
    const bool latest = dialog == m_dialog.data();
    const bool again = m_unsure && m_unsure->target == target && m_unsure->draft == draft;
    m_unsure.reset();
    if (result.ok()) {
        if (latest) {
            m_key.ended({});
            m_context.drafts.remove(target.profileId, target.draftName);
        }
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
    // A try that did not get to the server tells nothing about the one before it.
    const bool stillUnsure = again && error.outcome == Outcome::NotDone && error.status == 0;
    const bool unsure = error.outcome == Outcome::Unknown || stillUnsure;
    if (latest) {
        Error ended = error;
        ended.outcome = unsure ? Outcome::Unknown : error.outcome;
        m_key.ended(ended);
        if (unsure) {
            m_unsure = Unsure{target, draft};
        }
    }
    const ErrorWords words = ErrorReporter::describe(error, tr("The message was not sent."));
    if (error.outcome == Outcome::Done) {
        // Sent: the composer must not offer to send it a second time.
        if (latest) {
            m_context.drafts.remove(target.profileId, target.draftName);
        }
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
        dialog->showUnknownOutcome(tr("The last try did not get to the server."));
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
}

} // namespace svix
