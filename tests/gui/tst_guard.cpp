// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/headersdialog.h"
#include "dialogs/resenddialog.h"
#include "gui/sandboxed.h"
#include "support/testconsent.h"
#include "widgets/classband.h"
#include "widgets/connectionbutton.h"

#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What stands between a person and a mistake: read-only, production, the typed name.
class GuardTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    void readOnlyRefusesEverywhere()
    {
        ConsoleWindow c;
        Profile profile = profileFor(demo().url());
        profile.readOnly = true;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profile, demo().token()));
        QVERIFY(c.find<QLabel>(u"readOnlyLabel"_s));
        struct Expected
        {
            Section section;
            QStringList unsafe;
        };
        const QList<Expected> pages{
            {Section::Endpoints, {u"sendExample"_s}},
            {Section::Messages,
             {u"newMessage"_s, u"resend"_s, u"sendAgain"_s, u"expungePayload"_s}},
            {Section::Attempts, {u"resend"_s, u"expungeAnswer"_s}},
            {Section::EventTypes,
             {u"newEventType"_s, u"editEventType"_s, u"archiveEventType"_s, u"deleteEventType"_s}}};
        for (const Expected &page : pages) {
            QVERIFY(c.go(
                {page.section, isInApplication(page.section) ? acme() : QString(), {}, {}, {}}));
            QVERIFY(c.clickRow(0));
            QVERIFY(c.settle());
            for (const QString &name : page.unsafe) {
                QAction *action = c.action(name);
                QVERIFY2(action, qPrintable(name));
                QVERIFY2(!action->isEnabled(), qPrintable(name));
                QVERIFY2(action->toolTip().contains(u"read-only"_s), qPrintable(action->toolTip()));
                action->trigger();
                QVERIFY(!QApplication::activeModalWidget());
                for (QWidget *button : c.window().findChildren<QWidget *>(name + u"Button"_s)) {
                    QVERIFY(!button->isEnabled());
                }
            }
        }
        // Whatever asked, the client itself says no and the wire stays still.
        ApiClient &client = *c.window().session().client();
        const auto refused =
            client.act<op::resendWebhook>(TestConsent::give(), {}, acme(), u"msg_x"_s, u"ep_x"_s);
        QVERIFY(waitUntil([&] { return refused.isFinished(); }));
        QCOMPARE(refused.result().error().kind, ErrorKind::ReadOnly);
        for (const ActivityEntry &entry : c.calls("resendWebhook")) {
            QCOMPARE(entry.status, 0);
        }
        const auto asked = c.window().runner().run<op::deleteApplication>(RunOptions(), acme());
        QVERIFY(waitUntil([&] { return asked.isFinished(); }));
        QCOMPARE(asked.result().error().kind, ErrorKind::ReadOnly);
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(demo().applicationId(), acme());
    }

    void classIsShownInThreeWays()
    {
        QHash<QString, QImage> shapes;
        QHash<QString, QRgb> bands;
        for (const auto &[kind, word] : {std::pair(ConnectionClass::Development, u"development"_s),
                                         std::pair(ConnectionClass::Test, u"test"_s),
                                         std::pair(ConnectionClass::Production, u"production"_s)}) {
            ConsoleWindow c;
            QVERIFY(c.show());
            QVERIFY(c.connectTo(profileFor(demo().url(), kind, u"Same name"_s), demo().token()));
            auto *button = c.find<ConnectionButton>(u"connectionButton"_s);
            QVERIFY2(button->accessibleName().contains(word, Qt::CaseInsensitive),
                     qPrintable(button->accessibleName()));
            // The shape stands in front of the name.
            QImage picture = button->grab().toImage().copy(0, 0, 30, button->height());
            picture = picture.convertToFormat(QImage::Format_Grayscale8);
            for (const QImage &other : std::as_const(shapes)) {
                QVERIFY2(other != picture, qPrintable(word));
            }
            shapes.insert(word, picture);
            auto *band = c.window().findChild<ClassBand *>();
            const QImage strip = band->grab().toImage();
            const QRgb colour = strip.pixel(strip.width() / 2, strip.height() / 2);
            QVERIFY2(!bands.values().contains(colour), qPrintable(word));
            bands.insert(word, colour);
            QVERIFY(c.window().windowTitle().contains(u"Same name"_s));
        }
    }

    void productionAsksWithTheCount()
    {
        ConsoleWindow c;
        QVERIFY(production(c));
        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(4, Qt::ShiftModifier));
        QVERIFY(c.click(u"resendButton"_s));
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        QVERIFY2(asked->title().contains(QRegularExpression(u"Resend \\d+ deliver"_s)),
                 qPrintable(asked->title()));
        QVERIFY(says(asked, u"Live"_s) && says(asked, u"PRODUCTION"_s));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QCOMPARE(c.calls("resendWebhook").size(), 0);

        // Sending asks once more where it goes.
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        QVERIFY(says(composer, u"PRODUCTION"_s));
        DraftContent draft;
        draft.eventType = u"order.placed"_s;
        draft.payload = "{}";
        composer->setDraft(draft);
        QVERIFY(c.click(u"sendButton"_s));
        asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        // It is named where it goes; nothing is under way while that stands there.
        QVERIFY(says(asked, u"It goes to 2 of 4 endpoints of Acme Corp:"_s));
        QVERIFY(says(asked, u"crm.acme.example/svix"_s) && says(asked, u"audit.acme.example/in"_s));
        QVERIFY(!says(asked, u"old.acme.example"_s) && !says(asked, u"channel"_s));
        QVERIFY(!composer->isBusy());
        c.key(Qt::Key_Escape);
        QVERIFY(waitUntil([&] { return QApplication::activeModalWidget() == composer; }));
        QVERIFY(waitUntil([&] { return !composer->isBusy(); }));
        QCOMPARE(c.calls("createMessage").size(), 0);
        QCOMPARE(composer->draft().payload, QByteArray("{}"));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());

        // An endpoint that wants a channel is counted when the message has it.
        QVERIFY(c.go({Section::Messages, demo().applicationId(u"northwind"_s), {}, {}, {}}));
        for (const bool billing : {false, true}) {
            QVERIFY(c.click(u"newMessageButton"_s));
            composer = c.dialog<ComposerDialog>();
            QVERIFY(composer);
            draft.channels = billing ? QStringList{u"billing"_s} : QStringList();
            composer->setDraft(draft);
            QVERIFY(c.click(u"sendButton"_s));
            asked = c.dialog<ConfirmDialog>();
            QVERIFY(asked);
            QVERIFY(says(asked, billing ? u"It goes to 2 of 3 endpoints of "_s
                                        : u"It goes to 1 of 3 endpoints of "_s));
            QCOMPARE(says(asked, u"books.northwind.example/in"_s), billing);
            QVERIFY(c.click(u"verbButton"_s));
            QVERIFY(c.noDialog());
            QVERIFY(c.settle());
        }
        QCOMPARE(c.calls("createMessage").size(), 2);
    }

    void deletingWantsTheName()
    {
        ConsoleWindow c;
        QVERIFY(production(c));
        RunOptions options;
        options.confirm.title = u"Delete application Tidewater Freight"_s;
        options.confirm.verb = u"Delete application"_s;
        options.confirm.typedName = u"Tidewater Freight"_s;
        const QString victim = demo().applicationId(u"tidewater"_s);
        const auto asked = c.window().runner().run<op::deleteApplication>(options, victim);
        QVERIFY(c.dialog<ConfirmDialog>());
        auto *verb = c.find<QPushButton>(u"verbButton"_s);
        auto *name = c.find<QLineEdit>(u"name"_s);
        QVERIFY(verb && name);
        QVERIFY(!verb->isEnabled());
        QTest::keyClicks(name, u"tidewater freight"_s);
        QVERIFY(!verb->isEnabled());
        QTest::keyClick(name, Qt::Key_Return); // is Cancel, never the verb
        QVERIFY(waitUntil([&] { return asked.isFinished(); }));
        QCOMPARE(asked.result().error().kind, ErrorKind::Canceled);
        QCOMPARE(demo().applicationId(u"tidewater"_s), victim);

        const auto again = c.window().runner().run<op::deleteApplication>(options, victim);
        QVERIFY(c.dialog<ConfirmDialog>());
        QTest::keyClicks(c.find<QLineEdit>(u"name"_s), u"Tidewater Freight"_s);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return again.isFinished(); }));
        QVERIFY(again.result().ok());
        QVERIFY(demo().applicationId(u"tidewater"_s).isEmpty());
    }

    /// The value of a hidden header is gone with it, so there can be no Undo: it is asked before.
    void aHiddenHeaderIsAskedAbout()
    {
        const QString headers = u"/app/%1/endpoint/billing/headers"_s.arg(acme());
        const QByteArray body =
            R"({"headers":{"X-Tenant":"acme","Authorization":"Bearer hidden","X-Api-Key":"k"}})";
        QCOMPARE(call(demo().sandbox().port(), "PATCH", "/api/v1" + headers.toUtf8(),
                      demo().token(), body)
                     .status,
                 204);
        const auto hidden = [&] { return demo().get(headers)[u"sensitive"_s].toArray(); };
        const QJsonArray before = hidden();
        QVERIFY(before.contains(u"Authorization"_s));
        ConsoleWindow c;
        QVERIFY(production(c));
        QVERIFY(c.go({Section::Endpoints, acme(), u"billing"_s, {}, {}}));
        QVERIFY(c.act(u"editHeaders"_s));
        auto *dialog = c.dialog<HeadersDialog>();
        QVERIFY(dialog);
        QVERIFY(c.settle());
        const auto rowOf = [&](const QString &name) {
            for (int row = 0;; ++row) {
                auto *edit = c.find<QLineEdit>(u"name%1"_s.arg(row));
                if (!edit || edit->text() == name) {
                    return edit ? row : -1;
                }
            }
        };
        QVERIFY(c.click(u"removeHeader%1"_s.arg(rowOf(u"Authorization"_s))));
        QVERIFY(c.click(u"saveButton"_s));
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        QVERIFY(says(asked, u"Authorization"_s));
        QVERIFY(!says(asked, u"X-Api-Key"_s));
        QVERIFY(!c.find<QPushButton>(u"verbButton"_s)->isEnabled()); // the name is to be typed
        c.key(Qt::Key_Escape);
        QVERIFY(c.settle());
        QCOMPARE(hidden(), before);
        QCOMPARE(c.calls("patchEndpointHeaders").size(), 0);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QTest::keyClicks(QApplication::activeModalWidget()->findChild<QLineEdit *>(u"name"_s),
                         u"billing"_s);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY(c.settle());
        QVERIFY(!hidden().contains(u"Authorization"_s));
        QVERIFY(hidden().contains(u"X-Api-Key"_s));
        QVERIFY(!c.window().findChild<QAction *>(u"undoHeadersChange"_s));
    }

private:
    bool production(ConsoleWindow &c)
    {
        return c.show() &&
               c.connectTo(profileFor(demo().url(), ConnectionClass::Production, u"Live"_s),
                           demo().token());
    }

    static bool says(QWidget *dialog, const QString &word)
    {
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(word, Qt::CaseInsensitive)) {
                return true;
            }
        }
        return false;
    }
};

SVIX_GUI_TEST_MAIN(GuardTest)
#include "tst_guard.moc"
