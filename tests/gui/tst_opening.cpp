// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/tokendialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/emptystate.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QPromise>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

/// A keyring that answers when it is told to, as one does that asks the person first.
class SlowStore : public MemorySecretStore
{
public:
    QFuture<SecretReply> read(const QString &key) override
    {
        if (!slow) {
            return MemorySecretStore::read(key);
        }
        auto promise = std::make_shared<QPromise<SecretReply>>();
        promise->start();
        m_waiting.append({promise, key});
        return promise->future();
    }
    bool isAsked() const { return !m_waiting.isEmpty(); }
    void answer()
    {
        for (const auto &[promise, key] : std::exchange(m_waiting, {})) {
            promise->addResult(MemorySecretStore::read(key).result());
            promise->finish();
        }
    }
    bool slow = false;

private:
    QList<std::pair<std::shared_ptr<QPromise<SecretReply>>, QString>> m_waiting;
};

/// The window with two connections, the first one open; the token of the second is in the keyring.
struct Console
{
    explicit Console(bool token = true)
        : other(profileFor(second.url(), ConnectionClass::Development, u"Second server"_s))
        , profile(profileFor(first.url(), ConnectionClass::Development, u"First server"_s))
        , c(std::make_unique<ConsoleWindow>(QString(), &store))
    {
        if (token) {
            store.write(tokenSecretKey(other), "token-two");
        }
    }
    bool start()
    {
        const bool done =
            c->settings().addProfile(other).ok() && c->show() && c->connectTo(profile, "token-one");
        store.slow = true;
        return done;
    }
    /// A page of the first connection.
    bool goToMessages() { return c->go({Section::Messages, id(3), {}, {}, {}}); }
    QString openProfile() { return c->window().session().profile().name; }

    static QString id(int number) { return QString::fromLatin1(FakeApi::idOf("app", number)); }
    static QString object() { return id(2); }
    static bool asked(const FakeApi &api)
    {
        return !api.seen("GET", "/api/v1/app/" + object().toLatin1()).isEmpty();
    }

    FakeApi first;
    FakeApi second;
    SlowStore store;
    Profile other;
    Profile profile;
    std::unique_ptr<ConsoleWindow> c;
};

} // namespace

