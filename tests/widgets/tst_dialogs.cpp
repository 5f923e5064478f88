// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/schemacheck.h"
#include "dialogs/composerdialog.h"
#include "dialogs/confirmationdialogs.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/fieldhint.h"
#include "dialogs/preferencesdialog.h"
#include "dialogs/resenddialog.h"
#include "dialogs/sendexampledialog.h"
#include "dialogs/tokendialog.h"
#include "support/testmain.h"
#include "widgets/dialogdriver.h"
#include "widgets/forms/secretedit.h"
#include "widgets/json/jsonedit.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLayout>
#include <QScreen>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTranslator>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

/// What a mouse sends; QTest::mouseDClick() alone is only the third of four events.
void doubleClick(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
    QTest::mouseDClick(widget, Qt::LeftButton);
    QTest::mouseRelease(widget, Qt::LeftButton);
}

QList<FieldError> refusal(const QString &first, const QString &second)
{
    return {{{u"body"_s, first}, u"first is wrong"_s, u"value_error"_s},
            {{u"body"_s, second}, u"second is wrong"_s, u"value_error"_s}};
}

} // namespace

/// The dialogs, driven by mouse and keyboard through its object names.
class DialogsTest : public test::TestObject
{
    Q_OBJECT
private:
    /// Requests to lay a widget out.
    struct LayoutRequests : QObject
    {
        bool eventFilter(QObject *, QEvent *event) override
        {
            count += event->type() == QEvent::LayoutRequest ? 1 : 0;
            return false;
        }
        int count = 0;
    };

private Q_SLOTS:
    void init() override
    {
        failOnWarnings();
        applyTheme(*qApp, ThemeChoice::Light);
    }

