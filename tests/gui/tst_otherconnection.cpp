// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/resenddialog.h"
#include "dialogs/sendexampledialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The connection becomes another one below an open question or in the middle of a job, as when a
/// keyring took its time to give a token: what was chosen on the one is never done on the other.
class OtherConnectionTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_first = std::make_unique<FakeApi>();
        m_second = std::make_unique<FakeApi>();
        m_first->onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.target.contains("/event-type?")
                       ? std::optional(fault::answer(
                             200, FakeApi::page(R"({"name":"a.b","description":"","schemas":null,)"
                                                R"("createdAt":"2024-05-01T10:00:00Z",)"
                                                R"("updatedAt":"2024-05-01T10:00:00Z"})")))
                       : std::nullopt;
        });
        m_window = std::make_unique<ConsoleWindow>();
        const Profile other =
            profileFor(m_second->url(), ConnectionClass::Development, u"Second server"_s);
        QVERIFY(c().settings().addProfile(other).ok());
        QVERIFY(c().show());
        c().vault().keepForSession(tokenSecretKey(other), "token-two");
        QVERIFY(c().connectTo(
            profileFor(m_first->url(), ConnectionClass::Development, u"First server"_s),
            "token-one"));
    }
    void cleanup()
    {
        // Whatever was pressed: no write went to either, but those that were under way before.
        QVERIFY(c().settle());
        QCOMPARE(m_second->seen("POST", "/").size(), 0);
        QCOMPARE(m_second->seen("DELETE", "/").size(), 0);
        QCOMPARE(m_first->seen("DELETE", "/").size(), 0);
        QVERIFY(m_first->seen("POST", "/").size() <= m_writesBefore);
        m_writesBefore = 0;
        m_window.reset();
    }

    void belowADelete()
    {
        RunOptions options;
        options.confirm.title = u"Delete application Acme 1"_s;
        options.confirm.verb = u"Delete application"_s;
        const auto asked = c().window().runner().run<op::deleteApplication>(options, object("app"));
        QVERIFY(c().dialog<ConfirmDialog>());
        QVERIFY(openSecond());
        QVERIFY(c().click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return asked.isFinished(); }));
        QCOMPARE(asked.result().error().kind, ErrorKind::InvalidInput);
        QCOMPARE(asked.result().error().outcome, Outcome::NotDone);
        QVERIFY2(asked.result().error().detail.contains(u"no longer"_s),
                 qPrintable(asked.result().error().detail));
    }

    void belowAQuestionToResend()
    {
        QVERIFY(c().go({Section::Attempts, object("app"), {}, {}, {}}));
        QVERIFY(c().clickRow(0));
        QVERIFY(c().click(u"resendButton"_s));
        QVERIFY(c().dialog<ConfirmDialog>());
        QVERIFY(openSecond());
        c().window().messageBar().dismissAll();
        QVERIFY(c().click(u"verbButton"_s));
        QVERIFY2(c().notice().contains(u"Nothing was sent"_s), qPrintable(c().notice()));
        QVERIFY(c().noDialog());
    }

    void belowTheChoiceOfEndpoints()
    {
        QVERIFY(c().go({Section::Messages, object("app"), {}, {}, {}}));
        QVERIFY(c().clickRow(0));
        QVERIFY(c().settle());
        QVERIFY(c().click(u"resendButton"_s));
        auto *dialog = c().dialog<ResendDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->chosen().size(), 1);
        QVERIFY(openSecond());
        c().window().messageBar().dismissAll();
        QVERIFY(c().click(u"resendButton"_s));
        QVERIFY2(c().notice().contains(u"Nothing was sent"_s), qPrintable(c().notice()));
        QVERIFY(c().noDialog());
    }

    void belowTheComposer()
    {
        QVERIFY(c().go({Section::Messages, object("app"), {}, {}, {}}));
        QVERIFY(c().click(u"newMessageButton"_s));
        auto *composer = c().dialog<ComposerDialog>();
        QVERIFY(composer);
        DraftContent draft;
        draft.eventType = u"a.b"_s;
        draft.payload = "{\"x\":  1}";
        composer->setDraft(draft);
        QVERIFY(openSecond());
        QVERIFY(c().click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->messageText().isEmpty(); }));
        QVERIFY2(composer->messageText().contains(u"no longer"_s),
                 qPrintable(composer->messageText()));
        QCOMPARE(composer->draft().payload, draft.payload); // what was typed is not lost
        c().key(Qt::Key_Escape);
        QVERIFY(c().noDialog());
    }

    void belowAnExample()
    {
        QVERIFY(c().go({Section::Endpoints, object("app"), {}, {}, {}}));
        QVERIFY(c().clickRow(0));
        QVERIFY(c().settle());
        QVERIFY(c().click(u"sendExampleButton"_s));
        auto *dialog = c().dialog<SendExampleDialog>();
        QVERIFY(dialog);
        QVERIFY(waitUntil([&] { return !dialog->eventType().isEmpty(); }));
        QVERIFY(openSecond());
        QVERIFY(c().click(u"sendButton"_s));
        QTest::qWait(200);
        QVERIFY(dialog->isVisible()); // and says why
        c().key(Qt::Key_Escape);
        QVERIFY(c().noDialog());
    }

    /// Two are on their way, and the others were not tried: they never are.
    void inTheMiddleOfABulkResend()
    {
        m_first->onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.method == "POST") {
                return fault::never();
            }
            if (request.target.contains("/attempt/endpoint/")) {
                return fault::answer(200, manyAttempts(40));
            }
            return std::nullopt;
        });
        QVERIFY(c().go({Section::Attempts, object("app"), {}, {}, {}}));
        QVERIFY(waitUntil([&] { return c().table()->model()->rowCount() == 40; }));
        QVERIFY(c().settle());
        QVERIFY(c().clickRow(0));
        c().key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(c().table()->selectedKeys().size(), 40);
        QVERIFY(c().click(u"resendButton"_s));
        QVERIFY(c().dialog<ConfirmDialog>());
        QVERIFY(c().click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return m_first->seen("POST", "/").size() == 2; }));
        m_writesBefore = 2;
        QVERIFY(openSecond());
        QVERIFY(c().settle());
        QVERIFY(!c().find<QPushButton>(u"cancelJob"_s)); // it has ended
        QVERIFY2(c().notice().contains(u"2 unknown, 38 not tried"_s), qPrintable(c().notice()));
        // "Try again" would be something else here.
        for (const QPushButton *button : c().window().messageBar().findChildren<QPushButton *>()) {
            QVERIFY2(!button->text().contains(u"again"_s), qPrintable(button->text()));
        }
    }

    /// While it is found out where messages did not arrive, nothing was asked yet: nor is it then.
    void inTheMiddleOfLookingForFailures()
    {
        QVERIFY(c().go({Section::Messages, object("app"), {}, {}, {}}));
        QVERIFY(c().clickRow(0));
        QVERIFY(c().clickRow(1, Qt::ShiftModifier));
        QVERIFY(c().settle());
        int looked = 0;
        m_first->onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.target.split('?').constFirst().endsWith("/endpoint") && ++looked > 1
                       ? std::optional(fault::never())
                       : std::nullopt;
        });
        QVERIFY(c().click(u"resendButton"_s));
        QVERIFY(waitUntil([&] { return looked == 2; }));
        QVERIFY(openSecond());
        QVERIFY(c().settle());
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(!c().find<QPushButton>(u"cancelJob"_s));
    }

    /// Whoever begins an act in the moment in which a connection ends finds none.
    void beginsAnotherWhileTheConnectionEnds()
    {
        m_first->onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.target.contains("/event-type/") ? std::optional(fault::never())
                                                           : std::nullopt;
        });
        Session &session = c().window().session();
        QList<Error> errors;
        const auto begin = [&] {
            session.client()
                ->get<op::getEventType>({}, u"a.b"_s)
                .then(this, [&](const Result<EventTypeOut> &) {
                    c().window()
                        .runner()
                        .run<op::resendWebhook>({}, object("app"), object("msg"), object("ep"))
                        .then(this, [&](const Result<Nothing> &result) {
                            errors.append(result.ok() ? Error() : result.error());
                        });
                });
        };
        begin();
        quint64 before = session.generation();
        session.reconnect();
        QVERIFY(session.generation() != before);
        QCOMPARE(errors.size(), 1);
        QVERIFY(waitUntil([&] { return session.isConnected(); }));
        begin();
        before = session.generation();
        QVERIFY(openSecond());
        QVERIFY(session.generation() != before);
        begin();
        before = session.generation();
        c().window().connections().disconnectNow();
        QVERIFY(session.generation() != before);
        QCOMPARE(errors.size(), 3);
        for (const Error &error : std::as_const(errors)) {
            QCOMPARE(error.kind, ErrorKind::NotOffered);
            QCOMPARE(error.outcome, Outcome::NotDone);
        }
    }

