// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"
#include "core/redactor.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace svix;

/// Cases 79 and 82 as far as the core goes: what is logged, shown or copied has no secrets in it.
class TestLog : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void hides_data();
    void hides();
    void leaves_data();
    void leaves();
    void keepsBytes();
    void logsWithoutSecrets();
    void keepsTheLastLines();
    void hidesGivenSecrets();
    void rotates();
    void survivesAFullDisk();
};

// The secret part of each sample must be gone, whatever is around it.
void TestLog::hides_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *name, const QString &text, const QString &secret,
                        const QString &kept = {}) {
        QTest::newRow(name) << text << secret << kept;
    };
    row("bearer", u"Authorization: Bearer testsk_AbC123.eu next"_s, u"AbC123"_s,
        u"Authorization"_s);
    row("bearer own token", u"sent Bearer own-token-42, failed"_s, u"own-token-42"_s, u"failed"_s);
    row("lower case", u"authorization: bearer own-token-42"_s, u"own-token-42"_s);
    row("basic", u"Proxy-Authorization: Basic dXNlcjpwYXNz"_s, u"dXNlcjpwYXNz"_s);
    row("encoded", u"x?h=Bearer%20own-token-42"_s, u"own-token-42"_s);
    row("curl", u"curl -H 'Authorization: Bearer own-token-42' https://a.example"_s,
        u"own-token-42"_s, u"https://a.example"_s);
    row("json header", u"{\"authorization\":\"Bearer own-token-42\",\"a\":1}"_s, u"own-token-42"_s,
        u"\"a\":1"_s);
    row("escaped json header", u"{\\\"authorization\\\":\\\"Bearer own-token-42\\\",\\\"a\\\":1}"_s,
        u"own-token-42"_s, u"a\\\":1"_s);
    row("sk", u"key sk_live1234567.us used"_s, u"live1234567"_s, u"used"_s);
    row("testsk", u"testsk_live1234567"_s, u"live1234567"_s);
    row("underscore before", u"my_sk_live1234567"_s, u"live1234567"_s);
    row("appsk", u"appsk_live1234567"_s, u"live1234567"_s);
    row("integsk", u"integsk_live1234567 testintegsk_other1234567"_s, u"1234567"_s);
    row("whsec", u"secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw/+="_s, u"MfKQ9r8"_s);
    row("whsk", u"whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, u"MfKQ9r8"_s);
    row("jwt", u"t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcmdfMSJ9.abc-_DEF rest"_s, u"eyJ"_s, u"rest"_s);
    row("jwt signature", u"t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcmdfMSJ9.abc-_DEF"_s, u"abc-_DEF"_s);
    row("userinfo", u"to https://me:pa55word@example.org/x"_s, u"pa55word"_s, u"example.org/x"_s);
    row("user only", u"to socks5://topsecret@proxy.example:1080"_s, u"topsecret"_s,
        u"proxy.example:1080"_s);
    row("at in password", u"http://me:p@55word@example.org/"_s, u"55word"_s, u"example.org"_s);
    row("query token", u"GET /x?a=1&token=abcdef99&b=2"_s, u"abcdef99"_s, u"b=2"_s);
    row("query key", u"GET /x?key=abcdef99"_s, u"abcdef99"_s);
    row("query access token", u"GET /x?access_token=abcdef99"_s, u"abcdef99"_s);
    row("portal link", u"https://app.svix.com/login#key=eyJhcHBJZCI6ICJhcHBfMSJ9"_s,
        u"eyJhcHBJZCI6"_s, u"app.svix.com/login"_s);
    row("fragment after others", u"https://a.example/#x=1&key=abcdef99&y=2"_s, u"abcdef99"_s,
        u"y=2"_s);
    row("signature header", u"svix-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="_s,
        u"g0hM9SsE"_s);
    row("two signatures",
        u"sig v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= "
        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZ=="_s,
        u"hnO3f9T8"_s);
    row("cookie", u"Set-Cookie: session=abcdef99; Path=/"_s, u"abcdef99"_s);
    row("twice", u"sk_live1234567 and sk_live1234567"_s, u"live1234567"_s, u"and"_s);
}

void TestLog::hides()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    QFETCH(QString, kept);
    QVERIFY(text.contains(secret));
    const QString cleaned = Redactor::clean(text);
    QVERIFY2(!cleaned.contains(secret), qPrintable(cleaned));
    QVERIFY2(cleaned.contains(Redactor::mark), qPrintable(cleaned));
    QVERIFY2(cleaned.contains(kept), qPrintable(cleaned));
    QCOMPARE(Redactor::clean(cleaned), cleaned);
    QCOMPARE(Redactor::clean(text.toUtf8()), cleaned.toUtf8());
}

