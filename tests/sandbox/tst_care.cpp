// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxcalls.h"
#include "sandbox/sandboxprogram.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QNetworkInterface>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// The program svix-sandbox, whole: who reaches it, and what a bad client can do to a good one.
class TestCare : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void listensOnLoopbackOnly();
    void cannotBeToldToListenElsewhere_data();
    void cannotBeToldToListenElsewhere();
    void idleAndSlowClientsSlowNobody();
    void pipelinedRequestsAreAnsweredInOrder();
    void brokenChunksEndOneConnectionOnly();
    void takesFaultsFromTheCommandLine();
};

namespace {

constexpr const char *health = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

bool connects(const QHostAddress &address, quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(address, port);
    return socket.waitForConnected(3000);
}

// Local addresses with this port that a process of this computer listens on, as the kernel says.
QByteArrayList listening(quint16 port)
{
    QByteArrayList found;
    for (const QString &table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile file(table);
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArrayList lines = file.readAll().split('\n');
        for (const QByteArray &line : lines.mid(1)) {
            const QByteArrayList words = line.simplified().split(' ');
            const QByteArrayList local = words.value(1).split(':');
            if (words.value(3) == "0A" && local.value(1).toUShort(nullptr, 16) == port) {
                found.append(local[0]);
            }
        }
    }
    return found;
}

// Median time of an answer in microseconds; -1 when one did not come.
qint64 medianAnswer(WireConnection &connection)
{
    QList<qint64> times;
    for (int i = 0; i < 201; ++i) {
        QElapsedTimer clock;
        clock.start();
        connection.say(health);
        const auto answer = connection.hear();
        if (!answer || answer->status != 200) {
            return -1;
        }
        times.append(clock.nsecsElapsed() / 1000);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace

void TestCare::listensOnLoopbackOnly()
{
    const SandboxProgram program({});
    QVERIFY(program.isUp());
    QVERIFY(connects(QHostAddress(QHostAddress::LocalHost), program.port()));
    QVERIFY(!connects(QHostAddress(u"127.0.0.2"_s), program.port()));
    QVERIFY(!connects(QHostAddress(QHostAddress::LocalHostIPv6), program.port()));
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback()) {
            QVERIFY2(!connects(address, program.port()), qPrintable(address.toString()));
        }
    }
    QCOMPARE(listening(program.port()), QByteArrayList{"0100007F"});
}

void TestCare::cannotBeToldToListenElsewhere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("--host") << QStringList{u"--host"_s, u"0.0.0.0"_s};
    QTest::newRow("--listen") << QStringList{u"--listen=0.0.0.0:0"_s};
    QTest::newRow("--bind") << QStringList{u"--bind"_s, u"::"_s};
    QTest::newRow("--address") << QStringList{u"--address"_s, u"0.0.0.0"_s};
    QTest::newRow("--port") << QStringList{u"--port"_s, u"0.0.0.0:8071"_s};
    QTest::newRow("an argument") << QStringList{u"0.0.0.0"_s};
    QTest::newRow("--fault") << QStringList{u"--fault"_s, u"explode"_s}; // wrong usage as well
}

void TestCare::cannotBeToldToListenElsewhere()
{
    QFETCH(QStringList, arguments);
    QProcess process;
    process.start(QStringLiteral(SVIX_SANDBOX_EXECUTABLE), arguments);
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 2);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY(process.readAllStandardError().startsWith("svix-sandbox: "));
}

