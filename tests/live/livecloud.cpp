// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/liveclient.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace svix::test {

namespace {

constexpr int taskMs = 20'000;

RecoverIn lastHour()
{
    RecoverIn in;
    in.since = Timestamp(Timestamp::now().microseconds() - 3600LL * 1000 * 1000);
    return in;
}

} // namespace

// What only Svix cloud answers is tried on the sandbox that is like it: an account of somebody's
// may not have all of it switched on.
#define NEEDS_CLOUD_HERE()                                                                         \
    if (m_found.kind != ServerKind::Cloud || !server().isHere()) {                                 \
        QSKIP("this is no sandbox that is like Svix cloud");                                       \
    }

void LiveClient::integrations()
{
    NEEDS_CLOUD_HERE()
    IntegrationIn in;
    in.name = u"Zap"_s;
    in.featureFlags = QStringList{u"beta"_s};
    LIVE_VALUE(made, act<op::createIntegration>(m_app, in));
    QCOMPARE(made.name, in.name);
    QCOMPARE(made.featureFlags, in.featureFlags);
    LIVE_VALUE(first, get<op::getIntegrationKey>(m_app, made.id));
    LIVE_VALUE(second, act<op::rotateIntegrationKey>(m_app, made.id));
    QVERIFY(first.key != second.key && second.key.startsWith(u"integsk_"_s));
    in.name = u"Other"_s;
    in.featureFlags.reset();
    LIVE_VALUE(changed, act<op::updateIntegration>(m_app, made.id, in));
    QCOMPARE(changed.name, in.name);
    QVERIFY(!changed.featureFlags);
    LIVE_VALUE(read, get<op::getIntegration>(m_app, made.id));
    QCOMPARE(read.updatedAt, changed.updatedAt);
    LIVE_VALUE(list, get<op::listIntegrations>(m_app, ListIntegrationsQuery()));
    QCOMPARE(list.data.size(), 1);
    LIVE_OK(act<op::deleteIntegration>(m_app, made.id));
    LIVE_ERROR(gone, ErrorKind::NotFound, 404, get<op::getIntegration>(m_app, made.id));
}

void LiveClient::transformations()
{
    NEEDS_CLOUD_HERE()
    EndpointTransformationPatch patch;
    patch.code = u"function handler(webhook) { return webhook; }"_s;
    patch.variables = QMap<QString, QString>{{u"place"_s, u"Köln"_s}};
    LIVE_OK(act<op::setEndpointTransformation>(m_app, m_bad, patch));
    LIVE_VALUE(set, get<op::getEndpointTransformation>(m_app, m_bad));
    QCOMPARE(set.code.value_or(QString()), patch.code.value());
    QCOMPARE(set.variables.value_or(QMap<QString, QString>()), patch.variables.value());
    QVERIFY(!set.enabled && set.updatedAt && set.updatedAt->isValid());
    SimulateTransformationIn dry;
    dry.code = u"function handler(webhook) { webhook.payload.seen = true; return webhook; }"_s;
    dry.eventType = m_type;
    dry.payload.text = R"({"a":1})";
    LIVE_VALUE(simulated, get<op::simulateTransformation>(m_app, m_bad, dry));
    QVERIFY(QJsonDocument::fromJson(simulated.payload.toUtf8())[u"seen"_s].toBool());
    EndpointTransformationPatch clear;
    clear.code = Patchable<QString>::null();
    LIVE_OK(act<op::setEndpointTransformation>(m_app, m_bad, clear));
    LIVE_VALUE(cleared, get<op::getEndpointTransformation>(m_app, m_bad));
    QVERIFY(!cleared.code);
}

void LiveClient::backgroundTasks()
{
    NEEDS_CLOUD_HERE()
    LIVE_VALUE(started, act<op::replayMissingWebhooks>(m_app, m_good, lastHour()));
    const QString id = started.id.value_or(QString());
    QCOMPARE(started.status.value_or(QString()), u"running"_s);
    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto task = get<op::getBackgroundTask>(id);
            return task.ok() && task->status == u"finished"_s;
        },
        taskMs));
    LIVE_VALUE(task, get<op::getBackgroundTask>(id));
    QCOMPARE(task.task, u"endpoint.replay"_s);
    QVERIFY(QJsonDocument::fromJson(task.data.text).object().contains(u"messagesSent"_s));
    ListBackgroundTasksQuery query;
    query.status = u"finished"_s;
    query.task = u"endpoint.replay"_s;
    LIVE_VALUE(list, get<op::listBackgroundTasks>(query));
    QVERIFY(std::any_of(list.data.begin(), list.data.end(),
                        [&](const BackgroundTaskOut &row) { return row.id == id; }));
}

void LiveClient::cloudMessages()
{
    NEEDS_CLOUD_HERE()
    MessageIn in = messageOf("{}");
    in.tags = QStringList{u"one"_s};
    in.channels = QStringList{u"a:b+c"_s};
    in.payloadRetentionHours = 1;
    in.deliverAt = Timestamp(Timestamp::now().microseconds() + 3600LL * 1000 * 1000);
    LIVE_VALUE(sent, act<op::createMessage>(m_app, CreateMessageQuery(), in));
    QCOMPARE(sent.tags, in.tags);
    QCOMPARE(sent.channels, in.channels);
    QVERIFY(sent.deliverAt.has_value());
    ListMessagesQuery query;
    query.tag = u"one"_s;
    LIVE_VALUE(found, get<op::listMessages>(m_app, query));
    QCOMPARE(found.data.size(), 1);
    QCOMPARE(found.data.first().id, sent.id);
    in.deliverAt = Timestamp::now();
    LIVE_ERROR(late, ErrorKind::Validation, 422,
               act<op::createMessage>(m_app, CreateMessageQuery(), in));
}

void LiveClient::sessions()
{
    NEEDS_CLOUD_HERE()
    LIVE_VALUE(who, get<op::whoami>());
    QVERIFY(who.envId.has_value() && !who.appId);
    LIVE_OK(act<op::expireAll>(m_app, ExpireAllIn()));
    // Only a portal's token can be ended, and this is none.
    LIVE_ERROR(refused, ErrorKind::Forbidden, 403, act<op::logout>());
}

} // namespace svix::test
