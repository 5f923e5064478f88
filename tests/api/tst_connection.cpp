// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Deadlines, and connections that cannot be made.
#include "api/apitest.h"

#include <QElapsedTimer>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace svix;
using namespace svix::test;

namespace {

// Listens but never accepts, and its queue is full: a further SYN is dropped without a word.
class BlackHole
{
public:
    BlackHole()
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *raw = reinterpret_cast<sockaddr *>(&address);
        socklen_t size = sizeof address;
        if (::bind(m_listener, raw, size) == 0 && ::listen(m_listener, 0) == 0 &&
            ::getsockname(m_listener, raw, &size) == 0) {
            m_port = ntohs(address.sin_port);
        }
        for (int i = 0; i < 4; ++i) {
            const int filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            ::connect(filler, raw, size);
            m_fillers.append(filler);
        }
    }
    ~BlackHole()
    {
        for (const int filler : std::as_const(m_fillers)) {
            ::close(filler);
        }
        ::close(m_listener);
    }
    int port() const { return m_port; }

private:
    int m_listener = -1;
    int m_port = 0;
    QList<int> m_fillers;
};

} // namespace

class TestConnection : public ApiTest
{
    Q_OBJECT
private Q_SLOTS:
    void case01_connectionRefused_data() { bothSchemes(); }
    void case01_connectionRefused()
    {
        QFETCH(bool, tls);
        FaultServer server;
        const ClientConfig config = serve(server, tls);
        server.close();
        ApiClient client(config);
        QList<ActivityEntry> log;
        connect(&client, &ApiClient::activity, this,
                [&](const ActivityEntry &entry) { log.append(entry); });
        const Error error = readOne(client);
        QCOMPARE(error.kind, ErrorKind::Unreachable);
        QCOMPARE(error.host, u"127.0.0.1:%1"_s.arg(config.baseUrl.port()));
        QVERIFY(!error.detail.isEmpty());
        QCOMPARE(error.operation, u"application.getApplication"_s);
        QCOMPARE(log.constLast().tries, 3);
        QCOMPARE(log.constLast().state, ActivityEntry::State::Done);
        QCOMPARE(log.constLast().error.kind, ErrorKind::Unreachable);
    }
    void case02_hostNotFound()
    {
        ClientConfig config;
        config.deadlines = quick();
        config.systemProxy = false;
        config.baseUrl = QUrl(u"https://no-such-host.invalid"_s);
        const Error error = readOne(config);
        QCOMPARE(error.kind, ErrorKind::HostNotFound);
        QCOMPARE(error.host, u"no-such-host.invalid"_s);
    }
    void case02_lookAlikeHostInPunycode()
    {
        ClientConfig config;
        config.deadlines = quick();
        config.systemProxy = false;
        config.baseUrl = QUrl(u"https://\u0430pi.svix.invalid:1234"_s); // a Cyrillic letter first
        const Error error = readOne(config);
        QCOMPARE(error.kind, ErrorKind::HostNotFound);
        QCOMPARE(error.host, u"xn--pi-6kc.svix.invalid:1234"_s);
    }
    void case03_blackHole_data() { bothSchemes(); }
    void case03_blackHole()
    {
        QFETCH(bool, tls);
        const BlackHole hole;
        QVERIFY(hole.port() > 0);
        ClientConfig config;
        config.baseUrl =
            QUrl(u"%1://127.0.0.1:%2"_s.arg(tls ? u"https"_s : u"http"_s).arg(hole.port()));
        config.deadlines = quick();
        config.deadlines.inactivity = 5s;
        config.deadlines.total = 5s;
        QElapsedTimer timer;
        timer.start();
        Error error = readOne(config);
        QCOMPARE(error.kind, ErrorKind::ConnectTimeout);
        QVERIFY(timer.elapsed() < 2500);
        ApiClient client(config);
        ApplicationIn in;
        in.name = u"x"_s;
        error = errorOf(
            client.act<op::updateApplication>(TestConsent::give(), CallOptions(), u"app_1"_s, in));
        QCOMPARE(error.kind, ErrorKind::ConnectTimeout);
        QCOMPARE(error.outcome, Outcome::NotDone);
    }
    void case03_blackHoleOfAnEmptyWrite()
    {
        // Qt does not tell whether an empty upload was written, so nothing is promised.
        const BlackHole hole;
        ClientConfig config;
        config.baseUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(hole.port()));
        config.deadlines = quick();
        ApiClient client(config);
        const Error error = errorOf(
            client.act<op::deleteApplication>(TestConsent::give(), CallOptions(), u"app_1"_s));
        QCOMPARE(error.kind, ErrorKind::Timeout);
        QCOMPARE(error.outcome, Outcome::Unknown);
        ClientConfig secure = config;
        secure.baseUrl.setScheme(u"https"_s);
        secure.deadlines.inactivity = 5s;
        secure.deadlines.total = 5s;
        ApiClient other(secure);
        const Error known = errorOf(
            other.act<op::deleteApplication>(TestConsent::give(), CallOptions(), u"app_1"_s));
        QCOMPARE(known.kind, ErrorKind::ConnectTimeout);
        QCOMPARE(known.outcome, Outcome::NotDone);
    }
    void case03_tlsBlackHole()
    {
        FaultServer server; // speaks no TLS and never says a word
        server.start();
        ClientConfig config = configFor(server);
        config.baseUrl.setScheme(u"https"_s);
        config.deadlines.inactivity = 5s;
        const Error error = readOne(config);
        QCOMPARE(error.kind, ErrorKind::ConnectTimeout);
    }
    void aSlowAnswerIsNoSlowConnection_data() { bothSchemes(); }
    void aSlowAnswerIsNoSlowConnection()
    {
        QFETCH(bool, tls);
        FaultServer server;
        ClientConfig config = serve(server, tls);
        server.always(fault::after(900, fault::answer(200, application())));
        config.deadlines.connect = 300ms;
        config.deadlines.inactivity = 3s;
        config.deadlines.total = 5s;
        ApiClient client(config);
        QVERIFY(!readOne(client).isError()); // a new connection
        QVERIFY(!readOne(client).isError()); // the same one again
        QVERIFY(!errorOf(client.act<op::deleteApplication>(TestConsent::give(), CallOptions(),
                                                           u"app_1"_s))
                     .isError());
        QCOMPARE(server.connections(), 1);
        ApiClient fresh(config);
        QVERIFY(!errorOf(fresh.act<op::deleteApplication>(TestConsent::give(), CallOptions(),
                                                          u"app_1"_s))
                     .isError());
    }
    void case04_noHeaders_data() { bothSchemes(); }
    void case04_noHeaders()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(fault::never());
        const Error error = readOne(serve(server, tls));
        QCOMPARE(error.kind, ErrorKind::Timeout);
        QCOMPARE(error.outcome, Outcome::NotDone);
        QCOMPARE(error.status, 0);
        QCOMPARE(server.count(), 1);
        QTRY_COMPARE(server.open(), 0); // the connection is given back
    }
    void case05_bodyStalls_data() { bothSchemes(); }
    void case05_bodyStalls()
    {
        QFETCH(bool, tls);
        FaultServer server;
        // What came would even be valid JSON.
        server.always(
            fault::raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + application(), false));
        const Error error = readOne(serve(server, tls));
        QCOMPARE(error.kind, ErrorKind::Timeout);
    }
    void case06_drip_data() { bothSchemes(); }
    void case06_drip()
    {
        QFETCH(bool, tls);
        for (const QByteArray &head :
             {QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"),
              QByteArray("HTTP/1.1 2"), QByteArray("HTTP/1.1 200 OK\r\nX-Long: ")}) {
            FaultServer server;
            server.always(fault::drip(head, " ", 100));
            ClientConfig config = serve(server, tls);
            config.deadlines.inactivity = 900ms;
            config.deadlines.total = 1500ms;
            QElapsedTimer timer;
            timer.start();
            const Error error = readOne(config);
            // A head that never ends may also be found to be no head.
            QVERIFY2(error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Protocol,
                     qPrintable(error.detail));
            QVERIFY2(timer.elapsed() < 3500, qPrintable(QString::number(timer.elapsed())));
        }
    }
    void case25_ipv6Literal_data() { bothSchemes(); }
    void case25_ipv6Literal()
    {
        QFETCH(bool, tls);
        FaultServer server;
        if (tls) {
            server.setTls(certs().server());
        }
        if (!server.listen(QHostAddress(QHostAddress::LocalHostIPv6))) {
            QSKIP("this machine has no IPv6 loopback");
        }
        server.always(fault::answer(200, application()));
        const ClientConfig config = configFor(server, u"::1"_s);
        QCOMPARE(readOne(config).detail, QString());
        QCOMPARE(server.requests().at(0).header("host"),
                 "[::1]:" + QByteArray::number(server.serverPort()));
        server.always(fault::answer(404, "{}"));
        QCOMPARE(readOne(config).host, u"[::1]:%1"_s.arg(server.serverPort()));
    }
    void case25_brokenIpv6WorkingIpv4()
    {
        // The name stands for both addresses where the machine has both; only IPv4 answers.
        FaultServer server;
        server.always(fault::answer(200, application()));
        server.start();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(readOne(configFor(server, u"localhost"_s)).detail, QString());
        QVERIFY(timer.elapsed() < 2000);
    }
};

SVIX_TEST_MAIN(TestConnection)
#include "tst_connection.moc"
