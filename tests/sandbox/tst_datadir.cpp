// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxprogram.h"
#include "support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

constexpr const char *app = R"({"name":"A","uid":"a"})";

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

bool runSql(const QString &file, const QString &sql)
{
    const QString connection = u"test"_s;
    bool done = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
        database.setDatabaseName(file);
        done = database.open() && QSqlQuery(database).exec(sql);
    }
    QSqlDatabase::removeDatabase(connection);
    return done;
}

} // namespace

/// The folder of --data: who may use it, what is refused, a full disk, what lasts over a restart.
class TestDataDir : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void isPrivateAndHeldByOne();
    void refusesWhatIsNotItsOwn_data();
    void refusesWhatIsNotItsOwn();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
    void seedsOnce();
    void answersAndTokensLast();
    void retriesGoOn();
    void deletedApplicationsStayDeleted();
    void cloudDataLasts_data();
    void cloudDataLasts();
    void fullDisk();
    void unreadablePayloads();

private:
    QStringList with(const QTemporaryDir &dir) const
    {
        return {u"--data"_s, dir.filePath(u"data"_s)};
    }
    // Exit code and standard error of a start that fails.
    static std::pair<int, QByteArray> failure(const QStringList &arguments)
    {
        SandboxProgram program(arguments);
        program.process.waitForFinished(20000);
        return {program.isUp() ? 0 : program.process.exitCode(),
                program.process.readAllStandardError()};
    }
};

void TestDataDir::isPrivateAndHeldByOne()
{
    const QTemporaryDir dir;
    const QStringList arguments = with(dir);
    {
        SandboxProgram program(arguments);
        QVERIFY(program.isUp());
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                           QFileDevice::ReadUser | QFileDevice::WriteUser;
        QCOMPARE(QFileInfo(arguments[1]).permissions(),
                 owner | QFileDevice::ExeOwner | QFileDevice::ExeUser);
        const QDir folder(arguments[1]);
        QVERIFY(folder.entryList(QDir::Files).contains(u"sandbox.db-wal"_s));
        for (const QFileInfo &file : folder.entryInfoList(QDir::Files)) {
            QCOMPARE(file.permissions(), owner);
        }
        const auto [code, text] = failure(arguments);
        QCOMPARE(code, 1);
        QVERIFY2(text.contains("is in use by another svix-sandbox"), text.constData());
    }
    SandboxProgram program(arguments);
    QVERIFY(program.isUp());
    QCOMPARE(program.ask("GET", "app/a").status, 200);
}

void TestDataDir::refusesWhatIsNotItsOwn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("how");
    QTest::addColumn<QByteArray>("says");
    const QByteArray link("it is a link");
    QTest::newRow("database elsewhere") << u"sandbox.db"_s << u"link"_s << link;
    QTest::newRow("lock elsewhere") << u"lock"_s << u"link"_s << link;
    QTest::newRow("log elsewhere") << u"sandbox.db-wal"_s << u"link"_s << link;
    QTest::newRow("journal elsewhere") << u"sandbox.db-journal"_s << u"link"_s << link;
    QTest::newRow("pipe") << u"sandbox.db-wal"_s << u"pipe"_s
                          << QByteArray("it is not a regular file");
    const QByteArray owner("it belongs to someone else");
    QTest::newRow("database of another") << u"sandbox.db"_s << u"owner"_s << owner;
    QTest::newRow("folder of another") << u"."_s << u"owner"_s << owner;
}

void TestDataDir::refusesWhatIsNotItsOwn()
{
    QFETCH(const QString, name);
    QFETCH(const QString, how);
    QFETCH(const QByteArray, says);
    if (how == u"owner"_s && ::geteuid() != 0) {
        QSKIP("only root may give a file away");
    }
    const QTemporaryDir dir;
    const QStringList arguments = with(dir);
    {
        SandboxProgram program(arguments);
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        program.process.terminate();
        QVERIFY(program.process.waitForFinished(10000));
    }
    const QString file = QDir(arguments[1]).filePath(name);
    const QString target = dir.filePath(u"target"_s);
    if (how == u"link"_s) {
        QVERIFY(QFile::exists(file) ? QFile::rename(file, target)
                                    : QFile(target).open(QFile::WriteOnly));
        QVERIFY(QFile::link(target, file));
    } else if (how == u"pipe"_s) {
        QCOMPARE(::mkfifo(QFile::encodeName(file).constData(), 0600), 0);
    } else {
        QCOMPARE(::chown(QFile::encodeName(file).constData(), 65534, 65534), 0);
    }
    const QByteArray before = bytesOf(target);
    const auto [code, text] = failure(arguments);
    QCOMPARE(code, 1);
    QVERIFY2(text.contains(says) && text.contains("cannot be used"), text.constData());
    QCOMPARE(bytesOf(target), before);
}

