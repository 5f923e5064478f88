// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/commandline.h"
#include "sandbox/sandboxprogram.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// The program svix-sandbox from outside: options, exit codes, manual, two starts side by side.
class TestProgram : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void commandLine_data();
    void commandLine();
    void manualSaysWhatHelpSays();
    void stopsWhenTold_data();
    void stopsWhenTold();
    void endsWhenThePortIsTaken();
    void sameSeedAndTimeMakeTheSameData_data();
    void sameSeedAndTimeMakeTheSameData();
    void clockRunsOnFromTheGivenTime();
    void livesThroughALackOfFiles();
};

namespace {

constexpr const char *noon = "2026-05-01T12:00:00Z";

using Program = SandboxProgram;

QString textOf(const char *path)
{
    QFile file(QStringLiteral(SVIX_SOURCE_DIR "/") + QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList allOf(const QString &text, const QString &pattern)
{
    QStringList found;
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    for (auto it = expression.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        found.append(match.captured(1) + match.captured(2));
    }
    found.sort();
    return found;
}

} // namespace

void TestProgram::commandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode"); // -1: it starts
    QTest::newRow("nothing") << QStringList() << -1;
    QTest::newRow("all") << QStringList{u"--port"_s,
                                        u"8071"_s,
                                        u"--seed"_s,
                                        u"scale:10"_s,
                                        u"--latency"_s,
                                        u"5"_s,
                                        u"--retry-schedule"_s,
                                        u"1,2"_s,
                                        u"--disable-after"_s,
                                        u"0.5"_s,
                                        u"--management-token"_s,
                                        u"--exit-with-parent"_s,
                                        u"--like"_s,
                                        u"cloud"_s,
                                        u"--now"_s,
                                        u"2026-05-01T12:00:00+02:00"_s,
                                        u"--fault"_s,
                                        u"drop,op=createMessage,done=yes"_s,
                                        u"--fault-seed"_s,
                                        u"7"_s,
                                        u"--fault"_s,
                                        u"429,every=2"_s}
                         << -1;
    QTest::newRow("help") << QStringList{u"--help"_s} << 0;
    QTest::newRow("version") << QStringList{u"--version"_s} << 0;
    QTest::newRow("bad port") << QStringList{u"--port"_s, u"99999"_s} << 2;
    QTest::newRow("unlike any") << QStringList{u"--like"_s, u"1.4"_s} << 2;
    QTest::newRow("bad seed") << QStringList{u"--seed"_s, u"scale:-1"_s} << 2;
    QTest::newRow("time without a zone") << QStringList{u"--now"_s, u"2026-05-01T12:00:00"_s} << 2;
    QTest::newRow("day only") << QStringList{u"--now"_s, u"2026-05-01"_s} << 2;
    QTest::newRow("no time") << QStringList{u"--now"_s, QString()} << 2;
    QTest::newRow("before ids") << QStringList{u"--now"_s, u"2016-12-31T23:59:59Z"_s} << 2;
    QTest::newRow("after ids") << QStringList{u"--now"_s, u"2150-01-01T00:00:01Z"_s} << 2;
    QTest::newRow("bad schedule") << QStringList{u"--retry-schedule"_s, u"1,x"_s} << 2;
    QTest::newRow("no seconds") << QStringList{u"--retry-schedule"_s, u"nan"_s} << 2;
    QTest::newRow("bad fault") << QStringList{u"--fault"_s, u"explode"_s} << 2;
    QTest::newRow("one bad fault")
        << QStringList{u"--fault"_s, u"drop"_s, u"--fault"_s, u"d"_s} << 2;
    QTest::newRow("bad fault seed") << QStringList{u"--fault-seed"_s, u"-1"_s} << 2;
    QTest::newRow("bad hours") << QStringList{u"--disable-after"_s, u"-1"_s} << 2;
    QTest::newRow("no hours") << QStringList{u"--disable-after"_s, u"nan"_s} << 2;
    QTest::newRow("unknown") << QStringList{u"--listen"_s, u"0.0.0.0"_s} << 2;
    QTest::newRow("word") << QStringList{u"start"_s} << 2;
}

void TestProgram::commandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    const CommandLine line = parseCommandLine(QStringList{u"svix-sandbox"_s} + arguments, "tok");
    QCOMPARE(line.text.isEmpty(), exitCode == -1);
    if (exitCode >= 0) {
        QCOMPARE(line.exitCode, exitCode);
    } else {
        QCOMPARE(line.options.token, "tok");
        QCOMPARE(line.options.like, arguments.contains(u"cloud"_s) ? svix::ServerKind::Cloud
                                                                   : svix::ServerKind::OpenSource);
        QCOMPARE(line.exitWithParent, arguments.contains(u"--exit-with-parent"_s));
        QCOMPARE(line.printManagementToken, !arguments.isEmpty());
        QCOMPARE(line.options.disableAfterHours, arguments.isEmpty() ? 120.0 : 0.5);
        const Timestamp ten = Timestamp::fromText("2026-05-01T10:00:00Z");
        QCOMPARE(line.options.now.has_value(), !arguments.isEmpty());
        QCOMPARE(line.options.faults.size(), arguments.isEmpty() ? 0 : 2);
        QCOMPARE(line.options.faultSeed, arguments.isEmpty() ? 1U : 7U);
        QCOMPARE(line.options.now.value_or(ten).microseconds(), ten.microseconds());
    }
    QCOMPARE(parseCommandLine({u"svix-sandbox"_s}, "to ken").exitCode, 2);
}

