// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/resenddialog.h"
#include "dialogs/resendmanydialog.h"
#include "dialogs/sendexampledialog.h"
#include "gui/sandboxed.h"
#include "widgets/json/jsonedit.h"
#include "widgets/json/payloadview.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What goes out to receivers, through the real window: resend, send, example; each exactly once.
class SendingTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    void resendsOnce()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(c.rowWith(u"90417"_s)));
        QVERIFY(c.settle());
        const QString message = c.table()->currentKey();
        const int before = demo().attemptsOf(acme(), message);
        // The dialog opens once, however often one presses.
        c.action(u"resend"_s)->trigger();
        c.action(u"resend"_s)->trigger();
        auto *dialog = c.dialog<ResendDialog>();
        QVERIFY(dialog);
        QCOMPARE(c.window().findChildren<ResendDialog *>().size(), 1);
        QCOMPARE(dialog->chosen().size(), 1); // where it failed
        auto *button = c.find<QPushButton>(u"resendButton"_s);
        QCOMPARE(button->text(), u"&Resend to 1 endpoint"_s);
        QTest::mouseDClick(button, Qt::LeftButton);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"1 delivery asked for"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("resendWebhook").size(), 1);
        QVERIFY(waitUntil([&] { return demo().attemptsOf(acme(), message) == before + 1; }));

        // In place of it, a moment later: what came of it.
        QVERIFY(waitUntil([&] {
            const QString title = c.window().messageBar().currentTitle();
            return title.startsWith(u"1 delivered.") || title.startsWith(u"1 failed again (503)");
        }));

        // A held Enter.
        c.window().messageBar().dismissAll();
        c.key(Qt::Key_R, Qt::ControlModifier);
        QVERIFY(c.dialog<ResendDialog>());
        auto *tree = c.find<QTreeWidget>(u"endpoints"_s);
        for (int row = 0; row < tree->topLevelItemCount(); ++row) {
            tree->topLevelItem(row)->setCheckState(0, row == 0 ? Qt::Checked : Qt::Unchecked);
        }
        QPointer<QWidget> front = QApplication::activeModalWidget();
        for (int press = 0; press < 5 && front; ++press) {
            QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier, {}, press > 0);
            QApplication::sendEvent(front, &held);
        }
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"1 delivery asked for"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("resendWebhook").size(), 2);
        QVERIFY(waitUntil([&] { return demo().attemptsOf(acme(), message) == before + 2; }));
    }

    void resendsChosenAttempts()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"stateFilter"_s, u"failed"_s));
        QVERIFY(c.settle());
        QVERIFY(c.table()->model()->rowCount() > 30);
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(9, Qt::ShiftModifier));
        QCOMPARE(c.table()->selectedKeys().size(), 10);
        QVERIFY(c.click(u"resendButton"_s));
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        static const QRegularExpression count(u"Resend (\\d+) deliver"_s);
        const int deliveries = count.match(asked->title()).captured(1).toInt();
        QVERIFY2(deliveries > 1 && deliveries <= 10, qPrintable(asked->title()));
        QCOMPARE(c.find<QPushButton>(u"verbButton"_s)->text(), u"Resend %1"_s.arg(deliveries));
        c.key(Qt::Key_Return); // Cancel is the default
        QVERIFY(c.noDialog());
        QCOMPARE(c.calls("resendWebhook").size(), 0);

        QVERIFY(c.click(u"resendButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        demo().sandbox().setLatency(60);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"cancelJob"_s) != nullptr; }));
        QVERIFY(c.find<QLabel>(u"jobLabel"_s)->text().startsWith(u"Resending"_s));
        const QString summary = c.notice();
        demo().sandbox().setLatency(0);
        QVERIFY2(summary.startsWith(u"%1 deliveries asked for."_s.arg(deliveries)),
                 qPrintable(summary));
        QCOMPARE(c.calls("resendWebhook").size(), deliveries);
        QVERIFY(!c.find<QPushButton>(u"cancelJob"_s));
    }

    void canceledResendSaysWhatWasDone()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"stateFilter"_s, u"failed"_s));
        QVERIFY(c.settle());
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(29, Qt::ShiftModifier));
        QVERIFY(c.click(u"resendButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        demo().sandbox().setLatency(300);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"cancelJob"_s) != nullptr; }));
        QVERIFY(waitUntil([&] { return c.calls("resendWebhook").size() > 0; }));
        QVERIFY(c.click(u"cancelJob"_s));
        const QString summary = c.notice();
        demo().sandbox().setLatency(0);
        QVERIFY2(summary.contains(u"Resending ended"_s), qPrintable(summary));
        QVERIFY2(summary.contains(u"not tried"_s), qPrintable(summary));
        QVERIFY(c.settle());
        QVERIFY(c.calls("resendWebhook").size() < 20);
    }

    /// A server that takes a resend has delivered nothing yet: what came of it is said when it is
    /// known, in place of what was said before.
    void saysWhatBecameOfAResend()
    {
        Receivers r;
        ConsoleWindow c;
        QVERIFY(r.open(c, 1));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QSignalSpy said(c.pane(), &Pane::notice);
        c.key(Qt::Key_R, Qt::ControlModifier);
        auto *dialog = c.dialog<ResendDialog>();
        QVERIFY(dialog);
        // The delivery that is retried counts as not arrived, alone and in "all".
        QCOMPARE(dialog->chosen(), QStringList{r.down});
        auto *tree = c.find<QTreeWidget>(u"endpoints"_s);
        for (int row = 0; row < tree->topLevelItemCount(); ++row) {
            tree->topLevelItem(row)->setCheckState(0, Qt::Unchecked);
        }
        QVERIFY(c.click(u"failedButton"_s));
        QCOMPARE(dialog->chosen(), QStringList{r.down});
        for (int row = 0; row < tree->topLevelItemCount(); ++row) {
            tree->topLevelItem(row)->setCheckState(0, Qt::Checked);
        }
        QVERIFY(c.click(u"resendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return said.size() == 2; }));
        const auto asked = said.at(0).first().value<Notice>();
        QCOMPARE(asked.title, u"2 deliveries asked for."_s);
        QVERIFY(asked.tone != Tone::Ok);
        QVERIFY2(asked.text.startsWith(u"a.b evt-0"), qPrintable(asked.text));
        const auto became = said.at(1).first().value<Notice>();
        QCOMPARE(became.title, u"1 delivered, 1 failed again (503)."_s);
        QCOMPARE(became.text, u"a.b evt-0"_s);
        QVERIFY(became.tone != Tone::Ok);
        QCOMPARE(c.window().messageBar().count(), 1);
        QCOMPARE(c.window().messageBar().currentTitle(), became.title);
        const QString message = c.table()->currentKey();
        for (auto *button : c.window().messageBar().findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == u"Show attempts") {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QTRY_COMPARE(c.window().place().section, Section::Attempts);
        QCOMPARE(c.window().place().message, message);
        QVERIFY(c.settle());
    }

    /// What a person chose is not refused because the server tries again by itself.
    void resendsWhatIsStillRetried()
    {
        Receivers r;
        ConsoleWindow c;
        QVERIFY(r.open(c, 2));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(1, Qt::ShiftModifier));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"resendButton"_s));
        auto *dialog = c.dialog<ResendManyDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->title(), u"Resend 2 messages"_s);
        auto *failed = c.find<QRadioButton>(u"failed"_s);
        auto *notArrived = c.find<QRadioButton>(u"notArrived"_s);
        auto *all = c.find<QRadioButton>(u"all"_s);
        QVERIFY(failed && notArrived && all);
        QVERIFY(!failed->isEnabled());
        QVERIFY(notArrived->isChecked());
        QVERIFY2(notArrived->text().contains(u"2 deliveries"_s), qPrintable(notArrived->text()));
        QVERIFY2(all->text().contains(u"4 deliveries"_s), qPrintable(all->text()));
        auto *button = c.find<QPushButton>(u"resendButton"_s);
        QCOMPARE(button->text(), u"&Resend 2"_s);
        QTest::mouseClick(all, Qt::LeftButton, {}, QPoint(8, all->height() / 2));
        QCOMPARE(button->text(), u"&Resend 4"_s);
        QTest::mouseClick(notArrived, Qt::LeftButton, {}, QPoint(8, all->height() / 2));
        QCOMPARE(button->text(), u"&Resend 2"_s);
        QVERIFY(c.click(u"resendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().startsWith(u"2 deliveries asked for."), qPrintable(c.notice()));
        const auto calls = c.calls("resendWebhook");
        QCOMPARE(calls.size(), 2);
        for (const ActivityEntry &entry : calls) {
            QVERIFY(entry.url.path().contains(r.down));
        }
        QVERIFY(c.settle());
    }

    void composes()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        c.key(Qt::Key_N, Qt::ControlModifier);
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        const QByteArray typed = "{\"id\": \"in_1\",  \"total\": 12.10}";
        c.find<QComboBox>(u"eventType"_s)->setEditText(u"invoice.paid"_s);
        c.find<JsonEdit>(u"payload"_s)->setPlainText(QString::fromUtf8(typed));
        c.find<QLineEdit>(u"channels"_s)->setText(u"billing"_s);
        c.find<QLineEdit>(u"eventId"_s)->setText(u"gui-test-1"_s);
        auto *sendButton = c.find<QPushButton>(u"sendButton"_s);
        QTest::mouseDClick(sendButton, Qt::LeftButton);
        QTest::mouseClick(sendButton, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"Message sent"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        const auto calls = c.calls("createMessage");
        QCOMPARE(calls.size(), 1);
        QVERIFY(!calls.constFirst().idempotencyKey.isEmpty());
        const QString id = c.table()->currentKey(); // the new one is chosen
        const QJsonObject sent = demo().get(u"/app/acme/msg/"_s + id);
        QCOMPARE(sent[u"eventId"_s].toString(), u"gui-test-1"_s);
        QCOMPARE(sent[u"channels"_s].toArray(), QJsonArray{u"billing"_s});
        QCOMPARE(calls.constFirst().body.contains("12.10"), true); // as typed

        // The same event id again: said at the field, what was typed stays, also on disk.
        c.window().messageBar().dismissAll();
        QVERIFY(c.click(u"newMessageButton"_s));
        composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        DraftContent draft;
        draft.eventType = u"invoice.paid"_s;
        draft.payload = typed;
        draft.eventId = u"gui-test-1"_s;
        composer->setDraft(draft);
        c.find<QLineEdit>(u"channels"_s)->setText(u"billing"_s);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->fieldErrors().error(u"eventId"_s).isEmpty(); }));
        QCOMPARE(composer->draft().payload, typed);
        QVERIFY(c.find<QLineEdit>(u"eventId"_s)->hasFocus());
        QCOMPARE(c.calls("createMessage").constFirst().status, 409);

        // Seen before it is sent: nothing goes out.
        const auto calledSoFar = c.calls("createMessage").size();
        c.find<JsonEdit>(u"payload"_s)->setPlainText(u"{\"a\": }"_s);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(!composer->fieldErrors().error(u"payload"_s).isEmpty());
        QCOMPARE(c.calls("createMessage").size(), calledSoFar);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(c.click(u"newMessageButton"_s));
        composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QCOMPARE(composer->draft().eventId, u"gui-test-1"_s);
        QCOMPARE(composer->draft().payload, QByteArray("{\"a\": }"));
        // That it is what was left is said, and it need not stay.
        QVERIFY2(composer->messageText().contains(u"here again"_s),
                 qPrintable(composer->messageText()));
        QVERIFY(c.click(u"discardButton"_s));
        QCOMPARE(composer->messageText(), QString());
        QVERIFY(!c.find<QPushButton>(u"discardButton"_s));
        QCOMPARE(composer->draft().eventId, QString());
        QCOMPARE(composer->draft().payload, QByteArray("{\n}"));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(QDir(Paths::under(c.directory()).data + u"/drafts"_s).isEmpty(QDir::Files));
        QVERIFY(c.click(u"newMessageButton"_s));
        composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QVERIFY(composer->messageText().isEmpty() && composer->draft().eventId.isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// Names are parted by commas; a space in one is a mistake of its own.
    void channelsArePartedByCommas()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        c.find<QComboBox>(u"eventType"_s)->setEditText(u"invoice.paid"_s);
        c.find<JsonEdit>(u"payload"_s)->setPlainText(u"{}"_s);
        c.find<QLineEdit>(u"channels"_s)->setText(u"billing, foo bar ,,"_s);
        QCOMPARE(composer->draft().channels, (QStringList{u"billing"_s, u"foo bar"_s}));
        QVERIFY(c.click(u"sendButton"_s));
        const QString error = composer->fieldErrors().error(u"channels"_s);
        QVERIFY2(error.contains(u"\"foo bar\""_s), qPrintable(error));
        QCOMPARE(c.calls("createMessage").size(), 0);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// What was just sent is seen, wherever the list stood and whatever it was filtered by.
    void sentMessageIsShown()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(c.table()->model()->rowCount() - 1));
        QVERIFY(c.settle());
        QVERIFY(c.table()->rowAt(0) > 0);
        c.pane()->list()->filterField()->setText(u"e"_s);
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        DraftContent draft;
        draft.eventType = u"zzz.new"_s;
        draft.payload = "{}";
        composer->setDraft(draft);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.table()->currentIndex().row(), 0);
        QCOMPARE(c.cell(0, u"Event type"_s), u"zzz.new"_s);
        QCOMPARE(c.table()->selectedKeys(), QStringList{c.table()->currentKey()});
        QCOMPARE(c.pane()->place().object, c.table()->currentKey());
        QCOMPARE(c.table()->rowAt(0), 0);
        // An empty object is no empty pane.
        auto *payload = c.find<PayloadView>(u"payload"_s);
        QVERIFY(payload);
        QStringList shown;
        for (const QLabel *label : payload->findChildren<QLabel *>()) {
            if (label->isVisible()) {
                shown.append(label->text());
            }
        }
        QVERIFY2(shown.join(u'\n').contains(u"{ }"_s), qPrintable(shown.join(u'\n')));
        // A filter of the server leaves it out of the list, not out of sight.
        QVERIFY(c.choose(u"typeFilter"_s, u"invoice.paid"_s));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"newMessageButton"_s));
        composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        composer->setDraft(draft);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        const QString second =
            demo().get(u"/app/acme/msg?limit=1"_s)[u"data"_s].toArray().first()[u"id"_s].toString();
        QCOMPARE(c.pane()->place().object, second);
        QVERIFY(c.table()->selectedKeys().isEmpty());
    }

    /// What only the server knows to be wrong (422) stands at the field.
    void serverNamesTheField()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        ComposerLimits generous;
        generous.maxChannels = 10;
        composer->setLimits(generous);
        DraftContent draft;
        draft.eventType = u"invoice.paid"_s;
        draft.payload = "{}";
        draft.channels = {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s};
        composer->setDraft(draft);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->fieldErrors().error(u"channels"_s).isEmpty(); }));
        QCOMPARE(c.calls("createMessage").constFirst().status, 422);
        QCOMPARE(composer->draft().channels.size(), 7);
        QVERIFY(!composer->isBusy());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    void sendsAnExample()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Endpoints, acme(), {}, {}, {}}));
        QVERIFY(c.clickRow(c.rowWith(u"billing"_s)));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"sendExampleButton"_s));
        auto *dialog = c.dialog<SendExampleDialog>();
        QVERIFY(dialog);
        QVERIFY(waitUntil([&] { return !dialog->eventType().isEmpty(); }));
        auto *button = c.find<QPushButton>(u"sendButton"_s);
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"Example sent"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("sendExample").size(), 1);
    }

