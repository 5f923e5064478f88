// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "core/jwt.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/emptystate.h"
#include "widgets/style/theme.h"

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

QString app(int number)
{
    return QString::fromLatin1(FakeApi::idOf("app", number));
}

/// A token of Svix cloud that tells nothing itself, on a server without whoami.
struct Portal
{
    Portal()
        : profile(profileFor(api.url()))
    {
        api.onRequest([this](const SeenRequest &request) -> std::optional<Behaviour> {
            const QByteArray path = request.target.split('?').constFirst();
            if (path == "/api/v1/health") {
                return fault::answer(204, {});
            }
            if (path == "/api/v1/app") {
                return fault::answer(403, R"({"code":"forbidden","detail":"No."})");
            }
            if (path == "/api/v1/auth/whoami") {
                return fault::answer(404, {});
            }
            if (application && path.startsWith("/api/v1/app/") && path.count('/') == 4 &&
                (only.isEmpty() || path.endsWith(only.toLatin1()))) {
                return application;
            }
            return std::nullopt;
        });
    }
    /// Connected, and nothing under way.
    bool open()
    {
        c.open(profile, "appsk_0123456789abcdef.eu");
        return waitUntil([this] { return c.window().session().isConnected(); }) && c.settle();
    }
    /// The application is opened once, so that it is remembered, and the connection is left.
    bool openOnce()
    {
        const bool opened = c.show() && open();
        c.window().openObject(app(2));
        return opened && waitUntil([this] { return isOpen(); }) && c.settle() && leave();
    }
    bool leave()
    {
        c.window().connections().disconnectNow();
        c.window().messageBar().dismissAll();
        return !isOpen();
    }
    bool isOpen() { return c.window().session().application().has_value(); }
    EmptyState *welcome() { return c.find<EmptyState>(u"welcome"_s); }

    FakeApi api;
    std::optional<Behaviour> application; ///< the answer to a question for one
    QString only;                         ///< for this one
    Profile profile;
    ConsoleWindow c;
};

} // namespace

