// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of MainWindow that goes where another start or the command line asks for.

#include "app/operationrunner.h"
#include "app/session.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/gotoflow.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/statusline.h"
#include "widgets/visibletext.h"

#include <QApplication>

namespace svix {

void MainWindow::openObject(const QString &text)
{
    const bool toCome = m_session->capabilities().portal && !m_session->application() &&
                        m_session->isOpeningApplication();
    if (m_session->isConnected() && !toCome) {
        m_goto->find(text);
        return;
    }
    m_openLater = text;
    const Session::State state = m_session->state();
    m_openLaterOn = state == Session::State::Connected || state == Session::State::Connecting
                        ? m_session->profile().id
                        : m_connections->opening();
}

bool MainWindow::isOccupied() const
{
    return QApplication::activeModalWidget() || m_runner->isBusy() || m_status->hasJob();
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
    const QString where = request.sandbox ? tr("the sandbox")
                          : leaves        ? visibleText(request.profile)
                                          : visibleText(request.open);
    const auto mayLeave = [this, where] {
        if (!isOccupied()) {
            return true;
        }
        // Where one is must not change below a question, nor what is being sent be cut off.
        tell({Tone::Info,
              tr("The console was started again to open %1.").arg(where),
              tr("Nothing was opened, because something else was not finished here."),
              {},
              {}});
        return false;
    };
    if (!mayLeave()) {
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
        m_connections->openSandbox(mayLeave);
    } else {
        m_connections->openByName(request.profile, mayLeave);
    }
}

bool MainWindow::wantsObject() const
{
    return !m_openLater.isEmpty() &&
           (m_openLaterOn.isEmpty() || m_openLaterOn == m_session->profile().id);
}

void MainWindow::openLater()
{
    // What was asked for on a connection that is still to come stays.
    if (wantsObject()) {
        m_goto->find(std::exchange(m_openLater, QString()));
    }
}

} // namespace svix
