// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testmain.h"
#include "widgets/onscreen.h"
#include "widgets/taborder.h"
#include "widgets/titlelabel.h"
#include "widgets/wraplayout.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

/// Two filters, a field that takes what is left, and a button that stays with the field.
struct Bar
{
    Bar()
    {
        auto *layout = new WrapLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        for (QWidget *widget : std::initializer_list<QWidget *>{first, second, field, button}) {
            layout->addWidget(widget);
        }
        for (QPushButton *fixed : {first, second, button}) {
            fixed->setFixedSize(100, 30);
        }
        field->setMinimumWidth(80);
        field->setFixedHeight(30);
        layout->setTogetherFrom(2);
        window.setMinimumWidth(100);
        window.show();
    }
    void resize(int width)
    {
        window.resize(width, window.heightForWidth(width));
        QCoreApplication::processEvents();
    }

    QWidget window;
    QPushButton *first = new QPushButton(&window);
    QPushButton *second = new QPushButton(&window);
    QLineEdit *field = new QLineEdit(&window);
    QPushButton *button = new QPushButton(&window);
};

} // namespace

/// Where things stand: rows that wrap, the order of Tab, sides that are mirrored.
class PlacementTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    /// A window that reaches beyond its screen comes back; what is too large begins at its corner.
    void windowsStayOnTheScreen()
    {
        const QRect room = QGuiApplication::primaryScreen()->availableGeometry();
        QWidget window;
        window.setGeometry(room.right() - 50, room.bottom() - 40, 300, 200);
        window.show();
        keepOnScreen(&window);
        QVERIFY(room.contains(window.frameGeometry()));
        window.move(room.left() - 100, room.top() - 100);
        keepOnScreen(&window);
        QVERIFY(room.contains(window.frameGeometry()));
        window.resize(room.width() + 200, 200);
        window.move(room.left() + 60, room.top() + 20);
        keepOnScreen(&window);
        QCOMPARE(window.frameGeometry().left(), room.left());
        QCOMPARE(window.frameGeometry().top(), room.top() + 20);
    }

    void everythingInOneLineWhereItFits()
    {
        Bar bar;
        bar.resize(500);
        QCOMPARE(bar.window.height(), 30);
        QCOMPARE(bar.first->geometry(), QRect(0, 0, 100, 30));
        QCOMPARE(bar.second->geometry(), QRect(110, 0, 100, 30));
        QCOMPARE(bar.field->geometry(), QRect(220, 0, 170, 30)); // what is left
        QCOMPARE(bar.button->geometry(), QRect(400, 0, 100, 30));
    }

    void fieldAndButtonGoToTheNextLineTogether()
    {
        Bar bar;
        bar.resize(409); // one less than all need
        QCOMPARE(bar.window.height(), 70);
        QCOMPARE(bar.second->geometry(), QRect(110, 0, 100, 30));
        QCOMPARE(bar.field->geometry(), QRect(0, 40, 299, 30));
        QCOMPARE(bar.button->geometry(), QRect(309, 40, 100, 30));
        bar.resize(410);
        QCOMPARE(bar.window.height(), 30);
        QCOMPARE(bar.field->width(), 80);
    }

    void partsOnlyWhenALineOfItsOwnIsTooNarrow()
    {
        Bar bar;
        bar.resize(150);
        QCOMPARE(bar.first->y(), 0);
        QCOMPARE(bar.second->y(), 40);
        QCOMPARE(bar.field->geometry(), QRect(0, 80, 150, 30));
        QCOMPARE(bar.button->geometry(), QRect(0, 120, 100, 30));
    }

    void whatIsHiddenTakesNoRoom()
    {
        Bar bar;
        bar.second->hide();
        bar.resize(300);
        QCOMPARE(bar.window.height(), 30);
        QCOMPARE(bar.field->geometry(), QRect(110, 0, 80, 30));
    }

    void aRowIsMirrored()
    {
        Bar bar;
        bar.window.setLayoutDirection(Qt::RightToLeft);
        bar.resize(409);
        QCOMPARE(bar.first->geometry(), QRect(309, 0, 100, 30));
        QCOMPARE(bar.field->geometry(), QRect(110, 40, 299, 30));
        QCOMPARE(bar.button->geometry(), QRect(0, 40, 100, 30));
    }

    void aLabelStandsWhereThePageBegins()
    {
        // Latin data in a right-to-left window: QLabel would leave it on the left.
        TitleLabel label(u"42 s"_s, TextRole::Body);
        label.setAlignment(Qt::AlignLeading | Qt::AlignTop);
        TitleLabel middle(u"42 s"_s, TextRole::Body);
        middle.setAlignment(Qt::AlignHCenter);
        for (TitleLabel *shown : {&label, &middle}) {
            shown->show();
        }
        QCOMPARE(label.alignment(), Qt::AlignAbsolute | Qt::AlignLeft | Qt::AlignTop);
        label.setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(label.alignment(), Qt::AlignAbsolute | Qt::AlignRight | Qt::AlignTop);
        label.setLayoutDirection(Qt::LeftToRight);
        QCOMPARE(label.alignment(), Qt::AlignAbsolute | Qt::AlignLeft | Qt::AlignTop);
        QCOMPARE(middle.alignment(), Qt::Alignment(Qt::AlignHCenter));
    }

    void whatIsMadeLaterTakesItsPlaceInTheTabOrder()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *before = new QPushButton(&window);
        auto *group = new QWidget(&window);
        auto *after = new QPushButton(&window);
        for (QWidget *widget :
             {static_cast<QWidget *>(before), group, static_cast<QWidget *>(after)}) {
            layout->addWidget(widget);
        }
        auto *inner = new QVBoxLayout(group);
        auto *lower = new QPushButton;
        auto *upper = new QPushButton;
        inner->addWidget(lower);
        inner->insertWidget(0, upper);
        QCOMPARE(tabStops(inner), (QList<QWidget *>{upper, lower}));
        chainTabs(group, tabStops(inner));
        QCOMPARE(group->focusPolicy(), Qt::NoFocus);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        before->setFocus();
        for (const QPushButton *next : {upper, lower, after}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget(), next);
        }
    }
};

SVIX_GUI_TEST_MAIN(PlacementTest)
#include "tst_placement.moc"
