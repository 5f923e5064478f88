// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/preferencesdialog.h"
#include "support/formcheck.h"
#include "support/testmain.h"
#include "widgets/dialogsamples.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

void show(QDialog &dialog)
{
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QCoreApplication::processEvents();
}

} // namespace

/// The rules of every form, over every dialog, in every look.
class DialogFormsTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() override
    {
        failOnWarnings();
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QVERIFY(m_pseudo.load(u":/i18n/svix-console_qps.qm"_s));
        QCoreApplication::installTranslator(&m_english);
    }

    void forms_data()
    {
        QTest::addColumn<QString>("look");
        QTest::addColumn<int>("sample");
        const auto &samples = test::dialogSamples();
        for (const char *look : {"light", "dark", "large", "long", "rtl"}) {
            for (qsizetype i = 0; i < samples.size(); ++i) {
                QTest::addRow("%s %s", look, samples.at(i).name)
                    << QString::fromLatin1(look) << int(i);
            }
        }
    }

    /// Names, mnemonics, tab order, nothing clipped; and a picture of each for the eye.
    void forms()
    {
        QFETCH(QString, look);
        QFETCH(int, sample);
        const QFont font = QApplication::font();
        if (look == u"dark") {
            applyTheme(*qApp, ThemeChoice::Dark);
        } else if (look == u"large") {
            QFont twice = font;
            twice.setPointSizeF(font.pointSizeF() * 2);
            QApplication::setFont(twice);
        } else if (look == u"long") {
            QCoreApplication::installTranslator(&m_pseudo);
        } else if (look == u"rtl") {
            QApplication::setLayoutDirection(Qt::RightToLeft);
        }
        QStringList problems;
        {
            const auto dialog = test::dialogSamples().at(sample).make();
            show(*dialog);
            // The second pass sees what a late layout moved.
            QTest::qWait(20);
            problems = test::formProblems(dialog.get());
            const auto *scroll = dialog->findChild<QScrollArea *>();
            const int room = dialog->screen()->availableSize().height() * 9 / 10;
            if (scroll->verticalScrollBar()->isVisible() && dialog->height() < room) {
                problems += u"scrolls though there is room"_s;
            }
            savePicture(*dialog, look, sample);
        }
        QApplication::setFont(font);
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QCoreApplication::removeTranslator(&m_pseudo);
        QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
    }

    void escapeCancels()
    {
        for (const test::DialogSample &sample : test::dialogSamples()) {
            const auto dialog = sample.make();
            show(*dialog);
            QSignalSpy rejected(dialog.get(), &QDialog::rejected);
            QTest::keyClick(dialog.get(), Qt::Key_Escape);
            QVERIFY2(rejected.size() == 1 && dialog->isHidden(), sample.name);
        }
    }

    /// The text size is chosen in a dialog, which grows by it while it is looked at.
    void growsWithinTheScreen()
    {
        const QFont font = QApplication::font();
        PreferencesDialog dialog;
        show(dialog);
        const QRect screen = dialog.screen()->availableGeometry();
        dialog.move(screen.bottomRight() - QPoint(dialog.width(), dialog.height()));
        const int before = dialog.height();
        QFont twice = font;
        twice.setPointSizeF(font.pointSizeF() * 2);
        QApplication::setFont(twice);
        QVERIFY(QTest::qWaitFor([&] { return dialog.height() > before; }));
        QTest::qWait(50);
        const QStringList problems = test::formProblems(&dialog);
        const QRect place = dialog.frameGeometry();
        QApplication::setFont(font);
        QVERIFY2(screen.contains(place), qPrintable(u"%1,%2 %3x%4"_s.arg(place.x())
                                                        .arg(place.y())
                                                        .arg(place.width())
                                                        .arg(place.height())));
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    void unitsKeepTheirOrder()
    {
        // "90 days" in a right-to-left window, not "days 90".
        QApplication::setLayoutDirection(Qt::RightToLeft);
        {
            PreferencesDialog dialog;
            show(dialog);
            const auto *box = dialog.findChild<QSpinBox *>(u"auditDays"_s);
            const QString text = box->text();
            QApplication::setLayoutDirection(Qt::LeftToRight);
            QVERIFY2(text.startsWith(QChar(0x200e)) && text.endsWith(u" days"), qPrintable(text));
        }
        PreferencesDialog plain;
        QCOMPARE(plain.findChild<QSpinBox *>(u"auditDays"_s)->text(), u"90 days"_s);
    }

private:
    static void savePicture(ConsoleDialog &dialog, const QString &look, int sample)
    {
        const QString folder = QStringLiteral(SVIX_BINARY_DIR "/pictures/dialogs");
        QVERIFY(QDir().mkpath(folder));
        const QString name =
            QString::fromLatin1(test::dialogSamples().at(sample).name) + u'-' + look + u".png"_s;
        QVERIFY(dialog.grab().save(folder + u'/' + name));
    }

    QTranslator m_english;
    QTranslator m_pseudo;
};

SVIX_GUI_TEST_MAIN(DialogFormsTest)
#include "tst_dialogforms.moc"