void TestDataDir::refusesWhatItCannotRead_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no database") << u"text"_s << QByteArray("file is not a database");
    QTest::newRow("newer") << u"PRAGMA user_version = 99"_s << QByteArray("a newer svix-sandbox");
    QTest::newRow("another program's")
        << u"PRAGMA application_id = 5"_s << QByteArray("no database of svix-sandbox");
    QTest::newRow("pages overwritten") << u"pages"_s << QByteArray("sandbox.db cannot be used");
    QTest::newRow("a row that does not fit")
        << u"UPDATE objects SET value = '{\"out\":5}' WHERE kind = 'application'"_s
        << QByteArray("damaged");
    QTest::newRow("a kind from the future")
        << u"UPDATE objects SET kind = 'x' WHERE kind = 'endpoint'"_s << QByteArray("unknown kind");
    QTest::newRow("a block cut off")
        << u"UPDATE messages SET rows = substr(rows, 1, 20)"_s << QByteArray("damaged");
    QTest::newRow("a text that is missing") << u"DELETE FROM texts"_s << QByteArray("damaged");
    QTest::newRow("files of others") << u"others"_s << QByteArray("holds other files");
}

void TestDataDir::refusesWhatItCannotRead()
{
    QFETCH(QString, what);
    QFETCH(QByteArray, says);
    const QTemporaryDir dir;
    const QStringList arguments = with(dir);
    const QString file = arguments[1] + u"/sandbox.db"_s;
    if (what == u"others"_s) {
        QVERIFY(QDir().mkpath(arguments[1]));
        write(arguments[1] + u"/letter.txt"_s, "mine");
    } else {
        SandboxProgram program(arguments);
        QVERIFY(program.isUp());
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        const QByteArray endpoint = R"({"url":"https://a.example/"})";
        QCOMPARE(program.ask("POST", "app/a/endpoint", endpoint).status, 201);
        const QByteArray message = R"({"eventType":"a.b","payload":{}})";
        QCOMPARE(program.ask("POST", "app/a/msg", message).status, 202);
        program.process.terminate(); // so that the write-ahead log is put into the database
        QVERIFY(program.process.waitForFinished(10000));
    }
    if (what == u"text"_s) {
        write(file, "This is a letter and no database, and it is long enough for a header, of "
                    "which there is none in it.");
    } else if (what == u"pages"_s) {
        QFile bytes(file);
        QVERIFY(bytes.open(QIODevice::ReadWrite) && bytes.seek(4096));
        bytes.write(QByteArray(bytes.size() - 4096, '\xaa'));
    } else if (what != u"others"_s) {
        QVERIFY(runSql(file, what));
    }
    const QByteArray before = bytesOf(file);
    const auto [code, text] = failure(arguments);
    QCOMPARE(code, 1);
    QVERIFY2(text.contains(says), text.constData());
    QCOMPARE(bytesOf(file), before);
}

void TestDataDir::seedsOnce()
{
    const QTemporaryDir dir;
    const QStringList arguments = with(dir) + QStringList{u"--seed"_s, u"demo"_s};
    QByteArray apps;
    {
        SandboxProgram program(arguments);
        QVERIFY(program.isUp());
        QCOMPARE(program.ask("DELETE", "app/acme").status, 204);
        apps = program.get("app?limit=250");
        QVERIFY(program.get("app/lumen/msg?limit=250").size() > 10000);
    }
    SandboxProgram program(arguments);
    QVERIFY(program.isUp());
    QCOMPARE(program.get("app?limit=250"), apps);
    QVERIFY(program.get("app/lumen/msg?limit=250").size() > 10000);
    QByteArray said;
    QTRY_VERIFY((said += program.process.readAllStandardError()).contains("the seed was not used"));
}

