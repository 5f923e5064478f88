// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/delivery/receiver.h"
#include "sandbox/store/store.h"

#include <QObject>

#include <deque>

namespace svix::sandbox {

/// Sends messages to endpoints and writes down every attempt: signed, retried on a schedule with
/// jitter, never outside this computer (see receiver.h).
class Delivery : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QList<double> retrySeconds{1, 2, 4}; ///< waits after the first, second, … failed try
        int timeoutMs = 3000;
        double jitter = 0.2;         ///< each wait is changed by up to this part of it
        int disableAfterHours = 120; ///< of nothing but failures
        int parallel = 64;           ///< tries under way at a time
    };

    /// The clock is borrowed. The seed makes the ids of attempts and the jitter of retries.
    Delivery(const Settings &settings, const Clock &clock, quint32 seed, QObject *parent = nullptr);
    ~Delivery() override;

    /// The endpoint gets such messages, by their type and channels, and is not disabled.
    static bool takes(const Application &application, const Endpoint &endpoint, quint32 message);
    /// Sends a message to every endpoint that takes it, by type and channel.
    void dispatch(const std::shared_ptr<Application> &application, quint32 message);
    /// As dispatch, for one endpoint: its filters count.
    void dispatchTo(const std::shared_ptr<Application> &application, quint32 message, int endpoint);
    /// One try that ignores filters and is not retried; a disabled endpoint is sent nothing.
    void resend(const std::shared_ptr<Application> &application, quint32 message, int endpoint);
    /// Plans try number `tries` (the first is 0) for a time; for seeds with retries under way.
    void schedule(const std::shared_ptr<Application> &application, quint32 message, int endpoint,
                  int tries, const Timestamp &due);

    Receiver &receiver() { return m_receiver; }
    /// Nothing is under way and nothing is queued; planned retries do not count.
    bool isIdle() const { return m_running == 0 && m_queue.empty(); }

private:
    struct Try
    {
        std::weak_ptr<Application> application;
        quint32 message = 0;
        int endpoint = 0;
        int tries = 0;
        bool manual = false;
    };

    void enqueue(Try job);
    void startNext();
    void start(const Try &job);
    void finish(const Try &job, const Timestamp &started, const QString &url,
                const ReceiverAnswer &answer);
    void planRetry(const Try &job, Endpoint &endpoint, const ReceiverAnswer &answer);

    Settings m_settings;
    const Clock &m_clock;
    QRandomGenerator m_random;
    Receiver m_receiver;
    std::deque<Try> m_queue;
    int m_running = 0;
};

/// The headers that sign a body for an endpoint: svix-id, svix-timestamp of `sent`, svix-signature
/// with every key that is valid at `now`, the current one first.
QList<std::pair<QByteArray, QByteArray>> signedHeaders(const Endpoint &endpoint, const QString &id,
                                                       const Timestamp &now, const Timestamp &sent,
                                                       const QByteArray &body);

} // namespace svix::sandbox
