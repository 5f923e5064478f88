// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/logoutflow.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"

#include <QAction>

namespace svix {

LogoutFlow::LogoutFlow(Session &session, OperationRunner &runner, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_runner(runner)
    , m_action(new QAction(tr("&Log out of the portal session…"), this))
{
    m_action->setObjectName(QStringLiteral("logout"));
    connect(m_action, &QAction::triggered, this, &LogoutFlow::run);
    connect(&session, &Session::stateChanged, this, &LogoutFlow::refresh);
    connect(&session, &Session::readOnlyChanged, this, &LogoutFlow::refresh);
    refresh();
}

void LogoutFlow::refresh()
{
    QString why = m_runner.reasonAgainst(op::logout);
    if (why.isEmpty() && !m_session.capabilities().portal) {
        why = tr("Only the session of a portal token can be ended.");
    }
    m_action->setEnabled(why.isEmpty());
    m_action->setToolTip(why);
}

void LogoutFlow::run()
{
    RunOptions options;
    options.confirm.title = tr("Log out of %1").arg(m_session.profile().name);
    options.confirm.consequence =
        tr("The session of this token ends on the server. The token cannot be used again, here or "
           "anywhere else, and cannot be brought back.");
    options.confirm.verb = tr("Log out");
    options.confirm.typedName = m_session.profile().name;
    options.confirm.destructive = true;
    options.chosenOn = m_session.generation();
    m_runner.run<op::logout>(options).then(
        this, [this, profile = m_session.profile()](const Result<Nothing> &result) {
            if (result.ok()) {
                // The client is still recording this call, and goes with the connection.
                QMetaObject::invokeMethod(
                    this, [this, profile] { tellEnded(profile); }, Qt::QueuedConnection);
            } else if (result.error().kind != ErrorKind::Canceled) {
                Q_EMIT failed(result.error(), tr("The session was not ended."));
            }
        });
}

void LogoutFlow::tellEnded(const Profile &profile)
{
    Q_EMIT ended(profile.id);
    Q_EMIT notice({Tone::Info,
                   tr("The session of %1 is over").arg(profile.name),
                   tr("Its token is not valid any more. Another one is needed."),
                   {},
                   {},
                   {}});
}

} // namespace svix
