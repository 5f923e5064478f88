// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeformat.h"
#include "support/testmain.h"
#include "widgets/rowsmodel.h"
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

namespace {

QList<TableColumn> columns()
{
    return {{.id = u"state"_s, .width = 8},
            {.id = u"type"_s, .width = 12, .minimum = 8, .stretch = true},
            {.id = u"id"_s, .width = 9},
            {.id = u"url"_s, .width = 14},
            {.id = u"size"_s, .width = 5},
            {.id = u"sent"_s, .width = 8}};
}

QString clipboardText()
{
    return QGuiApplication::clipboard()->text();
}

/// A shown table with a model of its own.
struct Shown
{
    explicit Shown(int rows, QSize size = {900, 400})
        : model(rows)
    {
        view.setModel(&model);
        view.setColumns(columns());
        view.resize(size);
        view.show();
        if (!QTest::qWaitForWindowActive(&view)) {
            qWarning("the window did not become active");
        }
    }
    ~Shown() { view.setModel(nullptr); }
    Q_DISABLE_COPY_MOVE(Shown)

    int totalWidth() const { return view.horizontalHeader()->length(); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QPoint at = view.visualRect(model.index(row, 1)).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, at);
    }

    RowsModel model;
    TableView view;
};

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

    void fitsColumns_data();
    void fitsColumns();
    void stretchFollowsTheWindow();
    void columnsAreRemembered();
    void rubbishIsRefused_data();
    void rubbishIsRefused();
    void columnsMenuHides();
    void draggingColumns();
    void fontChangeScalesAll();

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
    QTest::newRow("in 30 s") << qint64(-30000) << u"in under 1 min"_s;
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

void TestViews::fitsColumns_data()
{
    QTest::addColumn<QList<int>>("preferred");
    QTest::addColumn<QList<int>>("minimum");
    QTest::addColumn<int>("stretch");
    QTest::addColumn<int>("available");
    QTest::addColumn<QList<int>>("widths");
    using L = QList<int>;
    QTest::newRow("room") << L{100, 50, 50} << L{40, 40, 40} << 0 << 400 << L{300, 50, 50};
    QTest::newRow("stretch shrinks")
        << L{100, 50, 50} << L{40, 40, 40} << 0 << 150 << L{50, 50, 50};
    QTest::newRow("all give way") << L{100, 60, 60} << L{40, 40, 40} << 0 << 140 << L{40, 50, 50};
    QTest::newRow("minimum") << L{100, 60, 60} << L{40, 40, 40} << 0 << 90 << L{40, 40, 40};
    QTest::newRow("no stretch") << L{100, 60} << L{40, 40} << -1 << 400 << L{100, 60};
    QTest::newRow("hidden") << L{100, 0, 60} << L{40, 0, 40} << 0 << 200 << L{140, 0, 60};
    QTest::newRow("nothing") << L{} << L{} << -1 << 200 << L{};
}

void TestViews::fitsColumns()
{
    QFETCH(const QList<int>, preferred);
    QFETCH(const QList<int>, minimum);
    QFETCH(const int, stretch);
    QFETCH(const int, available);
    QFETCH(const QList<int>, widths);
    QCOMPARE(fitColumns(preferred, minimum, stretch, available), widths);
}

void TestViews::stretchFollowsTheWindow()
{
    Shown shown(20);
    QCOMPARE(shown.totalWidth(), shown.view.viewport()->width());
    const int sent = shown.view.columnWidth(RowsModel::Time);
    shown.view.resize(1400, 400);
    QTRY_COMPARE(shown.totalWidth(), shown.view.viewport()->width());
    QCOMPARE(shown.view.columnWidth(RowsModel::Time), sent);
    shown.view.resize(620, 400);
    QTRY_COMPARE(shown.totalWidth(), shown.view.viewport()->width());
    QTRY_VERIFY(!shown.view.horizontalScrollBar()->isVisible());
    shown.view.resize(150, 400); // below all minimums: now it scrolls
    QTRY_VERIFY(shown.totalWidth() > shown.view.viewport()->width());
    shown.view.resize(900, 400);
    QTRY_COMPARE(shown.view.columnWidth(RowsModel::Time), sent);
}

void TestViews::columnsAreRemembered()
{
    QByteArray state;
    {
        Shown shown(5);
        shown.view.horizontalHeader()->moveSection(5, 0);
        shown.view.setColumnHidden(RowsModel::Url, true);
        shown.view.horizontalHeader()->resizeSection(RowsModel::Id, 222);
        state = shown.view.saveColumns();
    }
    Shown shown(5);
    QVERIFY(shown.view.restoreColumns(state));
    QCOMPARE(shown.view.horizontalHeader()->logicalIndex(0), int(RowsModel::Time));
    QVERIFY(shown.view.isColumnHidden(RowsModel::Url));
    QCOMPARE(shown.view.columnWidth(RowsModel::Id), 222);
    QCOMPARE(shown.view.saveColumns(), state);
    shown.view.resetColumns();
    QCOMPARE(shown.view.horizontalHeader()->logicalIndex(0), int(RowsModel::State));
    QVERIFY(!shown.view.isColumnHidden(RowsModel::Url));
}

