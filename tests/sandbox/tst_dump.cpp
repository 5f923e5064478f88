// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/dump.h"
#include "sandbox/sandboxprogram.h"
#include "support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// Exit code and standard error of a run to its end.
std::pair<int, QByteArray> run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(SVIX_SANDBOX_EXECUTABLE), arguments);
    process.waitForFinished(60000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardError()};
}

} // namespace

/// --export and --import: nothing is lost, nothing is half done.
class TestDump : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void comesBackByteForByte_data();
    void comesBackByteForByte();
    void holdsWhatTheServerShows();
    void refusesLines_data();
    void refusesLines();
    void refusesLongLines();
    void leavesAFolderWithDataAlone();
    void failsWithoutRoom();
    void replacesFilesOnly_data();
    void replacesFilesOnly();

private:
    QString path(const QString &name) const { return m_dir.filePath(name); }

    QTemporaryDir m_dir;
    QByteArray m_dump; // of the folder that initTestCase() filled
};

void TestDump::initTestCase()
{
    const QStringList arguments{u"--data"_s, path(u"data"_s),       u"--seed"_s,
                                u"demo"_s,   u"--retry-schedule"_s, u"3600"_s};
    {
        SandboxProgram program(arguments);
        QVERIFY(program.isUp());
        const QList<std::pair<QByteArray, QByteArray>> key{{"idempotency-key", "once"}};
        QCOMPARE(program.ask("POST", "app", R"({"name":"Ä “\t”","uid":"a"})", key).status, 201);
        const QByteArray endpoint = R"({"url":"https://fail.a.example/","uid":"e"})";
        QCOMPARE(program.ask("POST", "app/a/endpoint", endpoint).status, 201);
        const QByteArray header = R"({"headers":{"X-A":"1"}})";
        QCOMPARE(program.ask("PUT", "app/a/endpoint/e/headers", header).status, 204);
        QCOMPARE(program.ask("POST", "app/a/endpoint/e/secret/rotate", "{}").status, 204);
        for (const char *id : {"m", "n"}) {
            const QByteArray message = R"({"eventType":"a.b","payload":{"b":1.10,"a":"é"},)"
                                       R"("channels":["x","y"],"eventId":")" +
                                       QByteArray(id) + "\"}";
            QCOMPARE(program.ask("POST", "app/a/msg", message).status, 202);
        }
        const auto attempts = [&] {
            return QJsonDocument::fromJson(program.get("app/a/attempt/endpoint/e"))[u"data"_s]
                .toArray();
        };
        QTRY_COMPARE(attempts().size(), 2);
        const QByteArray attempt = attempts()[0][u"id"_s].toString().toLatin1();
        QCOMPARE(program.ask("DELETE", "app/a/msg/n/content").status, 204);
        const QByteArray message = attempts()[0][u"msgId"_s].toString().toLatin1();
        QCOMPARE(program.ask("DELETE", "app/a/msg/" + message + "/attempt/" + attempt + "/content")
                     .status,
                 204);
        program.kill();
    }
    QCOMPARE(run({u"--data"_s, path(u"data"_s), u"--export"_s, path(u"dump"_s)}),
             std::pair(0, QByteArray()));
    m_dump = bytesOf(path(u"dump"_s));
    QVERIFY(m_dump.size() > 100000);
    QVERIFY(m_dump.startsWith("{\"format\":\"svix-sandbox\",\"version\":1}\n"));
    for (const char *type : {"tokens", "environment", "object", "application", "endpoint",
                             "message", "attempt", "next", "plan", "answer", "end"}) {
        QVERIFY2(m_dump.contains("\"type\":\"" + QByteArray(type) + '"'), type);
    }
    QCOMPARE(QFileInfo(path(u"dump"_s)).permissions(),
             QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser |
                 QFileDevice::WriteUser);
}

void TestDump::comesBackByteForByte_data()
{
    QTest::addColumn<bool>("folder");
    QTest::newRow("through memory") << false;
    QTest::newRow("through a folder") << true;
}

