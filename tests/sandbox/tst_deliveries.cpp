// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/signing.h"
#include "sandbox/delivery/receiver.h"
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// Webhooks as a receiver on this computer gets them.
class TestDeliveries : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsWithTheTestVector();
    void deliversSignedAndRetries();
    void rotationSignsWithBothKeys();
    void resendsIgnoringFilters();
    void neverLeavesThisComputer_data();
    void neverLeavesThisComputer();
    void receiverThatHangsTimesOut();
    void oddAnswers_data();
    void oddAnswers();
};

void TestDeliveries::signsWithTheTestVector()
{
    const auto key = signingKey(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
    QVERIFY(key);
    const QByteArray id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const QByteArray body = R"({"test": 2432232314})";
    const QByteArray signature = signatureV1(*key, id, "1614265330", body);
    QCOMPARE(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    QVERIFY(hasSignatureV1("v1,AAAA " + signature, *key, id, "1614265330", body));
    QVERIFY(!hasSignatureV1(signature, *key, id, "1614265331", body));
    QVERIFY(!signingKey(u"whsec_YWJj"_s));
    QVERIFY(!signingKey(u"whsec_!!!"_s));
}

void TestDeliveries::deliversSignedAndRetries()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QString app = makeApplication(sandbox);
    const QByteArray secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    makeEndpoint(sandbox, app, "/fail", R"(,"secret":")" + secret + '"');
    const QString message = send(sandbox, app);
    QTRY_COMPARE_WITH_TIMEOUT(sandbox.deliveryCount(), 3U, 5000);
    QTest::qWait(500);
    const std::vector<HttpRequest> got = sandbox.takeDeliveries();
    QCOMPARE(got.size(), 3U); // the first try and both retries, no more
    const QByteArray key = *signingKey(QString::fromLatin1(secret));
    for (const HttpRequest &request : got) {
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.body, R"({"b": 1.10,  "a":2})"); // as it was sent, byte for byte
        QCOMPARE(*request.header("svix-id"), message.toLatin1());
        QVERIFY(hasSignatureV1(*request.header("svix-signature"), key, *request.header("svix-id"),
                               *request.header("svix-timestamp"), request.body));
    }
}

void TestDeliveries::rotationSignsWithBothKeys()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QString app = makeApplication(sandbox);
    const QByteArray secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const QString endpoint = makeEndpoint(sandbox, app, "/ok", R"(,"secret":")" + secret + '"');
    const QByteArray path =
        "/api/v1/app/" + app.toLatin1() + "/endpoint/" + endpoint.toLatin1() + "/secret";
    QCOMPARE(call(sandbox.port(), "POST", path + "/rotate", sandbox.token(), "{}").status, 204);
    const QString fresh =
        jsonOf(call(sandbox.port(), "GET", path, sandbox.token()))[u"key"_s].toString();
    QVERIFY(fresh != QString::fromLatin1(secret));
    send(sandbox, app);
    QTRY_COMPARE(sandbox.deliveryCount(), 1U);
    const HttpRequest request = sandbox.takeDeliveries().front();
    const QByteArray signatures = *request.header("svix-signature");
    QCOMPARE(signatures.count(' '), 1);
    for (const QString &key : {fresh, QString::fromLatin1(secret)}) {
        QVERIFY(hasSignatureV1(signatures, *signingKey(key), *request.header("svix-id"),
                               *request.header("svix-timestamp"), request.body));
    }
    const QByteArray current = signatures.split(' ').first();
    QVERIFY(hasSignatureV1(current, *signingKey(fresh), *request.header("svix-id"),
                           *request.header("svix-timestamp"), request.body));
}

void TestDeliveries::resendsIgnoringFilters()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QString app = makeApplication(sandbox);
    const QString endpoint = makeEndpoint(sandbox, app, "/fail", R"(,"channels":["vip"])");
    const QString message = send(sandbox, app);
    QTest::qWait(300);
    QCOMPARE(sandbox.deliveryCount(), 0U);
    const QByteArray path = "/api/v1/app/" + app.toLatin1() + "/msg/" + message.toLatin1() +
                            "/endpoint/" + endpoint.toLatin1() + "/resend";
    QCOMPARE(call(sandbox.port(), "POST", path, sandbox.token()).status, 202);
    QTest::qWait(900);
    QCOMPARE(sandbox.deliveryCount(), 1U); // a manual try is not retried
}

