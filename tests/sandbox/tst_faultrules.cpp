// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "sandbox/fault/faultset.h"
#include "sandbox/fault/requestlog.h"
#include "support/testmain.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// The grammar of --fault, when a rule strikes, and what the log of requests keeps.
class TestFaultRules : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAWholeRule();
    void knowsWhetherItIsDone_data();
    void knowsWhetherItIsDone();
    void refuses_data();
    void refuses();
    void globs_data();
    void globs();
    void namesOperations_data();
    void namesOperations();
    void strikes_data();
    void strikes();
    void chanceFollowsTheSeed();
    void firstRuleThatStrikesCounts();
    void logCountsAndForgets();
};

namespace {

HttpRequest request(const QByteArray &method, const QByteArray &target)
{
    HttpRequest request;
    request.method = method;
    request.target = target;
    return request;
}

FaultRule rule(const QString &text)
{
    const FaultRuleText parsed = FaultRuleText::parse(text);
    return parsed.rule.value_or(FaultRule());
}

bool same(const QString &a, const QString &b)
{
    return a == b || (a == u"acme"_s && b == u"app_1"_s);
}

/// "x" for each request that goes wrong, "." for each that does not.
QString pattern(FaultSet &set, const HttpRequest &asked, int count)
{
    QString out;
    for (int i = 0; i < count; ++i) {
        out += set.strike(asked, RequestName::of(asked), same) ? u'x' : u'.';
    }
    return out;
}

const HttpRequest &send()
{
    static const HttpRequest asked = request("POST", "/api/v1/app/app_1/msg?with_content=true");
    return asked;
}

} // namespace

void TestFaultRules::readsAWholeRule()
{
    const FaultRuleText parsed = FaultRuleText::parse(
        u"429, retry-after=date:30,body=html,delay=20,done=yes,op=message.*,method=post,"
        "path=/api/*,app=acme,skip=2,every=3,first=4,chance=0.5"_s);
    QVERIFY2(parsed.rule, qPrintable(parsed.problem));
    const FaultRule &r = *parsed.rule;
    QCOMPARE(int(r.kind), int(FaultRule::Kind::Status));
    QCOMPARE(r.status, 429);
    QCOMPARE(r.retryAfter, std::optional(30));
    QVERIFY(r.retryAfterIsDate && r.done);
    QCOMPARE(int(r.body), int(FaultRule::Body::Html));
    QCOMPARE(r.delayMs, 20);
    QCOMPARE(r.operation, u"message.*"_s);
    QCOMPARE(r.method, "POST");
    QCOMPARE(r.path, u"/api/*"_s);
    QCOMPARE(r.application, u"acme"_s);
    QCOMPARE(r.skip, 2);
    QCOMPARE(r.every, 3);
    QCOMPARE(r.first, std::optional<qint64>(4));
    QCOMPARE(r.chance, 0.5);
    QCOMPARE(rule(u"truncate=12"_s).cutAt, std::optional<qint64>(12));
    QCOMPARE(rule(u"delay=15"_s).delayMs, 15);
}

void TestFaultRules::knowsWhetherItIsDone_data()
{
    QTest::addColumn<bool>("done");
    for (const char *text : {"drop", "reset", "500", "drop,done=no", "503,done=no"}) {
        QTest::newRow(text) << false;
    }
    for (const char *text :
         {"drop,done=yes", "reset,done=yes", "500,done=yes", "delay=1", "truncate", "bad-json",
          "wrong-shape", "wrong-type", "bad-chunks", "long-length", "short-length,done=yes"}) {
        QTest::newRow(text) << true;
    }
}

