// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a paged model does with answers that are late, repeated, broken or in another order.
#include "models/fakelist.h"
#include "support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace svix;
using svix::test::FakeList;
using State = PagedModelBase::State;

namespace {

/// A model under Qt's own checks, which do not ask for more by themselves.
struct Checked
{
    Checked()
        : tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        tester.setUseFetchMore(false);
    }
    FakeList list;
    QAbstractItemModelTester tester;
};

QStringList numbered(int from, int to)
{
    QStringList ids;
    for (int i = from; i <= to; ++i) {
        ids.append(u"id%1"_s.arg(i, 4, 10, QLatin1Char('0')));
    }
    return ids;
}

} // namespace

class TestPagedModel : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesAsAsked()
    {
        Checked c;
        FakeList &list = c.list;
        QSignalSpy states(&list, &PagedModelBase::stateChanged);
        QCOMPARE(list.state(), State::Idle);
        QVERIFY(!list.canFetchMore({}));
        list.reload();
        QCOMPARE(list.state(), State::Loading);
        QVERIFY(!list.hasLoaded());
        list.answerLast({u"a"_s, u"b"_s}, u"b"_s);
        QCOMPARE(list.ids(), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(list.state(), State::Idle);
        QVERIFY(list.hasLoaded());
        QCOMPARE(list.asked.size(), 1); // nothing is asked ahead before somebody scrolls
        QVERIFY(list.canFetchMore({}));
        list.fetchMore({});
        QVERIFY(!list.canFetchMore({}));
        list.fetchMore({}); // in flight: not asked twice
        QCOMPARE(list.asked.size(), 2);
        QCOMPARE(list.asked.last().iterator, u"b"_s);
        list.answerLast({u"c"_s});
        QCOMPARE(list.state(), State::Complete);
        QVERIFY(!list.canFetchMore({}));
        list.fetchMore({});
        QCOMPARE(list.asked.size(), 2);
        QCOMPARE(list.index(2, 0).data(KeyRole).toString(), u"c"_s);
        QCOMPARE(list.index(2, 1).data(CellKindRole).toInt(), int(CellKind::Number));
        QCOMPARE(states.size(), 4);
    }

    void asksAheadOnceScrolled()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s}, u"1"_s);
        list.fetchMore({});
        list.answerLast({u"b"_s}, u"2"_s);
        QCOMPARE(list.state(), State::Idle);
        QCOMPARE(list.asked.size(), 3);
        list.answerLast({u"c"_s}, u"3"_s); // lies ready
        QCOMPARE(list.rowCount(), 2);
        list.fetchMore({});
        QCOMPARE(list.ids(), QStringList({u"a"_s, u"b"_s, u"c"_s})); // at once
        QCOMPARE(list.asked.size(), 4);
        list.failLast(); // asked ahead for nobody: nothing to say
        QCOMPARE(list.state(), State::Idle);
        list.fetchMore({}); // now it is wanted
        QCOMPARE(list.asked.size(), 5);
        QCOMPARE(list.asked.last().iterator, u"3"_s);
        QCOMPARE(list.state(), State::Loading);
        list.answerLast({u"d"_s});
        QCOMPARE(list.state(), State::Complete);
    }

    void case30_lateAnswerIsDropped()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.queryChanged(); // another filter
        list.reload();
        QCOMPARE(list.asked.size(), 2);
        list.answer(1, {u"new"_s});
        list.answer(0, {u"old"_s});
        QCOMPARE(list.ids(), QStringList({u"new"_s}));
        list.clear();
        QCOMPARE(list.rowCount(), 0);
        list.reload();
        list.clear();
        list.answerLast({u"late"_s});
        QCOMPARE(list.rowCount(), 0);
    }

    void errorKeepsRowsAndRetryGoesOn()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s}, u"1"_s);
        list.fetchMore({});
        list.failLast(ErrorKind::Unreachable);
        QCOMPARE(list.state(), State::Failed);
        QCOMPARE(list.error().kind, ErrorKind::Unreachable);
        QCOMPARE(list.rowCount(), 1);
        QVERIFY(!list.canFetchMore({}));
        list.retry();
        QCOMPARE(list.asked.last().iterator, u"1"_s);
        list.answerLast({u"b"_s});
        QCOMPARE(list.ids(), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(list.state(), State::Complete);
        list.reload();
        list.failLast();
        QCOMPARE(list.ids(), QStringList({u"a"_s, u"b"_s}));
        list.retry();
        QVERIFY(!list.asked.last().iterator);
        list.answerLast({u"a"_s});
        QCOMPARE(list.ids(), QStringList({u"a"_s}));
    }

    void failedFilterDoesNotShowTheRowsOfAnother()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s});
        list.queryChanged();
        list.reload();
        QCOMPARE(list.rowCount(), 1); // until something better is known
        list.failLast();
        QCOMPARE(list.rowCount(), 0);
        QVERIFY(!list.hasLoaded());
        list.retry();
        list.answerLast({u"b"_s});
        QCOMPARE(list.ids(), QStringList({u"b"_s}));
    }

    void case102_selectionSurvivesARefresh_data()
    {
        QTest::addColumn<QStringList>("after");
        QTest::newRow("same") << QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        QTest::newRow("new on top")
            << QStringList({u"x"_s, u"y"_s, u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        QTest::newRow("some gone") << QStringList({u"b"_s, u"c"_s});
        QTest::newRow("between") << QStringList({u"a"_s, u"x"_s, u"b"_s, u"y"_s, u"c"_s, u"z"_s});
        QTest::newRow("turned round") << QStringList({u"d"_s, u"c"_s, u"b"_s, u"a"_s});
        QTest::newRow("all at once") << QStringList({u"d"_s, u"n"_s, u"c"_s, u"m"_s, u"a"_s});
        QTest::newRow("all others") << QStringList({u"n"_s, u"m"_s});
        QTest::newRow("none") << QStringList();
    }

    void case102_selectionSurvivesARefresh()
    {
        QFETCH(QStringList, after);
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        QSignalSpy resets(&list, &QAbstractItemModel::modelReset);
        QList<QPersistentModelIndex> held;
        for (int row = 0; row < 4; ++row) {
            held.append(list.index(row, 1));
        }
        list.reload();
        list.answerLast(after, {}, 7);
        QCOMPARE(list.ids(), after);
        QCOMPARE(resets.size(), 0);
        const QStringList before{u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        for (int row = 0; row < 4; ++row) {
            const qsizetype now = after.indexOf(before.at(row));
            QCOMPARE(held.at(row).isValid(), now >= 0);
            if (now >= 0) {
                QCOMPARE(held.at(row).row(), int(now));
                QCOMPARE(held.at(row).data().toInt(), 7); // read anew
            }
        }
    }

    void refreshOfALongListKeepsWhatIsBelow()
    {
        Checked c;
        FakeList &list = c.list;
        list.setPageSize(250);
        list.reload();
        for (int page = 0; page < 4; ++page) {
            if (page > 0) {
                list.fetchMore({});
            }
            list.answer(page, numbered(page * 250 + 10, page * 250 + 259), u"p%1"_s.arg(page));
        }
        QCOMPARE(list.rowCount(), 1000);
        const QPersistentModelIndex deep = list.index(900, 0);
        list.reload();
        const qsizetype first = list.asked.size() - 1;
        list.answer(first, numbered(8, 257), u"r0"_s); // two new ones
        list.answer(first + 1, numbered(258, 507), u"r1"_s);
        QCOMPARE(list.rowCount(), 1002);
        QCOMPARE(list.rowAt(0).id, u"id0008"_s);
        QCOMPARE(deep.row(), 902);
        list.fetchMore({});
        QCOMPARE(list.asked.last().iterator, u"p3"_s); // goes on below the last row
        // So much is new that the two ends do not meet: what lies below the gap is not shown.
        list.reload();
        const qsizetype second = list.asked.size() - 1;
        list.answer(second, numbered(5000, 5249), u"s0"_s);
        list.answer(second + 1, numbered(5250, 5499), u"s1"_s);
        QCOMPARE(list.rowCount(), 500);
        QVERIFY(!deep.isValid());
        list.fetchMore({});
        QCOMPARE(list.asked.last().iterator, u"s1"_s);
    }

    void case48_duplicatesAreShownOnce()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s, u"b"_s, u"a"_s}, u"1"_s);
        list.fetchMore({});
        list.answerLast({u"b"_s, u"c"_s, u"c"_s}, u"2"_s);
        QCOMPARE(list.ids(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(list.removeKey(u"b"_s));
        QVERIFY(!list.removeKey(u"b"_s));
        list.fetchMore({});
        list.answerLast({u"b"_s}); // removed here, yet the server still has it
        QCOMPARE(list.ids(), QStringList({u"a"_s, u"c"_s, u"b"_s}));
    }

    void case47_repeatedIteratorStops()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s}, u"1"_s);
        list.fetchMore({});
        list.answerLast({u"b"_s}, u"1"_s);
        QCOMPARE(list.state(), State::Failed);
        QVERIFY(!list.error().detail.isEmpty());
        QCOMPARE(list.rowCount(), 2); // and not called complete
        QVERIFY(!list.isComplete());
    }

    void case47_endlessList_data()
    {
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<bool>("iterators");
        QTest::newRow("empty pages") << QStringList() << true;
        QTest::newRow("the same rows") << QStringList({u"a"_s}) << true;
        QTest::newRow("no iterator") << QStringList({u"a"_s}) << false;
    }

    void case47_endlessList()
    {
        QFETCH(QStringList, rows);
        QFETCH(bool, iterators);
        Checked c;
        FakeList &list = c.list;
        list.loadAll();
        for (int page = 0; list.state() == State::Loading && page < 100; ++page) {
            Page<svix::test::Item> answer;
            for (const QString &id : rows) {
                answer.data.append({id, 0});
            }
            if (iterators) {
                answer.iterator = u"p%1"_s.arg(page);
            }
            list.give(list.asked.size() - 1, std::move(answer)); // done is never said
        }
        QCOMPARE(list.state(), State::Failed);
        QCOMPARE(list.error().kind, ErrorKind::BadAnswer);
        QVERIFY(list.asked.size() < 10);
        QCOMPARE(list.rowCount(), int(rows.size()));
    }

    void doneThatIsNotTrusted()
    {
        Checked c;
        FakeList &list = c.list;
        list.setDoneIsTrusted(false);
        list.setPageSize(2);
        list.reload();
        Page<svix::test::Item> full;
        full.data = {{u"a"_s}, {u"b"_s}};
        full.iterator = u"b"_s;
        full.done = true; // as svix-server says of destinations
        list.give(0, full);
        QVERIFY(!list.isComplete());
        list.fetchMore({});
        list.answerLast({u"c"_s});
        QCOMPARE(list.rowCount(), 3);
        QVERIFY(list.isComplete());
    }

    void loadAllWalksToTheEndOrTheGoal()
    {
        Checked c;
        FakeList &list = c.list;
        list.loadAll();
        for (int page = 0; page < 5; ++page) {
            QCOMPARE(list.asked.last().limit, 250);
            list.answerLast(numbered(page * 10, page * 10 + 9),
                            page < 4 ? u"p%1"_s.arg(page) : u""_s);
        }
        QCOMPARE(list.rowCount(), 50);
        QVERIFY(list.isComplete());
        list.clear();
        list.asked.clear();
        list.loadAll(15);
        list.answerLast(numbered(0, 9), u"p0"_s);
        list.answerLast(numbered(10, 19), u"p1"_s);
        QCOMPARE(list.state(), State::Idle);
        QCOMPARE(list.rowCount(), 20);
    }

    void case49_sizes_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {0, 1, 250, 251}) {
            QTest::addRow("%d", rows) << rows;
        }
    }

    void case49_sizes()
    {
        QFETCH(int, rows);
        Checked c;
        FakeList &list = c.list;
        list.setPageSize(250);
        const QStringList all = numbered(1, rows);
        list.reload();
        list.answerLast(all.mid(0, 250), rows > 250 ? u"n"_s : QString());
        if (rows > 250) {
            list.fetchMore({});
            list.answerLast(all.mid(250));
        }
        QCOMPARE(list.ids(), all);
        QVERIFY(list.isComplete());
        QVERIFY(list.hasLoaded());
    }

    void upsertAndRemoveByKey()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s, u"b"_s});
        const QPersistentModelIndex b = list.index(1, 1);
        list.upsert({u"b"_s, 5});
        QCOMPARE(b.data().toInt(), 5);
        list.upsert({u"n"_s, 1});
        QCOMPARE(list.ids(), QStringList({u"n"_s, u"a"_s, u"b"_s}));
        QCOMPARE(b.row(), 2);
        QVERIFY(list.removeKey(u"a"_s));
        QCOMPARE(b.row(), 1);
        QCOMPARE(list.find(u"a"_s), nullptr);
        QCOMPARE(list.find(u"b"_s)->value, 5);
    }

    /// The answer to a reload that was asked for before a write knows nothing of it.
    void aReloadUnderWayDoesNotUndoAWrite()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s, u"b"_s, u"c"_s});
        list.reload();
        list.upsert({u"b"_s, 5}); // changed
        list.upsert({u"n"_s, 1}); // made
        QVERIFY(list.removeKey(u"c"_s));
        list.answerLast({u"a"_s, u"b"_s, u"c"_s});
        QCOMPARE(list.ids(), QStringList({u"n"_s, u"a"_s, u"b"_s}));
        QCOMPARE(list.find(u"b"_s)->value, 5);
        // The next one is asked for later, and is right again.
        list.reload();
        list.answerLast({u"a"_s, u"b"_s}, {}, 7);
        QCOMPARE(list.ids(), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(list.find(u"b"_s)->value, 7);
    }

    /// Walking through all pages ends with a reload; a first page that is wanted still comes.
    void stopAndReloadEndAWalkAndNoMore()
    {
        FakeList list;
        list.reload();
        list.stop();
        list.answerLast({u"a"_s}, u"1"_s);
        QCOMPARE(list.ids(), QStringList({u"a"_s}));
        list.loadAll();
        const qsizetype before = list.asked.size();
        list.reload();
        QCOMPARE(list.asked.size(), before + 1);
        list.answerLast({u"a"_s}, u"1"_s);
        QCOMPARE(list.asked.size(), before + 1); // and no page after it
        QCOMPARE(list.state(), State::Idle);
    }

    void answersThatAreThereAtOnceDoNotNest()
    {
        FakeList list;
        QAbstractItemModelTester tester(&list,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false);
        // Ready futures for thousands of pages must not end in a stack overflow.
        class Ready : public FakeList
        {
        public:
            Ready()
            {
                setFetch([this](const PageRequest &) {
                    Page<svix::test::Item> page;
                    page.data.append({QString::number(++count), 0});
                    page.iterator = QString::number(count);
                    page.done = count == 3000;
                    return QtFuture::makeReadyFuture(Result<Page<svix::test::Item>>(page));
                });
            }
            int count = 0;
        } ready;
        ready.loadAll();
        QTRY_VERIFY_WITH_TIMEOUT(ready.isComplete(), 20'000);
        QCOMPARE(ready.rowCount(), 3000);
    }

    void stopKeepsTheRows()
    {
        Checked c;
        FakeList &list = c.list;
        list.reload();
        list.answerLast({u"a"_s}, u"1"_s);
        list.fetchMore({});
        list.stop();
        QCOMPARE(list.state(), State::Idle);
        list.answerLast({u"late"_s});
        QCOMPARE(list.ids(), QStringList({u"a"_s}));
        QVERIFY(list.canFetchMore({}));
    }

    void goneWhileUnderWay()
    {
        std::shared_ptr<QPromise<Result<Page<svix::test::Item>>>> promise;
        {
            FakeList list;
            list.reload();
            promise = list.asked.last().promise;
        }
        promise->addResult(Result<Page<svix::test::Item>>(Page<svix::test::Item>()));
        promise->finish(); // nobody is there to hear it
    }
};

SVIX_TEST_MAIN(TestPagedModel)
#include "tst_pagedmodel.moc"
