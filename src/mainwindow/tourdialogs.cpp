// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the tour that looks into dialogs without doing anything in them.

#include "app/session.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/tour.h"

#include <QAction>
#include <QApplication>
#include <QDialog>

namespace svix {

void Tour::addDialogSteps()
{
    const auto there = [this](Section section, const QString &act) {
        const QAction *action = m_window.pane(section)->findChild<QAction *>(act);
        return quiet() && action && action->isEnabled();
    };
    m_steps.push_back(
        {{},
         [this] {
             const QString app = m_window.session().applicationId();
             m_window.go({Section::Endpoints, app, m_endpoint, {}, {}});
             return true;
         },
         [there] { return there(Section::Endpoints, QStringLiteral("editHeaders")); }});
    addDialogStep(Section::Endpoints, QStringLiteral("editHeaders"), QStringLiteral("headers"));
    addDialogStep(Section::Endpoints, QStringLiteral("showSecret"), QStringLiteral("secret"));
    addDialogStep(Section::Endpoints, QStringLiteral("editTransformation"),
                  QStringLiteral("transformation"));
    addDialogStep(Section::Endpoints, QStringLiteral("recoverFailed"), QStringLiteral("recover"));
    m_steps.push_back(
        {{},
         [this] {
             const QString app = m_window.session().applicationId();
             m_window.go({Section::Applications, {}, app, {}, {}});
             return true;
         },
         [there] { return there(Section::Applications, QStringLiteral("portalAccess")); }});
    addDialogStep(Section::Applications, QStringLiteral("portalAccess"),
                  QStringLiteral("portal-access"));
}

void Tour::addDialogStep(Section section, const QString &act, const QString &picture)
{
    m_steps.push_back({picture,
                       [this, section, act] {
                           auto *action = m_window.pane(section)->findChild<QAction *>(act);
                           if (!action || !action->isEnabled()) {
                               return false;
                           }
                           action->trigger();
                           return true;
                       },
                       [this] { return quiet() && QApplication::activeModalWidget() != nullptr; }});
    m_steps.push_back({{},
                       [] {
                           if (auto *dialog =
                                   qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
                               dialog->reject();
                           }
                           return true;
                       },
                       [] { return QApplication::activeModalWidget() == nullptr; }});
}

} // namespace svix
