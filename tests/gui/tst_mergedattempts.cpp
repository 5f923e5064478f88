// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/session.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QAbstractButton>
#include <QSet>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

constexpr int endpoints = 20;
constexpr int attemptsEach = 45;

/// Twenty endpoints with their attempts, newest first, in pages as they are asked for.
class ManyEndpoints
{
public:
    ManyEndpoints()
    {
        api.onRequest([this](const SeenRequest &request) { return answerTo(request); });
    }
    QString app() const { return QString::fromLatin1(FakeApi::idOf("app", 1)); }

    FakeApi api;
    int newer = 0;      ///< further attempts at each endpoint since the start
    int hold = -1;      ///< after so many pages of attempts no more are answered
    int asked = 0;      ///< pages of attempts
    int fromTheTop = 0; ///< first pages among them

private:
    std::optional<Behaviour> answerTo(const SeenRequest &request)
    {
        const QList<QByteArray> parts = request.target.split('?').constFirst().split('/');
        const QByteArray last = parts.constLast();
        if (last == "endpoint" && parts.size() == 6) {
            QByteArrayList rows;
            for (int i = 1; i <= endpoints; ++i) {
                rows.append(R"({"id":")" + FakeApi::idOf("ep", i) +
                            R"(","url":"https://example.com/hook","description":"","version":1,)"
                            R"("disabled":false,"channels":null,"filterTypes":null,"metadata":{},)"
                            R"("createdAt":"2024-05-01T10:00:00Z",)"
                            R"("updatedAt":"2024-05-01T10:00:00Z"})");
            }
            return fault::answer(200, FakeApi::page(rows.join(',')));
        }
        if (!request.target.contains("/attempt/endpoint/")) {
            return std::nullopt;
        }
        ++asked;
        if (hold == 0) {
            return fault::never();
        }
        hold -= hold > 0;
        const QUrlQuery query(QString::fromLatin1(request.target.split('?').value(1)));
        // Fewer than asked for, so that each endpoint has several.
        const int limit = std::min(20, query.queryItemValue(u"limit"_s).toInt());
        const QString from = query.queryItemValue(u"iterator"_s);
        fromTheTop += from.isEmpty();
        const int endpoint = last.right(3).toInt();
        // The iterator is the number below which it goes on.
        int number = from.isEmpty() ? attemptsEach + newer : from.toInt() - 1;
        QByteArrayList rows;
        for (; number > 0 && rows.size() < limit; --number) {
            rows.append(R"({"id":")" + FakeApi::idOf("atmpt", number * 100 + endpoint) +
                        R"(","msgId":")" + FakeApi::idOf("msg", number) + R"(","endpointId":")" +
                        FakeApi::idOf("ep", endpoint) +
                        R"(","url":"https://example.com/hook","response":"ok",)"
                        R"("responseStatusCode":200,"responseDurationMs":5,"status":0,)"
                        R"("triggerType":0,"timestamp":"2024-05-01T10:00:00Z"})");
        }
        return fault::answer(200, R"({"data":[)" + rows.join(',') + R"(],"iterator":")" +
                                      QByteArray::number(number + 1) +
                                      R"(","prevIterator":null,"done":)" +
                                      (number == 0 ? "true}" : "false}"));
    }
};

} // namespace

/// The attempts of all endpoints of an application, which the window merges by itself.
class MergedAttemptsTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void refreshedAndScrolledToTheEnd_data()
    {
        QTest::addColumn<int>("loaded");
        QTest::addColumn<int>("newer");
        QTest::newRow("little loaded") << 100 << 0;
        QTest::newRow("more than is read anew") << 600 << 0;
        QTest::newRow("more than is read anew, with news") << 600 << 3;
        QTest::newRow("more news than is read anew") << 600 << 40;
        QTest::newRow("everything") << endpoints * attemptsEach << 2;
    }
    void refreshedAndScrolledToTheEnd()
    {
        QFETCH(int, loaded);
        QFETCH(int, newer);
        ManyEndpoints server;
        ConsoleWindow c;
        QVERIFY(start(c, server));
        QVERIFY(scrollTo(c, loaded));
        server.newer = newer;
        for (int times = 0; times < 2; ++times) {
            server.fromTheTop = 0;
            c.key(Qt::Key_F5);
            QVERIFY(waitUntil([&] { return server.fromTheTop == endpoints; }));
            QVERIFY(c.settle());
            QCOMPARE(c.window().messageBar().count(), 0);
            QVERIFY(c.table()->model()->rowCount() >= std::min(loaded, 500));
        }
        const int all = endpoints * (attemptsEach + newer);
        QVERIFY(scrollTo(c, all));
        checkRows(c, all);
    }

    /// A refresh that is cut short leaves the list as it was, and it goes on where it did.
    void canceledRefresh_data()
    {
        QTest::addColumn<int>("pages");
        QTest::newRow("nothing came") << 0;
        QTest::newRow("some came") << 7;
        QTest::newRow("half way") << 25;
    }
    void canceledRefresh()
    {
        QFETCH(int, pages);
        ManyEndpoints server;
        ConsoleWindow c;
        QVERIFY(start(c, server));
        QVERIFY(scrollTo(c, 600));
        QVERIFY(c.settle());
        const int before = c.table()->model()->rowCount();
        server.hold = pages;
        server.asked = 0;
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return server.asked > pages; }));
        QVERIFY(waitUntil([&] { return c.find<QAbstractButton>(u"cancelRequests"_s) != nullptr; }));
        QVERIFY(c.click(u"cancelRequests"_s));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->model()->rowCount(), before);
        server.hold = -1;
        c.window().messageBar().dismissAll();
        const int all = endpoints * attemptsEach;
        c.key(Qt::Key_F5);
        QVERIFY(c.settle());
        QVERIFY(scrollTo(c, all));
        checkRows(c, all);
    }

private:
    static bool start(ConsoleWindow &c, const ManyEndpoints &server)
    {
        return c.show() && c.connectTo(profileFor(server.api.url()), "some-token-of-a-test") &&
               c.go({Section::Attempts, server.app(), {}, {}, {}}) &&
               waitUntil([&] { return c.table()->model()->rowCount() > 0; });
    }

    /// As by hand: to the last row there is, until there are so many.
    static bool scrollTo(ConsoleWindow &c, int rows)
    {
        c.clickRow(0);
        const bool done = waitUntil([&] {
            const int now = c.table()->model()->rowCount();
            if (now < rows) {
                c.key(Qt::Key_End, Qt::ControlModifier);
            }
            return now >= rows;
        });
        if (!done) {
            qInfo().noquote() << c.describe();
        }
        return done;
    }

    /// All of them, once, newest first, and nothing was complained of.
    static void checkRows(ConsoleWindow &c, int all)
    {
        QVERIFY(c.settle());
        QVERIFY2(c.window().messageBar().count() == 0, qPrintable(c.describe()));
        const QAbstractItemModel *model = c.table()->model();
        QCOMPARE(model->rowCount(), all);
        QString above;
        for (int row = 0; row < all; ++row) {
            const QString key = model->index(row, 0).data(KeyRole).toString();
            QVERIFY2(row == 0 || key < above, qPrintable(key));
            above = key;
        }
    }
};

SVIX_GUI_TEST_MAIN(MergedAttemptsTest)
#include "tst_mergedattempts.moc"
