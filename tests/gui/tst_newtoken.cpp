// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/tokendialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The token runs out while something is being written: another one is put in its place from there,
/// and what was typed goes out with it.
class NewTokenTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void inAForm()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(c.act(u"newApplication"_s));
        auto *dialog = c.dialog<ConsoleDialog>();
        QVERIFY(dialog);
        c.find<QLineEdit>(u"name"_s)->setText(u"Typed with care"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(replace(c, dialog, api, u"second-token"_s));
        QCOMPARE(c.find<QLineEdit>(u"name"_s)->text(), u"Typed with care"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return posted(api).size() == 2; }));
        QVERIFY(posted(api).last().body.contains("Typed with care"));
        QCOMPARE(posted(api).last().header("authorization"), "Bearer second-token");
    }

    void inTheComposer()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(c.go({Section::Messages, appId(), {}, {}, {}}));
        auto *composer = c.compose(u"a.b"_s, "{\"typed\": true}");
        QVERIFY(composer);
        const DraftContent draft = composer->draft();
        QCOMPARE(draft.payload, "{\"typed\": true}");
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(replace(c, composer, api, u"second-token"_s));
        QCOMPARE(composer->draft(), draft);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return posted(api).size() == 2; }));
        QCOMPARE(posted(api).last().header("authorization"), "Bearer second-token");
    }

    /// A token that says that it is of another organisation opens another connection: nothing of
    /// this one is sent there.
    void ofAnotherOrganisation()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api, jwtOf("org_first")));
        QVERIFY(c.act(u"newApplication"_s));
        auto *dialog = c.dialog<ConsoleDialog>();
        QVERIFY(dialog);
        c.find<QLineEdit>(u"name"_s)->setText(u"Typed with care"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(replace(c, dialog, api, QString::fromLatin1(jwtOf("org_second")), false));
        const auto before = posted(api).size();
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return dialog->messageText().contains(u"no longer"_s); }));
        QCOMPARE(posted(api).size(), before);
        QCOMPARE(c.find<QLineEdit>(u"name"_s)->text(), u"Typed with care"_s);
        c.key(Qt::Key_Escape);
    }

private:
    static QByteArray jwtOf(const QByteArray &organisation)
    {
        const auto part = [](const QByteArray &json) {
            return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        };
        return part(R"({"alg":"HS256","typ":"JWT"})") + '.' +
               part(R"({"iss":"svix-server","sub":")" + organisation +
                    R"(","iat":1700000000,"exp":4000000000})") +
               ".c2ln";
    }

    static bool start(ConsoleWindow &c, FakeApi &api, const QByteArray &token = "first-token")
    {
        api.onRequest([token](const SeenRequest &request) -> std::optional<Behaviour> {
            // Good for reading only until it is replaced, so that the list is there.
            if (request.method == "POST" && request.header("authorization") == "Bearer " + token) {
                return fault::answer(
                    401, R"({"code":"authentication_failed","detail":"Invalid token"})");
            }
            return std::nullopt;
        });
        return c.show() && c.connectTo(profileFor(api.url()), token);
    }

    static QString appId() { return QString::fromLatin1(FakeApi::idOf("app", 1)); }

    static QList<SeenRequest> posted(FakeApi &api) { return api.seen("POST", "/api/v1/"); }

    /// From the button of the dialog to the new connection.
    static bool replace(ConsoleWindow &c, ConsoleDialog *dialog, FakeApi &api, const QString &token,
                        bool still = true)
    {
        auto *button = dialog->findChild<QPushButton *>(u"tokenButton"_s);
        if (!button || !waitUntil([&] { return button->isVisible(); }) ||
            !dialog->messageText().contains(u"token"_s) || posted(api).size() != 1) {
            return false;
        }
        QTest::mouseClick(button, Qt::LeftButton);
        auto *ask = c.dialog<TokenDialog>();
        if (!ask) {
            return false;
        }
        ask->findChild<QLineEdit *>(u"token"_s)->setText(token);
        ask->findChild<QPushButton *>(u"useButton"_s)->click();
        return waitUntil([&] {
            return c.window().session().isConnected() &&
                   QApplication::activeModalWidget() == dialog &&
                   dialog->messageText().contains(u"Connected again"_s) == still &&
                   button->isVisible() != still;
        });
    }
};

SVIX_GUI_TEST_MAIN(NewTokenTest)
#include "tst_newtoken.moc"
