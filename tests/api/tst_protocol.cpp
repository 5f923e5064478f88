// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers that are hardly HTTP, statuses of every kind, and documents of the wrong shape.
#include "api/wiretest.h"

using namespace svix;
using namespace svix::test;

namespace {

constexpr char okHead[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

} // namespace

class TestProtocol : public WireTest
{
    Q_OBJECT

private Q_SLOTS:
    void case20_headersBeyondMeasure_data()
    {
        const QByteArray body = application();
        QByteArray many;
        for (int i = 0; i < 150; ++i) {
            many += "X-" + QByteArray::number(i) + ": y\r\n";
        }
        const auto whole = [&](const QByteArray &headers) {
            return okHead + headers + "Content-Length: " + QByteArray::number(body.size()) +
                   "\r\n\r\n" + body;
        };
        const QList<ErrorKind> waited{ErrorKind::Timeout, ErrorKind::Protocol};
        rows({{"150 headers", whole(many), false, waited},
              {"one header of 200 kB", whole("X-Long: " + QByteArray(200'000, 'x') + "\r\n"), false,
               waited},
              {"a line without a colon", whole("this is no header\r\n"), false, waited}});
    }
    void case20_headersBeyondMeasure() { check(); }
    void case21_noHttp_data()
    {
        const QList<ErrorKind> any{ErrorKind::Protocol, ErrorKind::ConnectionLost,
                                   ErrorKind::BadAnswer, ErrorKind::Timeout};
        rows({{"garbage", QByteArray::fromHex("00ff1122") + "\r\nwhat is this\r\n\r\n", true, any},
              {"garbage, open", "SSH-2.0-OpenSSH_9.2\r\n", false, any},
              {"HTTP/0.9", application(), true, any},
              {"HTTP/3.7", "HTTP/3.7 abc\r\n\r\n" + application(), true, any},
              {"no status", "HTTP/1.1\r\n\r\n" + application(), true, any}});
    }
    void case21_noHttp() { check(); }
    void case21_tlsOnPlainPort()
    {
        FaultServer server;
        server.onConnection([](FaultPeer &peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        server.start();
        ClientConfig config = configFor(server);
        config.baseUrl.setScheme(u"https"_s);
        const Error error = readOne(config);
        QCOMPARE(error.kind, ErrorKind::Tls);
        QVERIFY(!error.detail.isEmpty());
    }
    void case21_plainOnTlsPort()
    {
        FaultServer server;
        ClientConfig config = serve(server, true);
        config.baseUrl.setScheme(u"http"_s);
        const Error error = readOne(config);
        QVERIFY2(error.kind == ErrorKind::Protocol || error.kind == ErrorKind::ConnectionLost,
                 qPrintable(error.detail));
        QCOMPARE(server.count(), 0);
    }
    void case22_earlyHints_data()
    {
        const QByteArray good = fault::http(200, application());
        rows({{"103",
               "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + good,
               false,
               {ErrorKind::Protocol}},
              {"102", "HTTP/1.1 102 Processing\r\n\r\n" + good, false, {ErrorKind::Protocol}}});
    }
    void case22_earlyHints() { check(); }
    void case22_earlyHintsAfterAWriteAreUnknown()
    {
        FaultServer server;
        server.always(fault::raw("HTTP/1.1 103 Early Hints\r\n\r\n" + fault::http(204), false));
        ApiClient client(serve(server));
        const Error error = errorOf(
            client.act<op::deleteApplication>(TestConsent::give(), CallOptions(), u"app_1"_s));
        QCOMPARE(error.kind, ErrorKind::Protocol);
        QCOMPARE(error.outcome, Outcome::Unknown);
        QVERIFY(error.detail.contains(u"103"_s) && error.detail.contains(u"proxy"_s));
    }
    void case22_continueIsNoAnswer()
    {
        FaultServer server;
        server.always(
            fault::raw("HTTP/1.1 100 Continue\r\n\r\n" + fault::http(200, application()), false));
        QCOMPARE(readOne(serve(server)).detail, QString());
    }
    void case23_statusMapping_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("kind");
        const QByteArray body = application();
        const auto row = [](const char *name, const QByteArray &wire, ErrorKind kind) {
            QTest::newRow(name) << wire << static_cast<int>(kind);
        };
        row("200 with the right body", fault::http(200, body), ErrorKind::None);
        row("201", fault::http(201, body), ErrorKind::None);
        row("299", fault::http(299, body), ErrorKind::None);
        row("200 empty", fault::http(200), ErrorKind::BadAnswer);
        row("204", "HTTP/1.1 204 No Content\r\n\r\n", ErrorKind::BadAnswer);
        row("204 with a body", fault::http(204, body), ErrorKind::BadAnswer);
        row("205", "HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n", ErrorKind::BadAnswer);
        row("304", "HTTP/1.1 304 Not Modified\r\n\r\n", ErrorKind::Protocol);
        row("600", fault::http(600, body), ErrorKind::Protocol);
        row("999", fault::http(999, body), ErrorKind::Protocol);
        row("000", "HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n", ErrorKind::Protocol);
        row("a list", fault::http(200, "[" + body + "]"), ErrorKind::BadAnswer);
        row("a text", fault::http(200, "\"hello\""), ErrorKind::BadAnswer);
        row("null", fault::http(200, "null"), ErrorKind::BadAnswer);
        row("two documents", fault::http(200, body + body), ErrorKind::BadAnswer);
        row("half a document", fault::http(200, body.first(40)), ErrorKind::BadAnswer);
        row("without its id", fault::http(200, R"({"name":"x"})"), ErrorKind::BadAnswer);
        row("a number for a name",
            fault::http(200, R"({"id":"app_1","name":5,"createdAt":"2026-01-01T00:00:00Z"})"),
            ErrorKind::BadAnswer);
        row("bad UTF-8", fault::http(200, "{\"id\":\"\xff\xfe\"}"), ErrorKind::BadAnswer);
    }
    void case23_statusMapping()
    {
        QFETCH(QByteArray, wire);
        QFETCH(int, kind);
        FaultServer server;
        server.always(fault::raw(wire, false));
        const Error error = readOne(serve(server));
        QVERIFY2(static_cast<int>(error.kind) == kind,
                 qPrintable(u"kind %1: %2"_s.arg(static_cast<int>(error.kind)).arg(error.detail)));
        QCOMPARE(error.detail.isEmpty(), error.kind == ErrorKind::None);
    }
    void wrongShapeNamesTheField()
    {
        FaultServer server;
        server.always(fault::answer(
            200, R"({"data":[{"id":"app_1","name":["x"],"createdAt":"2026-01-01T00:00:00Z"}],)"
                 R"("iterator":null,"done":true})"));
        ApiClient client(serve(server));
        const Error error =
            errorOf(client.get<op::listApplications>(CallOptions(), ListApplicationsQuery()));
        QCOMPARE(error.kind, ErrorKind::BadAnswer);
        QVERIFY2(error.detail.contains(u"data[0].name"_s), qPrintable(error.detail));
        QVERIFY(!error.requestId.isEmpty());
    }
};

SVIX_TEST_MAIN(TestProtocol)
#include "tst_protocol.moc"
