// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// What the sandbox does with clients that are wrong, slow or many, over raw sockets.
class TestWire : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesAndCloses_data();
    void refusesAndCloses();
    void answersWhatCameBeforeAFault();
    void answersManyPipelinedRequestsInOrder();
    void bodyCapHoldsForChunks();
    void asksForBodiesThatWait();
    void headsThatDripAreGivenUp();
    void bodiesThatStallAreGivenUp();
    void bodiesMayDripForSomeTime();
    void answersThatNobodyTakesAreGivenUp();
    void closesWhatIsIdleLongestWhenFull();
    void turnsAwayWhenAllAreAtWork();
    void manyIdleConnectionsSlowNobody();

private:
    static SandboxOptions with(const ConnectionLimits &limits);
};

namespace {

constexpr const char *health = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr qsizetype bodyCap = 2097152;

QByteArray named(qsizetype size)
{
    return R"({"name":")" + QByteArray(size - 11, 'n') + "\"}";
}

QByteArray postHead(const QByteArray &more)
{
    return "POST /api/v1/app HTTP/1.1\r\nHost: localhost\r\n"
           "Authorization: Bearer test-token\r\n" +
           more + "\r\n";
}

QByteArray chunked(const QByteArray &body, qsizetype size)
{
    QByteArray out;
    for (qsizetype at = 0; at < body.size(); at += size) {
        const QByteArray part = body.mid(at, size);
        out += QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
    }
    return out + "0\r\n\r\n";
}

bool isServed(WireConnection &connection)
{
    connection.say(health);
    const auto answer = connection.hear();
    return answer && answer->status == 200;
}

// Within some seconds, by a new connection.
bool servesOthers(const SandboxThread &sandbox)
{
    return QTest::qWaitFor(
        [&] { return call(sandbox.port(), "GET", "/api/v1/health", {}).status == 200; }, 5000);
}

} // namespace

SandboxOptions TestWire::with(const ConnectionLimits &limits)
{
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
    options.connections = limits;
    return options;
}

void TestWire::refusesAndCloses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status = 400) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray chunks = postHead("Transfer-Encoding: chunked\r\n");
    row("bare line feeds", "GET /api/v1/health HTTP/1.1\nHost: localhost\n\n");
    row("one bare line feed", "GET /api/v1/health HTTP/1.1\r\nHost: localhost\nX: 1\r\n\r\n");
    row("bare carriage return", "GET /api/v1/health HTTP/1.1\r\nHost: localhost\rX: 1\r\n\r\n");
    row("zero in the target", QByteArray("GET /") + '\0' + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    row("zero in a value",
        QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\nX: a") + '\0' + "b\r\n\r\n");
    row("zeros only", QByteArray(100, '\0'));
    row("TLS", QByteArray::fromHex("16030100a5010000a10303"));
    row("escape in a value", "GET / HTTP/1.1\r\nHost: localhost\r\nX: \x1b[0m\r\n\r\n");
    row("both lengths", postHead("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") +
                            "0\r\n\r\nGET /api/v1/health HTTP/1.1\r\n");
    row("two lengths", postHead("Content-Length: 2\r\nContent-Length: 3\r\n") + "{} ");
    row("one length twice", postHead("Content-Length: 2\r\nContent-Length: 2\r\n") + "{}");
    row("lengths in a list", postHead("Content-Length: 2, 2\r\n") + "{}");
    row("two codings",
        postHead("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + "0\r\n\r\n");
    row("chunks in HTTP/1.0", "POST /api/v1/app HTTP/1.0\r\nHost: localhost\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("two hosts", "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n");
    row("no chunk size", chunks + "zz\r\n");
    row("chunk size with a sign", chunks + "+5\r\nhello\r\n");
    row("chunk size after a space", chunks + " 5\r\nhello\r\n0\r\n\r\n");
    row("bare line feed after a chunk size", chunks + "5\nhello\r\n0\r\n\r\n");
    row("chunk longer than it says", chunks + "2\r\nhello\r\n0\r\n\r\n");
    row("bare line feed after a chunk", chunks + "5\r\nhello\n0\r\n\r\n");
    row("long chunk extension", chunks + "5;" + QByteArray(5000, 'x'));
    row("trailer without a colon", chunks + "0\r\nnothing\r\n\r\n");
    row("large header", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(70000, 'x'), 431);
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("body of a terabyte", postHead("Content-Length: 1099511627776\r\n"), 413);
}

void TestWire::refusesAndCloses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const WireTalk heard = talk(sandbox.port(), bytes);
    QVERIFY(heard.closed);
    QCOMPARE(heard.answers.size(), 1);
    QCOMPARE(heard.answers[0].status, status);
    QCOMPARE(heard.answers[0].header("connection"), "close");
    QCOMPARE(heard.rest, QByteArray());
    QCOMPARE(call(sandbox.port(), "GET", "/api/v1/health", {}).status, 200);
}

void TestWire::answersWhatCameBeforeAFault()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const WireTalk heard =
        talk(sandbox.port(), health + postHead("Content-Length: x\r\n") + health);
    QVERIFY(heard.closed);
    QCOMPARE(heard.answers.size(), 2);
    QCOMPARE(heard.answers[0].status, 200);
    QCOMPARE(heard.answers[1].status, 400);
}

void TestWire::answersManyPipelinedRequestsInOrder()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    QByteArray bytes;
    constexpr int count = 300;
    for (int i = 0; i < count; ++i) {
        const QByteArray body = R"({"name":"n)" + QByteArray::number(i) + "\"}";
        bytes += postHead("Content-Length: " + QByteArray::number(body.size()) + "\r\n") + body;
    }
    const QList<WireAnswer> answers = exchange(sandbox.port(), bytes, count);
    QCOMPARE(answers.size(), count);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(jsonOf(answers[i])[u"name"_s].toString(), u"n%1"_s.arg(i));
    }
}

