// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Case 24: the same outcomes over HTTP/2, against a server that counts streams frame by frame.
#include "api/apitest.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSslSocket>
#include <QtEndian>

using namespace svix;
using namespace svix::test;

namespace {

constexpr char preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
enum Frame : quint8 { Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7 };

QByteArray frame(Frame type, quint8 flags, quint32 stream, const QByteArray &payload = {})
{
    QByteArray out(9, '\0');
    qToBigEndian(quint32(payload.size()) << 8, out.data());
    out[3] = static_cast<char>(type);
    out[4] = static_cast<char>(flags);
    qToBigEndian(stream, out.data() + 5);
    return out + payload;
}

QByteArray number(quint32 value)
{
    QByteArray out(4, '\0');
    qToBigEndian(value, out.data());
    return out;
}

// Speaks just enough HTTP/2 to count requests and to misbehave.
class Http2Server : public QTcpServer
{
public:
    enum class Act {
        Answer,
        Never,
        Close,
        GoAwayThenClose,
        ResetStream,
        HeadersThenClose,
        GoAwayRefusing,  ///< the stream will not be looked at; the connection stays open
        GoAwayAnswering, ///< the stream is the last one and is answered, then the connection closed
        GoAwayStaying,   ///< the same without the end
        AskPing,         ///< whoever does not answer the PING gets no answer either
        Deaf             ///< from now on nothing is heard of this connection; others are served
    };

    explicit Http2Server(QSslConfiguration tls)
        : m_tls(std::move(tls))
    {
        m_tls.setAllowedNextProtocols({QSslConfiguration::ALPNProtocolHTTP2});
        listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(serverPort())); }

    /// The client has closed its ends too, as the system sees it: our end alone does not tell that
    /// it has heard of it.
    bool isLeftByAll() const
    {
        QFile table(QStringLiteral("/proc/net/tcp"));
        if (!table.open(QIODevice::ReadOnly)) {
            return false;
        }
        const QByteArray port =
            ':' + QByteArray::number(serverPort(), 16).rightJustified(4, '0').toUpper();
        const QList<QByteArray> lines = table.readAll().split('\n');
        return std::none_of(lines.cbegin(), lines.cend(), [&](const QByteArray &line) {
            const QList<QByteArray> words = line.simplified().split(' ');
            const QByteArray state = words.value(3);
            const bool listensOrIsOver = state == "0A" || state == "06";
            return !listensOrIsOver &&
                   (words.value(1).endsWith(port) || words.value(2).endsWith(port));
        });
    }

    Act act = Act::Answer;
    int streams = 0;
    int connections = 0;
    int http1 = 0; ///< connections that did not begin with the preface
    int upgraded = 0;
    int pongs = 0;

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setSslConfiguration(m_tls);
        socket->startServerEncryption();
        ++connections;
        auto buffer = std::make_shared<QByteArray>();
        auto begun = std::make_shared<bool>(false);
        connect(socket, &QSslSocket::encrypted, this, [this, socket] {
            upgraded += socket->sslConfiguration().nextNegotiatedProtocol() == "h2";
        });
        connect(socket, &QSslSocket::readyRead, this, [this, socket, buffer, begun] {
            if (m_deaf.contains(socket)) {
                socket->readAll();
                return;
            }
            *buffer += socket->readAll();
            if (!*begun) {
                if (buffer->size() < qsizetype(sizeof preface) - 1) {
                    return;
                }
                *begun = true;
                if (!buffer->startsWith(preface)) {
                    ++http1;
                    socket->write(fault::http(200, body));
                    return;
                }
                buffer->remove(0, sizeof preface - 1);
                socket->write(frame(Settings, 0, 0));
            }
            while (http1 == 0 && buffer->size() >= 9) {
                const qsizetype size = qFromBigEndian<quint32>(buffer->constData()) >> 8;
                if (buffer->size() < 9 + size) {
                    return;
                }
                const QByteArray head = buffer->first(9);
                const QByteArray payload = buffer->sliced(9, size);
                buffer->remove(0, 9 + size);
                take(socket, static_cast<quint8>(head.at(3)), static_cast<quint8>(head.at(4)),
                     qFromBigEndian<quint32>(head.constData() + 5), payload);
            }
        });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void take(QSslSocket *socket, quint8 type, quint8 flags, quint32 stream,
              const QByteArray &payload)
    {
        const QByteArray ok(1, '\x88'); // ":status: 200" of HPACK's static table
        const auto answer = [&](quint32 to) {
            socket->write(frame(Headers, 4, to, ok) + frame(Data, 1, to, body));
        };
        if (type == Ping && (flags & 1) && payload == QByteArray(pingText)) {
            ++pongs;
            answer(m_pinged);
        }
        if (type == Settings && !(flags & 1)) {
            socket->write(frame(Settings, 1, 0));
        }
        if (type != Headers) {
            return;
        }
        ++streams;
        switch (act) {
        case Act::Answer:
            answer(stream);
            break;
        case Act::Never:
            break;
        case Act::Close:
            socket->disconnectFromHost();
            break;
        case Act::GoAwayThenClose:
            socket->write(frame(GoAway, 0, 0, number(0) + number(0)));
            socket->disconnectFromHost();
            break;
        case Act::ResetStream:
            socket->write(frame(Reset, 0, stream, number(2)));
            break;
        case Act::HeadersThenClose:
            socket->write(frame(Headers, 4, stream, ok));
            socket->disconnectFromHost();
            break;
        case Act::GoAwayRefusing:
            socket->write(frame(GoAway, 0, 0, number(stream > 2 ? stream - 2 : 0) + number(0)));
            break;
        case Act::GoAwayAnswering:
        case Act::GoAwayStaying:
            socket->write(frame(GoAway, 0, 0, number(stream) + number(0)));
            answer(stream);
            if (act == Act::GoAwayAnswering) {
                socket->disconnectFromHost();
            }
            break;
        case Act::AskPing:
            m_pinged = stream;
            socket->write(frame(Ping, 0, 0, pingText));
            break;
        case Act::Deaf:
            m_deaf.insert(socket);
            act = Act::Answer;
            break;
        }
    }

