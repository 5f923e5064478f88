// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"
#include "sandbox/json/jsontext.h"
#include "sandbox/json/plainjson.h"
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonArray>
#include <QNetworkInterface>
#include <QTcpSocket>

#include <functional>
#include <random>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// The sandbox over real sockets: HTTP, pages, seeds, idempotency.
class TestSandbox : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    // HTTP
    void answersPipelinedRequestsInOrder();
    void headHasNoBody();
    void refusesForeignHosts_data();
    void refusesForeignHosts();
    void takesChunkedBodies();
    void refusesBodiesOverTwoMebibytes();
    void slowClientsDoNotBlockOthers();
    void listensOnLoopbackOnly();
    // behaviour
    void organisationsAreApart();
    void idempotencyKeysRepeatAnswers();
    void pagesMeetEveryRowOnce_data();
    void pagesMeetEveryRowOnce();
    // seeds
    void demoIsTheSameEachTime();
    void demoHasWhatItPromises();
    void pagesCostTheSameEverywhere();
    // the rest
    void documentTellsWhatIsOffered();
    void payloadsAreReadBackAsTheServerDoes_data();
    void payloadsAreReadBackAsTheServerDoes();
    void shortWayBackIsTheSame();

private:
    QStringList walk(SandboxThread &sandbox, const QByteArray &list, int limit,
                     const QString &key = u"id"_s);
};

// Every row of a list, page by page, and back again by prevIterator.
QStringList TestSandbox::walk(SandboxThread &sandbox, const QByteArray &list, int limit,
                              const QString &key)
{
    QStringList rows;
    const QByteArray base =
        list + (list.contains('?') ? '&' : '?') + "limit=" + QByteArray::number(limit);
    QByteArray iterator;
    QByteArray lastPrevious;
    for (int page = 0; page < 1000; ++page) {
        const QJsonObject answer = jsonOf(
            call(sandbox.port(), "GET", base + (iterator.isEmpty() ? "" : "&iterator=" + iterator),
                 sandbox.token()));
        for (const auto &row : answer[u"data"_s].toArray()) {
            rows.append(row[key].toString());
        }
        if (answer.contains(u"prevIterator"_s)) {
            lastPrevious = answer[u"prevIterator"_s].toString().toLatin1();
        }
        if (answer[u"done"_s].toBool()) {
            break;
        }
        iterator = answer[u"iterator"_s].toString().toLatin1();
    }
    QStringList back;
    for (int page = 0; page < 1000 && !lastPrevious.isEmpty(); ++page) {
        const QJsonObject answer = jsonOf(
            call(sandbox.port(), "GET", base + "&iterator=" + lastPrevious, sandbox.token()));
        const QJsonArray data = answer[u"data"_s].toArray();
        for (qsizetype i = data.size(); i-- > 0;) {
            back.prepend(data[i][key].toString());
        }
        lastPrevious = answer[u"prevIterator"_s].toString().toLatin1();
        if (answer[u"done"_s].toBool()) {
            break;
        }
    }
    // Backwards from the first row of the last page: every row but those of that page.
    return rows.mid(0, back.size()) == back ? rows : QStringList{u"back and forth disagree"_s};
}

void TestSandbox::answersPipelinedRequestsInOrder()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    sandbox.setLatency(20);
    QByteArray bytes;
    for (const char *path : {"/api/v1/health", "/nothing", "/api/v1/health/ping"}) {
        bytes += "GET " + QByteArray(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
    const QList<WireAnswer> answers = exchange(sandbox.port(), bytes, 3);
    QCOMPARE(answers.size(), 3);
    QCOMPARE(answers[0].status, 200);
    QCOMPARE(answers[1].status, 404);
    QCOMPARE(answers[2].status, 204);
}

void TestSandbox::headHasNoBody()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QByteArray bytes = "HEAD /api/v1/health HTTP/1.1\r\nHost: localhost\r\n"
                             "Connection: close\r\n\r\n";
    const WireAnswer answer = exchange(sandbox.port(), bytes).value(0);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.header("content-length").toInt() > 0);
    QCOMPARE(answer.header("connection"), "close");
}

