// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "support/testmain.h"
#include "widgets/emptystate.h"
#include "widgets/filterbutton.h"
#include "widgets/json/payloadview.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What stands in the place of a list without rows: it says why, once, and offers the way on.
class ListStatesTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    /// Nothing came in the time that is looked at: that is named, and all of it is one click away.
    void noneInThisTime_data()
    {
        QTest::addColumn<Section>("section");
        QTest::addColumn<QString>("window");
        QTest::addColumn<QString>("title");
        QTest::newRow("messages, as it begins")
            << Section::Messages << QString() << u"No messages in the last 24 hours"_s;
        QTest::newRow("messages of an hour")
            << Section::Messages << u"1 hour"_s << u"No messages in the last hour"_s;
        QTest::newRow("messages of 30 days")
            << Section::Messages << u"30 days"_s << u"No messages in the last 30 days"_s;
        QTest::newRow("attempts of an hour")
            << Section::Attempts << u"1 hour"_s << u"No attempts in the last hour"_s;
        QTest::newRow("attempts of a week")
            << Section::Attempts << u"7 days"_s << u"No attempts in the last 7 days"_s;
    }
    void noneInThisTime()
    {
        QFETCH(Section, section);
        QFETCH(QString, window);
        QFETCH(QString, title);
        FakeApi api;
        api.onRequest([](const SeenRequest &request) {
            return request.target.contains("after=")
                       ? std::optional(fault::answer(200, FakeApi::page({})))
                       : std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(c.go({section, appId(), {}, {}, {}}));
        QVERIFY(window.isEmpty() || c.choose(u"windowFilter"_s, window));
        QVERIFY(c.settle());
        QVERIFY(state(c)->isVisible());
        QCOMPARE(state(c)->title(), title);
        auto *button = c.find<QPushButton>(u"clearFiltersButton"_s);
        QVERIFY(button);
        QCOMPARE(button->text(), u"Show 90 days"_s);
        QVERIFY(c.click(u"clearFiltersButton"_s));
        QVERIFY(c.settle());
        QVERIFY(c.table()->isVisible() && c.table()->model()->rowCount() > 0);
        QVERIFY(c.find<FilterButton>(u"windowFilter"_s)->accessibleName().contains(u"90 days"_s));
        // With another filter it may be that one.
        QVERIFY(window.isEmpty() || c.choose(u"windowFilter"_s, window));
        QVERIFY(!window.isEmpty() || c.choose(u"windowFilter"_s, u"24 hours"_s));
        QVERIFY(c.chooseTyped(u"typeFilter"_s, u"none.such"_s));
        QVERIFY(c.settle());
        QCOMPARE(state(c)->title(), u"Nothing matches"_s);
        QCOMPARE(c.find<QPushButton>(u"clearFiltersButton"_s)->text(), u"Clear filters"_s);
    }

    /// The list says that it could not be loaded; the message bar does not say it again.
    void aFailureIsSaidOnce_data()
    {
        QTest::addColumn<Section>("section");
        QTest::addColumn<QByteArray>("of");
        QTest::newRow("endpoints") << Section::Endpoints << QByteArray("/endpoint?");
        QTest::newRow("messages") << Section::Messages << QByteArray("/msg?");
        QTest::newRow("attempts") << Section::Attempts << QByteArray("/attempt/endpoint/");
        QTest::newRow("attempts without endpoints")
            << Section::Attempts << QByteArray("/endpoint?");
    }
    void aFailureIsSaidOnce()
    {
        QFETCH(Section, section);
        QFETCH(QByteArray, of);
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        fails(api, of, 500);
        c.window().go({section, appId(), {}, {}, {}});
        QVERIFY(waitUntil([&] { return state(c)->mode() == EmptyState::Mode::Failed; }));
        QVERIFY(c.settle());
        QVERIFY(state(c)->isVisible());
        QCOMPARE(c.window().messageBar().count(), 0);
        QVERIFY2(state(c)->text().contains(u"the error 500"_s), qPrintable(state(c)->text()));
        // Whoever runs the server gets the request by its id from here.
        QVERIFY(!c.find<QPlainTextEdit>(u"emptyDetails"_s));
        QVERIFY(c.click(u"emptyDetailsButton"_s));
        auto *details = c.find<QPlainTextEdit>(u"emptyDetails"_s);
        QVERIFY(details && details->toPlainText().contains(u"Request id: "_s));
        api.onRequest({});
        QVERIFY(c.click(u"retryButton"_s));
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() > 0; }));
        QVERIFY(c.table()->isVisible());
        QVERIFY(!c.find<QPlainTextEdit>(u"emptyDetails"_s));
        // Rows that are there stay, so now it is said below.
        fails(api, of, 500);
        c.key(Qt::Key_F5);
        QVERIFY2(c.notice().contains(u"the error 500"_s), qPrintable(c.describe()));
        QVERIFY(c.table()->isVisible());
    }

    /// Nobody looks at the list: then the bar says it.
    void aFailureElsewhereIsSaidBelow()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        api.onRequest([](const SeenRequest &request) {
            return request.target.contains("/endpoint?")
                       ? std::optional(fault::after(400, fault::answer(418, "{}")))
                       : std::nullopt;
        });
        c.window().go({Section::Endpoints, appId(), {}, {}, {}});
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Endpoints; }));
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        QVERIFY2(c.notice().contains(u"Endpoints not loaded."_s), qPrintable(c.describe()));
    }

    /// What helps beside trying again stands there, too.
    void aRefusedTokenIsReplacedFromTheList()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        fails(api, "/endpoint?", 401);
        c.window().go({Section::Endpoints, appId(), {}, {}, {}});
        QVERIFY(waitUntil([&] { return state(c)->mode() == EmptyState::Mode::Failed; }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().messageBar().count(), 0);
        QPushButton *replace = nullptr;
        for (auto *button : state(c)->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().remove(u'&') == u"Replace token…"_s) {
                replace = button;
            }
        }
        QVERIFY(replace && replace->isEnabled());
        QTest::mouseClick(replace, Qt::LeftButton);
        QVERIFY(c.anyDialog());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// What was read stays when reading it anew fails; what was not comes with F5.
    void aPayloadThatWasReadStays()
    {
        FakeApi api;
        bool broken = true;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            return broken && request.target.contains("/msg/msg_")
                       ? std::optional(fault::answer(403, R"({"code":"no","detail":"Not now"})"))
                       : std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(c.go({Section::Messages, appId(), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        auto *payload = c.find<PayloadView>(u"payload"_s);
        QVERIFY(payload && payload->bytes().isEmpty());
        broken = false;
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return payload->bytes() == api.payload; }));
        broken = true;
        c.key(Qt::Key_F5);
        QVERIFY2(c.notice().contains(u"not loaded"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(payload->bytes(), api.payload);
    }

private:
    static QString appId() { return QString::fromLatin1(FakeApi::idOf("app", 1)); }
    static bool start(ConsoleWindow &c, const FakeApi &api)
    {
        return c.show() && c.connectTo(profileFor(api.url()), "some-token-of-a-test");
    }
    static EmptyState *state(ConsoleWindow &c)
    {
        return c.pane()->list()->findChild<EmptyState *>(u"empty"_s);
    }
    static void fails(FakeApi &api, const QByteArray &of, int status)
    {
        api.onRequest([of, status](const SeenRequest &request) {
            return request.target.contains(of) ? std::optional(fault::answer(status, "{}"))
                                               : std::nullopt;
        });
    }
};

SVIX_GUI_TEST_MAIN(ListStatesTest)
#include "tst_liststates.moc"