    static constexpr char pingText[] = "12345678";
    QSslConfiguration m_tls;
    QSet<QObject *> m_deaf;
    quint32 m_pinged = 0;

public:
    QByteArray body;
};

} // namespace

class TestHttp2 : public ApiTest
{
    Q_OBJECT

    ClientConfig configOf(const Http2Server &server)
    {
        ClientConfig config;
        config.baseUrl = server.url();
        config.token = token;
        config.caFile = certs().authorityFile();
        config.deadlines = quick();
        return config;
    }
    static Error write(ApiClient &client, int which)
    {
        ApplicationIn in;
        in.name = u"Acme"_s;
        switch (which) {
        case 0:
            return errorOf(client.act<op::createApplication>(TestConsent::give(), CallOptions(),
                                                             CreateApplicationQuery(), in));
        case 1:
            return errorOf(client.act<op::resendWebhook>(TestConsent::give(), CallOptions(), u"a"_s,
                                                         u"m"_s, u"e"_s));
        case 2:
            return errorOf(
                client.act<op::updateApplication>(TestConsent::give(), CallOptions(), u"a"_s, in));
        default:
            return errorOf(
                client.act<op::deleteApplication>(TestConsent::give(), CallOptions(), u"a"_s));
        }
    }
    static void everyFault()
    {
        QTest::addColumn<int>("act");
        QTest::addColumn<int>("which");
        const char *acts[] = {"answer",     "never",      "close",          "GOAWAY and close",
                              "RST_STREAM", "broken off", "GOAWAY, refused"};
        const char *whichs[] = {"POST", "empty POST", "PUT", "DELETE"};
        for (int act = 0; act < 7; ++act) {
            for (int which = 0; which < 4; ++which) {
                QTest::addRow("%s, %s", whichs[which], acts[act]) << act << which;
            }
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Qt says there itself what becomes of a stream; here that is the subject.
        QLoggingCategory::setFilterRules(u"qt.network.http2.warning=false"_s);
    }
    void case24_readsShareOneConnection()
    {
        Http2Server server(certs().server());
        server.body = application();
        ApiClient client(configOf(server));
        QList<QFuture<Result<ApplicationOut>>> all;
        QCOMPARE(readOne(client).detail, QString());
        for (int i = 0; i < 20; ++i) {
            all.append(client.get<op::getApplication>(CallOptions(), u"app_%1"_s.arg(i)));
        }
        for (const auto &future : all) {
            QCOMPARE(errorOf(future).detail, QString());
        }
        QCOMPARE(server.upgraded, 1);
        QCOMPARE(server.connections, 1);
        QCOMPARE(server.streams, 21);
    }
    void case24_writesReachTheServerOnce_data() { everyFault(); }
    void case24_writesReachTheServerOnce()
    {
        QFETCH(int, act);
        QFETCH(int, which);
        Http2Server server(certs().server());
        server.body = application();
        ApiClient client(configOf(server));
        for (const bool fresh : {true, false}) {
            if (!fresh) { // once more on a connection that was open already
                server.act = Http2Server::Act::Answer;
                QCOMPARE(readOne(client).detail, QString());
            }
            server.streams = 0;
            server.act = static_cast<Http2Server::Act>(act);
            const Error error = write(client, which);
            settle(80);
            QCOMPARE(server.streams, 1);
            if (server.act == Http2Server::Act::Answer) {
                QCOMPARE(error.detail, QString());
                continue;
            }
            QVERIFY2(error.kind == ErrorKind::ConnectionLost || error.kind == ErrorKind::Timeout ||
                         error.kind == ErrorKind::Protocol || error.kind == ErrorKind::Unreachable,
                     qPrintable(u"%1 %2"_s.arg(int(error.kind)).arg(error.detail)));
            QVERIFY2(error.outcome == (server.act == Http2Server::Act::HeadersThenClose
                                           ? Outcome::Done
                                           : Outcome::Unknown),
                     qPrintable(u"%1 %2"_s.arg(int(error.outcome)).arg(error.detail)));
        }
    }
    void case24_switchedOff()
    {
        Http2Server server(certs().server());
        server.body = application();
        ClientConfig config = configOf(server);
        config.http1Only = true;
        QCOMPARE(readOne(config).detail, QString());
        QCOMPARE(server.upgraded, 0);
        QCOMPARE(server.http1, 1);
        QCOMPARE(server.streams, 0);
    }
    void case24_noAnswerIsATimeout()
    {
        Http2Server server(certs().server());
        server.act = Http2Server::Act::Never;
        QCOMPARE(readOne(configOf(server)).kind, ErrorKind::Timeout);
        QCOMPARE(server.streams, 1);
    }
    /// A server that is about to restart answers what it has, takes no more on that connection and
    /// closes it.
    void case24_goAwayAfterTheAnswer()
    {
        Http2Server server(certs().server());
        server.body = application();
        ApiClient client(configOf(server));
        for (int which = 0; which < 4; ++which) {
            server.act = Http2Server::Act::GoAwayAnswering;
            server.streams = 0;
            server.connections = 0;
            QCOMPARE(write(client, which).detail, QString());
            QTRY_VERIFY(server.isLeftByAll());
            server.act = Http2Server::Act::Answer;
            QCOMPARE(write(client, which).detail, QString()); // on a new one
            QCOMPARE(readOne(client).detail, QString());
            QCOMPARE(server.streams, 3);
            QVERIFY(server.connections > 0);
        }
    }
    /// One that leaves closing to us: Qt 6.4 lets the next request wait on that connection. It is
    /// not sent, ends in its time, and does not take others along.
    void case24_goAwayAndNoClose()
    {
        Http2Server server(certs().server());
        server.body = application();
        ApiClient client(configOf(server));
        server.act = Http2Server::Act::GoAwayStaying;
        QCOMPARE(write(client, 0).detail, QString());
        server.act = Http2Server::Act::Answer;
        server.streams = 0;
        const Error next = write(client, 0);
        if (next.isError()) {
            QCOMPARE(next.outcome, Outcome::Unknown); // nobody tells us that it was not sent
            QCOMPARE(server.streams, 0);
        }
        server.streams = 0;
        QCOMPARE(readOne(client).detail, QString());
        QCOMPARE(write(client, 0).detail, QString());
        QCOMPARE(server.streams, 2);
    }
    /// A read that meets a connection that is going is asked again on another one.
    void case24_readsSurvive_data()
    {
        QTest::addColumn<int>("act");
        using Act = Http2Server::Act;
        QTest::newRow("close") << int(Act::Close);
        QTest::newRow("GOAWAY and close") << int(Act::GoAwayThenClose);
        QTest::newRow("GOAWAY, refused") << int(Act::GoAwayRefusing);
    }
    void case24_readsSurvive()
    {
        QFETCH(int, act);
        Http2Server server(certs().server());
        server.body = application();
        ApiClient client(configOf(server));
        for (const bool fresh : {true, false}) {
            server.act = Http2Server::Act::Answer;
            if (!fresh) {
                QCOMPARE(readOne(client).detail, QString());
            }
            server.act = static_cast<Http2Server::Act>(act);
            server.streams = 0;
            const auto future = client.get<op::getApplication>(CallOptions(), u"app_1"_s);
            QTRY_COMPARE(server.streams, 1);
            server.act = Http2Server::Act::Answer;
            QCOMPARE(errorOf(future).detail, QString());
            QCOMPARE(server.streams, 2);
        }
    }
    /// Servers and what stands before them close a connection whose end does not answer pings.
    void case24_pingsAreAnswered()
    {
        Http2Server server(certs().server());
        server.body = application();
        server.act = Http2Server::Act::AskPing;
        ApiClient client(configOf(server));
        QCOMPARE(readOne(client).detail, QString());
        QCOMPARE(write(client, 0).detail, QString());
        QCOMPARE(server.pongs, 2);
        QCOMPARE(server.streams, 2);
        QCOMPARE(server.connections, 1);
    }
    /// A connection that is dead without having been closed, as after a change of the network: one
    /// call waits for it, and not every one after it.
    void case24_deadConnectionIsLeft_data()
    {
        QTest::addColumn<bool>("wasUsed");
        QTest::newRow("at once") << false;
        QTest::newRow("after an answer") << true;
    }
    void case24_deadConnectionIsLeft()
    {
        QFETCH(bool, wasUsed);
        Http2Server server(certs().server());
        server.body = application();
        ApiClient client(configOf(server));
        if (wasUsed) {
            QCOMPARE(readOne(client).detail, QString());
        }
        server.act = Http2Server::Act::Deaf;
        server.streams = 0;
        const Error first = write(client, 0);
        QCOMPARE(first.kind, ErrorKind::Timeout);
        QCOMPARE(first.outcome, Outcome::Unknown);
        QCOMPARE(server.streams, 1); // sent once
        QCOMPARE(readOne(client).detail, QString());
        QCOMPARE(write(client, 0).detail, QString());
        QCOMPARE(server.streams, 3);
        QCOMPARE(server.connections, 2);
    }
};

SVIX_TEST_MAIN(TestHttp2)
#include "tst_http2.moc"