void TestDataDir::answersAndTokensLast()
{
    const QTemporaryDir dir;
    const QList<std::pair<QByteArray, QByteArray>> key{{"idempotency-key", "once"}};
    QByteArray first;
    QByteArray portal;
    {
        SandboxProgram program(with(dir));
        first = program.ask("POST", "app", R"({"name":"A","uid":"a"})", key).body;
        QVERIFY(first.contains("app_"));
        const QByteArray body = program.ask("POST", "auth/app-portal-access/a", "{}").body;
        portal = QJsonDocument::fromJson(body)[u"token"_s].toString().toLatin1();
        QCOMPARE(call(program.port(), "GET", "/api/v1/app/a", portal).status, 200);
        program.kill();
    }
    SandboxProgram program(with(dir));
    QCOMPARE(program.ask("POST", "app", R"({"name":"A","uid":"a"})", key).body, first);
    QCOMPARE(program.ask("POST", "app", R"({"name":"A","uid":"a"})").status, 409);
    QCOMPARE(call(program.port(), "GET", "/api/v1/app/a", portal).status, 200);
}

void TestDataDir::retriesGoOn()
{
    const QTemporaryDir dir;
    const QStringList arguments = with(dir) + QStringList{u"--retry-schedule"_s, u"2,1"_s};
    const auto attempts = [](const SandboxProgram &program) {
        return QJsonDocument::fromJson(program.get("app/a/attempt/msg/m"))[u"data"_s].toArray();
    };
    {
        SandboxProgram program(arguments);
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        // This name is answered 500 each time.
        const QByteArray endpoint = R"({"url":"https://fail.a.example/"})";
        QCOMPARE(program.ask("POST", "app/a/endpoint", endpoint).status, 201);
        const QByteArray message = R"({"eventType":"a.b","eventId":"m","payload":{}})";
        QCOMPARE(program.ask("POST", "app/a/msg", message).status, 202);
        QTRY_COMPARE(attempts(program).size(), 1);
        program.kill();
    }
    SandboxProgram program(arguments);
    QTRY_COMPARE_WITH_TIMEOUT(attempts(program).size(), 3, 15000);
    QTest::qWait(1500);
    QCOMPARE(attempts(program).size(), 3); // first try, two retries, no more
}

void TestDataDir::deletedApplicationsStayDeleted()
{
    const QTemporaryDir dir;
    {
        SandboxProgram program(with(dir));
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        const QByteArray message = R"({"eventType":"a.b","eventId":"m","payload":{"old":1}})";
        QCOMPARE(program.ask("POST", "app/a/msg", message).status, 202);
        QCOMPARE(program.ask("DELETE", "app/a").status, 204);
        program.kill();
    }
    {
        SandboxProgram program(with(dir));
        QCOMPARE(program.ask("GET", "app/a").status, 404);
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        QCOMPARE(program.ask("GET", "app/a/msg/m").status, 404);
        const QByteArray message = R"({"eventType":"a.b","eventId":"m","payload":{"new":1}})";
        QCOMPARE(program.ask("POST", "app/a/msg", message).status, 202);
        program.kill();
    }
    SandboxProgram program(with(dir));
    QVERIFY(program.get("app/a/msg/m").contains(R"({"new":1})"));
}

void TestDataDir::cloudDataLasts_data()
{
    QTest::addColumn<bool>("exported");
    QTest::newRow("folder") << false;
    QTest::newRow("export and import") << true;
}

