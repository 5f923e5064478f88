// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/cloudplace.h"
#include "sandbox/handlers/attemptout.h"
#include "support/testmain.h"

#include <QRandomGenerator>

namespace svix::test {

/// What Svix cloud lets be said of messages, event types, channels and headers, and how it filters
/// and counts, where that is not as svix-server does.
class TestCloudMessages : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void tagsFilter();
    void messagesWaitForTheirTime();
    void payloadsGoAfterTheirHours();
    void limits_data();
    void limits();
    void typesHaveFlagsAndGroups();
    void messagesAreCounted();
    void attemptsBringTheirMessage();
    void canceledTriesShowWhenAsked();
    void applicationsAreLeftOut();
    void headersAreCheckedAndDeleted();
    void listsAreHonest();
};

void TestCloudMessages::tagsFilter()
{
    CloudPlace place;
    const QString endpoint = makeEndpoint(place.sandbox, place.app, "/ok");
    const QString red = send(place.sandbox, place.app, R"(,"tags":["red","a/b\\c#d"])");
    const QString blue =
        send(place.sandbox, place.app, R"(,"tags":["blue","blue"],"channels":["c"])");
    send(place.sandbox, place.app);
    const QByteArray list = place.path("/msg");
    QCOMPARE(place.ids(list + "?tag=red"), QStringList{red});
    QCOMPARE(place.ids(list + "?tag=a/b%5Cc%23d"), QStringList{red});
    QCOMPARE(place.ids(list + "?tag=blue&channel=c"), QStringList{blue});
    QCOMPARE(place.ids(list + "?tag=red&channel=c"), QStringList());
    QCOMPARE(place.ids(list + "?tag=none"), QStringList());
    QCOMPARE(place.ask("GET", list + "?tag=a%20b").status, 422);
    QTRY_COMPARE(place.ids(place.endpointPath(endpoint, "/msg")).size(), 3);
    QCOMPARE(place.ids(place.endpointPath(endpoint, "/msg?tag=blue")), QStringList{blue});
    QCOMPARE(place.ids(place.path("/attempt/endpoint/" + endpoint.toLatin1() + "?tag=red")).size(),
             1);
    QCOMPARE(place.ids(place.path("/attempt/msg/" + red.toLatin1() + "?tag=blue")), QStringList());
    QCOMPARE(jsonOf(place.ask("GET", list + '/' + blue.toLatin1()))[u"tags"_s],
             QJsonValue(QJsonArray{u"blue"_s}));
}

void TestCloudMessages::messagesWaitForTheirTime()
{
    CloudPlace place;
    makeEndpoint(place.sandbox, place.app, "/ok");
    const auto at = [](int seconds) {
        const Timestamp then(Timestamp::now().microseconds() + seconds * 1000LL * 1000);
        return R"({"eventType":"a","payload":{},"deliverAt":")" + then.toText().toLatin1() + "\"}";
    };
    for (const int wrong : {-60, 0, 50, 24 * 3600 + 10}) {
        const WireAnswer refused = place.ask("POST", place.path("/msg"), at(wrong));
        QCOMPARE(refused.status, 422);
        QCOMPARE(jsonOf(refused)[u"detail"_s][0][u"loc"_s],
                 QJsonValue(QJsonArray{u"body"_s, u"deliver_at"_s}));
    }
    const WireAnswer taken = place.ask("POST", place.path("/msg"), at(3600));
    QCOMPARE(taken.status, 202);
    QVERIFY(jsonOf(taken)[u"deliverAt"_s].isString());
    QTest::qWait(700); // longer than it takes to send one
    QCOMPARE(place.sandbox.deliveryCount(), 0U);
    place.sandbox.moveClock(3590);
    QTest::qWait(700);
    QCOMPARE(place.sandbox.deliveryCount(), 0U);
    place.sandbox.moveClock(10);
    QTRY_COMPARE(place.sandbox.deliveryCount(), 1U);
}

