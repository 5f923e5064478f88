// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// The routes by which a test sets the rules of faults and counts what the sandbox was asked.
class TestFaultControl : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void controlsRules();
    void controlRefusesOthers();
    void logTellsWhatWasAsked();
    void portalTokensNeverReachTheControls();
};

namespace {

QJsonObject rulesOf(SandboxThread &sandbox)
{
    return jsonOf(call(sandbox.port(), "GET", "/sandbox/faults", sandbox.token()));
}

QJsonArray logOf(SandboxThread &sandbox)
{
    return jsonOf(call(sandbox.port(), "GET", "/sandbox/requests", sandbox.token()))[u"requests"_s]
        .toArray();
}

} // namespace

void TestFaultControl::controlsRules()
{
    SandboxThread sandbox(withFaults({u"503,method=GET,first=1"_s}));
    const auto change = [&](const QByteArray &method, const QByteArray &body) {
        return call(sandbox.port(), method, "/sandbox/faults", sandbox.token(), body);
    };
    QCOMPARE(call(sandbox.port(), "GET", "/api/v1/app", sandbox.token()).status, 503);
    QCOMPARE(call(sandbox.port(), "GET", "/api/v1/app", sandbox.token()).status, 200);
    QJsonObject now = rulesOf(sandbox);
    QCOMPARE(now[u"seed"_s], 1);
    QCOMPARE(now[u"rules"_s].toArray(),
             (QJsonArray{QJsonObject{{u"rule"_s, u"503,method=GET,first=1"_s},
                                     {u"done"_s, false},
                                     {u"matched"_s, 2},
                                     {u"hits"_s, 1}}}));
    QCOMPARE(change("POST", R"({"rules":["drop,method=POST"]})").status, 200);
    QCOMPARE(rulesOf(sandbox)[u"rules"_s].toArray().size(), 2);
    QCOMPARE(rulesOf(sandbox)[u"rules"_s][0][u"hits"_s], 1); // counts go on

    // All or nothing, and it says which rule is wrong.
    const WireAnswer wrong = change("PUT", R"({"rules":["drop","boom"]})");
    QCOMPARE(wrong.status, 400);
    QVERIFY(jsonOf(wrong)[u"detail"_s].toString().contains(u"\"boom\""_s));
    for (const char *body : {"", "[]", "{}", R"({"rules":"drop"})", R"({"rules":[1]})",
                             R"({"rules":[],"seed":1.5})", R"({"rules":[],"seed":-1})",
                             R"({"rules":[],"seed":"x"})", R"({"rules":[],"seed":1e300})"}) {
        QVERIFY2(change("PUT", body).status == 400, body);
    }
    QCOMPARE(change("POST", R"({"rules":[],"seed":2})").status, 400);
    QCOMPARE(rulesOf(sandbox)[u"rules"_s].toArray().size(), 2);

    QCOMPARE(jsonOf(change("PUT", R"({"rules":["reset,method=PUT"],"seed":9})"))[u"seed"_s], 9);
    QCOMPARE(rulesOf(sandbox)[u"rules"_s].toArray().size(), 1); // itself it never strikes
    QByteArray many = R"({"rules":["drop,method=BREW")";
    for (int i = 1; i < 1000; ++i) {
        many += R"(,"drop,method=BREW")";
    }
    QCOMPARE(change("POST", many + "]}").status, 400); // one is there already
    QCOMPARE(change("PUT", many + "]}").status, 200);
    QCOMPARE(change("PATCH", "{}").status, 405);
    QCOMPARE(change("DELETE", {}).status, 204);
    QVERIFY(rulesOf(sandbox)[u"rules"_s].toArray().isEmpty());
    QCOMPARE(rulesOf(sandbox)[u"seed"_s], 9);
}

