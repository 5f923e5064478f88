// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"
#include "core/token.h"
#include "jwt.h"
#include "support/testmain.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

const QString orgId = u"org_23rb8YdGqMT0qIzpgGwdXfHirMu"_s;

} // namespace

/// Cases 76, 77 and 83: tokens and ids as they are typed, pasted, read and made.
class TestToken : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleansToken_data();
    void cleansToken();
    void refusesToken_data();
    void refusesToken();
    void refusalsNeverRepeatTheToken();
    void readsJwt();
    void refusesBrokenJwt_data();
    void refusesBrokenJwt();
    void environment();
    void idKinds_data();
    void idKinds();
    void idTimes();
    void idOrder();
    void pathIds_data();
    void pathIds();
};

// Case 76: one clean header, or none.
void TestToken::cleansToken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("token");
    const auto row = [](const QString &text, const char *token) {
        QTest::newRow(qPrintable(text.left(60))) << text << QByteArray(token);
    };
    row(u"testsk_abc.eu"_s, "testsk_abc.eu");
    row(u"  testsk_abc \t"_s, "testsk_abc");
    row(u"testsk_abc\n"_s, "testsk_abc");
    row(u"testsk_abc\r\n"_s, "testsk_abc");
    row(u"\u00a0testsk_abc\u200b\ufeff"_s, "testsk_abc");
    row(u"\"testsk_abc\""_s, "testsk_abc");
    row(u"'testsk_abc'"_s, "testsk_abc");
    row(u"Bearer testsk_abc"_s, "testsk_abc");
    row(u"bearer\ttestsk_abc"_s, "testsk_abc");
    row(u"\"Bearer testsk_abc\""_s, "testsk_abc");
    row(u"Authorization: Bearer testsk_abc\r\n"_s, "testsk_abc");
    row(u"Bearer"_s, "Bearer"); // odd, but nobody says that it is no token
    row(u"any-text+can/be=a~token"_s, "any-text+can/be=a~token");
}

void TestToken::cleansToken()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, token);
    const auto result = cleanToken(text);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QCOMPARE(*result, token);
}

void TestToken::refusesToken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const QString &text, const QString &word) {
        QTest::newRow(name) << text << word;
    };
    row("empty", u""_s, u"empty"_s);
    row("spaces only", u" \r\n"_s, u"empty"_s);
    row("inner space", u"testsk_ab c"_s, u"number 10"_s);
    row("inner line break", u"testsk_ab\ncd"_s, u"number 10"_s);
    row("header injection", u"testsk_ab\r\nX-Evil: 1"_s, u"number 10"_s);
    row("nul", u"testsk_ab"_s + QChar(u'\0') + u"cd"_s, u"number 10"_s);
    row("non-ASCII", u"testsk_äbc"_s, u"number 8"_s);
    row("inner zero width", u"testsk_a\u200bbc"_s, u"number 9"_s);
    row("inner quote", u"testsk_a\"bc"_s, u"quotation"_s);
    row("one quote", u"\"testsk_abc"_s, u"quotation"_s);
    row("delete", u"testsk_a\u007f"_s, u"number 9"_s);
    row("address", u"https://api.svix.com"_s, u"address"_s);
    row("portal link", u"https://app.svix.com/login#key=abc"_s, u"portal link"_s);
    row("signing secret", u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, u"signing secret"_s);
    row("private signing key", u"whsk_abcdef"_s, u"signing secret"_s);
    row("id", orgId, u"id of an object"_s);
    row("long", QString(16385, u'a'), u"too long"_s);
}

void TestToken::refusesToken()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    const auto result = cleanToken(text);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(result.error().detail.contains(word), qPrintable(result.error().detail));
}

void TestToken::refusalsNeverRepeatTheToken()
{
    const auto result = cleanToken(u"testsk_verysecret value"_s);
    QVERIFY(!result);
    QVERIFY(!result.error().detail.contains(u"verysecret"));
}