void TestDataDir::cloudDataLasts()
{
    QFETCH(const bool, exported);
    const QTemporaryDir dir;
    const QStringList cloud{u"--like"_s, u"cloud"_s};
    const auto tokenOf = [](const WireAnswer &answer) {
        return jsonOf(answer)[u"token"_s].toString().toLatin1();
    };
    QByteArray revoked;
    QByteArray good;
    QByteArray integrationKey;
    QByteArray waiting;
    const QDateTime due = QDateTime::currentDateTimeUtc().addSecs(90);
    const QByteArray endpoint = R"({"url":"http://127.0.0.1:9/","uid":"e"})";
    const QByteArray transformation = R"({"code":"function handler(w){return w}","enabled":true})";
    const QByteArray integration = R"({"name":"I"})";
    const QByteArray tagged =
        R"({"eventType":"a.b","payload":{},"tags":["x","z"],"transformationsParams":{"k":1}})";
    const QByteArray later = R"({"eventType":"a.b","payload":{},"tags":["y"],"deliverAt":")" +
                             due.toString(Qt::ISODateWithMs).toLatin1() + "\"}";
    const QByteArray since = R"({"since":"2026-01-01T00:00:00Z"})";
    QStringList paths{u"app/a/integration"_s, u"app/a/msg?tag=x"_s, u"app/a/msg?tag=y"_s};
    std::map<QString, QByteArray> before;
    {
        SandboxProgram program(with(dir) + cloud);
        QVERIFY(program.isUp());
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        const auto posted = [&](const QByteArray &path, const QByteArray &body) {
            const WireAnswer answer = program.ask("POST", path, body);
            return answer.status < 300 ? jsonOf(answer) : QJsonObject();
        };
        QVERIFY(!posted("app/a/endpoint", endpoint).isEmpty());
        QCOMPARE(program.ask("PATCH", "app/a/endpoint/e/transformation", transformation).status,
                 204);
        paths.append(u"app/a/endpoint/e/transformation"_s);
        const QString id = posted("app/a/integration", integration)[u"id"_s].toString();
        const auto key = program.ask("GET", "app/a/integration/" + id.toLatin1() + "/key");
        integrationKey = jsonOf(key)[u"key"_s].toString().toLatin1();
        QVERIFY(!integrationKey.isEmpty());
        QVERIFY(!posted("app/a/msg", tagged).isEmpty());
        waiting = posted("app/a/msg", later)[u"id"_s].toString().toLatin1();
        QVERIFY(!waiting.isEmpty());
        const QJsonObject task = posted("app/a/endpoint/e/replay-missing", since);
        const QString taskPath = u"background-task/"_s + task[u"id"_s].toString();
        paths.append(taskPath);
        QTRY_COMPARE(jsonOf(program.ask("GET", taskPath.toLatin1()))[u"status"_s].toString(),
                     u"finished"_s);
        revoked = tokenOf(program.ask("POST", "auth/app-portal-access/a", "{}"));
        good = tokenOf(program.ask("POST", "auth/app-portal-access/a", "{}"));
        QCOMPARE(call(program.port(), "POST", "/api/v1/auth/logout", revoked).status, 204);
        for (const QString &path : std::as_const(paths)) {
            before[path] = program.get(path.toLatin1());
            QVERIFY2(!before[path].isEmpty(), qPrintable(path));
        }
    }
    QStringList again = with(dir) + cloud;
    if (exported) {
        const QString file = dir.filePath(u"all.jsonl"_s);
        QProcess exporter;
        exporter.start(QStringLiteral(SVIX_SANDBOX_EXECUTABLE),
                       again + QStringList{u"--export"_s, file});
        QVERIFY(exporter.waitForFinished(20000) && exporter.exitCode() == 0);
        again = cloud + QStringList{u"--import"_s, file};
    }
    // Its time came meanwhile.
    const QString now = due.addSecs(5).toString(Qt::ISODateWithMs);
    SandboxProgram program(again + QStringList{u"--now"_s, now});
    QVERIFY2(program.isUp(), program.process.readAllStandardError().constData());
    QTRY_VERIFY(program.get("app/a/attempt/msg/" + waiting).contains("atmpt_"));
    for (const QString &path : std::as_const(paths)) {
        QCOMPARE(program.get(path.toLatin1()), before[path]);
    }
    const auto status = [&](const QByteArray &token) {
        return call(program.port(), "GET", "/api/v1/app/a", token).status;
    };
    QCOMPARE(status(revoked), 401);
    QCOMPARE(status(good), 200);
    QCOMPARE(status(integrationKey), 200);
    // Tokens of before can still be revoked.
    QCOMPARE(program.ask("POST", "auth/app/a/expire-all", "{}").status, 204);
    QCOMPARE(status(good), 401);
}

