// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/signing.h"
#include "sandbox/deliveryplace.h"
#include "sandbox/handlers/attemptout.h"
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// What an endpoint's transformation does to what is sent, and the dry run of one.
class TestTransformations : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesWhatIsSent();
    void onlyWhereItIsOn_data();
    void onlyWhereItIsOn();
    void cancels();
    void codeThatFails_data();
    void codeThatFails();
    void changedWhileItRuns();
    void deletedWhileItRuns();
    void manyMessages();
    void withoutTheProgram();
    void setOverTheApi();
    void simulates();
    void simulateRefuses_data();
    void simulateRefuses();
};

void TestTransformations::changesWhatIsSent()
{
    DeliveryPlace place;
    Endpoint &endpoint = place.addTransformed(
        "function handler(webhook) {\n"
        "  webhook.method = 'PUT';\n"
        "  webhook.url = webhook.url + '/' + webhook.env.WHERE;\n"
        "  webhook.headers = { 'x-both': 'code', 'X-New': String(webhook.channels) };\n"
        "  webhook.payload.type = webhook.eventType;\n"
        "  webhook.payload.params = webhook.transformationsParams;\n"
        "  return webhook;\n}");
    endpoint.headers = {{u"X-Both"_s, u"endpoint"_s}, {u"X-Own"_s, u"kept"_s}};
    endpoint.transformation.variables = {{u"WHERE"_s, u"there"_s}};
    const quint32 row = place.send(R"({"z":1.10,"a":2})", {u"c1"_s});
    place.app->log.setTransformationsParams(row, R"({"p":1})");
    QTRY_COMPARE_WITH_TIMEOUT(place.attempts(), 1U, 30000);
    QCOMPARE(place.got.size(), 1U);
    const HttpRequest &request = place.got.front();
    QCOMPARE(request.method, "PUT");
    QCOMPARE(request.path().toByteArray(), "/hook/there");
    QCOMPARE(request.body, R"({"z":1.1,"a":2,"type":"a.b","params":{"p":1}})");
    QCOMPARE(*request.header("x-both"), "code");
    QCOMPARE(*request.header("x-new"), "c1");
    QCOMPARE(*request.header("x-own"), "kept");
    const auto both = std::count_if(request.headers.cbegin(), request.headers.cend(),
                                    [](const auto &h) { return h.first.toLower() == "x-both"; });
    QCOMPARE(both, 1);
    // Signed is what was sent, not what was given.
    QVERIFY(hasSignatureV1(*request.header("svix-signature"), *signingKey(endpoint.key),
                           *request.header("svix-id"), *request.header("svix-timestamp"),
                           request.body));
    QCOMPARE(place.app->log.text(place.last().url), place.url(u"/hook/there"_s));
    QCOMPARE(place.app->log.payload(row, place.clock.now().milliseconds()), R"({"z":1.10,"a":2})");
}

void TestTransformations::onlyWhereItIsOn_data()
{
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<bool>("cloud");
    QTest::newRow("switched off") << false << true;
    QTest::newRow("svix-server") << true << false;
}

void TestTransformations::onlyWhereItIsOn()
{
    QFETCH(bool, enabled);
    QFETCH(bool, cloud);
    Delivery::Settings settings = DeliveryPlace::quick();
    settings.transforms = cloud;
    DeliveryPlace place(settings);
    place.addTransformed("function handler(w) { w.payload = {}; return w }")
        .transformation.enabled = enabled;
    place.send();
    QTRY_COMPARE(place.got.size(), 1U);
    QCOMPARE(place.got.front().body, R"({"b": 1.10,  "a":2})"); // byte for byte
}

