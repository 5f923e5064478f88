// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consoleprocess.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QImage>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

const QString app = QString::fromLatin1(FakeApi::idOf("app", 2));

// Sanitizers look at everything once more at the end.
#ifdef __SANITIZE_ADDRESS__
constexpr int timeToEndMs = 5000;
#else
constexpr int timeToEndMs = 1000;
#endif

bool asked(const FakeApi &api, const QString &id)
{
    return !api.seen("GET", "/api/v1/app/" + id.toLatin1()).isEmpty();
}

/// The tokens of those who asked for it, each once.
QByteArrayList askedWith(const FakeApi &api, const QString &id)
{
    QByteArrayList tokens;
    for (const SeenRequest &request : api.seen("GET", "/api/v1/app/" + id.toLatin1())) {
        if (!tokens.contains(request.header("authorization"))) {
            tokens.append(request.header("authorization"));
        }
    }
    return tokens;
}

/// Every file below `directory` but the stand-in's own.
QByteArray written(const ConsoleProcess &console)
{
    QByteArray all;
    for (const QString &folder : {console.configDirectory(), console.directory() + u"/home"_s}) {
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly)) {
                all += file.fileName().toUtf8() + '\n' + file.readAll();
            }
        }
    }
    return all;
}

} // namespace

/// The program itself: how it starts, starts twice, is asked to end, and what it leaves behind.
class ProcessTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Case 28: asked to end with requests under way it is gone in a second and sends nothing more.
    void endsWithRequestsUnderWay()
    {
        FakeApi api;
        ConsoleProcess console(api.url());
        const auto first = console.start({u"--sandbox"_s, app});
        QVERIFY2(waitUntil([&] { return asked(api, app); }), first->readAll().constData());
        QTest::qWait(500);
        api.onRequest([](const SeenRequest &) { return std::optional(fault::never()); });
        const QString message = QString::fromLatin1(FakeApi::idOf("msg", 7));
        const int before = api.server().count();
        QCOMPARE(console.run({message}), 0);
        QVERIFY(waitUntil([&] { return api.server().count() > before; }));
        // Nothing is answered any more, so that nothing new is asked after a moment.
        int asked = 0;
        QVERIFY(waitUntil([&] {
            const int seen = std::exchange(asked, api.server().count());
            QTest::qWait(500);
            return seen == asked && asked == api.server().count();
        }));
        QVERIFY(api.server().open() > 0);
        const int took = endNicely(*first);
        const QByteArray said = first->readAll();
        QVERIFY2(took >= 0 && took < timeToEndMs, qPrintable(QString::number(took)));
        QCOMPARE(first->exitStatus(), QProcess::NormalExit);
        QCOMPARE(first->exitCode(), 0);
        QVERIFY2(!said.contains("ERROR: AddressSanitizer"), said.constData());
        QTest::qWait(700);
        QCOMPARE(api.server().count(), asked);
        QVERIFY(api.seen("POST", "/").isEmpty());
        QVERIFY(waitUntil([&] { return api.server().open() == 0; }));
    }

    /// A second start leads the running window to the connection and the object, and ends.
    void secondStartIsFollowed()
    {
        FakeApi api;
        ConsoleProcess console(api.url());
        const auto first = console.start({});
        QVERIFY2(console.waitUntilListening(), first->readAll().constData());
        QCOMPARE(api.server().count(), 0);
        QCOMPARE(console.run({u"--sandbox"_s, app}), 0);
        QVERIFY2(waitUntil([&] { return asked(api, app); }), first->readAll().constData());
        const QByteArray token = console.token();
        QVERIFY(!token.isEmpty());
        QCOMPARE(api.server().requests().constLast().header("authorization"), "Bearer " + token);
        // The same connection: not opened anew.
        const auto opened = api.seen("GET", "/api/v1/app?").size();
        const QString other = QString::fromLatin1(FakeApi::idOf("app", 3));
        QCOMPARE(console.run({u"--sandbox"_s, u"--theme"_s, u"dark"_s, other}), 0);
        QVERIFY2(console.output().contains("--theme"), console.output().constData());
        QVERIFY(waitUntil([&] { return asked(api, other); }));
        QCOMPARE(api.seen("GET", "/api/v1/app?").size(), opened);
        QVERIFY(api.seen("POST", "/").isEmpty());
        QCOMPARE(first->state(), QProcess::Running);
        QVERIFY(endNicely(*first) >= 0);
    }

    /// --read-only is not handed over: it has a window of its own, and what is asked of the program
    /// later goes to the first one.
    void readOnlyHasItsOwnWindow()
    {
        FakeApi api;
        ConsoleProcess console(api.url());
        const QString other = QString::fromLatin1(FakeApi::idOf("app", 3));
        const auto first = console.start({u"--sandbox"_s});
        QVERIFY(console.waitUntilListening());
        QVERIFY2(waitUntil([&] { return !api.seen("GET", "/api/v1/app?").isEmpty(); }),
                 first->readAll().constData());
        const auto second = console.start({u"--read-only"_s, u"--sandbox"_s, app});
        QVERIFY2(waitUntil([&] { return asked(api, app); }), second->readAll().constData());
        const QByteArrayList tokens = console.tokens();
        QCOMPARE(tokens.size(), 2);
        QCOMPARE(askedWith(api, app), QByteArrayList{"Bearer " + tokens.at(1)});
        QCOMPARE(console.run({other}), 0);
        QVERIFY(waitUntil([&] { return asked(api, other); }));
        QTest::qWait(500);
        QCOMPARE(askedWith(api, other), QByteArrayList{"Bearer " + tokens.at(0)});
        QCOMPARE(askedWith(api, app), QByteArrayList{"Bearer " + tokens.at(1)});
        // They end one by one.
        QVERIFY(endNicely(*first) >= 0);
        QTest::qWait(300);
        QCOMPARE(second->state(), QProcess::Running);
        QVERIFY(endNicely(*second) >= 0);
        QCOMPARE(second->exitCode(), 0);
    }

    /// And that window is read-only: the tour in one stops where it would send.
    void readOnlySendsNothing()
    {
        FakeApi api;
        ConsoleProcess console(api.url());
        const auto first = console.start({});
        QVERIFY(console.waitUntilListening());
        console.withRealSandbox();
        const QString pictures = console.directory() + u"/pictures"_s;
        const int code = console.run({u"--read-only"_s, u"--tour"_s, pictures}, true, 110'000);
        QVERIFY2(code > 0, console.output().constData());
        QVERIFY2(console.output().contains("(resend) did not come to its end"),
                 console.output().constData());
        QVERIFY(!QDir(pictures).entryList({u"*-attempts.png"_s}).isEmpty()); // it read all right
        QVERIFY(QDir(pictures).entryList({u"*-resend.png"_s, u"*-sent.png"_s}).isEmpty());
        QCOMPARE(first->state(), QProcess::Running);
        QVERIFY(endNicely(*first) >= 0);
    }

    /// Case 79 with everything logged that Qt and the console can log.
    void saysNoSecret()
    {
        FakeApi api;
        ConsoleProcess console(api.url());
        console.setEnvironment(u"QT_LOGGING_RULES"_s, u"*=true"_s);
        const QString log = console.configDirectory() + u"/all.log"_s;
        const auto first = console.start({u"--sandbox"_s, u"--log-file"_s, log, app});
        QVERIFY2(waitUntil([&] { return asked(api, app); }), first->readAll().constData());
        QTest::qWait(1000);
        const QByteArray token = console.token();
        QVERIFY(token.startsWith("testsk_") && token.size() > 40);
        QVERIFY(endNicely(*first) >= 0);
        const QByteArray said = first->readAll();
        const QByteArray kept = written(console);
        QVERIFY2(said.size() > 1000, said.constData()); // it did log
        QVERIFY(kept.contains("/all.log\n"));
        QVERIFY(QFileInfo(log).size() > 1000);
        for (const QByteArray &all : {said, kept}) {
            QVERIFY(!all.contains(token));
            QVERIFY(!all.contains(token.mid(7)));
            QVERIFY(!all.contains("Bearer testsk"));
            QVERIFY(!all.contains(token.toBase64()));
        }
    }

    /// Options of Qt work, as does the job without any picture, TLS or theme plugin (case 100).
    void tourWithoutPlugins()
    {
        ConsoleProcess console(QUrl(u"http://127.0.0.1:9"_s));
        console.withoutPlugins();
        console.withRealSandbox();
        const QString pictures = console.directory() + u"/pictures"_s;
        const int code = console.run({u"--tour"_s, pictures}, true, 110'000);
        QVERIFY2(code == 0, console.output().constData());
        QVERIFY2(!console.output().contains("No icon named"), console.output().constData());
        QVERIFY(QDir(pictures).entryList({u"*.png"_s}).size() >= 6);
    }

    /// Without a usable font: a message and 3.
    void withoutFonts()
    {
        ConsoleProcess console;
        const QString config = console.directory() + u"/fonts.conf"_s;
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n"
                   "<fontconfig><dir>/nonexistent</dir></fontconfig>\n");
        file.close();
        console.setEnvironment(u"FONTCONFIG_FILE"_s, config);
        console.setEnvironment(u"QT_QPA_FONTDIR"_s, u"/nonexistent"_s);
        const int code = console.run({});
        QVERIFY2(code == 3, (QByteArray::number(code) + ": " + console.output()).constData());
        QVERIFY2(console.output().contains("font"), console.output().constData());
    }

    /// A platform that is not there, and no display at all: a message and 3.
    void withoutDisplay()
    {
        ConsoleProcess console;
        QCOMPARE(console.run({u"-platform"_s, u"nosuchplatform"_s}, false), 3);
        QVERIFY2(console.output().contains("display"), console.output().constData());
        QCOMPARE(console.run({}, false), 3);
        QVERIFY2(console.output().contains("display"), console.output().constData());
        QCOMPARE(console.run({u"-platform"_s, u"nosuchplatform"_s, u"--version"_s}, false), 0);
    }

    /// What would load code or paint over the window never reaches Qt, wherever it stands.
    void dangerousOptionsAreRefused()
    {
        ConsoleProcess console;
        for (const QStringList &arguments : {QStringList{u"-stylesheet"_s, u"/tmp/x.qss"_s},
                                             {u"--stylesheet=/tmp/x.qss"_s},
                                             {u"-platformpluginpath"_s, u"/tmp"_s},
                                             {u"-plugin"_s, u"evdevmouse"_s},
                                             {u"-qmljsdebugger=port:1"_s},
                                             {u"-qmljsdebugger"_s, u"--read-only"_s},
                                             {u"--qmljsdebugger"_s, u"port:1"_s},
                                             {u"--read-only"_s, u"-qmljsdebugger"_s}}) {
            QCOMPARE(console.run(arguments, false), 2);
            QVERIFY2(console.output().contains("is not taken by this program"),
                     console.output().constData());
        }
    }
};

SVIX_TEST_MAIN(ProcessTest)
#include "tst_process.moc"