void TestViews::rubbishIsRefused_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("binary") << QByteArray("\0\xFF\x01", 3);
    QTest::newRow("array") << QByteArray("[1]");
    QTest::newRow("later version") << QByteArray(R"({"version":2,"columns":[{"id":"type"}]})");
    QTest::newRow("no columns") << QByteArray(R"({"version":1,"columns":[]})");
    QTest::newRow("columns without ids") << QByteArray(R"({"version":1,"columns":[1,{},null]})");
}

void TestViews::rubbishIsRefused()
{
    QFETCH(const QByteArray, state);
    Shown shown(3);
    const QByteArray before = shown.view.saveColumns();
    QVERIFY(!shown.view.restoreColumns(state));
    QCOMPARE(shown.view.saveColumns(), before);
    // Foreign columns, absurd widths and everything hidden are survived.
    QVERIFY(shown.view.restoreColumns(
        "{\"version\":1,\"columns\":[{\"id\":\"gone\",\"width\":5},{\"id\":\"sent\",\"width\":1e9,"
        "\"hidden\":true},"
        "{\"id\":\"state\",\"width\":-4,\"hidden\":true},{\"id\":\"type\",\"hidden\":true},{\"id\":"
        "\"id\",\"hidden\":true},"
        "{\"id\":\"url\",\"hidden\":true},{\"id\":\"size\",\"hidden\":true}]}"));
    QVERIFY(shown.view.horizontalHeader()->hiddenSectionCount() < RowsModel::ColumnCount);
}

void TestViews::columnsMenuHides()
{
    Shown shown(5);
    QSignalSpy changed(&shown.view, &TableView::columnsChanged);
    QMenu *menu = shown.view.columnsMenu();
    QCOMPARE(menu->actions().at(3)->text(), u"URL"_s);
    menu->actions().at(3)->trigger();
    QVERIFY(shown.view.isColumnHidden(RowsModel::Url));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(shown.totalWidth(), shown.view.viewport()->width());
    for (int i : {0, 1, 2, 4}) {
        shown.view.columnsMenu()->actions().at(i)->trigger();
    }
    QVERIFY(!shown.view.columnsMenu()->actions().at(5)->isEnabled()); // the last one stays
}

void TestViews::draggingColumns()
{
    Shown shown(5);
    QHeaderView *header = shown.view.horizontalHeader();
    QSignalSpy changed(&shown.view, &TableView::columnsChanged);
    const auto drag = [header](int logical, int by) {
        const int edge =
            header->sectionViewportPosition(logical) + header->sectionSize(logical) - 1;
        const QPoint from(edge, header->height() / 2);
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(header->viewport(), from + QPoint(by / 2, 0));
        QTest::mouseMove(header->viewport(), from + QPoint(by, 0));
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, from + QPoint(by, 0));
    };
    const int state = shown.view.columnWidth(RowsModel::State);
    drag(RowsModel::State, 30);
    QCOMPARE(shown.view.columnWidth(RowsModel::State), state + 30);
    QCOMPARE(shown.totalWidth(), shown.view.viewport()->width());
    QVERIFY(changed.count() > 0);
    // The edge of the stretch column moves its neighbour.
    const int type = shown.view.columnWidth(RowsModel::Type);
    const int id = shown.view.columnWidth(RowsModel::Id);
    drag(RowsModel::Type, -20);
    QCOMPARE(shown.view.columnWidth(RowsModel::Type), type - 20);
    QCOMPARE(shown.view.columnWidth(RowsModel::Id), id + 20);
    QCOMPARE(shown.totalWidth(), shown.view.viewport()->width());
}

void TestViews::fontChangeScalesAll()
{
    Shown shown(5);
    const int row = shown.view.rowHeight(0);
    const int width = shown.view.columnWidth(RowsModel::State);
    QCOMPARE(row, QFontMetrics(shown.view.font()).height() + scaled(10));
    QFont big = shown.view.font();
    big.setPointSizeF(big.pointSizeF() * 2);
    shown.view.setFont(big);
    QVERIFY(shown.view.rowHeight(0) >= row * 3 / 2);
    QVERIFY(shown.view.columnWidth(RowsModel::State) > width);
}

void TestViews::keyboardOpensAndCopies()
{
    Shown shown(20);
    QSignalSpy opened(&shown.view, &TableView::opened);
    QSignalSpy current(&shown.view, &TableView::currentKeyChanged);
    shown.view.setFocus();
    shown.click(0);
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QTRY_COMPARE(current.count(), 1);
    QCOMPARE(current.at(0).at(0).toString(), u"msg_000001"_s);
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
    QCOMPARE(current.at(0).at(0).toString(), shown.view.currentKey());
    shown.model.reset({});
    QTRY_COMPARE(current.count(), 2);
    QCOMPARE(current.at(1).at(0).toString(), QString());
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
