// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/endpointdialog.h"
#include "dialogs/headersdialog.h"
#include "support/testmain.h"
#include "widgets/dialogdriver.h"
#include "widgets/forms/formerrors.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What the forms of an endpoint must not get wrong: whose it becomes, and what of it goes.
class EndpointFormsTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    /// Two customers may have one name; a copy goes to the one that was chosen.
    void aCopyGoesToTheChosenNamesake()
    {
        EndpointDialog dialog(EndpointDialog::Purpose::Duplicate);
        dialog.setApplication({u"app_2"_s, u"Acme"_s, {}});
        show(dialog);
        QCOMPARE(dialog.application(), u"app_2"_s);
        dialog.setApplications({{u"app_1"_s, u"Acme"_s, {}},
                                {u"app_2"_s, u"Acme"_s, {}},
                                {u"app_3"_s, u"Other"_s, u"other"_s}});
        QCOMPARE(dialog.application(), u"app_2"_s); // as before they came
        auto *box = child<QComboBox>(&dialog, "application");
        for (int row = 0; row < box->count(); ++row) {
            box->setCurrentIndex(row);
            QCOMPARE(dialog.application(), box->itemData(row).toString());
            QCOMPARE(box->findText(box->itemText(row)), row); // told apart
        }
    }

    /// It may be one of thousands, of which the first 250 are offered.
    void ownApplicationIsAlwaysOffered()
    {
        EndpointDialog dialog(EndpointDialog::Purpose::Duplicate);
        dialog.setApplication({u"app_9"_s, u"Acme"_s, u"cust-9"_s});
        show(dialog);
        dialog.setApplications({{u"app_1"_s, u"First"_s, {}}, {u"app_2"_s, u"Second"_s, {}}});
        QCOMPARE(dialog.application(), u"app_9"_s);
        type(&dialog, "application", u"cust-7"_s);
        dialog.setApplications({{u"app_1"_s, u"First"_s, {}}});
        QCOMPARE(dialog.application(), u"cust-7"_s); // what was typed meanwhile stays
    }

    /// "Replace" and nothing typed would write nothing over a value that nobody can bring back.
    void aHiddenHeaderIsNotReplacedByNothing()
    {
        HeadersDialog dialog;
        dialog.setHeaders({{{u"X-Tenant"_s, u"acme"_s}}, {u"Authorization"_s}});
        show(dialog);
        QSignalSpy saved(&dialog, &HeadersDialog::saveRequested);
        QTest::mouseClick(button(&dialog, "replaceHeader1"), Qt::LeftButton);
        QTest::mouseClick(button(&dialog, "saveButton"), Qt::LeftButton);
        QCOMPARE(saved.size(), 0);
        QVERIFY(dialog.fieldErrors().hasErrors());
        type(&dialog, "secretValue1", u"Bearer new"_s);
        QTest::mouseClick(button(&dialog, "saveButton"), Qt::LeftButton);
        QCOMPARE(saved.size(), 1);
        const auto change = saved.first().first().value<HeadersChange>();
        QCOMPARE(change.set.value(u"Authorization"_s), u"Bearer new"_s);
    }

    /// Names of headers are a person's own: an underscore in one is no other spelling of a field.
    void aRefusedHeaderIsFoundByItsName()
    {
        HeadersDialog dialog;
        dialog.setHeaders({{{u"X_Api_Key"_s, u"old"_s}}, {}});
        show(dialog);
        type(&dialog, "value0", u"new"_s);
        QTest::mouseClick(button(&dialog, "saveButton"), Qt::LeftButton);
        dialog.showFieldErrors(
            {{{u"body"_s, u"headers"_s, u"X_Api_Key"_s}, u"not this one"_s, u"value_error"_s}});
        QCOMPARE(fieldError(dialog, u"headers.X_Api_Key"_s), u"not this one"_s);
        QVERIFY(child<QLineEdit>(&dialog, "value0")->hasFocus());
    }

    /// A field that servers know by several names is right again under each when it is edited.
    void anEditedFieldIsNoLongerWrongUnderAnyName()
    {
        QSpinBox box;
        FormErrors errors;
        errors.add(u"throttleRate"_s, &box);
        errors.add(u"rateLimit"_s, &box);
        errors.setError(u"rateLimit"_s, u"too much"_s);
        QVERIFY(errors.hasErrors());
        box.setValue(5);
        QVERIFY(!errors.hasErrors());
    }
};

SVIX_GUI_TEST_MAIN(EndpointFormsTest)
#include "tst_endpointforms.moc"
