// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/store/store.h"

#include <QObject>

#include <map>

class QTimer;

namespace svix::sandbox {

class Delivery;

/// What goes on after its answer was given: sending many messages, in pieces, with a background
/// task that tells how far it is, and sending a message at a later time.
class BackgroundJobs : public QObject
{
    Q_OBJECT
public:
    /// Those given are borrowed.
    BackgroundJobs(Store &store, Delivery &delivery, const Clock &clock, QObject *parent = nullptr);
    ~BackgroundJobs() override;

    enum class Way {
        Recover, ///< each is sent once more, whatever the endpoint's filters say
        Replay   ///< each is sent as if it were new
    };
    /// Starts to send messages (rows, ascending) of an application to one of its endpoints. The
    /// task is in the environment from here on; a copy of it comes back.
    BackgroundTaskOut start(const QString &organisation,
                            const std::shared_ptr<Application> &application, int endpoint, Way way,
                            std::vector<quint32> messages);
    /// Sends a message to every endpoint that takes it by then, at `due` on the sandbox's clock.
    void deliverAt(const std::shared_ptr<Application> &application, quint32 message,
                   const Timestamp &due);
    /// For a store that was read back: waits again for messages whose time has not come, and ends
    /// tasks that were running when the sandbox ended, as failed.
    void resume();

Q_SIGNALS:
    /// With the task as it is then: all has been handed over, or it could not go on.
    void finished(const QString &organisation, const svix::BackgroundTaskOut &task);

private:
    struct Job;
    struct Planned
    {
        std::weak_ptr<Application> application;
        quint32 message = 0;
    };

    void goOn(Job &job);
    void sendDue();

    Store &m_store;
    Delivery &m_delivery;
    const Clock &m_clock;
    std::multimap<qint64, Planned> m_planned; // by microseconds
    QTimer *m_clockwork;                      // runs while something is planned
};

/// Tasks are kept for 90 days; older ones are dropped here.
void forgetOldTasks(Environment &environment, const Timestamp &now);

} // namespace svix::sandbox
