// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/eventtypedialog.h"
#include "gui/sandboxed.h"
#include "support/testmain.h"
#include "widgets/json/jsonedit.h"

#include <QComboBox>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Acts on event types when something goes wrong, and what keeps a person from a mistake.
class EventTypeActsTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { faults({}); }

    /// What the server refuses stands under its field, in both spellings, and nothing typed is
    /// lost.
    void refusalsGoToTheirFields_data()
    {
        QTest::addColumn<QString>("named");
        QTest::addColumn<QString>("field");
        QTest::newRow("name") << u"name"_s << u"name"_s;
        QTest::newRow("description") << u"description"_s << u"description"_s;
        QTest::newRow("featureFlag") << u"featureFlag"_s << u"featureFlag"_s;
        QTest::newRow("feature_flag") << u"feature_flag"_s << u"featureFlag"_s;
        QTest::newRow("archived") << u"archived"_s << u"archived"_s;
        QTest::newRow("deprecated") << u"deprecated"_s << u"deprecated"_s;
        QTest::newRow("schemas") << u"schemas"_s << u"schemas"_s;
    }
    void refusalsGoToTheirFields()
    {
        QFETCH(QString, named);
        QFETCH(QString, field);
        EventTypeDialog dialog;
        dialog.open();
        dialog.findChild<QLineEdit *>(u"name"_s)->setText(u"a.b"_s);
        dialog.findChild<QPushButton *>(u"saveButton"_s)->click();
        QVERIFY(dialog.isBusy());
        dialog.showFieldErrors({{{u"body"_s, named}, u"refused"_s, {}}}, u"Not done."_s);
        QCOMPARE(dialog.fieldErrors().error(field), u"refused"_s);
        QVERIFY(!dialog.isBusy());
        QCOMPARE(dialog.content().name, u"a.b"_s);
    }

    /// The server's own word, through the window.
    void aRefusedSchemaIsSaid()
    {
        ConsoleWindow c;
        EventTypeDialog *dialog = open(c, u"newEventTypeButton"_s);
        QVERIFY(dialog);
        c.find<QLineEdit>(u"name"_s)->setText(u"made.refused"_s);
        c.find<JsonEdit>(u"schemas"_s)->setPlainText(u"{\"type\": 12}"_s);
        faults("422,op=createEventType,first=1");
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QVERIFY(!dialog->messageText().isEmpty());
        QCOMPARE(c.find<QLineEdit>(u"name"_s)->text(), u"made.refused"_s);
        QCOMPARE(c.find<JsonEdit>(u"schemas"_s)->toPlainText(), u"{\"type\": 12}"_s);
    }

    void whatCannotBeIsRefusedBeforeSending()
    {
        ConsoleWindow c;
        EventTypeDialog *dialog = open(c, u"newEventTypeButton"_s);
        QVERIFY(dialog);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(!dialog->fieldErrors().error(u"name"_s).isEmpty());
        c.find<QLineEdit>(u"name"_s)->setText(u"no spaces"_s);
        c.find<QLineEdit>(u"featureFlag"_s)->setText(u"ö"_s);
        c.find<JsonEdit>(u"schemas"_s)->setPlainText(u"{\"type\": "_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(!dialog->fieldErrors().error(u"name"_s).isEmpty());
        QVERIFY(!dialog->fieldErrors().error(u"featureFlag"_s).isEmpty());
        QVERIFY(dialog->fieldErrors().error(u"schemas"_s).contains(u"Version 1"_s));
        QVERIFY(!dialog->isBusy());
        QCOMPARE(c.calls("createEventType").size(), 0);
    }

    /// Whether it was made is not known: Try again makes one of both.
    void aLostAnswerIsSaidToBeUnknown()
    {
        ConsoleWindow c;
        EventTypeDialog *dialog = open(c, u"newEventTypeButton"_s);
        QVERIFY(dialog);
        c.find<QLineEdit>(u"name"_s)->setText(u"made.lost"_s);
        faults("drop,done=yes,op=createEventType,first=1");
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        QCOMPARE(dialog->messageTone(), Tone::Warn);
        QVERIFY(c.find<QPushButton>(u"saveButton"_s)->text().contains(u"again"_s));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.table()->currentKey() == u"made.lost"; }));
    }

    void aDoubleClickSendsOnce()
    {
        ConsoleWindow c;
        EventTypeDialog *dialog = open(c, u"newEventTypeButton"_s);
        QVERIFY(dialog);
        c.find<QLineEdit>(u"name"_s)->setText(u"made.once"_s);
        auto *save = c.find<QPushButton>(u"saveButton"_s);
        QTest::mouseClick(save, Qt::LeftButton);
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("createEventType").size(), 1);
    }

    /// Untouched versions keep their bytes, and what was not changed is not sent.
    void editingSendsWhatWasChanged()
    {
        ConsoleWindow c;
        EventTypeDialog *dialog = open(c, u"editEventTypeButton"_s, u"invoice.paid"_s);
        QVERIFY(dialog);
        QVERIFY(c.find<QLineEdit>(u"name"_s)->isReadOnly());
        auto *save = c.find<QPushButton>(u"saveButton"_s);
        QVERIFY(!save->isEnabled()); // nothing was changed
        const QJsonObject before = demo().get(u"/event-type/invoice.paid"_s);
        auto *description = c.find<QLineEdit>(u"description"_s);
        const QString words = description->text();
        description->setText(u"Other words"_s);
        QVERIFY(save->isEnabled());
        description->setText(words);
        QVERIFY(!save->isEnabled());
        description->setText(u"Other words"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.calls("patchEventType").size() == 1; }));
        QJsonObject after = demo().get(u"/event-type/invoice.paid"_s);
        QCOMPARE(after[u"description"_s], QJsonValue(u"Other words"_s));
        QCOMPARE(after[u"schemas"_s], before[u"schemas"_s]);
        // Somebody else changes it: Undo must not take that away.
        QCOMPARE(call(demo().sandbox().port(), "PATCH", "/api/v1/event-type/invoice.paid",
                      demo().token(), R"({"description":"Of somebody else"})")
                     .status,
                 200);
        QAction *undo = c.action(u"undoEventType"_s);
        QVERIFY(undo->isEnabled());
        undo->trigger();
        QVERIFY(waitUntil([&] { return c.notice().contains(u"changed elsewhere"_s); }));
        QCOMPARE(demo().get(u"/event-type/invoice.paid"_s)[u"description"_s],
                 QJsonValue(u"Of somebody else"_s));
    }

    /// Somebody else has changed the same meanwhile: told, and overwritten by a second press only.
    void changesOfOthersAreTold()
    {
        ConsoleWindow c;
        EventTypeDialog *dialog = open(c, u"editEventTypeButton"_s, u"payment.disputed"_s);
        QVERIFY(dialog);
        QCOMPARE(call(demo().sandbox().port(), "PATCH", "/api/v1/event-type/payment.disputed",
                      demo().token(),
                      R"({"description":"Of others","schemas":{"1":{"title":"Theirs"}}})")
                     .status,
                 200);
        c.find<QLineEdit>(u"description"_s)->setText(u"Of mine"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        const QString said = dialog->messageText();
        QVERIFY2(said.contains(u"Of others"_s) && said.contains(u"Of mine"_s) &&
                     !said.contains(u"Schema"_s),
                 qPrintable(said));
        QCOMPARE(c.calls("patchEventType").size(), 0);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        const QJsonObject now = demo().get(u"/event-type/payment.disputed"_s);
        QCOMPARE(now[u"description"].toString(), u"Of mine"_s);
        QCOMPARE(now[u"schemas"][u"1"][u"title"].toString(), u"Theirs"_s);
    }

    /// An older server has no PATCH: all of it goes back with the change, and as it is now.
    void savingWithoutPatchKeepsTheRest()
    {
        ConsoleWindow c;
        QVERIFY(open(c, u"editEventTypeButton"_s, u"payment.captured"_s));
        QCOMPARE(call(demo().sandbox().port(), "PATCH", "/api/v1/event-type/payment.captured",
                      demo().token(), R"({"featureFlag":"of.others"})")
                     .status,
                 200);
        const QJsonObject before = demo().get(u"/event-type/payment.captured"_s);
        c.find<QLineEdit>(u"description"_s)->setText(u"Put"_s);
        faults("405,op=patchEventType");
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.action(u"undoEventType"_s) != nullptr; }));
        const QJsonObject now = demo().get(u"/event-type/payment.captured"_s);
        QCOMPARE(now[u"description"].toString(), u"Put"_s);
        QCOMPARE(now[u"featureFlag"].toString(), u"of.others"_s);
        QCOMPARE(now[u"schemas"], before[u"schemas"]);
        c.action(u"undoEventType"_s)->trigger();
        QVERIFY(waitUntil([&] {
            return demo().get(u"/event-type/payment.captured"_s)[u"description"] ==
                   before[u"description"];
        }));
        QVERIFY(c.settle());
    }

    void cancelLeavesEverythingAsItIs()
    {
        ConsoleWindow c;
        QVERIFY(open(c, u"editEventTypeButton"_s, u"user.created"_s));
        c.find<QLineEdit>(u"description"_s)->setText(u"Never"_s);
        QVERIFY(c.click(u"cancelButton"_s));
        QVERIFY(c.noDialog());
        QCOMPARE(c.calls("patchEventType").size(), 0);
    }

    /// On production the name is typed before it goes for good; Archive asks nothing and can be
    /// undone.
    void deletingOnProductionWantsTheName()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url(), ConnectionClass::Production, u"Live"_s),
                            demo().token()));
        QVERIFY(choose(c, u"stock.low"_s));
        c.action(u"deleteEventType"_s)->trigger();
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        QVERIFY(asked->title().contains(u"stock.low"_s));
        auto *verb = c.find<QPushButton>(u"verbButton"_s);
        QVERIFY(!verb->isEnabled());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("deleteEventType").size(), 0);
        QVERIFY(c.rowWith(u"stock.low"_s) >= 0);
    }

    void goneAlreadyIsNoFailure()
    {
        ConsoleWindow c;
        QVERIFY(connect(c));
        QVERIFY(choose(c, u"order.returned"_s));
        QCOMPARE(call(demo().sandbox().port(), "DELETE",
                      "/api/v1/event-type/order.returned?expunge=true", demo().token())
                     .status,
                 204);
        c.action(u"deleteEventType"_s)->trigger();
        QVERIFY(waitUntil([&] { return c.notice().contains(u"gone already"_s); }));
        QVERIFY(c.rowWith(u"order.returned"_s) < 0);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void thePaletteAndTheHistoryKnowThePage()
    {
        ConsoleWindow c;
        QVERIFY(connect(c));
        QVERIFY(choose(c, u"invoice.paid"_s));
        c.key(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(c.window().place().section, Section::Applications);
        c.key(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::EventTypes; }));
        QCOMPARE(c.table()->currentKey(), u"invoice.paid"_s);
        c.window().showPalette(u"invoice.refunded"_s);
        c.key(Qt::Key_Escape);
        QVERIFY(c.paste(u"invoice.refunded"_s));
        QVERIFY(waitUntil([&] { return c.table()->currentKey() == u"invoice.refunded"; }));
    }

