// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "core/log.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/tokendialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/forms/secretedit.h"
#include "widgets/style/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

const QString token = u"testsk_AbCdEfGhIjKlMnOpQrStUvWx"_s;
// As long, and of other letters: a masked field must look the same.
const QString other = u"testsk_999999999999999999999999"_s;

/// Everything in a window that is written somewhere: what is read, told or copied from it.
QString allTexts(QWidget *root)
{
    QStringList all{root->windowTitle()};
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        all += {widget->toolTip(), widget->accessibleName(), widget->accessibleDescription(),
                widget->statusTip(), widget->windowTitle()};
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            all += label->text();
        } else if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget)) {
            all += edit->toPlainText();
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            all += button->text();
        }
    }
    return all.join(u'\n');
}

} // namespace

/// Cases 79 to 82 in the window: a token that was typed is nowhere to be read, and one that a
/// server sends back is hidden.
class SecretsGuiTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void typedTokenCannotBeReadBack_data()
    {
        QTest::addColumn<bool>("connection");
        QTest::newRow("token dialog") << false;
        QTest::newRow("connection dialog") << true;
    }
    void typedTokenCannotBeReadBack()
    {
        QFETCH(bool, connection);
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QGuiApplication::clipboard()->setText(u"before"_s);
        const Profile profile = profileFor(api.url());
        QVERIFY(c.settings().addProfile(profile).ok());
        if (connection) {
            c.window().connections().startNew();
            QVERIFY(c.dialog<ConnectionDialog>());
        } else {
            c.window().connections().open(profile.id);
            QVERIFY(c.dialog<TokenDialog>());
        }
        QWidget *dialog = QApplication::activeModalWidget();
        auto *edit = c.find<SecretEdit>(u"token"_s);
        QVERIFY(edit);
        edit->setFocus();
        c.type(token);
        QCOMPARE(edit->secret(), token);
        const QString part = token.mid(7);
        // By keyboard.
        for (const auto key : {Qt::Key_A, Qt::Key_C, Qt::Key_X}) {
            c.key(key, Qt::ControlModifier);
        }
        c.key(Qt::Key_Insert, Qt::ControlModifier);
        c.key(Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(edit->secret(), token);
        // By the context menu.
        const QMenu *menu = edit->createStandardContextMenu(); // goes with the field
        int taking = 0;
        for (const QAction *action : menu->actions()) {
            const QString name = QString(action->text()).remove(u'&');
            if (name.startsWith(u"Copy"_s) || name.startsWith(u"Cut"_s)) {
                ++taking;
                QVERIFY2(!action->isEnabled(), qPrintable(name));
            }
        }
        QCOMPARE(taking, 2);
        // By dragging the selection away.
        edit->selectAll();
        QVERIFY(!edit->dragEnabled());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
        QVERIFY(!QGuiApplication::clipboard()->text(QClipboard::Selection).contains(part));
        // By a screen reader, a tool tip, a label, a title.
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(edit);
        QVERIFY(!access->text(QAccessible::Value).contains(part.left(4)));
        QVERIFY(!access->textInterface()->text(0, 200).contains(part.left(4)));
        QVERIFY(!allTexts(dialog).contains(part));
        QVERIFY(!allTexts(&c.window()).contains(part));
        // By looking: another token looks the same, and is another once it is revealed.
        edit->deselect();
        edit->setCursorPosition(0);
        dialog->setFocus();
        edit->setFixedWidth(300); // what is said of a token beside it takes room of its own
        const auto looksLike = [&](const QString &text, bool revealed) {
            edit->setSecret(text);
            edit->setRevealed(revealed);
            edit->setCursorPosition(0);
            QCoreApplication::processEvents();
            return edit->grab().toImage();
        };
        QCOMPARE(looksLike(token, false), looksLike(other, false));
        QVERIFY(looksLike(token, true) != looksLike(other, true)); // so the picture tells
        edit->setRevealed(true);
        dialog->hide();
        QVERIFY(!edit->isRevealed());
        dialog->close();
        QVERIFY(c.noDialog());
        QVERIFY(!allTexts(&c.window()).contains(part));
    }

    /// A token that is taken back with Undo or kept by the dialog's end is gone as well.
    void tokenIsGoneWithTheDialog()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        const Profile profile = profileFor(api.url());
        QVERIFY(c.settings().addProfile(profile).ok());
        c.window().connections().open(profile.id);
        QVERIFY(c.dialog<TokenDialog>());
        QPointer<SecretEdit> edit = c.find<SecretEdit>(u"token"_s);
        edit->setFocus();
        c.type(token);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QTRY_VERIFY(!edit);
        c.window().connections().open(profile.id);
        QVERIFY(c.dialog<TokenDialog>());
        QVERIFY(c.find<SecretEdit>(u"token"_s)->secret().isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// A server or proxy that sends the token back in its error: it is not shown, kept or logged.
    void echoedTokenIsHidden_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("refused") << 400;
        QTest::newRow("token refused") << 401;
        QTest::newRow("field errors") << 422;
        QTest::newRow("broken server") << 500;
        QTest::newRow("a page") << 200;
    }
    void echoedTokenIsHidden()
    {
        QFETCH(int, status);
        FakeApi api;
        Log log;
        QTemporaryDir directory;
        QVERIFY(log.openFile(directory.filePath(u"log.txt"_s)).ok());
        ConsoleWindow c;
        // As main() does it.
        connect(&c.window().connections(), &ConnectionFlow::secretUsed, &c.window(),
                [&log](const QByteArray &secret) { log.hide(secret); });
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), token.toLatin1()));
        int echoed = 0;
        api.onRequest([&](const SeenRequest &request) {
            ++echoed;
            const QByteArray sent = request.header("authorization");
            return std::optional(
                status == 200
                    ? fault::answer(200, "<html>" + sent + "</html>", "Content-Type: text/html\r\n")
                : status == 422 ? fault::answer(422, R"({"detail":[{"loc":["header"],"msg":")" +
                                                         sent + R"(","type":"x"}]})")
                                : fault::answer(status, R"({"code":"bad","detail":"You sent )" +
                                                            sent + R"("})"));
        });
        c.key(Qt::Key_F5);
        QVERIFY(!c.notice().isEmpty());
        QVERIFY(c.settle());
        QVERIFY(echoed > 0);
        if (auto *details = c.find<QPushButton>(u"messageDetailsButton"_s)) {
            QTest::mouseClick(details, Qt::LeftButton);
        }
        const QString part = token.mid(7);
        QVERIFY2(!allTexts(&c.window()).contains(part), qPrintable(allTexts(&c.window())));
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(!allTexts(&c.window()).contains(part));
        QVERIFY(c.settle());
        QVERIFY(waitUntil([&] { return c.click(u"copyCurlButton"_s); }));
        const QString curl = QGuiApplication::clipboard()->text();
        QVERIFY2(curl.contains(u"$SVIX_TOKEN"_s) && !curl.contains(part), qPrintable(curl));
        QVERIFY(!log.lines().join(u'\n').contains(part));
        QVERIFY(c.window().close());
        QFile file(directory.filePath(u"log.txt"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(part.toLatin1()));
    }
};

SVIX_GUI_TEST_MAIN(SecretsGuiTest)
#include "tst_secretsgui.moc"
