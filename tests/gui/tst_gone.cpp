// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

const char *const notFound = R"({"code":"not_found","detail":"Entity not found"})";

QString app(int number)
{
    return QString::fromLatin1(FakeApi::idOf("app", number));
}

bool isQuestionFor(const SeenRequest &request, int number)
{
    return request.method == "GET" && request.target == "/api/v1/app/" + app(number).toLatin1();
}

} // namespace

/// Something in an application is not there: is it the application itself that is gone?
class GoneTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    /// What became of a write is said at once, however long the question takes, and stays.
    void aWriteIsToldAtOnce()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        QVERIFY(c.go({Section::Messages, app(2), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        api.onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.method == "POST"    ? std::optional(fault::answer(404, notFound))
                   : isQuestionFor(request, 2) ? std::optional(fault::never())
                                               : std::nullopt;
        });
        const auto before = api.seen("GET", "/api/v1/app/" + app(2).toLatin1()).size();
        QVERIFY(c.resend());
        QVERIFY2(c.notice().contains(u"Nothing was changed"_s), qPrintable(c.describe()));
        QVERIFY(c.noDialog());
        // It was asked whether the application is gone, and that is still open.
        QVERIFY(waitUntil(
            [&] { return api.seen("GET", "/api/v1/app/" + app(2).toLatin1()).size() > before; }));
        QCOMPARE(c.window().messageBar().count(), 1);
        // Elsewhere it is still to be read.
        c.window().go({Section::Messages, app(3), {}, {}, {}});
        QVERIFY(waitUntil([&] { return c.window().session().applicationId() == app(3); }));
        QCOMPARE(c.window().messageBar().count(), 1);
        QVERIFY(c.notice().contains(u"Nothing was changed"_s));
    }

    /// The write failed because the application is gone: both are said, each once.
    void aWriteToWhatIsGone()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        QVERIFY(c.go({Section::Messages, app(2), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        api.onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.target.contains(app(2).toLatin1())
                       ? std::optional(fault::answer(404, notFound))
                       : std::nullopt;
        });
        QVERIFY(c.resend());
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Applications; }));
        QVERIFY(c.settle());
        QVERIFY2(c.notice().contains(u"does not exist any more"_s), qPrintable(c.describe()));
        QCOMPARE(c.window().messageBar().count(), 2);
    }

    /// The list that one is led to is read once, also where it was never there before.
    void theListIsReadOnce_data()
    {
        QTest::addColumn<bool>("loaded");
        QTest::newRow("it was loaded") << true;
        QTest::newRow("it was not") << false;
    }
    void theListIsReadOnce()
    {
        QFETCH(bool, loaded);
        FakeApi api;
        bool fails = !loaded;
        bool gone = false;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (fails && isList(request)) {
                return fault::answer(418, "{}");
            }
            return gone && request.target.contains(app(2).toLatin1())
                       ? std::optional(fault::answer(404, notFound))
                       : std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(c.show());
        c.open(profileFor(api.url()), "some-token-of-a-test");
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
        QVERIFY(c.settle());
        QVERIFY(c.go({Section::Messages, app(2), {}, {}, {}}));
        fails = false;
        gone = true;
        const int before = lists(api);
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Applications; }));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->model()->rowCount(), 3);
        QCOMPARE(lists(api) - before, 1);
    }

    /// Typing the uid of no application is no failure; not being able to ask is one, with a name.
    void aTypedUid_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("said");
        QTest::newRow("there is none") << 404 << false;
        QTest::newRow("not for this token") << 403 << true;
        QTest::newRow("the server failed") << 503 << true;
    }
    void aTypedUid()
    {
        QFETCH(int, status);
        QFETCH(bool, said);
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.target.startsWith("/api/v1/app/typed-uid")
                       ? std::optional(fault::answer(status, notFound))
                       : std::nullopt;
        });
        c.pane()->list()->filterField()->setFocus();
        c.type(u"typed-uid"_s);
        c.key(Qt::Key_Return);
        QVERIFY(waitUntil([&] { return !api.seen("GET", "/api/v1/app/typed-uid").isEmpty(); }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().messageBar().count(), said ? 1 : 0);
        if (said) {
            QCOMPARE(c.window().messageBar().currentTitle(), u"Application not found."_s);
        }
    }

private:
    static bool isList(const SeenRequest &request)
    {
        return request.target.startsWith("/api/v1/app?") && !request.target.contains("limit=1&") &&
               !request.target.endsWith("limit=1");
    }
    static int lists(const FakeApi &api)
    {
        const auto all = api.seen("GET", "/api/v1/app?");
        return static_cast<int>(std::count_if(all.cbegin(), all.cend(), isList));
    }
};

SVIX_GUI_TEST_MAIN(GoneTest)
#include "tst_gone.moc"