void TestTransformations::cancels()
{
    DeliveryPlace place;
    Endpoint &endpoint = place.addTransformed("function handler(w) { w.cancel = true; return w }");
    const Timestamp before = place.clock.now();
    endpoint.failingSince = before;
    const quint32 row = place.send();
    QTRY_COMPARE_WITH_TIMEOUT(place.attempts(), 1U, 30000);
    QTest::qWait(200);
    QCOMPARE(place.got.size(), 0U);
    QCOMPARE(place.attempts(), 1U); // nothing to try again
    QVERIFY(place.last().canceled);
    QVERIFY(!place.app->log.nextAttempt(row, 0));
    QVERIFY(endpoint.failingSince); // it says nothing about the receiver
    const AttemptOut plain = attemptOut(*place.app, 0, true, false);
    const AttemptOut expanded = attemptOut(*place.app, 0, true, true);
    QCOMPARE(plain.status, MessageStatus::Success);
    QCOMPARE(*plain.statusText, u"success"_s);
    QCOMPARE(expanded.status, MessageStatus::Canceled);
    QCOMPARE(*expanded.statusText, u"canceled"_s);
    QCOMPARE(expanded.responseStatusCode, 0);
}

void TestTransformations::codeThatFails_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("throws") << QByteArray("function handler(w) {\n throw new Error('not today')\n}")
                            << u"Transformation failed: Error: not today (line 2)"_s;
    QTest::newRow("syntax") << QByteArray("function handler(w) {\n return w;\n")
                            << u"Transformation failed: SyntaxError"_s;
    QTest::newRow("no address")
        << QByteArray("function handler(w) { w.url = 'nowhere'; return w }")
        << u"Transformation failed: url is no http or https address: nowhere"_s;
    QTest::newRow("file") << QByteArray("function handler(w) { w.url = 'file:///x'; return w }")
                          << u"Transformation failed: url is no"_s;
    QTest::newRow("header of Svix")
        << QByteArray("function handler(w) { w.headers = {'svix-id': 'x'}; return w }")
        << u"Transformation failed: header svix-id"_s;
    QTest::newRow("header with a line")
        << QByteArray("function handler(w) { w.headers = {'X-A': 'a\\r\\nX-B: b'}; return w }")
        << u"Transformation failed: header X-A"_s;
    QTest::newRow("private address")
        << QByteArray("function handler(w) { w.url = 'http://10.0.0.1/'; return w }")
        << u"requests to this IP range are blocked"_s;
    QTest::newRow("endless") << QByteArray("function handler(w) { while (true) {} }")
                             << u"Transformation failed: The code was stopped"_s;
}

void TestTransformations::codeThatFails()
{
    QFETCH(QByteArray, code);
    QFETCH(QString, reason);
    DeliveryPlace place;
    place.addTransformed(code);
    place.send();
    QTRY_COMPARE_WITH_TIMEOUT(place.attempts(), 3U, 60000); // tried again as any failure
    QVERIFY2(place.lastText().startsWith(reason), qPrintable(place.lastText()));
    QVERIFY(!place.last().success && !place.last().canceled);
    QCOMPARE(place.last().statusCode, 0);
    QCOMPARE(place.got.size(), 0U);
}

void TestTransformations::changedWhileItRuns()
{
    // The application goes while its code runs: nothing is sent and nothing is left under way.
    DeliveryPlace place;
    place.addTransformed("function handler(w) { for (let i = 0; i < 1e6; ++i); return w }");
    place.send();
    QTest::qWait(1);
    place.environment.removeApplication(place.app->out.id);
    place.app.reset();
    QTRY_VERIFY_WITH_TIMEOUT(place.delivery.isIdle(), 30000);
    QCOMPARE(place.got.size(), 0U);
}

void TestTransformations::deletedWhileItRuns()
{
    // The endpoint's keys go with it: nothing is sent that nothing signs.
    DeliveryPlace place;
    Endpoint &endpoint =
        place.addTransformed("function handler(w) { for (let i = 0; i < 1e6; ++i); return w }");
    place.send();
    QTest::qWait(1);
    endpoint.deleted = true;
    endpoint.key.clear();
    QTRY_VERIFY_WITH_TIMEOUT(place.delivery.isIdle(), 30000);
    QCOMPARE(place.got.size(), 0U);
    QCOMPARE(place.attempts(), 0U);
    QVERIFY(place.app->log.plans().empty());
}

