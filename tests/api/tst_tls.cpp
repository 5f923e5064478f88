// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Certificates, plain http, the token and the address: what may leave this machine, and to whom.
#include "api/apitest.h"

using namespace svix;
using namespace svix::test;

class TestTls : public ApiTest
{
    Q_OBJECT

    Error readFrom(FaultServer &server, const ClientConfig &config)
    {
        server.always(fault::answer(200, application()));
        return readOne(config);
    }

private Q_SLOTS:
    void case84_goodCertificate_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("address") << u"127.0.0.1"_s;
        QTest::newRow("name") << u"localhost"_s;
    }
    void case84_goodCertificate()
    {
        QFETCH(QString, host);
        FaultServer server;
        serve(server, true);
        QCOMPARE(readFrom(server, configFor(server, host)).detail, QString());
        QCOMPARE(server.requests().at(0).header("authorization"), QByteArray("Bearer ") + token);
    }
    void case84_badCertificate_data()
    {
        QTest::addColumn<int>("certificate");
        QTest::addColumn<bool>("withAuthority");
        QTest::addColumn<QString>("reason");
        using Kind = TestCerts::Kind;
        QTest::newRow("self-signed") << int(Kind::SelfSigned) << true << u"self-signed"_s;
        QTest::newRow("expired") << int(Kind::Expired) << true << u"expired"_s;
        QTest::newRow("wrong host") << int(Kind::WrongHost) << true << u"host name"_s;
        QTest::newRow("unknown authority") << int(Kind::Good) << false << u"issuer"_s;
    }
    void case84_badCertificate()
    {
        QFETCH(int, certificate);
        QFETCH(bool, withAuthority);
        QFETCH(QString, reason);
        FaultServer server;
        server.setTls(certs().server(static_cast<TestCerts::Kind>(certificate)));
        server.start();
        server.always(fault::answer(200, application()));
        ClientConfig config = configFor(server);
        if (!withAuthority) {
            config.caFile.clear();
        }
        ApiClient client(config);
        for (const Error &error :
             {readOne(client), errorOf(client.act<op::deleteApplication>(
                                   TestConsent::give(), CallOptions(), u"app_1"_s))}) {
            QCOMPARE(error.kind, ErrorKind::Tls);
            QVERIFY2(error.detail.contains(reason), qPrintable(error.detail));
            QCOMPARE(error.outcome, Outcome::NotDone);
        }
        settle(60);
        QCOMPARE(server.count(), 0);       // no token, no request
        QCOMPARE(server.connections(), 2); // and nobody tried again
    }
    void case84_oldProtocol()
    {
        FaultServer server;
        QSslConfiguration old = certs().server();
        old.setProtocol(static_cast<QSsl::SslProtocol>(0)); // TLS 1.0, by the number of its name
        server.setTls(old);
        server.start();
        const Error error = readOne(configFor(server));
        QVERIFY2(error.kind == ErrorKind::Tls || error.kind == ErrorKind::ConnectionLost,
                 qPrintable(error.detail));
        QCOMPARE(server.count(), 0);
    }
    void case84_authorityFileThatIsNone_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("missing") << u"/nowhere/ca.pem"_s;
        QTest::newRow("no PEM") << certs().file(u"ca.cnf"_s);
        QTest::newRow("a key") << certs().file(u"ca.key"_s);
    }
    void case84_authorityFileThatIsNone()
    {
        QFETCH(QString, file);
        FaultServer server;
        serve(server, true);
        ClientConfig config = configFor(server);
        config.caFile = file;
        const Error error = readFrom(server, config);
        QCOMPARE(error.kind, ErrorKind::InvalidInput);
        QVERIFY2(error.detail.contains(file), qPrintable(error.detail));
        QCOMPARE(server.connections(), 0);
    }
    void case85_plainHttpToOthersIsRefused_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"http://svix.invalid", "http://10.0.0.1:8071", "http://192.168.1.1",
                                "http://127.0.0.1.svix.invalid", "http://localhost.svix.invalid",
                                "http://0x7f.1.invalid", "http://[fe80::1]"}) {
            QTest::newRow(url) << QString::fromLatin1(url);
        }
    }
    void case85_plainHttpToOthersIsRefused()
    {
        QFETCH(QString, url);
        ClientConfig config;
        config.baseUrl = QUrl(url);
        config.token = token;
        config.deadlines = quick();
        config.systemProxy = false;
        FaultServer proxy; // would see whatever is sent
        proxy.start();
        config.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort());
        const Error error = readOne(config);
        QCOMPARE(error.kind, ErrorKind::InvalidInput);
        QVERIFY(error.detail.contains(u"not encrypted"_s));
        QCOMPARE(proxy.connections(), 0);
        config.allowPlainHttp = true;
        QVERIFY(readOne(config).kind != ErrorKind::InvalidInput);
    }
    void case76_badTokensNeverReachTheWire_data()
    {
        QTest::addColumn<QByteArray>("bad");
        for (const char *bad : {"a b", "a\nX-Injected: 1", "a\r\nX-Injected: 1", "a\tb",
                                "t\xc3\xb6ken", "a\x7f", " sk_1", "sk_1 "}) {
            QTest::newRow(bad) << QByteArray(bad);
        }
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
    }
    void case76_badTokensNeverReachTheWire()
    {
        QFETCH(QByteArray, bad);
        FaultServer server;
        ClientConfig config = serve(server);
        config.token = bad;
        const Error error = readFrom(server, config);
        QCOMPARE(error.kind, ErrorKind::InvalidInput);
        QVERIFY(!error.detail.contains(QString::fromUtf8(bad)));
        QCOMPARE(server.connections(), 0);
    }
    void case76_oneCleanHeader()
    {
        FaultServer server;
        const ClientConfig config = serve(server);
        QVERIFY(!readFrom(server, config).isError());
        const SeenRequest &seen = server.requests().at(0);
        QCOMPARE(seen.count("authorization"), 1);
        QVERIFY(seen.head.contains(QByteArray("\r\nAuthorization: Bearer ") + token + "\r\n"));
        QCOMPARE(seen.header("user-agent"), QByteArray("svix-console/" SVIX_VERSION));
        QCOMPARE(seen.header("accept"), QByteArray("application/json"));
        QVERIFY(!seen.target.contains(token));
    }
    void case76_badIdempotencyKeys()
    {
        FaultServer server;
        server.always(fault::answer(202, "{}"));
        ApiClient client(serve(server));
        CallOptions options;
        for (const QString &key : {u"a\r\nX-Injected: 1"_s, u"k\u00f6y"_s, u"a b"_s}) {
            options.idempotencyKey = key;
            QCOMPARE(errorOf(client.act<op::resendWebhook>(TestConsent::give(), options, u"app_1"_s,
                                                           u"msg_1"_s, u"ep_1"_s))
                         .kind,
                     ErrorKind::InvalidInput);
        }
        QCOMPARE(server.connections(), 0);
    }
    void case57_idsOnTheWire_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("wire"); // empty: refused
        QTest::newRow("plain") << u"app_1"_s << QByteArray("app_1");
        QTest::newRow("dot") << u"."_s << QByteArray();
        QTest::newRow("dot dot") << u".."_s << QByteArray();
        QTest::newRow("empty") << QString() << QByteArray();
        QTest::newRow("three dots") << u"..."_s << QByteArray("...");
        QTest::newRow("slash") << u"a/b"_s << QByteArray("a%2Fb");
        QTest::newRow("up and away") << u"../x"_s << QByteArray("..%2Fx");
        QTest::newRow("encoded slash") << u"%2F"_s << QByteArray("%252F");
        QTest::newRow("encoded dots") << u"%2e%2E"_s << QByteArray("%252e%252E");
        QTest::newRow("question mark") << u"a?b=c"_s << QByteArray("a%3Fb%3Dc");
        QTest::newRow("hash") << u"a#b"_s << QByteArray("a%23b");
        QTest::newRow("semicolon") << u"a;b"_s << QByteArray("a%3Bb");
        QTest::newRow("space and plus") << u"a b+c"_s << QByteArray("a%20b%2Bc");
        QTest::newRow("backslash") << u"a\\b"_s << QByteArray("a%5Cb");
        QTest::newRow("line break") << u"a\r\nX: y"_s << QByteArray("a%0D%0AX%3A%20y");
        QTest::newRow("emoji") << u"\U0001F600"_s << QByteArray("%F0%9F%98%80");
        QTest::newRow("256") << QString(256, u'x') << QByteArray(256, 'x');
        QTest::newRow("257") << QString(257, u'x') << QByteArray();
    }
    void case57_idsOnTheWire()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, wire);
        FaultServer server;
        server.always(fault::answer(200, "{}"));
        ApiClient client(serve(server));
        const Error error = errorOf(
            client.act<op::deleteEndpoint>(TestConsent::give(), CallOptions(), id, u"ep_1"_s));
        if (wire.isEmpty()) {
            QCOMPARE(error.kind, ErrorKind::InvalidInput);
            QCOMPARE(error.outcome, Outcome::NotDone);
            settle(30);
            QCOMPARE(server.connections(), 0);
            QCOMPARE(client.inFlight(), 0);
        } else {
            QCOMPARE(error.detail, QString());
            QCOMPARE(server.requests().at(0).target, "/api/v1/app/" + wire + "/endpoint/ep_1");
        }
    }
    void case58_timesInQueries()
    {
        FaultServer server;
        server.always(fault::answer(200, R"({"data":[],"iterator":null,"done":true})"));
        ApiClient client(serve(server));
        ListMessagesQuery query;
        query.after = Timestamp::fromText("2026-01-01T05:30:00.5+05:30");
        query.eventTypes = QStringList{u"a.b"_s, u"c&d"_s};
        query.iterator = u"-msg_1+/="_s;
        QCOMPARE(errorOf(client.get<op::listMessages>(CallOptions(), u"app_1"_s, query)).detail,
                 QString());
        const QByteArray target = server.requests().at(0).target;
        QVERIFY2(!target.contains('+') && !target.contains("c&d"), target.data());
        const QUrlQuery seen(QString::fromLatin1(target.mid(target.indexOf('?') + 1)));
        QCOMPARE(seen.queryItemValue(u"event_types"_s, QUrl::FullyDecoded), u"a.b,c&d"_s);
        QCOMPARE(seen.queryItemValue(u"iterator"_s, QUrl::FullyDecoded), u"-msg_1+/="_s);
        QVERIFY(
            seen.queryItemValue(u"after"_s, QUrl::FullyDecoded).startsWith(u"2026-01-01T00:00:00"));
    }
    void case87_pathPrefix()
    {
        FaultServer server;
        ClientConfig config = serve(server);
        for (const QString &prefix : {u"/svix"_s, u"/svix/"_s}) {
            config.baseUrl.setPath(prefix);
            QVERIFY(!readFrom(server, config).isError());
            QCOMPARE(server.requests().constLast().target, QByteArray("/svix/api/v1/app/app_1"));
        }
    }
};

SVIX_TEST_MAIN(TestTls)
#include "tst_tls.moc"