void TestFaultRules::knowsWhetherItIsDone()
{
    QFETCH(bool, done);
    const auto parsed = FaultRuleText::parse(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(parsed.rule, qPrintable(parsed.problem));
    QCOMPARE(parsed.rule->done, done);
}

void TestFaultRules::refuses_data()
{
    QTest::addColumn<QString>("names");
    const auto row = [](const char *text, const char *names) {
        QTest::newRow(text) << QString::fromLatin1(names);
    };
    row("", "begin with a fault");
    row("explode", "\"explode\"");
    row("op=createMessage,drop", "begin with a fault");
    row("399", "\"399\"");
    row("600", "\"600\"");
    row("drop=1", "\"drop=1\"");
    row("delay", "\"delay\"");
    row("delay=-1", "\"delay=-1\"");
    row("delay=3600001", "\"delay=3600001\"");
    row("truncate=0", "\"truncate=0\"");
    row("drop,op=makeMessage", "no operation \"makeMessage\"");
    row("drop,op=", "\"op=\"");
    row("drop,op", "\"op\"");
    row("drop,first=0", "\"first=0\"");
    row("drop,every=x", "\"every=x\"");
    row("drop,chance=1.5", "\"chance=1.5\"");
    row("drop,done=maybe", "\"done=maybe\"");
    row("truncate,done=no", "done=no");
    row("delay=5,done=no", "done=no");
    row("drop,retry-after=5", "\"retry-after=5\"");
    row("429,retry-after=soon", "\"retry-after=soon\"");
    row("500,body=xml", "\"body=xml\"");
    row("drop,,first=1", "\"\"");
    row("drop,colour=red", "\"colour=red\"");
}

void TestFaultRules::refuses()
{
    QFETCH(QString, names);
    const auto parsed = FaultRuleText::parse(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!parsed.rule);
    QVERIFY2(parsed.problem.contains(names), qPrintable(parsed.problem));
}

void TestFaultRules::globs_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    QTest::newRow("same") << u"abc"_s << u"abc"_s << true;
    QTest::newRow("prefix only") << u"abc"_s << u"abcd"_s << false;
    QTest::newRow("any") << u"*"_s << QString() << true;
    QTest::newRow("over slashes") << u"/api/*/msg"_s << u"/api/v1/app/a/msg"_s << true;
    QTest::newRow("tries again") << u"*ab"_s << u"aaab"_s << true;
    QTest::newRow("two stars") << u"*a*b"_s << u"xaxxbxb"_s << true;
    QTest::newRow("two stars, no end") << u"*a*b"_s << u"xaxxbxc"_s << false;
    QTest::newRow("one character") << u"a?c"_s << u"abc"_s << true;
    QTest::newRow("no character") << u"a?c"_s << u"ac"_s << false;
    QTest::newRow("nothing") << QString() << u"a"_s << false;
    QTest::newRow("brackets are letters") << u"[a]"_s << u"a"_s << false;
}

void TestFaultRules::globs()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QTEST(matchesGlob(pattern, text), "matches");
}

void TestFaultRules::namesOperations_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("application");
    QTest::newRow("/api/v1/app") << QByteArray("GET") << u"listApplications"_s << QString();
    QTest::newRow("/api/v1/app?limit=2")
        << QByteArray("HEAD") << u"listApplications"_s << QString();
    QTest::newRow("/api/v1/app/a%20b/msg/") << QByteArray("POST") << u"createMessage"_s << u"a b"_s;
    QTest::newRow("/api/v1/auth/app-portal-access/acme")
        << QByteArray("POST") << u"getAppPortalAccess"_s << u"acme"_s;
    QTest::newRow("/api/v1/app/a/endpoint/b/secret/rotate")
        << QByteArray("POST") << u"rotateEndpointSecret"_s << u"a"_s;
    QTest::newRow("/api/v1/nothing") << QByteArray("GET") << QString() << QString();
    QTest::newRow("/") << QByteArray("BREW") << QString() << QString();
}

void TestFaultRules::namesOperations()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, operation);
    const RequestName name = RequestName::of(request(method, QTest::currentDataTag()));
    QCOMPARE(name.operation ? QString::fromLatin1(name.operation->id) : QString(), operation);
    QTEST(name.application, "application");
}

