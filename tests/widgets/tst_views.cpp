// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeformat.h"
#include "support/testmain.h"
#include "widgets/showntable.h"
#include "widgets/style/theme.h"
#include "widgets/views/celldelegate.h"
#include "widgets/views/tableview.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace svix;
using svix::test::RowsModel;
using svix::test::Shown;

namespace {

QString clipboardText()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

class TestViews : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() override { failOnWarnings(); }

    void relativeTimes_data();
    void relativeTimes();
    void fullTimes();

    void keyboardOpensAndCopies();
    void copiesSeveralRows();
    void contextMenuHasRowActions();
    void selectionSurvivesReset();
    void selectionWaitsForRows();
    void scrollSurvivesReset();
    void refreshIsSilent();
    void removedRowIsReported();
    void choosingEndsTheWaiting();
    void fetchesBeforeTheEnd();
    void reportsVisibleRows();
    void tabLeaves();
    void textsForPeopleAndReaders();
    void hundredThousandRows();
    void rightToLeft();
};

void TestViews::relativeTimes_data()
{
    QTest::addColumn<qint64>("distance");
    QTest::addColumn<QString>("words");
    const qint64 minute = 60000;
    QTest::newRow("now") << qint64(0) << u"just now"_s;
    QTest::newRow("59 s") << qint64(59999) << u"just now"_s;
    QTest::newRow("1 min") << minute << u"1 min ago"_s;
    QTest::newRow("59 min") << 59 * minute << u"59 min ago"_s;
    QTest::newRow("1 h") << 60 * minute << u"1 h ago"_s;
    QTest::newRow("23 h") << 23 * 60 * minute << u"23 h ago"_s;
    QTest::newRow("24 h") << 24 * 60 * minute << u"yesterday"_s;
    QTest::newRow("3 days") << 72 * 60 * minute << u"3 days ago"_s;
    QTest::newRow("8 days") << 8 * 24 * 60 * minute << u"15 Nov"_s;
    QTest::newRow("a year") << 400 * 24 * 60 * minute << u"19 Oct 2025"_s;
    QTest::newRow("in 30 s") << qint64(-30000) << u"in <1 min"_s;
    QTest::newRow("in 4 min") << -4 * minute << u"in 4 min"_s;
    QTest::newRow("in 2 h") << -125 * minute << u"in 2 h"_s;
    QTest::newRow("tomorrow") << -25 * 60 * minute << u"tomorrow"_s;
}

void TestViews::relativeTimes()
{
    QFETCH(const qint64, distance);
    QFETCH(const QString, words);
    QLocale::setDefault(QLocale::c());
    const QTimeZone berlin("Europe/Berlin");
    const qint64 now = QDateTime(QDate(2026, 11, 23), QTime(14, 0), berlin).toMSecsSinceEpoch();
    QCOMPARE(TimeFormat::relative(now - distance, now, berlin), words);
}

void TestViews::fullTimes()
{
    const QTimeZone berlin("Europe/Berlin");
    const qint64 ms = QDateTime(QDate(2026, 7, 1), QTime(1, 2, 3, 4), berlin).toMSecsSinceEpoch();
    QCOMPARE(TimeFormat::full(ms, berlin),
             u"2026-07-01 01:02:03 Europe/Berlin\n2026-06-30 23:02:03 UTC"_s);
    QCOMPARE(TimeFormat::utc(ms), u"2026-06-30T23:02:03.004Z"_s);
    QCOMPARE(TimeFormat::full(0, berlin), QString());
    QCOMPARE(TimeFormat::relative(0, ms, berlin), u"–"_s);
}

