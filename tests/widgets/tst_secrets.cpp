// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testmain.h"
#include "widgets/forms/clipboard.h"
#include "widgets/forms/secretedit.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace svix;

class TestSecrets : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void maskedSecretDoesNotLeak();
    void revealedSecretIsCopiedAsOne();
    void revealEnds();
    void clipboardIsCleared();
    void clipboardKeepsWhatCameLater();
};

void TestSecrets::maskedSecretDoesNotLeak()
{
    const QString secret = u"whsec_abcdefghijklmnop"_s;
    QGuiApplication::clipboard()->setText(u"before"_s);
    SecretEdit edit;
    edit.setSecret(secret);
    edit.show();
    QVERIFY(QTest::qWaitForWindowActive(&edit));
    edit.setFocus();
    QTest::keyClick(&edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_X, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_Insert, Qt::ControlModifier);
    edit.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(edit.secret(), secret);
    QAccessibleInterface *access = QAccessible::queryAccessibleInterface(&edit);
    QVERIFY(!access->text(QAccessible::Value).contains(u"abc"_s));
    QVERIFY(!access->textInterface()->text(0, 100).contains(u"abc"_s));
    QVERIFY(!edit.inputMethodQuery(Qt::ImSurroundingText).toString().contains(u"abc"_s));
    QVERIFY(!edit.inputMethodQuery(Qt::ImTextBeforeCursor).toString().contains(u"abc"_s));
    QVERIFY(!edit.displayText().contains(u"abc"_s));
    // A new secret leaves nothing of the old one to undo.
    edit.setSecret(u"other"_s);
    edit.undo();
    edit.setRevealed(true);
    QVERIFY(!edit.text().contains(secret));
}

/// What can be read can be copied, but never as any text: whoever owns the clipboard is asked.
void TestSecrets::revealedSecretIsCopiedAsOne()
{
    QGuiApplication::clipboard()->setText(u"before"_s);
    SecretEdit edit;
    edit.setSecret(u"whsec_abcdefghijklmnop"_s);
    edit.show();
    QVERIFY(QTest::qWaitForWindowActive(&edit));
    edit.setFocus();
    edit.setRevealed(true);
    QSignalSpy asked(&edit, &SecretEdit::copyRequested);
    QTest::keyClick(&edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), edit.secret());
    QTest::keyClick(&edit, Qt::Key_Insert, Qt::ControlModifier);
    QCOMPARE(asked.size(), 2);
    QTest::keyClick(&edit, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(asked.size(), 3);
    QCOMPARE(edit.secret(), u"whsec_abcdefghijklmnop"_s); // copied, not cut
    QContextMenuEvent menuEvent(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QApplication::sendEvent(&edit, &menuEvent);
    QMenu *menu = edit.findChild<QMenu *>();
    QVERIFY(menu);
    auto *copy = menu->findChild<QAction *>(u"copySecretPart"_s);
    QVERIFY(copy && copy->isEnabled());
    copy->trigger();
    QCOMPARE(asked.size(), 4);
    menu->close();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
}

void TestSecrets::revealEnds()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *edit = new SecretEdit;
    layout->addWidget(edit);
    edit->setSecret(u"whsec_x"_s);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto *button = edit->findChild<QToolButton *>(u"revealButton"_s);
    QVERIFY(button);
    QCOMPARE(button->accessibleName(), u"Reveal"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(edit->isRevealed());
    QCOMPARE(button->accessibleName(), u"Hide"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!edit->isRevealed());

    edit->setRevealSeconds(0);
    edit->setRevealed(true);
    QTRY_VERIFY(!edit->isRevealed());
    edit->setRevealSeconds(30);

    edit->setRevealed(true);
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    QTRY_VERIFY(!edit->isRevealed());

    edit->setRevealed(true);
    edit->hide();
    QVERIFY(!edit->isRevealed());
}

void TestSecrets::clipboardIsCleared()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    SecretClipboard secrets;
    QSignalSpy finished(&secrets, &SecretClipboard::finished);
    secrets.copySecret(u"whsec_y"_s, 1);
    QCOMPARE(clipboard->text(), u"whsec_y"_s);
    QCOMPARE(clipboard->mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
    QVERIFY(secrets.isHolding());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 3000);
    QVERIFY(finished.at(0).at(0).toBool());
    QVERIFY(clipboard->text().isEmpty());
    {
        SecretClipboard atQuit;
        atQuit.copySecret(u"whsec_z"_s, 60);
    }
    QVERIFY(clipboard->text().isEmpty());
}

void TestSecrets::clipboardKeepsWhatCameLater()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    SecretClipboard secrets;
    QSignalSpy finished(&secrets, &SecretClipboard::finished);
    secrets.copySecret(u"whsec_y"_s, 1);
    clipboard->setText(u"mine"_s);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 3000);
    QVERIFY(!finished.at(0).at(0).toBool());
    QCOMPARE(clipboard->text(), u"mine"_s);
    QVERIFY(!secrets.isHolding());
}

SVIX_GUI_TEST_MAIN(TestSecrets)
#include "tst_secrets.moc"
