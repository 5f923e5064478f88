// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/seed/demodata.h"
#include "sandbox/seed/demopayloads.h"
#include "sandbox/seed/eventtypes.h"
#include "sandbox/seed/seed.h"

#include <deque>

namespace svix::sandbox {

namespace {

constexpr qint64 dayOfScale = 24LL * 3600 * 1000 * 1000;
// Within the 90 days that a list shows at first.
constexpr qint64 spanMicros = 60 * dayOfScale;
constexpr qint64 retryMicros = 5LL * 1000 * 1000;
constexpr int endpointCount = 3;
constexpr quint32 failEvery = 20;

void addEndpoints(Environment &environment, Application &application, const Timestamp &since)
{
    for (int i = 0; i < endpointCount; ++i) {
        EndpointOut out;
        out.url = QStringLiteral("https://receiver%1.scale.example/in").arg(i + 1);
        out.description = QStringLiteral("Receiver %1").arg(i + 1);
        out.version = 1;
        out.createdAt = since;
        out.updatedAt = since;
        environment.addEndpoint(application, out);
    }
}

} // namespace

void seedScale(Environment &environment, qint64 messages, const Timestamp &now)
{
    const Timestamp since(now.microseconds() - spanMicros - dayOfScale);
    addDemoEventTypes(environment, since);
    for (const DemoCustomer &customer : demoCustomers) {
        ApplicationOut out;
        out.name = QString::fromUtf8(customer.name);
        out.uid = QString::fromUtf8(customer.uid);
        out.createdAt = since;
        out.updatedAt = since;
        environment.addApplication(out);
    }
    ApplicationOut out;
    out.name = QStringLiteral("Scale");
    out.uid = QStringLiteral("scale");
    out.createdAt = since;
    out.updatedAt = since;
    const auto application = environment.addApplication(out);
    addEndpoints(environment, *application, since);

    MessageLog &log = application->log;
    const auto count = static_cast<quint32>(messages);
    log.reserve(count, count + count / failEvery + 1);
    log.setEventNumberBase(1);
    log.setPayloadSource(std::make_shared<DemoPayloads>(QStringLiteral("scale"), 1));
    QRandomGenerator &random = environment.random();
    const QStringList billing{QStringLiteral("billing")};
    std::vector<QString> types;
    for (const DemoEventType &type : demoEventTypes) {
        types.push_back(QString::fromUtf8(type.name));
    }

    AttemptDraft attempt;
    std::deque<AttemptDraft> retries; // in time order, since every wait is the same
    const auto retryUntil = [&](qint64 micros) {
        while (!retries.empty() && retries.front().time.microseconds() <= micros) {
            log.appendAttempt(retries.front(), random);
            retries.pop_front();
        }
    };
    MessageDraft draft;
    draft.numberedEvent = true;
    const qint64 first = now.microseconds() - spanMicros;
    for (quint32 row = 0; row < count; ++row) {
        const qint64 at =
            first + static_cast<qint64>(static_cast<double>(spanMicros) * row / count);
        retryUntil(at);
        draft.time = Timestamp(at);
        draft.eventType = types[random.bounded(static_cast<quint32>(types.size()))];
        draft.channels = row % 4 == 0 ? billing : QStringList();
        log.appendMessage(draft, random);

        attempt.message = row;
        attempt.endpoint = static_cast<int>(row % endpointCount);
        attempt.url = application->endpoints[row % endpointCount]->out.url;
        attempt.durationMs = 20 + random.bounded(400);
        attempt.success = row % failEvery != 7;
        attempt.statusCode = attempt.success ? 200 : 503;
        attempt.response = attempt.success ? QStringLiteral("ok")
                                           : QStringLiteral("{\"error\":\"upstream timed out\"}");
        attempt.time = Timestamp(at + 1000);
        log.appendAttempt(attempt, random);
        if (!attempt.success) {
            AttemptDraft retry = attempt;
            retry.success = true;
            retry.statusCode = 200;
            retry.response = QStringLiteral("ok");
            retry.time = Timestamp(at + retryMicros);
            retries.push_back(retry);
        }
    }
    retryUntil(now.microseconds());
}

} // namespace svix::sandbox
