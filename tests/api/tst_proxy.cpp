// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Proxies: named when they are the trouble, never asked for this machine itself.
#include "api/apitest.h"

using namespace svix;
using namespace svix::test;

class TestProxy : public ApiTest
{
    Q_OBJECT

    // A client of a host that only the proxy can find.
    static ClientConfig through(const FaultServer &proxy, const QString &url,
                                QNetworkProxy::ProxyType type = QNetworkProxy::HttpProxy)
    {
        ClientConfig config;
        config.baseUrl = QUrl(url);
        config.allowPlainHttp = true;
        config.token = token;
        config.deadlines = quick();
        config.systemProxy = false;
        config.proxy = QNetworkProxy(type, u"127.0.0.1"_s, proxy.serverPort());
        return config;
    }

private Q_SLOTS:
    void case86_forwarding()
    {
        FaultServer proxy;
        proxy.start();
        proxy.always(fault::answer(200, application()));
        ApiClient client(through(proxy, u"http://api.svix.test"_s));
        QCOMPARE(readOne(client).detail, QString());
        QCOMPARE(proxy.requests().at(0).target,
                 QByteArray("http://api.svix.test/api/v1/app/app_1"));
        QCOMPARE(create(client).detail, QString());
        QCOMPARE(proxy.count(), 2);
    }
    void case86_tunnel()
    {
        FaultServer server;
        ClientConfig secure = serve(server, true);
        server.always(fault::answer(200, application()));
        FaultServer proxy;
        proxy.start();
        proxy.always([&](FaultPeer &peer, const SeenRequest &) {
            peer.tunnelTo(u"127.0.0.1"_s, server.serverPort());
        });
        ClientConfig config = through(proxy, u"https://api.svix.test"_s);
        config.caFile = secure.caFile;
        ApiClient client(config);
        QCOMPARE(readOne(client).detail, QString());
        QCOMPARE(create(client).detail, QString());
        QCOMPARE(proxy.requests().at(0).method, QByteArray("CONNECT"));
        QCOMPARE(proxy.requests().at(0).target, QByteArray("api.svix.test:443"));
        QCOMPARE(proxy.requests().at(0).count("authorization"), 0); // the proxy sees no token
        QCOMPARE(server.count(), 2);
        // Through a tunnel too, one click is one effect.
        server.always(fault::close());
        const Error error = create(client);
        settle(100);
        QCOMPARE(error.outcome, Outcome::Unknown);
        QCOMPARE(server.count(), 3);
    }
    void case86_loginWanted_data() { bothSchemes(); }
    void case86_loginWanted()
    {
        QFETCH(bool, tls);
        FaultServer proxy;
        proxy.start();
        proxy.always(
            fault::answer(407, "<html>log in</html>", "Proxy-Authenticate: Basic realm=\"p\"\r\n"));
        ApiClient client(
            through(proxy, tls ? u"https://api.svix.test"_s : u"http://api.svix.test"_s));
        for (const Error &error : {readOne(client), create(client)}) {
            QCOMPARE(error.kind, ErrorKind::Proxy);
            QVERIFY(!error.detail.isEmpty());
            QCOMPARE(error.outcome, Outcome::NotDone);
        }
        settle(60);
        QCOMPARE(proxy.count(), 2);
    }
    void case86_loginGiven()
    {
        FaultServer server;
        const ClientConfig secure = serve(server, true);
        server.always(fault::answer(200, application()));
        FaultServer proxy;
        proxy.start();
        proxy.always([&](FaultPeer &peer, const SeenRequest &request) {
            if (request.header("proxy-authorization").isEmpty()) {
                peer.send(fault::http(407, {}, "Proxy-Authenticate: Basic realm=\"p\"\r\n"));
            } else {
                peer.tunnelTo(u"127.0.0.1"_s, server.serverPort());
            }
        });
        ClientConfig config = through(proxy, u"https://api.svix.test"_s);
        config.caFile = secure.caFile;
        config.proxy.setUser(u"me"_s);
        config.proxy.setPassword(u"pass-word"_s);
        ApiClient client(config);
        QStringList log;
        connect(&client, &ApiClient::activity, this, [&](const ActivityEntry &entry) {
            log.append(entry.url.toString() + entry.error.detail);
        });
        QCOMPARE(create(client).detail, QString()); // even a write: the tunnel comes before it
        QCOMPARE(readOne(client).detail, QString());
        QCOMPARE(proxy.requests().constLast().header("proxy-authorization"),
                 "Basic " + QByteArray("me:pass-word").toBase64());
        QCOMPARE(server.count(), 2);
        QVERIFY(!log.join(u'\n').contains(u"pass-word"_s));
    }
    void case86_refused_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<int>("type");
        for (const bool tls : {false, true}) {
            QTest::addRow("HTTP proxy, %s", tls ? "https" : "http")
                << tls << int(QNetworkProxy::HttpProxy);
            QTest::addRow("SOCKS, %s", tls ? "https" : "http")
                << tls << int(QNetworkProxy::Socks5Proxy);
        }
    }
    void case86_refused()
    {
        QFETCH(bool, tls);
        QFETCH(int, type);
        FaultServer proxy;
        proxy.start();
        const ClientConfig config =
            through(proxy, tls ? u"https://api.svix.test"_s : u"http://api.svix.test"_s,
                    static_cast<QNetworkProxy::ProxyType>(type));
        proxy.close();
        ApiClient client(config);
        for (const Error &error : {readOne(client), create(client)}) {
            QVERIFY2(error.kind == ErrorKind::Proxy, qPrintable(error.detail));
            QVERIFY(!error.detail.isEmpty());
            QCOMPARE(error.outcome, Outcome::NotDone);
        }
    }
    void case86_noProxyProtocol_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("HTTP") << int(QNetworkProxy::HttpProxy);
        QTest::newRow("SOCKS") << int(QNetworkProxy::Socks5Proxy);
    }
    void case86_noProxyProtocol()
    {
        QFETCH(int, type);
        FaultServer proxy;
        proxy.start();
        proxy.onConnection([](FaultPeer &peer) { peer.send("what?\r\n\r\n"); });
        proxy.always(fault::close());
        const Error error = readOne(through(proxy, u"https://api.svix.test"_s,
                                            static_cast<QNetworkProxy::ProxyType>(type)));
        QVERIFY2(error.kind == ErrorKind::Proxy || error.kind == ErrorKind::Protocol ||
                     error.kind == ErrorKind::ConnectionLost ||
                     error.kind == ErrorKind::ConnectTimeout || error.kind == ErrorKind::Timeout,
                 qPrintable(error.detail));
    }
    void case86_thisMachineIsNotProxied_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("system");
        for (const bool system : {false, true}) {
            QTest::addRow("127.0.0.1 %d", system) << u"127.0.0.1"_s << system;
            QTest::addRow("localhost %d", system) << u"localhost"_s << system;
        }
    }
    void case86_thisMachineIsNotProxied()
    {
        QFETCH(QString, host);
        QFETCH(bool, system);
        FaultServer proxy;
        proxy.start();
        qputenv("http_proxy", proxy.url().toEncoded());
        FaultServer server;
        serve(server);
        server.always(fault::answer(200, application()));
        ClientConfig config = configFor(server, host);
        config.systemProxy = system;
        config.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort());
        QCOMPARE(readOne(config).detail, QString());
        qunsetenv("http_proxy");
        QCOMPARE(proxy.connections(), 0);
        QCOMPARE(server.count(), 1);
    }
    void case86_theSystemsProxy()
    {
        FaultServer proxy;
        proxy.start();
        proxy.always(fault::answer(200, application()));
        qputenv("http_proxy", proxy.url().toEncoded());
        ClientConfig config = through(proxy, u"http://api.svix.test"_s);
        config.systemProxy = true;
        config.proxy = QNetworkProxy::NoProxy;
        const Error error = readOne(config);
        qunsetenv("http_proxy");
        QCOMPARE(error.detail, QString());
        QCOMPARE(proxy.count(), 1);
    }
};

SVIX_TEST_MAIN(TestProxy)
#include "tst_proxy.moc"