void TestViews::keyboardOpensAndCopies()
{
    Shown shown(20);
    QSignalSpy opened(&shown.view, &TableView::opened);
    QSignalSpy current(&shown.view, &TableView::currentKeyChanged);
    shown.view.setFocus();
    shown.click(0);
    QTest::keyClick(&shown.view, Qt::Key_Down);
    // At once: what is pressed next is done with the row that is chosen now.
    QCOMPARE(current.count(), 2);
    QCOMPARE(current.at(0).at(0).toString(), u"msg_000000"_s);
    QCOMPARE(current.at(1).at(0).toString(), u"msg_000001"_s);
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).toString(), u"msg_000001"_s);
    shown.click(2); // QTest sends the second half of a double click only
    QTest::mouseDClick(shown.view.viewport(), Qt::LeftButton, {},
                       shown.view.visualRect(shown.model.index(2, 1)).center());
    QCOMPARE(opened.count(), 2);
    QCOMPARE(opened.at(1).at(0).toString(), u"msg_000002"_s);

    shown.click(1);
    QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboardText(), u"user.created"_s);
    QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(clipboardText(), u"msg_000001"_s);
    QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(clipboardText(), u"evt-90417"_s);
    QTest::keyClick(&shown.view, Qt::Key_U, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(clipboardText(), u"https://hooks.acme.example/billing/1"_s);
    QTest::keyClick(&shown.view, Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(clipboardText(), u"{\"id\":\"msg_000001\"}"_s);
    shown.click(0); // has no uid
    QTRY_VERIFY(!shown.view.findChild<QAction *>(u"copyUid"_s)->isEnabled());
}

void TestViews::copiesSeveralRows()
{
    Shown shown(20);
    shown.click(1);
    shown.click(3, Qt::ShiftModifier);
    QCOMPARE(shown.view.selectedKeys(),
             QStringList({u"msg_000001"_s, u"msg_000002"_s, u"msg_000003"_s}));
    QTRY_VERIFY(shown.view.findChild<QAction *>(u"copyId"_s)->isEnabled());
    shown.view.findChild<QAction *>(u"copyId"_s)->trigger();
    QCOMPARE(clipboardText(), u"msg_000001\nmsg_000002\nmsg_000003"_s);
    shown.view.findChild<QAction *>(u"copyJson"_s)->trigger();
    QVERIFY(clipboardText().startsWith(u"[\n{"_s));
}

void TestViews::contextMenuHasRowActions()
{
    Shown shown(5);
    QAction resend(u"Resend"_s);
    shown.view.addRowActions({&resend});
    shown.click(1);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {10, 10},
                            shown.view.mapToGlobal(QPoint(10, 10)));
    QApplication::sendEvent(shown.view.viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(menu->actions().constFirst(), &resend);
    QCOMPARE(menu->actions().at(2)->text(), u"Copy id"_s);
    menu->close();
}

void TestViews::selectionSurvivesReset()
{
    Shown shown(50);
    shown.click(2);
    shown.click(4, Qt::ControlModifier);
    const QStringList keys = shown.view.selectedKeys();
    QCOMPARE(keys.size(), 2);
    const QString current = shown.view.currentKey();
    QList<RowsModel::Row> fresh{RowsModel::make(900), RowsModel::make(901)};
    fresh += shown.model.rows;
    shown.model.reset(fresh);
    QCOMPARE(shown.view.selectedKeys(), keys);
    QCOMPARE(shown.view.currentKey(), current);
    QCOMPARE(shown.view.currentIndex().row(), 6);
}

void TestViews::selectionWaitsForRows()
{
    Shown shown(10);
    shown.click(3);
    shown.model.reset({});
    QCOMPARE(shown.view.currentKey(), QString());
    shown.model.append(10);
    QCOMPARE(shown.view.currentKey(), u"msg_000003"_s);
    QCOMPARE(shown.view.selectedKeys(), QStringList{u"msg_000003"_s});
    shown.view.selectKey(u"msg_000015"_s); // not loaded yet
    shown.model.append(10);
    QCOMPARE(shown.view.currentKey(), u"msg_000015"_s);
    QCOMPARE(shown.view.selectedKeys(), QStringList{u"msg_000015"_s});
    shown.view.selectKey({});
    QVERIFY(shown.view.selectedKeys().isEmpty());
}

void TestViews::scrollSurvivesReset()
{
    Shown shown(500);
    shown.view.verticalScrollBar()->setValue(2005);
    const QString top = shown.model.rows.at(shown.view.rowAt(0)).key;
    const int offset = shown.view.rowViewportPosition(shown.view.rowAt(0));
    QList<RowsModel::Row> fresh;
    for (int i = 0; i < 7; ++i) {
        fresh.append(RowsModel::make(900 + i));
    }
    fresh += shown.model.rows;
    shown.model.reset(fresh);
    QCOMPARE(shown.model.rows.at(shown.view.rowAt(0)).key, top);
    QCOMPARE(shown.view.rowViewportPosition(shown.view.rowAt(0)), offset);
}

void TestViews::refreshIsSilent()
{
    Shown shown(20);
    shown.click(3);
    QTest::qWait(20);
    QSignalSpy current(&shown.view, &TableView::currentKeyChanged);
    QSignalSpy selected(&shown.view, &TableView::selectedKeysChanged);
    shown.model.fill(20);
    shown.model.reset({});
    shown.model.append(20);
    QTest::qWait(20);
    QCOMPARE(current.count(), 0);
    QCOMPARE(selected.count(), 0);
    QCOMPARE(shown.view.currentKey(), u"msg_000003"_s);
}

void TestViews::removedRowIsReported()
{
    Shown shown(5);
    shown.click(4);
    QTest::qWait(20);
    QSignalSpy current(&shown.view, &TableView::currentKeyChanged);
    shown.model.removeAt(4);
    QTRY_COMPARE(current.count(), 1);
    // Not its neighbour: nobody chose that one.
    QCOMPARE(current.at(0).at(0).toString(), QString());
    QCOMPARE(shown.view.currentKey(), QString());
    QCOMPARE(shown.view.selectedKeys(), QStringList());
    shown.model.reset({});
    QTest::qWait(20);
    QCOMPARE(current.count(), 1);
}

void TestViews::choosingEndsTheWaiting()
{
    Shown shown(5);
    shown.view.selectKey(u"msg_000008"_s);
    shown.click(1);
    shown.model.append(10);
    QCOMPARE(shown.view.currentKey(), u"msg_000001"_s);
}

void TestViews::fetchesBeforeTheEnd()
{
    Shown shown(0);
    shown.model.available = 400;
    shown.model.append(50);
    QTest::qWait(250);
    // 50 rows are three screens: nothing more is asked until one comes near the end.
    QCOMPARE(shown.model.fetches, 0);
    const int rowsOnScreen = shown.view.viewport()->height() / shown.view.rowHeight(0);
    shown.view.scrollTo(shown.model.index(49 - rowsOnScreen, 0),
                        QAbstractItemView::PositionAtBottom);
    QTRY_COMPARE(shown.model.fetches, 1);
    QTest::qWait(250);
    QCOMPARE(shown.model.fetches, 1);
    QCOMPARE(shown.model.rowCount(), 100);
}

void TestViews::reportsVisibleRows()
{
    Shown shown(500);
    QSignalSpy visible(&shown.view, &TableView::visibleRowsChanged);
    QTRY_COMPARE(visible.count(), 1);
    QCOMPARE(visible.at(0).at(0).toInt(), 0);
    const int last = visible.at(0).at(1).toInt();
    QCOMPARE(last, shown.view.rowAt(shown.view.viewport()->height() - 1));
    for (int i = 1; i <= 100; ++i) {
        shown.view.verticalScrollBar()->setValue(i * 20);
    }
    QTRY_COMPARE(visible.count(), 2); // one for the whole burst
    QCOMPARE(visible.at(1).at(0).toInt(), shown.view.rowAt(0));
}

void TestViews::tabLeaves()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    RowsModel model(5);
    auto *view = new TableView;
    view->setModel(&model);
    auto *next = new QLineEdit;
    layout->addWidget(view);
    layout->addWidget(next);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Tab);
    QVERIFY(next->hasFocus());
    delete view;
}

