// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/resendflow.h"

#include "api/apiclient.h"
#include "app/bulkjob.h"
#include "app/confirmation.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/resenddialog.h"
#include "dialogs/resendmanydialog.h"
#include "models/attemptfetch.h"
#include "models/destinationfetch.h"
#include "models/destinationmodel.h"
#include "models/statewords.h"
#include "panes/resendoutcome.h"

#include <utility>

namespace svix {

namespace {

constexpr int attemptsLookedAt = 50;
constexpr qsizetype mostNamedDeliveries = 6;

} // namespace

ResendFlow::ResendFlow(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_tryAgain(new QAction(tr("Try again"), this))
    , m_showAttempts(new QAction(tr("Show attempts"), this))
    , m_outcome(new ResendOutcome(context.session, this))
{
    m_showAttempts->setObjectName(QStringLiteral("showResent"));
    connect(m_showAttempts, &QAction::triggered, this, [this] {
        Q_EMIT m_pane->placeRequested({Section::Attempts, m_appId, {}, {}, m_messageId});
    });
    connect(m_outcome, &ResendOutcome::ended, this, &ResendFlow::outcomeKnown);
    m_tryAgain->setObjectName(QStringLiteral("tryResendAgain"));
    connect(m_tryAgain, &QAction::triggered, this, [this] {
        if (!m_unsure.isEmpty() && !isBusy()) {
            const QList<ResendItem> items = std::exchange(m_unsure, {});
            m_tryAgain->setEnabled(false);
            run(m_chosenOn, m_unsureApp, items);
        }
    });
    // What was chosen on one connection must never be sent on another.
    connect(&context.session, &Session::clientChanged, this, &ResendFlow::forget);
}

ResendFlow::~ResendFlow() = default;

void ResendFlow::resendOne(const QString &appId, const MessageOut &message,
                           const DestinationModel &destinations, const QList<AttemptOut> &attempts)
{
    if (isBusy()) {
        return; // one click, one resend
    }
    // Newest first: the first of an endpoint is its last.
    QHash<QString, qint64> last;
    for (const AttemptOut &attempt : attempts) {
        if (!last.contains(attempt.endpointId)) {
            last.insert(attempt.endpointId, attempt.timestamp.milliseconds());
        }
    }
    QList<ResendTarget> targets;
    for (int row = 0; row < destinations.rowCount(); ++row) {
        const DestinationOut &destination = destinations.rowAt(row);
        const StateText state = StateWords::ofDestination(destination);
        targets.append({destination.id, destination.url, state.kind, state.text,
                        last.value(destination.id), destination.disabled});
    }
    auto *dialog = new ResendDialog(m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(m_context.session.profile().name,
                          m_context.session.profile().connectionClass);
    const QString name = message.eventId && !message.eventId->isEmpty()
                             ? message.eventType + u' ' + *message.eventId
                             : message.eventType;
    dialog->setMessage(name);
    dialog->setTargets(targets);
    connect(dialog, &ResendDialog::resendRequested, this,
            [this, chosenOn = m_context.session.generation(), appId, id = message.id, name, targets,
             dialog](const QStringList &endpoints) {
                QList<ResendItem> items;
                for (const ResendTarget &target : targets) {
                    if (endpoints.contains(target.endpointId)) {
                        items.append({id, target.endpointId, target.url});
                    }
                }
                dialog->accept();
                run(chosenOn, appId, items, name);
            });
    dialog->open();
}

void ResendFlow::resendAttempts(const QString &appId, const QList<AttemptOut> &attempts)
{
    if (isBusy()) {
        return;
    }
    QList<ResendItem> items;
    for (const AttemptOut &attempt : attempts) {
        const bool known = std::any_of(items.cbegin(), items.cend(), [&](const ResendItem &item) {
            return item.messageId == attempt.msgId && item.endpointId == attempt.endpointId;
        });
        if (!known) {
            items.append({attempt.msgId, attempt.endpointId, attempt.url});
        }
    }
    ask(m_context.session.generation(), appId, items);
}

void ResendFlow::resendMessages(const QString &appId, const QStringList &messageIds)
{
    if (messageIds.isEmpty() || isBusy()) {
        return;
    }
    m_collecting =
        Collecting{++m_collectings, m_context.session.generation(), appId, messageIds, {}, 0, 0};
    m_pane->startJob(this, [this] { cancel(); });
    collect();
}

bool ResendFlow::isBusy()
{
    if (m_job || m_collecting || m_preparing) {
        Q_EMIT notice({Tone::Info,
                       tr("Still resending."),
                       tr("It ends by itself; Cancel is in the status bar."),
                       {},
                       {}});
        return true;
    }
    return !m_dialog.isNull();
}

void ResendFlow::forget()
{
    m_unsure.clear();
    m_tryAgain->setEnabled(false);
    m_showAttempts->setEnabled(false);
    m_preparing = false;
    if (m_job) {
        m_job->cancel();
    }
    if (m_collecting) {
        m_collecting.reset();
        m_pane->endJob(this);
    }
}

void ResendFlow::cancel()
{
    if (m_job) {
        m_job->cancel();
    } else if (m_collecting) {
        m_collecting.reset();
        m_pane->endJob(this);
        Q_EMIT notice(
            {Tone::Info, tr("Nothing was sent."), tr("You canceled before that."), {}, {}});
    }
}

void ResendFlow::collect()
{
    Collecting &state = *m_collecting;
    const int total = state.looked + static_cast<int>(state.rest.size());
    m_pane->showJob(this, tr("Looking where they arrived"), state.looked, total);
    ApiClient *client = m_context.session.client();
    if (state.rest.isEmpty() || !client) {
        const Collecting done = *m_collecting;
        m_collecting.reset();
        m_pane->endJob(this);
        const int unread = done.unread + static_cast<int>(done.rest.size());
        askWhich(done.chosenOn, done.appId, done.looked - done.unread, done.items,
                 unread > 0 ? tr("%n message(s) left out: their endpoints could not be read.",
                                 nullptr, unread)
                            : QString());
        return;
    }
    const QString id = state.rest.takeFirst();
    fetchDestinations(*client, this, state.appId, id)
        .then(this, [this, id, run = state.run](const Result<QList<DestinationOut>> &result) {
            // While a connection ends, forget() has not been called yet.
            if (!m_collecting || m_collecting->run != run ||
                m_collecting->chosenOn != m_context.session.generation()) {
                return;
            }
            ++m_collecting->looked;
            m_collecting->unread += !result.ok();
            for (const DestinationOut &destination :
                 result.ok() ? *result : QList<DestinationOut>()) {
                if (destination.disabled) {
                    continue; // the server would say yes and send nothing
                }
                const StateKind kind = StateWords::ofDestination(destination).kind;
                ResendItem item{id, destination.id, destination.url};
                item.failed = kind == StateKind::Fail;
                item.retrying = kind == StateKind::Sending;
                m_collecting->items.append(item);
            }
            collect();
        });
}

void ResendFlow::askWhich(quint64 chosenOn, const QString &appId, int messages,
                          const QList<ResendItem> &items, const QString &note)
{
    if (items.isEmpty()) {
        Q_EMIT notice(
            {Tone::Info,
             tr("Nothing to resend."),
             note.isEmpty() ? tr("No enabled endpoint was tried for the chosen messages.") : note,
             {},
             {}});
        return;
    }
    DeliveryCounts counts;
    for (const ResendItem &item : items) {
        counts.failed += item.failed;
        counts.retrying += item.retrying;
        ++counts.all;
    }
    auto *dialog = new ResendManyDialog(m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(m_context.session.profile().name,
                          m_context.session.profile().connectionClass);
    dialog->setCounts(messages, counts);
    dialog->setNote(note);
    connect(dialog, &ResendManyDialog::resendRequested, this,
            [this, chosenOn, appId, items, dialog](ResendManyDialog::Scope scope) {
                QList<ResendItem> chosen;
                for (const ResendItem &item : items) {
                    if (scope == ResendManyDialog::Scope::All || item.failed ||
                        (item.retrying && scope == ResendManyDialog::Scope::NotArrived)) {
                        chosen.append(item);
                    }
                }
                dialog->accept();
                run(chosenOn, appId, chosen);
            });
    dialog->open();
}

void ResendFlow::ask(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items)
{
    QSet<QString> messages;
    QSet<QString> endpoints;
    for (const ResendItem &item : items) {
        messages.insert(item.messageId);
        endpoints.insert(item.endpointId);
    }
    ConfirmationRequest request;
    request.title = tr("Resend %n deliver(y|ies)", nullptr, static_cast<int>(items.size()));
    request.consequence =
        tr("%1 of %2: each is sent once more, whatever the endpoint's filters say.")
            .arg(tr("%n message(s)", nullptr, static_cast<int>(messages.size())),
                 tr("%n endpoint(s)", nullptr, static_cast<int>(endpoints.size())));
    if (items.size() <= mostNamedDeliveries) {
        for (const ResendItem &item : items) {
            request.consequence +=
                u'\n' + tr("%1 to %2", "message, endpoint").arg(item.messageId, item.words);
        }
    }
    request.verb = tr("Resend %1").arg(items.size());
    request.connection = m_context.session.profile().name;
    request.connectionClass = m_context.session.profile().connectionClass;
    m_context.confirm.ask(request, [self = QPointer(this), chosenOn, appId, items](bool yes) {
        if (yes && self) {
            self->run(chosenOn, appId, items);
        }
    });
}

void ResendFlow::run(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items,
                     const QString &name)
{
    if (m_job || m_preparing || items.isEmpty()) {
        return;
    }
    ApiClient *client = m_context.session.client();
    if (!client || chosenOn != m_context.session.generation()) {
        Q_EMIT notice({Tone::Warn,
                       tr("Nothing was sent"),
                       tr("It was chosen on a connection that is no longer the one that is open."),
                       {},
                       {}});
        return;
    }
    m_outcome->stop();
    m_appId = appId;
    m_chosenOn = chosenOn;
    m_known.reset();
    m_messageId = items.first().messageId;
    for (const ResendItem &item : items) {
        if (item.messageId != m_messageId) {
            m_messageId.clear();
            break;
        }
    }
    m_name = name.isEmpty() ? m_messageId : name;
    m_showAttempts->setEnabled(true);
    if (m_messageId.isEmpty()) {
        start(items);
        return;
    }
    m_preparing = true;
    ListAttemptsByMsgQuery query;
    query.limit = attemptsLookedAt;
    query.withContent = false;
    fetchAttempts(*client, {this}, appId, m_messageId, query)
        .then(this, [this, items](const Result<Page<AttemptOut>> &result) {
            if (!std::exchange(m_preparing, false)) {
                return; // the connection is another one by now
            }
            if (result.ok()) {
                m_known.emplace();
                for (const AttemptOut &attempt : result->data) {
                    m_known->insert(attempt.id);
                }
            }
            start(items);
        });
}

void ResendFlow::start(const QList<ResendItem> &items)
{
    QList<BulkItem> bulk;
    m_keys.clear();
    for (const ResendItem &item : items) {
        const QString act = item.messageId + m_separator + item.endpointId;
        bulk.append({act, item.words});
        m_keys.insert(act, item.idempotencyKey);
    }
    m_job = new BulkJob(
        bulk,
        [this, chosenOn = m_chosenOn, appId = m_appId, keys = m_keys](const BulkItem &item) {
            if (chosenOn != m_context.session.generation()) {
                // The rest is not tried.
                return QtFuture::makeReadyFuture(
                    Result<Nothing>(makeError(ErrorKind::Canceled, QString())));
            }
            RunOptions options;
            options.chosenOn = chosenOn;
            options.idempotencyKey = keys.value(item.key);
            options.confirmed = true; // with endpoints and count, by the dialog before
            return m_context.runner.run<op::resendWebhook>(options, appId,
                                                           item.key.section(m_separator, 0, 0),
                                                           item.key.section(m_separator, 1, 1));
        },
        this);
    m_pane->startJob(this, [this] { cancel(); });
    connect(m_job, &BulkJob::progress, m_pane,
            [this](int ended, int total) { m_pane->showJob(this, tr("Resending"), ended, total); });
    connect(m_job, &BulkJob::finished, this, &ResendFlow::finished);
    m_job->start();
}

} // namespace svix