void TestDataDir::fullDisk()
{
    const QTemporaryDir dir;
    SandboxThread receiver(optionsOf(SandboxOptions::Seed::Empty));
    QStringList kept;
    const auto post = [](const SandboxProgram &program, const QByteArray &key, qsizetype size) {
        const QByteArray body =
            R"({"eventType":"a.b","payload":{"x":")" + QByteArray(size, 'x') + "\"}}";
        return program.ask("POST", "app/a/msg", body, {{"idempotency-key", key}});
    };
    const auto rows = [](const SandboxProgram &program, const QByteArray &list) {
        return QJsonDocument::fromJson(program.get(list + "?limit=250"))[u"data"_s].toArray();
    };
    const auto sent = [&] {
        QStringList ids;
        for (const HttpRequest &request : receiver.takeDeliveries()) {
            ids.append(QString::fromLatin1(*request.header("svix-id")));
        }
        return ids;
    };
    QStringList all;
    {
        // Files may grow to half a megabyte, which is what a full disk looks like to a program.
        SandboxProgram program(with(dir), u"ulimit -S -f 1024;"_s);
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        const QByteArray endpoint = R"({"uid":"e","url":"http://127.0.0.1:)" +
                                    QByteArray::number(receiver.receiverPort()) + "/ok\"}";
        QCOMPARE(program.ask("POST", "app/a/endpoint", endpoint).status, 201);
        for (const char *key : {"1", "2", "3"}) {
            const WireAnswer answer = post(program, key, 1000);
            QCOMPARE(answer.status, 202);
            kept.append(jsonOf(answer)[u"id"_s].toString());
        }
        QTRY_COMPARE(rows(program, "app/a/attempt/endpoint/e").size(), 3);
        all = sent();
        // The first one that is refused is refused after it was done, the others before.
        QCOMPARE(post(program, "first", 600000).status, 500);
        QCOMPARE(post(program, "first", 600000).status, 500);
        QCOMPARE(post(program, "later", 1000).status, 500);
        QCOMPARE(program.ask("PUT", "app/a", R"({"name":"B"})").status, 500);
        for (const QString &id : std::as_const(kept)) {
            QCOMPARE(program.ask("GET", "app/a/msg/" + id.toLatin1()).status, 200);
        }
        QCOMPARE(program.process.state(), QProcess::Running);
        QByteArray said;
        QTRY_VERIFY((said += program.process.readAllStandardError()).contains("cannot save"));
        QCOMPARE(sent(), QStringList()); // who is told of it could not ask for it after a new start

        // Room again: it goes on by itself, and nothing that was refused is answered as done.
        const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
        QCOMPARE(::prlimit(static_cast<pid_t>(program.process.processId()), RLIMIT_FSIZE, &more,
                           nullptr),
                 0);
        QTRY_COMPARE(rows(program, "app/a/attempt/endpoint/e").size(), 4);
        for (const char *key : {"first", "later"}) {
            const WireAnswer answer = post(program, key, 600000);
            QCOMPARE(answer.status, 202);
            kept.append(jsonOf(answer)[u"id"_s].toString());
            QCOMPARE(post(program, key, 600000).body, answer.body);
        }
        QTRY_COMPARE(rows(program, "app/a/attempt/endpoint/e").size(), kept.size());
        program.kill();
    }
    SandboxProgram program(with(dir));
    QVERIFY(program.get("app/a").contains(R"("name":"A")"));
    const WireAnswer last = post(program, "last", 10);
    kept.append(jsonOf(last)[u"id"_s].toString());
    QTRY_COMPARE(rows(program, "app/a/attempt/endpoint/e").size(), kept.size());
    QStringList ids;
    for (const auto &row : rows(program, "app/a/msg")) {
        ids.prepend(row.toObject()[u"id"_s].toString());
    }
    QCOMPARE(ids, kept); // each once, the newest last
    all += sent();
    all.sort();
    kept.sort();
    QCOMPARE(all, kept);
}

void TestDataDir::unreadablePayloads()
{
    const QTemporaryDir dir;
    const QStringList arguments = with(dir) + QStringList{u"--retry-schedule"_s, u"1,3600"_s};
    {
        SandboxProgram program(arguments);
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        // This name is answered 500 each time.
        const QByteArray endpoint = R"({"uid":"e","url":"https://fail.a.example/"})";
        QCOMPARE(program.ask("POST", "app/a/endpoint", endpoint).status, 201);
        const QByteArray message = R"({"eventType":"a.b","eventId":"m","payload":{}})";
        QCOMPARE(program.ask("POST", "app/a/msg", message).status, 202);
        QTRY_VERIFY(program.get("app/a/attempt/msg/m").contains("atmpt_"));
        program.kill();
    }
    QVERIFY(runSql(arguments[1] + u"/sandbox.db"_s, u"DELETE FROM payloads"_s));
    SandboxProgram program(arguments);
    QByteArray said;
    QTRY_VERIFY((said += program.process.readAllStandardError()).contains("cannot be read"));
    QCOMPARE(program.ask("PATCH", "app/a", R"({"name":"B"})").status, 200); // has no part in it
    QTRY_VERIFY(program.get("app/a/attempt/msg/m").contains("The payload could not be read"));
    QCOMPARE(program.ask("GET", "app/a/msg/m").status, 500); // nothing else could be said
    const QByteArray state = program.get("app/a/endpoint/e/msg?with_content=false");
    QVERIFY2(state.contains("\"nextAttempt\":\"2"), state); // it is to be tried again
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestDataDir)
#include "tst_datadir.moc"
