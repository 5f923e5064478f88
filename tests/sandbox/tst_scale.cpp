// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxcalls.h"
#include "sandbox/store/store.h"
#include "support/testmain.h"

#include <QJsonArray>

#include <random>
#include <set>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

constexpr int rows = 20000;
// What a page of 50 may look at: itself, the one after it, and the first row of each index that it
// puts together: 25 types, in the channel or not, that went well or failed or are being sent.
constexpr quint64 mostVisited = 50 + 1 + 25 * 2 * 3;

using Keep = std::function<bool(const QJsonObject &)>;

} // namespace

/// What pages, filters and look-ups cost among many rows, counted in rows and not in time.
class TestScale : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowSetIsASet_data();
    void rowSetIsASet();
    void filteredPagesCostWhatTheyShow_data();
    void filteredPagesCostWhatTheyShow();
    void filtersLeaveWhatTheySay_data();
    void filtersLeaveWhatTheySay();
    void statesMoveBetweenIndexes();
    void oldMessageToANewEndpoint();
    void statsAndRecoverLookAtFailuresOnly();
    void uidsAreFoundAfterChanges();

private:
    QJsonObject get(const QByteArray &path)
    {
        return jsonOf(
            call(sandbox().port(), "GET", "/api/v1/app/scale/" + path, sandbox().token()));
    }
    QByteArray endpoint()
    {
        return get("endpoint?limit=1")[u"data"_s][0][u"id"_s].toString().toLatin1();
    }
    std::vector<QJsonObject> all(const QByteArray &path)
    {
        std::vector<QJsonObject> found;
        QByteArray iterator;
        for (int page = 0; page < rows; ++page) {
            const QJsonObject answer = get(path + "&limit=250" + iterator);
            for (const auto &row : answer[u"data"_s].toArray()) {
                found.push_back(row.toObject());
            }
            if (answer[u"done"_s].toBool(true)) {
                break;
            }
            iterator = "&iterator=" + answer[u"iterator"_s].toString().toLatin1();
        }
        return found;
    }
    SandboxThread &sandbox()
    {
        if (!m_sandbox) {
            m_sandbox =
                std::make_unique<SandboxThread>(optionsOf(SandboxOptions::Seed::Scale, rows));
        }
        return *m_sandbox;
    }

    std::unique_ptr<SandboxThread> m_sandbox; // kept: a seed takes a while
};

void TestScale::rowSetIsASet_data()
{
    QTest::addColumn<int>("percentErased");
    QTest::addColumn<bool>("inOrder");
    QTest::newRow("at the end") << 0 << true;
    QTest::newRow("anywhere") << 0 << false;
    QTest::newRow("some leave") << 30 << false;
    QTest::newRow("most leave") << 49 << false;
}

void TestScale::rowSetIsASet()
{
    QFETCH(int, percentErased);
    QFETCH(bool, inOrder);
    std::mt19937 random(7);
    RowSet set;
    std::set<quint32> expected;
    for (quint32 i = 0; i < 20000; ++i) {
        const quint32 row = inOrder ? i * 3 : static_cast<quint32>(random() % 9000);
        if (random() % 100 < static_cast<unsigned>(percentErased)) {
            set.erase(row);
            expected.erase(row);
        } else {
            set.insert(row);
            expected.insert(row);
        }
    }
    QCOMPARE(set.size(), static_cast<quint32>(expected.size()));
    auto place = set.begin();
    quint32 count = 0;
    for (const quint32 row : expected) {
        QCOMPARE(set.rowAt(place), row);
        QCOMPARE(set.lowerBound(row), place);
        QCOMPARE(set.countBefore(place), count++);
        QVERIFY(set.find(row));
        place = set.after(place);
    }
    QCOMPARE(place, set.end());
    for (auto it = expected.rbegin(); it != expected.rend(); ++it) {
        place = set.before(place);
        QCOMPARE(set.rowAt(place), *it);
    }
    QCOMPARE(place, set.begin());
    for (const quint32 row : expected) {
        set.erase(row);
    }
    QVERIFY(set.isEmpty());
    QCOMPARE(set.begin(), set.end());
}

void TestScale::filteredPagesCostWhatTheyShow_data()
{
    QTest::addColumn<QByteArray>("path");
    const QByteArray attempts = "attempt/endpoint/" + endpoint() + '?';
    const QByteArray messages = "endpoint/" + endpoint() + "/msg?";
    for (const QByteArray &list : {attempts, messages}) {
        for (const char *filter :
             {"", "status=0", "status=2", "status=3", "event_types=invoice.paid", "channel=billing",
              "channel=none", "event_types=invoice.paid,user.created&channel=billing&status=2",
              "event_types=none.such"}) {
            QTest::addRow("%s, %s", list == attempts ? "attempts" : "messages", filter)
                << list + filter;
        }
    }
    for (const char *filter : {"status_code_class=500", "status_code_class=300",
                               "status_code_class=200&status=2&channel=billing"}) {
        QTest::addRow("attempts, %s", filter) << attempts + filter;
    }
    QTest::newRow("all messages") << QByteArray("msg?");
    QTest::newRow("of a type") << QByteArray("msg?event_types=invoice.paid");
    QTest::newRow("of a channel") << QByteArray("msg?channel=billing&event_types=user.created");
}

