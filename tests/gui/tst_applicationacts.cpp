// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/applicationdialog.h"
#include "dialogs/confirmdialog.h"
#include "gui/sandboxed.h"
#include "widgets/forms/keyvalueedit.h"

#include <QDir>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Making, changing and deleting applications where it does not go as wanted.
class ApplicationActsTest : public DemoTest
{
    Q_OBJECT
private:
    bool start(ConsoleWindow &c, const Profile &profile)
    {
        return c.show({1280, 800}) && c.connectTo(profile, demo().token());
    }
    ApplicationDialog *newOne(ConsoleWindow &c, const QString &name, const QString &uid)
    {
        c.action(u"newApplication"_s)->trigger();
        auto *dialog = c.dialog<ApplicationDialog>();
        if (dialog) {
            c.find<QLineEdit>(u"name"_s)->setText(name);
            c.find<QLineEdit>(u"uid"_s)->setText(uid);
        }
        return dialog;
    }

private Q_SLOTS:
    void opensTheOneThatHasTheUid()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QVERIFY(newOne(c, u"Another"_s, u"acme"_s));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"openExistingButton"_s) != nullptr; }));
        QCOMPARE(c.find<QLineEdit>(u"name"_s)->text(), u"Another"_s); // nothing typed is lost
        QVERIFY(c.click(u"openExistingButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.table()->currentKey() == acme(); }));
    }

    void refusesBeforeSending()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        auto *dialog = newOne(c, u"Another"_s, u"no spaces"_s);
        QVERIFY(dialog);
        c.find<KeyValueEdit>(u"metadata"_s)->setMap({{u"big"_s, QString(5000, u'x')}});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(!dialog->fieldErrors().error(u"uid"_s).isEmpty());
        QVERIFY(!dialog->fieldErrors().error(u"metadata"_s).isEmpty());
        QVERIFY(c.calls("createApplication").isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    void makesOneHoweverOftenPressed()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url())));
        QVERIFY(newOne(c, u"Once"_s, u"once"_s));
        auto *save = c.find<QPushButton>(u"saveButton"_s);
        QTest::mouseDClick(save, Qt::LeftButton);
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("createApplication").size(), 1);
    }

    void keepsNoCopyOfWhatStays()
    {
        ConsoleWindow c;
        QVERIFY(start(c, profileFor(demo().url(), ConnectionClass::Production)));
        QVERIFY(c.go({Section::Applications, {}, acme(), {}, {}}));
        c.action(u"deleteApplication"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(!c.find<QPushButton>(u"verbButton"_s)->isEnabled()); // the uid is to be typed
        QVERIFY(c.click(u"cancelButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.calls("deleteApplication").isEmpty());
        QVERIFY(QDir(c.directory() + u"/data/deleted"_s).isEmpty());
        QVERIFY(demo().applicationId().startsWith(u"app_"));
    }

    void saysWhyNotOnAReadOnlyConnection()
    {
        ConsoleWindow c;
        Profile profile = profileFor(demo().url());
        profile.readOnly = true;
        QVERIFY(start(c, profile));
        QVERIFY(c.go({Section::Applications, {}, acme(), {}, {}}));
        for (const QString &name : {u"newApplication"_s, u"editApplication"_s,
                                    u"deleteApplication"_s, u"portalAccess"_s}) {
            QVERIFY2(!c.action(name)->isEnabled(), qPrintable(name));
            QVERIFY2(!c.action(name)->toolTip().isEmpty(), qPrintable(name));
        }
    }
};

SVIX_GUI_TEST_MAIN(ApplicationActsTest)
#include "tst_applicationacts.moc"
