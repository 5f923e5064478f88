// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/operationalevents.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

QJsonValue orNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

QJsonObject dataOf(const Application &application, const Endpoint &endpoint)
{
    return {{u"appId"_s, application.out.id},
            {u"appUid"_s, orNull(application.out.uid)},
            {u"endpointId"_s, endpoint.out.id},
            {u"endpointUid"_s, orNull(endpoint.out.uid)}};
}

} // namespace

const QString &OperationalEvents::managementOrganisation()
{
    static const QString id = u"org_00000000000SvixManagement00"_s;
    return id;
}

OperationalEvents::OperationalEvents(Store &store, Delivery &delivery, const Clock &clock,
                                     ServerKind kind, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_delivery(delivery)
    , m_clock(clock)
    , m_kind(kind)
{
    using Pointer = Delivery::ApplicationPointer;
    connect(&delivery, &Delivery::attemptFailing, this,
            [this](const Pointer &application, quint32 row) {
                attempt(u"message.attempt.failing"_s, *application, row);
            });
    connect(&delivery, &Delivery::attemptExhausted, this,
            [this](const Pointer &application, quint32 row) {
                attempt(u"message.attempt.exhausted"_s, *application, row);
            });
    connect(&delivery, &Delivery::attemptRecovered, this,
            [this](const Pointer &application, quint32 row) {
                attempt(u"message.attempt.recovered"_s, *application, row);
            });
    connect(&delivery, &Delivery::endpointDisabled, this,
            [this](const Pointer &application, int endpoint) {
                disabled(*application, *application->endpoints[static_cast<std::size_t>(endpoint)],
                         true);
            });
}

void OperationalEvents::endpointCreated(const Application &application, const Endpoint &endpoint)
{
    send(application.organisation, u"endpoint.created"_s, dataOf(application, endpoint));
}

void OperationalEvents::endpointUpdated(const Application &application, const Endpoint &endpoint,
                                        bool wasDisabled)
{
    send(application.organisation, u"endpoint.updated"_s, dataOf(application, endpoint));
    if (m_kind != ServerKind::Cloud || wasDisabled == endpoint.out.disabled) {
        return; // svix-server speaks of what it disabled itself only
    }
    if (endpoint.out.disabled) {
        disabled(application, endpoint, false);
    } else {
        send(application.organisation, u"endpoint.enabled"_s, dataOf(application, endpoint));
    }
}

void OperationalEvents::endpointDeleted(const Application &application, const Endpoint &endpoint)
{
    send(application.organisation, u"endpoint.deleted"_s, dataOf(application, endpoint));
}

void OperationalEvents::disabled(const Application &application, const Endpoint &endpoint,
                                 bool automatic)
{
    QJsonObject data = dataOf(application, endpoint);
    data[u"failSince"_s] = automatic && endpoint.failingSince
                               ? QJsonValue(endpoint.failingSince->toText())
                               : QJsonValue();
    if (m_kind == ServerKind::Cloud) {
        data[u"trigger"_s] = automatic ? u"automatic"_s : u"manual"_s;
    } else {
        data[u"endpointUid"_s] = QJsonValue(); // svix-server never fills it in here
    }
    send(application.organisation, u"endpoint.disabled"_s, data);
}

void OperationalEvents::attempt(const QString &type, const Application &application, quint32 row)
{
    const MessageLog &log = application.log;
    const AttemptRow &attempt = log.attempt(row);
    const Timestamp time(millisecondsOfId(attempt.id) * 1000);
    send(application.organisation, type,
         {{u"appId"_s, application.out.id},
          {u"appUid"_s, orNull(application.out.uid)},
          {u"endpointId"_s, application.endpoints[attempt.endpoint]->out.id},
          {u"msgId"_s, log.messageId(attempt.message)},
          {u"msgEventId"_s, orNull(log.eventId(attempt.message))},
          {u"lastAttempt"_s, QJsonObject{{u"id"_s, log.attemptId(row)},
                                         {u"responseStatusCode"_s, attempt.statusCode},
                                         {u"timestamp"_s, time.toText()}}}});
}

void OperationalEvents::taskFinished(const QString &organisation, const BackgroundTaskOut &task)
{
    if (m_kind == ServerKind::Cloud) {
        send(organisation, u"background_task.finished"_s,
             {{u"taskId"_s, task.id},
              {u"task"_s, task.task},
              {u"status"_s, task.status},
              {u"data"_s, QJsonDocument::fromJson(task.data.text).object()}});
    }
}

void OperationalEvents::send(const QString &organisation, const QString &type,
                             const QJsonObject &data)
{
    // What happens to the operator's own endpoints is not told: it would never end.
    if (organisation == managementOrganisation()) {
        return;
    }
    Environment *management = m_store.findEnvironment(managementOrganisation());
    const auto application = management ? management->findApplication(organisation) : nullptr;
    if (!application) {
        return;
    }
    MessageDraft draft;
    draft.time = m_clock.now();
    draft.eventType = type;
    draft.payload = QJsonDocument(QJsonObject{{u"data"_s, data}, {u"type"_s, type}})
                        .toJson(QJsonDocument::Compact);
    const quint32 row = application->log.appendMessage(draft, management->random());
    m_delivery.dispatch(application, row);
}

} // namespace svix::sandbox