void TestProgram::stopsWhenTold_data()
{
    QTest::addColumn<bool>("bySignal");
    QTest::newRow("SIGTERM") << true;
    QTest::newRow("standard input closes") << false;
}

void TestProgram::stopsWhenTold()
{
    QFETCH(bool, bySignal);
    Program program({u"--seed"_s, u"demo"_s, u"--exit-with-parent"_s});
    QVERIFY(program.isUp());
    QCOMPARE(call(program.port(), "GET", "/api/v1/app/acme", "from-outside").status, 200);
    if (bySignal) {
        program.process.terminate();
    } else {
        program.process.closeWriteChannel();
    }
    QVERIFY(program.process.waitForFinished(5000));
    QCOMPARE(program.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.process.exitCode(), 0);
}

void TestProgram::endsWhenThePortIsTaken()
{
    SandboxThread other(optionsOf(SandboxOptions::Seed::Empty));
    QProcess process;
    process.start(QStringLiteral(SVIX_SANDBOX_EXECUTABLE),
                  {u"--port"_s, QString::number(other.port())});
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY(process.readAllStandardError().startsWith("svix-sandbox: cannot listen on 127.0.0.1:" +
                                                      QByteArray::number(other.port())));
}

void TestProgram::manualSaysWhatHelpSays()
{
    const QString help = parseCommandLine({u"svix-sandbox"_s, u"--help"_s}, {}).text;
    QString manual = textOf("packaging/linux/svix-sandbox.1");
    manual.remove(u'\\');
    const qsizetype from = manual.indexOf(u".SH OPTIONS"_s);
    const qsizetype to = manual.indexOf(u".SH EXIT STATUS"_s);
    const qsizetype end = manual.indexOf(u".SH ENVIRONMENT"_s);
    QVERIFY(from > 0 && to > from && end > to);

    // Each option with the name of its value.
    const QStringList options = allOf(help, u"^ +(?:-., )?(--[a-z-]+)( <[A-Z]+>)?"_s);
    QVERIFY(options.size() >= 8);
    QStringList described =
        allOf(manual.mid(from, to - from), u"^\\.BR? (?:-. \", \" )?(--[a-z-]+)$"_s);
    described += allOf(manual.mid(from, to - from), u"^\\.BI (--[a-z-]+)( \"? ?[A-Z]+)\"$"_s);
    for (QString &option : described) {
        option.replace(QRegularExpression(u" \" ([A-Z]+)"_s), u" <\\1>"_s);
    }
    described.sort();
    QCOMPARE(described, options);

    QCOMPARE(allOf(manual.mid(to, end - to), u"^\\.B (\\d)$"_s),
             allOf(help.mid(help.indexOf(u"Exit codes:"_s)), u"[:,] (\\d) "_s));
    // The words of --fault: all of them, in both.
    for (const char *text :
         {"drop",       "reset",      "delay=",       "truncate",     "bad-json", "wrong-shape",
          "wrong-type", "bad-chunks", "long-length",  "short-length", "400",      "599",
          "done=yes",   "body=",      "retry-after=", "op=",          "method=",  "path=",
          "app=",       "first=",     "skip=",        "every=",       "chance="}) {
        const QString word = QString::fromLatin1(text);
        QVERIFY2(help.contains(word) && manual.mid(manual.indexOf(u".SH FAULTS"_s)).contains(word),
                 text);
    }
    const QString readme = textOf("README.md");
    for (const QString &option : options) {
        const QString name = option.section(u' ', 0, 0);
        QVERIFY2(readme.contains(u'`' + name) || readme.contains(name + u'`'), qPrintable(name));
    }
}

