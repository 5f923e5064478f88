// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/composerdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/resenddialog.h"
#include "operations/operationtest.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTreeWidget>

using namespace svix;
using namespace svix::test;

namespace {

void createMessage(OperationPlace &p)
{
    p.endpoint();
    QVERIFY(p.c.go({Section::Messages, p.app, {}, {}, {}}));
    QVERIFY(p.c.click(u"newMessageButton"_s));
    auto *composer = p.c.dialog<ComposerDialog>();
    QVERIFY(composer);
    DraftContent draft;
    draft.eventType = p.type;
    draft.payload = R"({"amount": 7})";
    composer->setDraft(draft);
    QVERIFY(p.c.click(u"sendButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("createMessage"));
    const QJsonArray there = p.get(u"/msg"_s)[u"data"].toArray();
    QCOMPARE(there.size(), 1);
    QCOMPARE(there[0][u"payload"], QJsonValue(QJsonObject{{u"amount"_s, 7}}));
    QCOMPARE(p.c.table()->currentKey(), there[0][u"id"].toString());
}

void listMessages(OperationPlace &p)
{
    p.message();
    p.message();
    QVERIFY(p.c.go({Section::Messages, p.app, {}, {}, {}}));
    QCOMPARE(p.c.table()->model()->rowCount(), 2);
    QVERIFY(p.c.rowWith(p.type) >= 0);
}

void getMessage(OperationPlace &p)
{
    const QString id = p.message({{u"amount"_s, 41}});
    QVERIFY(p.c.go({Section::Messages, p.app, id, {}, {}}));
    QVERIFY(p.called("getMessage"));
    QCOMPARE(p.c.table()->currentKey(), id);
    QVERIFY(waitUntil([&] { return p.c.action(u"copyPayload"_s)->isEnabled(); }));
    QVERIFY(p.c.act(u"copyPayload"_s));
    QCOMPARE(QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object(),
             (QJsonObject{{u"amount"_s, 41}}));
}

void resendWebhook(OperationPlace &p)
{
    p.endpoint();
    const QString id = p.message();
    // Those that nobody has asked for go on by themselves where the receiver refuses.
    const auto tries = [&](TriggerType trigger) {
        const QJsonArray all = p.get(u"/attempt/msg/"_s + id)[u"data"].toArray();
        return std::count_if(all.begin(), all.end(), [trigger](const QJsonValue &one) {
            return one[u"triggerType"].toInt() == int(trigger);
        });
    };
    QVERIFY(waitUntil([&] { return tries(TriggerType::Scheduled) > 0; }));
    QVERIFY(p.c.go({Section::Messages, p.app, id, {}, {}}));
    QVERIFY(p.c.click(u"resendButton"_s));
    QVERIFY(p.c.dialog<ResendDialog>());
    auto *endpoints = p.c.find<QTreeWidget>(u"endpoints"_s);
    QCOMPARE(endpoints->topLevelItemCount(), 1);
    endpoints->topLevelItem(0)->setCheckState(0, Qt::Checked); // it has arrived there already
    QVERIFY(p.c.click(u"resendButton"_s));
    QVERIFY(p.called("resendWebhook"));
    QVERIFY(waitUntil([&] { return tries(TriggerType::Manual) == 1; }));
    QVERIFY2(p.c.notice().contains(u"asked for"_s) || p.c.notice().contains(u"delivered"_s) ||
                 p.c.notice().contains(u"failed"_s),
             qPrintable(p.c.notice()));
}

void expungeMessagePayload(OperationPlace &p)
{
    const QString id = p.message({{u"amount"_s, 4177}});
    QVERIFY(p.c.go({Section::Messages, p.app, id, {}, {}}));
    QVERIFY(p.called("getMessage"));
    auto *act = p.c.action(u"expungePayload"_s);
    QVERIFY2(act->isEnabled(), qPrintable(act->toolTip()));
    act->trigger();
    auto *asked = p.c.dialog<ConfirmDialog>();
    QVERIFY(asked);
    QVERIFY2(asked->title().contains(p.type), qPrintable(asked->title()));
    QCOMPARE(p.c.calls("expungeMessagePayload").size(), 0);
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("expungeMessagePayload"));
    QCOMPARE(p.get(u"/msg/"_s + id)[u"payload"], QJsonValue(QJsonObject{{u"expired"_s, true}}));
    QVERIFY(p.c.notice().contains(u"deleted"_s));
    QVERIFY(p.c.settle());
    QVERIFY(!act->isEnabled());
    QVERIFY(!p.c.action(u"copyPayload"_s)->isEnabled());
    QVERIFY(!p.c.action(u"sendAgain"_s)->isEnabled());
}

} // namespace

SVIX_OPERATION_ROWS({"createMessage", createMessage}, {"listMessages", listMessages},
                    {"getMessage", getMessage}, {"resendWebhook", resendWebhook},
                    {"expungeMessagePayload", expungeMessagePayload})
