// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/deliveryplace.h"
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// What an operator is told by operational webhooks.
class TestOperationalEvents : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsTheOperator();
    void tellsOfEndpoints_data();
    void tellsOfEndpoints();
    void tellsOfTasks();
};

namespace {

HttpAnswer text(int status, const QByteArray &body)
{
    return {status, {}, body, false};
}

} // namespace

void TestOperationalEvents::tellsTheOperator()
{
    Delivery::Settings settings = DeliveryPlace::quick();
    settings.retrySeconds = {0.01, 0.01, 0.01, 0.01, 0.01};
    settings.disableAfterHours = 0;
    DeliveryPlace place(settings, ServerKind::OpenSource);
    int failures = 5;
    place.answer = [&](const HttpRequest &) { return text(failures-- > 0 ? 500 : 200, ""); };
    Endpoint &endpoint = place.addEndpoint();
    endpoint.out.uid = u"my-endpoint"_s;
    // Nobody listens: nothing is sent, and no organisation comes into being.
    place.send();
    QTRY_COMPARE(place.attempts(), 6U);
    QVERIFY(!place.store.findEnvironment(OperationalEvents::managementOrganisation()));

    Environment &management = place.store.environment(OperationalEvents::managementOrganisation());
    ApplicationOut out;
    out.name = u"Operator"_s;
    out.uid = place.organisation;
    out.createdAt = place.clock.now();
    const auto listener = management.addApplication(out);
    const auto events = [&](const QString &type) {
        QList<QJsonObject> found;
        for (quint32 row = 0; row < listener->log.messageCount(); ++row) {
            const QJsonObject payload =
                QJsonDocument::fromJson(
                    listener->log.payload(row, place.clock.now().milliseconds()))
                    .object();
            if (payload[u"type"_s].toString() == type &&
                listener->log.text(listener->log.message(row).type) == type) {
                found.append(payload[u"data"_s].toObject());
            }
        }
        return found;
    };
    failures = 5;
    const quint32 row = place.send();
    QTRY_COMPARE(place.attempts(), 12U);
    QCOMPARE(events(u"message.attempt.failing"_s).size(), 1);
    QCOMPARE(events(u"message.attempt.recovered"_s).size(), 1);
    QCOMPARE(events(u"message.attempt.exhausted"_s).size(), 0);
    const QJsonObject data = events(u"message.attempt.failing"_s).first();
    QCOMPARE(data.keys(), (QStringList{u"appId"_s, u"appUid"_s, u"endpointId"_s, u"lastAttempt"_s,
                                       u"msgEventId"_s, u"msgId"_s}));
    QCOMPARE(data[u"appId"_s].toString(), place.app->out.id);
    QVERIFY(data[u"appUid"_s].isNull());
    QCOMPARE(data[u"endpointId"_s].toString(), endpoint.out.id);
    QCOMPARE(data[u"msgId"_s].toString(), place.app->log.messageId(row));
    const QJsonObject attempt = data[u"lastAttempt"_s].toObject();
    QCOMPARE(attempt[u"id"_s].toString(), place.app->log.attemptId(9)); // the fourth of this one
    QCOMPARE(attempt[u"responseStatusCode"_s].toInt(), 500);
    QVERIFY(Timestamp::fromText(attempt[u"timestamp"_s].toString().toStdString()).isValid());

    failures = 1000;
    place.send();
    QTRY_COMPARE(events(u"message.attempt.exhausted"_s).size(), 1);
    QCOMPARE(events(u"endpoint.disabled"_s).size(), 0); // the first that was given up
    QTest::qWait(5);
    place.send();
    QTRY_COMPARE(events(u"endpoint.disabled"_s).size(), 0);
    QTRY_COMPARE(events(u"message.attempt.exhausted"_s).size(), 2);
    // With no time at all, what failed last is always forgotten before: see giveUp().
    QVERIFY(!endpoint.out.disabled);
}

void TestOperationalEvents::tellsOfEndpoints_data()
{
    QTest::addColumn<ServerKind>("kind");
    QTest::newRow("svix-server") << ServerKind::OpenSource;
    QTest::newRow("cloud") << ServerKind::Cloud;
}