void TestSandbox::refusesForeignHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    QTest::newRow("address") << QByteArray("127.0.0.1:1") << 200;
    QTest::newRow("name") << QByteArray("LOCALHOST") << 200;
    QTest::newRow("IPv6") << QByteArray("[::1]:8071") << 200;
    QTest::newRow("rebound name") << QByteArray("evil.example") << 421;
    QTest::newRow("lookalike") << QByteArray("127.0.0.1.evil.example:80") << 421;
    QTest::newRow("address as a port") << QByteArray("localhost:evil.example") << 421;
    QTest::newRow("other loopback address") << QByteArray("127.0.0.2") << 421;
    QTest::newRow("IPv6 of another") << QByteArray("[::2]:8071") << 421;
    QTest::newRow("empty") << QByteArray("") << 421;
}

void TestSandbox::refusesForeignHosts()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QByteArray bytes = "GET /api/v1/health HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    const WireAnswer answer = exchange(sandbox.port(), bytes).value(0);
    QCOMPARE(answer.status, status);
    if (status == 421) {
        QCOMPARE(jsonOf(answer)[u"code"_s].toString(), u"bad_host"_s);
        QVERIFY(jsonOf(answer)[u"detail"_s].toString().contains(u"127.0.0.1 and localhost"_s));
    }
    const WireAnswer none =
        exchange(sandbox.port(), "GET /api/v1/health HTTP/1.1\r\n\r\n").value(0);
    QCOMPARE(none.status, 400);
}

void TestSandbox::takesChunkedBodies()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QByteArray bytes = "POST /api/v1/app HTTP/1.1\r\nHost: localhost\r\n"
                             "Authorization: Bearer test-token\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n"
                             "7\r\n{\"name\"\r\n6\r\n:\"ab\"}\r\n0\r\n\r\n";
    const WireAnswer answer = exchange(sandbox.port(), bytes).value(0);
    QCOMPARE(answer.status, 201);
    QCOMPARE(jsonOf(answer)[u"name"_s].toString(), u"ab"_s);
}

void TestSandbox::refusesBodiesOverTwoMebibytes()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const auto named = [](qsizetype size) {
        return R"({"name":")" + QByteArray(size - 11, 'n') + "\"}";
    };
    constexpr qsizetype limit = 2097152;
    const auto post = [&](const QByteArray &body) {
        return call(sandbox.port(), "POST", "/api/v1/app", sandbox.token(), body);
    };
    QCOMPARE(post(named(limit)).status, 201);
    const WireAnswer over = post(named(limit + 1));
    QCOMPARE(over.status, 413);
    QCOMPARE(jsonOf(over)[u"code"_s].toString(), u"payload_too_large"_s);
}

void TestSandbox::slowClientsDoNotBlockOthers()
{
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
    options.connections.headMs = 3'600'000; // none of them is given up meanwhile
    SandboxThread sandbox(options);
    std::vector<std::unique_ptr<WireConnection>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<WireConnection>(sandbox.port()));
        QVERIFY(slow.back()->say("GET /api/v1/health HTTP/1.1\r\nHos"));
    }
    // These are answered before any of the slow ones has said all.
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(call(sandbox.port(), "GET", "/api/v1/health", {}).status, 200);
    }
    // The slow ones are still served when they go on.
    for (const auto &connection : slow) {
        QVERIFY(!connection->hear(0));
        QVERIFY(connection->say("t: localhost\r\n\r\n"));
        const auto answer = connection->hear(20000);
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
    }
}

void TestSandbox::listensOnLoopbackOnly()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol) {
            continue;
        }
        QTcpSocket socket;
        socket.connectToHost(address, sandbox.port());
        QVERIFY2(!socket.waitForConnected(500), qPrintable(address.toString()));
    }
    QCOMPARE(call(sandbox.port(), "GET", "/api/v1/health", {}).status, 200);
}

void TestSandbox::organisationsAreApart()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QString app = makeApplication(sandbox);
    const QByteArray other = sandbox.tokenFor(u"org_2ZmhAaaaaaaaaaaaaaaaaaaaaaa"_s);
    const QByteArray path = "/api/v1/app/" + app.toLatin1();
    QCOMPARE(call(sandbox.port(), "GET", path, sandbox.token()).status, 200);
    QCOMPARE(call(sandbox.port(), "GET", path, other).status, 404);
    QCOMPARE(call(sandbox.port(), "GET", path, other + 'x').status, 401);
    QCOMPARE(call(sandbox.port(), "GET", path, "test-toke").status, 401);
}

