// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/eventtypedialog.h"
#include "operations/operationtest.h"
#include "widgets/json/jsonedit.h"
#include "widgets/json/jsonview.h"

#include <QComboBox>

using namespace svix;
using namespace svix::test;

namespace {

QString path(const QString &name)
{
    return u"/event-type/"_s + name;
}

/// The pane with this event type chosen, all of it loaded.
bool choose(OperationPlace &p, const QString &name)
{
    return p.c.go({Section::EventTypes, {}, name, {}, {}}) &&
           waitUntil([&] { return p.c.table()->currentKey() == name; }) &&
           waitUntil([&] { return p.c.find<JsonView>(u"schema"_s) != nullptr; });
}

void listEventTypes(OperationPlace &p)
{
    QVERIFY(p.c.go({Section::EventTypes, {}, {}, {}, {}}));
    QVERIFY(waitUntil([&] { return p.c.rowWith(p.type) >= 0; }));
    const int row = p.c.rowWith(p.type);
    QCOMPARE(p.c.cell(row, u"State"_s), u"in use"_s);
    // Lists come without schemas: it was asked for, for the row on screen.
    QVERIFY(waitUntil([&] { return p.c.cell(row, u"Schema version"_s) == u"1"; }));
}

void getEventType(OperationPlace &p)
{
    QVERIFY(choose(p, p.type));
    QVERIFY(p.called("getEventType"));
    QCOMPARE(p.c.find<QComboBox>(u"version"_s)->currentText(), u"Version 1"_s);
    QVERIFY(p.c.find<JsonView>(u"example"_s));
    QVERIFY(p.c.click(u"editEventTypeButton"_s)); // read anew, so that nothing is overwritten
    QVERIFY(p.c.dialog<EventTypeDialog>());
    QVERIFY(p.c.click(u"cancelButton"_s));
    QVERIFY(p.c.noDialog());
}

void createEventType(OperationPlace &p)
{
    QVERIFY(p.c.go({Section::EventTypes, {}, {}, {}, {}}));
    QVERIFY(p.c.click(u"newEventTypeButton"_s));
    QVERIFY(p.c.dialog<EventTypeDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(p.other);
    p.c.find<QLineEdit>(u"description"_s)->setText(u"Made by hand"_s);
    p.c.find<JsonEdit>(u"schemas"_s)
        ->setPlainText(u"{\"type\": \"object\", \"minProperties\": 1.0}"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("createEventType"));
    const QJsonObject made = p.server.get(path(p.other));
    QCOMPARE(made[u"description"], QJsonValue(u"Made by hand"_s));
    QCOMPARE(made[u"schemas"][u"1"][u"type"], QJsonValue(u"object"_s));
    QCOMPARE(p.c.table()->currentKey(), p.other);
    // Once more under the same name: the one that exists is offered.
    QVERIFY(p.c.click(u"newEventTypeButton"_s));
    QVERIFY(p.c.dialog<EventTypeDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(p.type);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(waitUntil([&] { return p.c.find<QWidget>(u"existingButton"_s) != nullptr; }));
    QVERIFY(p.c.click(u"existingButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(waitUntil([&] { return p.c.table()->currentKey() == p.type; }));
    // The answer that is checked at the end is the latest one.
    QVERIFY(p.c.click(u"newEventTypeButton"_s));
    QVERIFY(p.c.dialog<EventTypeDialog>());
    const QString third = p.server.ownName(u"third"_s);
    p.c.find<QLineEdit>(u"name"_s)->setText(third);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(waitUntil([&] { return p.c.table()->currentKey() == third; }));
}

void patchEventType(OperationPlace &p)
{
    const QJsonObject before = p.server.get(path(p.type));
    QVERIFY(choose(p, p.type));
    QVERIFY(p.c.click(u"editEventTypeButton"_s));
    QVERIFY(p.c.dialog<EventTypeDialog>());
    p.c.find<QLineEdit>(u"description"_s)->setText(u"Said anew"_s);
    QVERIFY(p.c.click(u"addVersion"_s));
    p.c.find<JsonEdit>(u"schemas"_s)->setPlainText(u"{\"type\": \"object\"}"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("patchEventType"));
    QJsonObject now = p.server.get(path(p.type));
    QCOMPARE(now[u"description"], QJsonValue(u"Said anew"_s));
    QCOMPARE(now[u"schemas"][u"1"], before[u"schemas"][u"1"]);
    QCOMPARE(now[u"schemas"][u"2"], QJsonValue(QJsonObject{{u"type"_s, u"object"_s}}));
    QVERIFY(waitUntil([&] { return p.c.find<QComboBox>(u"version"_s)->count() == 2; }));
    p.c.action(u"undoEventType"_s)->trigger();
    QVERIFY(p.called("patchEventType", 2));
    now = p.server.get(path(p.type));
    QCOMPARE(now[u"description"], before[u"description"]);
    QCOMPARE(now[u"schemas"], before[u"schemas"]);
    // Archived is a change as well, and leaves the list.
    QVERIFY(p.c.click(u"archiveEventTypeButton"_s));
    QVERIFY(p.called("patchEventType", 3));
    QCOMPARE(p.server.get(path(p.type))[u"archived"], QJsonValue(true));
    QVERIFY(waitUntil([&] { return p.c.rowWith(p.type) < 0; }));
    p.c.action(u"undoEventType"_s)->trigger();
    QVERIFY(p.called("patchEventType", 4));
    QCOMPARE(p.server.get(path(p.type))[u"archived"], QJsonValue(false));
    QVERIFY(waitUntil([&] { return p.c.rowWith(p.type) >= 0; }));
}

void updateEventType(OperationPlace &p)
{
    const QJsonObject before = p.server.get(path(p.type));
    QCOMPARE(p.server.call("DELETE", path(p.type)).status, 204);
    QVERIFY(p.c.go({Section::EventTypes, {}, {}, {}, {}}));
    QVERIFY(p.c.rowWith(p.type) < 0);
    QVERIFY(p.c.choose(u"archivedFilter"_s, u"included"_s));
    QVERIFY(waitUntil([&] { return p.c.rowWith(p.type) >= 0; }));
    QVERIFY(p.c.clickRow(p.c.rowWith(p.type)));
    QVERIFY(p.c.settle());
    QVERIFY(p.c.click(u"unarchiveEventTypeButton"_s));
    QVERIFY(p.called("updateEventType"));
    const QJsonObject now = p.server.get(path(p.type));
    QCOMPARE(now[u"archived"], QJsonValue(false));
    QCOMPARE(now[u"description"], before[u"description"]);
    QCOMPARE(now[u"schemas"], before[u"schemas"]);
    QCOMPARE(p.c.cell(p.c.rowWith(p.type), u"State"_s), u"in use"_s);
}

void deleteEventType(OperationPlace &p)
{
    QVERIFY(choose(p, p.type));
    p.c.action(u"deleteEventType"_s)->trigger();
    QVERIFY(p.c.dialog<ConfirmDialog>());
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("deleteEventType"));
    QCOMPARE(p.server.call("GET", path(p.type)).status, 404);
    QVERIFY(p.c.rowWith(p.type) < 0);
}

} // namespace

SVIX_OPERATION_ROWS({"listEventTypes", listEventTypes}, {"getEventType", getEventType},
                    {"createEventType", createEventType}, {"patchEventType", patchEventType},
                    {"updateEventType", updateEventType}, {"deleteEventType", deleteEventType})