void TestCare::idleAndSlowClientsSlowNobody()
{
    const SandboxProgram program({});
    QVERIFY(program.isUp());
    WireConnection good(program.port());
    medianAnswer(good); // warms up both sides
    const qint64 alone = medianAnswer(good);

    std::vector<std::unique_ptr<WireConnection>> others;
    for (int i = 0; i < 500; ++i) {
        others.push_back(std::make_unique<WireConnection>(program.port()));
    }
    for (int i = 0; i < 100; ++i) {
        others.push_back(std::make_unique<WireConnection>(program.port()));
        QVERIFY(others.back()->say("GET /api/v1/health HTTP/1.1\r\nHost: loc"));
    }
    for (auto other = others.end() - 100; other != others.end(); ++other) {
        QVERIFY((*other)->say("al"));
    }
    const qint64 among = medianAnswer(good);
    qInfo("an answer takes %lld us alone and %lld us among 600 others", alone, among);
    QVERIFY(alone > 0 && among > 0);
    QVERIFY2(among < 5 * alone + 2000, qPrintable(u"%1 and %2"_s.arg(alone).arg(among)));
    // Those who were slow get their answers, too.
    QVERIFY(others.back()->say("host\r\n\r\n"));
    QVERIFY(others.back()->hear());
}

void TestCare::pipelinedRequestsAreAnsweredInOrder()
{
    const SandboxProgram program({u"--seed"_s, u"demo"_s});
    QVERIFY(program.isUp());
    QByteArray bytes;
    for (int i = 0; i < 100; ++i) {
        bytes += i % 2 == 0 ? QByteArray(health)
                            : "GET /nothing/" + QByteArray::number(i) +
                                  " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
    WireConnection connection(program.port());
    for (qsizetype at = 0; at < bytes.size(); at += 97) {
        QVERIFY(connection.say(bytes.mid(at, 97))); // never at the end of a request
    }
    for (int i = 0; i < 100; ++i) {
        const auto answer = connection.hear();
        QVERIFY2(answer, qPrintable(QString::number(i)));
        QCOMPARE(answer->status, i % 2 == 0 ? 200 : 404);
    }
}

void TestCare::brokenChunksEndOneConnectionOnly()
{
    const SandboxProgram program({});
    QVERIFY(program.isUp());
    WireConnection good(program.port());
    const QByteArray head = "POST /api/v1/app HTTP/1.1\r\nHost: localhost\r\n"
                            "Authorization: Bearer from-outside\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n";
    for (const char *chunks : {"zz\r\n", "-1\r\n", "5\r\nhello!!\r\n", "ffffffffffffffffff\r\n",
                               "5\r\nhel\r\n0\r\n\r\n"}) {
        const WireTalk talk = svix::test::talk(program.port(), head + chunks, 10000);
        QVERIFY2(talk.closed, chunks);
        QCOMPARE(talk.answers.size(), 1);
        QCOMPARE(talk.answers[0].status, 400);
    }
    QCOMPARE(
        svix::test::talk(program.port(), head + "fffffffff\r\n", 10000).answers.value(0).status,
        413);
    good.say(health);
    const auto answer = good.hear();
    QVERIFY(answer && answer->status == 200);
    // In two pieces, of which the second comes one byte at a time, it is an application.
    good.say(head + "8\r\n{\"name\":\r\n");
    good.drip("5\r\n\"Me\"}\r\n0\r\n\r\n", 1);
    const auto made = good.hear();
    QVERIFY(made && made->status == 201);
}

void TestCare::takesFaultsFromTheCommandLine()
{
    const SandboxProgram program({u"--fault"_s, u"429,retry-after=3,op=listApplications,every=2"_s,
                                  u"--fault"_s, u"reset,method=POST"_s, u"--fault-seed"_s,
                                  u"12"_s});
    QVERIFY(program.isUp());
    const auto list = [&] { return call(program.port(), "GET", "/api/v1/app", "from-outside"); };
    QCOMPARE(list().status, 200);
    const WireAnswer second = list();
    QCOMPARE(second.status, 429);
    QCOMPARE(second.header("retry-after"), "3");
    QVERIFY(call(program.port(), "POST", "/api/v1/app", "from-outside", "{}").closed);
    const QJsonObject now = jsonOf(call(program.port(), "GET", "/sandbox/faults", "from-outside"));
    QCOMPARE(now[u"seed"_s], 12);
    QCOMPARE(now[u"rules"_s][0][u"hits"_s], 1);
    QCOMPARE(now[u"rules"_s][1][u"hits"_s], 1);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestCare)
#include "tst_care.moc"
