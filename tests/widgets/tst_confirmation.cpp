// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "support/testmain.h"
#include "widgets/dialogdriver.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The question before what cannot be taken back, about names that nobody would choose.
class ConfirmationTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() override
    {
        failOnWarnings();
        applyTheme(*qApp, ThemeChoice::Light);
    }

    /// What cannot be seen in a name is typed as it is shown, and a blank at its end not at all.
    void confirmationTakesTheNameAsItIsShown_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("typed");
        QTest::newRow("blank at the end") << u"trailing "_s << u"trailing"_s;
        QTest::newRow("line break") << u"line1\nline2"_s << u"line1‹U+000A›line2"_s;
        QTest::newRow("turned around") << u"a\u202Eb"_s << u"a‹U+202E›b"_s;
        QTest::newRow("pasted") << u"a\u202Eb"_s << u"a\u202Eb"_s;
    }

    void confirmationTakesTheNameAsItIsShown()
    {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        ConfirmationRequest request;
        request.title = u"Delete %1"_s.arg(name.repeated(500));
        request.verb = u"Delete"_s;
        request.destructive = true;
        request.mustType = true;
        request.typedName = name;
        ConfirmDialog dialog(request);
        show(dialog);
        QVERIFY(dialog.height() < 500); // a long title leaves room for what is asked
        auto *field = child<QLineEdit>(&dialog, "name");
        QVERIFY(!button(&dialog, "verbButton")->isEnabled());
        field->setText(typed.chopped(1));
        QVERIFY(!button(&dialog, "verbButton")->isEnabled());
        field->setText(typed);
        QVERIFY(button(&dialog, "verbButton")->isEnabled());
    }
};

SVIX_GUI_TEST_MAIN(ConfirmationTest)
#include "tst_confirmation.moc"