void TestLog::leaves_data()
{
    QTest::addColumn<QString>("text");
    for (const auto &text :
         {u"GET /api/v1/app/app_23rb8YdGqMT0qIzpgGwdXfHirMu/msg?limit=50 200 12 ms"_s,
          u"qtask_23rb8YdGqMT0qIzpgGwdXfHirMu is running"_s,
          u"https://example.org:8443/hooks?before=2026-11-23T14:03:11Z"_s,
          u"The keyring is locked."_s, u"risk_level and task_sk"_s, u"mail to me@example.org"_s,
          u"idempotency-key: 0f8fad5b-d9cb-469f-a165-70867728950e"_s, u"käse ☃"_s}) {
        QTest::newRow(qPrintable(text)) << text;
    }
}

void TestLog::leaves()
{
    QFETCH(QString, text);
    QCOMPARE(Redactor::clean(text), text);
}

void TestLog::keepsBytes()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i) {
        bytes += static_cast<char>(i);
    }
    QCOMPARE(Redactor::clean(bytes), bytes);
    QCOMPARE(Redactor::clean(bytes + " sk_live1234567"), bytes + " sk_[hidden]");
}

// Everything switched on, through Qt's own machinery, into the ring and the file.
void TestLog::logsWithoutSecrets()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"state/log.txt"_s);
    {
        Log log;
        QVERIFY(log.openFile(path));
        QLoggingCategory::setFilterRules(u"svix.*=true"_s);
        qCDebug(netLog) << "GET" << QUrl(u"https://me:pa55word@a.example/?token=abcdef99"_s);
        qCInfo(keychainLog) << "token" << QByteArray("testsk_live1234567");
        qCDebug(storeLog, "Authorization: Bearer %s", "own-token-42");
        qCDebug(uiLog) << "two\nlines";
        QLoggingCategory::setFilterRules(QString());
        qCDebug(modelLog) << "off by default";
        const QString all = log.lines().join(u'\n');
        QCOMPARE(log.lines().size(), 4);
        QVERIFY(all.contains(u"svix.net") && all.contains(u"svix.keychain"));
        QVERIFY(all.contains(u"a.example"));
        QVERIFY(!all.contains(u"off by default"));
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QCOMPARE(written.count('\n'), 4);
    for (const char *secret : {"pa55word", "abcdef99", "live1234567", "own-token-42"}) {
        QVERIFY2(!written.contains(secret), written.constData());
    }
    QCOMPARE(QFileInfo(path).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
}

void TestLog::keepsTheLastLines()
{
    Log log(3);
    QLoggingCategory::setFilterRules(u"svix.*=true"_s);
    for (int i = 0; i < 10; ++i) {
        qCDebug(uiLog, "line %d", i);
    }
    QLoggingCategory::setFilterRules(QString());
    QCOMPARE(log.lines().size(), 3);
    QVERIFY(log.lines().constFirst().endsWith(u"line 7"));
    QVERIFY(log.lines().constLast().endsWith(u"line 9"));
}

void TestLog::hidesGivenSecrets()
{
    Log log;
    log.hide("correct horse");
    log.hide("ab");
    QCOMPARE(log.clean(u"the correct horse abides"_s), u"the [hidden] abides"_s);
}

void TestLog::rotates()
{
    QTemporaryDir dir;
    Log log;
    QVERIFY(log.openFile(dir.filePath(u"log.txt"_s), 2000));
    QLoggingCategory::setFilterRules(u"svix.*=true"_s);
    for (int i = 0; i < 200; ++i) {
        qCDebug(uiLog, "line %d of a file that gets long", i);
    }
    QLoggingCategory::setFilterRules(QString());
    const auto files = QDir(dir.path()).entryInfoList(QDir::Files, QDir::Name);
    QCOMPARE(files.size(), 4); // the file and three old ones
    for (const QFileInfo &file : files) {
        QVERIFY(file.size() > 0 && file.size() < 2200);
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    }
    QFile newest(dir.filePath(u"log.txt"_s));
    QVERIFY(newest.open(QIODevice::ReadOnly));
    QVERIFY(newest.readAll().contains("line 199"));
}

void TestLog::survivesAFullDisk()
{
    Log log;
    QVERIFY(!log.openFile(u"/proc/nowhere/log.txt"_s));
    QVERIFY(log.openFile(u"/dev/full"_s));
    QLoggingCategory::setFilterRules(u"svix.*=true"_s);
    qCDebug(uiLog, "first");
    qCDebug(uiLog, "second");
    QLoggingCategory::setFilterRules(QString());
    const QStringList lines = log.lines();
    QCOMPARE(lines.size(), 3); // and one that says that the file ended
    QVERIFY(lines[1].contains(u"cannot be written"));
}

SVIX_TEST_MAIN(TestLog)
#include "tst_log.moc"