/// Opening a connection takes its time: what is begun meanwhile is left alone, and what was to be
/// shown on it is not shown on another.
class OpeningTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_path = qgetenv("PATH");
    }
    void cleanup() { qputenv("PATH", m_path); }

    /// The composer is opened while the keyring asks for its password or the sandbox starts.
    void aDialogOpenedMeanwhileStays_data()
    {
        QTest::addColumn<bool>("sandbox");
        QTest::addColumn<bool>("token");
        QTest::newRow("keyring") << false << true;
        QTest::newRow("keyring without the token") << false << false;
        QTest::newRow("sandbox") << true << true;
    }
    void aDialogOpenedMeanwhileStays()
    {
        QFETCH(bool, sandbox);
        QFETCH(bool, token);
        Console console(token);
        ConsoleWindow &c = *console.c;
        QVERIFY(console.start());
        QVERIFY(console.goToMessages());
        QTemporaryDir folder;
        QVERIFY(sandboxThat("while [ ! -e '" + folder.path().toUtf8() +
                                "/go' ]; do sleep 0.05; done\necho Listening on " +
                                console.second.url().toEncoded() +
                                "\necho \"Token: $SVIX_SANDBOX_TOKEN\"\ntouch '" +
                                folder.path().toUtf8() + "/said'\nexec sleep 600",
                            folder));
        c.window().follow({sandbox ? QString() : u"Second server"_s, sandbox, Console::object()});
        QVERIFY(sandbox || console.store.isAsked());
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        const Place place = c.window().place();
        console.store.answer();
        QVERIFY(QFile(folder.filePath(u"go"_s)).open(QIODevice::WriteOnly));
        QVERIFY2(c.notice().contains(u"Nothing was opened"_s), qPrintable(c.describe()));
        QCOMPARE(QApplication::activeModalWidget(), composer);
        QCOMPARE(console.openProfile(), u"First server"_s);
        QVERIFY(c.window().place() == place);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        // Not later either, and it is not looked for by whoever opens it then.
        QCOMPARE(console.openProfile(), u"First server"_s);
        QCOMPARE(console.second.server().count(), 0);
        console.store.slow = false;
        QVERIFY(c.connectTo(console.other, "token-two"));
        QVERIFY(!Console::asked(console.second));
    }

    /// A message that is being sent again is not cut to "unknown".
    void aWriteBegunMeanwhileIsNotCutOff()
    {
        Console console;
        ConsoleWindow &c = *console.c;
        QVERIFY(console.start());
        QVERIFY(console.goToMessages());
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        c.window().follow({u"Second server"_s, false, {}});
        console.first.onRequest([](const SeenRequest &request) {
            return request.method == "POST"
                       ? std::optional(fault::after(600, fault::answer(202, "{}")))
                       : std::nullopt;
        });
        QVERIFY(c.resend());
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return console.first.seen("POST", "/").size() == 1; }));
        console.store.answer();
        QVERIFY2(c.notice().contains(u"Nothing was opened"_s), qPrintable(c.describe()));
        QCOMPARE(console.openProfile(), u"First server"_s);
        QVERIFY(waitUntil(
            [&] { return c.window().messageBar().currentTitle().contains(u"asked for"_s); }));
        QCOMPARE(console.second.server().count(), 0);
    }

    /// What was asked for on a connection that did not come about is forgotten.
    void aDeclinedTokenForgetsTheObject()
    {
        Console console(false);
        ConsoleWindow &c = *console.c;
        QVERIFY(console.start());
        QVERIFY(console.goToMessages());
        c.window().follow({u"Second server"_s, false, Console::object()});
        console.store.answer();
        QVERIFY(c.dialog<TokenDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        console.store.slow = false;
        // The connection before is where it was, also when it is opened anew.
        theObjectIsForgotten(console);
    }

    void aSandboxThatFailsForgetsTheObject()
    {
        Console console;
        ConsoleWindow &c = *console.c;
        QVERIFY(console.start());
        QTemporaryDir folder;
        QVERIFY(sandboxThat("exit 7", folder));
        c.window().follow({{}, true, Console::object()});
        QVERIFY2(c.notice().contains(u"sandbox is not running"_s), qPrintable(c.describe()));
        QVERIFY(c.window().connections().opening().isEmpty());
        QCOMPARE(console.openProfile(), u"First server"_s);
        QVERIFY(sandboxThat("echo Listening on " + console.second.url().toEncoded() +
                                "\necho \"Token: $SVIX_SANDBOX_TOKEN\"\nexec sleep 600",
                            folder));
        c.window().connections().openSandbox();
        QVERIFY(waitUntil([&] { return console.openProfile() == u"Sandbox"_s; }));
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
        QVERIFY(c.settle());
        QVERIFY(!Console::asked(console.second));
    }

    /// A server that does not answer: Retry still goes to the object; another connection does not.
    void aFailedConnectionKeepsTheObjectForItself_data()
    {
        QTest::addColumn<bool>("retry");
        QTest::newRow("tried again") << true;
        QTest::newRow("another one opened") << false;
    }
    void aFailedConnectionKeepsTheObjectForItself()
    {
        QFETCH(bool, retry);
        Console console;
        ConsoleWindow &c = *console.c;
        QVERIFY(console.start());
        QVERIFY(console.goToMessages());
        console.store.slow = false;
        console.second.onRequest(
            [](const SeenRequest &) { return std::optional(fault::answer(418, "{}")); });
        c.window().follow({u"Second server"_s, false, Console::object()});
        QVERIFY(waitUntil([&] { return c.window().session().state() == Session::State::Failed; }));
        console.second.onRequest({});
        if (retry) {
            QVERIFY(c.click(u"retryButton"_s));
            QVERIFY(waitUntil([&] { return Console::asked(console.second); }));
            QVERIFY(c.settle());
            QCOMPARE(c.window().place().application, Console::object());
            return;
        }
        theObjectIsForgotten(console);
    }

    /// Asked for while a connection is being made, it is looked for there and nowhere else.
    void anIdGivenWhileConnectingIsOfThatConnection()
    {
        Console console;
        ConsoleWindow &c = *console.c;
        QVERIFY(console.start());
        console.store.slow = false;
        console.first.onRequest([](const SeenRequest &) { return std::optional(fault::never()); });
        c.window().connections().openByName(u"First server"_s);
        QVERIFY(
            waitUntil([&] { return c.window().session().state() == Session::State::Connecting; }));
        c.window().openObject(Console::object());
        QVERIFY(c.connectTo(console.other, "token-two"));
        QVERIFY(!Console::asked(console.second));
    }

private:
    /// What the console finds as svix-sandbox; the script is kept in `folder`.
    bool sandboxThat(const QByteArray &does, const QTemporaryDir &folder)
    {
        QFile script(folder.filePath(u"svix-sandbox"_s));
        const bool written = script.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
                             script.write("#!/bin/sh\n" + does + '\n') > 0 &&
                             script.setPermissions(script.permissions() | QFile::ExeOwner);
        script.close();
        qputenv("PATH", QFile::encodeName(folder.path()) + ':' + m_path);
        return written;
    }

    QByteArray m_path;

private:
    /// The connection before is where it was, and no server is asked for what was to be opened.
    static void theObjectIsForgotten(Console &console)
    {
        ConsoleWindow &c = *console.c;
        c.window().connections().openByName(u"First server"_s);
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().section, Section::Messages);
        QCOMPARE(c.window().place().application, Console::id(3));
        QVERIFY(c.connectTo(console.other, "token-two"));
        QVERIFY(!Console::asked(console.second) && !Console::asked(console.first));
    }
};

SVIX_GUI_TEST_MAIN(OpeningTest)
#include "tst_opening.moc"
