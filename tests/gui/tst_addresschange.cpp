// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/savedconnectionsdialog.h"
#include "dialogs/tokendialog.h"
#include "gui/fakeapi.h"
#include "gui/promptedstore.h"
#include "gui/sandboxed.h"
#include "mainwindow/connectionflow.h"
#include "widgets/forms/secretedit.h"

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QSpinBox>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// A secret goes to the server, or the proxy, it was given for and to no other, whatever becomes of
/// the settings and of the keyring meanwhile.
class AddressChangeTest : public TestObject
{
    Q_OBJECT
private:
    static bool heard(FakeApi &api, const QByteArray &secret)
    {
        const QList<SeenRequest> all = api.server().requests();
        return std::any_of(all.begin(), all.end(), [&](const SeenRequest &request) {
            return request.head.contains(secret);
        });
    }

    /// Opens the form of the one saved connection.
    static bool edit(ConsoleWindow &c)
    {
        c.action(u"savedConnections"_s)->trigger();
        if (!c.dialog<SavedConnectionsDialog>()) {
            return false;
        }
        auto *list = c.find<QTreeWidget>(u"connections"_s);
        list->setCurrentItem(list->topLevelItem(0));
        return c.click(u"edit"_s) && c.dialog<ConnectionDialog>();
    }

private Q_SLOTS:
    /// The keyring refuses the new token, and to forget the old one: after a new start the old one
    /// must not be found for the new address.
    void theKeyringRefusesTheNewToken()
    {
        FakeApi first;
        FakeApi second;
        PromptedStore store;
        QTemporaryDir folder;
        Profile profile = profileFor(first.url());
        {
            ConsoleWindow c(folder.path(), &store);
            QVERIFY(c.show());
            QVERIFY(c.settings().addProfile(profile).ok());
            c.vault().keep(tokenSecretKey(profile), "token-of-the-first");
            c.window().connections().open(profile.id);
            QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
            store.canceled = true;
            QVERIFY(edit(c));
            c.find<QLineEdit>(u"url"_s)->setText(second.url().toString());
            QVERIFY(c.click(u"saveButton"_s)); // without a token
            QVERIFY(c.dialog<ConnectionDialog>());
            QVERIFY(waitUntil([&] { return c.find<QLineEdit>(u"token"_s)->isEnabled(); }));
            QCOMPARE(second.server().requests().size(), 0);
            c.find<SecretEdit>(u"token"_s)->setSecret(u"token-of-the-second"_s);
            QVERIFY(c.click(u"saveButton"_s));
            QVERIFY(waitUntil([&] {
                return c.window().session().isConnected() &&
                       c.window().session().profile().url == second.url();
            }));
            QVERIFY(c.settle());
            const QString told = c.window().messageBar().currentTitle();
            QVERIFY2(!told.isEmpty(), "that the keyring refused is told");
            QVERIFY(c.window().close());
        }
        QVERIFY(!heard(second, "token-of-the-first"));
        ConsoleWindow c(folder.path(), &store);
        QVERIFY(c.show());
        QVERIFY(c.settings().profile(profile.id));
        QCOMPARE(c.settings().profile(profile.id)->url, second.url());
        c.window().connections().open(profile.id);
        QVERIFY(c.dialog<TokenDialog>()); // asks, for there is none of this server
        QVERIFY(!heard(second, "token-of-the-first"));
    }

    /// The settings are damaged after a change of address, and the copy from before is used.
    void theCopyFromBeforeIsUsed()
    {
        FakeApi first;
        FakeApi second;
        MemorySecretStore store;
        QTemporaryDir folder;
        QTemporaryDir after;
        const Profile profile = profileFor(first.url());
        ConsoleWindow c(folder.path(), &store);
        QVERIFY(c.show());
        QVERIFY(c.settings().addProfile(profile).ok());
        QVERIFY(c.settings().save().ok());
        c.vault().keep(tokenSecretKey(profile), "token-of-the-first");
        QVERIFY(edit(c));
        c.find<QLineEdit>(u"url"_s)->setText(second.url().toString());
        c.find<SecretEdit>(u"token"_s)->setSecret(u"token-of-the-second"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return c.settings().profile(profile.id)->url == second.url(); }));
        const Profile changed = *c.settings().profile(profile.id);
        QVERIFY(waitUntil([&] {
            return store.read(tokenSecretKey(changed)).result().secret == "token-of-the-second";
        }));
        QCOMPARE(store.read(tokenSecretKey(profile)).result().state, SecretState::NotFound);

        QVERIFY(QFile::copy(folder.filePath(u"settings.json.bak"_s),
                            after.filePath(u"settings.json.bak"_s)));
        QFile damaged(after.filePath(u"settings.json"_s));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.close();
        ConsoleWindow again(after.path(), &store);
        QVERIFY(again.settings().profile(profile.id));
        QCOMPARE(again.settings().profile(profile.id)->url, first.url());
        QVERIFY(again.show());
        again.window().connections().open(profile.id);
        QVERIFY(again.dialog<TokenDialog>());
        QVERIFY(!heard(first, "token-of-the-second"));
    }

    /// The password of a proxy is asked for anew when the proxy or its user is another.
    void theProxyIsAnother()
    {
        FakeApi api;
        FakeApi otherProxy;
        MemorySecretStore store;
        Profile profile = profileFor(api.url());
        profile.proxy = {ProxySettings::Kind::Http, u"proxy.example"_s, 3128, u"me"_s};
        ConsoleWindow c({}, &store);
        QVERIFY(c.show());
        QVERIFY(c.settings().addProfile(profile).ok());
        c.vault().keep(tokenSecretKey(profile), "token-of-the-server");
        c.vault().keep(proxySecretKey(profile), "password-of-the-proxy");
        QVERIFY(edit(c));
        QVERIFY(c.click(u"moreButton"_s));
        c.find<QLineEdit>(u"proxyHost"_s)->setText(u"127.0.0.1"_s);
        c.find<QSpinBox>(u"proxyPort"_s)->setValue(otherProxy.url().port());
        QVERIFY(c.click(u"testButton"_s));
        auto *dialog = qobject_cast<ConnectionDialog *>(c.dialog<ConnectionDialog>());
        QVERIFY(dialog);
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        QVERIFY2(dialog->messageText().contains(u"another proxy"),
                 qPrintable(dialog->messageText()));
        QCOMPARE(otherProxy.server().requests().size(), 0);
    }
};

SVIX_GUI_TEST_MAIN(AddressChangeTest)
#include "tst_addresschange.moc"
