// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile.h"
#include "support/testmain.h"
#include "widgets/badge.h"
#include "widgets/breadcrumbs.h"
#include "widgets/connectionbutton.h"
#include "widgets/elidedlabel.h"
#include "widgets/emptystate.h"
#include "widgets/filterbutton.h"
#include "widgets/idlabel.h"
#include "widgets/messagebar.h"
#include "widgets/progressline.h"
#include "widgets/searchfield.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/theme.h"
#include "widgets/tintbox.h"
#include "widgets/titlelabel.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

QString accessibleName(QWidget *widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}

} // namespace

/// The small widgets, driven by keyboard and mouse as a person would.
class BasicWidgetsTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() override
    {
        failOnWarnings();
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void messageBarShowsTheLatestFirst()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *bar = new MessageBar(&window);
        layout->addWidget(bar);
        window.show();
        QCOMPARE(bar->objectName(), u"messageBar"_s);
        QVERIFY(!bar->isVisible());
        bar->showMessage(Tone::Ok, u"Created."_s, u"first"_s);
        const int second = bar->showMessage(Tone::Bad, u"Not sent:"_s, u"<b>second</b> & more"_s);
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->count(), 2);
        QCOMPARE(bar->currentId(), second);
        QCOMPARE(bar->currentTitle(), u"Not sent:"_s);
        // Markup of a server is shown, not obeyed.
        QCOMPARE(accessibleName(bar), u"Not sent: <b>second</b> & more"_s);
        auto *label = bar->findChild<QLabel *>(u"messageText"_s);
        QVERIFY(label->text().contains(u"&lt;b&gt;second"_s));
        QSignalSpy dismissed(bar, &MessageBar::dismissed);
        bar->findChild<QPushButton *>(u"messageDismissButton"_s)->click();
        QCOMPARE(dismissed.size(), 1);
        QCOMPARE(dismissed.first().first().toInt(), second);
        QCOMPARE(bar->currentTitle(), u"Created."_s);
        bar->dismissAll();
        QVERIFY(!bar->isVisible());
        bar->dismiss(12345);
        QCOMPARE(bar->count(), 0);
    }

    void messageBarKeepsAFew()
    {
        MessageBar bar;
        for (int i = 0; i < 20; ++i) {
            bar.showMessage(Tone::Info, QString::number(i), u"text"_s);
        }
        QCOMPARE(bar.count(), 5);
        QCOMPARE(bar.currentTitle(), u"19"_s);
        bar.showMessage(Tone::Info, u"17"_s, u"text"_s);
        QCOMPARE(bar.count(), 5);
        QCOMPARE(bar.currentTitle(), u"17"_s);
    }

    /// An older message that goes leaves alone what is being read; a warning outlives good news.
    void messageBarLetsOneRead()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *bar = new MessageBar(&window);
        layout->addWidget(bar);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const int old = bar->showMessage(Tone::Ok, u"Created"_s, u"text"_s);
        QAction retry(u"Retry"_s);
        bar->showMessage(Tone::Bad, u"Failed"_s, u"text"_s, {&retry}, u"HTTP 500"_s);
        auto *details = bar->findChild<QPushButton *>(u"messageDetailsButton"_s);
        QTest::mouseClick(details, Qt::LeftButton);
        QPushButton *button = actionButton(bar, u"Retry"_s);
        button->setFocus();
        bar->dismiss(old);
        QCOMPARE(bar->count(), 1);
        QVERIFY(details->isChecked());
        QCOMPARE(actionButton(bar, u"Retry"_s), button);
        QVERIFY(button->hasFocus());
        bar->dismissAll();

        bar->showMessage(Tone::Warn, u"Not kept"_s, u"text"_s);
        for (int i = 0; i < 10; ++i) {
            bar->showMessage(Tone::Info, QString::number(i), u"text"_s);
        }
        QCOMPARE(bar->count(), 5);
        for (int i = 0; i < 4; ++i) {
            bar->dismissCurrent();
        }
        QCOMPARE(bar->currentTitle(), u"Not kept"_s);
    }

    void messageBarDetailsAndActions()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *bar = new MessageBar(&window);
        layout->addWidget(bar);
        window.show();
        auto action = std::make_unique<QAction>(u"Try again"_s);
        QSignalSpy triggered(action.get(), &QAction::triggered);
        bar->showMessage(Tone::Bad, u"Failed"_s, u"text"_s, {action.get()}, u"HTTP 500"_s);
        auto *details = bar->findChild<QPushButton *>(u"messageDetailsButton"_s);
        auto *text = bar->findChild<QPlainTextEdit *>(u"messageDetails"_s);
        QVERIFY(details->isVisible());
        QVERIFY(!text->isVisible());
        QTest::mouseClick(details, Qt::LeftButton);
        QVERIFY(text->isVisible());
        QCOMPARE(text->toPlainText(), u"HTTP 500"_s);
        QTest::mouseClick(details, Qt::LeftButton);
        QVERIFY(!text->isVisible());
        QPushButton *button = actionButton(bar, u"Try again"_s);
        QVERIFY(button);
        action->setEnabled(false);
        QVERIFY(!button->isEnabled());
        action->setEnabled(true);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(triggered.size(), 1);
        action.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!actionButton(bar, u"Try again"_s));
    }

    void messageBarSurvivesAnActionThatDismissesIt()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *bar = new MessageBar(&window);
        layout->addWidget(bar);
        window.show();
        QAction action(u"Undo"_s);
        connect(&action, &QAction::triggered, bar, &MessageBar::dismissCurrent);
        bar->showMessage(Tone::Ok, u"Deleted"_s, u"text"_s, {&action});
        actionButton(bar, u"Undo"_s)->click();
        QCOMPARE(bar->count(), 0);
    }

    void messageBarClosesWithEscapeAndIsAnAlert()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *bar = new MessageBar(&window);
        layout->addWidget(bar);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        bar->showMessage(Tone::Warn, u"Slow"_s, u"text"_s);
        // What makes a screen reader read it out: an alert that appears with the words as its name.
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(bar);
        QCOMPARE(face->role(), QAccessible::AlertMessage);
        QCOMPARE(face->text(QAccessible::Name), u"Slow. text"_s);
        QVERIFY(!face->state().invisible);
        auto *dismiss = bar->findChild<QPushButton *>(u"messageDismissButton"_s);
        dismiss->setFocus();
        QTest::keyClick(dismiss, Qt::Key_Escape);
        QCOMPARE(bar->count(), 0);
    }

    void breadcrumbsMoveAndActivateByKeyboard()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *crumbs = new Breadcrumbs(&window);
        layout->addWidget(crumbs);
        crumbs->setCrumbs(
            {{u"Applications"_s, u"apps"_s}, {u"Acme & Co"_s, u"app_1"_s}, {u"Messages"_s, {}}});
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy activated(crumbs, &Breadcrumbs::activated);
        const auto buttons = crumbs->findChildren<QAbstractButton *>();
        QCOMPARE(buttons.size(), 2);
        QCOMPARE(accessibleName(buttons[0]), u"Applications"_s);
        QCOMPARE(accessibleName(buttons[1]), u"Acme & Co"_s);
        QVERIFY(buttons[1]->shortcut().isEmpty()); // the "&" of a name is no key
        buttons[0]->setFocus(Qt::TabFocusReason);
        QTest::keyClick(buttons[0], Qt::Key_Right);
        QVERIFY(buttons[1]->hasFocus());
        QTest::keyClick(buttons[1], Qt::Key_Right); // the last step is where one is
        QVERIFY(buttons[1]->hasFocus());
        QTest::keyClick(buttons[1], Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toInt(), 1);
        QTest::mouseClick(buttons[0], Qt::LeftButton);
        QCOMPARE(activated.last().first().toInt(), 0);
    }

    void breadcrumbsMayBeReplacedByTheirOwnClick()
    {
        Breadcrumbs crumbs;
        crumbs.setCrumbs({{u"A"_s, {}}, {u"B"_s, {}}});
        connect(&crumbs, &Breadcrumbs::activated, &crumbs, [&crumbs] {
            crumbs.setCrumbs({{u"A"_s, {}}});
        });
        crumbs.findChild<QAbstractButton *>()->click();
        QCOMPARE(crumbs.crumbs().size(), 1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!crumbs.findChild<QAbstractButton *>());
    }

    void segmentsAreARadioGroup()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *before = new QPushButton(u"Before"_s, &window);
        auto *control = new SegmentedControl(&window);
        layout->addWidget(before);
        layout->addWidget(control);
        for (int id = 0; id < 3; ++id) {
            control->addSegment(u"Segment %1"_s.arg(id), id);
        }
        QCOMPARE(control->currentId(), 0);
        QSignalSpy changed(control, &SegmentedControl::currentChanged);
        control->setCurrentId(1);
        control->setCurrentId(99);
        QCOMPARE(control->currentId(), 1);
        QCOMPARE(changed.size(), 1);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto segments = control->findChildren<QRadioButton *>();
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(segments[1]);
        QCOMPARE(face->role(), QAccessible::RadioButton);
        QVERIFY(face->state().checked);
        QCOMPARE(face->text(QAccessible::Name), u"Segment 1"_s);
        control->setFocus();
        QVERIFY(segments[1]->hasFocus());
        QTest::keyClick(segments[1], Qt::Key_Right);
        QCOMPARE(control->currentId(), 2);
        QTest::keyClick(segments[2], Qt::Key_Left);
        QCOMPARE(control->currentId(), 1);
        QTest::mouseClick(segments[0], Qt::LeftButton);
        QCOMPARE(control->currentId(), 0);
        QCOMPARE(changed.last().first().toInt(), 0);
        control->setSegmentEnabled(2, false, u"not offered"_s);
        QCOMPARE(segments[2]->toolTip(), u"not offered"_s);
    }

    void searchFieldClearsWithEscape()
    {
        SearchField field(u"Filter loaded rows"_s);
        field.setShortcutHint(QKeySequence(Qt::CTRL | Qt::Key_F));
        QCOMPARE(accessibleName(&field), u"Filter loaded rows"_s);
        field.resize(300, field.sizeHint().height());
        const QImage hinted = field.grab().toImage();
        field.setShortcutHint({});
        QVERIFY(hinted != field.grab().toImage());
        field.setText(u"abc"_s);
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
        QSignalSpy down(&field, &SearchField::downPressed);
        QTest::keyClick(&field, Qt::Key_Down);
        QCOMPARE(down.size(), 1);
    }

    void namesForAssistiveTechnology()
    {
        ConnectionButton connection;
        QCOMPARE(accessibleName(&connection), u"No connection"_s);
        connection.setConnection(u"Acme EU"_s, ConnectionClass::Production, true);
        QCOMPARE(accessibleName(&connection), u"Connection Acme EU, Production, read-only"_s);
        Badge badge(u"Disabled"_s, StateKind::Paused);
        QCOMPARE(accessibleName(&badge), u"Disabled"_s);
        TintBox box(Tone::Bad);
        box.setText(u"stops receiving <b>"_s, u"Acme"_s);
        QCOMPARE(accessibleName(&box), u"Acme stops receiving <b>"_s);
        FilterButton filter(u"Type"_s);
        filter.setValueText(u"a&b"_s, true);
        QCOMPARE(accessibleName(&filter), u"Type: a&b"_s);
        QVERIFY(filter.narrows());
        IdLabel id;
        id.setIdName(u"message id"_s);
        id.setId(u"msg_1"_s);
        auto *copy = id.findChild<QToolButton *>();
        QCOMPARE(accessibleName(copy), u"Copy message id"_s);
    }

    void idIsCopiedWhole()
    {
        IdLabel id;
        id.setId(u"msg_2ZmhA8kfPq1vTzB4yWcR7uXsE0d"_s);
        id.resize(120, id.sizeHint().height());
        QSignalSpy copied(&id, &IdLabel::copied);
        id.findChild<QToolButton *>()->click();
        QCOMPARE(copied.size(), 1);
        QCOMPARE(QApplication::clipboard()->text(), u"msg_2ZmhA8kfPq1vTzB4yWcR7uXsE0d"_s);
    }

    void elidedLabelKnowsItsRoom()
    {
        ElidedLabel label(u"https://hooks.acme.example/billing"_s, Qt::ElideMiddle);
        label.resize(label.sizeHint());
        QVERIFY(!label.isElided());
        label.resize(60, 20);
        QVERIFY(label.isElided());
        QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
    }

    void emptyStatesOfferTheWay()
    {
        EmptyState state;
        QSignalSpy retry(&state, &EmptyState::retryRequested);
        QSignalSpy clear(&state, &EmptyState::clearFiltersRequested);
        state.showFailed(u"Could not load"_s, u"No answer."_s);
        QCOMPARE(state.mode(), EmptyState::Mode::Failed);
        state.findChild<QPushButton *>(u"retryButton"_s)->click();
        QCOMPARE(retry.size(), 1);
        state.showNothingMatches();
        QVERIFY(!state.findChild<QPushButton *>(u"retryButton"_s));
        state.findChild<QPushButton *>(u"clearFiltersButton"_s)->click();
        QCOMPARE(clear.size(), 1);
        QAction create(u"Create endpoint"_s);
        QSignalSpy triggered(&create, &QAction::triggered);
        state.showNothingYet(u"applications"_s, u"No endpoints yet"_s, u"Messages go nowhere."_s,
                             {&create});
        QPushButton *button = actionButton(&state, u"Create endpoint"_s);
        QCOMPARE(kindOf(button), ButtonKind::Primary);
        button->click();
        QCOMPARE(triggered.size(), 1);
        QCOMPARE(accessibleName(&state), u"No endpoints yet. Messages go nowhere."_s);
        // The click of Retry may itself change the state.
        connect(&state, &EmptyState::retryRequested, &state, [&state] { state.showLoading(); });
        state.showFailed(u"Could not load"_s, {});
        state.findChild<QPushButton *>(u"retryButton"_s)->click();
        QCOMPARE(state.mode(), EmptyState::Mode::Loading);
    }

    void aFailureOffersDetailsAndWaysOut()
    {
        EmptyState state;
        state.resize(500, 400);
        state.show();
        QAction token(u"Replace token"_s);
        QSignalSpy triggered(&token, &QAction::triggered);
        state.showFailed(u"Not loaded."_s, u"Refused."_s, u"Status: 401"_s, {&token});
        auto *retry = state.findChild<QPushButton *>(u"retryButton"_s);
        actionButton(&state, u"Replace token"_s)->click();
        QCOMPARE(triggered.size(), 1);
        auto *details = state.findChild<QPlainTextEdit *>(u"emptyDetails"_s);
        QVERIFY(details->isHidden());
        auto *button = state.findChild<QPushButton *>(u"emptyDetailsButton"_s);
        button->click();
        QVERIFY(details->isVisible());
        QCOMPARE(details->toPlainText(), u"Status: 401"_s);
        // The same said again changes nothing that is open or has the focus.
        state.showFailed(u"Not loaded."_s, u"Refused."_s, u"Status: 401"_s, {&token});
        QCOMPARE(state.findChild<QPushButton *>(u"retryButton"_s), retry);
        QVERIFY(details->isVisible());
        button->click();
        QVERIFY(details->isHidden());
        // Nothing of it is left in another state, or where there are no details.
        button->click();
        state.showNothingMatches(u"None in 24 hours"_s, {}, u"Show all"_s);
        QVERIFY(details->isHidden());
        QCOMPARE(state.findChild<QPushButton *>(u"clearFiltersButton"_s)->text(), u"Show all"_s);
        state.showFailed(u"Not loaded."_s, u"No answer."_s);
        QVERIFY(!state.findChild<QPushButton *>(u"emptyDetailsButton"_s));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!actionButton(&state, u"Replace token"_s));
    }

    void progressLineWaits()
    {
        ProgressLine line;
        line.resize(200, line.sizeHint().height());
        line.show();
        QElapsedTimer clock;
        clock.start();
        line.setBusy(true);
        QVERIFY(!line.isLineVisible());
        QTRY_VERIFY(line.isLineVisible());
        QVERIFY(clock.elapsed() >= 140);
        line.setBusy(false);
        QVERIFY(!line.isLineVisible());
        // A quick answer shows nothing.
        line.setBusy(true);
        line.setBusy(false);
        QTest::qWait(200);
        QVERIFY(!line.isLineVisible());
    }

    void fontChangeIsFollowed()
    {
        const QFont before = QApplication::font();
        Badge badge(u"Failed"_s, StateKind::Fail);
        ConnectionButton connection;
        connection.setConnection(u"Acme"_s, ConnectionClass::Test);
        const int badgeWidth = badge.sizeHint().width();
        const int buttonWidth = connection.sizeHint().width();
        QFont twice = before;
        twice.setPointSizeF(before.pointSizeF() * 2);
        setApplicationFont(twice);
        QVERIFY(badge.sizeHint().width() > badgeWidth * 3 / 2);
        QVERIFY(connection.sizeHint().width() > buttonWidth * 3 / 2);
        setApplicationFont(before);
    }

private:
    /// Widgets hear of a new font in the next turn of the event loop.
    static void setApplicationFont(const QFont &font)
    {
        QApplication::setFont(font);
        QCoreApplication::processEvents();
    }
    static QPushButton *actionButton(QWidget *parent, const QString &text)
    {
        const auto buttons = parent->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == text && !button->isHidden()) {
                return button;
            }
        }
        return nullptr;
    }
};

SVIX_GUI_TEST_MAIN(BasicWidgetsTest)
#include "tst_basicwidgets.moc"
