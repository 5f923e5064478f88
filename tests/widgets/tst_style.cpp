// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile.h"
#include "support/testmain.h"
#include "widgets/badge.h"
#include "widgets/connectionbutton.h"
#include "widgets/filterbutton.h"
#include "widgets/idlabel.h"
#include "widgets/searchfield.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/tintbox.h"
#include "widgets/titlelabel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFocusFrame>
#include <QLabel>
#include <QProgressBar>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

constexpr double textContrast = 4.5;
constexpr double partContrast = 3.0;

QWidget *sampleForm()
{
    auto *form = new QWidget;
    auto *layout = new QVBoxLayout(form);
    layout->addWidget(new TitleLabel(u"Title"_s, TextRole::Title, form));
    auto *muted = new TitleLabel(u"muted"_s, TextRole::Caption, form);
    muted->setMuted(true);
    layout->addWidget(muted);
    layout->addWidget(new QLineEdit(u"text"_s, form));
    layout->addWidget(new SearchField(u"Search"_s, form));
    auto *combo = new QComboBox(form);
    combo->addItem(icon(u"globe"), u"One"_s);
    layout->addWidget(combo);
    layout->addWidget(new QSpinBox(form));
    for (const ButtonKind kind : {ButtonKind::Normal, ButtonKind::Primary, ButtonKind::Danger,
                                  ButtonKind::DangerFilled, ButtonKind::Link, ButtonKind::Flat}) {
        auto *button = new QPushButton(icon(u"send"), u"Act"_s, form);
        setKind(button, kind);
        layout->addWidget(button);
    }
    auto *check = new QCheckBox(u"Check"_s, form);
    check->setChecked(true);
    layout->addWidget(check);
    layout->addWidget(new QRadioButton(u"Radio"_s, form));
    auto *progress = new QProgressBar(form);
    progress->setValue(40);
    layout->addWidget(progress);
    auto *segments = new SegmentedControl(form);
    segments->addSegment(u"One"_s, 1, u"circle"_s);
    segments->addSegment(u"Two"_s, 2);
    layout->addWidget(segments);
    auto *tabs = new QTabWidget(form);
    tabs->addTab(new QWidget, u"First"_s);
    tabs->addTab(new QWidget, u"Second"_s);
    layout->addWidget(tabs);
    layout->addWidget(new Badge(u"Failed"_s, StateKind::Fail, form));
    auto *box = new TintBox(Tone::Warn, u"text"_s, form);
    box->setText(u"text"_s, u"Lead."_s);
    layout->addWidget(box);
    auto *connection = new ConnectionButton(form);
    connection->setConnection(u"Acme"_s, ConnectionClass::Test, true);
    layout->addWidget(connection);
    auto *id = new IdLabel(form);
    id->setId(u"msg_1"_s);
    layout->addWidget(id);
    form->resize(360, 900);
    return form;
}

QImage shot(QWidget *widget)
{
    widget->show();
    QApplication::processEvents();
    return widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

int opaquePixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += qAlpha(image.pixel(x, y)) > 128 ? 1 : 0;
        }
    }
    return count;
}

} // namespace

