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
        m_welcome->showNothingYet(
            QStringLiteral("plug"), tr("No connection"),
            tr("Connect to Svix cloud or to a svix-server of your own, or try everything with the "
               "built-in sandbox: demo data, nothing leaves this computer."),
            {m_connections->actions().at(0), m_connections->actions().at(2)});
    }
    if (state == Session::State::Connected) {
        showRecent();
        m_windowActions->refresh();
        m_autoRefresh->refreshed();
        if (!m_session->capabilities().portal) {
            goWhereOneWas();
            openLater();
        } else if (m_session->capabilities().application.isEmpty()) {
            m_welcome->showOther(
                QStringLiteral("key"), tr("This token opens one application"),
                tr("The server does not say which. Type the application's id or uid "
                   "into Ctrl+K to go there."));
        }
        if (Pane *pane = currentPane()) {
            pane->list()->table()->setFocus();
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

void MainWindow::applicationChanged()
{
    const bool alone = m_session->capabilities().portal;
    m_navigation->navigation()->setApplication(m_session->applicationId(),
                                               m_session->applicationName(), alone);
    if (m_session->application()) {
        rememberApplication();
    }
    m_restoring = false;
    if (m_waiting) {
        Place place = *std::exchange(m_waiting, std::nullopt);
        place.application = m_session->applicationId();
        arrive(place);
    } else if (m_session->application() && alone) {
        arrive({Section::Endpoints, m_session->applicationId(), {}, {}, {}});
        openLater();
    }
    refreshFrame();
}

void MainWindow::applicationFailed(const Error &error)
{
    m_waiting.reset();
    if (m_restoring) {
        // It was there when the console was closed; that it is gone now is no failure of anybody.
        m_restoring = false;
        go({Section::Applications, {}, {}, {}, {}});
        return;
    }
    if (m_session->capabilities().portal) {
        m_welcome->showFailed(tr("The application of this token could not be opened"),
                              ErrorReporter::describe(error).text);
    }
    tellError(error, tr("The application could not be opened."));
}

void MainWindow::goWhereOneWas()
{
    const QJsonObject kept = QJsonDocument::fromJson(m_settings.viewState(placeKey())).object();
    const QString application = kept.value(QLatin1String("application")).toString();
    const int section = kept.value(QLatin1String("section")).toInt();
    if (application.isEmpty() || !m_openLater.isEmpty() || section < 0 ||
        !isInApplication(static_cast<Section>(section))) {
        go({Section::Applications, {}, {}, {}, {}});
        return;
    }
    m_restoring = true;
    arrive({Section::Applications, {}, application, {}, {}});
    go({static_cast<Section>(section), application, {}, {}, {}});
}

void MainWindow::rememberPlace()
{
    // The sandbox begins anew each time, so there is nothing to come back to.
    if (!m_session->isConnected() || m_session->profile().id == ConnectionFlow::sandboxProfileId) {
        return;
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
    for (const QString &id : m_settings.recentApplications(m_session->profile().id)) {
        const QString name = m_names.value(id, kept.value(id).toString());
        if (!name.isEmpty()) {
            recent.append({id, name});
        }
    }
    m_navigation->navigation()->setRecent(recent);
}

void MainWindow::openObject(const QString &text)
{
    if (m_session->isConnected()) {
        m_goto->find(text);
    } else {
        m_openLater = text;
        m_openLaterOn.clear();
    }
}

void MainWindow::follow(const StartRequest &request)
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    if (request.isEmpty()) {
        return;
    }
    const bool leaves = request.sandbox || !request.profile.isEmpty();
    if (QApplication::activeModalWidget() || m_runner->isBusy() || m_status->hasJob()) {
        // Where one is must not change below a question, nor what is being sent be cut off.
        const QString where = request.sandbox ? tr("the sandbox")
                              : leaves        ? visibleText(request.profile)
                                              : visibleText(request.open);
        tell({Tone::Info,
              tr("The console was started again to open %1.").arg(where),
              tr("Nothing was opened, because something else was not finished here."),
              {},
              {}});
        return;
    }
    const QString id = request.sandbox ? QString(ConnectionFlow::sandboxProfileId)
                                       : m_connections->idOfName(request.profile);
    const Session::State state = m_session->state();
    const bool there =
        (state == Session::State::Connected || state == Session::State::Connecting) &&
        m_session->profile().id == id;
    if (!leaves || there) {
        if (!request.open.isEmpty()) {
            openObject(request.open);
        }
        return;
    }
    if (!id.isEmpty()) {
        m_openLater = request.open;
        m_openLaterOn = id;
    }
    if (request.sandbox) {
        m_connections->openSandbox();
    } else {
        m_connections->openByName(request.profile);
    }
}

void MainWindow::openLater()
{
    const QString text = std::exchange(m_openLater, QString());
    // Another connection was chosen meanwhile: what was asked for is not there.
    const bool here = m_openLaterOn.isEmpty() || m_openLaterOn == m_session->profile().id;
    if (!text.isEmpty() && here) {
        m_goto->find(text);
    }
}

} // namespace svix
