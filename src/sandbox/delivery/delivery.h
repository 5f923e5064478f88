// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/delivery/receiver.h"
#include "sandbox/delivery/transformer.h"
#include "sandbox/store/store.h"

#include <QObject>

#include <deque>

namespace svix::sandbox {

/// Sends messages to endpoints and writes down every attempt: transformed, signed, retried on a
/// schedule with jitter, never outside this computer (see receiver.h).
class Delivery : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QList<double> retrySeconds{1, 2, 4}; ///< waits after the first, second, … failed try
        int timeoutMs = 3000;
        double jitter = 0.2; ///< each wait is changed by up to this part of it
        double timeoutWaitSeconds =
            60; ///< the least wait after a try that was not answered in time
        double disableAfterHours = 120; ///< of nothing but messages given up
        int parallel = 64;              ///< tries under way at a time
        bool transforms = false;        ///< endpoints' transformations are run (Svix cloud)
        ScriptLimits script;
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

    /// Goes on with what the application's log has planned, at a start with kept data.
    void resume(const std::shared_ptr<Application> &application);

    /// Nothing more is sent while `held` says true. Who says so calls goOn() when that ends.
    void holdWhile(std::function<bool()> held) { m_held = std::move(held); }
    void goOn();

    Receiver &receiver() { return m_receiver; }
    Transformer &transformer() { return m_transformer; }
    /// Nothing is under way and nothing is queued; planned retries do not count.
    bool isIdle() const { return m_running == 0 && m_queue.empty(); }

    using ApplicationPointer = std::shared_ptr<svix::sandbox::Application>;

Q_SIGNALS:
    // `attempt` is a row of the application's log. Sent after it has been written down.
    void attemptFailing(const svix::sandbox::Delivery::ApplicationPointer &application,
                        quint32 attempt); ///< the fourth failure, with more tries to come
    void attemptExhausted(const svix::sandbox::Delivery::ApplicationPointer &application,
                          quint32 attempt);
    void attemptRecovered(const svix::sandbox::Delivery::ApplicationPointer &application,
                          quint32 attempt); ///< after attemptFailing
    void endpointDisabled(const svix::sandbox::Delivery::ApplicationPointer &application,
                          int endpoint);

private:
    struct Try
    {
        std::weak_ptr<Application> application;
        quint32 message = 0;
        int endpoint = 0;
        int tries = 0;
        bool manual = false;
        quint64 plan = 0; ///< in the log, until the try was made
        Timestamp started;
    };

    void enqueue(Try job);
    void waitFor(const Try &job, const Timestamp &due);
    static void plan(Try &job, const Timestamp &due);
    void startNext();
    void start(const Try &job);
    static void drop(const Try &job, Application &application);
    void transform(const Try &job, const Application &application, const Endpoint &endpoint,
                   const OutgoingWebhook &webhook);
    void post(const Try &job, const OutgoingWebhook &webhook);
    void end(const Try &job, const OutgoingWebhook &webhook, const ReceiverAnswer &answer);
    quint32 write(const Try &job, Application &application, const OutgoingWebhook &webhook,
                  const ReceiverAnswer &answer);
    void failed(const Try &job, const ApplicationPointer &application, Endpoint &endpoint,
                quint32 attempt, const ReceiverAnswer &answer);
    void giveUp(const ApplicationPointer &application, Endpoint &endpoint);
    double waitAfter(int tries, const ReceiverAnswer &answer);

    Settings m_settings;
    const Clock &m_clock;
    QRandomGenerator m_random;
    Receiver m_receiver;
    Transformer m_transformer;
    std::deque<Try> m_queue;
    std::function<bool()> m_held;
    int m_running = 0;
};

} // namespace svix::sandbox