void TestFaultControl::controlRefusesOthers()
{
    const QString other = u"org_2aaaaaaaaaaaaaaaaaaaaaaaaaa"_s;
    SandboxThread sandbox(withFaults({u"500"_s}));
    for (const QByteArray path :
         {"/sandbox/faults", "/sandbox/requests", "/sandbox", "/sandbox/x"}) {
        QCOMPARE(call(sandbox.port(), "GET", path, {}).status, 401);
        QCOMPARE(call(sandbox.port(), "GET", path, "wrong").status, 401);
        QCOMPARE(call(sandbox.port(), "GET", path, sandbox.tokenFor(u"org_1"_s)).status, 401);
        QCOMPARE(call(sandbox.port(), "GET", path, sandbox.tokenFor(other)).status, 403);
        QCOMPARE(exchange(sandbox.port(), "GET " + path +
                                              " HTTP/1.1\r\nHost: evil.example\r\n"
                                              "Authorization: Bearer test-token\r\n\r\n")
                     .value(0)
                     .status,
                 421);
    }
    QCOMPARE(call(sandbox.port(), "GET", "/sandbox/x", sandbox.token()).status, 404);
    QCOMPARE(call(sandbox.port(), "GET", "/sandboxes", sandbox.token()).status, 500);
}

void TestFaultControl::logTellsWhatWasAsked()
{
    SandboxThread sandbox(withFaults({u"drop,op=createMessage,done=yes,first=1"_s}));
    makeApplication(sandbox);
    const QByteArray secret = "very-secret-payload";
    for (int i = 0; i < 3; ++i) {
        call(sandbox.port(), "POST", "/api/v1/app/x%C3%A4/msg?with_content=true", sandbox.token(),
             R"({"eventType":"a.b","payload":{"x":")" + secret +
                 R"("},"application":{"name":"X"}})",
             {{"Idempotency-Key", "k1"}});
    }
    call(sandbox.port(), "GET", "/elsewhere", "a-wrong-token");
    const QJsonArray log = logOf(sandbox);
    QCOMPARE(log.size(), 4);
    QCOMPARE(log[0][u"operation"_s], u"application.createApplication"_s);
    QCOMPARE(log[0][u"idempotencyKey"_s], QJsonValue::Null);
    QJsonObject expected{{u"method"_s, u"POST"_s},
                         {u"path"_s, u"/api/v1/app/x%C3%A4/msg"_s},
                         {u"operation"_s, u"message.createMessage"_s},
                         {u"status"_s, QJsonValue::Null},
                         {u"idempotencyKey"_s, u"k1"_s},
                         {u"fault"_s, u"drop,op=createMessage,done=yes,first=1"_s},
                         {u"done"_s, true},
                         {u"count"_s, 1}};
    QCOMPARE(log[1].toObject(), expected);
    expected[u"status"_s] = log[2][u"status"_s];
    expected[u"fault"_s] = QJsonValue::Null;
    expected[u"count"_s] = 2;
    QCOMPARE(log[2].toObject(), expected);
    QVERIFY(log[2][u"status"_s].toInt() >= 200);
    QCOMPARE(log[3][u"status"_s], 404);
    QCOMPARE(log[3][u"operation"_s], QJsonValue::Null);
    const QByteArray text = QJsonDocument(log).toJson();
    QVERIFY(!text.contains(secret) && !text.contains("token"));
    QCOMPARE(call(sandbox.port(), "DELETE", "/sandbox/requests", sandbox.token()).status, 204);
    QVERIFY(logOf(sandbox).isEmpty());
    QCOMPARE(call(sandbox.port(), "POST", "/sandbox/requests", sandbox.token()).status, 405);
}

void TestFaultControl::portalTokensNeverReachTheControls()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QString app = makeApplication(sandbox);
    const QByteArray portal =
        jsonOf(call(sandbox.port(), "POST", "/api/v1/auth/app-portal-access/" + app.toLatin1(),
                    sandbox.token(), "{}"))[u"token"_s]
            .toString()
            .toLatin1();
    QCOMPARE(call(sandbox.port(), "GET", "/api/v1/app/" + app.toLatin1(), portal).status, 200);
    for (const QByteArray method : {"GET", "PUT", "POST", "DELETE"}) {
        QCOMPARE(
            call(sandbox.port(), method, "/sandbox/faults", portal, R"({"rules":["drop"]})").status,
            403);
        QCOMPARE(call(sandbox.port(), method, "/sandbox/requests", portal).status, 403);
    }
    QVERIFY(rulesOf(sandbox)[u"rules"_s].toArray().isEmpty());
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestFaultControl)
#include "tst_faultcontrol.moc"
