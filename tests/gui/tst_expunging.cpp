// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/draftstore.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/confirmdialog.h"
#include "gui/sandboxed.h"
#include "models/activitymodel.h"
#include "models/roles.h"
#include "widgets/json/jsonview.h"
#include "widgets/json/payloadview.h"
#include "widgets/json/rawview.h"

#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Erasing payloads and answers: asked for with what goes, and then gone everywhere.
class ExpungingTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { faults({}); }

    /// Draft, clipboard, log of requests, detail: none of them still has what was erased.
    void everyCopyGoes()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        const QByteArray word = "quitepersonal";
        QVERIFY(send(c, R"({"name": ")" + word + R"("})"));
        const QString id = c.table()->currentKey();
        // A copy that was begun, and left.
        QVERIFY(waitUntil([&] { return c.action(u"sendAgain"_s)->isEnabled(); }));
        c.action(u"sendAgain"_s)->trigger();
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        DraftContent draft = composer->draft();
        QVERIFY(draft.payload.contains(word));
        draft.eventId = u"other"_s;
        composer->setDraft(draft);
        auto *eventId = c.find<QLineEdit>(u"eventId"_s);
        QVERIFY(eventId);
        QTest::keyClicks(eventId, u"1"_s);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return isOnDisk(c, word); }));
        c.action(u"copyPayload"_s)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromLatin1(word)));
        QVERIFY(c.calls("createMessage").constFirst().body.contains(word));

        c.action(u"expungePayload"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.notice().contains(u"1 payload deleted"_s); }));
        QVERIFY2(c.notice().contains(u"1 draft with it"_s), qPrintable(c.notice()));
        QVERIFY(!isOnDisk(c, word));
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(c.calls("createMessage").constFirst().body.isEmpty());
        QVERIFY(c.calls("createMessage").constFirst().bodyErased);
        QVERIFY(c.settle());
        QCOMPARE(c.table()->currentKey(), id);
        QVERIFY(!c.action(u"copyPayload"_s)->isEnabled());
        QVERIFY(!c.action(u"resend"_s)->isEnabled());
        QVERIFY2(shows(c, u"The payload is gone"_s), qPrintable(c.describe()));
        QVERIFY(!shows(c, QString::fromLatin1(word)));
        // Nor does the composer bring it back.
        QVERIFY(c.click(u"newMessageButton"_s));
        composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QVERIFY(!composer->draft().payload.contains(word));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// Never loaded, maybe too long to be kept whole, and its id unknown since the answer was lost:
    /// what the log has of it goes all the same.
    void aCopyThatNobodyCanTellGoesToo_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("whole") << 10;
        QTest::newRow("cut") << 100'000;
    }

    void aCopyThatNobodyCanTellGoesToo()
    {
        QFETCH(int, size);
        ConsoleWindow c;
        QVERIFY(start(c));
        faults("drop,done=yes,op=createMessage,first=1");
        MessageIn message;
        message.eventType = u"invoice.paid"_s;
        message.payload.text = QJsonDocument(QJsonObject{{u"a word"_s, u"quitepersonal"_s},
                                                         {u"more"_s, QString(size, u'x')}})
                                   .toJson();
        const auto sent =
            c.window().runner().run<op::createMessage>({}, acme(), CreateMessageQuery(), message);
        QVERIFY(waitUntil([&] { return sent.isFinished(); }));
        QCOMPARE(sent.result().error().outcome, Outcome::Unknown);
        faults({});
        QCOMPARE(c.calls("createMessage").constFirst().bodyCut, size > 1000);
        QVERIFY(c.calls("createMessage").constFirst().body.contains("quitepersonal"));
        c.window().refresh();
        QVERIFY(c.settle());
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(1, Qt::ShiftModifier));
        c.action(u"expungePayload"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.notice().contains(u"2 payloads deleted"_s); }));
        QVERIFY(c.calls("createMessage").constFirst().body.isEmpty());
        QVERIFY(c.calls("createMessage").constFirst().bodyErased);
    }

    void answerGoesFromBothPages()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"codeFilter"_s, u"5xx: failed at the receiver"_s));
        QVERIFY(c.settle());
        QVERIFY(c.clickRow(0));
        QVERIFY(waitUntil([&] { return c.action(u"copyResponse"_s)->isEnabled(); }));
        c.action(u"copyResponse"_s)->trigger();
        const QString answer = QGuiApplication::clipboard()->text();
        QVERIFY(!answer.isEmpty());
        const QString message = c.calls("getAttempt").constFirst().object.section(u" / "_s, 1, 1);
        QVERIFY(c.go({Section::Messages, acme(), message, {}, {}}));
        QVERIFY(waitUntil([&] { return openGroups(c) && shows(c, answer.left(20)); }));
        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        c.action(u"expungeAnswer"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.notice().contains(u"1 answer deleted"_s); }));
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(waitUntil([&] { return shows(c, u"The answer was deleted"_s); }));
        QVERIFY(c.settle());
        QVERIFY(!c.action(u"expungeAnswer"_s)->isEnabled());
        QVERIFY(c.go({Section::Messages, acme(), message, {}, {}}));
        QVERIFY(waitUntil([&] { return openGroups(c) && shows(c, u"The answer was deleted."_s); }));
    }

    /// However a payload came to the clipboard, all of it or a part: it goes, and nothing else
    /// does.
    void copiesOutOfViewsGo_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("button of the view") << 0;
        QTest::newRow("part of the tree") << 1;
        QTest::newRow("chosen text") << 2;
        QTest::newRow("as a command") << 3;
        QTest::newRow("of another message") << 4;
    }

    void copiesOutOfViewsGo()
    {
        QFETCH(int, way);
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(send(c, R"({"name": "of somebody else"})"));
        QVERIFY(send(c, R"({"secretName": "quitepersonal"})"));
        const QString id = c.table()->currentKey();
        QVERIFY(waitUntil([&] { return c.action(u"copyPayload"_s)->isEnabled(); }));
        const QString before = u"%1 untouched"_s.arg(way);
        QGuiApplication::clipboard()->setText(before);
        auto *view = c.find<PayloadView>(u"payload"_s);
        QVERIFY(view);
        if (way == 0) {
            view->setBarVisible(true);
            auto *copy = view->findChild<QToolButton *>(u"copyPayload"_s);
            QVERIFY(copy);
            copy->click();
        } else if (way == 1) {
            view->tree()->setCurrentIndex(view->tree()->model()->index(0, 0));
            view->tree()->findChild<QAction *>(u"copySubtree"_s)->trigger();
        } else if (way == 2) {
            view->setMode(PayloadView::Mode::Text);
            auto *text = view->raw()->findChild<QPlainTextEdit *>();
            text->selectAll();
            text->copy();
        } else if (way == 3) {
            const QString made = c.calls("createMessage").constFirst().made;
            QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
            QCOMPARE(made, id);
            const auto *log = c.window().findChild<ActivityModel *>();
            int row = 0;
            while (row < log->rowCount() && log->entryAt(row).made != id) {
                ++row;
            }
            QVERIFY(c.clickRow(c.table()->rowOfKey(log->index(row, 0).data(KeyRole).toString())));
            QVERIFY(waitUntil([&] { return c.act(u"copyCurl"_s); }));
            QVERIFY(c.go({Section::Messages, acme(), id, {}, {}}));
        } else {
            QVERIFY(c.clickRow(1));
            QVERIFY(waitUntil([&] {
                return c.table()->currentKey() != id && c.action(u"copyPayload"_s)->isEnabled();
            }));
            QVERIFY(c.settle());
            QVERIFY(c.act(u"copyPayload"_s));
            QVERIFY(c.clickRow(0));
        }
        QVERIFY(c.settle());
        QCOMPARE(c.table()->currentKey(), id);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied != before);
        QCOMPARE(copied.contains(u"quitepersonal"_s), way != 4);
        QVERIFY(c.act(u"expungePayload"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.notice().contains(u"1 payload deleted"_s); }));
        QCOMPARE(QGuiApplication::clipboard()->text(), way == 4 ? copied : QString());
    }

    /// A composer that is open with a copy of what is erased loses it too, and says so; one with
    /// anything else keeps what is being written.
    void anOpenComposerForgetsIt()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(send(c, R"({"secretName": "openincomposer"})"));
        const QString id = c.table()->currentKey();
        QVERIFY(waitUntil([&] { return c.act(u"sendAgain"_s); }));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        DraftContent draft = composer->draft();
        QVERIFY(draft.payload.contains("openincomposer"));
        draft.channels = {u"kept"_s};
        composer->setDraft(draft);
        draft = composer->draft();
        QVERIFY(draft.payload.contains("openincomposer"));
        // As when a deletion that was begun before is answered now.
        Q_EMIT c.window().session().erased({u"msg_2aaaaaaaaaaaaaaaaaaaaaaaaaa"_s, {}, {}, "{}"});
        QCOMPARE(composer->draft(), draft);
        Q_EMIT c.window().session().erased({id, {}, {}, draft.payload});
        QVERIFY(c.settle());
        QVERIFY(composer->isVisible());
        QVERIFY(!composer->draft().payload.contains("openincomposer"));
        QCOMPARE(composer->draft().channels, QStringList{u"kept"_s});
        QVERIFY2(composer->messageText().contains(u"taken out here as well"_s),
                 qPrintable(composer->messageText()));
        QVERIFY(!isOnDisk(c, "openincomposer"));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(!isOnDisk(c, "openincomposer"));
    }

    /// On production the application is typed; several are one question, with their number.
    void productionCountsAndWantsTheName()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url(), ConnectionClass::Production, u"Live"_s),
                            demo().token()));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(2, Qt::ShiftModifier));
        QAction *act = c.action(u"expungePayload"_s);
        QVERIFY2(act->text().contains(u"3 payloads"_s), qPrintable(act->text()));
        act->trigger();
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        QVERIFY2(asked->title().contains(u"3 payloads"_s), qPrintable(asked->title()));
        auto *verb = c.find<QPushButton>(u"verbButton"_s);
        QVERIFY2(verb->text().contains(u"3 payloads"_s), qPrintable(verb->text()));
        QVERIFY(!verb->isEnabled());
        c.key(Qt::Key_Return); // is Cancel
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("expungeMessagePayload").size(), 0);
        const QStringList chosen = c.table()->selectedKeys();
        QCOMPARE(chosen.size(), 3);
        act->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QTest::keyClicks(c.find<QLineEdit>(u"name"_s), u"acme"_s);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.notice().contains(u"3 payloads deleted"_s); }));
        QVERIFY(!QApplication::activeModalWidget()); // asked once
        for (const QString &id : chosen) {
            QVERIFY(isGone(id));
        }
    }

    void reportSaysWhatWasNotDone()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(10));
        QVERIFY(c.clickRow(14, Qt::ShiftModifier));
        const QStringList chosen = c.table()->selectedKeys();
        faults("500,op=expungeMessagePayload,first=1");
        c.action(u"expungePayload"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.notice().contains(u"Deleting ended"_s); }));
        QVERIFY2(c.notice().contains(u"4 done"_s), qPrintable(c.notice()));
        // Again, of the rest alone, and asked again.
        QAction *again = c.action(u"tryExpungeAgain"_s);
        QVERIFY(again && again->isEnabled());
        again->trigger();
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        QVERIFY2(asked->title().contains(u"payload of"_s), qPrintable(asked->title()));
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.notice().contains(u"1 payload deleted"_s); }));
        for (const QString &id : chosen) {
            QVERIFY(isGone(id));
        }
        QCOMPARE(c.calls("expungeMessagePayload").size(), 6);
    }

    void canceledSaysWhatIsLeft()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(20));
        QVERIFY(c.clickRow(39, Qt::ShiftModifier));
        c.action(u"expungePayload"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        demo().sandbox().setLatency(300);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"cancelJob"_s) != nullptr; }));
        QVERIFY(waitUntil([&] { return c.calls("expungeMessagePayload").size() > 0; }));
        QVERIFY(c.click(u"cancelJob"_s));
        QVERIFY(waitUntil([&] { return c.notice().contains(u"Deleting ended"_s); }));
        demo().sandbox().setLatency(0);
        QVERIFY2(c.notice().contains(u"not tried"_s), qPrintable(c.notice()));
        QVERIFY(c.calls("expungeMessagePayload").size() < 20);
    }

    /// While one job runs another one begins: the line below shows the second and
    /// counts the first, and Cancel is of what is shown alone.
    void twoJobsAreToldApart()
    {
        startAnew();
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"stateFilter"_s, u"failed"_s));
        QVERIFY(c.settle());
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(9, Qt::ShiftModifier));
        QVERIFY(c.click(u"resendButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        demo().sandbox().setLatency(300);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"cancelJob"_s) != nullptr; }));
        const auto line = [&] { return c.find<QLabel>(u"jobLabel"_s)->text(); };
        QVERIFY2(line().startsWith(u"Resending"_s), qPrintable(line()));
        QVERIFY(!line().contains(u"more job"_s));
        QVERIFY(c.act(u"expungeAnswer"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return line().startsWith(u"Deleting"_s); }));
        QVERIFY2(line().contains(u"1 more job"_s), qPrintable(line()));
        QVERIFY(c.click(u"cancelJob"_s));
        QVERIFY(waitUntil([&] { return line().startsWith(u"Resending"_s); }));
        QVERIFY(!line().contains(u"more job"_s));
        demo().sandbox().setLatency(0);
        QVERIFY(waitUntil([&] { return !c.find<QPushButton>(u"cancelJob"_s); }));
        QVERIFY(c.settle());
        QVERIFY(c.calls("expungeAttemptContent").size() < 10);
        QVERIFY(waitUntil([&] { return c.notice().contains(u"asked for"_s); })); // none was lost
    }

    /// Nobody knows whether it was done, so it is offered again, and no copy stays when it was.
    void lostAnswer()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(4));
        const QString id = c.table()->currentKey();
        QVERIFY(waitUntil([&] { return c.action(u"copyPayload"_s)->isEnabled(); }));
        faults("drop,done=yes,op=expungeMessagePayload,first=1");
        c.action(u"expungePayload"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        c.notice();
        QAction *again = c.action(u"tryExpungeAgain"_s);
        QVERIFY(waitUntil([&] { return again->isEnabled(); }));
        QVERIFY(isGone(id));
        QVERIFY(waitUntil([&] { return shows(c, u"The payload is gone"_s); })); // as read again
        again->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.notice().contains(u"1 payload deleted"_s); }));
    }

    /// What the server does not know has nothing to erase: that is no failure.
    void unknownToTheServerIsGoneAlready()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(6));
        QVERIFY(c.settle());
        faults("404,op=expungeMessagePayload,first=1");
        c.action(u"expungePayload"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.notice().contains(u"Already gone"_s); }));
    }