void TestOperationalEvents::tellsOfEndpoints()
{
    QFETCH(ServerKind, kind);
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
    options.like = kind;
    options.retrySeconds = {};
    options.disableAfterHours = 0.3 / 3600;
    SandboxThread sandbox(options);
    const QByteArray manager = sandbox.tokenFor(OperationalEvents::managementOrganisation());
    QCOMPARE(call(sandbox.port(), "POST", "/api/v1/app", manager,
                  R"({"name":"Operator","uid":"org_23rb8YdGqMT0qIzpgGwdXfHirMu"})")
                 .status,
             201);
    const QByteArray listener = "/api/v1/app/org_23rb8YdGqMT0qIzpgGwdXfHirMu";
    const QByteArray hook =
        R"({"url":"http:)"
        "//127.0.0.1:" +
        QByteArray::number(sandbox.receiverPort()) +
        R"(/operator"})"; // moc takes the two slashes for a comment, in a raw string too
    QCOMPARE(call(sandbox.port(), "POST", listener + "/endpoint", manager, hook).status, 201);
    QList<QJsonObject> told; // as they came over the wire
    const auto read = [&] {
        for (const HttpRequest &request : sandbox.takeDeliveries()) {
            if (request.path() == QByteArrayView("/operator")) {
                told.append(QJsonDocument::fromJson(request.body).object());
            }
        }
    };
    const auto types = [&] {
        read();
        QStringList names;
        for (const QJsonObject &event : std::as_const(told)) {
            names.append(event[u"type"_s].toString());
        }
        names.sort();
        return names;
    };
    const QString app = makeApplication(sandbox);
    const QString endpoint = makeEndpoint(sandbox, app, "/fail", R"(,"uid":"mine")");
    const QByteArray path = "/api/v1/app/" + app.toLatin1() + "/endpoint/mine";
    const auto patch = [&](const QByteArray &body) {
        return call(sandbox.port(), "PATCH", path, sandbox.token(), body).status;
    };
    QTRY_COMPARE(types(), QStringList{u"endpoint.created"_s});
    const QJsonObject data = told.first()[u"data"_s].toObject();
    QCOMPARE(data, (QJsonObject{{u"appId"_s, app},
                                {u"appUid"_s, QJsonValue()},
                                {u"endpointId"_s, endpoint},
                                {u"endpointUid"_s, u"mine"_s}}));
    const bool cloud = kind == ServerKind::Cloud;
    QCOMPARE(patch(R"({"description":"x"})"), 200);
    QCOMPARE(patch(R"({"disabled":true})"), 200);
    QCOMPARE(patch(R"({"disabled":false})"), 200);
    QStringList expected{u"endpoint.created"_s};
    if (cloud) {
        expected += {u"endpoint.disabled"_s, u"endpoint.enabled"_s};
    }
    expected += {u"endpoint.updated"_s, u"endpoint.updated"_s, u"endpoint.updated"_s};
    QTRY_COMPARE(types(), expected);
    QTest::qWait(100);
    QCOMPARE(types(), expected);
    if (cloud) {
        const auto off = std::find_if(told.cbegin(), told.cend(), [](const QJsonObject &event) {
            return event[u"type"_s].toString() == u"endpoint.disabled"_s;
        });
        QCOMPARE((*off)[u"data"_s].toObject()[u"trigger"_s].toString(), u"manual"_s);
    }
    told.clear();
    // Switched off by the sandbox itself.
    send(sandbox, app);
    QTest::qWait(350);
    send(sandbox, app);
    QTRY_VERIFY(types().contains(u"endpoint.disabled"_s));
    QCOMPARE(types(), (QStringList{u"endpoint.disabled"_s, u"message.attempt.exhausted"_s,
                                   u"message.attempt.exhausted"_s}));
    const auto off = std::find_if(told.cbegin(), told.cend(), [](const QJsonObject &event) {
        return event[u"type"_s].toString() == u"endpoint.disabled"_s;
    });
    const QJsonObject why = (*off)[u"data"_s].toObject();
    QVERIFY(Timestamp::fromText(why[u"failSince"_s].toString().toStdString()).isValid());
    QCOMPARE(why[u"trigger"_s].toString(), cloud ? u"automatic"_s : QString());
    QCOMPARE(why[u"endpointUid"_s].toString(), cloud ? u"mine"_s : QString());
    QCOMPARE(jsonOf(call(sandbox.port(), "GET", path, sandbox.token()))[u"disabled"_s].toBool(),
             true);
    told.clear();
    QCOMPARE(call(sandbox.port(), "POST", path + "/secret/rotate", sandbox.token(), "{}").status,
             204);
    QCOMPARE(call(sandbox.port(), "DELETE", path, sandbox.token()).status, 204);
    QTRY_COMPARE(types(), (QStringList{u"endpoint.deleted"_s, u"endpoint.updated"_s}));
}

void TestOperationalEvents::tellsOfTasks()
{
    for (const ServerKind kind : {ServerKind::OpenSource, ServerKind::Cloud}) {
        DeliveryPlace place(DeliveryPlace::quick(), kind);
        Environment &management =
            place.store.environment(OperationalEvents::managementOrganisation());
        ApplicationOut out;
        out.uid = place.organisation;
        out.createdAt = place.clock.now();
        const auto listener = management.addApplication(out);
        BackgroundTaskOut task;
        task.id = u"qtask_1srOrx2ZWZBpBUvZwXKQmoEYga2"_s;
        task.status = u"finished"_s;
        task.task = u"endpoint.recover"_s;
        task.data.text = R"({"messagesSent":3})";
        place.events.taskFinished(place.organisation, task);
        place.events.taskFinished(u"org_2ZmhAaaaaaaaaaaaaaaaaaaaaaa"_s, task); // nobody listens
        if (kind == ServerKind::OpenSource) {
            QCOMPARE(listener->log.messageCount(), 0U); // svix-server has no tasks
            continue;
        }
        QCOMPARE(listener->log.messageCount(), 1U);
        QCOMPARE(
            listener->log.payload(0, place.clock.now().milliseconds()),
            R"({"data":{"data":{"messagesSent":3},"status":"finished","task":"endpoint.recover",)"
            R"("taskId":"qtask_1srOrx2ZWZBpBUvZwXKQmoEYga2"},"type":"background_task.finished"})");
    }
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestOperationalEvents)
#include "tst_operationalevents.moc"
