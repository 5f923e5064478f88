// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "core/result.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace svix {

class Session;

/// Follows one background task to its end by asking for it now and then; another connection ends
/// it without a word.
class TaskFollow : public QObject
{
    Q_OBJECT
public:
    explicit TaskFollow(Session &session, QObject *parent = nullptr);

    void follow(const QString &taskId);
    void stop();
    bool isFollowing() const { return !m_id.isEmpty(); }
    /// Two seconds at first.
    void setInterval(std::chrono::milliseconds interval) { m_timer.setInterval(interval); }

    static bool isRunning(const BackgroundTaskOut &task);

Q_SIGNALS:
    void moved(const svix::BackgroundTaskOut &task);
    /// With its last state, finished or failed.
    void ended(const svix::BackgroundTaskOut &task);
    /// It cannot be followed any more; the task itself may go on.
    void lost(const svix::Error &error);

private:
    void ask();

    Session &m_session;
    QString m_id; // while it follows
    QTimer m_timer;
};

} // namespace svix