/// The tokens' contrasts, the theme switch, the icons and the style.
class StyleTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() override
    {
        failOnWarnings();
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void contrastIsTheOneOfWcag()
    {
        QVERIFY(qAbs(contrast(Qt::black, Qt::white) - 21.0) < 0.001);
        QVERIFY(qAbs(contrast(Qt::white, Qt::white) - 1.0) < 0.001);
        QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.01);
    }

    void textIsReadable_data() { themes(); }
    void textIsReadable()
    {
        QFETCH(bool, dark);
        const Tokens &t = dark ? Tokens::dark() : Tokens::light();
        const QList<std::pair<QString, QColor>> grounds{{u"window"_s, t.window},
                                                        {u"base"_s, t.base},
                                                        {u"alternate"_s, t.alternate},
                                                        {u"selection"_s, t.selection}};
        const QList<std::pair<QString, QColor>> texts{{u"text"_s, t.text},
                                                      {u"muted"_s, t.muted},
                                                      {u"accent"_s, t.accent},
                                                      {u"ok"_s, t.ok},
                                                      {u"warn"_s, t.warn},
                                                      {u"bad"_s, t.bad},
                                                      {u"idle"_s, t.idle},
                                                      {u"jsonKey"_s, t.jsonKey},
                                                      {u"jsonString"_s, t.jsonString},
                                                      {u"jsonNumber"_s, t.jsonNumber}};
        for (const auto &[ground, under] : grounds) {
            for (const auto &[name, over] : texts) {
                check(name + u" on "_s + ground, over, under, textContrast);
            }
        }
        for (const Tint &tint : {t.badgeOk, t.badgeWarn, t.badgeBad, t.badgeIdle, t.badgeInfo,
                                 t.development, t.test, t.production}) {
            check(u"tint "_s + tint.background.name(), tint.text, tint.background, textContrast);
        }
        check(u"primary button"_s, t.onAccent, t.accent, textContrast);
        check(u"primary button, hovered"_s, t.onAccent, t.hover(t.accent), textContrast);
        check(u"filled danger"_s, dark ? t.onAccent : t.base, t.bad, textContrast);
        check(u"button, hovered"_s, t.text, t.hover(t.base), textContrast);
        check(u"danger, hovered"_s, t.bad, t.hover(t.base), textContrast);
    }

    void partsAreVisible_data() { themes(); }
    void partsAreVisible()
    {
        QFETCH(bool, dark);
        const Tokens &t = dark ? Tokens::dark() : Tokens::light();
        for (const QColor &ground : {t.window, t.base}) {
            check(u"control border"_s, t.controlBorder, ground, partContrast);
            check(u"focus ring"_s, t.accent, ground, partContrast);
            check(u"development band"_s, t.development.background, ground, partContrast);
            check(u"production band"_s, t.production.background, ground, partContrast);
            check(u"edge of the test band"_s, t.testEdge, ground, partContrast);
        }
        check(u"marker of the current row"_s, t.accent, t.selection, partContrast);
    }

    void tokensFollowThePalette()
    {
        QVERIFY(!Tokens::of(paletteFor(Tokens::light())).isDark);
        QVERIFY(Tokens::of(paletteFor(Tokens::dark())).isDark);
    }

    void everyStateHasItsOwnShape()
    {
        QStringList names;
        for (int kind = int(StateKind::Ok); kind <= int(StateKind::Loading); ++kind) {
            names.append(stateIconName(StateKind(kind)));
        }
        for (const auto kind :
             {ConnectionClass::Development, ConnectionClass::Test, ConnectionClass::Production}) {
            names.append(connectionIconName(kind));
        }
        QVERIFY(!names.contains(QString()));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
    }

    void everyBundledIconIsDrawn()
    {
        const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
        QVERIFY(files.size() > 40);
        for (const QString &file : files) {
            const QImage image = iconPixmap(QString(file).chopped(4), Qt::black, 16, 2.0).toImage();
            QCOMPARE(image.size(), QSize(32, 32));
            QVERIFY2(opaquePixels(image) > 12, qUtf8Printable(file));
        }
        QVERIFY(opaquePixels(applicationIcon().pixmap(64, 64).toImage()) > 1000);
    }

    void iconsFollowTheTheme()
    {
        const QIcon search = icon(u"search");
        const QImage light = search.pixmap(16, 16).toImage();
        applyTheme(*qApp, ThemeChoice::Dark);
        const QImage dark = search.pixmap(16, 16).toImage();
        QVERIFY(opaquePixels(light) > 0);
        QCOMPARE(opaquePixels(light), opaquePixels(dark));
        QVERIFY(light != dark);
    }

    void unknownIconIsSaid()
    {
        QTest::ignoreMessage(QtWarningMsg, "No icon named no-such-icon in the bundled set");
        QVERIFY(iconPixmap(u"no-such-icon", Qt::black, 16, 1.0).isNull());
    }

    void liveSwitchEqualsAFreshStart_data() { themes(); }
    void liveSwitchEqualsAFreshStart()
    {
        QFETCH(bool, dark);
        const ThemeChoice wanted = dark ? ThemeChoice::Dark : ThemeChoice::Light;
        applyTheme(*qApp, dark ? ThemeChoice::Light : ThemeChoice::Dark);
        const std::unique_ptr<QWidget> switched(sampleForm());
        const QImage before = shot(switched.get());
        applyTheme(*qApp, wanted);
        const QImage after = shot(switched.get());
        const std::unique_ptr<QWidget> fresh(sampleForm());
        const QImage expected = shot(fresh.get());
        QVERIFY(before != after);
        QCOMPARE(after.size(), expected.size());
        QCOMPARE(differing(after, expected), 0);
    }

    void systemChoiceComesBack()
    {
        const QColor first = paletteFor(Tokens::light()).color(QPalette::Window);
        applyTheme(*qApp, ThemeChoice::Dark);
        QVERIFY(QApplication::palette().color(QPalette::Window) != first);
        // Offscreen gives a light palette.
        applyTheme(*qApp, ThemeChoice::System);
        QCOMPARE(QApplication::palette().color(QPalette::Window), first);
    }

    void focusRingSurroundsTheFocusedControl()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *edit = new QLineEdit(&window);
        auto *button = new QPushButton(u"Act"_s, &window);
        layout->addWidget(edit);
        layout->addWidget(button);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button->setFocus();
        auto *ring = window.findChild<QFocusFrame *>();
        QVERIFY(ring && ring->isVisible());
        QVERIFY(ring->geometry().contains(button->geometry().adjusted(-2, -2, 2, 2)));
        const QImage image = window.grab().toImage();
        const QPoint onRing(button->geometry().center().x(), button->geometry().top() - 2);
        QCOMPARE(image.pixelColor(onRing), Tokens::light().accent);
        edit->setFocus();
        QVERIFY(ring->geometry().contains(edit->geometry().adjusted(-2, -2, 2, 2)));
        edit->clearFocus();
        QVERIFY(!ring->isVisible());
    }

    void buttonKindsAreDrawn()
    {
        QWidget window;
        window.resize(300, 200);
        QPushButton button(u"Act"_s, &window);
        button.move(100, 100); // away from the pointer
        const QSize normal = button.sizeHint();
        setKind(&button, ButtonKind::Primary);
        QVERIFY(button.sizeHint().width() >= normal.width());
        QCOMPARE(kindOf(&button), ButtonKind::Primary);
        button.resize(button.sizeHint());
        window.show();
        const QImage image = shot(&button);
        QCOMPARE(image.pixelColor(6, button.height() / 2), Tokens::light().accent);
        setKind(&button, ButtonKind::DangerFilled);
        QCOMPARE(shot(&button).pixelColor(6, button.height() / 2), Tokens::light().bad);
    }

    void controlsAreBigEnough()
    {
        QWidget parent;
        const QList<QWidget *> controls{
            new QPushButton(u"A"_s, &parent), new QLineEdit(&parent),
            new QComboBox(&parent),           new QSpinBox(&parent),
            new QCheckBox(u"A"_s, &parent),   new QRadioButton(u"A"_s, &parent),
            new FilterButton(u"A"_s, &parent)};
        for (const QWidget *control : controls) {
            const QSize size = control->sizeHint();
            const QByteArray name = control->metaObject()->className();
            QVERIFY2(size.width() >= 24 && size.height() >= 22, name.constData());
        }
    }

    void fontsAreDerivedFromTheApplication()
    {
        const double size = QApplication::font().pointSizeF();
        QVERIFY(qAbs(titleFont().pointSizeF() - size * 1.3) < 0.01);
        QVERIFY(qAbs(captionFont().pointSizeF() - size * 0.9) < 0.01);
        const QFont before = QApplication::font();
        const int small = scaled(28);
        QFont twice = before;
        twice.setPointSizeF(size * 2);
        setApplicationFont(twice);
        TitleLabel label(u"Title"_s);
        QVERIFY(qAbs(label.font().pointSizeF() - size * 2.6) < 0.01);
        QVERIFY(scaled(28) >= small * 2 - 2);
        setApplicationFont(before);
        QVERIFY(qAbs(label.font().pointSizeF() - size * 1.3) < 0.01);
    }

    /// Through every size of the text: margins follow it, none is lost, and they end as they began.
    void marginsFollowTheText()
    {
        QWidget page;
        auto *outer = new QVBoxLayout(&page);
        auto *row = new QHBoxLayout;
        row->setContentsMargins(3 * unit(), scaled(7), 3 * unit(), scaled(6));
        outer->addLayout(row);
        auto *title = new TitleLabel(u"Title"_s, TextRole::Bold, &page);
        auto *plain = new QLabel(u"Plain"_s, &page);
        for (QLabel *label : {static_cast<QLabel *>(title), plain}) {
            label->setContentsMargins(4 * unit(), 3 * unit(), 4 * unit(), unit());
            outer->addWidget(label);
        }
        page.show();
        const auto margins = [&] {
            return QList<QMargins>{row->contentsMargins(), title->contentsMargins(),
                                   plain->contentsMargins()};
        };
        const QList<QMargins> first = margins();
        const QFont before = QApplication::font();
        for (const double factor : {3.0, 2.0, 1.5, 1.25, 0.75, 1.0}) {
            QFont font = before;
            font.setPointSizeF(before.pointSizeF() * factor);
            setApplicationFont(font);
            const QList<QMargins> now = margins();
            for (qsizetype i = 0; i < now.size(); ++i) {
                const double left = first.at(i).left() * factor;
                const double top = first.at(i).top() * factor;
                QVERIFY2(qAbs(now.at(i).left() - left) <= 4 && qAbs(now.at(i).top() - top) <= 4,
                         qPrintable(u"%1 at %2: %3, %4"_s.arg(i)
                                        .arg(factor)
                                        .arg(now.at(i).left())
                                        .arg(now.at(i).top())));
            }
        }
        QCOMPARE(margins(), first);
    }

private:
    /// Widgets hear of a new font in the next turn of the event loop.
    static void setApplicationFont(const QFont &font)
    {
        QApplication::setFont(font);
        QCoreApplication::processEvents();
    }
    static void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    static void check(const QString &what, const QColor &over, const QColor &under, double least)
    {
        const double found = contrast(over, under);
        QVERIFY2(found >= least, qUtf8Printable(u"%1: %2 on %3 has %4"_s.arg(
                                     what, over.name(), under.name(), QString::number(found))));
    }
    static int differing(const QImage &first, const QImage &second)
    {
        int count = 0;
        for (int y = 0; y < first.height(); ++y) {
            for (int x = 0; x < first.width(); ++x) {
                count += first.pixel(x, y) != second.pixel(x, y) ? 1 : 0;
            }
        }
        return count;
    }
};

SVIX_GUI_TEST_MAIN(StyleTest)
#include "tst_style.moc"