void TestFaultRules::strikes_data()
{
    QTest::addColumn<QString>("expected"); // of ten sent messages
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromLatin1(expected);
    };
    row("drop", "xxxxxxxxxx");
    row("drop,first=2", "xx........");
    row("drop,skip=3", "...xxxxxxx");
    row("drop,every=3", "..x..x..x.");
    row("drop,skip=1,every=4,first=1", "....x.....");
    row("drop,chance=0", "..........");
    row("drop,chance=1", "xxxxxxxxxx");
    row("drop,op=createMessage", "xxxxxxxxxx");
    row("drop,op=message.createMessage", "xxxxxxxxxx");
    row("drop,op=message.*", "xxxxxxxxxx");
    row("drop,op=listMessages", "..........");
    row("drop,method=POST", "xxxxxxxxxx");
    row("drop,method=GET", "..........");
    row("drop,path=/api/v1/app/*/msg", "xxxxxxxxxx");
    row("drop,path=/api/v1/app", "..........");
    row("drop,app=app_1", "xxxxxxxxxx");
    row("drop,app=acme", "xxxxxxxxxx");
    row("drop,app=other", "..........");
}

void TestFaultRules::strikes()
{
    const FaultRuleText parsed = FaultRuleText::parse(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(parsed.rule, qPrintable(parsed.problem));
    FaultSet set(1);
    set.add(*parsed.rule);
    QTEST(pattern(set, send(), 10), "expected");
}

void TestFaultRules::chanceFollowsTheSeed()
{
    const auto run = [](quint32 seed) {
        FaultSet set(seed);
        set.add(rule(u"drop,chance=0.3"_s));
        return pattern(set, send(), 1000);
    };
    QCOMPARE(run(7), run(7));
    QVERIFY(run(7) != run(8));
    const qsizetype hits = run(7).count(u'x');
    QVERIFY2(hits > 240 && hits < 360, qPrintable(QString::number(hits)));
    // Two rules of one set do not fall together.
    FaultSet two(7);
    two.add(rule(u"drop,chance=0.5"_s));
    two.add(rule(u"reset,chance=0.5"_s));
    pattern(two, send(), 1000);
    QVERIFY(two.rules()[1].hits > 150 && two.rules()[1].hits < 350);
}

void TestFaultRules::firstRuleThatStrikesCounts()
{
    FaultSet set(1);
    set.add(rule(u"drop,op=listMessages"_s));
    set.add(rule(u"503,op=createMessage,first=1"_s));
    set.add(rule(u"500,method=POST"_s));
    const FaultRule *first = set.strike(send(), RequestName::of(send()), same);
    QVERIFY(first);
    QCOMPARE(first->status, 503);
    const FaultRule *second = set.strike(send(), RequestName::of(send()), same);
    QVERIFY(second);
    QCOMPARE(second->status, 500);
    QCOMPARE(set.rules()[0].matched, 0);
    QCOMPARE(set.rules()[1].matched, 2);
    QCOMPARE(set.rules()[1].hits, 1);
    QCOMPARE(set.rules()[2].matched, 1);
    QCOMPARE(set.rules()[2].hits, 1);
}

void TestFaultRules::logCountsAndForgets()
{
    RequestLog log;
    for (int i = 0; i < 1000; ++i) {
        log.add({"GET", "/" + QByteArray::number(i), {}, 200, {}, {}, true});
    }
    log.add({"GET", "/0", {}, 200, {}, {}, true});
    log.add({"GET", "/new", {}, 200, {}, {}, true});
    log.add({"GET", "/new", {}, 200, "key", {}, true});
    const QJsonArray all = log.toJson();
    QCOMPARE(all.size(), 1000);
    QCOMPARE(all[0][u"path"_s], u"/0"_s); // asked again, so /1 and /2 went
    QCOMPARE(all[0][u"count"_s], 2);
    QCOMPARE(all[1][u"path"_s], u"/3"_s);
    QCOMPARE(all[998][u"idempotencyKey"_s], QJsonValue::Null);
    QCOMPARE(all[999][u"idempotencyKey"_s], u"key"_s);
    log.add({"GET", QByteArray(5000, 'x'), {}, 200, QByteArray(5000, 'k'), {}, true});
    QCOMPARE(log.toJson()[999][u"path"_s].toString().size(), 500);
    log.clear();
    QVERIFY(log.toJson().isEmpty());
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestFaultRules)
#include "tst_faultrules.moc"
