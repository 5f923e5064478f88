// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/connectiondialog.h"
#include "dialogs/fieldhint.h"
#include "support/testmain.h"
#include "widgets/dialogdriver.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What the form of a connection remarks on address and token, once and in full.
class ConnectionFormTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void aTokenLikeOneOfTheCloudIsADoubtElsewhere()
    {
        ConnectionDialog dialog;
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        const auto *hint = child<FieldHint>(&dialog, "tokenHint");
        type(&dialog, "url", u"http://127.0.0.1:8071"_s);
        type(&dialog, "token", u"testsk_x"_s);
        QCOMPARE(hint->text(), QString());
        type(&dialog, "url", u"https://api.svi.com"_s);
        QVERIFY2(hint->text().contains(u"sent to api.svi.com"), qPrintable(hint->text()));
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 0);
        QVERIFY(dialog.messageText().contains(u"api.svi.com"));
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 1);
    }

    void sandboxNeedsNoToken()
    {
        ConnectionDialog dialog;
        dialog.setSandboxOffered(true);
        show(dialog);
        QSignalSpy tested(&dialog, &ConnectionDialog::testRequested);
        auto *server = child<QComboBox>(&dialog, "server");
        server->setFocus();
        QTest::keyClick(server, Qt::Key_End);
        QVERIFY(!child<QLineEdit>(&dialog, "token")->isEnabled());
        // It is started to be opened: before that there is nothing to test.
        QVERIFY(!button(&dialog, "testButton")->isEnabled());
        QSignalSpy saved(&dialog, &ConnectionDialog::saveRequested);
        QTest::mouseClick(button(&dialog, "saveButton"), Qt::LeftButton);
        QCOMPARE(tested.size(), 0);
        QVERIFY(saved.first().first().value<ConnectionInput>().sandbox);
    }

    void plainHttpIsSaidOnce()
    {
        ConnectionDialog dialog;
        show(dialog);
        const auto *hint = child<FieldHint>(&dialog, "urlHint");
        type(&dialog, "url", u"http://svix.lan"_s);
        type(&dialog, "token", u"abc"_s);
        QVERIFY(hint->isVisible());
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QVERIFY(!fieldError(dialog, u"url"_s).isEmpty());
        QVERIFY(!hint->isVisible());
        // Allowed, it is a warning again.
        QTest::mouseClick(button(&dialog, "moreButton"), Qt::LeftButton);
        QTest::keyClick(child<QCheckBox>(&dialog, "allowPlainHttp"), Qt::Key_Space);
        QVERIFY(fieldError(dialog, u"url"_s).isEmpty());
        QVERIFY(hint->isVisible());
    }

    /// The dialog grows with what it has to say; it scrolls where the screen ends only.
    void growsWithItsWarnings()
    {
        ConnectionDialog dialog;
        show(dialog);
        const auto *area = child<QScrollArea>(&dialog, "formScroll");
        const auto fits = [&] {
            QTest::qWait(50);
            return area->verticalScrollBar()->maximum() == 0 &&
                   area->widget()->height() <= area->viewport()->height();
        };
        QVERIFY(fits());
        type(&dialog, "url", u"https://api.svix.com.evil.example"_s);
        QVERIFY(fits());
        type(&dialog, "token", u"sk_abcdefghijklmnopqrstuvwxyz.eu"_s);
        QVERIFY(child<FieldHint>(&dialog, "urlHint")->isVisible());
        QVERIFY(child<FieldHint>(&dialog, "tokenHint")->isVisible());
        QVERIFY(fits());
        QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
        QVERIFY(!dialog.messageText().isEmpty());
        QVERIFY(fits());
        for (const QString &url : {u"http://svix.lan"_s, u"https://api.us.svix.com"_s}) {
            type(&dialog, "url", url);
            QTest::mouseClick(button(&dialog, "testButton"), Qt::LeftButton);
            const bool all = fits();
            const QString sizes = u"%1: %2 in %3, dialog %4"_s.arg(url)
                                      .arg(area->widget()->height())
                                      .arg(area->viewport()->height())
                                      .arg(dialog.height());
            QVERIFY2(all, qPrintable(sizes));
        }
    }
};

SVIX_GUI_TEST_MAIN(ConnectionFormTest)
#include "tst_connectionform.moc"
