// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/autorefresh.h"
#include "app/session.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What the window says about time: ages that go on, when a list was read, requests under way.
class WindowTimesTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    /// An age in a detail is renewed while it is looked at, and nothing else moves.
    void agesGoOn_data()
    {
        QTest::addColumn<Section>("section");
        QTest::addColumn<QByteArray>("alsoNamed");
        QTest::newRow("application") << Section::Applications << QByteArray();
        QTest::newRow("endpoint") << Section::Endpoints << QByteArray("lastAttempt0");
        QTest::newRow("message") << Section::Messages << QByteArray("attemptHead0");
        QTest::newRow("attempt") << Section::Attempts << QByteArray();
    }
    void agesGoOn()
    {
        QFETCH(Section, section);
        QFETCH(QByteArray, alsoNamed);
        FakeApi api;
        api.applications = 60;
        ConsoleWindow c;
        QVERIFY(c.show());
        // What is read before and kept is young for longer.
        api.time = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1();
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        const QString app = QString::fromLatin1(FakeApi::idOf("app", 1));
        QVERIFY(c.go({section, isInApplication(section) ? app : QString(), {}, {}, {}}));
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() > 0; }));
        // Young enough to be read as such, and old enough for this not to take a minute.
        bornBefore(c, api, 40'000);
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        const auto ages = [&] {
            QStringList texts;
            if (auto *facts = c.find<QLabel>(u"detailFacts"_s)) {
                texts += facts->text();
            }
            auto *head = alsoNamed.isEmpty()
                             ? nullptr
                             : c.find<QAbstractButton>(QString::fromLatin1(alsoNamed));
            if (head) {
                texts += head->accessibleName();
            }
            return texts.join(u'|');
        };
        const qsizetype expected =
            (section == Section::Endpoints ? 0 : 1) + (alsoNamed.isEmpty() ? 0 : 1);
        QVERIFY2(ages().count(u"just now"_s) == expected, qPrintable(ages()));
        // What must stay.
        QLabel *answer = c.find<QLabel>(u"answerText"_s);
        if (section == Section::Messages) {
            QVERIFY(answer);
            answer->setSelection(0, 2);
        }
        c.table()->setFocus();
        c.table()->verticalScrollBar()->setValue(c.table()->verticalScrollBar()->maximum());
        const int scrolled = c.table()->verticalScrollBar()->value();
        const QStringList selected = c.table()->selectedKeys();
        const QWidget *focus = QApplication::focusWidget();
        // Only what is on screen has a clock; here it goes faster.
        int running = 0;
        for (QTimer *timer : c.window().findChildren<QTimer *>(u"minuteTimer"_s)) {
            const auto *owner = qobject_cast<QWidget *>(timer->parent()->parent());
            QVERIFY(owner);
            QCOMPARE(timer->isActive(), owner->isVisible());
            QCOMPARE(timer->interval(), 60'000);
            if (timer->isActive()) {
                timer->start(250);
                ++running;
            }
        }
        QVERIFY(running > 0);
        QTRY_VERIFY2_WITH_TIMEOUT(ages().count(u"1 min ago"_s) == expected, qPrintable(ages()),
                                  60'000);
        QCOMPARE(c.table()->verticalScrollBar()->value(), scrolled);
        QCOMPARE(c.table()->selectedKeys(), selected);
        QCOMPARE(QApplication::focusWidget(), focus);
        if (answer) {
            QCOMPARE(answer->selectedText().size(), 2);
        }
    }

    /// What was hidden for a while is right when it is shown again.
    void agesAreRightWhenShownAgain()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        const qint64 born = bornBefore(c, api, 40'000);
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        auto *facts = c.find<QLabel>(u"detailFacts"_s);
        QVERIFY(facts && facts->text().contains(u"just now"_s));
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        const qint64 left = born + 61'000 - QDateTime::currentMSecsSinceEpoch();
        QTest::qWait(static_cast<int>(std::max<qint64>(left, 0)));
        QVERIFY(facts->text().contains(u"just now"_s)); // nobody looks
        c.window().go({Section::Applications, {}, {}, {}, {}});
        QVERIFY2(facts->text().contains(u"1 min ago"_s), qPrintable(facts->text()));
    }

    /// The status line says when the list on screen was read, however that came.
    void refreshedIsTold()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        auto *label = c.window().findChild<QLabel *>(u"refreshedLabel"_s);
        QVERIFY(label && label->isHidden());
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        const QRegularExpression plain(u"^refreshed \\d\\d:\\d\\d:\\d\\d$"_s);
        const auto becomes = [&](const QString &before) {
            return waitUntil([&] { return label->isVisible() && label->text() != before; });
        };
        QVERIFY(becomes({}));
        QVERIFY2(plain.match(label->text()).hasMatch(), qPrintable(label->text()));
        // Another page: its own first load.
        const QString applications = label->text();
        QTest::qWait(1100);
        const QString app = QString::fromLatin1(FakeApi::idOf("app", 1));
        QVERIFY(c.go({Section::Messages, app, {}, {}, {}}));
        QVERIFY(becomes(applications));
        const QString messages = label->text();
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        QVERIFY(label->isHidden()); // not read from a server
        // By hand, also where it takes a while: the time is that of the answer.
        QVERIFY(c.go({Section::Messages, app, {}, {}, {}}));
        QTest::qWait(1100);
        QCOMPARE(label->text(), messages);
        c.key(Qt::Key_F5);
        QVERIFY(becomes(messages));
        // A reload that fails leaves the time of what is shown.
        const QString good = label->text();
        api.onRequest([](const SeenRequest &) { return std::optional(fault::answer(500, "{}")); });
        QTest::qWait(1100);
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return c.window().messageBar().count() > 0; }));
        QCOMPARE(label->text(), good);
        api.onRequest({});
        // By itself.
        Preferences preferences = c.settings().preferences();
        preferences.autoRefreshSeconds = 30;
        c.settings().setPreferences(preferences);
        auto *automatic = c.window().findChild<AutoRefresh *>();
        automatic->setInterval(std::chrono::milliseconds(1200));
        QVERIFY(becomes(good));
        const QString first = label->text();
        QVERIFY2(first.endsWith(u", every 30 s"_s), qPrintable(first));
        QVERIFY(becomes(first));
        automatic->setInterval(std::chrono::milliseconds(0));
        c.window().connections().disconnectNow();
        QVERIFY(label->isHidden());
    }

    /// A request that is over at once is not shown; one that takes its time is, with Cancel.
    void shortRequestsAreNotShown()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        auto *label = c.window().findChild<QLabel *>(u"requestsLabel"_s);
        auto *cancel = c.window().findChild<QPushButton *>(u"cancelRequests"_s);
        QTRY_COMPARE(label->text(), u"no requests"_s);
        Session &session = c.window().session();
        for (int round = 0; round < 5; ++round) {
            Q_EMIT session.inFlightChanged(1);
            Q_EMIT session.inFlightChanged(2);
            QCOMPARE(label->text(), u"no requests"_s);
            Q_EMIT session.inFlightChanged(0);
            QCOMPARE(label->text(), u"no requests"_s);
        }
        QTest::qWait(400);
        QCOMPARE(label->text(), u"no requests"_s);
        QVERIFY(!cancel->isVisible());
        api.onRequest([](const SeenRequest &) { return std::optional(fault::never()); });
        QElapsedTimer since;
        since.start();
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil(
            [&] { return label->text().contains(u" request"_s) && cancel->isVisible(); }));
        QVERIFY2(since.elapsed() >= 140, qPrintable(QString::number(since.elapsed())));
        QVERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(waitUntil([&] { return label->text() == u"no requests"_s; }));
        QVERIFY(!cancel->isVisible());
        // A short gap between two does not blink either.
        Q_EMIT session.inFlightChanged(1);
        QVERIFY(waitUntil([&] { return label->text().startsWith(u"1 request"_s); }));
        Q_EMIT session.inFlightChanged(0);
        QVERIFY(label->text().startsWith(u"1 request"_s));
        Q_EMIT session.inFlightChanged(2);
        QVERIFY(label->text().startsWith(u"2 request"_s));
        Q_EMIT session.inFlightChanged(0);
        QVERIFY(waitUntil([&] { return label->text() == u"no requests"_s; }));
    }

private:
    /// Everything is of so many milliseconds ago from now on, also the rows on screen; when that
    /// was. Right before a look at it: how long a window takes to come is no part of these tests.
    static qint64 bornBefore(ConsoleWindow &c, FakeApi &api, qint64 age)
    {
        const qint64 born = QDateTime::currentMSecsSinceEpoch() - age;
        api.time = QDateTime::fromMSecsSinceEpoch(born, Qt::UTC).toString(Qt::ISODate).toLatin1();
        c.key(Qt::Key_F5);
        c.settle();
        return born;
    }
};

SVIX_GUI_TEST_MAIN(WindowTimesTest)
#include "tst_windowtimes.moc"