void TestScale::filteredPagesCostWhatTheyShow()
{
    QFETCH(QByteArray, path);
    const QByteArray old =
        Timestamp(Timestamp::now().microseconds() - 50 * 24 * 3600 * 1000000LL).toText().toLatin1();
    const QByteArray early = get("msg?limit=1&before=" + old)[u"iterator"_s].toString().toLatin1();
    QVERIFY(early.startsWith("msg_"));
    for (const QByteArray &where :
         {QByteArray(), QByteArray("&before=2100-01-01T00:00:00Z"),
          path.startsWith("attempt") ? QByteArray() : "&iterator=" + early}) {
        const quint64 before = sandbox().rowsVisited();
        const QJsonObject page = get(path + "&limit=50" + where);
        QVERIFY(page.contains(u"data"_s));
        const quint64 visited = sandbox().rowsVisited() - before;
        QVERIFY2(visited <= mostVisited, qPrintable(QString::number(visited)));
        QVERIFY(visited >= static_cast<quint64>(page[u"data"_s].toArray().size()));
    }
}

void TestScale::filtersLeaveWhatTheySay_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<bool>("attempts");
    QTest::newRow("failed attempts") << QByteArray("status=2") << true;
    QTest::newRow("good attempts") << QByteArray("status=0") << true;
    QTest::newRow("5xx") << QByteArray("status_code_class=500") << true;
    QTest::newRow("2xx") << QByteArray("status_code_class=200") << true;
    QTest::newRow("attempts of types")
        << QByteArray("event_types=invoice.paid,user.created") << true;
    QTest::newRow("attempts in a channel") << QByteArray("channel=billing") << true;
    QTest::newRow("all for attempts")
        << QByteArray("event_types=invoice.paid,user.created&status=2&status_code_class=500")
        << true;
    QTest::newRow("messages of a type") << QByteArray("event_types=invoice.paid") << false;
    QTest::newRow("messages in a channel") << QByteArray("channel=billing&status=0") << false;
}

void TestScale::filtersLeaveWhatTheySay()
{
    QFETCH(QByteArray, filter);
    QFETCH(bool, attempts);
    const QByteArray list =
        attempts ? "attempt/endpoint/" + endpoint() + '?' : "endpoint/" + endpoint() + "/msg?";
    QHash<QString, QJsonObject> messages;
    for (const QJsonObject &message : all("endpoint/" + endpoint() + "/msg?with_content=false")) {
        messages.insert(message[u"id"_s].toString(), message);
    }
    const auto keeps = [&](const QJsonObject &row) {
        const QJsonObject message = messages[row[attempts ? u"msgId"_s : u"id"_s].toString()];
        const bool channel = message[u"channels"_s].toArray().contains(u"billing"_s);
        const QString type = message[u"eventType"_s].toString();
        const int code = row[u"responseStatusCode"_s].toInt();
        return (!filter.contains("status=2") || row[u"status"_s] == 2) &&
               (!filter.contains("status=0") || row[u"status"_s] == 0) &&
               (!filter.contains("class=500") || code / 100 == 5) &&
               (!filter.contains("class=200") || code / 100 == 2) &&
               (!filter.contains("channel") || channel) &&
               (!filter.contains("event_types") || filter.contains(type.toLatin1()));
    };
    QStringList expected;
    for (const QJsonObject &row : all(list)) {
        if (keeps(row)) {
            expected.append(row[u"id"_s].toString());
        }
    }
    QStringList found;
    for (const QJsonObject &row : all(list + filter)) {
        found.append(row[u"id"_s].toString());
    }
    QVERIFY(!expected.isEmpty());
    QCOMPARE(found, expected);
}

void TestScale::statesMoveBetweenIndexes()
{
    QRandomGenerator random(1);
    MessageLog log;
    MessageDraft message;
    message.eventType = u"a.b"_s;
    AttemptDraft attempt;
    constexpr quint32 count = 3000;
    for (quint32 row = 0; row < count; ++row) {
        message.time = attempt.time = Timestamp(1700000000000000 + row * 10000LL);
        log.appendMessage(message, random);
        attempt.message = row;
        log.appendAttempt(attempt, random);
        log.setNextAttempt(row, 0, attempt.time);
    }
    const auto sizeOf = [&](SentState state) {
        quint32 size = 0;
        for (const RowSet *rows : log.traffic(0).messagesThat(
                 [](const auto &) { return true; }, [&](SentState its) { return its == state; })) {
            size += rows->size();
        }
        return size;
    };
    QCOMPARE(sizeOf(SentState::Sending), count);
    for (quint32 row = 0; row < count; ++row) {
        attempt.message = row;
        attempt.success = row % 3 != 0;
        log.appendAttempt(attempt, random);
        log.setNextAttempt(row, 0, std::nullopt);
    }
    QCOMPARE(sizeOf(SentState::Sending), 0U);
    QCOMPARE(sizeOf(SentState::Fail), count / 3);
    QCOMPARE(sizeOf(SentState::Success), count - count / 3);
}

