// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/integrationkeydialog.h"
#include "dialogs/secretdialog.h"
#include "gui/endpointtest.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>

using namespace svix;
using namespace svix::test;

/// Secrets of endpoints and keys of integrations: on the clipboard, after a rotation, and when the
/// connection is another one meanwhile.
class SecretActsTest : public EndpointTest
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { faults({}); }

    /// With "never" no time takes a copied secret away, but the end of its connection does.
    void theCopyGoesWithTheConnection_data()
    {
        QTest::addColumn<bool>("another");
        QTest::newRow("disconnected") << false;
        QTest::newRow("another connection") << true;
    }

    void theCopyGoesWithTheConnection()
    {
        QFETCH(bool, another);
        const QString id = make(u"copied"_s);
        FakeApi second;
        ConsoleWindow c;
        Preferences preferences = c.settings().preferences();
        preferences.clipboardSeconds = 0;
        c.settings().setPreferences(preferences);
        QVERIFY(start(c, id));
        QVERIFY(c.act(u"showSecret"_s));
        auto *dialog = c.dialog<SecretDialog>();
        QVERIFY(c.settle());
        const QString secret = dialog->secret();
        QVERIFY(secret.startsWith(u"whsec_"));
        QVERIFY(c.click(u"copySecret"_s));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QCOMPARE(QGuiApplication::clipboard()->text(), secret);
        // To read anew is no end.
        c.key(Qt::Key_F5);
        QVERIFY(c.settle());
        QCOMPARE(QGuiApplication::clipboard()->text(), secret);
        if (another) {
            QVERIFY(c.connectTo(profileFor(second.url(), ConnectionClass::Development, u"Two"_s),
                                "token-two"));
        } else {
            c.window().connections().disconnectNow();
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());
        drop(id);
    }

    /// What somebody else put there meanwhile stays.
    void whatElseWasCopiedStays()
    {
        const QString id = make(u"kept"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        QVERIFY(c.act(u"showSecret"_s));
        QVERIFY(c.dialog<SecretDialog>());
        QVERIFY(c.settle());
        QVERIFY(c.click(u"copySecret"_s));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QGuiApplication::clipboard()->setText(u"a word of one's own"_s);
        c.window().connections().disconnectNow();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a word of one's own"_s);
        drop(id);
    }

    /// After a rotation the dialog shows the new secret and says what is to be done with it; where
    /// the dialog has gone, the pane says where it is to be found.
    void aRotationIsTold_data()
    {
        QTest::addColumn<bool>("gone");
        QTest::newRow("in the dialog") << false;
        QTest::newRow("by the pane") << true;
    }

    void aRotationIsTold()
    {
        QFETCH(bool, gone);
        const QString id = make(u"rotated"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        QVERIFY(c.act(u"showSecret"_s));
        QPointer<SecretDialog> dialog = c.dialog<SecretDialog>();
        QVERIFY(c.settle());
        const QString before = dialog->secret();
        faults(u"delay=400,op=rotateEndpointSecret"_s);
        QVERIFY(c.click(u"rotateButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return c.calls("rotateEndpointSecret").size() == 1; }));
        if (gone) {
            delete dialog; // closing it would cancel the request
            QVERIFY(waitUntil([&] { return c.notice().contains(u"The secret was rotated"_s); }));
            QVERIFY2(c.notice().contains(u"shows the new one"_s), qPrintable(c.notice()));
            QVERIFY(!c.notice().contains(u"whsec_"_s));
        } else {
            QVERIFY(waitUntil([&] { return dialog->secret() != before && !dialog->isBusy(); }));
            QVERIFY2(dialog->messageText().contains(u"Give the new one to the receiver"_s),
                     qPrintable(dialog->messageText()));
            QVERIFY(dialog->secret().startsWith(u"whsec_"));
            c.key(Qt::Key_Escape);
            QVERIFY(c.noDialog());
        }
        drop(id);
    }

    /// Below the dialog another connection is opened: its endpoint of the same id is another one.
    void theSecretIsOfItsConnection()
    {
        const QString id = make(u"elsewhere"_s);
        FakeApi second;
        ConsoleWindow c;
        QVERIFY(start(c, id));
        openLater(c, second);
        QVERIFY(c.act(u"showSecret"_s));
        auto *dialog = c.dialog<SecretDialog>();
        QVERIFY(c.settle());
        QVERIFY(openSecond(c));
        QVERIFY(c.click(u"rotateButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty() && !dialog->isBusy(); }));
        QVERIFY2(dialog->messageText().contains(u"no longer"_s), qPrintable(dialog->messageText()));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(second.seen("POST", "/").isEmpty());
        QVERIFY(second.seen("GET", "/api/v1/app/" + acme().toUtf8()).isEmpty());
        drop(id);
    }

    /// The same of a key: neither read nor rotated on the other one.
    void theKeyIsOfItsConnection_data()
    {
        QTest::addColumn<QString>("button");
        QTest::newRow("read") << u"readButton"_s;
        QTest::newRow("rotate") << u"rotateButton"_s;
    }

    void theKeyIsOfItsConnection()
    {
        QFETCH(QString, button);
        FakeApi first;
        FakeApi second;
        for (FakeApi *api : {&first, &second}) {
            withIntegration(*api);
        }
        ConsoleWindow c;
        QVERIFY(c.show());
        openLater(c, second);
        QVERIFY(openKey(c, first));
        auto *dialog = c.dialog<IntegrationKeyDialog>();
        QVERIFY(openSecond(c));
        QVERIFY(c.click(button));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty() && !dialog->isBusy(); }));
        QVERIFY2(dialog->messageText().contains(u"no longer"_s), qPrintable(dialog->messageText()));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        for (FakeApi *api : {&first, &second}) {
            QVERIFY(api->seen("POST", "/").isEmpty());
            QVERIFY(api->seen("GET", keyPath()).isEmpty());
        }
    }

    /// A new key is shown where it was asked for; where that has gone, it says how to get one.
    void aNewKeyIsTold_data() { aRotationIsTold_data(); }

    void aNewKeyIsTold()
    {
        QFETCH(bool, gone);
        FakeApi api;
        bool go = !gone;
        withIntegration(api, [&go](FaultPeer &peer, const SeenRequest &) {
            QPointer<FaultPeer> waiting(&peer);
            auto *timer = new QTimer(&peer);
            QObject::connect(timer, &QTimer::timeout, &peer, [&go, timer, waiting] {
                if (go && waiting) {
                    timer->stop();
                    waiting->send(fault::http(200, R"({"key":"integsk_new"})"));
                }
            });
            timer->start(10);
        });
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(openKey(c, api));
        QPointer<IntegrationKeyDialog> dialog = c.dialog<IntegrationKeyDialog>();
        QVERIFY(c.click(u"rotateButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return api.seen("POST", keyPath()).size() == 1; }));
        if (gone) {
            delete dialog;
            go = true;
            QVERIFY(waitUntil([&] { return c.notice().contains(u"rotated"_s); }));
            QVERIFY(!c.notice().contains(u"integsk_"_s));
            return;
        }
        QVERIFY(waitUntil([&] { return dialog->messageText().contains(u"works no more"_s); }));
        QVERIFY(c.click(u"copyButton"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"integsk_new"_s);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

private:
    static QByteArray keyPath()
    {
        return "/api/v1/app/" + FakeApi::idOf("app", 1) + "/integration/" +
               FakeApi::idOf("integ", 1) + "/key";
    }
    static void withIntegration(FakeApi &api, const Behaviour &onPost = {})
    {
        api.onRequest([onPost](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("/health")) {
                return fault::answer(204); // as Svix cloud, which alone has integrations
            }
            if (request.method == "POST") {
                return onPost;
            }
            if (request.target.contains("/integration?")) {
                return fault::answer(200, FakeApi::page(R"({"id":")" + FakeApi::idOf("integ", 1) +
                                                        R"(","name":"Zapier","featureFlags":null,)"
                                                        R"("createdAt":"2024-05-01T10:00:00Z",)"
                                                        R"("updatedAt":"2024-05-01T10:00:00Z"})"));
            }
            return std::nullopt;
        });
    }
    static bool openKey(ConsoleWindow &c, FakeApi &api)
    {
        const QString app = QString::fromLatin1(FakeApi::idOf("app", 1));
        return c.connectTo(profileFor(api.url()), "testsk_0123456789abcdef.eu") &&
               c.go({Section::Integrations, app, {}, {}, {}}) && c.clickRow(0) && c.settle() &&
               c.click(u"integrationKeyButton"_s) && c.dialog<IntegrationKeyDialog>();
    }
    static void openLater(ConsoleWindow &c, FakeApi &api)
    {
        const Profile other =
            profileFor(api.url(), ConnectionClass::Development, u"Second server"_s);
        QVERIFY(c.settings().addProfile(other).ok());
        c.vault().keepForSession(tokenSecretKey(other), "token-two");
    }
    static bool openSecond(ConsoleWindow &c)
    {
        c.window().connections().openByName(u"Second server"_s);
        return waitUntil([&] {
            return c.window().session().profile().name == u"Second server"_s &&
                   c.window().session().isConnected();
        });
    }
};

SVIX_GUI_TEST_MAIN(SecretActsTest)
#include "tst_secretacts.moc"
