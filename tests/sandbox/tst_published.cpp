// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every answer of every operation of the sandbox against Svix' published documents.
#include "sandbox/published/beyonddocument.h"
#include "sandbox/published/operationdriver.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// Drives all operations with rich data and lets a JSON Schema validator judge what comes back.
class TestPublished : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theCheckCanFail_data();
    void theCheckCanFail();
    void everyAnswerIsAsPublished_data();
    void everyAnswerIsAsPublished();

private:
    static QByteArray text(const char *name);
    static QString folder()
    {
        return QDir::cleanPath(QStringLiteral(SVIX_SOURCE_DIR "/../shared/contract"));
    }
};

QByteArray TestPublished::text(const char *name)
{
    QFile file(folder() + u'/' + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestPublished::initTestCase()
{
    if (!QFile::exists(folder())) {
        QSKIP("The published documents of Svix are not at ../shared/contract.");
    }
}

void TestPublished::theCheckCanFail_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("problem"); // empty: none
    const QByteArray good =
        R"({"id":"app_1srOrx2ZWZBpBUvZwXKQmoEYga2","name":"n","uid":"u","throttleRate":null,)"
        R"("metadata":{"a":"b"},"createdAt":"2026-05-01T12:00:00Z",)"
        R"("updatedAt":"2026-05-01T12:00:00.123456Z"})";
    const auto broken = [&](const QByteArray &part, const QByteArray &other) {
        QByteArray body = good;
        return body.replace(part, other);
    };
    QTest::newRow("good") << good << QString();
    QTest::newRow("missing") << broken(R"("name":"n",)", "") << u"name"_s;
    QTest::newRow("unknown") << broken("{\"id\"", R"({"more":1,"id")") << u"more"_s;
    QTest::newRow("type") << broken("\"n\"", "5") << u"[name]"_s;
    QTest::newRow("null") << broken("\"n\"", "null") << u"[name]"_s;
    QTest::newRow("null of a map") << broken(R"({"a":"b"})", "null") << u"[metadata]"_s;
    QTest::newRow("within a map") << broken(R"("b")", "1") << u"[metadata]"_s;
    QTest::newRow("date") << broken("2026-05-01T12:00:00Z", "yesterday") << u"[createdAt]"_s;
    QTest::newRow("number") << broken(":null", ":1.5") << u"[throttleRate]"_s;
    QTest::newRow("negative") << broken(":null", ":-1") << u"[throttleRate]"_s;
    QTest::newRow("pattern") << broken("app_", "ap_0") << u"[id]"_s;
    QTest::newRow("length") << broken("\"u\"", "\"\"") << u"[uid]"_s;
    QTest::newRow("no JSON") << QByteArray("{") << u"no JSON"_s;
    QTest::newRow("list") << QByteArray("[]") << u"type"_s;
}

void TestPublished::theCheckCanFail()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, problem);
    PublishedDocument document;
    QVERIFY(document.load(text("openapi-cloud-1.947.json")));
    const QString problems = document.judge(op::getApplication, 200, body).join(u'\n');
    QVERIFY2(problem.isEmpty() ? problems.isEmpty() : problems.contains(problem),
             qPrintable(problems));
    QVERIFY(!document.judge(op::getApplication, 202, body).isEmpty());
    QVERIFY(!document.judge(op::deleteApplication, 204, body).isEmpty());
}

void TestPublished::everyAnswerIsAsPublished_data()
{
    QTest::addColumn<bool>("cloud");
    QTest::newRow("oss") << false;
    QTest::newRow("cloud") << true;
}

void TestPublished::everyAnswerIsAsPublished()
{
    QFETCH(bool, cloud);
    const ServerKind kind = cloud ? ServerKind::Cloud : ServerKind::OpenSource;
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
    options.like = kind;
    options.retrySeconds = {600}; // planned for as long as this takes
    options.scriptProgram = QStringLiteral(SVIX_SCRIPT_EXECUTABLE);
    SandboxThread sandbox(options);

    const QByteArray published =
        text(cloud ? "openapi-cloud-1.947.json" : "openapi-oss-1.100.json");
    const QList<BeyondDocument> &beyond = cloud ? beyondCloud() : beyondOss();
    PublishedDocument document;
    QVERIFY(document.load(published));
    document.extend(beyond);
    document.extend(beyondStatuses(kind));
    document.standIn(leftOut(kind));
    QMap<QString, const PublishedDocument *> documents{{u"published"_s, &document}};
    // What the sandbox says of itself has to be true, too.
    PublishedDocument own;
    if (!cloud) {
        QVERIFY(own.load(call(sandbox.port(), "GET", "/api/v1/openapi.json", QByteArray()).body));
        own.extend(beyond);
        own.extend(beyondStatuses(kind));
        own.standIn(leftOut(kind));
        documents.insert(u"own"_s, &own);
    }

    OperationDriver driver(sandbox, kind, documents);
    Stage stage;
    playServer(driver);
    playApplications(driver, stage);
    playEventTypes(driver);
    playEndpoints(driver, stage);
    playMessages(driver, stage);
    playAttempts(driver, stage);
    playRecovery(driver, stage);
    playIntegrations(driver, stage);
    playPortal(driver, stage);
    playEnd(driver, stage);

    for (const QString &problem : driver.problems()) {
        qInfo().noquote() << problem;
    }
    QCOMPARE(driver.problems().size(), 0);
    QCOMPARE(driver.missedOperations(), QStringList());
    const QStringList missed = driver.missedFields();
    const QMap<QString, const char *> excused = neverSeen(kind);
    for (const QString &field : missed) {
        QVERIFY2(excused.contains(field), qPrintable(field));
    }
    for (auto it = excused.cbegin(); it != excused.cend(); ++it) {
        QVERIFY2(missed.contains(it.key()), qPrintable(it.key()));
    }
    // An exception that no answer needs is a trap for the next reader.
    for (qsizetype i = 0; i < beyond.size(); ++i) {
        PublishedDocument without;
        QVERIFY(without.load(published));
        QList<BeyondDocument> others = beyond;
        others.removeAt(i);
        without.extend(others);
        without.extend(beyondStatuses(kind));
        without.standIn(leftOut(kind));
        const bool needed = std::any_of(
            driver.seen().cbegin(), driver.seen().cend(), [&](const OperationDriver::Seen &seen) {
                return seen.body.contains('"' + beyond[i].member.toLatin1() + '"') &&
                       !without.judge(*seen.operation, seen.status, seen.body).isEmpty();
            });
        QVERIFY2(needed, qPrintable(beyond[i].schema + u'.' + beyond[i].member));
    }
    for (const BeyondStatus &status : beyondStatuses(kind)) {
        PublishedDocument without;
        QVERIFY(without.load(published));
        const auto *operation = findOperation(status.operation);
        QVERIFY2(!without.judge(*operation, status.status, {}).isEmpty(),
                 qPrintable(status.operation));
    }
    qInfo().noquote() << u"like %1: %2 of %3 operations validated, %4 answers"_s
                             .arg(cloud ? u"cloud"_s : u"oss"_s)
                             .arg(driver.coveredOperations())
                             .arg(driver.offeredOperations())
                             .arg(driver.seen().size());
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestPublished)
#include "tst_published.moc"
