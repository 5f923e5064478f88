// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What the running window does with what a second start asks for: it goes there, and only there.
class SecondStartTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void opensConnectionAndObject()
    {
        FakeApi first;
        FakeApi second;
        ConsoleWindow c;
        QVERIFY(start(c, first, second));
        const auto before = first.server().count();
        c.window().follow({u"second SERVER"_s, false, object()});
        QVERIFY(waitUntil([&] { return asked(second); }));
        QCOMPARE(c.window().session().profile().name, u"Second server"_s);
        QCOMPARE(second.server().requests().constLast().header("authorization"),
                 "Bearer token-two");
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().application, object());
        QVERIFY(!asked(first));
        QCOMPARE(first.server().count(), before);
        // The connection that is open already is not opened anew.
        const auto loads = second.seen("GET", "/api/v1/app?").size();
        c.window().follow({u"Second server"_s, false, {}});
        QVERIFY(c.settle());
        QCOMPARE(second.seen("GET", "/api/v1/app?").size(), loads);
        QVERIFY(first.seen("POST", "/").isEmpty() && second.seen("POST", "/").isEmpty());
    }

    void comesToTheFront()
    {
        FakeApi first;
        FakeApi second;
        ConsoleWindow c;
        QVERIFY(start(c, first, second));
        const Place place = c.window().place();
        const auto before = first.server().count();
        c.window().showMinimized();
        c.window().follow({});
        QVERIFY(!c.window().isMinimized() && c.window().isVisible());
        QVERIFY(c.settle());
        QVERIFY(c.window().place() == place);
        QCOMPARE(first.server().count(), before);
        QCOMPARE(c.window().messageBar().count(), 0);
    }

    /// No connection of that name: said, and the object is not looked for elsewhere, now or later.
    void unknownConnectionIsSaid()
    {
        FakeApi first;
        FakeApi second;
        ConsoleWindow c;
        QVERIFY(start(c, first, second));
        c.window().follow({u"Third server"_s, false, object()});
        QVERIFY2(c.notice().contains(u"Third server"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(c.window().session().profile().name, u"First server"_s);
        c.window().connections().openByName(u"Second server"_s);
        QVERIFY(waitUntil([&] { return !second.seen("GET", "/api/v1/app?").isEmpty(); }));
        QVERIFY(c.settle());
        QVERIFY(!asked(first) && !asked(second));
    }

    /// What was asked for on a connection that was not opened in the end is not asked of another.
    void otherConnectionIsNotAsked()
    {
        FakeApi first;
        FakeApi second;
        second.onRequest([](const SeenRequest &) { return std::optional(fault::never()); });
        ConsoleWindow c;
        QVERIFY(start(c, first, second));
        c.window().follow({u"Second server"_s, false, object()});
        QVERIFY(waitUntil([&] { return second.server().count() > 0; }));
        const auto loads = first.seen("GET", "/api/v1/app?").size();
        c.window().connections().openByName(u"First server"_s);
        QVERIFY(waitUntil([&] { return first.seen("GET", "/api/v1/app?").size() > loads; }));
        QVERIFY(c.settle());
        QVERIFY(!asked(first));
    }

    /// Below an open dialog nothing changes.
    void dialogIsLeftAlone()
    {
        FakeApi first;
        FakeApi second;
        ConsoleWindow c;
        QVERIFY(start(c, first, second));
        QVERIFY(c.go({Section::Messages, object(), {}, {}, {}}));
        QVERIFY(c.click(u"newMessageButton"_s));
        QVERIFY(c.dialog<ComposerDialog>());
        const Place place = c.window().place();
        for (const StartRequest &request :
             {StartRequest{u"Second server"_s, false, object()}, StartRequest{{}, true, {}},
              StartRequest{{}, false, QString::fromLatin1(FakeApi::idOf("app", 3))}}) {
            c.window().messageBar().dismissAll();
            c.window().follow(request);
            QVERIFY2(c.notice().contains(u"Nothing was opened"_s), qPrintable(c.notice()));
            QVERIFY(c.settle());
            QCOMPARE(c.window().session().profile().name, u"First server"_s);
            QVERIFY(c.window().place() == place);
        }
        QCOMPARE(second.server().count(), 0);
        c.key(Qt::Key_Escape);
    }

    /// A write is not cut off: its outcome would be unknown.
    void writeIsNotCutOff()
    {
        FakeApi first;
        FakeApi second;
        ConsoleWindow c;
        QVERIFY(start(c, first, second));
        QVERIFY(c.go({Section::Messages, object(), {}, {}, {}}));
        first.onRequest([](const SeenRequest &request) {
            return request.method == "POST" ? std::optional(fault::never()) : std::nullopt;
        });
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.resend());
        QVERIFY(waitUntil([&] { return first.seen("POST", "/").size() == 1; }));
        c.window().follow({u"Second server"_s, false, {}});
        QTest::qWait(300);
        QCOMPARE(second.server().count(), 0);
        QCOMPARE(c.window().session().profile().name, u"First server"_s);
        QCOMPARE(first.server().open() > 0, true);
        c.window().connections().disconnectNow();
    }

private:
    static QString object() { return QString::fromLatin1(FakeApi::idOf("app", 2)); }
    static bool asked(const FakeApi &api)
    {
        return !api.seen("GET", "/api/v1/app/" + object().toLatin1()).isEmpty();
    }

    /// Two connections are known, and the first one is open.
    static bool start(ConsoleWindow &c, FakeApi &first, FakeApi &second)
    {
        const Profile other =
            profileFor(second.url(), ConnectionClass::Development, u"Second server"_s);
        if (!c.settings().addProfile(other).ok() || !c.show()) {
            return false;
        }
        c.vault().keepForSession(tokenSecretKey(other), "token-two");
        return c.connectTo(profileFor(first.url(), ConnectionClass::Development, u"First server"_s),
                           "token-one");
    }
};

SVIX_GUI_TEST_MAIN(SecondStartTest)
#include "tst_secondstart.moc"