void TestSandbox::idempotencyKeysRepeatAnswers()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const auto post = [&](const QByteArray &body, const QByteArray &key, const QByteArray &token) {
        return call(sandbox.port(), "POST", "/api/v1/app", token, body, {{"Idempotency-Key", key}});
    };
    const WireAnswer first = post(R"({"name":"one"})", "k1", sandbox.token());
    QCOMPARE(first.status, 201);
    QCOMPARE(post(R"({"name":"two"})", "k1", sandbox.token()).body, first.body);
    QVERIFY(post(R"({"name":"two"})", "k2", sandbox.token()).body != first.body);
    const QByteArray other = sandbox.tokenFor(u"org_2ZmhAaaaaaaaaaaaaaaaaaaaaaa"_s);
    QVERIFY(post(R"({"name":"two"})", "k1", other).body != first.body);
    QCOMPARE(post(R"({"name":""})", "k3", sandbox.token()).status, 422);
    QCOMPARE(post(R"({"name":"ok"})", "k3", sandbox.token()).status, 201);
    QCOMPARE(walk(sandbox, "/api/v1/app", 250).size(), 3);
}

void TestSandbox::pagesMeetEveryRowOnce_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<int>("rows");
    QTest::newRow("applications") << QByteArray("/api/v1/app") << 13;
    QTest::newRow("applications, falling") << QByteArray("/api/v1/app?order=descending") << 13;
    QTest::newRow("event types") << QByteArray("/api/v1/event-type") << 25;
    QTest::newRow("endpoints") << QByteArray("/api/v1/app/scale/endpoint") << 3;
    QTest::newRow("messages") << QByteArray("/api/v1/app/scale/msg") << 500;
    QTest::newRow("messages of a channel")
        << QByteArray("/api/v1/app/scale/msg?channel=billing") << 125;
    QTest::newRow("messages of some types")
        << QByteArray("/api/v1/app/scale/msg?event_types=stock.low,user.created,none") << -1;
    QTest::newRow("type and channel")
        << QByteArray("/api/v1/app/scale/msg?event_types=stock.low&channel=billing") << -1;
    QTest::newRow("types and channel")
        << QByteArray("/api/v1/app/scale/msg?event_types=stock.low,user.created,stock.low,none"
                      "&channel=billing")
        << -1;
}

void TestSandbox::pagesMeetEveryRowOnce()
{
    QFETCH(QByteArray, list);
    QFETCH(int, rows);
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Scale, 500));
    const QString key = list.contains("event-type") ? u"name"_s : u"id"_s;
    const QStringList all = walk(sandbox, list, 250, key);
    QVERIFY(all.size() > 1);
    if (rows >= 0) {
        QCOMPARE(all.size(), rows);
    }
    for (const int limit : {1, 2, 7, 50}) {
        QCOMPARE(walk(sandbox, list, limit, key), all);
    }
    QStringList unique = all;
    QCOMPARE(unique.removeDuplicates(), 0);
    if (list.contains("event_types") && list.contains("channel")) {
        // Together they leave what each of them leaves.
        const QByteArray types = list.left(list.indexOf('&'));
        const QStringList ofTypes = walk(sandbox, types, 250, key);
        const QStringList ofChannel =
            walk(sandbox, "/api/v1/app/scale/msg?channel=billing", 250, key);
        QStringList both;
        std::copy_if(ofTypes.cbegin(), ofTypes.cend(), std::back_inserter(both),
                     [&](const QString &id) { return ofChannel.contains(id); });
        QCOMPARE(all, both);
    }
}

void TestSandbox::demoIsTheSameEachTime()
{
    SandboxThread one(optionsOf(SandboxOptions::Seed::Demo));
    SandboxThread two(optionsOf(SandboxOptions::Seed::Demo));
    const auto collect = [](SandboxThread &sandbox) {
        QStringList texts;
        const QJsonObject page =
            jsonOf(call(sandbox.port(), "GET", "/api/v1/app/acme/msg?limit=18", "test-token"));
        for (const auto &row : page[u"data"_s].toArray()) {
            texts.append(row[u"eventId"_s].toString() + row[u"eventType"_s].toString());
            // The id says when, too.
            const QDateTime time =
                QDateTime::fromString(row[u"timestamp"_s].toString(), Qt::ISODateWithMs);
            if (timeOfId(row[u"id"_s].toString()) != time) {
                texts.append(u"another time"_s);
            }
        }
        return texts;
    };
    const QStringList first = collect(one);
    QCOMPARE(first.size(), 18);
    QCOMPARE(collect(two), first);
    QCOMPARE(first.front(), u"evt-90418invoice.paid"_s);
}

