// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations/operationtest.h"

using namespace svix;
using namespace svix::test;

namespace {

/// A recovery that the server has to do; the id of its task.
QString recovery(OperationPlace &p)
{
    const QString since = QDateTime::currentDateTimeUtc().addDays(-1).toString(Qt::ISODate);
    return p.server
        .post(u"/app/%1/endpoint/%2/recover"_s.arg(p.app, p.endpoint()),
              {{u"since"_s, since}})[u"id"]
        .toString();
}

void listBackgroundTasks(OperationPlace &p)
{
    const QString task = recovery(p);
    QVERIFY(task.startsWith(u"qtask_"_s));
    QVERIFY(p.c.go({Section::BackgroundTasks, {}, {}, {}, {}}));
    QVERIFY(waitUntil([&] { return p.c.rowWith(u"Recover failed messages"_s) >= 0; }));
    QVERIFY(p.c.rowWith(task) >= 0);
    // Its end is heard of without a refresh.
    QVERIFY(waitUntil([&] { return p.c.cell(p.c.rowWith(task), u"Status"_s) == u"finished"_s; }));
    // A filter of the server.
    QVERIFY(p.c.choose(u"statusFilter"_s, u"failed"_s));
    QVERIFY(p.c.settle());
    QCOMPARE(p.c.rowWith(task), -1);
    QVERIFY(p.c.choose(u"statusFilter"_s, u"any"_s));
    QVERIFY(p.c.settle());
    QVERIFY(p.c.rowWith(task) >= 0);
    QVERIFY(p.c.choose(u"taskFilter"_s, u"endpoint.replay"_s));
    QVERIFY(p.c.settle());
    QCOMPARE(p.c.rowWith(task), -1);
    // One that the list does not have, by its id from somewhere else; and one that nobody has.
    QVERIFY(p.c.go({Section::EventTypes, {}, {}, {}, {}}));
    p.c.window().openObject(task);
    QVERIFY(waitUntil([&] { return p.c.window().place().section == Section::BackgroundTasks; }));
    QVERIFY(waitUntil([&] { return p.c.window().place().object == task; }));
    p.c.window().openObject(u"qtask_2srOrx2ZWZBpBUvZwXKQmoEYga1"_s);
    QVERIFY2(waitUntil([&] { return p.c.notice().contains(u"Task not found"_s); }),
             qPrintable(p.c.describe()));
}

void getBackgroundTask(OperationPlace &p)
{
    const QString task = recovery(p);
    QVERIFY(p.c.go({Section::BackgroundTasks, {}, task, {}, {}}));
    QVERIFY(p.called("getBackgroundTask"));
    QCOMPARE(p.c.table()->currentKey(), task);
    QVERIFY(waitUntil([&] {
        const auto labels = p.c.pane()->findChildren<QWidget *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QWidget *label) {
            return label->isVisible() && label->accessibleName() == u"Status: finished"_s;
        });
    }));
}

} // namespace

SVIX_OPERATION_ROWS({"listBackgroundTasks", listBackgroundTasks},
                    {"getBackgroundTask", getBackgroundTask})
