// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/pane.h"

#include <QObject>

class QAction;

namespace svix {

struct Profile;

/// Ends the session of a portal token on the server: the token is worth nothing afterwards, so the
/// connection is left and another one is asked for.
class LogoutFlow : public QObject
{
    Q_OBJECT
public:
    LogoutFlow(Session &session, OperationRunner &runner, QObject *parent);

    QAction *action() const { return m_action; }

Q_SIGNALS:
    void notice(const svix::Notice &notice);
    void failed(const svix::Error &error, const QString &what);
    /// The token of this connection is used up.
    void ended(const QString &profileId);

private:
    void refresh();
    void run();
    void tellEnded(const Profile &profile);

    Session &m_session;
    OperationRunner &m_runner;
    QAction *m_action;
};

} // namespace svix
