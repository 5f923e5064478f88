// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "app/session.h"
#include "dialogs/replaydialog.h"
#include "operations/operationtest.h"
#include "widgets/idlabel.h"

#include <QLabel>
#include <QTreeWidget>

using namespace svix;
using namespace svix::test;

namespace {

int triesOf(OperationPlace &p, const QString &endpoint)
{
    return int(p.get(u"/attempt/endpoint/%1?limit=250"_s.arg(endpoint))[u"data"].toArray().size());
}

/// Opens the dialog by its act and waits until it has counted.
ReplayDialog *counted(OperationPlace &p, const QString &act, const QString &words)
{
    if (!p.c.act(act)) {
        return nullptr;
    }
    auto *dialog = p.c.dialog<ReplayDialog>();
    const auto *count = dialog ? p.c.find<QLabel>(u"count"_s) : nullptr;
    return count && waitUntil([&] { return count->text() == words; }) ? dialog : nullptr;
}

void recoverFailedWebhooks(OperationPlace &p)
{
    // Any receiver beyond this computer is simulated by the sandbox, and fails where its path says.
    const QString id = p.server
                           .post(u"/app/%1/endpoint"_s.arg(p.app),
                                 {{u"url"_s, u"https://example.com/status/500"_s}})[u"id"]
                           .toString();
    p.message();
    p.message();
    QVERIFY(waitUntil([&] { return triesOf(p, id) >= 2; }));
    QVERIFY(p.c.go({Section::Endpoints, p.app, id, {}, {}}));
    auto *dialog = counted(p, u"recoverFailed"_s, u"About 2 messages"_s);
    QVERIFY(dialog);
    const auto *types = p.c.find<QTreeWidget>(u"types"_s);
    QVERIFY(types);
    QCOMPARE(types->topLevelItemCount(), 1);
    QCOMPARE(types->topLevelItem(0)->text(0), p.type);
    QCOMPARE(types->topLevelItem(0)->text(1), u"2"_s);
    QCOMPARE(p.c.calls("recoverFailedWebhooks").size(), 0); // counting sends nothing
    const int before = triesOf(p, id);
    QVERIFY(p.c.click(u"replayButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("recoverFailedWebhooks"));
    QVERIFY(waitUntil([&] { return triesOf(p, id) >= before + 2; }));
    if (p.c.window().session().capabilities().offers(op::getBackgroundTask)) {
        // Followed to its end, which says how many there were.
        QVERIFY(waitUntil([&] { return p.c.notice().startsWith(u"Sent again "_s); }));
        QVERIFY2(p.c.notice().contains(u"2 messages went to"_s), qPrintable(p.c.notice()));
        // And then what became of them is counted: this receiver never takes anything.
        QVERIFY2(waitUntil([&] { return p.c.notice().contains(u"by the receiver so far"_s); }),
                 qPrintable(p.c.notice()));
        // The task names what it is about.
        QVERIFY(p.c.go({Section::BackgroundTasks, {}, {}, {}, {}}));
        QVERIFY(p.c.clickRow(0));
        const auto ids = p.c.pane()->findChildren<IdLabel *>();
        QVERIFY(std::any_of(ids.begin(), ids.end(), [](const IdLabel *label) {
            return label->isVisible() && label->id() == u"https://example.com/status/500"_s;
        }));
    } else {
        QVERIFY2(p.c.notice().contains(u"does not tell how far"_s), qPrintable(p.c.notice()));
    }
}

void replayMissingWebhooks(OperationPlace &p)
{
    p.message();
    p.message();
    const QString id = p.endpoint(); // after them: it was never sent either
    QVERIFY(p.c.go({Section::Endpoints, p.app, id, {}, {}}));
    QVERIFY(counted(p, u"replayMissing"_s, u"About 2 messages"_s));
    QVERIFY(p.c.click(u"replayButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("replayMissingWebhooks"));
    QVERIFY(waitUntil([&] { return triesOf(p, id) == 2; }));
    QVERIFY(waitUntil([&] { return p.c.notice().startsWith(u"Replayed "_s); }));
    // What was sent is not missing any more.
    QVERIFY(counted(p, u"replayMissing"_s, u"No messages"_s));
    QVERIFY(!p.c.click(u"replayButton"_s));
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
}

} // namespace

SVIX_OPERATION_ROWS({"recoverFailedWebhooks", recoverFailedWebhooks},
                    {"replayMissingWebhooks", replayMissingWebhooks})
