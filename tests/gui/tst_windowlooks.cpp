// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "gui/sandboxed.h"
#include "panes/endpointdays.h"
#include "sandbox/cloudplace.h"
#include "support/formcheck.h"
#include "support/testmain.h"
#include "widgets/emptystate.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QSet>
#include <QSplitter>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Every page of the window in every look: named for screen readers, in tab order, nothing clipped;
/// and a picture of each for the eye.
class WindowLooksTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QVERIFY(m_pseudo.load(u":/i18n/svix-console_qps.qm"_s));
        QCoreApplication::installTranslator(&m_english);
        applyTheme(*qApp, ThemeChoice::Light);
        m_demo = std::make_unique<Demo>();
        m_acme = m_demo->applicationId();
    }

    void cleanupTestCase() { m_demo.reset(); }

    void cleanup()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QApplication::setFont(m_font);
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QCoreApplication::removeTranslator(&m_pseudo);
    }

    void pages_data()
    {
        QTest::addColumn<QString>("look");
        for (const char *look : {"light", "dark", "double", "long", "rtl", "small", "stacked"}) {
            QTest::newRow(look) << QString::fromLatin1(look);
        }
    }

    void pages()
    {
        QFETCH(QString, look);
        m_font = QApplication::font();
        applyTheme(*qApp, look == u"dark" ? ThemeChoice::Dark : ThemeChoice::Light);
        if (look == u"double" || look == u"stacked") {
            QFont twice = m_font;
            twice.setPointSizeF(m_font.pointSizeF() * 2);
            QApplication::setFont(twice);
        } else if (look == u"long") {
            QCoreApplication::installTranslator(&m_pseudo);
        } else if (look == u"rtl") {
            QApplication::setLayoutDirection(Qt::RightToLeft);
        }
        m_look = look;
        m_problems.clear();
        ConsoleWindow c;
        const QSize size = look == u"small"    ? QSize(1024, 700)
                           : look == u"double" ? QSize(2200, 1400)
                                               : QSize(1280, 800);
        QVERIFY(c.show(size));
        c.window().resize(size);
        QVERIFY(c.settle());
        lookAt(c, u"welcome"_s);
        Profile profile = profileFor(m_demo->url(), ConnectionClass::Test, u"Acme EU"_s);
        QVERIFY(c.connectTo(profile, m_demo->token()));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        lookAt(c, u"applications"_s);
        const struct
        {
            Section section;
            QString name;
            QString row;
        } pages[]{{Section::Endpoints, u"endpoints"_s, u"billing"_s},
                  {Section::Messages, u"messages"_s, u"90413"_s},
                  {Section::Attempts, u"attempts"_s, u"503"_s},
                  {Section::EventTypes, u"eventtypes"_s, u"invoice.paid"_s}};
        for (const auto &page : pages) {
            QVERIFY(c.go(
                {page.section, isInApplication(page.section) ? m_acme : QString(), {}, {}, {}}));
            QVERIFY(waitUntil([&] { return c.rowWith(page.row) >= 0; }));
            QVERIFY(c.clickRow(c.rowWith(page.row)));
            QVERIFY(c.settle());
            lookAt(c, page.name);
            if (page.section == Section::Endpoints) {
                lookAtDays(c);
                QVERIFY(c.settle());
            }
        }
        QVERIFY(c.go({Section::Integrations, m_acme, {}, {}, {}}));
        lookAt(c, u"integrations-none"_s);
        QVERIFY(c.go({Section::BackgroundTasks, {}, {}, {}, {}}));
        lookAt(c, u"tasks-not-offered"_s);
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        QVERIFY(c.clickRow(3));
        QVERIFY(c.settle());
        lookAt(c, u"activity"_s);
        c.window().showPalette(u"me"_s);
        lookAt(c, u"palette"_s);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        if (look == u"small") {
            QCOMPARE(c.window().size(), size); // nothing has pushed it wider
        }
        QVERIFY2(m_problems.isEmpty(), qPrintable(u'\n' + m_problems.join(u'\n')));
    }

    /// The pages that only Svix cloud fills.
    void cloudPages_data()
    {
        QTest::addColumn<QString>("look");
        for (const char *look : {"light", "dark", "long", "small"}) {
            QTest::newRow(look) << QString::fromLatin1(look);
        }
    }

    void cloudPages()
    {
        QFETCH(QString, look);
        applyTheme(*qApp, look == u"dark" ? ThemeChoice::Dark : ThemeChoice::Light);
        if (look == u"long") {
            QCoreApplication::installTranslator(&m_pseudo);
        }
        m_look = look;
        m_problems.clear();
        CloudPlace place;
        for (const QByteArray name : {"Zapier", "Make", "A service with a long name of its own"}) {
            place.made(place.path("/integration"),
                       "{\"name\":\"" + name + "\",\"featureFlags\":[\"beta\",\"billing-v2\"]}");
        }
        const QString endpoint =
            place.made(place.path("/endpoint"), "{\"url\":\"https://hooks.acme.example/billing\"}");
        for (const QByteArray act : {"/recover", "/replay-missing"}) {
            const QByteArray since =
                QDateTime::currentDateTimeUtc().addDays(-1).toString(Qt::ISODate).toLatin1();
            place.made(place.endpointPath(endpoint, act), "{\"since\":\"" + since + "\"}");
        }
        ConsoleWindow c;
        const QSize size = look == u"small" ? QSize(1024, 700) : QSize(1280, 800);
        QVERIFY(c.show(size));
        const QUrl url(u"http://127.0.0.1:%1"_s.arg(place.sandbox.port()));
        QVERIFY(c.connectTo(profileFor(url), place.sandbox.token()));
        QVERIFY(c.go({Section::Integrations, place.app, {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        lookAt(c, u"integrations"_s);
        QVERIFY(c.go({Section::BackgroundTasks, {}, {}, {}, {}}));
        QCOMPARE(c.table()->model()->rowCount(), 2);
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        lookAt(c, u"tasks"_s);
        QVERIFY2(m_problems.isEmpty(), qPrintable(u'\n' + m_problems.join(u'\n')));
    }

    /// The width of the navigation is one of letters, not of pixels: it goes with the text
    /// from one start to the next.
    void navigationGrowsWithTheText()
    {
        const QTemporaryDir home;
        QFont twice = m_font;
        twice.setPointSizeF(m_font.pointSizeF() * 2);
        int chosen = 0;
        QApplication::setFont(twice);
        {
            ConsoleWindow c(home.path());
            QVERIFY(c.show({1280, 800}));
            auto *columns = c.window().findChild<QSplitter *>(u"columns"_s);
            const int before = columns->sizes().first();
            QTest::mousePress(columns->handle(1), Qt::LeftButton);
            QTest::mouseMove(columns->handle(1), QPoint(60, 100));
            QTest::mouseRelease(columns->handle(1), Qt::LeftButton, {}, QPoint(60, 100));
            chosen = columns->sizes().first();
            QVERIFY2(chosen > before + 40, qPrintable(QString::number(chosen)));
            c.window().close();
        }
        QApplication::setFont(m_font);
        ConsoleWindow c(home.path());
        QVERIFY(c.show({1280, 800}));
        const int now = c.window().findChild<QSplitter *>(u"columns"_s)->sizes().first();
        QVERIFY2(qAbs(2 * now - chosen) < 4, qPrintable(QString::number(now)));
    }

    /// The four reasons why a list is empty, and a name that is longer than any room for it.
    void emptyStates()
    {
        auto demo = std::make_unique<Demo>();
        const QString acme = demo->applicationId();
        m_look = u"empty"_s;
        m_problems.clear();
        const QByteArray name = QByteArray("Very Long Application Name ").repeated(8);
        const QString lonely = jsonOf(call(demo->sandbox().port(), "POST", "/api/v1/app",
                                           demo->token(), "{\"name\":\"" + name + "\"}"))[u"id"_s]
                                   .toString();
        QVERIFY(!lonely.isEmpty());
        ConsoleWindow c;
        const QSize size(1024, 700);
        QVERIFY(c.show(size));
        QVERIFY(c.connectTo(profileFor(demo->url(), ConnectionClass::Production,
                                       u"A connection with quite a long name of its own"_s),
                            demo->token()));
        QVERIFY(waitUntil([&] { return c.rowWith(u"Very Long"_s) >= 0; }));
        QVERIFY(c.clickRow(c.rowWith(u"Very Long"_s)));
        QVERIFY(c.settle());
        lookAt(c, u"longname"_s);
        const auto mode = [&c] {
            const auto *state = c.pane()->list()->findChild<EmptyState *>(u"empty"_s);
            return state->isVisible() ? state->mode() : EmptyState::Mode::Other;
        };
        QVERIFY(c.go({Section::Endpoints, lonely, {}, {}, {}}));
        QVERIFY(waitUntil([&] { return mode() == EmptyState::Mode::NothingYet; }));
        lookAt(c, u"nothingyet"_s);
        QVERIFY(c.go({Section::Messages, lonely, {}, {}, {}}));
        // The window of 24 hours is a filter, too, and is named.
        QVERIFY(waitUntil([&] { return mode() == EmptyState::Mode::NothingMatches; }));
        QCOMPARE(c.pane()->list()->findChild<EmptyState *>(u"empty"_s)->title(),
                 u"No messages in the last 24 hours"_s);
        lookAt(c, u"nomessages"_s);
        QVERIFY(c.click(u"clearFiltersButton"_s));
        QVERIFY(waitUntil([&] { return mode() == EmptyState::Mode::NothingYet; }));
        QVERIFY(c.go({Section::Messages, acme, {}, {}, {}}));
        QVERIFY(waitUntil([&] { return c.rowWith(u"90413"_s) >= 0; }));
        c.pane()->list()->filterField()->setText(u"no row holds this"_s);
        QVERIFY(waitUntil([&] { return mode() == EmptyState::Mode::NothingMatches; }));
        lookAt(c, u"nothingmatches"_s);
        demo.reset();
        QVERIFY(c.go({Section::Endpoints, acme, {}, {}, {}}));
        QVERIFY(waitUntil([&] { return mode() == EmptyState::Mode::Failed; }));
        lookAt(c, u"failed"_s);
        QVERIFY(c.click(u"emptyDetailsButton"_s));
        lookAt(c, u"faileddetails"_s);
        QCOMPARE(c.window().size(), size);
        QVERIFY2(m_problems.isEmpty(), qPrintable(u'\n' + m_problems.join(u'\n')));
    }

private:
    void lookAtDays(ConsoleWindow &c)
    {
        auto *view = c.find<SegmentedControl>(u"daysView"_s);
        QVERIFY(view);
        view->setCurrentId(int(EndpointDays::View::Chart));
        QVERIFY(waitUntil([&] { return c.find<QWidget>(u"daysChart"_s) != nullptr; }));
        lookAt(c, u"endpoint-days"_s);
        view->setCurrentId(int(EndpointDays::View::Table));
        QVERIFY(waitUntil([&] { return c.find<QWidget>(u"daysTable"_s) != nullptr; }));
        lookAt(c, u"endpoint-table"_s);
        view->setCurrentId(int(EndpointDays::View::Off));
    }
    void lookAt(ConsoleWindow &c, const QString &page)
    {
        QTest::qWait(30); // what a late layout moves
        QWidget *over = QApplication::activeModalWidget();
        for (const QString &problem : formProblems(over ? over : &c.window())) {
            m_problems += page + u": "_s + problem;
        }
        QPixmap picture = c.window().grab();
        if (over) {
            QPainter painter(&picture);
            painter.drawPixmap(c.window().mapFromGlobal(over->pos()), over->grab());
        }
        const QString folder = QStringLiteral(SVIX_BINARY_DIR "/pictures/window");
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(picture.save(folder + u'/' + page + u'-' + m_look + u".png"_s));
        // A page that was not painted has a handful of colours.
        QSet<QRgb> colours;
        const QImage image = picture.toImage();
        for (int y = 0; y < image.height(); y += 2) {
            for (int x = 0; x < image.width(); x += 2) {
                colours.insert(image.pixel(x, y));
            }
        }
        if (colours.size() < 30) {
            m_problems += page + u": is nearly empty"_s;
        }
    }

    QTranslator m_english;
    QTranslator m_pseudo;
    QFont m_font = QApplication::font();
    QString m_look;
    QStringList m_problems;
    std::unique_ptr<Demo> m_demo;
    QString m_acme;
};

SVIX_GUI_TEST_MAIN(WindowLooksTest)
#include "tst_windowlooks.moc"
