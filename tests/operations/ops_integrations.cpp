// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/integrationdialog.h"
#include "dialogs/integrationkeydialog.h"
#include "operations/operationtest.h"
#include "widgets/forms/secretedit.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace svix;
using namespace svix::test;

namespace {

QString below(OperationPlace &p, const QString &id = {}, const QString &more = {})
{
    return u"/app/"_s + p.app + u"/integration"_s + (id.isEmpty() ? id : u'/' + id) + more;
}

/// An integration that the server has; its id.
QString integration(OperationPlace &p)
{
    return p.server
        .post(below(p),
              {{u"name"_s, u"Zapier"_s}, {u"featureFlags"_s, QJsonArray{u"beta"_s}}})[u"id"]
        .toString();
}

bool goTo(OperationPlace &p, const QString &id)
{
    return p.c.go({Section::Integrations, p.app, id, {}, {}}) &&
           waitUntil([&] { return id.isEmpty() || p.c.pane()->place().object == id; });
}

QString typeInto(OperationPlace &p, const QString &field, const QString &text)
{
    auto *edit = p.c.find<QLineEdit>(field);
    if (!edit) {
        return {};
    }
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    return edit->text();
}

void listIntegrations(OperationPlace &p)
{
    const QString id = integration(p);
    QVERIFY(goTo(p, {}));
    QCOMPARE(p.c.table()->model()->rowCount(), 1);
    QCOMPARE(p.c.cell(0, u"Name"_s), u"Zapier"_s);
    QCOMPARE(p.c.cell(0, u"Feature flags"_s), u"beta"_s);
    // By its id from somewhere else; and one that nobody has.
    QVERIFY(p.c.go({Section::Messages, p.app, {}, {}, {}}));
    p.c.window().openObject(id);
    QVERIFY(waitUntil([&] { return p.c.window().place().section == Section::Integrations; }));
    QVERIFY(waitUntil([&] { return p.c.table()->currentKey() == id; }));
    p.c.window().openObject(u"integ_2srOrx2ZWZBpBUvZwXKQmoEYga1"_s);
    QVERIFY2(waitUntil([&] { return p.c.notice().contains(u"Integration not found"_s); }),
             qPrintable(p.c.describe()));
}

void createIntegration(OperationPlace &p)
{
    QVERIFY(goTo(p, {}));
    QVERIFY(p.c.click(u"newIntegrationButton"_s));
    QVERIFY(p.c.dialog<IntegrationDialog>());
    QVERIFY(!p.c.click(u"saveButton"_s)); // it has no name yet
    QCOMPARE(typeInto(p, u"name"_s, u"Zapier"_s), u"Zapier"_s);
    typeInto(p, u"featureFlags"_s, u"beta, alpha"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("createIntegration"));
    const QJsonArray there = p.server.get(below(p))[u"data"].toArray();
    QCOMPARE(there.size(), 1);
    QCOMPARE(there[0][u"name"].toString(), u"Zapier"_s);
    QCOMPARE(there[0][u"featureFlags"].toArray().size(), 2);
    QCOMPARE(p.c.table()->currentKey(), there[0][u"id"].toString());
}

void getIntegration(OperationPlace &p)
{
    const QString id = integration(p);
    QVERIFY(goTo(p, id));
    QVERIFY(p.called("getIntegration"));
    QCOMPARE(p.c.table()->currentKey(), id);
}

void updateIntegration(OperationPlace &p)
{
    const QString id = integration(p);
    QVERIFY(goTo(p, id));
    QVERIFY(p.c.click(u"editIntegrationButton"_s));
    QVERIFY(p.c.dialog<IntegrationDialog>());
    typeInto(p, u"name"_s, u"Make"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("updateIntegration"));
    const QJsonObject now = p.server.get(below(p, id));
    QCOMPARE(now[u"name"].toString(), u"Make"_s);
    QCOMPARE(now[u"featureFlags"].toArray(), QJsonArray{u"beta"_s}); // untouched
    QVERIFY(p.c.rowWith(u"Make"_s) >= 0);
}

void getIntegrationKey(OperationPlace &p)
{
    const QString id = integration(p);
    const QString key = p.server.get(below(p, id, u"/key"_s))[u"key"].toString();
    QVERIFY(key.startsWith(u"integsk_"_s));
    QVERIFY(goTo(p, id));
    QVERIFY(p.c.click(u"integrationKeyButton"_s));
    QVERIFY(p.c.dialog<IntegrationKeyDialog>());
    QVERIFY(p.c.click(u"readButton"_s));
    QVERIFY(p.called("getIntegrationKey"));
    auto *edit = p.c.find<SecretEdit>(u"key"_s);
    QCOMPARE(edit->secret(), key);
    QVERIFY(!edit->isRevealed());
    QVERIFY(p.c.click(u"copyButton"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), key);
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
}

void rotateIntegrationKey(OperationPlace &p)
{
    const QString id = integration(p);
    const auto key = [&] { return p.server.get(below(p, id, u"/key"_s))[u"key"].toString(); };
    const QString before = key();
    QVERIFY(goTo(p, id));
    QVERIFY(p.c.click(u"integrationKeyButton"_s));
    auto *dialog = p.c.dialog<IntegrationKeyDialog>();
    QVERIFY(dialog);
    QVERIFY(p.c.click(u"rotateButton"_s));
    QVERIFY(p.c.dialog<ConfirmDialog>());
    QCOMPARE(key(), before);
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.called("rotateIntegrationKey"));
    QVERIFY(key() != before);
    QVERIFY(p.c.dialog<IntegrationKeyDialog>()); // it stays, for the key to be taken from it
    QCOMPARE(p.c.find<SecretEdit>(u"key"_s)->secret(), key());
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
}

void deleteIntegration(OperationPlace &p)
{
    const QString id = integration(p);
    QVERIFY(goTo(p, id));
    QVERIFY(p.c.click(u"deleteIntegrationButton"_s));
    QVERIFY(p.c.dialog<ConfirmDialog>());
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("deleteIntegration"));
    QCOMPARE(p.server.call("GET", below(p, id)).status, 404);
    QCOMPARE(p.c.table()->model()->rowCount(), 0);
}

} // namespace

SVIX_OPERATION_ROWS({"listIntegrations", listIntegrations},
                    {"createIntegration", createIntegration}, {"getIntegration", getIntegration},
                    {"updateIntegration", updateIntegration},
                    {"getIntegrationKey", getIntegrationKey},
                    {"rotateIntegrationKey", rotateIntegrationKey},
                    {"deleteIntegration", deleteIntegration})
