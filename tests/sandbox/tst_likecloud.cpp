// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/cloudplace.h"
#include "support/testmain.h"

using namespace svix::sandbox;

namespace svix::test {

/// What Svix cloud has and svix-server lacks, by what a client sees of it: keys that die, tasks
/// that finish, time that passes.
class TestLikeCloud : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void svixServerLacksThem();
    void integrationKeysAreTokens();
    void transformationsAreKept();
    void recoveringIsATask();
    void onlyMissingMessagesAreReplayed();
    void tasksFailWithTheirEndpoint();
    void tasksAreForgotten();
    void portalTokensExpire();
    void onlyPortalTokensLogOut();
    void tokensSayWhoTheyAre();
};

// Each route is tried with a good token: 404 with nothing in it, as svix-server does.
void TestLikeCloud::svixServerLacksThem()
{
    CloudPlace place(ServerKind::OpenSource);
    int tried = 0;
    for (const Operation *operation : allOperations) {
        if (operation->is(OpenSource)) {
            continue;
        }
        ++tried;
        const QStringList arguments(operation->pathArguments(), place.app);
        const QByteArray path = *fillPath(*operation, arguments);
        const WireAnswer answer = place.ask(verbText(operation->verb), path, "{}");
        if (operation == &op::logout) {
            QCOMPARE(answer.status, 501);
            QCOMPARE(jsonOf(answer)[u"code"_s].toString(), u"not_implemented"_s);
            QCOMPARE(place.ask("GET", path).status, 405);
            continue;
        }
        QVERIFY2(answer.status == 404, operation->id);
        QVERIFY2(answer.body.isEmpty() && answer.header("content-type").isEmpty(), operation->id);
    }
    QCOMPARE(tried, 16);
    // What is of the cloud in a body is not looked at, right or wrong.
    const WireAnswer sent =
        place.ask("POST", place.path("/msg"),
                  R"({"eventType":"a","payload":{},"tags":5,"deliverAt":"soon","channels":["c"]})");
    QCOMPARE(sent.status, 202);
    QVERIFY(!jsonOf(sent).contains(u"tags"_s));
    QVERIFY(!jsonOf(sent).contains(u"deliverAt"_s));
    QCOMPARE(jsonOf(sent)[u"channels"_s], QJsonValue(QJsonArray{u"c"_s}));
}

void TestLikeCloud::integrationKeysAreTokens()
{
    CloudPlace place;
    const QString other = makeApplication(place.sandbox);
    const QByteArray list = place.path("/integration");
    const QString id = place.made(list, R"({"name":"Zap","featureFlags":["beta"]})");
    QVERIFY(id.startsWith(u"integ_"_s));
    const QByteArray one = list + '/' + id.toLatin1();
    const auto keyOf = [](const WireAnswer &answer) {
        return jsonOf(answer)[u"key"_s].toString().toLatin1();
    };
    const QByteArray first = keyOf(place.ask("GET", one + "/key"));
    QVERIFY(first.startsWith("integsk_"));
    const auto status = [&](const QByteArray &key, const QString &app) {
        return call(place.sandbox.port(), "GET", "/api/v1/app/" + app.toLatin1() + "/endpoint", key)
            .status;
    };
    QCOMPARE(status(first, place.app), 200);
    QCOMPARE(status(first, other), 404);
    QCOMPARE(call(place.sandbox.port(), "GET", "/api/v1/app", first).status, 403);

    const QByteArray second = keyOf(place.ask("POST", one + "/key/rotate"));
    QVERIFY(second.startsWith("integsk_") && second != first);
    QCOMPARE(status(first, place.app), 401);
    QCOMPARE(status(second, place.app), 200);
    QCOMPARE(keyOf(place.ask("GET", one + "/key")), second);

    const WireAnswer changed = place.ask("PUT", one, R"({"name":"New"})");
    QCOMPARE(jsonOf(changed)[u"name"_s].toString(), u"New"_s);
    QVERIFY(!jsonOf(changed).contains(u"featureFlags"_s));
    QCOMPARE(place.ask("PUT", one, R"({"name":"x","featureFlags":[]})").status, 422);
    QCOMPARE(place.ask("DELETE", one).status, 204);
    QCOMPARE(place.ask("GET", one).status, 404);
    QCOMPARE(status(second, place.app), 401);
    // A key goes with its application, too.
    const QByteArray gone = "/api/v1/app/" + other.toLatin1();
    const QString its = place.made(gone + "/integration", R"({"name":"Zap"})");
    const QByteArray third =
        keyOf(place.ask("GET", gone + "/integration/" + its.toLatin1() + "/key"));
    QCOMPARE(status(third, other), 200);
    QCOMPARE(place.ask("DELETE", gone).status, 204);
    QCOMPARE(status(third, other), 401);

    const QString a = place.made(list, R"({"name":"a"})");
    const QString b = place.made(list, R"({"name":"b"})");
    QCOMPARE(place.ids(list), (QStringList{a, b}));
    QCOMPARE(place.ids(list + "?order=descending"), (QStringList{b, a}));
    QCOMPARE(place.ids(list + "?limit=1&iterator=" + a.toLatin1()), QStringList{b});
}

