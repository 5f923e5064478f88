// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draftstore.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/sendexampledialog.h"
#include "gui/sandboxed.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The window against a sandbox that does what it is asked and loses the answer, or does not.
class LostAnswersTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_demo = std::make_unique<Demo>();
        m_acme = m_demo->applicationId();
    }

    void cleanupTestCase() { m_demo.reset(); }

    void cleanup() { faults({}); }

    /// Nobody can tell a lost answer from a lost request; Try again makes one message of both.
    void tryAgainMakesOneMessage_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("drop,done=yes") << true;
        QTest::newRow("drop,done=no") << false;
        QTest::newRow("reset,done=yes") << true;
        QTest::newRow("reset,done=no") << false;
        QTest::newRow("504,body=html,done=yes") << true;
        QTest::newRow("504,body=html,done=no") << false;
    }
    void tryAgainMakesOneMessage()
    {
        QFETCH(bool, done);
        const QByteArray fault = QTest::currentDataTag();
        ConsoleWindow c;
        QVERIFY(start(c));
        ComposerDialog *composer = compose(c);
        QVERIFY(composer);
        const qsizetype before = messages();
        faults(fault + ",op=createMessage,first=1");

        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->messageText().isEmpty(); }));
        QVERIFY2(composer->messageText().contains(u"Try again"_s),
                 qPrintable(composer->messageText()));
        QCOMPARE(composer->messageTone(), Tone::Warn);
        QTest::qWait(300);
        QCOMPARE(asked().size(), 1); // by itself nothing is sent twice
        QCOMPARE(asked()[0][u"done"_s].toBool(), done);
        QCOMPARE(messages(), before + (done ? 1 : 0));

        auto *button = c.find<QPushButton>(u"sendButton"_s);
        QVERIFY(button->text().contains(u"again"_s));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"Message sent"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(messages(), before + 1);
        const QJsonArray log = asked();
        QCOMPARE(log.size(), 2);
        QVERIFY(!log[0][u"idempotencyKey"_s].toString().isEmpty());
        QCOMPARE(log[0][u"idempotencyKey"_s], log[1][u"idempotencyKey"_s]);
        QCOMPARE(log[1][u"status"_s], 202);
        QCOMPARE(newest(), c.table()->currentKey()); // and the window shows that one
    }

    /// Closed before anybody knew what became of it: the next start knows that it was tried, and
    /// tries again under the same key.
    void aLostAnswerOutlivesTheConsole()
    {
        QTemporaryDir dir;
        const Profile profile = profileFor(m_demo->url());
        const qsizetype before = messages();
        faults("drop,done=yes,op=createMessage,first=1");
        {
            ConsoleWindow c(dir.path());
            QVERIFY(start(c, profile));
            ComposerDialog *composer = compose(c);
            QVERIFY(composer);
            QVERIFY(c.click(u"sendButton"_s));
            QVERIFY(waitUntil([&] { return !composer->messageText().isEmpty(); }));
            QVERIFY(c.settings().save().ok());
        }
        QCOMPARE(messages(), before + 1);
        ConsoleWindow c(dir.path());
        QVERIFY(start(c, profile));
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QCOMPARE(composer->draft().payload, "{\"x\":  1}");
        QCOMPARE(composer->messageTone(), Tone::Warn);
        QVERIFY2(composer->messageText().contains(u"may have been sent"_s) &&
                     composer->messageText().contains(u"no second is made"_s),
                 qPrintable(composer->messageText()));
        // Another draft is another message, and back again it is the same.
        auto *button = c.find<QPushButton>(u"sendButton"_s);
        c.find<QComboBox>(u"eventType"_s)->setEditText(u"invoice.voided"_s);
        QVERIFY(button->text().contains(u"new message"_s));
        c.find<QComboBox>(u"eventType"_s)->setEditText(u"invoice.paid"_s);
        QVERIFY(button->text().contains(u"again"_s));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(messages(), before + 1);
        const QJsonArray log = asked();
        QCOMPARE(log.size(), 2);
        QVERIFY(!log[0][u"idempotencyKey"_s].toString().isEmpty());
        QCOMPARE(log[0][u"idempotencyKey"_s], log[1][u"idempotencyKey"_s]);
        // Sent: nothing of it is left.
        QVERIFY(c.click(u"newMessageButton"_s));
        composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QCOMPARE(composer->messageText(), QString());
        QVERIFY(!composer->draft().payload.contains("x"));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// Refused on the way (by its token, by a gateway): that tells nothing of the try before.
    void aRefusalOnTheWayTellsNothing()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        ComposerDialog *composer = compose(c);
        QVERIFY(composer);
        const qsizetype before = messages();
        faults("drop,done=yes,op=createMessage,first=1");
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->messageText().isEmpty(); }));
        const QJsonValue key = asked()[0][u"idempotencyKey"_s];
        faults("403,op=createMessage,first=1");
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return composer->messageText().contains(u"refused"_s); }));
        QVERIFY2(composer->messageText().contains(u"may have been sent"_s),
                 qPrintable(composer->messageText()));
        QVERIFY(c.find<QPushButton>(u"sendButton"_s)->text().contains(u"again"_s));
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(messages(), before + 1);
        for (const QJsonValue entry : asked()) {
            QCOMPARE(entry[u"idempotencyKey"_s], key);
        }
    }

    /// Too long ago, or under another token: the server no longer knows the key, which is said, and
    /// nothing promises that no second message is made.
    void aForgottenKeyIsNotTriedAgain_data()
    {
        QTest::addColumn<int>("hoursAgo");
        QTest::addColumn<bool>("otherToken");
        QTest::addColumn<bool>("kept");
        QTest::newRow("an hour ago") << 1 << false << true;
        QTest::newRow("13 hours ago") << 13 << false << false;
        QTest::newRow("another token") << 1 << true << false;
    }
    void aForgottenKeyIsNotTriedAgain()
    {
        QFETCH(int, hoursAgo);
        QFETCH(bool, otherToken);
        QFETCH(bool, kept);
        ConsoleWindow c;
        const Profile profile = profileFor(m_demo->url());
        QVERIFY(start(c, profile));
        faults({});
        DraftTry tried;
        tried.key = u"console_before"_s;
        tried.content.eventType = u"invoice.paid"_s;
        tried.content.payload = "{\"x\": 1}";
        tried.at = QDateTime::currentDateTimeUtc().addSecs(-3600 * hoursAgo);
        tried.mark =
            c.window().session().tokenMark(tried.key + QString(otherToken ? u"x"_s : u""_s));
        DraftStore(Paths::under(c.directory()).data + u"/drafts"_s)
            .saveTry(profile.id, m_acme, tried);
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QCOMPARE(composer->draft(), tried.content);
        const QString text = composer->messageText();
        QVERIFY2(text.contains(u"may have been sent"_s), qPrintable(text));
        QCOMPARE(text.contains(u"no second is made"_s), kept);
        QCOMPARE(text.contains(u"second message"_s), !kept);
        auto *button = c.find<QPushButton>(u"sendButton"_s);
        QCOMPARE(button->text().contains(u"again"_s), kept);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QCOMPARE(asked().size(), 1);
        QCOMPARE(asked()[0][u"idempotencyKey"_s] == tried.key, kept);
    }

    /// The head of the answer says that it was sent: said so, and not offered again.
    void sentThoughTheAnswerIsBroken_data()
    {
        QTest::addColumn<int>("status");
        for (const char *fault :
             {"truncate", "long-length", "bad-chunks", "bad-json", "wrong-shape"}) {
            QTest::newRow(fault) << 202;
        }
    }
    void sentThoughTheAnswerIsBroken()
    {
        QFETCH(int, status);
        const QByteArray fault = QTest::currentDataTag();
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(compose(c));
        const qsizetype before = messages();
        faults(fault + ",op=createMessage");
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"Done, but the answer could not be read."_s),
                 qPrintable(c.notice()));
        QVERIFY2(!c.notice().contains(u"not sent"_s, Qt::CaseInsensitive), qPrintable(c.notice()));
        QTest::qWait(300);
        QCOMPARE(asked().size(), 1);
        QCOMPARE(asked()[0][u"status"_s], status);
        QCOMPARE(messages(), before + 1);
        c.key(Qt::Key_F5); // as it advises
        QVERIFY(waitUntil([&] { return c.table()->rowOfKey(newest()) >= 0; }));
        // Nothing is left of it that could be sent by mistake.
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QCOMPARE(composer->draft().payload.contains("\"x\":  1"), false);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// The same from a form without a draft of its own: one example in all, and one key.
    void tryAgainMakesOneExample()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        auto *dialog = example(c);
        QVERIFY(dialog);
        faults("drop,done=yes,op=sendExample,first=1");
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        QCOMPARE(dialog->messageTone(), Tone::Warn);
        auto *button = c.find<QPushButton>(u"sendButton"_s);
        QVERIFY(button->text().contains(u"again"_s));
        // Another type would be another example: it takes a second look.
        auto *type = c.find<QComboBox>(u"eventType"_s);
        const QString chosen = type->currentText();
        type->setEditText(u"svix.ping"_s);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY2(dialog->messageText().contains(u"another one"_s),
                 qPrintable(dialog->messageText()));
        QCOMPARE(asked(u"endpoint.sendExample"_s).size(), 1);
        type->setEditText(chosen);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"Example sent"_s), qPrintable(c.notice()));
        const QJsonArray log = asked(u"endpoint.sendExample"_s);
        QCOMPARE(log.size(), 2);
        QVERIFY(!log[0][u"idempotencyKey"_s].toString().isEmpty());
        QCOMPARE(log[0][u"idempotencyKey"_s], log[1][u"idempotencyKey"_s]);
    }

    /// Done, and the answer is broken: the form closes, since to press again would send a second.
    void theExampleWasSentThoughTheAnswerIsBroken()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(example(c));
        faults("bad-json,op=sendExample");
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"Done, but the answer could not be read."_s),
                 qPrintable(c.notice()));
        QCOMPARE(asked(u"endpoint.sendExample"_s).size(), 1);
    }

    void aSavedChangeIsNobodyElses_data()
    {
        QTest::addColumn<QString>("act");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QString>("says");
        QTest::newRow("application") << u"editApplication"_s << u"name"_s
                                     << QByteArray("patchApplication") << u"was saved after all"_s;
        QTest::newRow("endpoint") << u"editEndpoint"_s << u"description"_s
                                  << QByteArray("patchEndpoint") << u"was saved after all"_s;
        QTest::newRow("event type") << u"editEventType"_s << u"description"_s
                                    << QByteArray("patchEventType") << u"was saved after all"_s;
    }
    /// The answer to a change is lost, and the change is there: pressed again it is one's own, and
    /// Undo takes back to what was there before it.
    void aSavedChangeIsNobodyElses()
    {
        QFETCH(QString, act);
        QFETCH(QString, field);
        QFETCH(QByteArray, operation);
        QFETCH(QString, says);
        ConsoleWindow c;
        QVERIFY(start(c));
        const QString data = QString::fromLatin1(QTest::currentDataTag());
        const Section section = data == u"application" ? Section::Applications
                                : data == u"endpoint"  ? Section::Endpoints
                                                       : Section::EventTypes;
        QVERIFY(c.go({section, section == Section::Endpoints ? m_acme : QString(), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        const QString key = c.table()->currentKey();
        QVERIFY2(c.act(act), qPrintable(c.describe()));
        auto *dialog = c.dialog<ConsoleDialog>();
        QVERIFY(dialog);
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        auto *edit = dialog->findChild<QLineEdit *>(field);
        QVERIFY(edit);
        const QString before = edit->text();
        edit->setText(u"Changed by me"_s);
        faults("drop,done=yes,first=1,op=" + operation);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        faults({});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY2(c.notice().contains(says), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QAction *undo = nullptr;
        for (QAction *action : c.window().findChildren<QAction *>()) {
            const bool fresh = action->objectName().startsWith(u"undo"_s) && action->isEnabled();
            undo = fresh ? action : undo;
        }
        QVERIFY(undo);
        undo->trigger();
        QVERIFY(c.settle());
        QVERIFY2(c.notice().contains(u"ndone"_s) || c.notice().contains(u"as it was"_s),
                 qPrintable(c.notice()));
        c.table()->selectKey(key);
        QVERIFY(c.settle());
        QVERIFY2(c.act(act), qPrintable(c.describe()));
        dialog = c.dialog<ConsoleDialog>();
        QVERIFY(dialog);
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QCOMPARE(dialog->findChild<QLineEdit *>(field)->text(), before);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// Nobody waits for the answer any more: the page is read again, and what is not known is said.
    void aClosedDialogLeavesNoOldRow()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Applications, {}, {}, {}, {}}));
        QVERIFY(c.clickRow(c.rowWith(u"Northwind"_s)));
        QVERIFY(c.settle());
        QVERIFY(c.act(u"editApplication"_s));
        auto *dialog = c.dialog<ConsoleDialog>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"Northwind and Sons"_s);
        faults("drop,done=yes,first=1,op=patchApplication");
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        faults({});
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"not known"_s), qPrintable(c.notice()));
        QVERIFY(waitUntil([&] { return c.rowWith(u"Northwind and Sons"_s) >= 0; }));
        QCOMPARE(asked(u"application.patchApplication"_s).size(), 0); // and nothing was sent again
    }

    /// A second try that is refused on the way tells nothing of the first: it is still not known,
    /// and the key stays.
    void aRefusedTryOfAResendTellsNothing()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.choose(u"windowFilter"_s, u"90 days"_s));
        QVERIFY(c.settle());
        QVERIFY(c.choose(u"deliveryFilter"_s, u"not to all"_s));
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() > 0; }));
        QVERIFY(c.settle());
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        faults("drop,done=yes,op=resendWebhook,first=1");
        QVERIFY(c.resend());
        QVERIFY(waitUntil([&] { return c.notice().contains(u"not known"_s); }));
        const QString key =
            asked(u"messageAttempt.resendWebhook"_s)[0][u"idempotencyKey"_s].toString();
        QVERIFY(!key.isEmpty());
        faults("503,op=resendWebhook");
        QVERIFY2(c.act(u"tryResendAgain"_s), qPrintable(c.describe()));
        QVERIFY(waitUntil([&] { return asked(u"messageAttempt.resendWebhook"_s).size() > 0; }));
        QVERIFY(c.settle());
        QVERIFY2(c.notice().contains(u"not known"_s), qPrintable(c.notice()));
        faults({});
        QVERIFY2(c.act(u"tryResendAgain"_s), qPrintable(c.describe()));
        QVERIFY(waitUntil([&] { return asked(u"messageAttempt.resendWebhook"_s).size() > 0; }));
        QVERIFY(c.settle());
        QCOMPARE(asked(u"messageAttempt.resendWebhook"_s)[0][u"idempotencyKey"_s].toString(), key);
        QVERIFY(!c.action(u"tryResendAgain"_s) || !c.action(u"tryResendAgain"_s)->isEnabled());
    }

    /// A refusal is no lost answer: nothing was done, and it is said so.
    void refusalsAreNoLostAnswers()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        ComposerDialog *composer = compose(c);
        QVERIFY(composer);
        const qsizetype before = messages();
        faults("403,op=createMessage");
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->messageText().isEmpty(); }));
        QVERIFY2(!composer->messageText().contains(u"may have"_s),
                 qPrintable(composer->messageText()));
        QVERIFY(!c.find<QPushButton>(u"sendButton"_s)->text().contains(u"again"_s));
        QCOMPARE(asked().size(), 1);
        QCOMPARE(messages(), before);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// What is only read is asked again by itself, so that a short failure is never seen.
    void readsComeThrough_data()
    {
        QTest::addColumn<int>("times"); // that it goes wrong
        QTest::newRow("503,retry-after=0") << 2;
        QTest::newRow("429,retry-after=1") << 1;
        QTest::newRow("drop") << 1;
    }
    void readsComeThrough()
    {
        QFETCH(int, times);
        const QByteArray fault = QTest::currentDataTag();
        ConsoleWindow c;
        QVERIFY(start(c));
        faults(fault + ",op=listEndpoints,first=" + QByteArray::number(times));
        QVERIFY(c.go({Section::Endpoints, m_acme, {}, {}, {}}));
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() > 0; }));
        QCOMPARE(c.window().messageBar().count(), 0);
        QVERIFY(asked(u"endpoint.listEndpoints"_s).size() > times);
    }

