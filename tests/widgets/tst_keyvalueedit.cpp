// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of names and values by keyboard; what cannot be sent is said before.
#include "support/testmain.h"
#include "widgets/forms/keyvalueedit.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTableWidget>

using namespace Qt::StringLiterals;
using namespace svix;

class KeyValueEditTest : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void addsAndRemovesByKeyboard()
    {
        KeyValueEdit edit;
        edit.show();
        QVERIFY(QTest::qWaitForWindowActive(&edit));
        edit.table()->setFocus();
        QSignalSpy changed(&edit, &KeyValueEdit::changed);
        QTest::keyClick(edit.table(), Qt::Key_Insert);
        QCOMPARE(edit.table()->rowCount(), 1);
        QTest::keyClicks(QApplication::focusWidget(), u"plan"_s);
        edit.commit();
        QCOMPARE(edit.rows(), (QList<QPair<QString, QString>>{{u"plan"_s, QString()}}));
        QVERIFY(!changed.isEmpty());
        QTest::keyClick(edit.table(), Qt::Key_Delete);
        QCOMPARE(edit.table()->rowCount(), 0);
        QVERIFY(edit.map().isEmpty());
    }

    void refusesWhatCannotBeSent()
    {
        KeyValueEdit edit;
        edit.setMaxBytes(40);
        edit.setMap({{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}});
        QCOMPARE(edit.problem(), QString());
        edit.table()->item(1, 0)->setText(u"a"_s);
        QVERIFY(edit.problem().contains(u"twice"_s));
        edit.table()->item(1, 0)->setText({});
        QVERIFY(edit.problem().contains(u"no name"_s));
        edit.table()->item(1, 1)->setText({});
        QCOMPARE(edit.problem(), QString()); // an empty row is no row
        QCOMPARE(edit.map().size(), 1);
        edit.table()->item(0, 1)->setText(QString(40, u'x'));
        QVERIFY(edit.problem().contains(u"40"_s));
        edit.setMaxBytes(0);
        edit.setCheck(
            [](const QString &key, const QString &) { return key + u" is not for you"_s; });
        QCOMPARE(edit.problem(), u"a is not for you"_s);
    }
};

SVIX_GUI_TEST_MAIN(KeyValueEditTest)
#include "tst_keyvalueedit.moc"
