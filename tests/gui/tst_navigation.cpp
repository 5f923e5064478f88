// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "gui/sandboxed.h"
#include "mainwindow/navigationfold.h"
#include "mainwindow/navigationmodel.h"
#include "mainwindow/navigationview.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QHelpEvent>
#include <QSplitter>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The navigation folds to icons, by keyboard, menu and mouse, and stays usable.
class NavigationTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_font = QApplication::font();
    }
    void cleanup()
    {
        QApplication::setFont(m_font);
        QApplication::setLayoutDirection(Qt::LeftToRight);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void foldsAndOpens()
    {
        Demo demo;
        ConsoleWindow c;
        QVERIFY(start(c, demo));
        NavigationView *view = viewOf(c);
        const int open = view->width();
        QVERIFY(open > scaled(150));
        QAction *act = c.action(u"foldNavigation"_s);
        QVERIFY(act && act->isCheckable() && !act->isChecked());
        c.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(act->isChecked());
        QTRY_COMPARE(view->width(), NavigationView::compactWidth());
        QVERIFY(view->isVisible());
        act->trigger();
        QVERIFY(!act->isChecked());
        QTRY_COMPARE(view->width(), open);
    }

    /// Every row says by tool tip and to a screen reader what it is, and the keyboard gets there.
    void iconsAreNamedAndReachable()
    {
        Demo demo;
        ConsoleWindow c;
        QVERIFY(start(c, demo));
        c.key(Qt::Key_B, Qt::ControlModifier);
        NavigationView *view = viewOf(c);
        QTRY_COMPARE(view->width(), NavigationView::compactWidth());
        QCoreApplication::processEvents();
        int rows = 0;
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, 0);
            const QRect rect = view->visualRect(index);
            if (!(index.flags() & Qt::ItemIsEnabled)) {
                continue; // a line between groups
            }
            ++rows;
            const QString name = index.data().toString();
            QVERIFY(rect.height() >= 24 && rect.width() >= 24);
            QVERIFY(view->viewport()->rect().contains(rect.center()));
            QVERIFY(index.data(Qt::AccessibleTextRole).toString().startsWith(name));
            QToolTip::hideText();
            QHelpEvent tip(QEvent::ToolTip, rect.center(),
                           view->viewport()->mapToGlobal(rect.center()));
            QApplication::sendEvent(view->viewport(), &tip);
            QVERIFY2(QToolTip::text().contains(name), qPrintable(QToolTip::text()));
            // Something is drawn for it, also where it has no icon.
            const QImage image = view->viewport()->grab(rect).toImage();
            bool drawn = false;
            for (int x = 0; x < image.width() && !drawn; ++x) {
                for (int y = 0; y < image.height() && !drawn; ++y) {
                    drawn = contrast(image.pixelColor(x, y), view->palette().window().color()) > 3;
                }
            }
            QVERIFY2(drawn, qPrintable(name));
        }
        QVERIFY(rows >= 6);
        QToolTip::hideText();
        // To the messages by keyboard alone: F6, Down.
        view->setFocus();
        QVERIFY(c.go({Section::Endpoints, u"acme"_s, {}, {}, {}}));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Down);
        QTRY_COMPARE(c.window().place().section, Section::Messages);
        QVERIFY(c.settle());
    }

    /// Drawn narrow by the mouse it folds, drawn wide it opens, and in between it is one of both.
    void splitterFolds()
    {
        Demo demo;
        ConsoleWindow c;
        QVERIFY(start(c, demo));
        NavigationView *view = viewOf(c);
        auto *columns = c.window().findChild<QSplitter *>(u"columns"_s);
        QAction *act = c.action(u"foldNavigation"_s);
        QSplitterHandle *handle = columns->handle(1);
        const auto drag = [&](int by) {
            const QPoint from = handle->rect().center();
            QTest::mousePress(handle, Qt::LeftButton, {}, from);
            for (int step = 1; step <= 4; ++step) {
                // The handle moves below the pointer.
                const QPoint global = columns->mapToGlobal(QPoint(m_at + by * step / 4, 100));
                QTest::mouseMove(handle, handle->mapFromGlobal(global));
                QMouseEvent move(QEvent::MouseMove, QPointF(handle->mapFromGlobal(global)),
                                 QPointF(global), Qt::LeftButton, Qt::LeftButton, {});
                QApplication::sendEvent(handle, &move);
                const int width = columns->sizes().constFirst();
                QVERIFY(width == NavigationView::compactWidth() || width >= scaled(120));
            }
            QTest::mouseRelease(handle, Qt::LeftButton);
            m_at += by;
        };
        m_at = handle->x();
        drag(-scaled(110));
        QVERIFY(act->isChecked() && view->isCompact());
        QTRY_COMPARE(view->width(), NavigationView::compactWidth());
        m_at = handle->x();
        drag(scaled(140));
        QVERIFY(!act->isChecked() && !view->isCompact());
        QVERIFY(view->width() > scaled(160));
        m_at = handle->x();
        drag(-scaled(600)); // as far as it goes
        QVERIFY(view->isVisible());
        QTRY_COMPARE(view->width(), NavigationView::compactWidth());
    }

    /// As it was when the window was closed, whatever the size of the text is now.
    void isRemembered()
    {
        Demo demo;
        QTemporaryDir directory;
        int open = 0;
        {
            ConsoleWindow c(directory.path());
            QVERIFY(start(c, demo));
            auto *columns = c.window().findChild<QSplitter *>(u"columns"_s);
            columns->setSizes({scaled(260), 1000});
            Q_EMIT columns->splitterMoved(scaled(260), 1);
            open = viewOf(c)->width();
            c.key(Qt::Key_B, Qt::ControlModifier);
            QVERIFY(c.window().close());
        }
        QFont twice = m_font;
        twice.setPointSizeF(m_font.pointSizeF() * 2);
        QApplication::setFont(twice);
        {
            ConsoleWindow c(directory.path());
            QVERIFY(c.show());
            c.window().resize(1280, 800); // the screen of the test is smaller
            QTRY_COMPARE(viewOf(c)->width(), NavigationView::compactWidth());
            QVERIFY(c.action(u"foldNavigation"_s)->isChecked());
            // The text becomes smaller while the window is open: the strip too.
            QApplication::setFont(m_font);
            QTRY_COMPARE(viewOf(c)->width(), NavigationView::compactWidth());
            c.key(Qt::Key_B, Qt::ControlModifier);
            QTRY_VERIFY2(std::abs(viewOf(c)->width() - open) <= 2,
                         qPrintable(QString::number(viewOf(c)->width())));
            QVERIFY(c.window().close());
        }
        ConsoleWindow c(directory.path());
        QVERIFY(c.show());
        c.window().resize(1280, 800);
        QVERIFY(!viewOf(c)->isCompact());
        QVERIFY2(std::abs(viewOf(c)->width() - open) <= 2,
                 qPrintable(u"%1 in place of %2, window %3"_s.arg(viewOf(c)->width())
                                .arg(open)
                                .arg(c.window().width())));
    }

    void brokenStateIsIgnored()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        auto *fold = c.window().findChild<NavigationFold *>();
        const QByteArray before = fold->saveState();
        for (const char *state : {"", "folded", "folded x", "shut 100", "folded 1 2", "\xff\x00"}) {
            fold->restoreState(state);
            QCOMPARE(fold->saveState(), before);
        }
        fold->restoreState("open 99999999");
        QVERIFY(viewOf(c)->width() <= scaled(600));
        fold->restoreState("open -5");
        QVERIFY(viewOf(c)->width() >= scaled(120));
    }

    /// For the eye; kept where SVIX_TEST_PICTURES says.
    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("big");
        QTest::addColumn<bool>("mirrored");
        QTest::newRow("light") << false << false << false;
        QTest::newRow("dark") << true << false << false;
        QTest::newRow("big") << false << true << false;
        QTest::newRow("mirrored") << false << false << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(bool, big);
        QFETCH(bool, mirrored);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        if (big) {
            QFont twice = m_font;
            twice.setPointSizeF(m_font.pointSizeF() * 2);
            QApplication::setFont(twice);
        }
        QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
        Demo demo;
        ConsoleWindow c;
        QVERIFY(start(c, demo));
        c.key(Qt::Key_B, Qt::ControlModifier);
        viewOf(c)->setFocus(Qt::TabFocusReason);
        QVERIFY(c.settle());
        NavigationView *view = viewOf(c);
        QCOMPARE(view->width(), NavigationView::compactWidth());
        const int left = view->mapTo(&c.window(), QPoint()).x();
        const int expected = mirrored ? c.window().width() - view->width() : 0;
        QVERIFY(std::abs(left - expected) <= 1); // mirrored, Qt is a pixel off
        const QString directory = qEnvironmentVariable("SVIX_TEST_PICTURES");
        if (!directory.isEmpty()) {
            QVERIFY(QDir().mkpath(directory));
            QVERIFY(c.window().grab().save(directory + u"/navigation-"_s +
                                           QString::fromLatin1(QTest::currentDataTag()) +
                                           u".png"_s));
        }
    }

private:
    static NavigationView *viewOf(ConsoleWindow &c)
    {
        return c.window().findChild<NavigationView *>();
    }

    /// Connected, in an application, with others that were looked at before.
    static bool start(ConsoleWindow &c, Demo &demo)
    {
        if (!c.show({1280, 800}) || !c.connectTo(profileFor(demo.url()), demo.token())) {
            return false;
        }
        for (int row = 0; row < 3; ++row) {
            const QString id = c.table()->model()->index(row, 0).data(KeyRole).toString();
            if (!c.go({Section::Messages, id, {}, {}, {}}) ||
                !c.go({Section::Applications, {}, {}, {}, {}})) {
                return false;
            }
        }
        return c.go({Section::Endpoints, u"acme"_s, {}, {}, {}});
    }

    QFont m_font;
    int m_at = 0;
};

SVIX_GUI_TEST_MAIN(NavigationTest)
#include "tst_navigation.moc"
