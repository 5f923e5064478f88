// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// What svix-server does that no recorded answer shows, from its rules: examples, spelling of
/// problems, depth of JSON.
class TestLikeServer : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void examplesAreAnsweredWithoutContent_data();
    void examplesAreAnsweredWithoutContent();
    void badChannelsAreNamed_data();
    void badChannelsAreNamed();
    void eventTypesMayComeInPieces();
    void gracePeriodsAreUnsigned_data();
    void gracePeriodsAreUnsigned();
    void payloadsMayBeDeep_data();
    void payloadsMayBeDeep();
    void deepTextThatIsNotReadIsIgnored();
    void schemasMayNotBeDeep_data();
    void schemasMayNotBeDeep();
    void deepValuesOfAWrongTypeAreOfAWrongType();

private:
    static QJsonObject problemOf(const WireAnswer &answer);
};

namespace {

QByteArray nested(qsizetype levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

QJsonArray locOf(const QJsonObject &problem)
{
    return problem[u"loc"_s].toArray();
}

} // namespace

// The only item of a validation answer; nothing when it is none.
QJsonObject TestLikeServer::problemOf(const WireAnswer &answer)
{
    const QJsonArray problems = jsonOf(answer)[u"detail"_s].toArray();
    return answer.status == 422 && problems.size() == 1 ? problems[0].toObject() : QJsonObject();
}

void TestLikeServer::examplesAreAnsweredWithoutContent_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("delivered");
    QTest::newRow("ping") << QByteArray("svix.ping") << QByteArray(R"({"success": true})");
    QTest::newRow("type") << QByteArray("a.b") << QByteArray(R"({"id":7})");
}

void TestLikeServer::examplesAreAnsweredWithoutContent()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, delivered);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    QCOMPARE(call(sandbox.port(), "POST", "/api/v1/event-type", sandbox.token(),
                  R"({"name":"a.b","description":"","schemas":{"1":{"examples":[{"id":7}]}}})")
                 .status,
             201);
    const QString app = makeApplication(sandbox);
    const QString endpoint = makeEndpoint(sandbox, app, "/ok");
    const QByteArray base = "/api/v1/app/" + app.toLatin1();
    const WireAnswer answer =
        call(sandbox.port(), "POST", base + "/endpoint/" + endpoint.toLatin1() + "/send-example",
             sandbox.token(), R"({"eventType":")" + type + "\"}");
    QCOMPARE(answer.status, 200);
    const QJsonObject shown = jsonOf(answer);
    QCOMPARE(shown[u"payload"_s], QJsonValue(QJsonObject()));
    QCOMPARE(shown[u"eventType"_s].toString().toLatin1(), type);
    QTRY_COMPARE(sandbox.deliveryCount(), 1U);
    QCOMPARE(sandbox.takeDeliveries().front().body, delivered);
    // Reading it shows what was sent.
    const QJsonObject read =
        jsonOf(call(sandbox.port(), "GET", base + "/msg/" + shown[u"id"_s].toString().toLatin1(),
                    sandbox.token()));
    QCOMPARE(read[u"payload"_s].toObject(), QJsonDocument::fromJson(delivered).object());
}

void TestLikeServer::badChannelsAreNamed_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << QByteArray() << u"String must be at least one character"_s;
    QTest::newRow("space") << QByteArray("a%20b")
                           << u"String must match the following pattern: [a-zA-Z0-9\\-_.]."_s;
    QTest::newRow("long") << QByteArray(257, 'c') << u"String too long"_s;
}

void TestLikeServer::badChannelsAreNamed()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, message);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Demo));
    const QByteArray app = "/api/v1/app/acme";
    for (const QByteArray &list :
         {app + "/msg", app + "/endpoint/billing/msg", app + "/attempt/endpoint/billing"}) {
        const QJsonObject problem =
            problemOf(call(sandbox.port(), "GET", list + "?channel=" + value, sandbox.token()));
        QCOMPARE(locOf(problem), (QJsonArray{u"query"_s, u"channel"_s, u"__all__"_s}));
        QCOMPARE(problem[u"msg"_s].toString(), message);
        QCOMPARE(problem[u"type"_s].toString(), u"value_error"_s);
    }
}