void TestDump::comesBackByteForByte()
{
    QFETCH(bool, folder);
    const QString again = path(folder ? u"again1"_s : u"again2"_s);
    QStringList arguments{u"--import"_s, path(u"dump"_s)};
    if (folder) {
        arguments += {u"--data"_s, path(u"copy"_s)};
    }
    QCOMPARE(run(arguments + QStringList{u"--export"_s, again}), std::pair(0, QByteArray()));
    QCOMPARE(bytesOf(again), m_dump);
    if (folder) {
        const QString third = path(u"third"_s);
        QCOMPARE(run({u"--data"_s, path(u"copy"_s), u"--export"_s, third}),
                 std::pair(0, QByteArray()));
        QCOMPARE(bytesOf(third), m_dump);
    }
}

void TestDump::holdsWhatTheServerShows()
{
    const QStringList schedule{u"--retry-schedule"_s, u"3600"_s};
    SandboxProgram original(QStringList{u"--data"_s, path(u"data"_s)} + schedule);
    SandboxProgram copy(QStringList{u"--import"_s, path(u"dump"_s)} + schedule);
    QVERIFY(original.isUp() && copy.isUp());
    const QByteArrayList lists{"app?limit=250",
                               "event-type?limit=250&with_content=true",
                               "app/acme/endpoint",
                               "app/acme/msg?limit=250",
                               "app/a/endpoint",
                               "app/a/endpoint/e/headers",
                               "app/a/endpoint/e/secret",
                               "app/a/msg/m",
                               "app/a/msg/n",
                               "app/a/attempt/endpoint/e",
                               "app/a/endpoint/e/msg",
                               "app/a/endpoint/e/stats"};
    for (const QByteArray &list : lists) {
        const QByteArray body = original.get(list);
        QVERIFY2(body.size() > 20, list.constData());
        QCOMPARE(copy.get(list), body);
    }
    const QList<std::pair<QByteArray, QByteArray>> key{{"idempotency-key", "once"}};
    QCOMPARE(copy.ask("POST", "app", R"({"name":"B","uid":"a"})", key).body,
             original.ask("POST", "app", R"({"name":"B","uid":"a"})", key).body);
}

void TestDump::refusesLines_data()
{
    QTest::addColumn<QByteArray>("from"); // the first line that holds it
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const char *from, const char *to, const char *says) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(says);
    };
    row("no dump", "svix-sandbox", "other", "no export of svix-sandbox");
    row("newer", "\"version\":1", "\"version\":2", "its format has version 2");
    row("syntax", "\"type\":\"message\"", "\"type\"", "");
    row("unknown type", "\"type\":\"message\"", "\"type\":\"letter\"", "its type is not known");
    row("unknown member", "\"url\":\"https://fail.a", "\"colour\":1,\"url\":\"https://fail.a",
        "out is wrong");
    row("wrong member", "\"disabled\":false", "\"disabled\":\"no\"", "disabled is wrong");
    row("wrong id", "\"id\":\"msg_", "\"id\":\"msg", "\"id\" is missing or wrong");
    row("no such endpoint", "\"endpoint\":0", "\"endpoint\":99", "\"endpoint\"");
    row("no environment", "\"type\":\"environment\"", "\"type\":\"tokens\"", "\"secret\"");
    row("a line too few", "\"type\":\"plan\"", nullptr, "\"lines\" is missing or wrong");
    row("cut off", "\"type\":\"end\"", nullptr, "ends before its last line");
}

void TestDump::refusesLines()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, says);
    QByteArrayList lines = m_dump.split('\n');
    qsizetype number = 0;
    while (number < lines.size() && !lines[number].contains(from)) {
        ++number;
    }
    QVERIFY(number < lines.size());
    if (to.isNull()) {
        lines.removeAt(number);
    } else {
        const qsizetype at = lines[number].indexOf(from);
        lines[number].replace(at, from.size(), to);
    }
    const QString file = path(u"wrong"_s);
    QVERIFY(write(file, lines.join('\n')));
    const QString folder = path(u"untouched"_s);
    QDir(folder).removeRecursively();
    const auto [code, text] =
        run({u"--import"_s, file, u"--data"_s, folder, u"--export"_s, path(u"none"_s)});
    QCOMPARE(code, 1);
    QVERIFY2(text.contains(says), text.constData());
    if (!to.isNull()) {
        QVERIFY2(text.contains("line " + QByteArray::number(number + 1) + ':'), text.constData());
    }
    QVERIFY(!QFile::exists(path(u"none"_s)));
    // Nothing of it is in the folder.
    SandboxProgram program({u"--data"_s, folder});
    QVERIFY(program.isUp());
    QVERIFY(program.get("app").contains(R"("data":[])"));
    QVERIFY(program.get("event-type").contains(R"("data":[])"));
}