void TestWire::bodyCapHoldsForChunks()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QByteArray head = postHead("Transfer-Encoding: chunked\r\n");
    QCOMPARE(exchange(sandbox.port(), head + chunked(named(bodyCap), 60000)).value(0).status, 201);
    WireConnection over(sandbox.port());
    over.say(head + chunked(named(bodyCap + 1), 60000));
    const auto answer = over.hear();
    QVERIFY(answer);
    QCOMPARE(answer->status, 413);
    QCOMPARE(jsonOf(*answer)[u"code"_s].toString(), u"payload_too_large"_s);
    QVERIFY(isServed(over)); // the rest was read and thrown away
}

void TestWire::asksForBodiesThatWait()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    WireConnection polite(sandbox.port());
    const QByteArray body = named(20);
    polite.say(postHead("Expect: 100-continue\r\nContent-Length: 20\r\n"));
    auto answer = polite.hear();
    QVERIFY(answer);
    QCOMPARE(answer->status, 100);
    polite.say(body);
    answer = polite.hear();
    QVERIFY(answer);
    QCOMPARE(answer->status, 201);

    // Too large by its own account: told so before a byte of it is sent.
    const WireTalk refused =
        talk(sandbox.port(), postHead("Expect: 100-continue\r\nContent-Length: 2097153\r\n"));
    QVERIFY(refused.closed);
    QCOMPARE(refused.answers.size(), 1);
    QCOMPARE(refused.answers[0].status, 413);
}

void TestWire::headsThatDripAreGivenUp()
{
    ConnectionLimits limits;
    limits.headMs = 200;
    SandboxThread sandbox(with(limits));
    WireConnection slow(sandbox.port());
    QVERIFY(isServed(slow));
    QElapsedTimer clock;
    clock.start();
    slow.drip("GET /api/v1/health HTTP/1.1\r\nX: " + QByteArray(1000, 'x'), 10);
    const WireTalk heard = slow.hearOut();
    QVERIFY(heard.closed);
    QCOMPARE(heard.answers.size(), 1);
    QCOMPARE(heard.answers[0].status, 408);
    QVERIFY2(clock.elapsed() >= 190 && clock.elapsed() < 3000,
             qPrintable(QString::number(clock.elapsed())));
    // Saying nothing between two requests is no slow head.
    WireConnection idle(sandbox.port());
    QVERIFY(!idle.isClosed(500));
    QVERIFY(isServed(idle));
}

void TestWire::bodiesThatStallAreGivenUp()
{
    ConnectionLimits limits;
    limits.bodyIdleMs = 200;
    SandboxThread sandbox(with(limits));
    for (const char *kind : {"Content-Length: 20\r\n", "Transfer-Encoding: chunked\r\n"}) {
        WireConnection slow(sandbox.port());
        slow.say(postHead(kind) + "5");
        const WireTalk heard = slow.hearOut();
        QVERIFY(heard.closed);
        QCOMPARE(heard.answers.size(), 1);
        QCOMPARE(heard.answers[0].status, 408);
    }
}

