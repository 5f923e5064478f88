// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/transformationdialog.h"
#include "operations/operationtest.h"
#include "widgets/codeedit.h"
#include "widgets/diffview.h"
#include "widgets/json/jsonedit.h"
#include "widgets/tintbox.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabBar>

using namespace svix;
using namespace svix::test;

namespace {

const QString doubling = u"function handler(webhook) {\n"
                         "  webhook.payload.amount *= 2;\n"
                         "  return webhook;\n"
                         "}\n"_s;

QString pathOf(const QString &endpoint)
{
    return u"/endpoint/%1/transformation"_s.arg(endpoint);
}

/// The dialog of this endpoint, filled.
TransformationDialog *open(OperationPlace &p, const QString &endpoint)
{
    if (!p.c.go({Section::Endpoints, p.app, endpoint, {}, {}})) {
        return nullptr;
    }
    QAction *action = p.c.action(u"editTransformation"_s);
    if (!action || !action->isEnabled()) {
        qInfo() << "not offered:" << (action ? action->toolTip() : QString());
        return nullptr;
    }
    action->trigger();
    auto *dialog = p.c.dialog<TransformationDialog>();
    return dialog && waitUntil([&] { return !dialog->isBusy(); }) && p.c.settle() ? dialog
                                                                                  : nullptr;
}

void getEndpointTransformation(OperationPlace &p)
{
    const QString endpoint = p.endpoint();
    p.server.call("PATCH", u"/app/"_s + p.app + pathOf(endpoint),
                  {{u"code"_s, doubling}, {u"enabled"_s, true}});
    QVERIFY(open(p, endpoint));
    QCOMPARE(p.c.find<CodeEdit>(u"code"_s)->code(), doubling);
    QVERIFY(p.c.find<QAbstractButton>(u"enabled"_s)->isChecked());
    QVERIFY(!p.c.find<QAbstractButton>(u"saveButton"_s)->isEnabled());
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
    // The detail shows it, too.
    auto *tabs = p.c.find<QTabBar>(u"tabs"_s);
    QVERIFY(tabs);
    QCOMPARE(tabs->tabText(3), u"Transformation"_s);
    tabs->setCurrentIndex(3);
    QVERIFY(waitUntil([&] {
        const auto *code = p.c.find<QPlainTextEdit>(u"transformationCode"_s);
        return code && code->toPlainText() == doubling;
    }));
    const auto *note = p.c.find<QLabel>(u"transformationNote"_s);
    QVERIFY2(note->text().contains(u"Switched on"_s), qPrintable(note->text()));
}

void setEndpointTransformation(OperationPlace &p)
{
    const QString endpoint = p.endpoint();
    QVERIFY(open(p, endpoint));
    p.c.find<CodeEdit>(u"code"_s)->setText(doubling);
    p.c.find<JsonEdit>(u"variables"_s)->setJson(R"({"PARTNER_KEY": "hush-hush"})");
    QVERIFY(p.c.click(u"enabled"_s));
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("setEndpointTransformation"));
    QCOMPARE(p.get(pathOf(endpoint))[u"code"].toString(), doubling);
    QVERIFY(p.get(pathOf(endpoint))[u"enabled"].toBool());
    QCOMPARE(p.get(pathOf(endpoint))[u"variables"][u"PARTNER_KEY"].toString(), u"hush-hush"_s);
    // Values of variables are as secret as those of headers.
    const QByteArray kept = p.c.calls("setEndpointTransformation").constFirst().body;
    QVERIFY2(kept.contains("PARTNER_KEY") || kept.contains("***"), kept.constData());
    QVERIFY2(!kept.contains("hush-hush"), kept.constData());
    QVERIFY2(p.c.notice().contains(u"Transformation saved"), qPrintable(p.c.notice()));

    p.c.action(u"undoTransformation"_s)->trigger();
    QVERIFY(p.called("setEndpointTransformation", 2));
    QVERIFY(waitUntil([&] { return !p.get(pathOf(endpoint))[u"enabled"].toBool(); }));
    QVERIFY(p.get(pathOf(endpoint))[u"code"].toString().isEmpty());
}

void simulateTransformation(OperationPlace &p)
{
    const QString endpoint = p.endpoint();
    QVERIFY(open(p, endpoint));
    p.c.find<CodeEdit>(u"code"_s)->setText(doubling);
    p.c.find<QComboBox>(u"eventType"_s)->setEditText(p.type);
    auto *payload = p.c.find<JsonEdit>(u"payload"_s);
    payload->setJson(R"({"amount": 21})");
    p.c.find<JsonEdit>(u"variables"_s)->setJson(R"({"PARTNER_KEY": "hush-hush"})");
    QVERIFY(p.c.click(u"runOnServerButton"_s));
    QVERIFY(p.called("simulateTransformation"));
    auto *dialog = p.c.dialog<TransformationDialog>();
    QVERIFY(waitUntil([&] { return !dialog->isRunning(); }));
    const auto *result = p.c.find<TintBox>(u"result"_s);
    QVERIFY(result);
    QVERIFY2(result->plainText().contains(u"Would be sent."), qPrintable(result->plainText()));
    QVERIFY(p.c.find<DiffView>(u"changes"_s)->toPlainText().contains(u"+   \"amount\": 42"));
    QVERIFY(!p.c.calls("simulateTransformation").constFirst().body.contains("hush-hush"));
    // Tried is not saved.
    QVERIFY(p.get(pathOf(endpoint))[u"code"].toString().isEmpty());
}

} // namespace

SVIX_OPERATION_ROWS({"getEndpointTransformation", getEndpointTransformation},
                    {"setEndpointTransformation", setEndpointTransformation},
                    {"simulateTransformation", simulateTransformation})
