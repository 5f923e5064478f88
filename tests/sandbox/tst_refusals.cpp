// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every way in which Svix says no, one row each: contract, section 3. 415 and 429 are never said,
// and a token with a broken id in it cannot be made without the secret that signs it.
#include "sandbox/cloudplace.h"
#include "support/testmain.h"

using namespace svix::sandbox;

namespace svix::test {

namespace {

/// What a refusal looks like.
struct Refusal
{
    int oss = 0; ///< the status; 0: the connection closes without an answer
    int cloud = 0;
    /// "code: …" of a standard body, "loc: a/b type" of a validation body, "empty", "{}", or the
    /// beginning of the text.
    QString says;
    QString cloudSays; ///< empty: as svix-server
};

QString spoken(const WireAnswer &answer)
{
    if (answer.body.isEmpty()) {
        return answer.header("content-type").isEmpty() ? u"empty"_s : u"empty, of a type"_s;
    }
    const QJsonObject body = jsonOf(answer);
    if (body.contains(u"code"_s)) {
        return u"code: %1: %2"_s.arg(body[u"code"_s].toString(), body[u"detail"_s].toString());
    }
    if (body[u"detail"_s].isArray()) {
        QStringList items;
        for (const auto &item : body[u"detail"_s].toArray()) {
            QStringList loc;
            for (const auto &part : item[u"loc"_s].toArray()) {
                loc.append(part.toString());
            }
            items.append(u"loc: %1 %2"_s.arg(loc.join(u'/'), item[u"type"_s].toString()));
        }
        items.sort();
        return items.join(u", "_s);
    }
    return QString::fromUtf8(answer.body);
}

} // namespace

/// Each refusal is provoked at a sandbox like svix-server and at one like Svix cloud.
class TestRefusals : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refusals_data();
    void refusals();
    void tooManyRotations_data();
    void tooManyRotations();
    void methodsThatAreNotThere();
    void anyTypeOfBodyIsRead();

private:
    struct Kind
    {
        std::unique_ptr<SandboxThread> sandbox;
        QByteArray portal; ///< of the application acme
        QByteArray message;
        QByteArray attempt;
        QByteArray gone; ///< a message whose payload was erased
    };
    void prepare(Kind &kind, ServerKind like);
    WireAnswer ask(Kind &kind, const QByteArray &verb, QByteArray target, const QByteArray &body,
                   const QByteArray &token);

    Kind m_oss;
    Kind m_cloud;
};

void TestRefusals::prepare(Kind &kind, ServerKind like)
{
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Demo);
    options.like = like;
    kind.sandbox = std::make_unique<SandboxThread>(options);
    const auto get = [&](const QByteArray &verb, const QByteArray &target,
                         const QByteArray &body = {}) {
        return jsonOf(call(kind.sandbox->port(), verb, target, kind.sandbox->token(), body));
    };
    kind.portal =
        get("POST", "/api/v1/auth/app-portal-access/acme", "{}")[u"token"_s].toString().toLatin1();
    const QJsonValue attempt =
        get("GET", "/api/v1/app/acme/attempt/endpoint/billing?limit=1")[u"data"_s][0];
    kind.message = attempt[u"msgId"_s].toString().toLatin1();
    kind.attempt = attempt[u"id"_s].toString().toLatin1();
    kind.gone = get("POST", "/api/v1/app/acme/msg",
                    R"({"eventType":"none","payload":{},"eventId":"taken"})")[u"id"_s]
                    .toString()
                    .toLatin1();
    call(kind.sandbox->port(), "DELETE", "/api/v1/app/acme/msg/" + kind.gone + "/content",
         kind.sandbox->token());
    get("POST", "/api/v1/event-type", R"({"name":"plain","description":""})");
    get("POST", "/api/v1/app", R"({"name":"Uid","uid":"used"})");
}

void TestRefusals::initTestCase()
{
    prepare(m_oss, ServerKind::OpenSource);
    prepare(m_cloud, ServerKind::Cloud);
    QVERIFY(!m_oss.portal.isEmpty() && !m_oss.attempt.isEmpty() && !m_oss.gone.isEmpty());
    QVERIFY(!m_cloud.portal.isEmpty() && !m_cloud.attempt.isEmpty() && !m_cloud.gone.isEmpty());
}