void TestToken::readsJwt()
{
    const TokenInfo org = inspectToken(
        jwt(R"({"iat":1655140639,"exp":1970500639,"nbf":1655140639,"iss":"svix-server",)"
            R"("sub":"org_23rb8YdGqMT0qIzpgGwdXfHirMu"})"));
    QCOMPARE(org.kind, TokenInfo::Kind::OrganisationJwt);
    QCOMPARE(org.organisation, orgId);
    QVERIFY(org.application.isEmpty());
    QCOMPARE(org.expires, QDateTime(QDate(2032, 6, 10), QTime(17, 17, 19), QTimeZone::utc()));
    QCOMPARE(org.issuedAt.toSecsSinceEpoch(), 1655140639);
    QVERIFY(describeToken(org).contains(u"not verified"));

    const TokenInfo portal =
        inspectToken(jwt(R"({"sub":"app_2ZmhA","org":"org_1","exp":1970500639.5})"));
    QCOMPARE(portal.kind, TokenInfo::Kind::ApplicationJwt);
    QCOMPARE(portal.application, u"app_2ZmhA"_s);
    QCOMPARE(portal.organisation, u"org_1"_s);
    QCOMPARE(portal.expires.toSecsSinceEpoch(), 1970500639);

    const TokenInfo other = inspectToken(jwt(R"({"sub":"user@example.org","exp":1e300})"));
    QCOMPARE(other.kind, TokenInfo::Kind::OtherJwt);
    QVERIFY(!other.expires.isValid());
}

void TestToken::refusesBrokenJwt_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("two parts") << QByteArray("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcmdfMSJ9");
    QTest::newRow("four parts") << jwt(R"({"sub":"org_1"})") + ".x";
    QTest::newRow("not base64") << QByteArray("eyJhbGciOiJIUzI1NiJ9.!!!!.abc");
    QTest::newRow("not json") << jwt("hello");
    QTest::newRow("array") << jwt("[1]");
    QTest::newRow("no algorithm") << jwt(R"({"sub":"org_1"})", "{}");
    QTest::newRow("nested deep") << jwt(QByteArray(100000, '['));
    QTest::newRow("dots") << QByteArray("..");
    QTest::newRow("empty") << QByteArray();
}

void TestToken::refusesBrokenJwt()
{
    QFETCH(QByteArray, token);
    const TokenInfo info = inspectToken(token);
    QCOMPARE(info.kind, TokenInfo::Kind::Unknown);
    QVERIFY(info.organisation.isEmpty());
}

// Case 83: a real child process does not get the variable.
void TestToken::environment()
{
    qputenv("SVIX_TEST_SECRET", "testsk_environment");
    const auto seenByChild = [] {
        QProcess child;
        child.start(u"/usr/bin/env"_s, QStringList());
        return child.waitForFinished() ? child.readAllStandardOutput() : QByteArray();
    };
    QVERIFY(seenByChild().contains("testsk_environment"));
    QCOMPARE(takeFromEnvironment("SVIX_TEST_SECRET"), QByteArray("testsk_environment"));
    const QByteArray after = seenByChild();
    QVERIFY(after.contains("HOME="));
    QVERIFY(!after.contains("testsk_environment"));
    QVERIFY(takeFromEnvironment("SVIX_TEST_SECRET").isEmpty());
}

