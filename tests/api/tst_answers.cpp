// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What whole answers mean, what goes on the wire, and where it must never go.
#include "api/answer.h"
#include "api/apitest.h"

using namespace svix;
using namespace svix::test;

class TestAnswers : public ApiTest
{
    Q_OBJECT

    static Error remove(ApiClient &client)
    {
        return errorOf(
            client.act<op::deleteApplication>(TestConsent::give(), CallOptions(), u"app_1"_s));
    }

private Q_SLOTS:
    void case31_unauthorized_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::newRow("none") << QByteArray();
        for (const char *challenge :
             {"Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"abc\", qop=\"auth\"", "NTLM",
              "Negotiate", "Bearer error=\"invalid_token\"", "Nonsense \"\",,="}) {
            QTest::newRow(challenge) << QByteArray(challenge);
        }
    }
    void case31_unauthorized()
    {
        QFETCH(QByteArray, challenge);
        const QByteArray body = R"({"code":"authentication_failed","detail":"Invalid token"})";
        FaultServer server;
        server.always(fault::answer(
            401, body,
            challenge.isEmpty() ? QByteArray() : "WWW-Authenticate: " + challenge + "\r\n"));
        ApiClient client(serve(server));
        Error error = readOne(client);
        QCOMPARE(error.kind, ErrorKind::Unauthorized);
        QCOMPARE(error.code, u"authentication_failed"_s);
        QCOMPARE(error.detail, u"Invalid token"_s);
        QCOMPARE(server.count(), 1);
        error = create(client);
        QCOMPARE(error.kind, ErrorKind::Unauthorized);
        QCOMPARE(error.outcome, Outcome::NotDone);
        error = remove(client);
        QCOMPARE(error.kind, ErrorKind::Unauthorized);
        QCOMPARE(server.count(), 3);
        for (const SeenRequest &request : server.requests()) {
            QCOMPARE(request.header("authorization"), QByteArray("Bearer ") + token);
        }
    }
    void case31_noWordsOfAGateway_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QByteArray>("body");
        const QList<std::pair<const char *, QByteArray>> all{
            {"a page", "<html><h1>401 Authorization Required</h1></html>"},
            {"plain words", "Unauthorized\n"},
            {"binary", QByteArray::fromHex("00ff1b5b")},
            {"JSON of another shape", R"({"error":"invalid_token"})"},
            {"huge", QByteArray(600'000, 'x')}};
        for (const bool tls : {false, true}) {
            for (const auto &[name, body] : all) {
                QTest::addRow("%s %s", tls ? "https" : "http", name) << tls << body;
            }
        }
    }
    void case31_noWordsOfAGateway()
    {
        QFETCH(bool, tls);
        QFETCH(QByteArray, body);
        FaultServer server;
        server.always(fault::answer(
            401, body, "Content-Type: text/html\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"));
        ApiClient client(serve(server, tls));
        for (const Error &error : {readOne(client), create(client)}) {
            QCOMPARE(error.kind, ErrorKind::Unauthorized);
            QCOMPARE(error.status, 401);
            QCOMPARE(error.detail, QString());
            QVERIFY(!error.requestId.isEmpty());
        }
        QCOMPARE(server.count(), 2);
    }
    void case32to38_statusToKind_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        const QList<std::pair<int, ErrorKind>> all{
            {400, ErrorKind::ClientError},     {401, ErrorKind::Unauthorized},
            {403, ErrorKind::Forbidden},       {404, ErrorKind::NotFound},
            {405, ErrorKind::NotOffered},      {408, ErrorKind::ClientError},
            {409, ErrorKind::Conflict},        {410, ErrorKind::ClientError},
            {412, ErrorKind::Conflict},        {413, ErrorKind::PayloadTooLarge},
            {414, ErrorKind::PayloadTooLarge}, {418, ErrorKind::ClientError},
            {422, ErrorKind::Validation},      {431, ErrorKind::PayloadTooLarge},
            {451, ErrorKind::ClientError},     {499, ErrorKind::ClientError},
            {501, ErrorKind::NotOffered},      {500, ErrorKind::ServerError},
            {507, ErrorKind::ServerError}};
        for (const auto &[status, kind] : all) {
            QTest::addRow("%d", status) << status << static_cast<int>(kind);
        }
    }
    void case32to38_statusToKind()
    {
        QFETCH(int, status);
        QFETCH(int, kind);
        FaultServer server;
        server.always(fault::answer(status, R"({"code":"some_code","detail":"Some words"})"));
        ApiClient client(serve(server));
        const Error error = create(client);
        QCOMPARE(static_cast<int>(error.kind), kind);
        QCOMPARE(error.status, status);
        QCOMPARE(error.code, u"some_code"_s);
        QCOMPARE(error.detail, u"Some words"_s);
        QCOMPARE(error.operation, u"application.createApplication"_s);
        QCOMPARE(error.requestId.toLatin1(), server.requests().at(0).header("svix-req-id"));
        QCOMPARE(error.outcome,
                 error.kind == ErrorKind::ServerError ? Outcome::Unknown : Outcome::NotDone);
        QCOMPARE(server.count(), 1);
    }
    void case33_noSuchRouteIsNotNoSuchObject()
    {
        FaultServer server;
        server.script({fault::raw("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", false),
                       fault::answer(404, R"({"code":"not_found","detail":"Entity not found"})")});
        ApiClient client(serve(server));
        QCOMPARE(readOne(client).kind, ErrorKind::NotOffered);
        QCOMPARE(readOne(client).kind, ErrorKind::NotFound);
    }
    void case35_validation()
    {
        FaultServer server;
        server.always(fault::answer(
            422,
            R"({"detail":[{"loc":["body","throttle_rate"],"msg":"too large","type":"value_error"},)"
            R"({"loc":["body","channels[0]"],"msg":"invalid","type":"value_error.jsondecode"},)"
            R"({"loc":["body",3],"msg":"odd"},{"nothing":1},7]})"));
        ApiClient client(serve(server));
        const Error error = create(client);
        QCOMPARE(error.kind, ErrorKind::Validation);
        QCOMPARE(error.fields.size(), 5);
        QCOMPARE(error.fields.at(0).loc, QStringList({u"body"_s, u"throttle_rate"_s}));
        QCOMPARE(error.fields.at(0).message, u"too large"_s);
        QCOMPARE(error.fields.at(1).loc, QStringList({u"body"_s, u"channels[0]"_s}));
        QCOMPARE(error.fields.at(1).type, u"value_error.jsondecode"_s);
        QCOMPARE(error.fields.at(2).loc, QStringList({u"body"_s, u"3"_s}));
        QVERIFY(error.fields.at(4).loc.isEmpty());
        QVERIFY(error.detail.startsWith(u"too large\ninvalid"_s));
    }
    void case39_htmlWith200()
    {
        FaultServer server;
        server.always(fault::answer(
            200, "<html><script>alert(1)</script><h1>Please log in</h1>" + QByteArray(5000, 'x'),
            "Content-Type: text/html\r\n"));
        ApiClient client(serve(server));
        Error error = readOne(client);
        QCOMPARE(error.kind, ErrorKind::BadAnswer);
        QVERIFY2(error.detail.contains(u"text/html"_s), qPrintable(error.detail));
        QVERIFY(error.detail.contains(u"<html><script>alert(1)"_s)); // as plain text
        QVERIFY(error.detail.size() < 320);
        // A portal answers everything with 200, but nothing was done at Svix.
        error = create(client);
        QCOMPARE(error.kind, ErrorKind::BadAnswer);
        QCOMPARE(error.outcome, Outcome::Unknown);
        QVERIFY(!error.idempotencyKey.isEmpty()); // to be tried again as the same
        // Also where no answer is due: a page says nothing of a deletion.
        error = remove(client);
        QCOMPARE(error.kind, ErrorKind::BadAnswer);
        QCOMPARE(error.outcome, Outcome::Unknown);
        QCOMPARE(server.count(), 3);
    }
    /// A proxy's own page says nothing of the object.
    void case39_aPageThatSays404()
    {
        FaultServer server;
        server.always(fault::answer(404, "<html><h1>404 Not Found</h1><hr>nginx</html>",
                                    "Content-Type: text/html\r\n"));
        ApiClient client(serve(server));
        QCOMPARE(readOne(client).kind, ErrorKind::ClientError);
        const Error error = remove(client);
        QCOMPARE(error.kind, ErrorKind::ClientError);
        QCOMPARE(error.outcome, Outcome::NotDone);
    }
    /// Wherever an answer quotes the token, no error has it.
    void case42_theTokenIsQuotedBesideTheBody()
    {
        FaultServer server;
        server.script(
            {fault::answer(302, {},
                           "Location: http://x.example/login/" + QByteArray(token) + "/n\r\n"),
             fault::answer(200, "<html>",
                           "Content-Type: text/html; " + QByteArray(token) + "\r\n")});
        ApiClient client(serve(server));
        for (int i = 0; i < 2; ++i) {
            const Error error = readOne(client);
            QVERIFY(error.isError());
            QVERIFY2(!error.detail.contains(QString::fromLatin1(token)), qPrintable(error.detail));
            QVERIFY(!error.redirectTarget.toString().contains(QString::fromLatin1(token)));
        }
    }
    /// Neither has one what the request itself was to keep secret.
    void case42_theSecretsOfTheRequestAreQuoted()
    {
        FaultServer server;
        server.always(fault::answer(
            422,
            R"({"detail":[{"loc":["body","headers"],"msg":"bad value hunter2hunter2","type":"v"}],)"
            R"("code":"hunter2hunter2"})"));
        ApiClient client(serve(server));
        EndpointHeadersPatch patch;
        patch.headers.insert(u"X-Api"_s, u"hunter2hunter2"_s);
        const Error error = errorOf(client.act<op::patchEndpointHeaders>(
            TestConsent::give(), CallOptions(), u"app_1"_s, u"ep_1"_s, patch));
        QCOMPARE(error.fields.size(), 1);
        for (const QString &told : {error.detail, error.code, error.fields.first().message}) {
            QVERIFY2(!told.contains(u"hunter2"_s), qPrintable(told));
        }
        QVERIFY(error.detail.contains(u"bad value"_s));
    }
    /// And not what JSON or an address has written in another way.
    void case42_escapedSecretsAreQuoted()
    {
        FaultServer server;
        const QByteArray written = "hunter2\\/\\\"hunter2";
        server.always(fault::answer(422, "{\"detail\":[{\"loc\":[\"body\",\"" + written +
                                             "\"],\"msg\":\"bad value " + written +
                                             "\",\"type\":\"" + written + "\"}]}"));
        ApiClient client(serve(server));
        EndpointHeadersPatch patch;
        patch.headers.insert(u"X-Api"_s, u"hunter2/\"hunter2"_s);
        const Error error = errorOf(client.act<op::patchEndpointHeaders>(
            TestConsent::give(), CallOptions(), u"app_1"_s, u"ep_1"_s, patch));
        QCOMPARE(error.fields.size(), 1);
        const FieldError &field = error.fields.first();
        for (const QString &told :
             {error.detail, field.message, field.type, field.loc.join(u'.')}) {
            QVERIFY2(!told.contains(u"hunter2"_s), qPrintable(told));
        }
        QVERIFY(error.detail.contains(u"bad value"_s));
    }
    void case40_errorBodyOfAnyKind_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("huge") << QByteArray(3'000'000, 'x');
        QTest::newRow("huge detail")
            << QByteArray("{\"detail\":\"" + QByteArray(500'000, 'y') + "\"}");
        QTest::newRow("binary") << QByteArray::fromHex("0001ff80fe7f1b5b33316d0a");
        QTest::newRow("control") << QByteArray("{\"detail\":\"a\\u0000b\\u001b[31mc\\u0085\"}");
        QTest::newRow("bidi") << QByteArray(
            "{\"detail\":\"a\\u202etxt.exe\\u2066\",\"code\":\"\\u202e\"}");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("many fields") << QByteArray(
            "{\"detail\":[" + QByteArray("{\"msg\":\"z\"},").repeated(20'000) + "1]}");
    }
    void case40_errorBodyOfAnyKind()
    {
        QFETCH(QByteArray, body);
        FaultServer server;
        server.always(fault::answer(400, body));
        const Error error = readOne(serve(server));
        QCOMPARE(error.kind, ErrorKind::ClientError);
        QCOMPARE(error.status, 400);
        QVERIFY2(error.detail.size() <= 2001, qPrintable(QString::number(error.detail.size())));
        QVERIFY(error.fields.size() <= 100);
        for (const QChar c : error.detail + error.code) {
            const char16_t u = c.unicode();
            QVERIFY(u == u'\n' || u == u'\t' || (u >= 0x20 && u != 0x7f && (u < 0x80 || u > 0x9f)));
            QVERIFY(!(u >= 0x202a && u <= 0x202e) && !(u >= 0x2066 && u <= 0x2069));
        }
    }
    void case41_unknownErrorShape_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char *body :
             {"{}", "", "{\"error\":{\"message\":\"x\"}}", "[1,2]", "7", "null",
              "{\"code\":5,\"detail\":{\"a\":1}}", "{\"code\":null,\"detail\":null}"}) {
            QTest::newRow(body) << QByteArray(body);
        }
    }
    void case41_unknownErrorShape()
    {
        QFETCH(QByteArray, body);
        FaultServer server;
        server.always(fault::answer(418, body));
        const Error error = readOne(serve(server));
        QCOMPARE(error.kind, ErrorKind::ClientError);
        QCOMPARE(error.status, 418);
        QVERIFY(!error.requestId.isEmpty());
        if (body.contains("message")) {
            QVERIFY(error.detail.contains(u"message"_s));
        }
    }
    void case42_redirectsAreNotFollowed_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308}) {
            QTest::addRow("http %d", status) << false << status;
            QTest::addRow("https %d", status) << true << status;
        }
    }
    void case42_redirectsAreNotFollowed()
    {
        QFETCH(bool, tls);
        QFETCH(int, status);
        FaultServer origin;
        FaultServer other; // another port is another origin
        other.always(fault::answer(200, application()));
        ApiClient client(serve(origin, tls));
        other.start();
        FaultServer secure;
        secure.always(fault::answer(200, application()));
        serve(secure, true);
        for (const QByteArray &target :
             {other.url().toEncoded() + "/api/v1/app/app_1",
              secure.url().toEncoded() + "/x?token=1",
              "//localhost:" + QByteArray::number(other.serverPort()) + "/x",
              QByteArray("/api/v1/app/other"), QByteArray("app_2")}) {
            origin.forget();
            origin.always(fault::answer(status, {}, "Location: " + target + "\r\n"));
            for (const Error &error : {readOne(client), create(client), remove(client)}) {
                QCOMPARE(error.kind, ErrorKind::Redirect);
                QCOMPARE(error.status, status);
                QCOMPARE(error.outcome, Outcome::NotDone);
                const QUrl expected = origin.url()
                                          .resolved(QUrl(u"/api/v1/app/app_1"_s))
                                          .resolved(QUrl::fromEncoded(target));
                if (error.operation == u"application.getApplication"_s) {
                    QCOMPARE(error.redirectTarget, expected);
                    QVERIFY(error.detail.contains(expected.host()));
                    QVERIFY(!error.detail.contains(u"token"_s));
                }
            }
            QCOMPARE(origin.count(), 3);
        }
        settle(60);
        QCOMPARE(other.connections(), 0);
        QCOMPARE(secure.connections(), 0);
    }
    void case43_strangeLocations_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("itself") << QByteArray("Location: /api/v1/app/app_1\r\n");
        QTest::newRow("empty") << QByteArray("Location: \r\n");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("file") << QByteArray("Location: file:///etc/passwd\r\n");
        QTest::newRow("data") << QByteArray("Location: data:text/html,x\r\n");
        QTest::newRow("javascript") << QByteArray("Location: javascript:alert(1)\r\n");
        QTest::newRow("scheme-relative") << QByteArray("Location: //127.0.0.1:9/x\r\n");
        QTest::newRow("no URL") << QByteArray("Location: http://[::zz/%%%\r\n");
        QTest::newRow("two") << QByteArray("Location: /a\r\nLocation: /b\r\n");
        QTest::newRow("refresh") << QByteArray("Refresh: 0; url=/x\r\nLocation: /y\r\n");
        QTest::newRow("userinfo") << QByteArray("Location: http://user:secret@x.invalid/\r\n");
    }
    void case43_strangeLocations()
    {
        QFETCH(QByteArray, headers);
        FaultServer server;
        server.always(fault::answer(302, {}, headers));
        ApiClient client(serve(server));
        const Error error = readOne(client);
        QCOMPARE(error.kind, ErrorKind::Redirect);
        QVERIFY(!error.detail.isEmpty() && !error.detail.contains(u"secret"_s));
        settle(60);
        QCOMPARE(server.count(), 1);
        QCOMPARE(server.connections(), 1);
    }
    void case45_cookiesAreIgnored()
    {
        FaultServer server;
        server.always(fault::answer(200, application(),
                                    "Set-Cookie: a=b; Path=/\r\nSet-Cookie: c=d; Max-Age=9999\r\n"
                                    "Cache-Control: max-age=3600\r\nETag: \"x\"\r\n"));
        ApiClient client(serve(server));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!readOne(client).isError());
            QVERIFY(create(client).kind == ErrorKind::None);
        }
        QCOMPARE(server.count(), 6); // and nothing came from a cache
        for (const SeenRequest &request : server.requests()) {
            QCOMPARE(request.count("cookie"), 0);
            QCOMPARE(request.count("if-none-match"), 0);
        }
    }
    void case46_clockSkew()
    {
        // A server whose clock is a day off cannot make us wait for a day.
        const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
        QCOMPARE(retryAfterSeconds("Tue, 24 Nov 2026 12:00:00 GMT", now), 86400);
        QCOMPARE(retryAfterSeconds("Sun, 22 Nov 2026 12:00:00 GMT", now), 0);
        QCOMPARE(retryAfterSeconds("Mon, 23 Nov 2026 12:00:30 GMT", now), 30);
        QCOMPARE(retryAfterSeconds("Mon, 23 Nov 2026 12:00:30 CET", now), -1);
    }
    void doneWritesNeedNoBody()
    {
        FaultServer server;
        ApiClient client(serve(server));
        for (const QByteArray &wire :
             {QByteArray("HTTP/1.1 204 No Content\r\n\r\n"), fault::http(200),
              fault::http(200, "{}"), fault::http(202, "whatever")}) {
            server.always(fault::raw(wire, false));
            QCOMPARE(remove(client).detail, QString());
        }
    }
    void healthOfTheCloudIsEmpty()
    {
        FaultServer server;
        server.always(fault::raw("HTTP/1.1 204 No Content\r\n\r\n", false));
        ApiClient client(serve(server));
        QCOMPARE(errorOf(client.get<op::health>(CallOptions())).detail, QString());
        QCOMPARE(server.requests().at(0).count("authorization"), 0); // nobody asked for the token
    }
};

SVIX_TEST_MAIN(TestAnswers)
#include "tst_answers.moc"
