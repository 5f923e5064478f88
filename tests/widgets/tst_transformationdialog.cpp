// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/fieldhint.h"
#include "dialogs/transformationdialog.h"
#include "support/testmain.h"
#include "widgets/codeedit.h"
#include "widgets/dialogdriver.h"
#include "widgets/diffview.h"
#include "widgets/json/jsonedit.h"
#include "widgets/json/rawtextview.h"
#include "widgets/style/theme.h"
#include "widgets/tintbox.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

const QString code = u"function handler(webhook) {\n  return webhook;\n}\n"_s;

EndpointTransformationOut saved()
{
    EndpointTransformationOut now;
    now.code = code;
    now.variables = QMap<QString, QString>{{u"KEY"_s, u"value"_s}};
    return now;
}

void typeLine(QWidget *editor, const QString &text)
{
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
}

ScriptOutcome done(const QByteArray &payload)
{
    ScriptOutcome outcome;
    outcome.kind = ScriptOutcome::Kind::Done;
    outcome.method = u"POST"_s;
    outcome.url = u"https://acme.example/in"_s;
    outcome.payload = payload;
    return outcome;
}

} // namespace

class TransformationDialogTest : public test::TestObject
{
    Q_OBJECT
private:
    struct Opened
    {
        Opened()
        {
            dialog.setEndpoint(u"https://acme.example/in"_s);
            dialog.setTransformation(saved());
            dialog.setEventTypes(
                {{u"invoice.paid"_s, {}, R"({"1":{"type":"object","examples":[{"amount":12}]}})"}});
            show(dialog);
            editor = child<CodeEdit>(&dialog, "code");
            payload = child<JsonEdit>(&dialog, "payload");
        }
        QString result() { return child<TintBox>(&dialog, "result")->plainText(); }