void TestWire::bodiesMayDripForSomeTime()
{
    ConnectionLimits limits;
    limits.bodyIdleMs = 400;
    limits.bodyMs = 1500;
    SandboxThread sandbox(with(limits));
    WireConnection slow(sandbox.port());
    slow.say(postHead("Content-Length: 20\r\n"));
    slow.drip(named(20), 40); // 800 ms
    const auto answer = slow.hear();
    QVERIFY(answer);
    QCOMPARE(answer->status, 201);

    WireConnection endless(sandbox.port());
    endless.say(postHead("Content-Length: 2000\r\n"));
    endless.drip(named(2000), 40);
    const WireTalk heard = endless.hearOut();
    QVERIFY(heard.closed);
    QCOMPARE(heard.answers.size(), 1);
    QCOMPARE(heard.answers[0].status, 408);
}

void TestWire::answersThatNobodyTakesAreGivenUp()
{
    ConnectionLimits limits;
    limits.unsentMs = 300;
    limits.connections = 1;
    SandboxThread sandbox(with(limits));
    WireConnection deaf(sandbox.port());
    const QByteArray document = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    deaf.say(document.repeated(2000)); // many times what the kernel holds for it
    QVERIFY(servesOthers(sandbox));
}

void TestWire::closesWhatIsIdleLongestWhenFull()
{
    ConnectionLimits limits;
    limits.connections = 3;
    SandboxThread sandbox(with(limits));
    std::vector<std::unique_ptr<WireConnection>> kept;
    for (int i = 0; i < 3; ++i) {
        kept.push_back(std::make_unique<WireConnection>(sandbox.port()));
        QVERIFY(isServed(*kept.back()));
    }
    QVERIFY(isServed(*kept[0])); // now the second has been idle longest
    WireConnection late(sandbox.port());
    QVERIFY(isServed(late));
    QVERIFY(kept[1]->isClosed(2000));
    QVERIFY(isServed(*kept[2]));
    QVERIFY(isServed(*kept[0]));
}

void TestWire::turnsAwayWhenAllAreAtWork()
{
    ConnectionLimits limits;
    limits.connections = 2;
    limits.headMs = 700;
    SandboxThread sandbox(with(limits));
    WireConnection one(sandbox.port());
    WireConnection two(sandbox.port());
    one.say("GET /api/v1/health HTTP/1.1\r\nHos");
    two.say("GET /api/v1/health HTTP/1.1\r\nHos");
    const auto status = [&] {
        WireConnection late(sandbox.port());
        const WireTalk heard = late.hearOut();
        return heard.answers.isEmpty() ? 0 : heard.answers[0].status;
    };
    QCOMPARE(status(), 503);
    // Their time over, others are served.
    QVERIFY(servesOthers(sandbox));
}

void TestWire::manyIdleConnectionsSlowNobody()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    constexpr std::size_t requests = 301;
    WireConnection busy(sandbox.port());
    // Microseconds of the request in the middle, which a machine that is at work otherwise changes
    // least; -1 when one was not answered.
    const auto cost = [&] {
        std::vector<qint64> all;
        while (all.size() < requests) {
            QElapsedTimer clock;
            clock.start();
            if (!isServed(busy)) {
                return qint64(-1);
            }
            all.push_back(clock.nsecsElapsed() / 1000);
        }
        std::nth_element(all.begin(), all.begin() + requests / 2, all.end());
        return all[requests / 2];
    };
    const qint64 alone = cost();
    std::vector<std::unique_ptr<WireConnection>> idle;
    for (int i = 0; i < 500; ++i) {
        idle.push_back(std::make_unique<WireConnection>(sandbox.port()));
    }
    QVERIFY(isServed(*idle.front()));
    QVERIFY(isServed(*idle.back()));
    const qint64 beside = cost();
    QVERIFY(alone >= 0 && beside >= 0);
    // Generous: the machine may be at work otherwise.
    QVERIFY2(beside < 5 * alone + 5000,
             qPrintable(u"%1 µs alone, %2 µs beside 500"_s.arg(alone).arg(beside)));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestWire)
#include "tst_wire.moc"