void TestSandbox::demoHasWhatItPromises()
{
    const auto start = [](const SandboxOptions &options) {
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 3; ++i) {
            QElapsedTimer clock;
            clock.start();
            const SandboxThread sandbox(options);
            best = std::min(best, clock.nsecsElapsed());
        }
        return best;
    };
    // Both make as many messages; the demo's are each unlike the others.
    const qint64 demo = start(optionsOf(SandboxOptions::Seed::Demo));
    const qint64 plain = start(optionsOf(SandboxOptions::Seed::Scale, 5000));
    QVERIFY2(demo < 20 * plain, qPrintable(u"%1 ns, plain ones %2 ns"_s.arg(demo).arg(plain)));
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Demo));
    const QStringList apps = walk(sandbox, "/api/v1/app", 250);
    QCOMPARE(apps.size(), 12);
    qsizetype endpoints = 0;
    qsizetype messages = 0;
    for (const QString &app : apps) {
        endpoints += walk(sandbox, "/api/v1/app/" + app.toLatin1() + "/endpoint", 250).size();
        messages +=
            walk(sandbox, "/api/v1/app/" + app.toLatin1() + "/msg?with_content=false", 250).size();
    }
    QCOMPARE(endpoints, 30);
    QVERIFY(messages > 4000);
    QCOMPARE(walk(sandbox, "/api/v1/event-type", 250, u"name"_s).size(), 25);
    // One being retried, with its next try to come.
    const QJsonObject page = jsonOf(call(
        sandbox.port(), "GET", "/api/v1/app/acme/endpoint/billing/msg?status=3", sandbox.token()));
    QVERIFY(!page[u"data"_s].toArray().isEmpty());
    QVERIFY(page[u"data"_s][0][u"nextAttempt"_s].isString());
}

void TestSandbox::pagesCostTheSameEverywhere()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Scale, 100000));
    const auto cost = [&](const QByteArray &event, const QByteArray &filter) {
        const QByteArray id = jsonOf(call(sandbox.port(), "GET", "/api/v1/app/scale/msg/" + event,
                                          sandbox.token()))[u"id"_s]
                                  .toString()
                                  .toLatin1();
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 7; ++i) {
            QElapsedTimer clock;
            clock.start();
            const WireAnswer answer =
                call(sandbox.port(), "GET",
                     "/api/v1/app/scale/msg?limit=250&with_content=false&iterator=" + id + filter,
                     sandbox.token());
            best = std::min(best, clock.nsecsElapsed());
            if (jsonOf(answer)[u"data"_s].toArray().size() != 250) {
                return qint64(-1);
            }
        }
        return best;
    };
    for (const QByteArray &filter :
         {QByteArray(), QByteArray("&event_types=stock.low"), QByteArray("&channel=billing")}) {
        const qint64 near = cost("evt-99990", filter);
        const qint64 far = cost("evt-10000", filter);
        QVERIFY(near > 0 && far > 0);
        QVERIFY2(far < 4 * near, qPrintable(u"%1 ns near, %2 ns far"_s.arg(near).arg(far)));
    }
}

void TestSandbox::documentTellsWhatIsOffered()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    const QJsonObject document = jsonOf(call(sandbox.port(), "GET", "/api/v1/openapi.json", {}));
    QCOMPARE(document[u"openapi"_s].toString(), u"3.0.2"_s);
    const QJsonObject paths = document[u"paths"_s].toObject();
    QVERIFY(paths.contains(u"/api/v1/app/{app_id}/endpoint/{endpoint_id}/recover"_s));
    QVERIFY(!paths.contains(u"/api/v1/app/{app_id}/integration"_s));
    QVERIFY(!paths.contains(u"/api/v1/app/{app_id}/msg/{msg_id}/attempt"_s)); // hidden
    const QJsonObject schemas = document[u"components"_s][u"schemas"_s].toObject();
    QVERIFY(schemas[u"EndpointIn"_s][u"properties"_s].toObject().contains(u"eventTypes"_s));
    QVERIFY(schemas[u"EndpointSecretRotateIn"_s][u"properties"_s].toObject().contains(
        u"gracePeriodSeconds"_s));
}

