// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/resendflow.h"

#include "api/apiclient.h"
#include "app/bulkjob.h"
#include "app/confirmation.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/resenddialog.h"
#include "models/destinationfetch.h"
#include "models/destinationmodel.h"
#include "models/statewords.h"

#include <utility>

namespace svix {

namespace {

constexpr QChar separator(u'\n'); // stands in no id

} // namespace

ResendFlow::ResendFlow(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_tryAgain(new QAction(tr("Try again"), this))
{
    m_tryAgain->setObjectName(QStringLiteral("tryResendAgain"));
    connect(m_tryAgain, &QAction::triggered, this, [this] {
        if (!m_unsure.isEmpty() && !isBusy()) {
            const QList<ResendItem> items = std::exchange(m_unsure, {});
            m_tryAgain->setEnabled(false);
            run(m_chosenOn, m_appId, items);
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
    dialog->setMessage(message.eventId && !message.eventId->isEmpty()
                           ? message.eventType + u' ' + *message.eventId
                           : message.eventType);
    dialog->setTargets(targets);
    connect(dialog, &ResendDialog::resendRequested, this,
            [this, chosenOn = m_context.session.generation(), appId, id = message.id, targets,
             dialog](const QStringList &endpoints) {
                QList<ResendItem> items;
                for (const ResendTarget &target : targets) {
                    if (endpoints.contains(target.endpointId)) {
                        items.append({id, target.endpointId, target.url});
                    }
                }
                dialog->accept();
                run(chosenOn, appId, items);
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
    ask(m_context.session.generation(), appId, items, {});
}

void ResendFlow::resendMessages(const QString &appId, const QStringList &messageIds)
{
    if (messageIds.isEmpty() || isBusy()) {
        return;
    }
    m_collecting = Collecting{m_context.session.generation(), appId, messageIds, {}, 0, 0};
    m_pane->startJob([this] { cancel(); });
    collect();
}

bool ResendFlow::isBusy()
{
    if (m_job || m_collecting) {
        Q_EMIT notice({Tone::Info,
                       tr("Still resending"),
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
    if (m_job) {
        m_job->cancel();
    }
    if (m_collecting) {
        m_collecting.reset();
        m_pane->endJob();
    }
}

void ResendFlow::cancel()
{
    if (m_job) {
        m_job->cancel();
    } else if (m_collecting) {
        m_collecting.reset();
        m_pane->endJob();
        Q_EMIT notice(
            {Tone::Info, tr("Nothing was sent"), tr("You canceled before that."), {}, {}});
    }
}

void ResendFlow::collect()
{
    Collecting &state = *m_collecting;
    const int total = state.looked + static_cast<int>(state.rest.size());
    m_pane->showJob(tr("Looking for failed deliveries"), state.looked, total);
    ApiClient *client = m_context.session.client();
    if (state.rest.isEmpty() || !client) {
        const Collecting done = *m_collecting;
        m_collecting.reset();
        m_pane->endJob();
        const int unread = done.unread + static_cast<int>(done.rest.size());
        ask(done.chosenOn, done.appId, done.items,
            unread > 0
                ? tr("%n message(s) left out: their endpoints could not be read.", nullptr, unread)
                : QString());
        return;
    }
    const QString id = state.rest.takeFirst();
    fetchDestinations(*client, this, state.appId, id)
        .then(this, [this, id](const Result<QList<DestinationOut>> &result) {
            // While a connection ends, forget() has not been called yet.
            if (!m_collecting || m_collecting->chosenOn != m_context.session.generation()) {
                return;
            }
            ++m_collecting->looked;
            m_collecting->unread += !result.ok();
            for (const DestinationOut &destination :
                 result.ok() ? *result : QList<DestinationOut>()) {
                // One whose next try is planned gets there by itself.
                if (destination.status == MessageStatus::Fail && !destination.nextAttempt) {
                    m_collecting->items.append({id, destination.id, destination.url});
                }
            }
            collect();
        });
}

void ResendFlow::ask(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items,
                     const QString &note)
{
    if (items.isEmpty()) {
        Q_EMIT notice({Tone::Info,
                       tr("Nothing to resend"),
                       note.isEmpty()
                           ? tr("None of the chosen messages failed for good: each has arrived, "
                                "or its next try is planned.")
                           : note,
                       {},
                       {}});
        return;
    }
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
    if (!note.isEmpty()) {
        request.consequence += u'\n' + note;
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

void ResendFlow::run(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items)
{
    if (m_job || items.isEmpty()) {
        return;
    }
    if (chosenOn != m_context.session.generation()) {
        Q_EMIT notice({Tone::Warn,
                       tr("Nothing was sent"),
                       tr("It was chosen on a connection that is no longer the one that is open."),
                       {},
                       {}});
        return;
    }
    m_appId = appId;
    m_chosenOn = chosenOn;
    QList<BulkItem> bulk;
    QHash<QString, QString> keys;
    for (const ResendItem &item : items) {
        const QString act = item.messageId + separator + item.endpointId;
        bulk.append({act, item.words});
        keys.insert(act, item.idempotencyKey);
    }
    m_job = new BulkJob(
        bulk,
        [this, chosenOn, appId, keys](const BulkItem &item) {
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
                                                           item.key.section(separator, 0, 0),
                                                           item.key.section(separator, 1, 1));
        },
        this);
    m_pane->startJob([this] { cancel(); });
    connect(m_job, &BulkJob::progress, m_pane,
            [this](int ended, int total) { m_pane->showJob(tr("Resending"), ended, total); });
    connect(m_job, &BulkJob::finished, this, &ResendFlow::finished);
    m_job->start();
}

void ResendFlow::finished(const BulkSummary &summary)
{
    m_job->deleteLater();
    m_job = nullptr;
    m_pane->endJob();
    QStringList touched;
    const auto touch = [&](const BulkItem &item) {
        touched.append(item.key.section(separator, 0, 0));
    };
    for (const BulkItem &item : summary.done) {
        touch(item);
    }
    QStringList details;
    for (const auto &failure : summary.failed + summary.unknown) {
        touch(failure.item);
        details.append(failure.item.label + QStringLiteral(": ") +
                       ErrorReporter::describe(failure.error, tr("Not sent again.")).text);
    }
    for (const BulkItem &item : summary.notTried) {
        details.append(tr("%1: not tried").arg(item.label));
    }
    m_unsure.clear();
    for (const BulkSummary::Failure &failure : summary.unknown) {
        // On another connection "again" would be something else.
        if (!failure.error.idempotencyKey.isEmpty() &&
            m_chosenOn == m_context.session.generation()) {
            m_unsure.append({failure.item.key.section(separator, 0, 0),
                             failure.item.key.section(separator, 1, 1), failure.item.label,
                             failure.error.idempotencyKey});
        }
    }
    QList<QAction *> actions;
    m_tryAgain->setEnabled(!m_unsure.isEmpty());
    if (!m_unsure.isEmpty()) {
        actions.append(m_tryAgain);
    }
    const bool one = summary.done.size() + summary.failed.size() + summary.unknown.size() == 1 &&
                     summary.notTried.isEmpty();
    if (one && !m_unsure.isEmpty()) {
        const ErrorWords words = ErrorReporter::describe(summary.unknown.first().error);
        Q_EMIT notice({Tone::Warn, words.title, words.text, words.details, actions});
    } else if (one && summary.done.isEmpty()) {
        const bool unknown = !summary.unknown.isEmpty();
        Q_EMIT failed((unknown ? summary.unknown : summary.failed).first().error,
                      unknown ? tr("It is not known whether the message was sent again.")
                              : tr("The message was not sent again."));
    } else if (one) {
        Q_EMIT notice({Tone::Ok, tr("Sent again"), summary.done.first().label, {}, {}});
    } else {
        const bool all = details.isEmpty();
        Q_EMIT notice({all ? Tone::Ok : Tone::Warn, tr("Resending ended"), summary.text(),
                       details.join(u'\n'), actions});
    }
    touched.removeDuplicates();
    if (!touched.isEmpty()) {
        Q_EMIT resent(touched);
    }
}

} // namespace svix
