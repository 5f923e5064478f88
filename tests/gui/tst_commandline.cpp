// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/commandline.h"
#include "support/testmain.h"

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What is taken from the command line, by the console and by Qt.
class CommandLineTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void optionsOfQt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("taken");
        QTest::newRow("none") << QStringList{u"--sandbox"_s} << QStringList();
        QTest::newRow("platform") << QStringList{u"-platform"_s, u"offscreen"_s}
                                  << QStringList{u"-platform"_s, u"offscreen"_s};
        QTest::newRow("two dashes") << QStringList{u"--platform"_s, u"offscreen"_s}
                                    << QStringList{u"-platform"_s, u"offscreen"_s};
        QTest::newRow("joined") << QStringList{u"-style=fusion"_s}
                                << QStringList{u"-style"_s, u"fusion"_s};
        QTest::newRow("flag") << QStringList{u"-reverse"_s, u"--sandbox"_s}
                              << QStringList{u"-reverse"_s};
        QTest::newRow("behind others") << QStringList{u"--sandbox"_s, u"-display"_s, u":7"_s}
                                       << QStringList{u"-display"_s, u":7"_s};
        QTest::newRow("a value that looks so")
            << QStringList{u"--log-file"_s, u"-platform"_s, u"msg_1"_s} << QStringList();
        QTest::newRow("behind the end") << QStringList{u"--"_s, u"-reverse"_s} << QStringList();
    }
    void optionsOfQt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, taken);
        const CommandLine line = CommandLine::read(QStringList{u"svix-console"_s} + arguments);
        QVERIFY2(line.action == CommandLine::Action::Run, qPrintable(line.text));
        QCOMPARE(line.qtOptions, taken);
    }

    void othersStay()
    {
        const CommandLine line =
            CommandLine::read({u"svix-console"_s, u"--profile"_s, u"-reverse"_s, u"-platform"_s,
                               u"offscreen"_s, u"--read-only"_s, u"msg_1"_s});
        QCOMPARE(line.profile, u"-reverse"_s);
        QVERIFY(line.readOnly);
        QCOMPARE(line.open, u"msg_1"_s);
        const CommandLine tour = CommandLine::read(
            {u"svix-console"_s, u"-platform"_s, u"offscreen"_s, u"--tour"_s, u"d"_s});
        QCOMPARE(tour.action, CommandLine::Action::Tour);
        QCOMPARE(tour.tourDirectory, u"d"_s);
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("stylesheet") << QStringList{u"-stylesheet"_s, u"x.qss"_s} << u"stylesheet"_s;
        QTest::newRow("stylesheet joined") << QStringList{u"--stylesheet=x"_s} << u"stylesheet"_s;
        QTest::newRow("plugin path")
            << QStringList{u"-platformpluginpath"_s, u"/tmp"_s} << u"platformpluginpath"_s;
        QTest::newRow("plugin") << QStringList{u"-plugin"_s, u"x"_s} << u"plugin"_s;
        QTest::newRow("title") << QStringList{u"-qwindowtitle"_s, u"x"_s} << u"title"_s;
        QTest::newRow("debugger") << QStringList{u"-qmljsdebugger=port:1"_s} << u"debugger"_s;
        QTest::newRow("open to the network") << QStringList{u"-platform"_s, u"vnc"_s} << u"vnc"_s;
        QTest::newRow("one of several")
            << QStringList{u"-platform"_s, u"xcb;VNC:port=5900"_s} << u"vnc"_s;
        QTest::newRow("no value") << QStringList{u"-platform"_s} << u"value"_s;
        QTest::newRow("an option as value")
            << QStringList{u"-platform"_s, u"--sandbox"_s} << u"value"_s;
        QTest::newRow("unknown") << QStringList{u"-nosuch"_s} << u"nknown option"_s;
        QTest::newRow("token") << QStringList{u"testsk_abcdefghijklmnop"_s} << u"token"_s;
        QTest::newRow("token as a name")
            << QStringList{u"--profile"_s, u"sk_abcdefghijklmnop.eu"_s} << u"token"_s;
        QTest::newRow("two places")
            << QStringList{u"--sandbox"_s, u"--profile"_s, u"A"_s} << u"exclude"_s;
        QTest::newRow("two ids") << QStringList{u"a"_s, u"b"_s} << u"Only one id"_s;
    }
    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const CommandLine line = CommandLine::read(QStringList{u"svix-console"_s} + arguments);
        QCOMPARE(line.action, CommandLine::Action::WrongUsage);
        QVERIFY2(line.text.contains(says, Qt::CaseInsensitive), qPrintable(line.text));
        QVERIFY(!line.text.contains(u"abcdefghijklmnop"_s)); // it may end in a log
    }
};

SVIX_TEST_MAIN(CommandLineTest)
#include "tst_commandline.moc"