    /// A form that is higher than the screen scrolls, and comes to rest.
    void aFormThatIsTooTallComesToRest()
    {
        ComposerDialog dialog;
        auto *tall = new QWidget;
        tall->setFixedHeight(3000);
        dialog.findChild<QScrollArea *>(u"formScroll"_s)->widget()->layout()->addWidget(tall);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(dialog.height() <= dialog.screen()->availableSize().height());
        for (int i = 0; i < 20; ++i) {
            QCoreApplication::processEvents();
        }
        LayoutRequests requests;
        dialog.installEventFilter(&requests);
        for (int i = 0; i < 50; ++i) {
            QCoreApplication::processEvents();
        }
        QCOMPARE(requests.count, 0);
    }

    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QCoreApplication::installTranslator(&m_english);
    }

    /// While a request is on its way Esc asks to cancel it; the second one closes all the same.
    void escapeWhileBusyAsksFirst()
    {
        ComposerDialog dialog;
        show(dialog);
        QSignalSpy asked(&dialog, &ConsoleDialog::cancelRequested);
        QSignalSpy rejected(&dialog, &QDialog::rejected);
        dialog.setBusy(true);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(rejected.size(), 0);
        QTest::mouseClick(button(&dialog, "cancelButton"), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(rejected.size(), 1);
    }

    // ---- connection ----------------------------------------------------------------------------

    void connectionIsTestedThenSaved()
    {
        ConnectionDialog dialog;
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        QSignalSpy saved(&dialog, &ConnectionDialog::saveRequested);
        QVERIFY(child<QLineEdit>(&dialog, "name")->hasFocus());
        type(&dialog, "name", u"Acme"_s);
        type(&dialog, "token", u"testsk_abc.eu"_s);
        QCOMPARE(child<QLineEdit>(&dialog, "url")->text(), u"https://api.eu.svix.com"_s);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(tested.size(), 1);
        QCOMPARE(saved.size(), 0);
        QVERIFY(dialog.isBusy());
        dialog.setTestResult({true, u"Connected."_s, {}, {}, {}, {}});
        QCOMPARE(saved.size(), 1);
        const auto input = saved.first().first().value<ConnectionInput>();
        QCOMPARE(input.profile.name, u"Acme"_s);
        QCOMPARE(input.profile.url, QUrl(u"https://api.eu.svix.com"_s));
        QCOMPARE(input.token, QByteArray("testsk_abc.eu"));
        QVERIFY(input.tested && input.tokenReplaced && !input.profile.id.isEmpty());
    }

    void failedTestOffersToSaveAnyway()
    {
        ConnectionDialog dialog;
        show(dialog);
        QSignalSpy saved(&dialog, &ConnectionDialog::saveRequested);
        type(&dialog, "token", u"testsk_abc.eu"_s);
        QTest::mouseClick(button(&dialog, "saveButton"), Qt::LeftButton);
        dialog.setTestResult({false, u"Not connected."_s, u"Unreachable."_s, {}, {}, {}});
        QCOMPARE(saved.size(), 0);
        QVERIFY(dialog.messageText().contains(u"Not saved."));
        QCOMPARE(button(&dialog, "saveButton")->text(), u"&Save anyway"_s);
        QCOMPARE(child<QLineEdit>(&dialog, "token")->text(), u"testsk_abc.eu"_s);
        // Another address is another matter.
        type(&dialog, "url", u"https://svix.acme.example"_s);
        QCOMPARE(button(&dialog, "saveButton")->text(), u"&Save connection"_s);
        QVERIFY(dialog.messageText().isEmpty());
        type(&dialog, "url", u"https://api.eu.svix.com"_s);
        QTest::mouseClick(button(&dialog, "saveButton"), Qt::LeftButton);
        QCOMPARE(saved.size(), 1);
        QVERIFY(!saved.first().first().value<ConnectionInput>().tested);
    }

    void connectionChecks_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("field");
        QTest::newRow("no token") << u"https://a.example"_s << QString() << u"token"_s;
        QTest::newRow("token as URL") << u"testsk_abc.eu"_s << u"x"_s << u"url"_s;
        QTest::newRow("URL as token")
            << u"https://a.example"_s << u"https://a.example"_s << u"token"_s;
        QTest::newRow("signing secret")
            << u"https://a.example"_s << u"whsec_MfKQ9r8G"_s << u"token"_s;
        QTest::newRow("plain http") << u"http://a.example"_s << u"abc"_s << u"url"_s;
        QTest::newRow("user info") << u"https://me:pw@a.example"_s << u"abc"_s << u"url"_s;
        QTest::newRow("javascript") << u"javascript:alert(1)"_s << u"abc"_s << u"url"_s;
    }

    void connectionChecks()
    {
        QFETCH(QString, url);
        QFETCH(QString, token);
        QFETCH(QString, field);
        ConnectionDialog dialog;
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        type(&dialog, "url", url);
        if (!token.isEmpty()) {
            type(&dialog, "token", token);
        }
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 0);
        QVERIFY2(!fieldError(dialog, field).isEmpty(), qPrintable(field));
        QVERIFY(dialog.fieldErrors().widget(field)->hasFocus());
        QCOMPARE(child<QLineEdit>(&dialog, "url")->text(), url); // what was typed stays
    }

    void plainHttpIsAllowedOnPurpose()
    {
        ConnectionDialog dialog;
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        type(&dialog, "url", u"http://svix.lan:8071"_s);
        type(&dialog, "token", u"abc"_s);
        QTest::mouseClick(button(&dialog, "moreButton"), Qt::LeftButton);
        QTest::keyClick(child<QCheckBox>(&dialog, "allowPlainHttp"), Qt::Key_Space);
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 1);
        QVERIFY(tested.first().first().value<ConnectionInput>().profile.allowPlainHttp);
    }

    void tokenOfAnotherRegionNeedsASecondPress()
    {
        ConnectionDialog dialog;
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        type(&dialog, "url", u"https://api.us.svix.com"_s);
        type(&dialog, "token", u"sk_abc.eu"_s);
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 0);
        QVERIFY(dialog.messageText().contains(u"api.eu.svix.com"));
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 1);
    }

    void lookAlikeHostNeedsASecondPress()
    {
        ConnectionDialog dialog;
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        type(&dialog, "token", u"sk_abc"_s);
        type(&dialog, "url", u"https://api.svix.com.evil.example"_s);
        QVERIFY(child<FieldHint>(&dialog, "urlHint")->text().contains(u"only begins like"));
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 0);
        QVERIFY(dialog.messageText().contains(u"api.svix.com.evil.example"));
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 1);
    }

    void editingKeepsTheStoredToken()
    {
        Profile profile;
        profile.id = makeProfileId();
        profile.name = u"Old"_s;
        profile.url = QUrl(u"https://svix.acme.example"_s);
        profile.unknown = {{u"later"_s, 1}};
        ConnectionDialog dialog;
        dialog.setProfile(profile, true);
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        QSignalSpy saved(&dialog, &ConnectionDialog::saveRequested);
        type(&dialog, "name", u"New"_s);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(tested.size(), 0); // a name reaches the server no differently
        QCOMPARE(saved.size(), 1);
        const auto input = saved.first().first().value<ConnectionInput>();
        QVERIFY(!input.tokenReplaced && input.token.isEmpty());
        profile.name = u"New"_s;
        QCOMPARE(input.profile, profile);
    }

    void refusedFieldUnderMoreIsOpened()
    {
        ConnectionDialog dialog;
        show(dialog);
        type(&dialog, "token", u"testsk_abc.eu"_s);
        QVERIFY(child<QLineEdit>(&dialog, "caFile")->isHidden() ||
                !child<QLineEdit>(&dialog, "caFile")->isVisible());
        dialog.showFieldErrors(refusal(u"ca_file"_s, u"url"_s));
        QVERIFY(child<QLineEdit>(&dialog, "caFile")->isVisible());
        QCOMPARE(fieldError(dialog, u"caFile"_s), u"first is wrong"_s);
        QCOMPARE(fieldError(dialog, u"url"_s), u"second is wrong"_s);
        QVERIFY(child<QLineEdit>(&dialog, "url")->hasFocus()); // first in the form
        QVERIFY(dialog.messageText().isEmpty());
    }

    // ---- composer ------------------------------------------------------------------------------

    void oneSendHoweverOftenPressed()
    {
        ComposerDialog dialog;
        show(dialog);
        QSignalSpy sent(&dialog, &ComposerDialog::sendRequested);
        type(&dialog, "eventType", u"invoice.paid"_s);
        doubleClick(button(&dialog, "sendButton"));
        QTest::mouseClick(button(&dialog, "sendButton"), Qt::LeftButton);
        QTest::keyClick(&dialog, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
        const auto draft = sent.first().first().value<DraftContent>();
        QCOMPARE(draft.eventType, u"invoice.paid"_s);
        QVERIFY(!toMessageIn(draft).eventId.has_value());
        QVERIFY(!toMessageIn(draft).payloadRetentionPeriod.has_value());
    }

    void controlEnterSendsFromTheEditor()
    {
        ComposerDialog dialog;
        show(dialog);
        QSignalSpy sent(&dialog, &ComposerDialog::sendRequested);
        type(&dialog, "eventType", u"invoice.paid"_s);
        auto *payload = child<JsonEdit>(&dialog, "payload");
        payload->setFocus();
        QTest::keyClick(payload, Qt::Key_Return);
        QCOMPARE(sent.size(), 0);
        QTest::keyClick(payload, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.size(), 1);
    }

    void composerErrors_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::newRow("camelCase") << u"eventType"_s << u"payloadRetentionPeriod"_s;
        QTest::newRow("snake_case") << u"event_type"_s << u"payload_retention_period"_s;
    }

    void composerErrors()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        ComposerDialog dialog;
        show(dialog);
        type(&dialog, "eventType", u"invoice.paid"_s);
        QTest::mouseClick(button(&dialog, "sendButton"), Qt::LeftButton);
        QVERIFY(dialog.isBusy());
        auto errors = refusal(first, second);
        errors.append({{u"body"_s, u"deliver_at"_s}, u"too late"_s, {}});
        dialog.showFieldErrors(errors, u"Not sent."_s);
        QVERIFY(!dialog.isBusy());
        QCOMPARE(fieldError(dialog, u"eventType"_s), u"first is wrong"_s);
        QCOMPARE(fieldError(dialog, u"payloadRetentionPeriod"_s), u"second is wrong"_s);
        QCOMPARE(dialog.messageText(), u"Not sent.\ndeliverAt: too late"_s);
        QVERIFY(child<QComboBox>(&dialog, "eventType")->hasFocus());
        QCOMPARE(dialog.draft().eventType, u"invoice.paid"_s);
    }

    void composerChecksBeforeSending()
    {
        ComposerDialog dialog;
        show(dialog);
        QSignalSpy sent(&dialog, &ComposerDialog::sendRequested);
        DraftContent draft;
        draft.eventType = u"in valid"_s;
        draft.payload = "{\"a\": }";
        draft.eventId = u"msg_1"_s;
        draft.channels = QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s};
        dialog.setDraft(draft);
        QTest::mouseClick(button(&dialog, "sendButton"), Qt::LeftButton);
        QCOMPARE(sent.size(), 0);
        for (const auto &field : {u"eventType"_s, u"payload"_s, u"eventId"_s, u"channels"_s}) {
            QVERIFY2(!fieldError(dialog, field).isEmpty(), qPrintable(field));
        }
        QCOMPARE(dialog.draft(), draft); // nothing typed was lost
        draft = {u"a.b"_s,  R"({"n": 12345678901234567890.10})", u"e-1"_s, {u"x"_s}, {}, 30,
                 u"msg_1"_s};
        dialog.setDraft(draft);
        QTest::mouseClick(button(&dialog, "sendButton"), Qt::LeftButton);
        QCOMPARE(sent.size(), 1);
        const MessageIn in = toMessageIn(sent.first().first().value<DraftContent>());
        QCOMPARE(in.payload.text, QByteArray(R"({"n": 12345678901234567890.10})"));
        QCOMPARE(in.eventId, std::optional(u"e-1"_s));
        QCOMPARE(in.payloadRetentionPeriod, std::optional(30));
    }

    void unknownOutcomeKeepsTheKeyUnlessEdited()
    {
        ComposerDialog dialog;
        show(dialog);
        QSignalSpy sent(&dialog, &ComposerDialog::sendRequested);
        type(&dialog, "eventType", u"invoice.paid"_s);
        const auto press = [&] {
            QTest::mouseClick(button(&dialog, "sendButton"), Qt::LeftButton);
            return sent.takeLast().at(1).value<SendKind>();
        };
        QCOMPARE(press(), SendKind::First);
        dialog.showUnknownOutcome(u"No answer."_s);
        QVERIFY(dialog.messageText().startsWith(u"It may have been sent."));
        QCOMPARE(button(&dialog, "sendButton")->text(), u"&Try again"_s);
        QCOMPARE(press(), SendKind::Again);
        dialog.showUnknownOutcome(u"No answer."_s);
        type(&dialog, "eventId", u"e-2"_s);
        QVERIFY(dialog.messageText().startsWith(u"This is another message now."));
        QCOMPARE(button(&dialog, "sendButton")->text(), u"&Send as a new message"_s);
        type(&dialog, "eventId", QString());
        QTest::keyClick(child<QLineEdit>(&dialog, "eventId"), Qt::Key_Backspace);
        QCOMPARE(button(&dialog, "sendButton")->text(), u"&Try again"_s);
        type(&dialog, "eventId", u"e-2"_s);
        QCOMPARE(press(), SendKind::NewMessage);
        dialog.showEventIdTaken();
        QVERIFY(child<QLineEdit>(&dialog, "eventId")->hasFocus());
        QCOMPARE(button(&dialog, "sendButton")->text(), u"&Send message"_s);
    }

    void exampleAndSchema()
    {
        ComposerDialog dialog;
        show(dialog);
        QSignalSpy asked(&dialog, &ComposerDialog::eventTypeChosen);
        dialog.setEventTypes({{u"a.b"_s, u"Words."_s, {}}});
        type(&dialog, "eventType", u"a.b"_s);
        QCOMPARE(asked.size(), 1);
        QVERIFY(!child<QWidget>(&dialog, "schemaPane")->isVisible());
        QVERIFY(!button(&dialog, "insertExample")->isEnabled());
        dialog.setSchemas(u"a.b"_s,
                          R"({"2":{"examples":[{"big":10000000000000000000001}]},"1":{}})");
        dialog.setEventTypes({{u"a.b"_s, u"Words."_s, {}}}); // the list came anew
        QVERIFY(child<QWidget>(&dialog, "schemaPane")->isVisible());
        QTest::mouseClick(button(&dialog, "insertExample"), Qt::LeftButton);
        QCOMPARE(dialog.draft().payload, QByteArray("{\n  \"big\": 10000000000000000000001\n}"));
        QTest::mouseClick(button(&dialog, "schemaButton"), Qt::LeftButton);
        QVERIFY(!child<QWidget>(&dialog, "schemaPane")->isVisible());
    }

    // ---- the others ----------------------------------------------------------------------------

    void confirmationIsNeverGivenByEnter()
    {
        ConfirmationRequest request;
        request.title = u"Delete"_s;
        request.verb = u"Delete endpoint"_s;
        request.destructive = true;
        for (const bool typed : {false, true}) {
            request.mustType = typed;
            request.typedName = u"billing"_s;
            ConfirmDialog dialog(request);
            show(dialog);
            QSignalSpy answered(&dialog, &ConfirmDialog::answered);
            if (typed) {
                type(&dialog, "name", u"billing"_s);
                QVERIFY(button(&dialog, "verbButton")->isEnabled());
            }
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
            QCOMPARE(answered.size(), 1);
            QCOMPARE(answered.first().first().toBool(), false);
        }
    }

    void confirmationWantsTheExactName()
    {
        QList<bool> answers;
        QWidget window;
        window.show();
        ConfirmationDialogs port(&window);
        ConfirmationRequest request;
        request.title = u"Delete endpoint"_s;
        request.verb = u"Delete endpoint"_s;
        request.typedName = u"billing"_s;
        request.mustType = true;
        request.destructive = true;
        port.ask(request, [&answers](bool yes) { answers += yes; });
        auto *dialog = window.findChild<ConfirmDialog *>();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QTest::mouseClick(button(dialog, "verbButton"), Qt::LeftButton);
        type(dialog, "name", u"Billing"_s);
        QVERIFY(!button(dialog, "verbButton")->isEnabled());
        type(dialog, "name", u"billing"_s);
        QTest::mouseClick(button(dialog, "verbButton"), Qt::LeftButton);
        QCOMPARE(answers, QList<bool>{true});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        port.ask(request, [&answers](bool yes) { answers += yes; });
        QVERIFY(QTest::qWaitForWindowActive(window.findChild<ConfirmDialog *>()));
        delete window.findChild<ConfirmDialog *>();
        QCOMPARE(answers, (QList<bool>{true, false}));
    }

    void resendChoosesTheFailed()
    {
        ResendDialog dialog;
        dialog.setTargets(
            {{u"ep_1"_s, u"https://a.example"_s, StateKind::Fail, u"failed"_s},
             {u"ep_2"_s, u"https://b.example"_s, StateKind::Ok, u"delivered"_s},
             {u"ep_3"_s, u"https://c.example"_s, StateKind::Fail, u"failed"_s, 0, true}});
        show(dialog);
        QSignalSpy asked(&dialog, &ResendDialog::resendRequested);
        QCOMPARE(dialog.chosen(), QStringList{u"ep_1"_s});
        QCOMPARE(button(&dialog, "resendButton")->text(), u"&Resend to 1 endpoint"_s);
        auto *list = child<QTreeWidget>(&dialog, "endpoints");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(button(&dialog, "resendButton")->text(), u"&Resend to 2 endpoints"_s);
        doubleClick(button(&dialog, "resendButton"));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toStringList(), (QStringList{u"ep_1"_s, u"ep_2"_s}));
        dialog.setBusy(false);
        QTest::mouseClick(button(&dialog, "failedButton"), Qt::LeftButton);
        QCOMPARE(dialog.chosen(), QStringList{u"ep_1"_s});
    }

    /// Under the payload stands whether it fits; that never keeps from sending.
    void composerTellsWhetherThePayloadFits()
    {
        ComposerDialog dialog;
        child<SchemaCheck>(&dialog, "schemaCheck")
            ->setProgram(QStringLiteral(SVIX_SCRIPT_EXECUTABLE));
        dialog.setEventTypes(
            {{u"paid"_s,
              {},
              "{\"1\":{},\"2\":{\"required\":[\"id\"],\"not\":{\"$ref\":\"#/x\"}}}"}});
        show(dialog);
        auto *hint = child<FieldHint>(&dialog, "schemaHint");
        QCOMPARE(hint->text(), QString());
        DraftContent draft;
        draft.eventType = u"paid"_s;
        draft.payload = "{}";
        dialog.setDraft(draft);
        QTRY_VERIFY_WITH_TIMEOUT(hint->text().contains(u"Does not fit schema version 2"_s), 30000);
        QVERIFY(hint->text().contains(u"no \"id\""_s));
        QVERIFY(hint->text().contains(u"$ref #/x"_s)); // what was not looked at
        QCOMPARE(hint->tone(), Tone::Warn);
        QSignalSpy sent(&dialog, &ComposerDialog::sendRequested);
        QTest::mouseClick(button(&dialog, "sendButton"), Qt::LeftButton);
        QCOMPARE(sent.size(), 1);
        dialog.showRefused(u"No."_s);
        child<JsonEdit>(&dialog, "payload")->setPlainText(u"{"_s);
        QTRY_COMPARE(hint->text(), QString()); // no JSON: that is said in its place
        dialog.setEventTypes({{u"paid"_s, {}, "{\"1\":{\"required\":[\"id\"]}}"}});
        child<JsonEdit>(&dialog, "payload")->setPlainText(u"{\"id\": 1}"_s);
        QTRY_COMPARE_WITH_TIMEOUT(hint->text(), u"Fits schema version 1."_s, 30000);
        QCOMPARE(hint->tone(), Tone::Ok);
    }

    void exampleOffersWhatTheEndpointTakes()
    {
        SendExampleDialog dialog;
        dialog.setEndpoint(u"https://a.example"_s, false, false);
        dialog.setEventTypes(
            {{u"other"_s, {}, {}, false, false, false}, {u"taken"_s, {}, {}, false, false, true}});
        show(dialog);
        QSignalSpy asked(&dialog, &SendExampleDialog::sendRequested);
        QCOMPARE(dialog.eventType(), u"taken"_s);
        type(&dialog, "eventType", u"svix.ping"_s);
        QVERIFY(child<FieldHint>(&dialog, "hint")->text().contains(u"nothing will arrive"));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(asked.first().first().toString(), u"svix.ping"_s);
    }

    void preferencesApplyAtOnce()
    {
        PreferencesDialog dialog;
        Preferences kept;
        kept.textSize = 137; // from another version
        dialog.setPreferences(kept);
        show(dialog);
        QSignalSpy changed(&dialog, &PreferencesDialog::preferencesChanged);
        QCOMPARE(dialog.preferences(), kept);
        child<SegmentedControl>(&dialog, "theme")->setFocus();
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Right);
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Right);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.last().first().value<Preferences>().theme, Theme::Dark);
        QCOMPARE(changed.last().first().value<Preferences>().textSize, 137);
        QTest::mouseClick(button(&dialog, "defaultsButton"), Qt::LeftButton);
        QCOMPARE(changed.last().first().value<Preferences>(), Preferences());
    }

    void tokenIsCleanedAndChecked()
    {
        Profile profile;
        profile.name = u"Acme"_s;
        profile.url = QUrl(u"https://svix.acme.example"_s);
        TokenDialog dialog(TokenDialog::Purpose::Ask, profile);
        dialog.setKeyringAvailable(false);
        show(dialog);
        QSignalSpy given(&dialog, &TokenDialog::tokenGiven);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QVERIFY(!fieldError(dialog, u"token"_s).isEmpty());
        child<SecretEdit>(&dialog, "token")->setText(u" Bearer abc.def "_s);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        QCOMPARE(given.first().first().toByteArray(), QByteArray("abc.def"));
        QCOMPARE(given.first().at(1).toBool(), false);
    }

private:
    QTranslator m_english;
};

SVIX_GUI_TEST_MAIN(DialogsTest)
#include "tst_dialogs.moc"