private:
    bool connect(ConsoleWindow &c)
    {
        return c.show() && c.connectTo(profileFor(demo().url()), demo().token());
    }

    bool choose(ConsoleWindow &c, const QString &name)
    {
        return c.go({Section::EventTypes, {}, name, {}, {}}) &&
               waitUntil([&] { return c.table()->currentKey() == name; }) && c.settle();
    }

    EventTypeDialog *open(ConsoleWindow &c, const QString &button, const QString &name = {})
    {
        const bool there =
            connect(c) &&
            (name.isEmpty() ? c.go({Section::EventTypes, {}, {}, {}, {}}) : choose(c, name));
        return there && c.click(button) ? c.dialog<EventTypeDialog>() : nullptr;
    }

    /// This rule alone, or none.
    void faults(const QByteArray &rule)
    {
        QJsonArray rules;
        if (!rule.isEmpty()) {
            rules.append(QString::fromLatin1(rule));
        }
        QCOMPARE(call(demo().sandbox().port(), "PUT", "/sandbox/faults", demo().token(),
                      QJsonDocument(QJsonObject{{u"rules"_s, rules}}).toJson())
                     .status,
                 200);
    }
};

SVIX_GUI_TEST_MAIN(EventTypeActsTest)
#include "tst_eventtypeacts.moc"