void TestViews::textsForPeopleAndReaders()
{
    Shown shown(5);
    const CellDelegate *delegate = shown.view.cellDelegate();
    QCOMPARE(delegate->cellText(shown.model.index(0, RowsModel::Time)), u"2 min ago"_s);
    QVERIFY(delegate->fullText(shown.model.index(0, RowsModel::Time)).endsWith(u" UTC"_s));
    QCOMPARE(delegate->cellText(shown.model.index(1, RowsModel::State)), u"2 of 3"_s);
    shown.model.rows[2].time = 0;
    QCOMPARE(delegate->cellText(shown.model.index(2, RowsModel::Time)), QString());
    shown.model.rows[0].type = u"<b>a</b>\u202Eb"_s;
    QCOMPARE(delegate->cellText(shown.model.index(0, RowsModel::Type)), u"<b>a</b>‹U+202E›b"_s);

    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(&shown.view);
    QVERIFY(table && table->tableInterface());
    QCOMPARE(table->tableInterface()->rowCount(), 5);
    QAccessibleInterface *state = table->tableInterface()->cellAt(1, RowsModel::State);
    QCOMPARE(state->text(QAccessible::Name), u"2 of 3"_s);
}

void TestViews::hundredThousandRows()
{
    QElapsedTimer timer;
    timer.start();
    Shown shown(100000);
    shown.view.grab();
    const qint64 shownAfter = timer.restart();
    shown.model.reads = 0;
    shown.model.touchAll();
    shown.view.grab();
    const qint64 changed = timer.restart();
    const qint64 reads = shown.model.reads;
    shown.view.resize(1200, 700);
    shown.view.grab();
    const qint64 resized = timer.restart();
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(&shown.view, Qt::Key_PageDown);
        shown.view.viewport()->repaint();
    }
    const qint64 pages = timer.restart();
    shown.view.selectAll();
    QTest::qWait(1);
    const qint64 all = timer.restart();
    shown.view.clearSelection();
    shown.view.selectKey(u"msg_099999"_s);
    const qint64 chosen = timer.restart();
    shown.model.fill(100000);
    QTest::qWait(1);
    qInfo(
        "100,000 rows: shown %lld ms, dataChanged over all %lld ms (%lld reads), resized %lld ms, "
        "40 pages %lld ms, select all %lld ms, select last by key %lld ms, reset %lld ms",
        shownAfter, changed, reads, resized, pages, all, chosen, timer.elapsed());
    QCOMPARE(shown.view.currentKey(), u"msg_099999"_s);
    QVERIFY2(reads < 20000, "a change of all rows must read the visible ones only");
}

void TestViews::rightToLeft()
{
    Shown shown(20);
    shown.view.setLayoutDirection(Qt::RightToLeft);
    QTRY_COMPARE(shown.totalWidth(), shown.view.viewport()->width());
    QVERIFY(shown.view.visualRect(shown.model.index(0, RowsModel::State)).left() >
            shown.view.visualRect(shown.model.index(0, RowsModel::Time)).left());
    shown.view.selectKey(u"msg_000000"_s);
    // The marker of the current row stands at the right edge now.
    const QImage image = shown.view.viewport()->grab().toImage();
    const int y = shown.view.rowHeight(0) / 2;
    QVERIFY(image.pixelColor(image.width() - 2, y) != image.pixelColor(1, y));
}

SVIX_GUI_TEST_MAIN(TestViews)
#include "tst_views.moc"