        TransformationDialog dialog;
        CodeEdit *editor = nullptr;
        JsonEdit *payload = nullptr;
    };

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QCoreApplication::installTranslator(&m_english);
    }

    void init() override
    {
        failOnWarnings();
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void sendsOnlyWhatWasChanged()
    {
        Opened o;
        QVERIFY(!button(&o.dialog, "saveButton")->isEnabled());
        QSignalSpy saves(&o.dialog, &TransformationDialog::saveRequested);
        QTest::mouseClick(child<QCheckBox>(&o.dialog, "enabled"), Qt::LeftButton);
        QTest::mouseClick(button(&o.dialog, "saveButton"), Qt::LeftButton);
        QCOMPARE(saves.size(), 1);
        auto patch = saves.at(0).at(0).value<EndpointTransformationPatch>();
        QVERIFY(patch.code.isAbsent() && patch.variables.isAbsent());
        QCOMPARE(patch.enabled.value(), true);

        o.dialog.setBusy(false);
        QTest::mouseClick(child<QCheckBox>(&o.dialog, "enabled"), Qt::LeftButton);
        o.editor->setFocus();
        QTest::keyClick(o.editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(o.editor, Qt::Key_Delete);
        QVERIFY(o.dialog.patch().code.isNull()); // no code is null, not an empty one
        QVERIFY(o.dialog.patch().enabled.isAbsent());
    }

    /// Where the server has no code, what is offered is saved with switching on.
    void savesTheFirstCode()
    {
        TransformationDialog dialog;
        dialog.setTransformation({});
        show(dialog);
        QVERIFY(!dialog.isChanged());
        child<QCheckBox>(&dialog, "enabled")->setChecked(true);
        QVERIFY(dialog.patch().code.value().contains(u"function handler"));
    }

    void tabIndentsAndOtherKeysLeave()
    {
        Opened o;
        o.editor->setFocus();
        o.editor->setCursorPosition(0, 0);
        QTest::keyClick(o.editor, Qt::Key_Tab);
        QCOMPARE(o.editor->code(), u"  "_s + code);
        QTest::keyClick(o.editor, Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(o.editor->code(), code);
        QVERIFY(o.editor->hasFocus());
        QTest::keyClick(o.editor, Qt::Key_Tab, Qt::ControlModifier);
        QVERIFY(child<QWidget>(&o.dialog, "variables")->hasFocus());
        o.editor->setFocus();
        QTest::keyClick(o.editor, Qt::Key_F6);
        QVERIFY(child<QWidget>(&o.dialog, "variables")->hasFocus());
        o.editor->setFocus();
        QTest::keyClick(o.editor, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(child<QWidget>(&o.dialog, "enabled")->hasFocus());
        QVERIFY(child<FieldHint>(&o.dialog, "codeHint")->text().contains(u"Ctrl+Tab"));
    }

    /// Mnemonics and Ctrl+Enter reach the dialog from within the editor.
    void keysOfTheDialogWorkInTheEditor()
    {
        Opened o;
        QSignalSpy saves(&o.dialog, &TransformationDialog::saveRequested);
        QSignalSpy runs(&o.dialog, &TransformationDialog::runRequested);
        o.editor->setFocus();
        typeLine(o.editor, u"// x"_s);
        QTest::keyClick(o.editor, Qt::Key_R, Qt::AltModifier);
        QTRY_COMPARE(runs.size(), 1);
        o.editor->setFocus();
        QTest::keyClick(o.editor, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(saves.size(), 1);
        QVERIFY(o.editor->code().startsWith(u"// x\n"));
    }

    void escAsksBeforeWhatWasTypedIsLost()
    {
        Opened o;
        QSignalSpy rejected(&o.dialog, &QDialog::rejected);
        o.editor->setFocus();
        typeLine(o.editor, u"// mine"_s);
        QTest::keyClick(o.editor, Qt::Key_Escape);
        QCOMPARE(rejected.size(), 0);
        QVERIFY(o.dialog.messageText().contains(u"Your changes are not saved."));
        QVERIFY(button(&o.dialog, "discardButton")->isVisible());
        QCOMPARE(button(&o.dialog, "cancelButton")->text(), u"&Keep editing"_s);
        // A second Esc is no yes.
        QTest::keyClick(&o.dialog, Qt::Key_Escape);
        QCOMPARE(rejected.size(), 0);
        QVERIFY(o.dialog.messageText().isEmpty());
        QVERIFY(o.editor->hasFocus());
        QVERIFY(o.editor->code().startsWith(u"// mine\n"));
        // Nor is closing the window.
        QVERIFY(!o.dialog.close());
        QVERIFY(o.dialog.isVisible());
        QTest::mouseClick(button(&o.dialog, "discardButton"), Qt::LeftButton);
        QCOMPARE(rejected.size(), 1);
        QVERIFY(o.dialog.isHidden());
    }

    void aRefusalStandsAtTheEditor()
    {
        Opened o;
        o.editor->setFocus();
        typeLine(o.editor, u"// mine"_s);
        QTest::mouseClick(button(&o.dialog, "saveButton"), Qt::LeftButton);
        QVERIFY(o.dialog.isBusy());
        for (const QString &field : {u"code"_s, u"variables"_s, u"enabled"_s}) {
            o.dialog.showFieldErrors({{{u"body"_s, field}, u"is wrong"_s, u"value_error"_s}});
            QCOMPARE(fieldError(o.dialog, field), u"is wrong"_s);
            QVERIFY(child<QWidget>(&o.dialog, field.toLatin1().constData())->hasFocus());
            o.dialog.showFieldError(field, {});
        }
        QVERIFY(!o.dialog.isBusy());
        QVERIFY(o.editor->code().startsWith(u"// mine\n"));
        o.dialog.showFieldErrors({{{u"body"_s, u"code"_s}, u"is wrong"_s, u"value_error"_s}});
        QTest::keyClicks(o.editor, u"y"_s);
        QCOMPARE(fieldError(o.dialog, u"code"_s), QString());
    }

    void codeOfAnImpossibleLengthIsNotSent()
    {
        Opened o;
        QSignalSpy saves(&o.dialog, &TransformationDialog::saveRequested);
        o.editor->setText(u"short"_s);
        QTest::mouseClick(button(&o.dialog, "saveButton"), Qt::LeftButton);
        QVERIFY(fieldError(o.dialog, u"code"_s).contains(u"10 characters"));
        // Counted in characters: each of these is two units.
        o.editor->setText(QString::fromUcs4(std::u32string(51200, U'\U0001F600').c_str()));
        QTest::mouseClick(button(&o.dialog, "saveButton"), Qt::LeftButton);
        QCOMPARE(saves.size(), 1);
        o.dialog.setBusy(false);
        o.editor->setText(QString(51201, u'x'));
        QTest::mouseClick(button(&o.dialog, "saveButton"), Qt::LeftButton);
        QVERIFY(fieldError(o.dialog, u"code"_s).contains(u"51,200"));
        QCOMPARE(saves.size(), 1);
    }

    void variablesAreTextsOnly()
    {
        Opened o;
        QSignalSpy saves(&o.dialog, &TransformationDialog::saveRequested);
        auto *variables = child<JsonEdit>(&o.dialog, "variables");
        variables->setPlainText(u"{\"KEY\": 1}"_s);
        QTest::mouseClick(button(&o.dialog, "saveButton"), Qt::LeftButton);
        QVERIFY(!fieldError(o.dialog, u"variables"_s).isEmpty());
        QCOMPARE(saves.size(), 0);
        variables->setPlainText(u"{\"KEY\": \"1\"}"_s);
        QTest::mouseClick(button(&o.dialog, "saveButton"), Qt::LeftButton);
        const auto patch = saves.at(0).at(0).value<EndpointTransformationPatch>();
        QCOMPARE(patch.variables.value(), (QMap<QString, QString>{{u"KEY"_s, u"1"_s}}));
        QVERIFY(patch.code.isAbsent());
    }

    /// What an editor would cut off or change must not be saved in its place.
    void codeThatCannotBeHeldStaysAsItIs()
    {
        Opened o;
        EndpointTransformationOut now = saved();
        now.code = code + QChar(0) + u"// more"_s;
        o.dialog.setTransformation(now);
        QVERIFY(o.editor->isReadOnly());
        o.editor->setFocus();
        QTest::keyClicks(o.editor, u"x"_s);
        child<QCheckBox>(&o.dialog, "enabled")->setChecked(true);
        QVERIFY(o.dialog.patch().code.isAbsent());
        QCOMPARE(o.dialog.patch().enabled.value(), true);
        now.code = u"// a\r\n// b\r// c\n// \u2028 \u202E\u00e9 \U0001F600"_s;
        o.dialog.setTransformation(now);
        QCOMPARE(o.editor->code(), *now.code);
        QVERIFY(!o.editor->isReadOnly());
    }

    void readOnlyTriesButDoesNotSave()
    {
        Opened o;
        o.dialog.setSaveReason(u"This connection is read-only."_s);
        o.dialog.setServerRunReason(u"Not offered."_s);
        o.editor->setFocus();
        typeLine(o.editor, u"// x"_s);
        QVERIFY(!button(&o.dialog, "saveButton")->isEnabled());
        QCOMPARE(button(&o.dialog, "saveButton")->toolTip(), u"This connection is read-only."_s);
        QVERIFY(!button(&o.dialog, "runOnServerButton")->isEnabled());
        QCOMPARE(button(&o.dialog, "runOnServerButton")->toolTip(), u"Not offered."_s);
        QVERIFY(button(&o.dialog, "runButton")->isEnabled());
    }

    void beginsWithTheExample()
    {
        Opened o;
        QVERIFY(o.payload->json().contains("\"amount\": 12"));
        o.payload->setFocus();
        QTest::keyClick(o.payload, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(o.payload, u"{\"own\": 1}"_s);
        o.dialog.setSchemas(u"invoice.paid"_s, R"({"2":{"examples":[{"other":1}]}})");
        QCOMPARE(o.payload->json(), QByteArray("{\"own\": 1}"));
        QTest::mouseClick(button(&o.dialog, "insertExample"), Qt::LeftButton);
        QVERIFY(o.payload->json().contains("\"other\": 1"));
        o.payload->undo();
        QCOMPARE(o.payload->json(), QByteArray("{\"own\": 1}"));
    }

    void triesAPastMessage()
    {
        Opened o;
        QSignalSpy chosen(&o.dialog, &TransformationDialog::messageChosen);
        QSignalSpy saves(&o.dialog, &TransformationDialog::saveRequested);
        QSignalSpy runs(&o.dialog, &TransformationDialog::runRequested);
        MessageOut message;
        message.id = u"msg_1"_s;
        message.eventType = u"user.created"_s;
        message.channels = QStringList{u"one"_s};
        message.payload.text = R"({"n":1.10})";
        o.dialog.setMessages({message});
        auto *box = child<QComboBox>(&o.dialog, "messageId");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QVERIFY(chosen.size() >= 1);
        QCOMPARE(chosen.constLast().at(0).toString(), u"msg_1"_s);
        o.dialog.showPastMessage(u"msg_1"_s, message);
        QTest::mouseClick(button(&o.dialog, "runButton"), Qt::LeftButton);
        const auto test = runs.at(0).at(0).value<TransformationTest>();
        QCOMPARE(test.eventType, u"user.created"_s);
        QVERIFY(test.payload.contains("1.10")); // the digits that came
        QCOMPARE(test.channels, message.channels);

        // Any id can be pasted; Enter looks for it and does not save.
        o.editor->setText(code + u"// x"_s);
        type(&o.dialog, "messageId", u"evt-9"_s);
        QTest::keyClick(box,
                        Qt::Key_Return); // as a keyboard does: its line has no focus of its own
        QCOMPARE(chosen.constLast().at(0).toString(), u"evt-9"_s);
        child<QComboBox>(&o.dialog, "eventType")->setFocus();
        QTest::keyClick(child<QComboBox>(&o.dialog, "eventType"), Qt::Key_Return);
        child<QCheckBox>(&o.dialog, "enabled")->setFocus();
        QTest::keyClick(child<QCheckBox>(&o.dialog, "enabled"), Qt::Key_Return);
        QCOMPARE(saves.size(), 0);
        // A whole id is a choice without any key.
        type(&o.dialog, "messageId", u"msg_2tSiNPW2oio3JbScV3Tpuy7RfLK"_s);
        QCOMPARE(chosen.constLast().at(0).toString(), u"msg_2tSiNPW2oio3JbScV3Tpuy7RfLK"_s);
        const QString asked = chosen.constLast().at(0).toString();
        // An answer to what is no longer waited for changes nothing.
        o.dialog.showNoMessage(u"evt-9"_s, u"Too late."_s);
        message.payload.text = R"({"too":"late"})";
        o.dialog.showPastMessage(u"evt-9"_s, message);
        QVERIFY(o.payload->json().contains("1.10"));
        QVERIFY(child<FieldHint>(&o.dialog, "messageIdHint")->text().contains(u"Loading"_s));
        o.dialog.showNoMessage(asked, u"No such message."_s);
        QCOMPARE(child<FieldHint>(&o.dialog, "messageIdHint")->text(), u"No such message."_s);
        message.payload.text = R"({"expired":true})";
        QTest::keyClick(box, Qt::Key_Return);
        o.dialog.showPastMessage(asked, message);
        QVERIFY(child<FieldHint>(&o.dialog, "messageIdHint")->text().contains(u"no longer kept"));
        QVERIFY(o.payload->json().contains("1.10"));
    }

    void aPayloadThatIsNoJsonIsNotRun()
    {
        Opened o;
        QSignalSpy runs(&o.dialog, &TransformationDialog::runRequested);
        o.payload->setPlainText(u"{\"a\": }"_s);
        QTest::mouseClick(button(&o.dialog, "runButton"), Qt::LeftButton);
        QCOMPARE(runs.size(), 0);
        QVERIFY(!fieldError(o.dialog, u"payload"_s).isEmpty());
        QVERIFY(o.payload->hasFocus());
    }

    void tellsWhatCameOut()
    {
        Opened o;
        const auto run = [&o](const ScriptOutcome &outcome) {
            QTest::mouseClick(button(&o.dialog, "runButton"), Qt::LeftButton);
            QCOMPARE(button(&o.dialog, "runButton")->text(), u"Stop"_s);
            o.dialog.showOutcome(outcome, RunPlace::Here);
            QCOMPARE(button(&o.dialog, "runButton")->text(), u"&Run here"_s);
        };
        ScriptOutcome outcome = done(R"({"amount":24})");
        outcome.headers = {{u"X-Tenant"_s, u"acme"_s}};
        outcome.console = {{u"log"_s, u"hello"_s}, {u"error"_s, u"<b>bad</b>"_s}};
        run(outcome);
        QVERIFY2(o.result().contains(u"Would be sent."), qPrintable(o.result()));
        QVERIFY(o.result().contains(u"X-Tenant"));
        auto *changes = child<DiffView>(&o.dialog, "changes");
        QCOMPARE(changes->removed(), 1);
        QCOMPARE(changes->added(), 1);
        QVERIFY(changes->toPlainText().contains(u"+   \"amount\": 24"));
        const QString output = child<RawTextView>(&o.dialog, "output")->toPlainText();
        QVERIFY(output.contains(u"X-Tenant: acme") && output.contains(u"\"amount\": 24"));
        QCOMPARE(child<RawTextView>(&o.dialog, "console")->toPlainText(),
                 u"hello\nerror: <b>bad</b>"_s);

        outcome = done("{}");
        outcome.cancel = true;
        run(outcome);
        QVERIFY(o.result().contains(u"Canceled."));
        outcome.cancel = false;
        outcome.method = u"PUT"_s;
        outcome.url = u"https://other.example/x"_s;
        run(outcome);
        QVERIFY(o.result().contains(u"Redirected."));
        QVERIFY(o.result().contains(u"By PUT to https://other.example/x"));
        outcome = done("{}");
        outcome.inexact = {{u"9007199254740993"_s, u"9007199254740992"_s}};
        run(outcome);
        QVERIFY(o.result().contains(u"9007199254740993 becomes 9007199254740992"));
        QCOMPARE(child<TintBox>(&o.dialog, "result")->tone(), Tone::Warn);

        outcome = {};
        outcome.kind = ScriptOutcome::Kind::CodeError;
        outcome.message = u"Boom"_s;
        outcome.line = 2;
        outcome.column = 3;
        run(outcome);
        QVERIFY(o.result().contains(u"Line 2, column 3: Boom"));
        QCOMPARE(o.editor->markedLine(), 2);
        QVERIFY(changes->toPlainText().isEmpty()); // not what the run before gave
        o.editor->setFocus();
        QTest::keyClicks(o.editor, u"x"_s);
        QCOMPARE(o.editor->markedLine(), 0);
    }

    void editorFollowsTheLook()
    {
        Opened o;
        const QColor light = o.editor->paper();
        applyTheme(*qApp, ThemeChoice::Dark);
        QTRY_VERIFY(o.editor->lexer()->paper(0).lightness() < 60);
        QVERIFY(light.lightness() > 200);
        const QFont font = QApplication::font();
        QFont twice = font;
        twice.setPointSizeF(font.pointSizeF() * 2);
        const double before = o.editor->lexer()->font(0).pointSizeF();
        QApplication::setFont(twice);
        QTRY_VERIFY(o.editor->lexer()->font(0).pointSizeF() > before * 1.5);
        QApplication::setFont(font);
    }

private:
    QTranslator m_english;
};

SVIX_GUI_TEST_MAIN(TransformationDialogTest)
#include "tst_transformationdialog.moc"