void TestToken::idKinds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<IdKind>("kind");
    const QString tail = orgId.mid(4);
    const auto row = [](const QString &id, IdKind kind) {
        QTest::newRow(qPrintable(id.isEmpty() ? u"empty"_s : id)) << id << kind;
    };
    for (const IdKind kind : {IdKind::Organisation, IdKind::Application, IdKind::Endpoint,
                              IdKind::Message, IdKind::Attempt, IdKind::Task, IdKind::Integration,
                              IdKind::EventType, IdKind::Connector, IdKind::Key, IdKind::Member}) {
        row(prefixOf(kind).toString() + tail, kind);
    }
    row(u"app_"_s + tail.chopped(1), IdKind::Unknown);
    row(u"app_"_s + tail + u'0', IdKind::Unknown);
    row(u"app_"_s + tail.chopped(1) + u'-', IdKind::Unknown);
    row(u"APP_"_s + tail, IdKind::Unknown);
    row(u"app_"_s + QString(27, u'z'), IdKind::Unknown);            // over 160 bits
    row(u"app_aWgEPTl1tmebfsQzFP4bxwgy80V"_s, IdKind::Application); // the largest that fits
    row(u"app_aWgEPTl1tmebfsQzFP4bxwgy80W"_s, IdKind::Unknown);
    row(u"customer-42"_s, IdKind::Unknown);
    row(QString(), IdKind::Unknown);
}

void TestToken::idKinds()
{
    QFETCH(QString, id);
    QFETCH(IdKind, kind);
    QCOMPARE(kindOfId(id), kind);
    QCOMPARE(timeOfId(id).isValid(), kind != IdKind::Unknown);
}

void TestToken::idTimes()
{
    // The published example of the KSUID text form: time stamp 107608047, first payload byte 0xB5.
    const QDateTime example = timeOfId(u"msg_0ujtsYcgvSTl8PAuAdqWYSMnLOv");
    QCOMPARE(example.toMSecsSinceEpoch(), (107608047LL + 1400000000) * 1000 + 0xb5 * 4);
    // The default organisation of svix-server was made in January 2022.
    QCOMPARE(Timestamp::fromDateTime(timeOfId(orgId)).toText(), u"2022-01-18T08:36:33.816Z"_s);

    QRandomGenerator random(7);
    const Timestamp time = Timestamp::fromText("2026-11-23T14:03:11.123456Z");
    const QString id = makeId(u"atmpt_", time, random);
    QCOMPARE(id.size(), 33);
    QCOMPARE(kindOfId(id), IdKind::Attempt);
    QCOMPARE(timeOfId(id).toMSecsSinceEpoch(), time.milliseconds() / 4 * 4);
    // Out of range is held at the ends.
    QCOMPARE(idAtTime(u"msg_", Timestamp::fromText("1999-01-01T00:00:00Z")),
             u"msg_000000000000000000000000000"_s);
    QCOMPARE(
        timeOfId(idAtTime(u"msg_", Timestamp::fromText("2999-01-01T00:00:00Z"), IdBound::Highest))
            .date()
            .year(),
        2150);
}

void TestToken::idOrder()
{
    QRandomGenerator random(42);
    QString before;
    for (int i = 0; i < 2000; ++i) {
        const Timestamp time(1795442591000000LL + i * 4000LL);
        const QString id = makeId(u"msg_", time, random);
        QVERIFY(before < id);
        QVERIFY(idAtTime(u"msg_", time, IdBound::Lowest) <= id);
        QVERIFY(id <= idAtTime(u"msg_", time, IdBound::Highest));
        before = id;
    }
}

void TestToken::pathIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("safe");
    QTest::newRow("id") << orgId << true;
    QTest::newRow("uid") << u"customer.42_a-b"_s << true;
    QTest::newRow("three dots") << u"..."_s << true;
    QTest::newRow("slash, to be encoded") << u"a/b"_s << true;
    QTest::newRow("256") << QString(256, u'a') << true;
    QTest::newRow("257") << QString(257, u'a') << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("dot") << u"."_s << false;
    QTest::newRow("dots") << u".."_s << false;
    QTest::newRow("line break") << u"a\nb"_s << false;
    QTest::newRow("nul") << u"a"_s + QChar(u'\0') << false;
    QTest::newRow("surrogate") << u"a"_s + QChar(0xd800) << false;
}

void TestToken::pathIds()
{
    QFETCH(QString, id);
    QFETCH(bool, safe);
    QCOMPARE(isSafePathId(id), safe);
}

SVIX_TEST_MAIN(TestToken)
#include "tst_token.moc"
