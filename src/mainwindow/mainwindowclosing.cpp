// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of MainWindow that begins and ends: what it looked like, and whether it may go.

#include "app/confirmation.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "core/settings.h"
#include "dialogs/confirmationdialogs.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/navigationfold.h"
#include "mainwindow/statusline.h"

#include <QCloseEvent>
#include <QLayout>
#include <QPointer>
#include <QScreen>

#include <utility>

namespace svix {

void MainWindow::restoreLayout()
{
    const QByteArray geometry = m_settings.viewState(QStringLiteral("window/geometry"));
    if (!geometry.isEmpty()) {
        restoreGeometry(geometry); // Qt keeps it on a screen that exists
        resize(size().boundedTo(screen()->availableSize()));
    }
    // The columns have their room only now; in less the page would push the navigation aside.
    layout()->activate();
    centralWidget()->layout()->activate();
    m_fold->restoreState(m_settings.viewState(QStringLiteral("window/navigation")));
    for (Pane *pane : std::as_const(m_panes)) {
        pane->restoreLayout();
    }
    refreshNarrow();
}

void MainWindow::saveLayout()
{
    m_settings.setViewState(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setViewState(QStringLiteral("window/navigation"), m_fold->saveState());
    for (Pane *pane : std::as_const(m_panes)) {
        pane->saveLayout();
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_leaving && (m_runner->isBusy() || m_status->hasJob())) {
        event->ignore();
        askToLeave();
        return;
    }
    saveLayout();
    if (!m_settings.isReadOnly()) {
        const auto saved = m_settings.save();
        if (!saved.ok() && !std::exchange(m_toldUnsaved, true)) {
            event->ignore();
            tellError(saved.error(),
                      tr("The settings were not saved. Close again to quit all the same."));
            return;
        }
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::askToLeave()
{
    ConfirmationRequest request;
    request.title = tr("Quit while something is under way");
    request.consequence = tr("What has been sent may be carried out all the same, and nobody here "
                             "will hear of it. What has not been sent yet is not sent.");
    if (const QString job = m_status->jobText(); !job.isEmpty()) {
        request.consequence.prepend(job + u'\n');
    }
    request.verb = tr("Stop and quit");
    request.connection = m_session->profile().name;
    request.connectionClass = m_session->profile().connectionClass;
    m_confirmation->ask(request, [self = QPointer(this)](bool yes) {
        if (yes && self) {
            self->m_leaving = true;
            self->close();
        }
    });
}

} // namespace svix
