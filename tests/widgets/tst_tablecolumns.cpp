// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testmain.h"
#include "widgets/showntable.h"
#include "widgets/style/theme.h"

#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace svix;
using svix::test::RowsModel;
using svix::test::Shown;

class TestTableColumns : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void fitsColumns_data();
    void fitsColumns();
    void stretchFollowsTheWindow();
    void columnsAreRemembered();
    void rubbishIsRefused_data();
    void rubbishIsRefused();
    void columnsMenuHides();
    void draggingColumns();
    void fontChangeScalesAll();
};

void TestTableColumns::fitsColumns_data()
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

void TestTableColumns::fitsColumns()
{
    QFETCH(const QList<int>, preferred);
    QFETCH(const QList<int>, minimum);
    QFETCH(const int, stretch);
    QFETCH(const int, available);
    QFETCH(const QList<int>, widths);
    QCOMPARE(fitColumns(preferred, minimum, stretch, available), widths);
}

void TestTableColumns::stretchFollowsTheWindow()
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

void TestTableColumns::columnsAreRemembered()
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

void TestTableColumns::rubbishIsRefused_data()
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

void TestTableColumns::rubbishIsRefused()
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

void TestTableColumns::columnsMenuHides()
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

void TestTableColumns::draggingColumns()
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

void TestTableColumns::fontChangeScalesAll()
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

SVIX_GUI_TEST_MAIN(TestTableColumns)
#include "tst_tablecolumns.moc"