private:
    ConsoleWindow &c() { return *m_window; }
    static QString object(const char *prefix)
    {
        return QString::fromLatin1(FakeApi::idOf(prefix, 1));
    }

    bool openSecond()
    {
        c().window().connections().openByName(u"Second server"_s);
        return waitUntil([&] {
            return c().window().session().profile().name == u"Second server"_s &&
                   c().window().session().isConnected();
        });
    }

    static QByteArray manyAttempts(int count)
    {
        QByteArrayList rows;
        for (int i = 1; i <= count; ++i) {
            rows.append(R"({"id":")" + FakeApi::idOf("atmpt", 1000 - i) + R"(","msgId":")" +
                        FakeApi::idOf("msg", i) + R"(","endpointId":")" + FakeApi::idOf("ep", 1) +
                        R"(","url":"https://example.com/hook","response":"no",)"
                        R"("responseStatusCode":500,"responseDurationMs":5,"status":2,)"
                        R"("triggerType":0,"timestamp":"2024-05-01T10:00:00Z"})");
        }
        return FakeApi::page(rows.join(','));
    }

    std::unique_ptr<FakeApi> m_first;
    std::unique_ptr<FakeApi> m_second;
    std::unique_ptr<ConsoleWindow> m_window;
    qsizetype m_writesBefore = 0;
};

SVIX_GUI_TEST_MAIN(OtherConnectionTest)
#include "tst_otherconnection.moc"