void TestTransformations::manyMessages()
{
    DeliveryPlace place;
    place.addTransformed("function handler(w) { w.payload.n *= 2; return w }");
    for (int i = 0; i < 30; ++i) {
        place.send(R"({"n":)" + QByteArray::number(i) + '}');
    }
    QTRY_COMPARE_WITH_TIMEOUT(place.got.size(), 30U, 60000);
    QSet<QByteArray> bodies;
    for (const HttpRequest &request : place.got) {
        bodies.insert(request.body);
    }
    QCOMPARE(bodies.size(), 30);
    QVERIFY(bodies.contains(R"({"n":58})"));
}

void TestTransformations::withoutTheProgram()
{
    Delivery::Settings settings = DeliveryPlace::quick();
    settings.script.program = u"/nonexistent/svix-script"_s;
    DeliveryPlace place(settings);
    place.addTransformed("function handler(w) { return w }");
    place.send();
    QTRY_COMPARE(place.attempts(), 3U);
    QVERIFY2(place.lastText().contains(u"could not be started"_s), qPrintable(place.lastText()));
}

namespace {

SandboxOptions cloudOptions()
{
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
    options.like = ServerKind::Cloud;
    options.scriptProgram = QStringLiteral(SVIX_SCRIPT_EXECUTABLE);
    return options;
}

QByteArray simulatePath(const QString &app, const QString &endpoint)
{
    return "/api/v1/app/" + app.toLatin1() + "/endpoint/" + endpoint.toLatin1() +
           "/transformation/simulate";
}

} // namespace

void TestTransformations::setOverTheApi()
{
    SandboxThread sandbox(cloudOptions());
    const QString app = makeApplication(sandbox);
    const QString endpoint = makeEndpoint(sandbox, app, "/ok");
    const QByteArray base = "/api/v1/app/" + app.toLatin1();
    const auto set = [&](const QByteArray &body) {
        return call(sandbox.port(), "PATCH",
                    base + "/endpoint/" + endpoint.toLatin1() + "/transformation", sandbox.token(),
                    body)
            .status;
    };
    QCOMPARE(set(R"({"code":"function handler(w) { w.payload.by = w.env.WHO; w.payload.raw = )"
                 R"(w.transformationsParams; w.cancel = w.payload.a === 0; return w }",)"
                 R"("enabled":true,"variables":{"WHO":"me"}})"),
             204);
    const QString message = send(sandbox, app, R"(,"transformationsParams":{"x":1})");
    QTRY_COMPARE_WITH_TIMEOUT(sandbox.deliveryCount(), 1U, 30000);
    QCOMPARE(sandbox.takeDeliveries().front().body, R"({"b":1.1,"a":2,"by":"me","raw":{"x":1}})");
    const QByteArray second = jsonOf(call(sandbox.port(), "POST", base + "/msg", sandbox.token(),
                                          R"({"eventType":"a.b","payload":{"a":0}})"))[u"id"_s]
                                  .toString()
                                  .toLatin1();
    const auto rows = [&](const QByteArray &query) {
        return jsonOf(call(sandbox.port(), "GET", base + "/attempt/msg/" + second + query,
                           sandbox.token()))[u"data"_s]
            .toArray();
    };
    QTRY_COMPARE_WITH_TIMEOUT(rows({}).size(), 1, 30000);
    QCOMPARE(sandbox.deliveryCount(), 0U);
    QCOMPARE(rows({}).first().toObject()[u"status"_s].toInt(), 0);
    QCOMPARE(rows("?expanded_statuses=true").first().toObject()[u"status"_s].toInt(), 4);
    QCOMPARE(rows("?expanded_statuses=true&status=4").size(), 1);
    QCOMPARE(rows("?expanded_statuses=true&status=0").size(), 0);
    QCOMPARE(rows("?status=0").size(), 1);
    const QJsonObject stats =
        jsonOf(call(sandbox.port(), "GET", base + "/endpoint/" + endpoint.toLatin1() + "/stats",
                    sandbox.token()));
    QCOMPARE(stats[u"canceled"_s].toInt(), 1);
    QCOMPARE(stats[u"success"_s].toInt(), 1);
    QCOMPARE(set(R"({"enabled":false})"), 204);
    send(sandbox, app);
    QTRY_COMPARE(sandbox.deliveryCount(), 1U);
    QCOMPARE(sandbox.takeDeliveries().front().body, R"({"b": 1.10,  "a":2})");
}