void TestProgram::sameSeedAndTimeMakeTheSameData_data()
{
    QTest::addColumn<QString>("seed");
    QTest::addColumn<QByteArray>("application");
    QTest::newRow("demo") << u"demo"_s << QByteArray("acme");
    QTest::newRow("scale") << u"scale:300"_s << QByteArray("scale");
}

void TestProgram::sameSeedAndTimeMakeTheSameData()
{
    QFETCH(QString, seed);
    QFETCH(QByteArray, application);
    const QStringList arguments{u"--seed"_s, seed, u"--now"_s, QString::fromLatin1(noon)};
    Program one(arguments);
    Program two(arguments);
    Program other({u"--seed"_s, seed, u"--now"_s, u"2026-05-01T12:00:01Z"_s});
    QVERIFY(one.isUp() && two.isUp() && other.isUp());
    const QByteArray app = "app/" + application;
    const QJsonArray endpoints =
        QJsonDocument::fromJson(one.get(app + "/endpoint")).object()[u"data"_s].toArray();
    QVERIFY(endpoints.size() >= 3);
    QByteArrayList lists{"app?limit=250", "event-type?limit=250&with_content=true",
                         app + "/endpoint", app + "/msg?limit=250"};
    for (const auto &endpoint : endpoints) {
        const QByteArray id = endpoint[u"id"_s].toString().toLatin1();
        lists.append(app + "/endpoint/" + id + "/secret");
        // What is planned for later happens while the program runs.
        lists.append(app + "/attempt/endpoint/" + id + "?limit=250&before=" + noon);
    }
    for (const QByteArray &list : std::as_const(lists)) {
        const QByteArray body = one.get(list);
        QVERIFY2(body.size() > 20, list.constData());
        QCOMPARE(two.get(list), body);
        QVERIFY2(list.startsWith("event-type") || other.get(list) != body, list.constData());
    }
}

void TestProgram::clockRunsOnFromTheGivenTime()
{
    Program program({u"--seed"_s, u"demo"_s, u"--now"_s, QString::fromLatin1(noon)});
    QVERIFY(program.isUp());
    const auto timeOf = [](const QJsonValue &value) {
        return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    };
    const QDateTime start = QDateTime::fromString(QString::fromLatin1(noon), Qt::ISODate);
    const QJsonObject page = QJsonDocument::fromJson(program.get("app/acme/msg?limit=1")).object();
    QCOMPARE(timeOf(page[u"data"_s][0][u"timestamp"_s]), start.addSecs(-120));
    const QDateTime made = timeOf(jsonOf(call(program.port(), "POST", "/api/v1/app", "from-outside",
                                              R"({"name":"New"})"))[u"createdAt"_s]);
    QVERIFY2(made >= start && made < start.addSecs(60), qPrintable(made.toString(Qt::ISODate)));
}

// More clients than the process has file descriptors: those it has are served, and others later.
void TestProgram::livesThroughALackOfFiles()
{
    Program program({}, u"ulimit -n 48;"_s);
    QVERIFY(program.isUp());
    // UBSan needs a descriptor to look at a type for the first time.
    for (int i = 0; i < 2; ++i) {
        WireConnection first(program.port());
        first.say("GET /api/v1/health HTTP/1.1\r\nHos");
        QVERIFY(!first.isClosed(50));
        first.say("t: localhost\r\n\r\n");
        QVERIFY(first.hear());
    }
    std::vector<std::unique_ptr<WireConnection>> busy;
    for (int i = 0; i < 80; ++i) {
        busy.push_back(std::make_unique<WireConnection>(program.port()));
        busy.back()->say("GET /api/v1/health HTTP/1.1\r\nHos"); // not idle
    }
    QVERIFY(busy.front()->say("t: localhost\r\n\r\n"));
    const auto answer = busy.front()->hear();
    QVERIFY2(answer && answer->status == 200, program.process.readAllStandardError().constData());
    busy.clear();
    QCOMPARE(call(program.port(), "GET", "/api/v1/health", {}).status, 200);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestProgram)
#include "tst_program.moc"
