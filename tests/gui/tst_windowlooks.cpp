// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "gui/sandboxed.h"
#include "support/formcheck.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QSet>
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
        m_demo = std::make_unique<Demo>();
        m_acme = m_demo->applicationId();
    }

    void cleanupTestCase() { m_demo.reset(); }

    void cleanup()
    {
        QApplication::setFont(m_font);
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QCoreApplication::removeTranslator(&m_pseudo);
    }

    void pages_data()
    {
        QTest::addColumn<QString>("look");
        for (const char *look : {"light", "dark", "double", "long", "rtl", "small"}) {
            QTest::newRow(look) << QString::fromLatin1(look);
        }
    }

    void pages()
    {
        QFETCH(QString, look);
        m_font = QApplication::font();
        applyTheme(*qApp, look == u"dark" ? ThemeChoice::Dark : ThemeChoice::Light);
        if (look == u"double") {
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
                  {Section::Attempts, u"attempts"_s, u"503"_s}};
        for (const auto &page : pages) {
            QVERIFY(c.go({page.section, m_acme, {}, {}, {}}));
            QVERIFY(waitUntil([&] { return c.rowWith(page.row) >= 0; }));
            QVERIFY(c.clickRow(c.rowWith(page.row)));
            QVERIFY(c.settle());
            lookAt(c, page.name);
        }
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

private:
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