void TestTransformations::simulates()
{
    SandboxThread sandbox(cloudOptions());
    const QString app = makeApplication(sandbox);
    const QString endpoint = makeEndpoint(sandbox, app, "/ok");
    const WireAnswer answer = call(
        sandbox.port(), "POST", simulatePath(app, endpoint), sandbox.token(),
        R"({"code":"function handler(w) { w.payload.v = w.env.A; w.method = 'PATCH'; )"
        R"(w.cancel = true; w.payload.c = w.channels; return w }","eventType":"a.b",)"
        R"("payload":{"z":12345678901234567890,"a":1},"variables":{"A":"b"},"channels":["x"]})");
    QCOMPARE(answer.status, 200);
    const QJsonObject out = jsonOf(answer);
    QCOMPARE(out[u"method"_s].toString(), u"PATCH"_s);
    QCOMPARE(out[u"cancel"_s].toBool(), true);
    QCOMPARE(out[u"url"_s].toString().toLatin1(),
             "http://127.0.0.1:" + QByteArray::number(sandbox.receiverPort()) + "/ok");
    QCOMPARE(out[u"payload"_s].toString(),
             u"{\"z\":12345678901234567000,\"a\":1,\"v\":\"b\",\"c\":[\"x\"]}"_s);
    QCOMPARE(sandbox.deliveryCount(), 0U);
    SandboxThread server(optionsOf(SandboxOptions::Seed::Empty));
    QCOMPARE(call(server.port(), "POST", simulatePath(app, endpoint), server.token(), "{}").status,
             404); // svix-server has no such call
}

void TestTransformations::simulateRefuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("message");
    QTest::newRow("short") << QByteArray(R"({"code":"x","eventType":"a","payload":{}})")
                           << u"code"_s << u"10 to 51200"_s;
    QTest::newRow("long") << R"({"eventType":"a","payload":{},"code":")" + QByteArray(51201, '/') +
                                 "\"}"
                          << u"code"_s << u"10 to 51200"_s;
    QTest::newRow("event type")
        << QByteArray(R"({"code":"function handler(w){return w}","eventType":"a b","payload":{}})")
        << u"eventType"_s << QString();
    QTest::newRow("payload")
        << QByteArray(R"({"code":"function handler(w){return w}","eventType":"a","payload":[]})")
        << u"payload"_s << QString();
    QTest::newRow("throws")
        << QByteArray(
               R"({"code":"function handler(w){\n throw 'no'\n}","eventType":"a","payload":{}})")
        << u"code"_s << u"The code threw no"_s;
    QTest::newRow("syntax")
        << QByteArray(R"({"code":"\n\nfunction handler(w{}","eventType":"a","payload":{}})")
        << u"code"_s << u"(line 3)"_s;
    QTest::newRow("endless") << QByteArray(
                                    R"({"code":"for (;;) { } ; 1","eventType":"a","payload":{}})")
                             << u"code"_s << u"1000 ms"_s;
}

void TestTransformations::simulateRefuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    QFETCH(QString, message);
    SandboxThread sandbox(cloudOptions());
    const QString app = makeApplication(sandbox);
    const QString endpoint = makeEndpoint(sandbox, app, "/ok");
    const WireAnswer answer =
        call(sandbox.port(), "POST", simulatePath(app, endpoint), sandbox.token(), body);
    QCOMPARE(answer.status, 422);
    const QJsonObject item = jsonOf(answer)[u"detail"_s].toArray().first().toObject();
    QVERIFY2(item[u"loc"_s].toArray().contains(field), answer.body);
    QVERIFY2(item[u"msg"_s].toString().contains(message), answer.body);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestTransformations)
#include "tst_transformations.moc"