private:
    bool start(ConsoleWindow &c)
    {
        return c.show() && c.connectTo(profileFor(demo().url()), demo().token()) &&
               c.go({Section::Messages, acme(), {}, {}, {}});
    }

    static bool send(ConsoleWindow &c, const QByteArray &payload)
    {
        auto *composer = c.click(u"newMessageButton"_s) ? c.dialog<ComposerDialog>() : nullptr;
        if (!composer) {
            return false;
        }
        DraftContent draft;
        draft.eventType = u"invoice.paid"_s;
        draft.payload = payload;
        composer->setDraft(draft);
        return c.click(u"sendButton"_s) && c.noDialog() &&
               waitUntil([&] { return c.notice().contains(u"Message sent"_s); }) && c.settle();
    }

    /// A file of the console holds it, as it is or in Base64.
    static bool isOnDisk(const ConsoleWindow &c, const QByteArray &word)
    {
        QDirIterator files(c.directory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) {
                continue;
            }
            const QByteArray bytes = file.readAll();
            const QByteArray payload = QByteArray::fromBase64(
                QJsonDocument::fromJson(bytes).object()[u"payload"_s].toString().toLatin1());
            if (bytes.contains(word) || payload.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /// The page in front shows it, in a label or in the view of a payload.
    static bool shows(ConsoleWindow &c, const QString &text)
    {
        const QList<QLabel *> labels = c.pane()->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    /// Attempts are shown by endpoint; a group that ended well is closed at first.
    static bool openGroups(ConsoleWindow &c)
    {
        for (QAbstractButton *head : c.pane()->findChildren<QAbstractButton *>()) {
            if (head->objectName().startsWith(u"attemptHead"_s) && head->isVisible() &&
                !head->isChecked()) {
                head->click();
            }
        }
        return true;
    }

    bool isGone(const QString &id)
    {
        return demo().get(u"/app/%1/msg/%2"_s.arg(acme(), id))[u"payload"] ==
               QJsonValue(QJsonObject{{u"expired"_s, true}});
    }

    /// The sandbox follows this rule from now on.
    void faults(const QByteArray &rule)
    {
        QJsonArray rules;
        if (!rule.isEmpty()) {
            rules.append(QString::fromLatin1(rule));
        }
        const QByteArray body = QJsonDocument(QJsonObject{{u"rules"_s, rules}}).toJson();
        QCOMPARE(
            call(demo().sandbox().port(), "PUT", "/sandbox/faults", demo().token(), body).status,
            200);
    }
};

SVIX_GUI_TEST_MAIN(ExpungingTest)
#include "tst_expunging.moc"