void TestCloudMessages::payloadsGoAfterTheirHours()
{
    CloudPlace place;
    const QByteArray body = R"({"eventType":"a","payload":{"x":1},"payloadRetentionHours":2})";
    const QByteArray one = place.path("/msg/") + place.made(place.path("/msg"), body).toLatin1();
    const auto payload = [&] { return jsonOf(place.ask("GET", one))[u"payload"_s].toObject(); };
    place.sandbox.moveClock(2 * 3600 - 60);
    QCOMPARE(payload(), (QJsonObject{{u"x"_s, 1}}));
    place.sandbox.moveClock(120);
    QCOMPARE(payload(), (QJsonObject{{u"expired"_s, true}}));
}

void TestCloudMessages::limits_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<bool>("cloud"); // it takes it
    QTest::addColumn<bool>("oss");
    const auto list = [](int count, const char *name) {
        QByteArrayList items;
        for (int i = 0; i < count; ++i) {
            items.append("\"i" + QByteArray::number(i) + '"');
        }
        return QByteArray(",\"") + name + "\":[" + items.join(',') + ']';
    };
    const auto channel = [](const QByteArray &text) { return ",\"channels\":[\"" + text + "\"]"; };
    QTest::newRow("6 channels") << list(6, "channels") << true << false;
    QTest::newRow("10 channels") << list(10, "channels") << true << false;
    QTest::newRow("11 channels") << list(11, "channels") << false << false;
    QTest::newRow("marks in a channel") << channel("a:b+c") << true << false;
    QTest::newRow("space in a channel") << channel("a b") << false << false;
    QTest::newRow("128 characters") << channel(QByteArray(128, 'c')) << true << true;
    QTest::newRow("129 characters") << channel(QByteArray(129, 'c')) << false << true;
    QTest::newRow("1 day") << QByteArray(R"(,"payloadRetentionPeriod":1)") << true << false;
    QTest::newRow("90 days") << QByteArray(R"(,"payloadRetentionPeriod":90)") << true << true;
    QTest::newRow("91 days") << QByteArray(R"(,"payloadRetentionPeriod":91)") << false << false;
    QTest::newRow("2160 hours") << QByteArray(R"(,"payloadRetentionHours":2160)") << true << true;
    QTest::newRow("2161 hours") << QByteArray(R"(,"payloadRetentionHours":2161)") << false << true;
    QTest::newRow("0 hours") << QByteArray(R"(,"payloadRetentionHours":0)") << false << true;
    QTest::newRow("days and hours")
        << QByteArray(R"(,"payloadRetentionHours":24,"payloadRetentionPeriod":9)") << false << true;
    QTest::newRow("5 tags") << list(5, "tags") << true << true;
    QTest::newRow("6 tags") << list(6, "tags") << false << true;
    QTest::newRow("long tag") << ",\"tags\":[\"" + QByteArray(129, 't') + "\"]" << false << true;
    QTest::newRow("tag of a wrong type") << QByteArray(R"(,"tags":[5])") << false << true;
}

void TestCloudMessages::limits()
{
    QFETCH(QByteArray, more);
    QFETCH(bool, cloud);
    QFETCH(bool, oss);
    for (const ServerKind kind : {ServerKind::Cloud, ServerKind::OpenSource}) {
        CloudPlace place(kind);
        const WireAnswer answer =
            place.ask("POST", place.path("/msg"), R"({"eventType":"a","payload":{})" + more + '}');
        const bool takes = kind == ServerKind::Cloud ? cloud : oss;
        QVERIFY2(answer.status == (takes ? 202 : 422), answer.body.constData());
    }
}

