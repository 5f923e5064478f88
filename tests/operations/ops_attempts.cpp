// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "operations/operationtest.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace svix;
using namespace svix::test;

namespace {

/// Sends a message to an endpoint of one's own and waits for the try; the attempt as the server
/// has it.
QJsonObject attempt(OperationPlace &p, const QString &path = u"/in"_s)
{
    p.endpoint(path);
    const QString id = p.message();
    QJsonObject found;
    waitUntil([&] {
        found = p.get(u"/attempt/msg/"_s + id)[u"data"][0].toObject();
        return !found.isEmpty();
    });
    return found;
}

void listAttemptsByMsg(OperationPlace &p)
{
    const QJsonObject there = attempt(p);
    QVERIFY(p.c.go({Section::Attempts, p.app, {}, {}, there[u"msgId"].toString()}));
    QVERIFY(p.called("listAttemptsByMsg"));
    QCOMPARE(p.c.table()->model()->rowCount(), 1);
    QVERIFY(p.c.rowWith(QString::number(there[u"responseStatusCode"].toInt())) >= 0);
}

void listAttemptsByEndpoint(OperationPlace &p)
{
    const QJsonObject there = attempt(p);
    attempt(p, u"/elsewhere"_s);
    QVERIFY(p.c.go({Section::Attempts, p.app, {}, there[u"endpointId"].toString(), {}}));
    QVERIFY(p.called("listAttemptsByEndpoint"));
    // On a server of one's own retries go on meanwhile.
    const auto tries = [&] {
        return p.get(u"/attempt/endpoint/"_s + there[u"endpointId"].toString())[u"data"].toArray();
    };
    QTRY_COMPARE((p.c.window().refresh(), p.c.settle(), p.c.table()->model()->rowCount()),
                 int(tries().size()));
    QVERIFY(!tries().isEmpty());
}

void getAttempt(OperationPlace &p)
{
    const QJsonObject there = attempt(p);
    QVERIFY(p.c.go(
        {Section::Attempts, p.app, there[u"id"].toString(), {}, there[u"msgId"].toString()}));
    QVERIFY(p.called("getAttempt"));
    QCOMPARE(p.c.table()->currentKey(), there[u"id"].toString());
    QVERIFY(p.c.calls("getAttempt").constFirst().object.endsWith(there[u"id"].toString()));
    // The detail has what the receiver answered.
    if (!there[u"response"].toString().isEmpty()) {
        QVERIFY(waitUntil([&] { return p.c.action(u"copyResponse"_s)->isEnabled(); }));
        QVERIFY(p.c.act(u"copyResponse"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), there[u"response"].toString());
    }
}

void listAttemptedDestinations(OperationPlace &p)
{
    const QJsonObject there = attempt(p);
    QVERIFY(p.c.go({Section::Messages, p.app, there[u"msgId"].toString(), {}, {}}));
    QVERIFY(p.called("listAttemptedDestinations"));
    auto *destinations = p.c.pane()->findChild<TableView *>(u"destinations"_s);
    QVERIFY(destinations);
    QVERIFY(waitUntil([&] { return destinations->model()->rowCount() == 1; }));
    QVERIFY(destinations->rowOfKey(there[u"endpointId"].toString()) >= 0);
}

void listAttempts(OperationPlace &p)
{
    const QJsonObject there = attempt(p);
    QVERIFY(p.c.go({Section::Attempts, p.app, {}, {}, there[u"msgId"].toString()}));
    QVERIFY(p.called("listAttemptsByMsg"));
    p.c.action(u"oldList"_s)->trigger();
    QVERIFY(p.called("listAttempts"));
    QCOMPARE(p.c.table()->model()->rowCount(), 1);
    QCOMPARE(p.c.table()->currentKey().isEmpty() ? there[u"id"].toString()
                                                 : p.c.table()->currentKey(),
             there[u"id"].toString());
    QVERIFY(p.c.rowWith(QString::number(there[u"responseStatusCode"].toInt())) >= 0);
}

// A server that knows only the old lists: they are used by themselves.
void listAttemptsForEndpoint(OperationPlace &p)
{
    if (!p.server.sandbox()) {
        p.notHere = u"needs a server that has only the old list"_s;
        return;
    }
    const QJsonObject there = attempt(p);
    p.server.fault(u"404,body=empty,op=listAttemptsByMsg"_s);
    QVERIFY(p.c.go({Section::Attempts,
                    p.app,
                    {},
                    there[u"endpointId"].toString(),
                    there[u"msgId"].toString()}));
    QVERIFY(p.called("listAttemptsForEndpoint"));
    QCOMPARE(p.c.table()->model()->rowCount(), 1);
}

void listAttemptedMessages(OperationPlace &p)
{
    const QJsonObject there = attempt(p);
    QVERIFY(p.c.go({Section::Messages, p.app, {}, there[u"endpointId"].toString(), {}}));
    QVERIFY(p.called("listAttemptedMessages"));
    QCOMPARE(p.c.table()->model()->rowCount(), 1);
    QVERIFY(p.c.table()->rowOfKey(there[u"msgId"].toString()) >= 0);
}

void expungeAttemptContent(OperationPlace &p)
{
    const QJsonObject there = attempt(p);
    const QString id = there[u"id"].toString();
    QVERIFY(p.c.go({Section::Attempts, p.app, id, {}, there[u"msgId"].toString()}));
    QVERIFY(p.called("getAttempt"));
    auto *act = p.c.action(u"expungeAnswer"_s);
    QVERIFY2(act->isEnabled(), qPrintable(act->toolTip()));
    act->trigger();
    auto *asked = p.c.dialog<ConfirmDialog>();
    QVERIFY(asked);
    QVERIFY2(asked->title().contains(id), qPrintable(asked->title()));
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("expungeAttemptContent"));
    QCOMPARE(p.get(u"/msg/%1/attempt/%2"_s.arg(there[u"msgId"].toString(), id))[u"response"],
             QJsonValue(u"EXPUNGED"_s));
    QVERIFY(p.c.notice().contains(u"deleted"_s));
    QVERIFY(p.c.settle());
    QVERIFY(!act->isEnabled());
    QVERIFY(!p.c.action(u"copyResponse"_s)->isEnabled());
}

} // namespace

SVIX_OPERATION_ROWS({"listAttemptsByMsg", listAttemptsByMsg},
                    {"listAttemptsByEndpoint", listAttemptsByEndpoint}, {"getAttempt", getAttempt},
                    {"listAttempts", listAttempts},
                    {"listAttemptsForEndpoint", listAttemptsForEndpoint},
                    {"listAttemptedMessages", listAttemptedMessages},
                    {"listAttemptedDestinations", listAttemptedDestinations},
                    {"expungeAttemptContent", expungeAttemptContent})
