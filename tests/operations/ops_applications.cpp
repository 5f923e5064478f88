// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/applicationdialog.h"
#include "dialogs/confirmdialog.h"
#include "operations/operationtest.h"
#include "widgets/forms/keyvalueedit.h"

#include <QAction>
#include <QLineEdit>
#include <QSpinBox>

using namespace svix;
using namespace svix::test;

namespace {

QJsonObject applicationOf(OperationPlace &p)
{
    return p.server.get(u"/app/"_s + p.uid);
}

bool showsApplication(OperationPlace &p)
{
    return p.c.go({Section::Applications, {}, p.app, {}, {}}) &&
           waitUntil([&] { return p.c.action(u"editApplication"_s)->isEnabled(); });
}

void listApplications(OperationPlace &p)
{
    QVERIFY(p.c.go({Section::Applications, {}, {}, {}, {}}));
    QVERIFY(p.c.rowWith(p.name) >= 0);
}

void getApplication(OperationPlace &p)
{
    QVERIFY(p.c.go({Section::Messages, p.uid, {}, {}, {}}));
    QVERIFY(p.called("getApplication"));
    QVERIFY(p.c.window().windowTitle().contains(p.name));
}

void createApplication(OperationPlace &p)
{
    QVERIFY(p.c.go({Section::Applications, {}, {}, {}, {}}));
    QVERIFY(p.c.click(u"newApplicationButton"_s));
    QVERIFY(p.c.dialog<ApplicationDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(u"Made by hand"_s);
    p.c.find<QLineEdit>(u"uid"_s)->setText(p.other);
    p.c.find<QSpinBox>(u"throttleRate"_s)->setValue(7);
    p.c.find<KeyValueEdit>(u"metadata"_s)->setValues({{u"plan"_s, u"gold"_s}});
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("createApplication"));
    const QJsonObject made = p.server.get(u"/app/"_s + p.other);
    QCOMPARE(made[u"name"].toString(), u"Made by hand"_s);
    QCOMPARE(made[u"throttleRate"].toInt(), 7);
    QCOMPARE(made[u"metadata"][u"plan"].toString(), u"gold"_s);
    QCOMPARE(p.c.table()->currentKey(), made[u"id"].toString());
}

void patchApplication(OperationPlace &p)
{
    QVERIFY(showsApplication(p));
    p.c.action(u"editApplication"_s)->trigger();
    QVERIFY(p.c.dialog<ApplicationDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(u"Renamed"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("patchApplication"));
    QCOMPARE(applicationOf(p)[u"name"].toString(), u"Renamed"_s);
    QCOMPARE(applicationOf(p)[u"uid"].toString(), p.uid); // what was not changed is kept
    QVERIFY(p.c.rowWith(u"Renamed"_s) >= 0);
    // And back.
    p.c.window().findChild<QAction *>(u"undo"_s)->trigger();
    QVERIFY(waitUntil([&] { return applicationOf(p)[u"name"].toString() == p.name; }));
    QVERIFY(waitUntil([&] { return p.c.rowWith(p.name) >= 0; }));
}

// A server from before PATCH: all that was read goes back with the change.
void updateApplication(OperationPlace &p)
{
    if (!p.server.sandbox()) {
        QSKIP("needs a server that has no PATCH");
    }
    p.server.fault(u"404,body=empty,op=patchApplication"_s);
    QVERIFY(showsApplication(p));
    p.c.action(u"editApplication"_s)->trigger();
    QVERIFY(p.c.dialog<ApplicationDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(u"Renamed"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("updateApplication"));
    QCOMPARE(applicationOf(p)[u"name"].toString(), u"Renamed"_s);
    QCOMPARE(applicationOf(p)[u"uid"].toString(), p.uid);
}

void deleteApplication(OperationPlace &p)
{
    p.endpoint();
    QVERIFY(showsApplication(p));
    p.c.action(u"deleteApplication"_s)->trigger();
    QVERIFY(p.c.dialog<ConfirmDialog>());
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("deleteApplication"));
    QCOMPARE(p.server.call("GET", u"/app/"_s + p.uid).status, 404);
    QVERIFY(p.c.rowWith(p.name) < 0);
}

} // namespace

SVIX_OPERATION_ROWS({"listApplications", listApplications}, {"getApplication", getApplication},
                    {"createApplication", createApplication},
                    {"patchApplication", patchApplication},
                    {"updateApplication", updateApplication},
                    {"deleteApplication", deleteApplication})