WireAnswer TestRefusals::ask(Kind &kind, const QByteArray &verb, QByteArray target,
                             const QByteArray &body, const QByteArray &token)
{
    target.replace("MSG", kind.message).replace("ATTEMPT", kind.attempt).replace("GONE", kind.gone);
    const QByteArray with = token == "own"      ? kind.sandbox->token()
                            : token == "portal" ? kind.portal
                            : token == "none"   ? QByteArray()
                                                : token;
    return call(kind.sandbox->port(), verb, target, with, body);
}

void TestRefusals::refusals_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("oss");
    QTest::addColumn<int>("cloud");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("cloudSays");
    const auto row = [](const char *name, const QByteArray &verb, const QByteArray &target,
                        const QByteArray &body, const Refusal &refusal,
                        const QByteArray &token = "own") {
        QTest::newRow(name) << verb << QByteArray("/api/v1" + target) << body << token
                            << refusal.oss << refusal.cloud << refusal.says
                            << (refusal.cloudSays.isEmpty() ? refusal.says : refusal.cloudSays);
    };
    const auto both = [](int status, const QString &says) {
        return Refusal{status, status, says, {}};
    };
    const QString query = u"code: generic_error: Failed to deserialize query string: "_s;
    const QString entity = u"code: not_found: Entity not found"_s;
    const QString application = u"code: not_found: Application not found"_s;

    // 400
    row("text as a number", "GET", "/app?limit=x", {}, both(400, query + u"limit: "_s));
    row("negative number", "GET", "/app?limit=-1", {}, both(400, query + u"limit: "_s));
    row("unknown order", "GET", "/app?order=up", {}, both(400, query + u"order: "_s));
    row("bad date", "GET", "/app/acme/msg?before=monday", {}, both(400, query + u"before: "_s));
    row("no boolean", "GET", "/app/acme/msg?with_content=1", {},
        both(400, query + u"with_content: "_s));
    row("unknown status", "GET", "/app/acme/attempt/msg/MSG?status=9", {},
        both(400, query + u"status: "_s));
    row("twice", "GET", "/app?limit=1&limit=2", {},
        both(400, query + u"duplicate field `limit`"_s));
    row("before the token is looked at", "GET", "/app?limit=x", {}, both(400, query), "none");
    row("bad date of statistics", "GET", "/app/acme/endpoint/billing/stats?since=x", {},
        {400, 400, u"Failed to deserialize query string: since"_s, query + u"since: "_s});
    row("statistics of the future", "GET",
        "/app/acme/endpoint/billing/stats?until=2100-01-01T00:00:00Z", {},
        both(400, u"code: invalid_range: 'until' cannot be in the future"_s));
    row("statistics of long", "GET", "/app/acme/endpoint/billing/stats?since=2020-01-01T00:00:00Z",
        {}, both(400, u"code: invalid_range: 'since' cannot be more than 28 days prior to "_s));
    row("payload is gone", "POST", "/app/acme/msg/GONE/endpoint/billing/resend", {},
        both(400, u"code: missing_payload: "_s));
    row("no example", "POST", "/app/acme/endpoint/billing/send-example", R"({"eventType":"plain"})",
        both(400, u"code: invalid_scheme: "_s));
    // 401
    const QString unknown = u"code: authentication_failed: Invalid token"_s;
    row("no token", "GET", "/app", {}, both(401, unknown), "none");
    row("wrong token", "GET", "/app", {}, both(401, unknown), "wrong");
    row("forged token", "GET", "/app", {}, both(401, unknown),
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcmdfMjNyYjhZZEdxTVQwcUl6cGdHd2RYZkhpck11In0.AAAA");
    row("dead key", "GET", "/app", {}, both(401, unknown),
        "integsk_00000000000000000000000000000000");
    // 403
    const QString portal = u"code: insufficient access: "_s;
    row("portal makes an application", "POST", "/app", R"({"name":"n"})", both(403, portal),
        "portal");
    row("portal sends", "POST", "/app/acme/msg", R"({"eventType":"a","payload":{}})",
        both(403, portal), "portal");
    row("portal makes a type", "POST", "/event-type", R"({"name":"n","description":""})",
        both(403, portal), "portal");
    // 404
    row("no application", "GET", "/app/nobody", {}, both(404, entity));
    row("no application to send in", "POST", "/app/nobody/msg", R"({"eventType":"a","payload":{}})",
        both(404, application));
    row("no application of a portal", "POST", "/auth/app-portal-access/nobody", "{}",
        both(404, application));
    row("another's application", "GET", "/app/used", {}, both(404, entity), "portal");
    row("no endpoint", "GET", "/app/acme/endpoint/nobody", {}, both(404, entity));
    row("no message", "GET", "/app/acme/msg/nobody", {}, both(404, entity));
    row("no message to erase", "DELETE", "/app/acme/msg/nobody/content", {}, both(404, entity));
    row("no message of an attempt to erase", "DELETE",
        "/app/acme/msg/nobody/attempt/ATTEMPT/content", {},
        both(404, u"code: not_found: Message not found"_s));
    row("no attempt to erase", "DELETE",
        "/app/acme/msg/MSG/attempt/atmpt_000000000000000000000000000/content", {},
        both(404, u"code: not_found: Message attempt not found"_s));
    row("no attempt", "GET", "/app/acme/msg/MSG/attempt/atmpt_000000000000000000000000000", {},
        both(404, entity));
    row("no message to send again", "POST", "/app/acme/msg/nobody/endpoint/billing/resend", {},
        both(404, entity));
    row("no type", "GET", "/event-type/none.such", {}, both(404, entity));
    row("no integration", "GET", "/app/acme/integration/integ_1", {},
        {404, 404, u"empty"_s, entity});
    row("no task", "GET", "/background-task/qtask_1", {}, {404, 404, u"empty"_s, entity});
    row("no route", "GET", "/nothing", {}, both(404, u"empty"_s));
    row("no route, no token", "POST", "/app/acme/nothing", "{}", both(404, u"empty"_s), "none");
    // 405
    row("wrong method", "DELETE", "/app", {}, both(405, u"empty"_s));
    // 409
    row("used uid", "POST", "/app", R"({"name":"n","uid":"used"})",
        both(409, u"code: conflict: An application with that id or uid already exists"_s));
    row("used uid of an endpoint", "POST", "/app/acme/endpoint",
        R"({"url":"https://example.com/","uid":"billing"})", both(409, u"code: conflict: "_s));
    row("used event id", "POST", "/app/acme/msg",
        R"({"eventType":"a","payload":{},"eventId":"taken"})", both(409, u"code: conflict: "_s));
    row("used name", "POST", "/event-type", R"({"name":"plain","description":""})",
        both(409, u"code: event_type_exists: "_s));
    // 413
    row("too large", "POST", "/app", QByteArray(2 * 1024 * 1024 + 1, ' '),
        both(413, u"code: payload_too_large: "_s));
    // 422: shapes, named as JSON is
    const QString shape = u" value_error.jsondecode"_s;
    const auto shapes = [&](const QString &loc) { return both(422, u"loc: "_s + loc + shape); };
    row("no body", "POST", "/app", {}, shapes(u"body//"_s));
    row("missing field", "POST", "/app", "{}", shapes(u"body//"_s));
    row("same field twice", "POST", "/app", R"({"name":"a","name":"b"})", shapes(u"body//"_s));
    row("broken JSON", "POST", "/app", R"({"name":)", shapes(u"body/name"_s));
    row("a list", "POST", "/app", R"([1])", shapes(u"body/[0]"_s));
    row("wrong type", "POST", "/app", R"({"name":5})", shapes(u"body/name"_s));
    row("wrong type in a list", "POST", "/app/acme/endpoint",
        R"({"url":"https://example.com/","channels":[5]})", shapes(u"body/channels[0]"_s));
    row("wrong type in a map", "POST", "/app", R"({"name":"n","metadata":{"a":1}})",
        shapes(u"body/metadata/a"_s));
    row("rate over 16 bits", "POST", "/app", R"({"name":"n","throttleRate":65536})",
        shapes(u"body/throttleRate"_s));
    row("bad secret", "POST", "/app/acme/endpoint",
        R"({"url":"https://example.com/","secret":"whsec_!"})", shapes(u"body/secret"_s));
    row("long metadata", "POST", "/app",
        R"({"name":"n","metadata":{"a":")" + QByteArray(5000, 'm') + "\"}}",
        shapes(u"body/metadata"_s));
    row("bad header", "PUT", "/app/acme/endpoint/billing/headers",
        R"({"headers":{"Content-Type":"x"}})", shapes(u"body/headers"_s));
    row("null for a name", "PATCH", "/app/acme", R"({"name":null})", shapes(u"body/name"_s));
    // 422: values, named as Rust fields are
    const auto values = [&](const QString &loc) {
        return both(422, u"loc: "_s + loc + u" value_error"_s);
    };
    row("empty name", "POST", "/app", R"({"name":""})", values(u"body/name"_s));
    row("bad uid", "POST", "/app", R"({"name":"n","uid":"a b"})", values(u"body/uid/__all__"_s));
    row("uid like an id", "POST", "/app", R"({"name":"n","uid":"app_1"})",
        values(u"body/uid/__all__"_s));
    row("rate of nothing", "POST", "/app", R"({"name":"n","throttleRate":0})",
        values(u"body/throttle_rate"_s));
    row("old rate of nothing", "POST", "/app", R"({"name":"n","rateLimit":0})",
        values(u"body/rate_limit"_s));
    row("no types", "POST", "/app/acme/endpoint",
        R"({"url":"https://example.com/","eventTypes":[]})", values(u"body/event_types"_s));
    row("missing types", "POST", "/app/acme/endpoint",
        R"({"url":"https://example.com/","eventTypes":["none.such"]})",
        values(u"body/eventTypes"_s));
    row("bad channel", "POST", "/app/acme/endpoint",
        R"({"url":"https://example.com/","channels":["a b"]})", values(u"body/channels/__all__"_s));
    row("other scheme", "POST", "/app/acme/endpoint", R"({"url":"ftp://example.com/"})",
        values(u"body/url"_s));
    row("short key", "POST", "/app/acme/endpoint/billing/secret/rotate",
        R"({"key":"whsec_c2hvcnQ="})", values(u"body/key/__all__"_s));
    row("long grace", "POST", "/app/acme/endpoint/billing/secret/rotate",
        R"({"gracePeriodSeconds":604801})", values(u"body/grace_period_seconds"_s));
    row("payload of a list", "POST", "/app/acme/msg", R"({"eventType":"a","payload":[]})",
        values(u"body/payload"_s));
    row("event id like an id", "POST", "/app/acme/msg",
        R"({"eventType":"a","payload":{},"eventId":"msg_1"})", values(u"body/uid/__all__"_s));
    row("days of payload", "POST", "/app/acme/msg",
        R"({"eventType":"a","payload":{},"payloadRetentionPeriod":91})",
        values(u"body/payload_retention_period"_s));
    row("two problems", "POST", "/app", R"({"name":"","uid":"a b"})",
        both(422, u"loc: body/name value_error, loc: body/uid/__all__ value_error"_s));
    row("long ago", "POST", "/app/acme/endpoint/billing/recover",
        R"({"since":"2020-01-01T00:00:00Z"})", values(u"body/since"_s));
    row("uid of another", "POST", "/app/fresh/msg",
        R"({"eventType":"a","payload":{},"application":{"name":"n","uid":"other"}})",
        both(422, u"loc: body/application/uid application_uid_mismatch"_s));
    row("uid left out", "POST", "/app/fresh/msg",
        R"({"eventType":"a","payload":{},"application":{"name":"n"}})",
        both(422, u"loc: body/application/uid application_uid_missing"_s));
    // 422: the query
    row("many at a time", "GET", "/app?limit=251", {}, values(u"query/limit/limit"_s));
    row("iterator of another", "GET", "/app/acme/msg?iterator=app_1", {},
        values(u"query/iterator/__all__"_s));
    row("type in a query", "GET", "/app/acme/msg?event_types=a%20b", {},
        values(u"query/__all__"_s));
    row("channel in a query", "GET", "/app/acme/msg?channel=a%20b", {},
        values(u"query/channel/__all__"_s));
    // 5xx, and worse: svix-server alone
    row("path of no text", "GET", "/app/%FF", {}, {500, 400, u"{}"_s, u"code: generic_error: "_s});
    row("old list by channel", "GET", "/app/acme/msg/MSG/attempt?channel=nobody", {},
        {500, 200, u"{}"_s, u"{\"data\":[]"_s});
    row("logout", "POST", "/auth/logout", {},
        {501, 403, u"code: not_implemented: This API endpoint is not yet implemented."_s, portal});
    row("no rest of an id", "GET", "/app/acme/msg?iterator=msg_1", {},
        {0, 422, u"empty"_s, u"loc: query/iterator/__all__ value_error"_s});
}

void TestRefusals::refusals()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, token);
    QFETCH(int, oss);
    QFETCH(int, cloud);
    QFETCH(QString, says);
    QFETCH(QString, cloudSays);
    const WireAnswer server = ask(m_oss, verb, target, body, token);
    QCOMPARE(server.closed && server.status == 0, oss == 0);
    QCOMPARE(server.status, oss);
    QVERIFY2(spoken(server).startsWith(says), qPrintable(spoken(server)));
    const WireAnswer real = ask(m_cloud, verb, target, body, token);
    QCOMPARE(real.status, cloud);
    QVERIFY2(spoken(real).startsWith(cloudSays), qPrintable(spoken(real)));
    const QByteArray type = real.header("content-type");
    QCOMPARE(type, real.body.isEmpty() ? QByteArray() : QByteArray("application/json"));
}

void TestRefusals::tooManyRotations_data()
{
    QTest::addColumn<ServerKind>("kind");
    QTest::newRow("oss") << ServerKind::OpenSource;
    QTest::newRow("cloud") << ServerKind::Cloud;
}

void TestRefusals::tooManyRotations()
{
    QFETCH(ServerKind, kind);
    CloudPlace place(kind);
    const QByteArray rotate =
        place.endpointPath(makeEndpoint(place.sandbox, place.app, "/ok"), "/secret/rotate");
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(place.ask("POST", rotate, "{}").status, 204);
    }
    const WireAnswer refused = place.ask("POST", rotate, "{}");
    QCOMPARE(refused.status, 400);
    QVERIFY(
        spoken(refused).startsWith(u"code: limit_reached: You can only rotate a key 10 times"_s));
    // A day later the old keys are no more.
    place.sandbox.moveClock(24 * 3600 + 60);
    QCOMPARE(place.ask("POST", rotate, "{}").status, 204);
}

void TestRefusals::methodsThatAreNotThere()
{
    for (Kind *kind : {&m_oss, &m_cloud}) {
        const WireAnswer list = ask(*kind, "PATCH", "/api/v1/app", "{}", "none");
        QCOMPARE(list.status, 405);
        QCOMPARE(list.header("allow"), "GET,HEAD,POST");
        const WireAnswer resend =
            ask(*kind, "GET", "/api/v1/app/acme/msg/MSG/endpoint/billing/resend", {}, "none");
        QCOMPARE(resend.status, 405);
        QCOMPARE(resend.header("allow"), "POST");
    }
}

// 415 is never answered.
void TestRefusals::anyTypeOfBodyIsRead()
{
    for (Kind *kind : {&m_oss, &m_cloud}) {
        const WireAnswer answer =
            call(kind->sandbox->port(), "POST", "/api/v1/app", kind->sandbox->token(),
                 R"({"name":"n"})", {{"Content-Type", "text/csv"}});
        QCOMPARE(answer.status, 201);
    }
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestRefusals)
#include "tst_refusals.moc"
