// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/resenddialog.h"
#include "dialogs/savedconnectionsdialog.h"
#include "dialogs/tokendialog.h"
#include "gui/fakeapi.h"
#include "gui/promptedstore.h"
#include "gui/sandboxed.h"
#include "mainwindow/connectionflow.h"
#include "widgets/breadcrumbs.h"
#include "widgets/emptystate.h"
#include "widgets/forms/secretedit.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The window around the pages: its size, where the focus goes, and messages that stay.
class FrameTest : public DemoTest
{
    Q_OBJECT
private:
    /// Which part of the window has the focus.
    static QString part(ConsoleWindow &c)
    {
        const QWidget *focus = c.window().focusWidget();
        const QList<std::pair<QString, QWidget *>> parts{
            {u"bar"_s, &c.window().messageBar()},
            {u"top"_s, c.window().findChild<QWidget *>(u"topBar"_s)},
            {u"list"_s, c.pane()->list()},
            {u"detail"_s, c.pane()}};
        for (const auto &[name, widget] : parts) {
            if (focus && (widget == focus || widget->isAncestorOf(focus))) {
                return name;
            }
        }
        return focus ? focus->objectName() : QString();
    }

    bool messages(ConsoleWindow &c)
    {
        return c.show() && c.connectTo(profileFor(demo().url()), demo().token()) &&
               c.go({Section::Messages, acme(), {}, {}, {}}) && c.clickRow(0) && c.settle();
    }

private Q_SLOTS:
    /// A name is shown as it is written, wherever the window shows it: nothing in it turns the rest
    /// around, breaks the line, is taken for HTML or becomes a key.
    void aHostileNameIsAName()
    {
        FakeApi api;
        const QString raw = u"R&D \u202Egnp.exe\n<b>x</b>"_s;
        api.name = raw.toUtf8();
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "token-one"));
        QVERIFY(
            c.go({Section::Messages, QString::fromLatin1(FakeApi::idOf("app", 1)), {}, {}, {}}));
        const QString shown = u"R&D ‹U+202E›gnp.exe‹U+000A›<b>x</b> 1"_s;
        QCOMPARE(c.window().session().applicationName(), raw + u" 1"_s);
        QVERIFY2(c.window().windowTitle().startsWith(shown), qPrintable(c.window().windowTitle()));
        const QList<QAbstractButton *> crumbs =
            c.find<Breadcrumbs>(u"breadcrumbs"_s)->findChildren<QAbstractButton *>();
        const auto crumb = std::find_if(crumbs.cbegin(), crumbs.cend(), [&](const auto *button) {
            return button->isVisible() && button->accessibleName() == shown;
        });
        QVERIFY(crumb != crumbs.cend());
        QVERIFY((*crumb)->shortcut().isEmpty());
        c.window().showPalette(u"gnp"_s);
        auto *list = c.find<QListView>(u"paletteList"_s);
        QVERIFY(list);
        QStringList titles; // of all three, in whatever order
        QStringList spoken;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            titles.append(list->model()->index(row, 0).data().toString());
            spoken.append(list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
        }
        QVERIFY2(titles.contains(shown), qPrintable(titles.join(u'|')));
        QVERIFY(std::any_of(spoken.cbegin(), spoken.cend(),
                            [&](const QString &text) { return text.startsWith(shown); }));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// While the keyring takes its time the window says what it waits for; when nothing came of it
    /// there is no connection again.
    void saysThatItWaitsForTheKeyring()
    {
        FakeApi api;
        SlowStore store;
        ConsoleWindow c({}, &store);
        QVERIFY(c.show());
        const Profile profile = profileFor(api.url(), ConnectionClass::Test, u"Slow"_s);
        QVERIFY(c.settings().addProfile(profile).ok());
        const auto *welcome = c.window().findChild<EmptyState *>(u"welcome"_s);
        QVERIFY(welcome->title().contains(u"No connection"_s));
        c.window().connections().open(profile.id);
        const QList<QLabel *> labels = welcome->findChildren<QLabel *>();
        QVERIFY(waitUntil([&] {
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                return label->isVisible() && label->text().contains(u"Opening Slow"_s);
            });
        }));
        store.answer({SecretState::NotFound, {}, {}});
        QVERIFY(c.dialog<TokenDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(welcome->title().contains(u"No connection"_s));
        c.window().connections().open(profile.id);
        store.answer({SecretState::Found, "token-in-the-keyring", {}});
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
    }

    /// The keyring is unlocked after its time was over: the token is taken, and asked for no more.
    void aTokenThatComesLateIsTaken()
    {
        FakeApi api;
        SlowStore store;
        ConsoleWindow c({}, &store);
        QVERIFY(c.show());
        const Profile profile = profileFor(api.url(), ConnectionClass::Test, u"Slow"_s);
        QVERIFY(c.settings().addProfile(profile).ok());
        c.window().connections().open(profile.id);
        store.answer({SecretState::TimedOut, {}, u"The keyring did not answer in time."_s});
        QVERIFY(c.dialog<TokenDialog>());
        // Of another connection: that is not what is asked for here.
        Q_EMIT store.lateReply(SecretStore::Request::Read, u"token/other"_s,
                               {SecretState::Found, "token-of-another", {}});
        QVERIFY(c.dialog<TokenDialog>());
        Q_EMIT store.lateReply(SecretStore::Request::Read, tokenSecretKey(profile),
                               {SecretState::Found, "token-in-the-keyring", {}});
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
        QVERIFY(std::any_of(api.server().requests().cbegin(), api.server().requests().cend(),
                            [](const SeenRequest &request) {
                                return request.header("Authorization") ==
                                       "Bearer token-in-the-keyring";
                            }));
    }

    /// While something is being sent the window asks before it goes, and No means that it stays.
    void asksBeforeItLeavesWorkUndone()
    {
        FakeApi api;
        api.onRequest([](const SeenRequest &request) {
            return request.method == "PATCH" ? std::optional(fault::never()) : std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "testsk_x"));
        QVERIFY(
            c.go({Section::Endpoints, QString::fromLatin1(FakeApi::idOf("app", 1)), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.act(u"toggleEndpoint"_s));
        QVERIFY(waitUntil([&] { return c.window().runner().isBusy(); }));
        QVERIFY(!c.window().close());
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(c.window().isVisible());
        QVERIFY(!c.window().close());
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return !c.window().isVisible(); }));
    }

    /// A token that the keyring did not take is told, also where another connection was open.
    void aTokenThatIsNotKeptIsTold()
    {
        FakeApi first;
        FakeApi second;
        PromptedStore store;
        ConsoleWindow c({}, &store);
        QVERIFY(c.show());
        const Profile kept = profileFor(first.url(), ConnectionClass::Test, u"Kept"_s);
        const Profile unread = profileFor(first.url(), ConnectionClass::Test, u"Unread"_s);
        QVERIFY(c.settings().addProfile(kept).ok());
        QVERIFY(c.settings().addProfile(unread).ok());
        c.vault().keep(tokenSecretKey(kept), "token-in-the-keyring");
        c.window().connections().open(kept.id);
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
        c.window().tell({Tone::Warn, u"Of the connection before"_s, {}, {}, {}});

        store.canceled = true;
        c.window().connections().startNew();
        QVERIFY(c.dialog<ConnectionDialog>());
        c.find<QLineEdit>(u"name"_s)->setText(u"Second"_s);
        c.find<QLineEdit>(u"url"_s)->setText(second.url().toString());
        c.find<SecretEdit>(u"token"_s)->setSecret(u"token-of-the-second"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] {
            return c.window().session().isConnected() &&
                   c.window().session().profile().name == u"Second";
        }));
        QVERIFY(c.settle());
        const MessageBar &bar = c.window().messageBar();
        QCOMPARE(bar.currentTitle(), u"The token lasts for this session only."_s);
        QCOMPARE(bar.count(), 1);
        QVERIFY(bar.isVisible());

        c.action(u"savedConnections"_s)->trigger();
        QVERIFY(c.dialog<SavedConnectionsDialog>());
        const auto *list = c.find<QTreeWidget>(u"connections"_s);
        QVERIFY(list);
        const auto said = [list](const QString &name) {
            const auto rows = list->findItems(name, Qt::MatchExactly);
            return rows.size() == 1 ? rows.first()->text(3) : QString();
        };
        QCOMPARE(said(u"Kept"_s), u"in the keyring"_s);
        QCOMPARE(said(u"Second"_s), u"for this session only"_s);
        QCOMPARE(said(u"Unread"_s), u"not looked up yet"_s);
    }

    /// That a token is not kept is no longer said once the keyring has taken it after all.
    void aTokenThatIsKeptLateIsNoLongerTold()
    {
        FakeApi api;
        LateStore store;
        ConsoleWindow c({}, &store);
        QVERIFY(c.show());
        c.window().connections().startNew();
        QVERIFY(c.dialog<ConnectionDialog>());
        c.find<QLineEdit>(u"url"_s)->setText(api.url().toString());
        c.find<SecretEdit>(u"token"_s)->setSecret(u"token-kept-late"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
        const MessageBar &bar = c.window().messageBar();
        QVERIFY(waitUntil(
            [&] { return bar.currentTitle() == u"The token lasts for this session only."_s; }));
        store.allow();
        QVERIFY(bar.currentTitle() != u"The token lasts for this session only."_s);
    }

    /// Tokens are found by id and server of a connection: one that a file brings along must not
    /// name a token that the keyring holds for another. A second import brings nothing twice.
    void anImportedConnectionFindsNoToken()
    {
        const QString planted = makeProfileId();
        MemorySecretStore store;
        ConsoleWindow c({}, &store);
        QVERIFY(c.show());
        QTemporaryDir folder;
        const QString name = folder.filePath(u"connections.json"_s);
        Profile profile = profileFor(QUrl(u"https://elsewhere.example"_s));
        profile.id = planted;
        store.write(tokenSecretKey(profile), "token-of-this-computer");
        const QJsonObject root{{u"svixConsoleConnections"_s, 1},
                               {u"connections"_s, QJsonArray{toJson(profile)}}};
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(root).toJson());
        file.close();
        c.action(u"savedConnections"_s)->trigger();
        auto *saved = c.dialog<SavedConnectionsDialog>();
        QVERIFY(saved);
        Q_EMIT saved->importRequested(name);
        QCOMPARE(c.settings().profiles().size(), 1);
        const Profile &came = c.settings().profiles().constFirst();
        QCOMPARE(came.url, profile.url);
        QVERIFY(came.id != profile.id);
        Q_EMIT saved->importRequested(name);
        QCOMPARE(c.settings().profiles().size(), 1);
    }

    void fitsTheScreenAtItsFirstStart()
    {
        for (const QSize &screen : {QSize(1024, 700), QSize(800, 600), QSize(1280, 900)}) {
            const QSize size = MainWindow::firstSize(screen);
            QVERIFY(size.width() <= screen.width() && size.height() < screen.height());
        }
        const QSize large = MainWindow::firstSize({3840, 2160});
        QVERIFY(large.width() >= 1280 && large.height() >= 800);
        const QFont before = QApplication::font();
        const auto restore = qScopeGuard([&] { QApplication::setFont(before); });
        QFont twice = before;
        twice.setPointSizeF(before.pointSizeF() * 2);
        QApplication::setFont(twice);
        ConsoleWindow c;
        c.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&c.window()));
        const QSize room = c.window().screen()->availableSize();
        QVERIFY(c.window().width() <= room.width() && c.window().height() < room.height());
    }

    /// With small letters too: what is beside the list would be cut.
    void theDetailIsBelowInANarrowWindow()
    {
        const QFont before = QApplication::font();
        const auto restore = qScopeGuard([&] { QApplication::setFont(before); });
        QFont small = before;
        small.setPointSizeF(before.pointSizeF() * 0.8);
        QApplication::setFont(small);
        ConsoleWindow c;
        QVERIFY(messages(c));
        const auto *split = c.pane()->findChild<QSplitter *>(u"listAndDetail"_s);
        QCOMPARE(split->orientation(), Qt::Horizontal);
        c.window().resize(1090, 700);
        QTRY_COMPARE(split->orientation(), Qt::Vertical);
        c.window().resize(1110, 700);
        QTRY_COMPARE(split->orientation(), Qt::Horizontal);
    }

    void theFocusComesBackFromAMessage()
    {
        ConsoleWindow c;
        QVERIFY(messages(c));
        c.table()->setFocus();
        QAction act(u"Look further"_s);
        connect(&act, &QAction::triggered, &c.window(),
                [&] { c.window().messageBar().dismissAll(); });
        c.window().tell({Tone::Warn, u"Not found"_s, {}, {}, {&act}});
        QVERIFY(c.click(u"messageDismissButton"_s));
        QCOMPARE(part(c), u"list"_s);
        c.window().tell({Tone::Warn, u"Not found"_s, {}, {}, {&act}});
        for (auto *button : c.window().messageBar().findChildren<QPushButton *>()) {
            if (button->text() == act.text()) {
                button->setFocus();
                QTest::keyClick(button, Qt::Key_Space);
                break;
            }
        }
        QCOMPARE(c.window().messageBar().count(), 0);
        QCOMPARE(part(c), u"list"_s);
        // Going somewhere leads to the list, wherever the focus was.
        c.find<QWidget>(u"connectionButton"_s)->setFocus();
        c.key(Qt::Key_3, Qt::AltModifier);
        QVERIFY(c.settle());
        QCOMPARE(part(c), u"list"_s);
        c.window().tell({Tone::Warn, u"Not found"_s, {}, {}, {&act}});
        c.find<QPushButton>(u"messageDismissButton"_s)->setFocus();
        c.key(Qt::Key_1, Qt::AltModifier);
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().section, Section::Applications);
        QCOMPARE(part(c), u"list"_s);
    }

    /// What the menu prints works from anywhere in the window, and only on the page it is of.
    void shortcutsOfThePageWorkEverywhere()
    {
        ConsoleWindow c;
        QVERIFY(messages(c));
        c.find<QWidget>(u"connectionButton"_s)->setFocus();
        QCOMPARE(part(c), u"top"_s);
        c.key(Qt::Key_R, Qt::ControlModifier);
        QVERIFY(c.dialog<ResendDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(c.go({Section::Endpoints, acme(), {}, {}, {}}));
        c.key(Qt::Key_R, Qt::ControlModifier);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void f6VisitsEveryPart()
    {
        ConsoleWindow c;
        QVERIFY(messages(c));
        c.table()->setFocus();
        const auto round = [&c](int steps) {
            QStringList parts;
            for (int i = 0; i < steps; ++i) {
                c.key(Qt::Key_F6);
                parts.append(part(c));
            }
            return parts;
        };
        const QString navigation = u"navigation"_s;
        QCOMPARE(round(4), (QStringList{u"detail"_s, u"top"_s, navigation, u"list"_s}));
        c.window().tell({Tone::Warn, u"Not found"_s, {}, {}, {}});
        QCOMPARE(round(5), (QStringList{u"detail"_s, u"bar"_s, u"top"_s, navigation, u"list"_s}));
    }
};

SVIX_GUI_TEST_MAIN(FrameTest)
#include "tst_frame.moc"
