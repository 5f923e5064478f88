// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/formcheck.h"
#include "support/testmain.h"
#include "widgets/forms/formerrors.h"
#include "widgets/forms/nametree.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace svix;

/// Names in a tree: how they are grouped, what a press on a group takes, and what a filter hides.
class NameTreeTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void groupsByDots()
    {
        NameTree tree;
        fill(tree);
        QCOMPARE(shape(tree), (QStringList{u"alone"_s, u"invoice.*"_s, u" invoice.paid"_s,
                                           u" invoice.payment.*"_s, u"  invoice.payment.failed"_s,
                                           u"  invoice.payment.made"_s, u"order"_s, u"user.*"_s,
                                           u" user"_s, u" user.created"_s}));
        tree.setNames({{u"a.b.c.one"_s, {}, {}}, {u"a.b.c.two"_s, {}, {}}});
        // Groups of one group say nothing.
        QCOMPARE(shape(tree), (QStringList{u"a.b.c.*"_s, u" a.b.c.one"_s, u" a.b.c.two"_s}));
        tree.setNames({{u"same"_s, {}, {}}, {u"same"_s, {}, {}}, {u"same."_s, {}, {}}});
        QCOMPARE(shape(tree), (QStringList{u"same.*"_s, u" same"_s, u" same."_s}));
        tree.setNames({});
        QCOMPARE(shape(tree), QStringList());
    }

    void groupTakesItsNames()
    {
        NameTree tree;
        fill(tree);
        QSignalSpy changed(&tree, &NameTree::chosenChanged);
        item(tree, u"invoice.*"_s)->setCheckState(0, Qt::Checked);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(tree.chosen(), (QStringList{u"invoice.paid"_s, u"invoice.payment.failed"_s,
                                             u"invoice.payment.made"_s}));
        QCOMPARE(item(tree, u"invoice.payment.*"_s)->checkState(0), Qt::Checked);
        item(tree, u"invoice.payment.made"_s)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(item(tree, u"invoice.payment.*"_s)->checkState(0), Qt::PartiallyChecked);
        QCOMPARE(item(tree, u"invoice.*"_s)->checkState(0), Qt::PartiallyChecked);
        QCOMPARE(tree.chosen(), (QStringList{u"invoice.paid"_s, u"invoice.payment.failed"_s}));
        QVERIFY(tree.summary().contains(u'2'));
        tree.findChild<QPushButton *>(u"chooseNone"_s)->click();
        QCOMPARE(tree.chosen(), QStringList());
        QCOMPARE(tree.summary(), u"None chosen: everything."_s);
        QCOMPARE(item(tree, u"invoice.*"_s)->checkState(0), Qt::Unchecked);
    }

    /// What is not seen is not chosen, and not lost.
    void filterHidesFromGroups()
    {
        NameTree tree;
        fill(tree);
        tree.setChosen({u"order"_s});
        tree.findChild<QLineEdit *>(u"nameFilter"_s)->setText(u"FAILED"_s);
        QVERIFY(item(tree, u"invoice.paid"_s)->isHidden());
        QVERIFY(item(tree, u"order"_s)->isHidden());
        QVERIFY(!item(tree, u"invoice.payment.failed"_s)->isHidden());
        item(tree, u"invoice.*"_s)->setCheckState(0, Qt::Checked);
        QCOMPARE(tree.chosen(), (QStringList{u"invoice.payment.failed"_s, u"order"_s}));
        QCOMPARE(item(tree, u"invoice.*"_s)->checkState(0), Qt::PartiallyChecked);
    }

    void keepsWhatIsNotOffered()
    {
        NameTree tree;
        tree.setChosen({u"gone"_s, u"old"_s});
        fill(tree);
        QCOMPARE(tree.chosen(), (QStringList{u"gone"_s, u"old"_s}));
        QVERIFY(item(tree, u"gone"_s));
        tree.setNames({{u"old"_s, {}, u"archived"_s}, {u"older"_s, {}, u"archived"_s}});
        // What is there already may stay or go; what is not may not come.
        QVERIFY(item(tree, u"old"_s)->flags() & Qt::ItemIsEnabled);
        QVERIFY(!(item(tree, u"older"_s)->flags() & Qt::ItemIsEnabled));
        item(tree, u"old"_s)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(tree.chosen(), QStringList{u"gone"_s});
    }

    void spaceToggles()
    {
        NameTree tree;
        fill(tree);
        tree.show();
        QVERIFY(QTest::qWaitForWindowActive(&tree));
        auto *list = tree.findChild<QTreeWidget *>();
        tree.setFocus();
        QVERIFY(list->hasFocus());
        list->setCurrentItem(item(tree, u"order"_s));
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(tree.chosen(), QStringList{u"order"_s});
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(tree.chosen(), QStringList());
        const QStringList problems = test::formProblems(&tree);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    /// Another choice takes the words about the one before away.
    void choosingEndsAnError()
    {
        QWidget form;
        auto *tree = new NameTree(&form);
        fill(*tree);
        FormErrors errors;
        errors.add(u"eventTypes"_s, tree);
        errors.setError(u"eventTypes"_s, u"unknown"_s);
        item(*tree, u"order"_s)->setCheckState(0, Qt::Checked);
        QVERIFY(!errors.hasErrors());
    }

private:
    static void fill(NameTree &tree)
    {
        tree.setNoneText(u"None chosen: everything."_s);
        QList<NameTree::Name> names;
        for (const QString &name :
             {u"user.created"_s, u"invoice.payment.made"_s, u"order"_s, u"alone"_s, u"user"_s,
              u"invoice.paid"_s, u"invoice.payment.failed"_s}) {
            names.append({name, {}, {}});
        }
        tree.setNames(names);
    }

    static QString textOf(const QTreeWidgetItem *item)
    {
        return QString(item->text(0)).remove(QChar(0x200e));
    }

    static QTreeWidgetItem *item(NameTree &tree, const QString &text)
    {
        for (QTreeWidgetItemIterator it(tree.findChild<QTreeWidget *>()); *it; ++it) {
            if (textOf(*it) == text) {
                return *it;
            }
        }
        return nullptr;
    }

    static QStringList shape(NameTree &tree)
    {
        QStringList lines;
        for (QTreeWidgetItemIterator it(tree.findChild<QTreeWidget *>()); *it; ++it) {
            int depth = 0;
            for (const auto *up = (*it)->parent(); up; up = up->parent()) {
                ++depth;
            }
            lines += QString(depth, u' ') + textOf(*it);
        }
        return lines;
    }
};

SVIX_GUI_TEST_MAIN(NameTreeTest)
#include "tst_nametree.moc"