void TestDeliveries::neverLeavesThisComputer_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Destination>("destination");
    const auto row = [](const char *url, Destination destination) {
        QTest::newRow(url) << QString::fromLatin1(url) << destination;
    };
    row("http://127.0.0.1:9/x", Destination::Loopback);
    row("http://localhost:9/x", Destination::Loopback);
    row("http://[::1]:9/x", Destination::Loopback);
    row("http://[::ffff:127.0.0.1]:9/x", Destination::Loopback);
    row("http://[::ffff:7f00:1]:9/x", Destination::Loopback);
    row("http://[::ffff:127.0.0.2]:9/x", Destination::Blocked);
    row("http://[::ffff:10.1.2.3]/x", Destination::Blocked);
    row("http://[::ffff:8.8.8.8]/x", Destination::Simulated);
    row("http://[::]/x", Destination::Blocked);
    row("http://10.1.2.3/x", Destination::Blocked);
    row("http://192.168.1.1/x", Destination::Blocked);
    row("http://169.254.169.254/latest", Destination::Blocked);
    row("http://100.64.0.1/x", Destination::Blocked);
    row("http://127.0.0.2/x", Destination::Blocked);
    row("http://0.0.0.0/x", Destination::Blocked);
    row("http://[fe80::1]/x", Destination::Blocked);
    row("http://nowhere.invalid/x", Destination::Unresolvable);
    row("http://intranet/x", Destination::Unresolvable);
    row("https://example.com/hook", Destination::Simulated);
    row("http://8.8.8.8/x", Destination::Simulated);
    row("https://127.0.0.1.evil.example/x", Destination::Simulated);
}

void TestDeliveries::neverLeavesThisComputer()
{
    QFETCH(QString, url);
    QFETCH(Destination, destination);
    QCOMPARE(destinationOf(QUrl(url)), destination);
    const Receiver receiver(1000);
    const ReceiverAnswer once = receiver.simulated(QUrl(url), 7);
    const ReceiverAnswer again = receiver.simulated(QUrl(url), 7);
    QCOMPARE(once.status, again.status);
    QCOMPARE(once.durationMs, again.durationMs);
}

void TestDeliveries::receiverThatHangsTimesOut()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    QTcpServer silent; // accepts in the kernel and never says a word
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QString app = makeApplication(sandbox);
    makeEndpoint(sandbox, app,
                 "http://127.0.0.1:" + QByteArray::number(silent.serverPort()) + "/x");
    const QString message = send(sandbox, app);
    const QByteArray list = "/api/v1/app/" + app.toLatin1() + "/attempt/msg/" + message.toLatin1();
    const auto attempts = [&] {
        return jsonOf(call(sandbox.port(), "GET", list, sandbox.token()))[u"data"_s].toArray();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!attempts().isEmpty(), 3000);
    const QJsonObject attempt = attempts().last().toObject();
    QCOMPARE(attempt[u"responseStatusCode"_s].toInt(), 0);
    QVERIFY(attempt[u"responseDurationMs"_s].toInt() >= 450);
    QCOMPARE(attempt[u"statusText"_s].toString(), u"fail"_s);
}

// What no receiver should answer is a failed try or the rest of a good one, never a crash.
void TestDeliveries::oddAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("chunk beyond all sizes")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "7FFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n")
        << 200;
    QTest::newRow("endless headers")
        << "HTTP/1.1 200 OK\r\n" + QByteArray(80, 'x').repeated(1000) << 0;
    QTest::newRow("negative status") << QByteArray("HTTP/1.1 -12 No\r\n\r\n") << 0;
    QTest::newRow("status of none") << QByteArray("HTTP/1.1 999 No\r\n\r\n") << 0;
    QTest::newRow("early hints") << QByteArray("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                                               "HTTP/1.1 202 OK\r\nContent-Length: 2\r\n\r\nok")
                                 << 202;
}

void TestDeliveries::oddAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    Receiver receiver(5000);
    std::optional<ReceiverAnswer> came;
    receiver.post("POST", QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort())), {}, "{}", 1,
                  this, [&](const ReceiverAnswer &made) { came = made; });
    QTRY_VERIFY(came);
    QCOMPARE(came->status, status);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestDeliveries)
#include "tst_deliveries.moc"