private:
    /// A server whose receivers answer at once, one with 200 and one with 503, and whose next tries
    /// are far.
    struct Receivers
    {
        static sandbox::SandboxOptions options()
        {
            auto options = optionsOf(sandbox::SandboxOptions::Seed::Empty);
            options.retrySeconds = {600, 600};
            return options;
        }
        /// Shows the messages once each was tried everywhere.
        bool open(ConsoleWindow &c, int messages)
        {
            app = makeApplication(sandbox);
            down = makeEndpoint(sandbox, app, "https://one.example/down");
            makeEndpoint(sandbox, app, "https://two.example/in");
            for (int i = 0; i < messages; ++i) {
                const QByteArray eventId = "evt-" + QByteArray::number(i);
                if (!send(sandbox, app, ",\"eventId\":\"" + eventId + "\"").startsWith(u"msg_")) {
                    return false;
                }
            }
            const QByteArray failures =
                "/api/v1/app/" + app.toLatin1() + "/attempt/endpoint/" + down.toLatin1();
            const QUrl url(QStringLiteral("http://127.0.0.1:%1").arg(sandbox.port()));
            return waitUntil([&] {
                       return jsonOf(call(sandbox.port(), "GET", failures,
                                          sandbox.token()))[QStringLiteral("data")]
                                  .toArray()
                                  .size() == messages;
                   }) &&
                   c.show() && c.connectTo(profileFor(url), sandbox.token()) &&
                   c.go({Section::Messages, app, {}, {}, {}});
        }
        SandboxThread sandbox{options()};
        QString app;
        QString down;
    };

    bool start(ConsoleWindow &c)
    {
        return c.show() && c.connectTo(profileFor(demo().url()), demo().token()) &&
               c.go({Section::Messages, acme(), {}, {}, {}});
    }
};

SVIX_GUI_TEST_MAIN(SendingTest)
#include "tst_sending.moc"