void TestCloudMessages::typesHaveFlagsAndGroups()
{
    CloudPlace place;
    const QByteArray list = "/api/v1/event-type";
    const WireAnswer made =
        place.ask("POST", list,
                  R"({"name":"a","description":"","featureFlags":["x","y","x"],"groupName":"g"})");
    QCOMPARE(made.status, 201);
    QCOMPARE(jsonOf(made)[u"featureFlags"_s], QJsonValue(QJsonArray{u"x"_s, u"y"_s}));
    QCOMPARE(jsonOf(made)[u"groupName"_s].toString(), u"g"_s);
    place.ask("POST", list, R"({"name":"b","description":""})");
    const auto names = [&](const QByteArray &query, const QByteArray &token) {
        QStringList found;
        const WireAnswer rows = call(place.sandbox.port(), "GET", list + query, token);
        for (const auto &row : jsonOf(rows)[u"data"_s].toArray()) {
            found.append(row[u"name"_s].toString());
        }
        return found;
    };
    QCOMPARE(names("", place.sandbox.token()), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(names("?order=descending", place.sandbox.token()), (QStringList{u"b"_s, u"a"_s}));
    QCOMPARE(names("", place.portal(R"({"featureFlags":["y"]})")), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(names("", place.portal("{}")), QStringList{u"b"_s});
    for (const char *bad : {R"("featureFlags":[])", R"("featureFlags":["a b"])",
                            R"("groupName":"")", R"("groupName":"a b")"}) {
        QCOMPARE(place.ask("POST", list, QByteArray(R"({"name":"c","description":"",)") + bad + '}')
                     .status,
                 422);
    }
    const WireAnswer cleared =
        place.ask("PATCH", list + "/a", R"({"featureFlags":null,"groupName":null})");
    QVERIFY(!jsonOf(cleared).contains(u"featureFlags"_s));
    QVERIFY(!jsonOf(cleared).contains(u"groupName"_s));
}

void TestCloudMessages::messagesAreCounted()
{
    CloudPlace place;
    const QString endpoint = makeEndpoint(place.sandbox, place.app, "/fail");
    send(place.sandbox, place.app);
    send(place.sandbox, place.app);
    QTRY_COMPARE(place.ids(place.path("/attempt/endpoint/" + endpoint.toLatin1())).size(), 6);
    // Six tries of two messages.
    const QJsonObject stats = jsonOf(place.ask("GET", place.endpointPath(endpoint, "/stats")));
    QCOMPARE(stats[u"fail"_s].toInt(), 2);
    QCOMPARE(stats[u"success"_s].toInt(), 0);
    QCOMPARE(stats[u"sending"_s].toInt(), 0);
    QCOMPARE(place.ask("GET", place.endpointPath(endpoint, "/stats?since=yesterday"))
                 .header("content-type"),
             "application/json");
}

void TestCloudMessages::attemptsBringTheirMessage()
{
    CloudPlace place;
    const QString endpoint = makeEndpoint(place.sandbox, place.app, "/ok");
    const QString message = send(place.sandbox, place.app, R"(,"tags":["t"])");
    const QByteArray list = place.path("/attempt/endpoint/" + endpoint.toLatin1());
    QTRY_COMPARE(place.ids(list).size(), 1);
    QVERIFY(!jsonOf(place.ask("GET", list))[u"data"_s][0].toObject().contains(u"msg"_s));
    const QJsonValue msg =
        jsonOf(place.ask("GET", list + "?with_msg=true&with_content=true"))[u"data"_s][0][u"msg"_s];
    QCOMPARE(msg[u"id"_s].toString(), message);
    QCOMPARE(msg[u"tags"_s], QJsonValue(QJsonArray{u"t"_s}));
    QCOMPARE(msg[u"payload"_s], QJsonValue(QJsonObject())); // never, whatever else is asked
}

void TestCloudMessages::canceledTriesShowWhenAsked()
{
    sandbox::Application application;
    application.endpoints.push_back(std::make_unique<sandbox::Endpoint>());
    QRandomGenerator random(1);
    sandbox::MessageDraft message;
    message.time = Timestamp::now();
    message.eventType = u"a"_s;
    sandbox::AttemptDraft draft;
    draft.time = Timestamp::now();
    draft.message = application.log.appendMessage(message, random);
    draft.success = true;
    draft.canceled = true;
    const quint32 row = application.log.appendAttempt(draft, random);
    const AttemptOut plain = sandbox::attemptOut(application, row, true, false);
    QCOMPARE(plain.status, MessageStatus::Success);
    QCOMPARE(plain.statusText.value_or(QString()), u"success"_s);
    const AttemptOut expanded = sandbox::attemptOut(application, row, true, true);
    QCOMPARE(expanded.status, MessageStatus::Canceled);
    QCOMPARE(expanded.statusText.value_or(QString()), u"canceled"_s);
    CloudPlace place;
    const QString endpoint = makeEndpoint(place.sandbox, place.app, "/ok");
    const QByteArray list = place.path("/attempt/endpoint/" + endpoint.toLatin1());
    QCOMPARE(place.ask("GET", list + "?status=4&expanded_statuses=true").status, 200);
    QCOMPARE(place.ask("GET", list + "?status=5").status, 400);
}

void TestCloudMessages::applicationsAreLeftOut()
{
    CloudPlace place;
    const auto with = [&](const QByteArray &url, const QByteArray &more = {}) {
        const QString app = makeApplication(place.sandbox);
        makeEndpoint(place.sandbox, app, url, more);
        return app;
    };
    const QString real = with("https://example.com/hook");
    const QString disabled = with("https://example.com/hook", R"(,"disabled":true)");
    const QString play = with("https://play.svix.com/in/e_1");
    const QByteArray list = "/api/v1/app?exclude_apps_with_";
    QCOMPARE(place.ids("/api/v1/app"), (QStringList{place.app, real, disabled, play}));
    QCOMPARE(place.ids(list + "no_endpoints=true"), (QStringList{real, disabled, play}));
    QCOMPARE(place.ids(list + "disabled_endpoints=true"), (QStringList{place.app, real, play}));
    QCOMPARE(place.ids(list + "svix_play_endpoints=true"),
             (QStringList{place.app, real, disabled}));
    CloudPlace server(ServerKind::OpenSource);
    QCOMPARE(server.ids(list + "no_endpoints=true"), QStringList{server.app});
}

void TestCloudMessages::headersAreCheckedAndDeleted()
{
    CloudPlace place;
    const QString id =
        makeEndpoint(place.sandbox, place.app, "/ok", R"(,"headers":{"X-One":"1","X-Two":"2"})");
    const QByteArray path = place.endpointPath(id, "/headers");
    const auto shown = [&] { return jsonOf(place.ask("GET", path))[u"headers"_s].toObject(); };
    QCOMPARE(shown(), (QJsonObject{{u"X-One"_s, u"1"_s}, {u"X-Two"_s, u"2"_s}}));
    QCOMPARE(
        place.ask("PATCH", path, R"({"headers":{"X-3":"3"},"deleteHeaders":["X-One"]})").status,
        204);
    QCOMPARE(shown(), (QJsonObject{{u"X-3"_s, u"3"_s}, {u"X-Two"_s, u"2"_s}}));
    // svix-server takes this and breaks; the cloud refuses it.
    QCOMPARE(place.ask("PATCH", path, R"({"headers":{"X-3":"a\nb"}})").status, 422);
    QCOMPARE(place.ask("GET", place.endpointPath(id)).status, 200);
    const QByteArray url = R"({"url":"https://example.com/",)";
    QCOMPARE(
        place.ask("POST", place.path("/endpoint"), url + R"("headers":{"Svix-Id":"1"}})").status,
        422);
    // A key may come without its prefix.
    const QByteArray key = QByteArray(24, 'k').toBase64();
    const QString keyed = place.made(place.path("/endpoint"), url + R"("secret":")" + key + "\"}");
    QCOMPARE(jsonOf(place.ask("GET", place.endpointPath(keyed, "/secret")))[u"key"_s].toString(),
             u"whsec_"_s + QString::fromLatin1(key));
}

void TestCloudMessages::listsAreHonest()
{
    CloudPlace place;
    QCOMPARE(place.ask("GET", "/api/v1/app?limit=0").status, 422);
    const QByteArray broken = place.path("/msg?iterator=msg_x");
    QCOMPARE(place.ask("GET", broken).status, 422); // svix-server breaks the connection
    const QString first = makeEndpoint(place.sandbox, place.app, "/ok");
    const QString second = makeEndpoint(place.sandbox, place.app, "/ok");
    const QByteArray message = send(place.sandbox, place.app, R"(,"channels":["c"])").toLatin1();
    QTRY_COMPARE(place.ids(place.path("/attempt/msg/" + message)).size(), 2);
    const QByteArray where = place.path("/msg/" + message + "/endpoint");
    QCOMPARE(jsonOf(place.ask("GET", where + "?limit=1"))[u"done"_s], QJsonValue(false));
    QCOMPARE(place.ids(where), (QStringList{first, second}));
    const QByteArray old = place.path("/msg/" + message + "/attempt?channel=");
    QCOMPARE(place.ids(old + "c").size(), 2); // svix-server fails with any channel
    QCOMPARE(place.ids(old + "d").size(), 0);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestCloudMessages)
#include "tst_cloudmessages.moc"