void TestLikeCloud::transformationsAreKept()
{
    CloudPlace place;
    const QByteArray path =
        place.endpointPath(makeEndpoint(place.sandbox, place.app, "/ok"), "/transformation");
    const QJsonObject none = jsonOf(place.ask("GET", path));
    QCOMPARE(none[u"code"_s], QJsonValue());
    QCOMPARE(none[u"enabled"_s], QJsonValue(false));
    const QByteArray code = R"({"code":"function handler(w) { return w; }",)"
                            R"("variables":{"a":"b"}})";
    QCOMPARE(place.ask("PATCH", path, code).status, 204);
    const QByteArray on = R"({"enabled":true})";
    QCOMPARE(place.ask("PATCH", path, on).status, 204);
    const QJsonObject kept = jsonOf(place.ask("GET", path));
    QCOMPARE(kept[u"code"_s].toString(), u"function handler(w) { return w; }"_s);
    QCOMPARE(kept[u"enabled"_s], QJsonValue(true));
    QCOMPARE(kept[u"variables"_s].toObject(), (QJsonObject{{u"a"_s, u"b"_s}}));
    QVERIFY(kept[u"updatedAt"_s].isString());
    const auto statusFor = [&](int size) {
        return place.ask("PATCH", path, "{\"code\":\"" + QByteArray(size, 'x') + "\"}").status;
    };
    QCOMPARE(statusFor(9), 422);
    QCOMPARE(statusFor(10), 204);
    QCOMPARE(statusFor(51200), 204);
    QCOMPARE(statusFor(51201), 422);
    QCOMPARE(place.ask("PATCH", path, R"({"code":null})").status, 204);
    QCOMPARE(jsonOf(place.ask("GET", path))[u"code"_s], QJsonValue());
}