// One old message after the other, from the newest back: each stands before all others.
void TestScale::oldMessageToANewEndpoint()
{
    QRandomGenerator random(1);
    MessageLog log;
    MessageDraft message;
    message.eventType = u"a.b"_s;
    constexpr quint32 count = 5000;
    for (quint32 row = 0; row < count; ++row) {
        message.time = Timestamp(1700000000000000 + row * 10000LL);
        log.appendMessage(message, random);
    }
    AttemptDraft attempt;
    attempt.time = message.time;
    for (quint32 row = count; row > 0; --row) {
        attempt.message = row - 1;
        log.appendAttempt(attempt, random);
    }
    const auto &sent = log.traffic(0).messages();
    QCOMPARE(sent.size(), count);
    quint32 expected = 0;
    for (auto place = sent.begin(); place != sent.end(); place = sent.after(place)) {
        QCOMPARE(sent.rowAt(place), expected);
        QCOMPARE(sent.entryAt(place).lastAttempt, count - 1 - expected);
        ++expected;
    }
}

void TestScale::statsAndRecoverLookAtFailuresOnly()
{
    const QByteArray path = "endpoint/" + endpoint();
    quint64 before = sandbox().rowsVisited();
    const QJsonObject stats = get(path + "/stats");
    QVERIFY(stats[u"success"_s].toInt() > 1000);
    QVERIFY(stats[u"fail"_s].toInt() > 50);
    QVERIFY(sandbox().rowsVisited() - before <= mostVisited);

    before = sandbox().rowsVisited();
    const QByteArray since =
        Timestamp(Timestamp::now().microseconds() - 13 * 24 * 3600 * 1000000LL).toText().toLatin1();
    const WireAnswer answer =
        call(sandbox().port(), "POST", "/api/v1/app/scale/" + path + "/recover", sandbox().token(),
             "{\"since\":\"" + since + "\"}");
    QCOMPARE(answer.status, 202);
    // Of 20,000 messages in 60 days, 13 days and a third are here; one in 20 failed, and has two
    // attempts to look at.
    QVERIFY(sandbox().rowsVisited() - before <= 20000 * 13 / 60 / 3 / 20 * 4);
}

void TestScale::uidsAreFoundAfterChanges()
{
    SandboxThread small(optionsOf(SandboxOptions::Seed::Empty));
    struct Step
    {
        const char *verb;
        const char *path;
        const char *body;
        int status;
    };
    constexpr const char *endpoints = "/one/endpoint";
    constexpr const char *e = R"({"url":"https://a.example/","uid":"e"})";
    constexpr const char *g = R"({"url":"https://a.example/","uid":"g"})";
    const std::vector<Step> steps{
        {"POST", "", R"({"name":"A","uid":"one"})", 201},
        {"POST", "", R"({"name":"B","uid":"one"})", 409},
        {"PATCH", "/one", R"({"uid":"two"})", 200},
        {"GET", "/one", "", 404},
        {"POST", "", R"({"name":"B","uid":"one"})", 201},
        {"PUT", "/two", R"({"name":"A","uid":"three"})", 200},
        {"GET", "/two", "", 404},
        {"GET", "/three", "", 200},
        {"DELETE", "/three", "", 204},
        {"POST", "", R"({"name":"C","uid":"three"})", 201},
        {"PATCH", "/three", R"({"uid":null})", 200},
        {"GET", "/three", "", 404},
        {"GET", "/one", "", 200},
        {"POST", endpoints, e, 201},
        {"POST", endpoints, e, 409},
        {"PATCH", "/one/endpoint/e", R"({"uid":"f"})", 200},
        {"GET", "/one/endpoint/e", "", 404},
        {"PUT", "/one/endpoint/f", g, 200},
        {"GET", "/one/endpoint/f", "", 404},
        {"GET", "/one/endpoint/g", "", 200},
        {"DELETE", "/one/endpoint/g", "", 204},
        {"GET", "/one/endpoint/g", "", 404},
        {"POST", endpoints, g, 201},
        {"GET", "/one/endpoint/g", "", 200},
    };
    for (const Step &step : steps) {
        const WireAnswer answer =
            call(small.port(), step.verb, QByteArray("/api/v1/app") + step.path, small.token(),
                 step.body);
        QVERIFY2(answer.status == step.status,
                 QByteArray(step.verb) + ' ' + step.path + ' ' + step.body + ' ' + answer.body);
    }
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestScale)
#include "tst_scale.moc"
