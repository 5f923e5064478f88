// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/backgroundjobs.h"

#include "sandbox/delivery/delivery.h"

#include <QTimer>

namespace svix::sandbox {

namespace {

constexpr std::size_t pieceSize = 100;
constexpr int pieceMs = 50;
// Often enough for a time in seconds, and right too after the clock was set or the computer slept.
constexpr int clockworkMs = 250;
constexpr qint64 keptMicros = 90LL * 24 * 3600 * 1000 * 1000;

} // namespace

struct BackgroundJobs::Job
{
    QString organisation;
    QString task;
    std::weak_ptr<Application> application;
    int endpoint = 0;
    Way way = Way::Recover;
    std::vector<quint32> messages;
    std::size_t next = 0;
    qint64 sent = 0;
};

BackgroundJobs::BackgroundJobs(Store &store, Delivery &delivery, const Clock &clock,
                               QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_delivery(delivery)
    , m_clock(clock)
    , m_clockwork(new QTimer(this))
{
    m_clockwork->setInterval(clockworkMs);
    connect(m_clockwork, &QTimer::timeout, this, &BackgroundJobs::sendDue);
}

BackgroundJobs::~BackgroundJobs() = default;

BackgroundTaskOut BackgroundJobs::start(const QString &organisation,
                                        const std::shared_ptr<Application> &application,
                                        int endpoint, Way way, std::vector<quint32> messages)
{
    Environment &environment = m_store.environment(organisation);
    const Timestamp now = m_clock.now();
    forgetOldTasks(environment, now);
    BackgroundTaskOut task;
    task.id = makeId(prefixOf(IdKind::Task), now, environment.random());
    task.status = QStringLiteral("running");
    task.task = way == Way::Recover ? QStringLiteral("endpoint.recover")
                                    : QStringLiteral("endpoint.replay");
    task.data.text = R"({"messagesSent":0})";
    task.updatedAt = now;
    environment.tasks[task.id] = task;
    const auto job = std::make_shared<Job>(
        Job{organisation, task.id, application, endpoint, way, std::move(messages)});
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, job, timer] {
        goOn(*job);
        if (job->next == job->messages.size()) {
            timer->deleteLater();
        }
    });
    timer->start(pieceMs);
    return task;
}

void BackgroundJobs::goOn(Job &job)
{
    auto &tasks = m_store.environment(job.organisation).tasks;
    const auto task = tasks.find(job.task);
    const auto application = job.application.lock();
    const bool gone =
        !application || application->endpoints[static_cast<std::size_t>(job.endpoint)]->deleted;
    if (task == tasks.end() || gone) {
        if (task != tasks.end()) {
            task->second.status = QStringLiteral("failed");
            task->second.updatedAt = m_clock.now();
            Q_EMIT finished(job.organisation, task->second);
        }
        job.next = job.messages.size();
        return;
    }
    const Endpoint &endpoint = *application->endpoints[static_cast<std::size_t>(job.endpoint)];
    const std::size_t end = std::min(job.next + pieceSize, job.messages.size());
    for (; job.next < end; ++job.next) {
        const quint32 message = job.messages[job.next];
        if (job.way == Way::Replay && Delivery::takes(*application, endpoint, message)) {
            m_delivery.dispatchTo(application, message, job.endpoint);
            ++job.sent;
        } else if (job.way == Way::Recover && !endpoint.out.disabled) {
            m_delivery.resend(application, message, job.endpoint);
            ++job.sent;
        }
    }
    task->second.data.text = "{\"messagesSent\":" + QByteArray::number(job.sent) + '}';
    task->second.updatedAt = m_clock.now();
    if (job.next == job.messages.size()) {
        task->second.status = QStringLiteral("finished");
        Q_EMIT finished(job.organisation, task->second);
    }
}

void BackgroundJobs::deliverAt(const std::shared_ptr<Application> &application, quint32 message,
                               const Timestamp &due)
{
    m_planned.emplace(due.microseconds(), Planned{application, message});
    m_clockwork->start();
}

void BackgroundJobs::resume()
{
    for (const auto &[organisation, environment] : m_store.environments()) {
        for (auto &[id, task] : environment->tasks) {
            if (task.status == QLatin1String("running")) {
                task.status = QStringLiteral("failed");
                task.updatedAt = m_clock.now();
            }
        }
        for (const auto &[id, application] : environment->applications()) {
            for (const auto &[row, extra] : application->extras.all()) {
                if (extra.deliverAt && !extra.sent) {
                    deliverAt(application, row, *extra.deliverAt);
                }
            }
        }
    }
}

void BackgroundJobs::sendDue()
{
    const qint64 now = m_clock.now().microseconds();
    while (!m_planned.empty() && m_planned.begin()->first <= now) {
        const Planned planned = m_planned.begin()->second;
        m_planned.erase(m_planned.begin());
        if (const auto application = planned.application.lock()) {
            application->extras.markSent(planned.message);
            application->log.noteExtra(planned.message);
            m_delivery.dispatch(application, planned.message);
        }
    }
    if (m_planned.empty()) {
        m_clockwork->stop();
    }
}

void forgetOldTasks(Environment &environment, const Timestamp &now)
{
    const QString oldest =
        idAtTime(prefixOf(IdKind::Task), Timestamp(now.microseconds() - keptMicros));
    environment.tasks.erase(environment.tasks.begin(), environment.tasks.lower_bound(oldest));
}

} // namespace svix::sandbox
