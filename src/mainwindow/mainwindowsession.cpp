// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of MainWindow that follows the session: connected, application chosen, where one was.

#include "api/apiclient.h"
#include "app/auditlog.h"
#include "app/autorefresh.h"
#include "app/draftstore.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "core/settings.h"
#include "dialogs/confirmationdialogs.h"
#include "dialogs/connectioninput.h"
#include "mainwindow/commandpalette.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/gotoflow.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/navigationmodel.h"
#include "mainwindow/navigationview.h"
#include "mainwindow/statusline.h"
#include "mainwindow/windowactions.h"
#include "models/activitymodel.h"
#include "panes/eventtypenames.h"
#include "panes/listside.h"
#include "widgets/emptystate.h"
#include "widgets/views/tableview.h"
#include "widgets/visibletext.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStackedWidget>

namespace svix {

void MainWindow::sessionChanged()
{
    const Session::State state = m_session->state();
    m_autoRefresh->setOnline(state == Session::State::Connected);
    if (state == Session::State::Failed) {
        const ErrorWords words = ErrorReporter::describe(m_session->error(), tr("Not connected."));
        // With the way to address and token, where that is what is wrong.
        tellError(m_session->error(), tr("Not connected."));
        m_welcome->showFailed(tr("Could not connect to %1").arg(m_session->profile().name),
                              words.text);
    } else if (state == Session::State::Connecting) {
        m_welcome->showLoading(tr("Connecting to %1").arg(m_session->profile().name));
    } else if (state == Session::State::Disconnected) {
        showNoConnection();
    }
    const bool portal = m_session->capabilities().portal;
    m_navigation->navigation()->setApplication(m_session->applicationId(),
                                               m_session->applicationName(), portal);
    if (state == Session::State::Connected) {
        readAllAgain();
        showRecent();
        m_windowActions->refresh();
        m_autoRefresh->refreshed();
        warnOfEnd();
        if (portal) {
            m_place = {};
            m_pages->setCurrentWidget(m_welcome);
            openPortal();
        } else {
            goWhereOneWas();
            openLater();
            currentPane()->list()->table()->setFocus();
        }
    } else if (state != Session::State::Connected && m_place.section != Section::Activity) {
        m_pages->setCurrentWidget(m_welcome);
    }
    refreshFrame();
    showRefreshed();
    if (m_windowActions) {
        m_windowActions->refresh();
    }
}

void MainWindow::forgetApplication(const QString &id)
{
    m_settings.removeRecentApplication(m_session->profile().id, id);
    m_names.remove(id);
    showRecent();
}

void MainWindow::showNoConnection()
{
    m_welcome->showNothingYet(
        QStringLiteral("plug"), tr("No connection"),
        tr("Connect to Svix cloud or to a svix-server of your own, or try everything with the "
           "built-in sandbox: demo data, nothing leaves this computer."),
        {m_connections->action(ConnectionFlow::Act::New),
         m_connections->action(ConnectionFlow::Act::Sandbox)});
}

void MainWindow::showWaiting(const QString &profileId)
{
    if (m_session->state() != Session::State::Disconnected) {
        return; // the connection before is there until then
    }
    const auto profile = m_settings.profile(profileId);
    m_welcome->showLoading(
        profile
            ? tr("Opening %1: the keyring is asked for its token").arg(visibleText(profile->name))
            : tr("Starting the built-in sandbox"));
}

void MainWindow::applicationChanged()
{
    const bool alone = m_session->capabilities().portal;
    m_navigation->navigation()->setApplication(m_session->applicationId(),
                                               m_session->applicationName(), alone);
    if (m_session->application()) {
        rememberApplication();
    }
    m_restoring.clear();
    if (m_waiting) {
        Place place = *std::exchange(m_waiting, std::nullopt);
        place.application = m_session->applicationId();
        arrive(place);
    } else if (m_session->application() && alone) {
        const Place was = placeOneWas();
        arrive({was.application == m_session->applicationId() ? was.section : Section::Endpoints,
                m_session->applicationId(),
                {},
                {},
                {}});
        currentPane()->list()->table()->setFocus();
        openLater();
    }
    refreshFrame();
}

void MainWindow::applicationFailed(const QString &idOrUid, const Error &error)
{
    // It was there when the console was closed; that it is gone now is no failure of anybody.
    const bool remembered = std::exchange(m_restoring, QString()) == idOrUid;
    const bool gone = error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Forbidden;
    const bool silent = remembered && gone;
    m_waiting.reset();
    const bool nowhere = m_place.section == Section::Applications;
    if (m_session->capabilities().portal && (nowhere || !m_session->application())) {
        m_session->leaveApplication();
        if (nowhere) {
            showPortalWelcome();
        } else {
            describePortal();
        }
        if (silent) {
            openLater();
            return;
        }
        m_welcome->showFailed(tr("The application of this token could not be opened"),
                              ErrorReporter::describe(error).text);
    }
    if (!silent) {
        tellError(error, tr("The application could not be opened."));
    }
}

Place MainWindow::placeOneWas() const
{
    const QJsonObject kept = QJsonDocument::fromJson(m_settings.viewState(placeKey())).object();
    const QString application = kept.value(QLatin1String("application")).toString();
    const auto section = static_cast<Section>(kept.value(QLatin1String("section")).toInt());
    return application.isEmpty() || !isInApplication(section)
               ? Place()
               : Place{section, application, {}, {}, {}};
}

void MainWindow::goWhereOneWas()
{
    const Place was = placeOneWas();
    if (was.application.isEmpty() || wantsObject()) {
        go({Section::Applications, {}, {}, {}, {}});
        return;
    }
    m_restoring = was.application;
    arrive({Section::Applications, {}, {}, {}, {}});
    // The way back chooses it; here it is asked for once, by going there.
    m_history.visit({Section::Applications, {}, was.application, {}, {}});
    go(was);
}

void MainWindow::openPortal()
{
    const QString named = m_session->capabilities().application;
    const QString application = named.isEmpty() ? placeOneWas().application : named;
    if (application.isEmpty()) {
        showPortalWelcome();
        openLater();
        return;
    }
    m_restoring = named.isEmpty() ? application : QString();
    m_welcome->showLoading(tr("Opening the application"));
    m_session->openApplication(application);
}

void MainWindow::showPortalWelcome()
{
    m_place = {};
    describePortal();
    m_pages->setCurrentWidget(m_welcome);
    refreshFrame();
    m_windowActions->refresh();
}

void MainWindow::describePortal()
{
    if (m_session->capabilities().application.isEmpty()) {
        m_welcome->showOther(QStringLiteral("key"), tr("This token opens one application"),
                             tr("The server does not say which. Type the application's id or uid "
                                "into Ctrl+K to go there."),
                             {findChild<QAction *>(QStringLiteral("palette"))});
    }
}

void MainWindow::warnOfEnd()
{
    const QDateTime end = m_session->capabilities().token.expires;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (end.isValid() && end < now.addDays(3)) {
        // The server took it all the same: one of the two clocks may be wrong.
        tell({Tone::Warn,
              end <= now ? tr("The token of this connection is past its end")
                         : tr("The token of this connection ends soon"),
              describeEndOfToken(m_session->capabilities().token),
              {},
              {m_connections->action(ConnectionFlow::Act::ReplaceToken)}});
    }
}

void MainWindow::rememberPlace()
{
    // The sandbox begins anew each time, so there is nothing to come back to.
    if (!m_session->isConnected() || m_session->profile().id == ConnectionFlow::sandboxProfileId) {
        return;
    }
    if (m_session->capabilities().portal && !isInApplication(m_place.section)) {
        return; // which application the token is of may be known from here only
    }
    const QJsonObject kept{{QStringLiteral("application"), m_place.application},
                           {QStringLiteral("section"), static_cast<int>(m_place.section)}};
    m_settings.setViewState(placeKey(), QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

QString MainWindow::placeKey() const
{
    return QStringLiteral("place/") + m_session->profile().id;
}

QString MainWindow::namesKey() const
{
    return QStringLiteral("names/") + m_session->profile().id;
}

void MainWindow::rememberApplication()
{
    const QString profile = m_session->profile().id;
    m_names.insert(m_session->applicationId(), m_session->applicationName());
    m_settings.addRecentApplication(profile, m_session->applicationId());
    QJsonObject names;
    for (const QString &id : m_settings.recentApplications(profile)) {
        if (m_names.contains(id)) {
            names.insert(id, m_names.value(id));
        }
    }
    m_settings.setViewState(namesKey(), QJsonDocument(names).toJson(QJsonDocument::Compact));
    showRecent();
}

void MainWindow::showRecent()
{
    const QJsonObject kept = QJsonDocument::fromJson(m_settings.viewState(namesKey())).object();
    QList<NavigationModel::Recent> recent;
    // Those of a token before that reached more are out of reach of a portal token.
    const bool portal = m_session->capabilities().portal;
    const QStringList ids =
        portal ? QStringList() : m_settings.recentApplications(m_session->profile().id);
    for (const QString &id : ids) {
        const QString name = m_names.value(id, kept.value(id).toString());
        if (!name.isEmpty()) {
            recent.append({id, name});
        }
    }
    m_navigation->navigation()->setRecent(recent);
}

} // namespace svix