void TestSandbox::payloadsAreReadBackAsTheServerDoes_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const char *sent, const char *read) {
        QTest::newRow(sent) << QByteArray(sent) << QByteArray(read);
    };
    row(R"({"b":1,"a":2,"b":3})", R"({"a":2,"b":3})");
    row(R"({"n":1e2,"m":-0,"o":1.10,"p":1E5})", R"({"m":0,"n":1e+2,"o":1.10,"p":1E+5})");
    row(R"({"n":123456789012345678901234567890})", R"({"n":123456789012345678901234567890})");
    row(R"({"u":"\u00e9\ud83d\ude00\n"})", "{\"u\":\"é😀\\n\"}");
    row(R"({"broken":)", R"({"expired":true})");
    QTest::newRow("deep") << "{\"x\":" + QByteArray(127, '[') + QByteArray(127, ']') + '}'
                          << QByteArray(R"({"expired":true})");
    QTest::newRow("nearly as deep")
        << "{\"x\":" + QByteArray(126, '[') + QByteArray(126, ']') + '}'
        << "{\"x\":" + QByteArray(126, '[') + QByteArray(126, ']') + '}';
}

void TestSandbox::payloadsAreReadBackAsTheServerDoes()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, read);
    QCOMPARE(payloadReadBack(sent), read);
    // However deep, a body that is only looked through does not exhaust the stack.
    const QByteArray abyss(1000000, '[');
    QVERIFY(parseJson(abyss, 4, Deeper::Skip).problem);
}

// Most payloads are copied without being taken apart: that gives the same, or nothing.
void TestSandbox::shortWayBackIsTheSame()
{
    std::mt19937 random(3);
    const auto oneOf = [&](const QByteArrayList &words) {
        return words[static_cast<qsizetype>(random() % static_cast<unsigned>(words.size()))];
    };
    const QByteArrayList gaps{"", "", "", " ", "\n\t"};
    // Rarely something that is changed on the way, or wrong.
    const QByteArrayList plain{"0",       "-1",    "12.50", "-0.5", "true", "false",        "null",
                               "\"a b\"", "\"é\"", "\"\"",  "[]",   "{}",   "1234567890123"};
    const QByteArrayList odd{"-0",     "1e2",      "1E+5",    "01", "1.",  "\"\\u00e9\"",
                             "\"\t\"", "\"\xff\"", "x",       "",   "tru", "-",
                             "[1,]",   "\"\\\\\"", "{\"a\"}", "."};
    const QByteArrayList names{"a", "b", "ab", "B", "é", "", "a b", "zz", "id", "name", "x\\n"};
    std::function<QByteArray(int)> made = [&](int depth) {
        QByteArray text = oneOf(gaps);
        const unsigned kind = random() % 8;
        if (depth > 3 || kind < 3) {
            return text + (random() % 60 == 0 ? oneOf(odd) : oneOf(plain)) + oneOf(gaps);
        }
        const bool object = kind < 6;
        text += object ? '{' : '[';
        const unsigned count = random() % 6;
        for (unsigned i = 0; i < count; ++i) {
            text += i > 0 ? "," : "";
            if (object) {
                text += oneOf(gaps) + '"' + oneOf(names) + '"' + oneOf(gaps) + ':';
            }
            text += made(depth + 1);
        }
        return text + (object ? '}' : ']') + oneOf(gaps);
    };
    int copied = 0;
    int other = 0;
    for (int i = 0; i < 4000; ++i) {
        const QByteArray text = made(0);
        const JsonDocument document = parseJson(text);
        const QByteArray expected =
            document.problem ? QByteArray(R"({"expired":true})") : canonicalJson(document.root);
        QVERIFY2(payloadReadBack(text) == expected, text.constData());
        const auto copy = plainReadBack(text);
        QVERIFY2(!copy || *copy == expected, text.constData());
        ++(copy ? copied : other);
    }
    QVERIFY(copied > 1000 && other > 100);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestSandbox)
#include "tst_sandbox.moc"