private:
    bool start(ConsoleWindow &c) { return start(c, profileFor(m_demo->url())); }
    bool start(ConsoleWindow &c, const Profile &profile)
    {
        return c.show() && c.connectTo(profile, m_demo->token()) &&
               c.go({Section::Messages, m_acme, {}, {}, {}});
    }

    static ComposerDialog *compose(ConsoleWindow &c)
    {
        return c.compose(u"invoice.paid"_s, "{\"x\":  1}");
    }

    /// The form for an example to the endpoint of Acme that takes everything of billing.
    SendExampleDialog *example(ConsoleWindow &c)
    {
        const bool there = c.go({Section::Endpoints, m_acme, {}, {}, {}}) &&
                           c.clickRow(c.rowWith(u"billing"_s)) && c.settle() &&
                           c.click(u"sendExampleButton"_s);
        auto *dialog = there ? c.dialog<SendExampleDialog>() : nullptr;
        const bool ready = dialog && waitUntil([dialog] { return !dialog->eventType().isEmpty(); });
        return ready ? dialog : nullptr;
    }

    /// This rule alone, or none; begins counting anew.
    void faults(const QByteArray &rule)
    {
        QJsonArray rules;
        if (!rule.isEmpty()) {
            rules.append(QString::fromLatin1(rule));
        }
        const auto control = [&](const QByteArray &method, const QByteArray &path,
                                 const QByteArray &body, int status) {
            QCOMPARE(call(m_demo->sandbox().port(), method, path, m_demo->token(), body).status,
                     status);
        };
        control("PUT", "/sandbox/faults", QJsonDocument(QJsonObject{{u"rules"_s, rules}}).toJson(),
                200);
        control("DELETE", "/sandbox/requests", {}, 204);
    }

    /// What the sandbox was asked since faults(), each as often as it came.
    QJsonArray asked(const QString &operation = u"message.createMessage"_s)
    {
        QJsonArray found;
        const QJsonObject log =
            jsonOf(call(m_demo->sandbox().port(), "GET", "/sandbox/requests", m_demo->token()));
        for (const auto &entry : log[u"requests"_s].toArray()) {
            for (int i = 0; entry[u"operation"_s] == operation && i < entry[u"count"_s].toInt();
                 ++i) {
                found.append(entry);
            }
        }
        return found;
    }

    QJsonArray sent()
    {
        return m_demo
            ->get(u"/app/%1/msg?limit=250&event_types=invoice.paid"_s.arg(m_acme))[u"data"_s]
            .toArray();
    }
    qsizetype messages() { return sent().size(); }
    QString newest() { return sent()[0][u"id"_s].toString(); }

    std::unique_ptr<Demo> m_demo;
    QString m_acme;
};

SVIX_GUI_TEST_MAIN(LostAnswersTest)
#include "tst_lostanswers.moc"
