// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of MainWindow that says what happened, and that an application is gone.

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "core/settings.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/outage.h"
#include "mainwindow/statusline.h"
#include "mainwindow/windowactions.h"
#include "panes/listside.h"
#include "panes/times.h"
#include "widgets/emptystate.h"
#include "widgets/messagebar.h"

#include <QTimer>

namespace svix {

void MainWindow::tell(const Notice &notice)
{
    QList<QAction *> actions = notice.actions;
    if (notice.copyKept) {
        actions.append(m_showDeleted);
    }
    const int id =
        m_messages->showMessage(notice.tone, notice.title, notice.text, actions, notice.details);
    if (!notice.topic.isEmpty()) {
        m_messages->dismiss(m_topics.value(notice.topic));
        m_topics.insert(notice.topic, id);
    }
    if (notice.tone == Tone::Ok) {
        // Good news is old news soon; what can be taken back takes a little longer.
        const auto time = std::chrono::seconds(notice.actions.isEmpty() ? 10 : 30);
        QTimer::singleShot(time, this, [this, id] { m_messages->dismiss(id); });
    }
}

void MainWindow::tellError(const Error &error, const QString &what)
{
    if (error.kind == ErrorKind::Canceled && error.outcome != Outcome::Unknown) {
        return; // the person knows
    }
    if (!mayBeGone(error)) {
        sayError(error, what);
        return;
    }
    // What became of a write is said at once: the question may take long, and its answer may come
    // when one is elsewhere.
    const bool write = ErrorReporter::isWrite(error);
    if (write) {
        sayError(error, what);
    }
    askWhetherGone(error, what, write);
}

QList<QAction *> MainWindow::waysOut(const Error &error, bool again) const
{
    QList<ErrorAction> offered = ErrorReporter::describe(error).actions;
    if (!again || ErrorReporter::isWrite(error)) {
        // Retry loads the page again; a write is tried again where it was begun.
        offered.removeAll(ErrorAction::Retry);
    }
    if (!again) {
        offered.removeAll(ErrorAction::Refresh);
    }
    QList<QAction *> actions = m_windowActions->actionsFor(offered);
    if (error.kind == ErrorKind::Unauthorized) {
        actions.prepend(m_connections->action(ConnectionFlow::Act::ReplaceToken));
    }
    return actions;
}

void MainWindow::sayError(const Error &error, const QString &what)
{
    ErrorWords words = ErrorReporter::describe(error, what);
    if (!error.idempotencyKey.isEmpty()) {
        // Nothing here tries again: whoever began it has gone.
        Error alone = error;
        alone.idempotencyKey.clear();
        words.text = ErrorReporter::describe(alone, what).text;
    }
    const Tone tone = error.outcome == Outcome::Unknown ? Tone::Warn : Tone::Bad;
    const bool refused = error.kind == ErrorKind::Unauthorized;
    if (refused) {
        // Every request fails from now on: one message is enough, with the way to a new token.
        m_messages->dismiss(m_tokenRefused);
    }
    const bool read = !error.operation.isEmpty() && !ErrorReporter::isWrite(error);
    if (read && m_outage->isOn() && Outage::isOf(error)) {
        readAgain(what);
        m_outage->addMissed(what);
        sayOutage(error);
        return;
    }
    if (read) {
        readAgain(what); // the same thing failed again, which is said once
    }
    const int id =
        m_messages->showMessage(tone, words.title, words.text, waysOut(error, true), words.details);
    if (refused) {
        m_tokenRefused = id;
    }
    if (read) {
        m_failedReads.insert(what, id);
    }
}

void MainWindow::readAgain(const QString &what)
{
    m_messages->dismiss(m_failedReads.take(what));
    if (m_outage->removeMissed(what) && m_outage->missed().isEmpty()) {
        m_messages->dismiss(m_outageSaid);
    }
}

void MainWindow::readAllAgain()
{
    for (const int id : std::exchange(m_failedReads, {})) {
        m_messages->dismiss(id);
    }
    m_outage->clearMissed();
    m_messages->dismiss(m_outageSaid);
}

void MainWindow::sayOutage(const Error &error)
{
    const QStringList &missed = m_outage->missed();
    const QString since = tr("There has been no answer since %1.")
                              .arg(clockTime(m_outage->since().toMSecsSinceEpoch()));
    const bool several = missed.size() > 1;
    const ErrorWords words = ErrorReporter::describe(error, missed.constFirst());
    const QString title = several ? ErrorReporter::describe(error).title : words.title;
    QStringList text = several ? missed : QStringList();
    text << since << words.text;
    m_messages->dismiss(m_outageSaid);
    m_outageSaid = m_messages->showMessage(Tone::Bad, title, text.join(u' '), waysOut(error, true),
                                           words.details);
}

void MainWindow::outageChanged(bool on)
{
    m_status->refreshServer();
    if (on) {
        return;
    }
    if (Pane *pane = currentPane(); pane->isVisible() && pane->list()->showsFailure()) {
        // Queued: it is told of in the middle of an answer.
        QMetaObject::invokeMethod(
            pane, [pane] { pane->refresh(); }, Qt::QueuedConnection);
    }
    if (m_outage->missed().isEmpty()) {
        return;
    }
    // What was missed is still not there: it goes, one by one, as it is read.
    m_messages->dismiss(m_outageSaid);
    m_outageSaid = m_messages->showMessage(Tone::Info, tr("The server answers again"),
                                           m_outage->missed().join(u' '),
                                           m_windowActions->actionsFor({ErrorAction::Refresh}));
}

bool MainWindow::mayBeGone(const Error &error) const
{
    const Operation *operation = findOperation(error.operation);
    return error.kind == ErrorKind::NotFound && m_session->client() && operation &&
           operation->pathArguments() > 0 && operation != &op::getApplication &&
           QByteArrayView(operation->path).startsWith("/api/v1/app/");
}

void MainWindow::askWhetherGone(const Error &error, const QString &what, bool said)
{
    const QString application = m_session->applicationId();
    if (application.isEmpty()) {
        return; // of one that was left because it is gone
    }
    m_session->client()
        ->get<op::getApplication>({this}, application)
        .then(this, [this, application, error, what, said](const Result<ApplicationOut> &result) {
            if (m_session->applicationId() != application) {
                return; // it was said already, or is about a place that was left
            }
            if (!result.ok() && result.error().kind == ErrorKind::NotFound) {
                applicationGone();
            } else if (!said) {
                sayError(error, what);
            }
        });
}

void MainWindow::applicationGone()
{
    const QString title = tr("%1 does not exist any more").arg(m_session->applicationName());
    forgetApplication(m_session->applicationId());
    m_history.clear();
    m_waiting.reset();
    m_session->leaveApplication();
    if (m_session->capabilities().portal) {
        showPortalWelcome();
        m_welcome->showFailed(title, tr("The application was deleted, so its portal token opens "
                                        "nothing. Open another connection, or replace the token."));
        tell({Tone::Bad,
              title,
              tr("Its portal token opens nothing now."),
              {},
              {m_connections->action(ConnectionFlow::Act::ReplaceToken)}});
        return;
    }
    tell({Tone::Warn, title, tr("The application was deleted, with everything in it."), {}, {}});
    go({Section::Applications, {}, {}, {}, {}});
    if (currentPane()->list()->refreshedAt() > 0) {
        refresh(); // a list that was not loaded before is being loaded now
    }
}

} // namespace svix