void TestDump::refusesLongLines()
{
    const qsizetype end = m_dump.indexOf('\n') + 1;
    const QString file = path(u"long"_s);
    QVERIFY(write(file, m_dump.first(end) + "{\"type\":\"" +
                            QByteArray(static_cast<qsizetype>(longestDumpLine), 'x') + "\"}\n"));
    const auto [code, text] = run({u"--import"_s, file, u"--export"_s, path(u"none"_s)});
    QCOMPARE(code, 1);
    QVERIFY2(text.contains("line 2: it is longer than"), text.constData());
}

void TestDump::leavesAFolderWithDataAlone()
{
    QCOMPARE(run({u"--data"_s, path(u"data"_s), u"--export"_s, path(u"before"_s)}).first, 0);
    const auto [code, text] = run({u"--import"_s, path(u"dump"_s), u"--data"_s, path(u"data"_s),
                                   u"--export"_s, path(u"none"_s)});
    QCOMPARE(code, 1);
    QVERIFY2(text.contains("holds data already"), text.constData());
    QCOMPARE(run({u"--data"_s, path(u"data"_s), u"--export"_s, path(u"same"_s)}).first, 0);
    QCOMPARE(bytesOf(path(u"same"_s)), bytesOf(path(u"before"_s)));
}

void TestDump::failsWithoutRoom()
{
    const QString file = path(u"kept"_s);
    QVERIFY(write(file, "what was there"));
    QProcess process;
    process.start(u"/bin/sh"_s, {u"-c"_s, u"ulimit -f 64; exec \"$0\" \"$@\""_s,
                                 QStringLiteral(SVIX_SANDBOX_EXECUTABLE), u"--import"_s,
                                 path(u"dump"_s), u"--export"_s, file});
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("cannot be written"));
    QCOMPARE(bytesOf(file), "what was there");
}

void TestDump::replacesFilesOnly_data()
{
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("link") << QByteArray("it is a link");
    QTest::newRow("link to nothing") << QByteArray("it is a link");
    QTest::newRow("pipe") << QByteArray("it is not a regular file");
    QTest::newRow("folder") << QByteArray("it is not a regular file");
}

void TestDump::replacesFilesOnly()
{
    QFETCH(const QByteArray, says);
    const QByteArray what = QTest::currentDataTag();
    const QTemporaryDir dir;
    const QString name = dir.filePath(u"name"_s);
    const QString target = dir.filePath(u"target"_s);
    if (what == "link") {
        QVERIFY(write(target, "mine"));
    }
    if (what.startsWith("link")) {
        QVERIFY(QFile::link(target, name));
    } else if (what == "pipe") {
        QCOMPARE(::mkfifo(QFile::encodeName(name).constData(), 0600), 0);
    } else {
        QVERIFY(QDir().mkdir(name));
    }
    struct stat before = {};
    struct stat after = {};
    QCOMPARE(::lstat(QFile::encodeName(name).constData(), &before), 0);
    const auto [code, text] = run({u"--export"_s, name});
    QCOMPARE(code, 1);
    QVERIFY2(text.contains(says) && text.contains("cannot be written"), text.constData());
    QCOMPARE(::lstat(QFile::encodeName(name).constData(), &after), 0);
    QCOMPARE(after.st_ino, before.st_ino);
    QCOMPARE(bytesOf(target), what == "link" ? QByteArray("mine") : QByteArray());
    QCOMPARE(QFile::exists(target), what == "link");
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestDump)
#include "tst_dump.moc"