void TestLikeCloud::recoveringIsATask()
{
    CloudPlace place;
    const QString failing = makeEndpoint(place.sandbox, place.app, "/fail");
    const QString fine = makeEndpoint(place.sandbox, place.app, "/ok");
    for (int i = 0; i < 3; ++i) {
        send(place.sandbox, place.app);
    }
    // Two retries each, and nothing more to come.
    QTRY_COMPARE(place.ids(place.path("/attempt/endpoint/" + failing.toLatin1())).size(), 9);
    place.sandbox.takeDeliveries();
    const QJsonObject started =
        jsonOf(place.ask("POST", place.endpointPath(failing, "/recover"), place.since(3600)));
    QCOMPARE(started[u"status"_s].toString(), u"running"_s);
    QCOMPARE(started[u"task"_s].toString(), u"endpoint.recover"_s);
    const QString id = started[u"id"_s].toString();
    QVERIFY(id.startsWith(u"qtask_"_s));
    QTRY_COMPARE(place.task(id)[u"status"_s].toString(), u"finished"_s);
    QCOMPARE(place.task(id)[u"data"_s][u"messagesSent"_s].toInt(), 3);
    QTRY_COMPARE(place.sandbox.deliveryCount(), 3U);

    // Nothing failed there, and so a task sends nothing and finishes too.
    const QString idle =
        jsonOf(place.ask("POST", place.endpointPath(fine, "/recover"), place.since(3600)))[u"id"_s]
            .toString();
    QTRY_COMPARE(place.task(idle)[u"status"_s].toString(), u"finished"_s);
    QCOMPARE(place.task(idle)[u"data"_s][u"messagesSent"_s].toInt(-1), 0);

    const QByteArray list = "/api/v1/background-task";
    QCOMPARE(place.ids(list), (QStringList{idle, id}));
    QCOMPARE(place.ids(list + "?order=ascending"), (QStringList{id, idle}));
    QCOMPARE(place.ids(list + "?status=finished&task=endpoint.recover&limit=1"), QStringList{idle});
    QCOMPARE(place.ids(list + "?status=running"), QStringList());
    QCOMPARE(place.ids(list + "?task=endpoint.replay"), QStringList());
    QCOMPARE(place.ask("GET", list + "?status=done").status, 400);
    QCOMPARE(place.ask("GET", list + "?task=endpoint").status, 400);
}

void TestLikeCloud::onlyMissingMessagesAreReplayed()
{
    CloudPlace place;
    place.made("/api/v1/event-type", R"({"name":"a.b","description":""})");
    send(place.sandbox, place.app); // a.b, before there was anyone to send it to
    place.ask("POST", place.path("/msg"), R"({"eventType":"other","payload":{}})");
    const QString late = makeEndpoint(place.sandbox, place.app, "/ok", R"(,"eventTypes":["a.b"])");
    send(place.sandbox, place.app);
    QTRY_COMPARE(place.sandbox.deliveryCount(), 1U);
    const auto replay = [&](int seconds) {
        const QString id = jsonOf(place.ask("POST", place.endpointPath(late, "/replay-missing"),
                                            place.since(seconds)))[u"id"_s]
                               .toString();
        return id;
    };
    // Of the three one was sent and one is of a type that the endpoint does not take.
    const QString id = replay(3600);
    QTRY_COMPARE(place.task(id)[u"status"_s].toString(), u"finished"_s);
    QCOMPARE(place.task(id)[u"task"_s].toString(), u"endpoint.replay"_s);
    QCOMPARE(place.task(id)[u"data"_s][u"messagesSent"_s].toInt(), 1);
    QTRY_COMPARE(place.sandbox.deliveryCount(), 2U);
    const QString again = replay(3600);
    QTRY_COMPARE(place.task(again)[u"status"_s].toString(), u"finished"_s);
    QCOMPARE(place.task(again)[u"data"_s][u"messagesSent"_s].toInt(-1), 0);
}

void TestLikeCloud::tasksFailWithTheirEndpoint()
{
    constexpr int messages = 5000; // in pieces that take some seconds
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Scale, messages);
    options.like = ServerKind::Cloud;
    CloudPlace place(options);
    place.app = u"scale"_s;
    const QString endpoint = makeEndpoint(place.sandbox, place.app, "/ok");
    const QByteArray ever = R"({"since":"2015-01-01T00:00:00Z"})";
    const QString id = place.made(place.endpointPath(endpoint, "/replay-missing"), ever);
    QTRY_VERIFY(place.task(id)[u"data"_s][u"messagesSent"_s].toInt() > 0);
    QCOMPARE(place.task(id)[u"status"_s].toString(), u"running"_s);
    QCOMPARE(place.ask("DELETE", place.endpointPath(endpoint)).status, 204);
    QTRY_COMPARE(place.task(id)[u"status"_s].toString(), u"failed"_s);
    QVERIFY(place.task(id)[u"data"_s][u"messagesSent"_s].toInt() < messages);
}