void TestLikeServer::eventTypesMayComeInPieces()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Demo));
    const auto list = [&](const QByteArray &query) {
        return call(sandbox.port(), "GET", "/api/v1/app/acme/msg?limit=100&" + query,
                    sandbox.token());
    };
    const WireAnswer joined = list("event_types=invoice.paid,user.created");
    QVERIFY(jsonOf(joined)[u"data"_s].toArray().size() > 10);
    for (const char *pieces : {"event_types=invoice.paid&event_types=user.created",
                               "event_types[]=invoice.paid&event_types[]=user.created",
                               "event_types%5B0%5D=user.created&event_types%5B1%5D=invoice.paid"}) {
        QCOMPARE(list(pieces).body, joined.body);
    }
    QCOMPARE(list("event_types=invoice.paid&event_types=a%20b").status, 422);
    QCOMPARE(list("limit=100").status, 400); // one that is no list stands twice
}

void TestLikeServer::gracePeriodsAreUnsigned_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("field"); // empty: taken
    QTest::addColumn<QString>("message");
    const QString shape = u"gracePeriodSeconds: invalid %1, expected u32"_s;
    QTest::newRow("none") << QByteArray("null") << QString() << QString();
    QTest::newRow("zero") << QByteArray("0") << QString() << QString();
    QTest::newRow("longest") << QByteArray("604800") << QString() << QString();
    QTest::newRow("too long") << QByteArray("604801") << u"grace_period_seconds"_s
                              << u"Duration must be between 0 and 7 days"_s;
    QTest::newRow("negative") << QByteArray("-1") << u"gracePeriodSeconds"_s
                              << shape.arg(u"value: integer `-1`"_s);
    QTest::newRow("fraction") << QByteArray("1.5") << u"gracePeriodSeconds"_s
                              << shape.arg(u"type: floating point `1.5`"_s);
    QTest::newRow("over 32 bits") << QByteArray("4294967296") << u"gracePeriodSeconds"_s
                                  << shape.arg(u"value: integer `4294967296`"_s);
}

void TestLikeServer::gracePeriodsAreUnsigned()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, field);
    QFETCH(QString, message);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Demo));
    const WireAnswer answer =
        call(sandbox.port(), "POST", "/api/v1/app/acme/endpoint/billing/secret/rotate",
             sandbox.token(), R"({"gracePeriodSeconds":)" + value + '}');
    if (field.isEmpty()) {
        QCOMPARE(answer.status, 204);
        return;
    }
    const QJsonObject problem = problemOf(answer);
    QCOMPARE(locOf(problem), (QJsonArray{u"body"_s, field}));
    QCOMPARE(problem[u"msg"_s].toString(), message);
    QCOMPARE(problem[u"type"_s].toString(),
             message.contains(u"u32"_s) ? u"value_error.jsondecode"_s : u"value_error"_s);
}

void TestLikeServer::payloadsMayBeDeep_data()
{
    QTest::addColumn<qsizetype>("levels"); // in a member of the payload
    QTest::addColumn<bool>("readable");
    QTest::newRow("127 in all") << qsizetype(126) << true;
    QTest::newRow("128 in all") << qsizetype(127) << false;
    QTest::newRow("300,000") << qsizetype(300000) << false;
    QTest::newRow("as many as a body holds") << qsizetype(1048500) << false;
}