/// How the application of a portal token is opened, and what is said when it cannot be.
class PortalOpeningTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    /// The application of the last time is no reason to complain when it is gone; a server that
    /// does not answer is.
    void theRememberedOneCannotBeOpened_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("said");
        QTest::newRow("gone") << 404 << false;
        QTest::newRow("of another token") << 403 << false;
        QTest::newRow("refused for another reason") << 418 << true;
        QTest::newRow("failed") << 500 << true;
    }
    void theRememberedOneCannotBeOpened()
    {
        QFETCH(int, status);
        QFETCH(bool, said);
        Portal portal;
        QVERIFY(portal.openOnce());
        portal.application = fault::answer(status, R"({"code":"x","detail":"Because."})");
        QVERIFY(portal.open());
        QVERIFY(waitUntil([&] {
            return portal.welcome() && portal.welcome()->mode() != EmptyState::Mode::Loading;
        }));
        if (!said) {
            QCOMPARE(portal.welcome()->title(), u"This token opens one application"_s);
            QCOMPARE(portal.c.window().messageBar().count(), 0);
            return;
        }
        QCOMPARE(portal.welcome()->mode(), EmptyState::Mode::Failed);
        QVERIFY2(portal.c.notice().contains(u"The application could not be opened"_s),
                 qPrintable(portal.c.describe()));
        QCOMPARE(portal.c.window().messageBar().count(), 1);
        portal.application.reset();
        QVERIFY(portal.c.click(u"retryButton"_s));
        QVERIFY(waitUntil([&] { return portal.isOpen(); }));
        QCOMPARE(portal.c.window().session().applicationId(), app(2));
    }

    /// What was asked for at the start is looked for although the application of before is gone.
    void theIdIsLookedForAllTheSame()
    {
        Portal portal;
        QVERIFY(portal.openOnce());
        portal.application = fault::answer(404, R"({"code":"not_found","detail":"Gone."})");
        portal.only = app(2);
        portal.c.window().openObject(app(3));
        QVERIFY(portal.open());
        QVERIFY(waitUntil([&] { return portal.isOpen(); }));
        QCOMPARE(portal.c.window().session().applicationId(), app(3));
        QVERIFY(portal.c.settle());
        QCOMPARE(portal.c.window().messageBar().count(), 0);
    }

    /// Ids of what stands in an application, before it is known which one that is.
    void insideOfWhatIsNotOpenNothingIsAsked()
    {
        Portal portal;
        QVERIFY(portal.c.show());
        QVERIFY(portal.open());
        const int asked = portal.api.server().count();
        for (const char *prefix : {"ep", "msg", "atmpt"}) {
            portal.c.window().messageBar().dismissAll();
            portal.c.window().openObject(QString::fromLatin1(FakeApi::idOf(prefix, 1)));
            const QString said = portal.c.notice();
            QVERIFY2(said.contains(u"was not looked for"_s), qPrintable(said));
            QVERIFY2(said.contains(u"not open yet"_s), qPrintable(said));
        }
        QVERIFY(portal.c.settle());
        QCOMPARE(portal.api.server().count(), asked);
        // A uid can only be the application's.
        portal.application = fault::answer(404, R"({"code":"not_found","detail":"No."})");
        portal.c.window().messageBar().dismissAll();
        portal.c.window().openObject(u"some-uid"_s);
        QVERIFY2(portal.c.notice().contains(u"no application of that id or uid"_s),
                 qPrintable(portal.c.describe()));
    }

    /// While it is being opened an id is kept until it can be looked for.
    void anIdGivenWhileItOpensWaits()
    {
        Portal portal;
        QVERIFY(portal.openOnce());
        portal.application = fault::after(700, [&portal](FaultPeer &peer, const SeenRequest &) {
            peer.send(fault::http(200, FakeApi::application(2, portal.api.name)));
        });
        portal.c.open(portal.profile, "appsk_0123456789abcdef.eu");
        QVERIFY(waitUntil([&] { return portal.c.window().session().isOpeningApplication(); }));
        const QString message = QString::fromLatin1(FakeApi::idOf("msg", 1));
        portal.c.window().openObject(message);
        QCOMPARE(portal.c.window().messageBar().count(), 0);
        QVERIFY(waitUntil([&] { return portal.c.window().place().object == message; }));
        QCOMPARE(portal.c.window().place().section, Section::Messages);
    }

    /// Opened again from the page of requests: what is shown is the opening, not that page.
    void reconnectingLeavesTheActivity()
    {
        Portal portal;
        QVERIFY(portal.openOnce());
        QVERIFY(portal.open());
        QVERIFY(portal.isOpen());
        QVERIFY(portal.c.go({Section::Activity, {}, {}, {}, {}}));
        Pane *activity = portal.c.pane();
        portal.application = fault::never();
        portal.c.action(u"reconnect"_s)->trigger();
        QVERIFY(waitUntil([&] { return portal.welcome() != nullptr; }));
        QVERIFY(waitUntil([&] { return portal.c.window().session().isConnected(); }));
        QCOMPARE(portal.welcome()->title(), u"Opening the application"_s);
        QVERIFY(!activity->isVisible());
        portal.c.window().connections().disconnectNow();
    }

    /// The same with a token that reaches all: the place of the last time.
    void thePlaceOfTheLastTimeCannotBeOpened_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("said");
        QTest::newRow("gone") << 404 << 0;
        QTest::newRow("failed") << 500 << 1;
    }
    void thePlaceOfTheLastTimeCannotBeOpened()
    {
        QFETCH(int, status);
        QFETCH(int, said);
        FakeApi api;
        ConsoleWindow c;
        const Profile profile = profileFor(api.url());
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profile, "some-token-of-a-test"));
        QVERIFY(c.go({Section::Messages, app(2), {}, {}, {}}));
        c.window().connections().disconnectNow();
        c.window().messageBar().dismissAll();
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.target.startsWith("/api/v1/app/")
                       ? std::optional(fault::answer(status, R"({"code":"x","detail":"Because."})"))
                       : std::nullopt;
        });
        const auto asked = [&api] {
            const auto all = api.seen("GET", "/api/v1/app/" + app(2).toLatin1());
            return std::count_if(all.cbegin(), all.cend(), [](const SeenRequest &request) {
                return request.target.count('/') == 4;
            });
        };
        const auto before = asked();
        QVERIFY(c.connectTo(profile, "some-token-of-a-test"));
        QCOMPARE(c.window().place().section, Section::Applications);
        QVERIFY(c.table()->isVisible());
        QCOMPARE(c.window().messageBar().count(), said);
        // Once, and again only where that may help.
        QCOMPARE(asked() - before, status == 500 ? 3 : 1);
        if (said > 0) {
            QVERIFY2(c.notice().contains(u"The application could not be opened"_s),
                     qPrintable(c.describe()));
        }
    }

    /// A token past its end that the server still takes is not said to end soon.
    void aTokenPastItsEnd()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), jwt(R"({"sub":"org_1","exp":1700000000})")));
        const QString said = c.notice();
        QVERIFY2(said.contains(u"is past its end"_s), qPrintable(said));
        QVERIFY2(said.contains(u"2023-11-14"_s), qPrintable(said));
        QVERIFY2(!said.contains(u"soon"_s), qPrintable(said));
    }
};

SVIX_GUI_TEST_MAIN(PortalOpeningTest)
#include "tst_portalopening.moc"