void TestLikeCloud::tasksAreForgotten()
{
    CloudPlace place;
    const QString endpoint = makeEndpoint(place.sandbox, place.app, "/ok");
    const QString id = jsonOf(place.ask("POST", place.endpointPath(endpoint, "/recover"),
                                        place.since(60)))[u"id"_s]
                           .toString();
    constexpr qint64 day = 24 * 3600;
    place.sandbox.moveClock(89 * day);
    QCOMPARE(place.task(id)[u"id"_s].toString(), id);
    place.sandbox.moveClock(2 * day);
    QCOMPARE(place.ids("/api/v1/background-task"), QStringList());
    QCOMPARE(place.ask("GET", "/api/v1/background-task/" + id.toLatin1()).status, 404);
}

void TestLikeCloud::portalTokensExpire()
{
    CloudPlace place;
    const QByteArray all = place.portal("{}");
    const QByteArray first = place.portal(R"({"sessionId":"user_1"})");
    const QByteArray second = place.portal(R"({"sessionId":"user_2"})");
    const auto status = [&](const QByteArray &token) {
        return call(place.sandbox.port(), "GET", place.path("/endpoint"), token).status;
    };
    const QByteArray path = "/api/v1/auth/app/" + place.app.toLatin1() + "/expire-all";
    QCOMPARE(place.ask("POST", path, R"({"expiry":60,"sessionIds":["user_1"]})").status, 204);
    QCOMPARE(status(first), 200);
    place.sandbox.moveClock(61);
    QCOMPARE(status(first), 401);
    QCOMPARE(status(second), 200);
    QCOMPARE(status(all), 200);
    QCOMPARE(place.ask("POST", path, "{}").status, 204);
    QCOMPARE(status(second), 401);
    QCOMPARE(status(all), 401);
    QCOMPARE(status(place.portal("{}")), 200); // made afterwards
    QCOMPARE(place.ask("POST", path, R"({"expiry":259201})").status, 422);
    QCOMPARE(place.ask("POST", path, R"({"sessionIds":["a b"]})").status, 422);
    QCOMPARE(place.ask("POST", "/api/v1/auth/app/nobody/expire-all", "{}").status, 404);
}

void TestLikeCloud::onlyPortalTokensLogOut()
{
    CloudPlace place;
    const QByteArray token = place.portal("{}");
    const QByteArray other = place.portal("{}");
    const auto logout = [&](const QByteArray &with) {
        return call(place.sandbox.port(), "POST", "/api/v1/auth/logout", with).status;
    };
    QCOMPARE(logout(place.sandbox.token()), 403);
    QCOMPARE(place.ask("GET", place.path("")).status, 200);
    QCOMPARE(logout(token), 204);
    QCOMPARE(logout(token), 401);
    QCOMPARE(call(place.sandbox.port(), "GET", place.path(""), token).status, 401);
    QCOMPARE(call(place.sandbox.port(), "GET", place.path(""), other).status, 200);
}

void TestLikeCloud::tokensSayWhoTheyAre()
{
    CloudPlace place;
    const auto who = [&](const QByteArray &token) {
        return jsonOf(call(place.sandbox.port(), "GET", "/api/v1/auth/whoami", token));
    };
    const QJsonObject own = who(place.sandbox.token());
    QVERIFY(own[u"envId"_s].toString().startsWith(u"org_"_s));
    QVERIFY(!own.contains(u"appId"_s));
    const QJsonObject portal = who(place.portal(R"({"sessionId":"user_1"})"));
    QCOMPARE(portal[u"envId"_s], own[u"envId"_s]);
    QCOMPARE(portal[u"appId"_s].toString(), place.app);
    QCOMPARE(portal[u"sessionId"_s].toString(), u"user_1"_s);
    QCOMPARE(call(place.sandbox.port(), "GET", "/api/v1/auth/whoami", "wrong").status, 401);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestLikeCloud)
#include "tst_likecloud.moc"
