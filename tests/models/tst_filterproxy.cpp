// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The local filter: words, order, and rows that come, go and change while it filters.
#include "models/activitymodel.h"
#include "models/fakelist.h"
#include "models/filterproxy.h"
#include "models/statewords.h"
#include "models/timewindow.h"
#include "support/testmain.h"

#include <QAbstractItemModelTester>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;
using namespace svix;
using svix::test::FakeList;

namespace {

struct Filtered
{
    Filtered()
        : tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        tester.setUseFetchMore(false);
        proxy.setSourceModel(&list);
    }
    void load(const QStringList &ids)
    {
        list.reload();
        list.answerLast(ids);
    }
    QStringList shown() const
    {
        QStringList ids;
        for (int row = 0; row < proxy.rowCount(); ++row) {
            ids.append(proxy.index(row, 0).data().toString());
        }
        return ids;
    }
    FakeList list;
    FilterProxy proxy;
    QAbstractItemModelTester tester;
};

} // namespace

class TestFilterProxy : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("matches");
        QTest::newRow("empty") << u""_s << true;
        QTest::newRow("spaces") << u"  "_s << true;
        QTest::newRow("part") << u"voice"_s << true;
        QTest::newRow("case") << u"INVOICE"_s << true;
        QTest::newRow("two texts") << u"paid evt-9"_s << true;
        QTest::newRow("one is missing") << u"paid nothing"_s << false;
        QTest::newRow("longer than the text") << u"invoice.paid.and.more"_s << false;
        QTest::newRow("umlaut") << u"MÜLLER"_s << true;
        QTest::newRow("last character") << u"r"_s << true;
        QTest::newRow("repeated start") << u"iinv"_s << true;
    }

    void words()
    {
        QFETCH(QString, filter);
        QFETCH(bool, matches);
        const QStringView texts[] = {u"invoice.paid", u"EVT-9", u"Müller", u"iiinv"};
        QCOMPARE(WordFilter(filter).matches(texts), matches);
    }

    void narrowing()
    {
        QVERIFY(WordFilter(u"invoice"_s).narrows(WordFilter(u"inv"_s)));
        QVERIFY(WordFilter(u"inv paid"_s).narrows(WordFilter(u"inv"_s)));
        QVERIFY(!WordFilter(u"inv"_s).narrows(WordFilter(u"invoice"_s)));
        QVERIFY(!WordFilter(u"paid"_s).narrows(WordFilter(u"inv"_s)));
    }

    void filtersInOrder()
    {
        Filtered f;
        f.load({u"apple"_s, u"pear"_s, u"pineapple"_s, u"plum"_s});
        QCOMPARE(f.shown().size(), 4);
        f.proxy.setFilterText(u"apple"_s);
        QCOMPARE(f.shown(), QStringList({u"apple"_s, u"pineapple"_s}));
        f.proxy.setFilterText(u"applep"_s);
        QCOMPARE(f.shown(), QStringList());
        f.proxy.setFilterText(u"p"_s);
        QCOMPARE(f.shown().size(), 4);
        f.proxy.setPredicate([&](int row) { return f.list.rowAt(row).id.size() == 4; });
        QCOMPARE(f.shown(), QStringList({u"pear"_s, u"plum"_s}));
        QCOMPARE(f.proxy.mapToSource(f.proxy.index(1, 1)).row(), 3);
        QCOMPARE(f.proxy.mapFromSource(f.list.index(3, 1)).row(), 1);
        QVERIFY(!f.proxy.mapFromSource(f.list.index(0, 0)).isValid());
    }

    void rowsComeAndGo()
    {
        Filtered f;
        f.load({u"a1"_s, u"b1"_s, u"a2"_s});
        f.proxy.setFilterText(u"a"_s);
        const QPersistentModelIndex a2 = f.proxy.index(1, 0);
        f.list.reload();
        f.list.answerLast({u"a0"_s, u"b0"_s, u"a1"_s, u"a2"_s, u"b2"_s, u"a3"_s});
        QCOMPARE(f.shown(), QStringList({u"a0"_s, u"a1"_s, u"a2"_s, u"a3"_s}));
        QCOMPARE(a2.data().toString(), u"a2"_s);
        f.list.removeKey(u"b0"_s);
        QCOMPARE(a2.row(), 2);
        f.list.removeKey(u"a0"_s);
        QCOMPARE(a2.row(), 1);
        f.list.reload();
        f.list.answerLast({u"a2"_s, u"a1"_s, u"a3"_s}); // another order
        QCOMPARE(f.shown(), QStringList({u"a2"_s, u"a1"_s, u"a3"_s}));
        QCOMPARE(a2.row(), 0);
        f.list.clear();
        QCOMPARE(f.shown(), QStringList());
    }

    void unfilteredOrderKeepsTheSelection()
    {
        Filtered f;
        f.load({u"a"_s, u"b"_s, u"c"_s});
        const QPersistentModelIndex b = f.proxy.index(1, 0);
        f.list.reload();
        f.list.answerLast({u"c"_s, u"x"_s, u"b"_s, u"a"_s});
        QCOMPARE(b.row(), 2);
        QCOMPARE(f.shown(), QStringList({u"c"_s, u"x"_s, u"b"_s, u"a"_s}));
    }

    void aChangedRowEntersAndLeaves()
    {
        Filtered f;
        f.list.reload();
        f.list.answerLast({u"a"_s, u"b"_s}, {}, 1);
        f.proxy.setFilterText(u"1"_s);
        QCOMPARE(f.proxy.rowCount(), 2);
        f.list.upsert({u"a"_s, 2});
        QCOMPARE(f.shown(), QStringList({u"b"_s}));
        f.list.upsert({u"a"_s, 11});
        QCOMPARE(f.shown(), QStringList({u"a"_s, u"b"_s}));
    }

    void filteringDoesNotLoadTheWholeList()
    {
        Filtered f;
        f.list.reload();
        f.list.answerLast({u"a"_s}, u"n"_s);
        QVERIFY(f.proxy.canFetchMore({}));
        f.proxy.setFilterText(u"zzz"_s);
        QVERIFY(!f.proxy.canFetchMore({}));
        f.proxy.fetchMore({});
        QCOMPARE(f.list.asked.size(), 1);
    }

    void headersWithoutRows()
    {
        Filtered f;
        QCOMPARE(f.proxy.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"Value"_s);
    }

    void anyOtherModel()
    {
        QStandardItemModel source;
        source.appendRow({new QStandardItem(u"one"_s), new QStandardItem(u"eins"_s)});
        source.appendRow({new QStandardItem(u"two"_s), new QStandardItem(u"zwei"_s)});
        FilterProxy proxy;
        proxy.setSourceModel(&source);
        proxy.setFilterText(u"zw"_s);
        QCOMPARE(proxy.rowCount(), 1);
        QCOMPARE(proxy.index(0, 0).data().toString(), u"two"_s);
    }

    void windows()
    {
        const Timestamp now(1'700'000'000'000'000);
        TimeWindow window;
        QCOMPARE(boundsOf(window, now), TimeBounds()); // what the server shows by itself
        window.preset = TimeWindow::Preset::Hour;
        TimeBounds bounds = boundsOf(window, now);
        QCOMPARE(now.microseconds() - bounds.after->microseconds(), 3'600'000'000);
        // `after` alone would start at the oldest end, and the clocks may differ.
        QVERIFY(bounds.before && now < *bounds.before);
        // By the calendar of here, midnight included.
        const QDateTime noon(QDate(2026, 3, 10), QTime(12, 0));
        const Timestamp then = Timestamp::fromDateTime(noon);
        const Timestamp midnight = Timestamp::fromDateTime(QDate(2026, 3, 10).startOfDay());
        window.preset = TimeWindow::Preset::Today;
        bounds = boundsOf(window, then);
        QVERIFY(*bounds.after < midnight && then < *bounds.before);
        QCOMPARE(midnight.microseconds() - bounds.after->microseconds(), 1);
        window.preset = TimeWindow::Preset::Yesterday;
        bounds = boundsOf(window, then);
        QCOMPARE(midnight.microseconds() - bounds.before->microseconds(), 1);
        QCOMPARE(bounds.after->microseconds() + 1,
                 Timestamp::fromDateTime(QDate(2026, 3, 9).startOfDay()).microseconds());
        window = {TimeWindow::Preset::Custom, Timestamp(5), std::nullopt};
        QVERIFY(boundsOf(window, now).before.has_value());
        window = {TimeWindow::Preset::Custom, std::nullopt, Timestamp(5)};
        QCOMPARE(boundsOf(window, now), (TimeBounds{std::nullopt, Timestamp(5)}));
    }

    void deliverySummary_data()
    {
        QTest::addColumn<QList<int>>("states"); // a MessageStatus each; 102: failed, to be retried
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::newRow("none") << QList<int>{} << u"no endpoint"_s << int(StateKind::Paused);
        QTest::newRow("all") << QList<int>{0, 0} << u"2 of 2"_s << int(StateKind::Ok);
        QTest::newRow("one failed") << QList<int>{0, 2, 3} << u"1 of 3"_s << int(StateKind::Fail);
        QTest::newRow("retrying") << QList<int>{0, 102} << u"1 of 2"_s << int(StateKind::Sending);
        QTest::newRow("sending") << QList<int>{3, 1} << u"0 of 2"_s << int(StateKind::Sending);
        QTest::newRow("pending") << QList<int>{1} << u"0 of 1"_s << int(StateKind::Pending);
        QTest::newRow("canceled") << QList<int>{0, 4} << u"1 of 2"_s << int(StateKind::Canceled);
        QTest::newRow("unknown") << QList<int>{9} << u"0 of 1"_s << int(StateKind::Fail);
    }

    void deliverySummary()
    {
        QFETCH(QList<int>, states);
        QFETCH(QString, text);
        QFETCH(int, kind);
        DeliverySummary summary;
        for (const int state : states) {
            DestinationOut destination;
            destination.status = MessageStatus(state % 100);
            if (state > 100) {
                destination.nextAttempt = Timestamp(1);
            }
            summary.add(destination);
        }
        QCOMPARE(summary.text().text, text);
        QCOMPARE(int(summary.text().kind), kind);
    }
};

SVIX_TEST_MAIN(TestFilterProxy)
#include "tst_filterproxy.moc"