void TestLikeServer::payloadsMayBeDeep()
{
    QFETCH(qsizetype, levels);
    QFETCH(bool, readable);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QString app = makeApplication(sandbox);
    makeEndpoint(sandbox, app, "/ok");
    const QByteArray payload = "{\"x\":" + nested(levels) + '}';
    const QByteArray path = "/api/v1/app/" + app.toLatin1() + "/msg";
    const WireAnswer answer = call(sandbox.port(), "POST", path, sandbox.token(),
                                   R"({"eventType":"a","payload":)" + payload + '}');
    QCOMPARE(answer.status, 202);
    const QByteArray expected = readable ? payload : QByteArray(R"({"expired":true})");
    QVERIFY(answer.body.contains("\"payload\":" + expected + ','));
    const QByteArray id = jsonOf(answer)[u"id"_s].toString().toLatin1();
    for (const QByteArray &read : {path + '/' + id, path}) {
        const WireAnswer again = call(sandbox.port(), "GET", read, sandbox.token());
        QCOMPARE(again.status, 200);
        QVERIFY(again.body.contains("\"payload\":" + expected + ','));
    }
    QTRY_COMPARE(sandbox.deliveryCount(), 1U);
    QCOMPARE(sandbox.takeDeliveries().front().body, payload);
}

void TestLikeServer::deepTextThatIsNotReadIsIgnored()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QByteArray unknown = R"({"name":"n","unknown":)" + nested(300000) + '}';
    QCOMPARE(call(sandbox.port(), "POST", "/api/v1/app", sandbox.token(), unknown).status, 201);
    // What breaks in a payload broke in the payload, however deep.
    const QString app = makeApplication(sandbox);
    const QJsonObject problem =
        problemOf(call(sandbox.port(), "POST", "/api/v1/app/" + app.toLatin1() + "/msg",
                       sandbox.token(), R"({"eventType":"a","payload":{"x":[1,[2,)"));
    QCOMPARE(locOf(problem), (QJsonArray{u"body"_s, u"payload"_s}));
}

void TestLikeServer::schemasMayNotBeDeep_data()
{
    QTest::addColumn<qsizetype>("levels"); // below body, schemas and schema
    QTest::addColumn<bool>("taken");
    QTest::newRow("127 in all") << qsizetype(124) << true;
    QTest::newRow("128 in all") << qsizetype(125) << false;
    QTest::newRow("300,000") << qsizetype(300000) << false;
}

void TestLikeServer::schemasMayNotBeDeep()
{
    QFETCH(qsizetype, levels);
    QFETCH(bool, taken);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QByteArray schemas = R"({"1":{"x":)" + nested(levels) + "}}";
    const WireAnswer answer = call(sandbox.port(), "POST", "/api/v1/event-type", sandbox.token(),
                                   R"({"name":"deep","description":"","schemas":)" + schemas + '}');
    const WireAnswer read = call(sandbox.port(), "GET", "/api/v1/event-type/deep", sandbox.token());
    if (taken) {
        QCOMPARE(answer.status, 201);
        QVERIFY(read.body.contains("\"schemas\":" + schemas));
        return;
    }
    const QJsonObject problem = problemOf(answer);
    const QString x = u"x"_s + u"[0]"_s.repeated(124);
    QCOMPARE(locOf(problem), (QJsonArray{u"body"_s, u"schemas"_s, u"1"_s, x}));
    QCOMPARE(problem[u"msg"_s].toString(), u"schemas.1.%1: recursion limit exceeded"_s.arg(x));
    QCOMPARE(problem[u"type"_s].toString(), u"value_error.jsondecode"_s);
    QCOMPARE(read.status, 404);
}

void TestLikeServer::deepValuesOfAWrongTypeAreOfAWrongType()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const auto post = [&](const QByteArray &body) {
        return problemOf(call(sandbox.port(), "POST", "/api/v1/app", sandbox.token(), body));
    };
    const QJsonObject name = post(R"({"name":)" + nested(300000) + '}');
    QCOMPARE(locOf(name), (QJsonArray{u"body"_s, u"name"_s}));
    QCOMPARE(name[u"msg"_s].toString(), u"name: invalid type: sequence, expected a string"_s);
    const QJsonObject metadata = post(R"({"name":"n","metadata":{"a":)" + nested(300000) + "}}");
    QCOMPARE(locOf(metadata), (QJsonArray{u"body"_s, u"metadata"_s, u"a"_s}));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestLikeServer)
#include "tst_likeserver.moc"
