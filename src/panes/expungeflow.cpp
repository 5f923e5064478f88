// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/expungeflow.h"

#include "api/apiclient.h"
#include "app/bulkjob.h"
#include "app/confirmation.h"
#include "app/draftstore.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "app/typedname.h"
#include "panes/bulkreport.h"

namespace svix {

namespace {

QString keyOf(const ExpungeItem &item)
{
    return item.what.attemptId.isEmpty() ? item.what.messageId : item.what.attemptId;
}

} // namespace

ExpungeFlow::ExpungeFlow(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_tryAgain(new QAction(tr("Try again"), this))
{
    m_tryAgain->setObjectName(QStringLiteral("tryExpungeAgain"));
    connect(m_tryAgain, &QAction::triggered, this, [this] {
        if (m_chosenOn == m_context.session.generation()) {
            expunge(m_appId, QList(m_items)); // asks again
        }
    });
    connect(&context.session, &Session::clientChanged, this, [this] {
        m_tryAgain->setEnabled(false);
        if (m_job) {
            m_job->cancel();
        } else {
            m_items.clear();
        }
    });
}

ExpungeFlow::~ExpungeFlow() = default;

ExpungeItem ExpungeFlow::payloadOf(const MessageOut &message, bool loaded)
{
    ExpungeItem item;
    item.what.messageId = message.id;
    item.what.eventId = message.eventId.value_or(QString());
    item.words =
        message.eventType + u' ' + (item.what.eventId.isEmpty() ? message.id : item.what.eventId);
    if (loaded) {
        item.what.payload = message.payload.text;
    }
    return item;
}

ExpungeItem ExpungeFlow::answerOf(const AttemptOut &attempt)
{
    ExpungeItem item;
    item.what.messageId = attempt.msgId;
    item.what.attemptId = attempt.id;
    item.words = attempt.id;
    return item;
}

bool ExpungeFlow::isAnswers() const
{
    return !m_items.isEmpty() && !m_items.first().what.attemptId.isEmpty();
}

ConfirmationRequest ExpungeFlow::request(const QList<ExpungeItem> &items) const
{
    const int count = static_cast<int>(items.size());
    ConfirmationRequest request;
    if (isAnswers()) {
        request.title = count == 1 ? tr("Delete the answer of %1").arg(items.first().words)
                                   : tr("Delete %n answer(s)", nullptr, count);
        request.consequence =
            tr("The server erases what the receiver answered, and nothing can bring it back. The "
               "attempt stays, with its state and its code. Copies in this console go as well.");
        request.verb = count == 1 ? tr("Delete answer") : tr("Delete %n answer(s)", nullptr, count);
    } else {
        request.title = count == 1 ? tr("Delete the payload of %1").arg(items.first().words)
                                   : tr("Delete %n payload(s)", nullptr, count);
        request.consequence =
            tr("The server erases what was sent, and nothing can bring it back. The message stays, "
               "with its attempts; it cannot be sent again, and tries that are still planned send "
               "nothing. Drafts and copies that this console knows to be of it go as well.");
        request.verb =
            count == 1 ? tr("Delete payload") : tr("Delete %n payload(s)", nullptr, count);
    }
    const auto &application = m_context.session.application();
    if (application && application->id == m_appId) {
        request.typedName = typedNameOf(application->uid, application->name, application->id);
    } else {
        request.typedName = m_appId;
    }
    return request;
}

void ExpungeFlow::expunge(const QString &appId, const QList<ExpungeItem> &items)
{
    if (m_job) {
        Q_EMIT notice({Tone::Info,
                       tr("Still deleting."),
                       tr("It ends by itself; Cancel is in the status bar."),
                       {},
                       {}});
        return;
    }
    if (m_asking || items.isEmpty()) {
        return;
    }
    m_asking = true;
    m_tryAgain->setEnabled(false);
    m_appId = appId;
    m_chosenOn = m_context.session.generation();
    m_items = items;
    const auto &operation = isAnswers() ? static_cast<const Operation &>(op::expungeAttemptContent)
                                        : op::expungeMessagePayload;
    m_context.runner.askForAll(
        operation, request(items),
        [self = QPointer(this), appId](const Result<GroupConsent> &consent) {
            if (!self) {
                return;
            }
            self->m_asking = false;
            if (consent.ok()) {
                self->start(appId, *consent);
                return;
            }
            const bool answers = self->isAnswers();
            self->m_items.clear();
            if (consent.error().kind != ErrorKind::Canceled) {
                Q_EMIT self->failed(consent.error(), answers ? tr("The answer was not deleted.")
                                                             : tr("The payload was not deleted."));
            }
        });
}

void ExpungeFlow::start(const QString &appId, const GroupConsent &consent)
{
    m_gone = 0;
    m_drafts = 0;
    QList<BulkItem> bulk;
    for (const ExpungeItem &item : std::as_const(m_items)) {
        bulk.append({keyOf(item), item.words});
    }
    m_job = new BulkJob(
        bulk,
        [this, appId, consent](const BulkItem &item) {
            const auto found =
                std::find_if(m_items.cbegin(), m_items.cend(),
                             [&](const ExpungeItem &one) { return keyOf(one) == item.key; });
            return eraseOne(appId, consent, *found);
        },
        this);
    m_pane->startJob(this, [this] {
        if (m_job) {
            m_job->cancel();
        }
    });
    connect(m_job, &BulkJob::progress, m_pane,
            [this](int ended, int total) { m_pane->showJob(this, tr("Deleting"), ended, total); });
    connect(m_job, &BulkJob::finished, this, &ExpungeFlow::finished);
    m_job->start();
}

QFuture<Result<Nothing>> ExpungeFlow::eraseOne(const QString &appId, const GroupConsent &consent,
                                               const ExpungeItem &item)
{
    if (m_chosenOn != m_context.session.generation()) {
        // The rest is not tried.
        return QtFuture::makeReadyFuture(
            Result<Nothing>(makeError(ErrorKind::Canceled, QString())));
    }
    RunOptions options;
    options.chosenOn = m_chosenOn;
    options.agreed = consent;
    auto &runner = m_context.runner;
    auto answer = item.what.attemptId.isEmpty()
                      ? runner.run<op::expungeMessagePayload>(options, appId, item.what.messageId)
                      : runner.run<op::expungeAttemptContent>(options, appId, item.what.messageId,
                                                              item.what.attemptId);
    return answer.then(this, [this, item](const Result<Nothing> &result) -> Result<Nothing> {
        const bool gone = !result.ok() && result.error().kind == ErrorKind::NotFound;
        m_gone += gone;
        if (result.ok() || gone || result.error().outcome == Outcome::Done) {
            forget(item);
            return Nothing();
        }
        return result;
    });
}

void ExpungeFlow::forget(const ExpungeItem &item)
{
    Erased what = item.what;
    what.appId = m_appId;
    if (what.attemptId.isEmpty()) {
        m_drafts += m_context.drafts.wipeMessage(m_context.session.profile().id, what);
    }
    Q_EMIT m_context.session.erased(what);
}

void ExpungeFlow::finished(const BulkSummary &summary)
{
    m_job->deleteLater();
    m_job = nullptr;
    m_pane->endJob(this);
    const bool answers = isAnswers();
    for (const BulkItem &one : summary.done) { // the rest is what Try again is about
        m_items.removeIf([&](const ExpungeItem &item) { return keyOf(item) == one.key; });
    }
    const int done = static_cast<int>(summary.done.size());
    const QString notDone =
        answers ? tr("The answer was not deleted.") : tr("The payload was not deleted.");
    const bool again = !m_items.isEmpty() && m_chosenOn == m_context.session.generation();
    m_tryAgain->setEnabled(again);
    if (!again) {
        m_items.clear();
    }
    Notice said;
    said.topic = QStringLiteral("expunge");
    said.details = bulkDetails(summary, notDone);
    if (again) {
        said.actions = {m_tryAgain};
    }
    const int all = static_cast<int>(done + summary.failed.size() + summary.unknown.size() +
                                     summary.notTried.size());
    QStringList text;
    if (all == 1 && !summary.failed.isEmpty()) {
        Q_EMIT failed(summary.failed.first().error, notDone);
        return;
    }
    if (all == 1 && !summary.unknown.isEmpty()) {
        const ErrorWords words = ErrorReporter::describe(summary.unknown.first().error);
        said.tone = Tone::Warn;
        said.title = words.title;
        text.append(words.text);
        said.details = words.details;
    } else if (done < all) {
        said.tone = Tone::Warn;
        said.title = tr("Deleting ended.");
        text.append(tr("%1.").arg(summary.text()));
    } else {
        said.tone = Tone::Ok;
        said.title = m_gone == all ? tr("Already gone")
                     : answers     ? tr("%n answer(s) deleted", nullptr, done)
                                   : tr("%n payload(s) deleted", nullptr, done);
        text.append(tr("The server no longer has (it|them).", nullptr, done));
    }
    if (m_gone > 0 && m_gone < all) {
        text.append(tr("%n of them (was|were) gone already.", nullptr, m_gone));
    }
    if (m_drafts > 0) {
        text.append(tr("%n draft(s) with it went as well.", nullptr, m_drafts));
    }
    said.text = text.join(u' ');
    Q_EMIT notice(said);
    if (done > 0 || !summary.unknown.isEmpty()) {
        Q_EMIT ended();
    }
}

} // namespace svix
