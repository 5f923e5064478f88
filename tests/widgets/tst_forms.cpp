// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testmain.h"
#include "widgets/forms/clipboard.h"
#include "widgets/forms/formbinder.h"
#include "widgets/forms/secretedit.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/theme.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QFormLayout>
#include <QMimeData>
#include <QSignalSpy>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

struct Thing
{
    QString name;
    std::optional<QString> uid;
    std::optional<int> throttleRate;
    int limit = 5;
    bool disabled = false;
    QString notes;
    std::optional<quint16> spin;
    QString kind;
    QString hidden; ///< never shown
    bool operator==(const Thing &) const = default;
};

/// A form as a dialog has it.
struct Form
{
    explicit Form(const Thing &thing = {})
        : binder(thing)
    {
        auto *layout = new QFormLayout(&window);
        layout->addRow(u"Name"_s, name);
        layout->addRow(u"Uid"_s, uid);
        auto *row = new QHBoxLayout;
        row->addWidget(rate);
        row->addWidget(new QPushButton(u"Beside"_s));
        layout->addRow(u"Rate"_s, row);
        layout->addRow(u"Limit"_s, limit);
        layout->addRow(disabled);
        layout->addRow(u"Notes"_s, notes);
        spin->setRange(0, 100);
        layout->addRow(u"Spin"_s, spin);
        kind->addItem(u"One"_s, u"one"_s);
        kind->addItem(u"Two"_s, u"two"_s);
        layout->addRow(u"Kind"_s, kind);
        binder.bind(name, &Thing::name, u"name"_s);
        binder.bind(uid, &Thing::uid, u"uid"_s);
        binder.bind(rate, &Thing::throttleRate, u"throttleRate"_s);
        binder.bind(limit, &Thing::limit, u"limit"_s);
        binder.bind(disabled, &Thing::disabled, u"disabled"_s);
        binder.bind(notes, &Thing::notes, u"notes"_s);
        binder.bind(spin, &Thing::spin, u"spin"_s);
        binder.bind(kind, &Thing::kind, u"kind"_s);
        window.show();
        if (!QTest::qWaitForWindowActive(&window)) {
            qWarning("the window did not become active");
        }
    }

    QWidget window;
    QLineEdit *name = new QLineEdit;
    QLineEdit *uid = new QLineEdit;
    QLineEdit *rate = new QLineEdit;
    QLineEdit *limit = new QLineEdit;
    QCheckBox *disabled = new QCheckBox(u"Disabled"_s);
    QPlainTextEdit *notes = new QPlainTextEdit;
    QSpinBox *spin = new QSpinBox;
    QComboBox *kind = new QComboBox;
    FormBinder<Thing> binder;
};

FieldErrorLabel *shownLabel(const QWidget &window)
{
    const auto labels = window.findChildren<FieldErrorLabel *>();
    for (FieldErrorLabel *label : labels) {
        if (label->isVisible()) {
            return label;
        }
    }
    return nullptr;
}

} // namespace

class TestForms : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() override { failOnWarnings(); }

    void untouchedIsUnchanged();
    void typedIsStored();
    void absentAndEmpty();
    void unreadableKeepsTheOldValue();
    void tellsAboutChanges();
    void loadStartsAgain();
    void binderMayDieFirst();

    void fieldNames_data();
    void fieldNames();
    void errorsStandUnderTheirFields();
    void errorsInOtherLayouts();
    void longErrorsTakeTheirHeight();
    void editingTakesTheErrorAway();
    void unknownFieldsComeBack();
};

void TestForms::untouchedIsUnchanged()
{
    // Things that the widgets cannot show as they are must survive all the same.
    Thing thing{.name = u"two\nlines"_s,
                .uid = QString(u""_s),
                .throttleRate = 7,
                .limit = 9,
                .disabled = true,
                .notes = u"a\r\nb"_s,
                .spin = quint16(500),
                .kind = u"other"_s,
                .hidden = u"kept"_s};
    Form form(thing);
    QVERIFY(!form.binder.isDirty());
    QVERIFY(form.binder.value() == thing);
    QTest::keyClicks(form.limit, u"0"_s);
    QVERIFY(form.binder.isDirty());
    QCOMPARE(form.binder.changedFields(), QStringList{u"limit"_s});
    thing.limit = 90;
    QVERIFY(form.binder.value() == thing);
}

void TestForms::typedIsStored()
{
    Form form;
    QTest::keyClicks(form.name, u"Billing"_s);
    QTest::keyClicks(form.uid, u"b-1"_s);
    QTest::keyClicks(form.rate, u"25"_s);
    QTest::keyClick(form.disabled, Qt::Key_Space);
    QTest::keyClicks(form.notes, u"n"_s);
    QTest::keyClick(form.spin, Qt::Key_Up);
    QTest::keyClick(form.kind, Qt::Key_Down);
    const Thing thing = form.binder.value();
    QCOMPARE(thing.name, u"Billing"_s);
    QCOMPARE(thing.uid, std::optional(u"b-1"_s));
    QCOMPARE(thing.throttleRate, std::optional(25));
    QCOMPARE(thing.limit, 5);
    QVERIFY(thing.disabled);
    QCOMPARE(thing.notes, u"n"_s);
    QCOMPARE(thing.spin, std::optional(quint16(1)));
    QCOMPARE(thing.kind, form.kind->currentData().toString());
}

void TestForms::absentAndEmpty()
{
    Form form({.uid = u"x"_s, .throttleRate = 3, .spin = quint16(4)});
    form.uid->clear();
    form.rate->clear();
    form.spin->setValue(0);
    const Thing thing = form.binder.value();
    QVERIFY(!thing.uid);
    QVERIFY(!thing.throttleRate);
    QVERIFY(!thing.spin);
}

void TestForms::unreadableKeepsTheOldValue()
{
    Form form({.throttleRate = 3});
    form.rate->setText(u"many"_s);
    form.limit->setText(u"99999999999"_s);
    QCOMPARE(form.binder.unreadableFields(), QStringList({u"throttleRate"_s, u"limit"_s}));
    QCOMPARE(form.binder.value().throttleRate, std::optional(3));
    QCOMPARE(form.binder.value().limit, 5);
}

void TestForms::tellsAboutChanges()
{
    Form form;
    int calls = 0;
    form.binder.onChanged([&calls] { ++calls; });
    QTest::keyClicks(form.name, u"ab"_s);
    QCOMPARE(calls, 2);
    form.disabled->click();
    QCOMPARE(calls, 3);
    form.name->clear();
    form.disabled->click();
    QVERIFY(!form.binder.isDirty());
}

void TestForms::loadStartsAgain()
{
    Form form;
    QTest::keyClicks(form.name, u"ab"_s);
    form.binder.errors().setError(u"name"_s, u"no"_s);
    form.binder.load({.name = u"fresh"_s, .hidden = u"h"_s});
    QCOMPARE(form.name->text(), u"fresh"_s);
    QVERIFY(!form.binder.isDirty());
    QVERIFY(!form.binder.errors().hasErrors());
    QCOMPARE(form.binder.value().hidden, u"h"_s);
}

void TestForms::binderMayDieFirst()
{
    QLineEdit edit;
    int calls = 0;
    {
        FormBinder<Thing> binder;
        binder.bind(&edit, &Thing::name, u"name"_s);
        binder.onChanged([&calls] { ++calls; });
        edit.setText(u"a"_s);
    }
    edit.setText(u"b"_s);
    QCOMPARE(calls, 1);
}

void TestForms::fieldNames_data()
{
    QTest::addColumn<QStringList>("loc");
    QTest::addColumn<QString>("field");
    QTest::newRow("camel") << QStringList{u"body"_s, u"throttleRate"_s} << u"throttleRate"_s;
    QTest::newRow("snake") << QStringList{u"body"_s, u"throttle_rate"_s} << u"throttleRate"_s;
    QTest::newRow("without body") << QStringList{u"filter_types"_s} << u"filterTypes"_s;
    QTest::newRow("index part") << QStringList{u"body"_s, u"filterTypes"_s, u"0"_s}
                                << u"filterTypes"_s;
    QTest::newRow("index suffix") << QStringList{u"body"_s, u"filter_types[0]"_s}
                                  << u"filterTypes"_s;
    QTest::newRow("bracket part") << QStringList{u"body"_s, u"channels"_s, u"[3]"_s}
                                  << u"channels"_s;
    QTest::newRow("all") << QStringList{u"body"_s, u"url"_s, u"__all__"_s} << u"url"_s;
    QTest::newRow("whole body") << QStringList{u"body"_s} << QString();
    QTest::newRow("only all") << QStringList{u"__all__"_s} << QString();
    QTest::newRow("nested") << QStringList{u"body"_s, u"a_b"_s, u"c_d"_s} << u"aB.cD"_s;
    QTest::newRow("query") << QStringList{u"query"_s, u"event_types"_s} << u"eventTypes"_s;
    QTest::newRow("a field named body")
        << QStringList{u"body"_s, u"payload"_s, u"body"_s} << u"payload.body"_s;
    QTest::newRow("trailing underscore") << QStringList{u"body"_s, u"name_"_s} << u"name_"_s;
    QTest::newRow("nothing") << QStringList() << QString();
}

void TestForms::fieldNames()
{
    QFETCH(const QStringList, loc);
    QFETCH(const QString, field);
    QCOMPARE(FormErrors::fieldOf(loc), field);
}

void TestForms::errorsStandUnderTheirFields()
{
    Form form;
    form.name->setFocus();
    const QList<FieldError> rest =
        form.binder.showErrors({{{u"body"_s, u"limit"_s}, u"Too big"_s, u"value_error"_s},
                                {{u"body"_s, u"throttle_rate"_s, u"0"_s},
                                 u"<b>Must</b> be positive"_s,
                                 u"value_error"_s}});
    QVERIFY(rest.isEmpty());
    QVERIFY(form.rate->hasFocus()); // the first of the form, not of the answer
    QCOMPARE(form.binder.errors().error(u"throttleRate"_s), u"<b>Must</b> be positive"_s);
    QCoreApplication::processEvents();
    const auto labels = form.window.findChildren<FieldErrorLabel *>();
    QCOMPARE(labels.size(), 2);
    for (const FieldErrorLabel *label : labels) {
        const QWidget *field = label->text() == u"Too big"_s ? form.limit : form.rate;
        QVERIFY(label->isVisible());
        const int top = label->mapTo(&form.window, QPoint()).y();
        QVERIFY(top >= field->geometry().bottom());
        QVERIFY(top < field->geometry().bottom() + 30);
        QCOMPARE(label->mapTo(&form.window, QPoint()).x(),
                 field->mapTo(&form.window, QPoint()).x());
        QVERIFY(field->accessibleDescription().contains(label->text()));
    }
    QAccessibleInterface *access = QAccessible::queryAccessibleInterface(form.rate);
    QVERIFY(access->text(QAccessible::Description).contains(u"positive"_s));
    form.binder.errors().clear();
    QVERIFY(!shownLabel(form.window));
    QVERIFY(form.rate->accessibleDescription().isEmpty());
}

void TestForms::errorsInOtherLayouts()
{
    QWidget window;
    auto *vertical = new QVBoxLayout(&window);
    auto *grid = new QGridLayout;
    auto *inGrid = new QLineEdit;
    auto *gridLabel = new QLabel(u"&In grid"_s);
    gridLabel->setBuddy(inGrid);
    grid->addWidget(gridLabel, 0, 0);
    grid->addWidget(inGrid, 0, 1);
    vertical->addLayout(grid);
    auto *plain = new QLineEdit;
    vertical->addWidget(plain);
    auto *container = new QWidget;
    auto *inContainer = new QLineEdit;
    auto *row = new QHBoxLayout(container);
    row->addWidget(inContainer);
    vertical->addWidget(container);
    auto *last = new QLineEdit;
    vertical->addWidget(last);
    FormErrors errors;
    errors.add(u"grid"_s, inGrid);
    errors.add(u"plain"_s, plain);
    errors.add(u"container"_s, inContainer);
    window.show();
    for (const QString &field : {u"grid"_s, u"plain"_s, u"container"_s}) {
        errors.setError(field, u"wrong"_s);
        QCoreApplication::processEvents();
        const FieldErrorLabel *label = shownLabel(window);
        QVERIFY(label);
        const QWidget *widget = errors.widget(field);
        const int bottom = widget->mapTo(&window, QPoint(0, widget->height())).y();
        QVERIFY(label->mapTo(&window, QPoint()).y() >= bottom);
        QVERIFY(label->mapTo(&window, QPoint()).y() < bottom + 30);
        errors.setError(field, {});
    }
    QCOMPARE(inGrid->parentWidget(), &window);
    QAccessibleInterface *access = QAccessible::queryAccessibleInterface(inGrid);
    QCOMPARE(access->text(QAccessible::Name), u"In grid"_s);
}

void TestForms::longErrorsTakeTheirHeight()
{
    Form form;
    form.window.resize(420, 700);
    form.binder.errors().setError(u"name"_s,
                                  u"Several words that need two lines here. "_s.repeated(2));
    const FieldErrorLabel *label = shownLabel(form.window);
    QVERIFY(label);
    const int needed = label->heightForWidth(label->width());
    QVERIFY(needed > label->fontMetrics().height() * 3 / 2);
    QTRY_COMPARE(label->height(), label->heightForWidth(label->width()));
}

void TestForms::editingTakesTheErrorAway()
{
    Form form;
    form.binder.showErrors({{{u"body"_s, u"name"_s}, u"one"_s, {}},
                            {{u"body"_s, u"spin"_s}, u"two"_s, {}},
                            {{u"body"_s, u"kind"_s}, u"three"_s, {}},
                            {{u"body"_s, u"disabled"_s}, u"four"_s, {}},
                            {{u"body"_s, u"notes"_s}, u"five"_s, {}}});
    QVERIFY(form.name->hasFocus());
    QTest::keyClicks(form.name, u"x"_s);
    QCOMPARE(form.binder.errors().error(u"name"_s), QString());
    QTest::keyClick(form.spin, Qt::Key_Up);
    QCOMPARE(form.binder.errors().error(u"spin"_s), QString());
    QTest::keyClick(form.kind, Qt::Key_Down);
    form.disabled->click();
    QTest::keyClicks(form.notes, u"x"_s);
    QVERIFY(!form.binder.errors().hasErrors());

    SegmentedControl control;
    control.addSegment(u"A"_s, 1);
    control.addSegment(u"B"_s, 2);
    FormErrors errors;
    errors.add(u"choice"_s, &control);
    errors.setError(u"choice"_s, u"no"_s);
    control.setCurrentId(2);
    QVERIFY(!errors.hasErrors());
}

void TestForms::unknownFieldsComeBack()
{
    Form form;
    form.uid->hide();
    const QList<FieldError> rest =
        form.binder.showErrors({{{u"body"_s, u"nobody"_s}, u"a"_s, {}},
                                {{u"body"_s}, u"b"_s, {}},
                                {{u"body"_s, u"uid"_s}, u"hidden field"_s, {}},
                                {{u"body"_s, u"name"_s}, u"c"_s, {}},
                                {{u"body"_s, u"name"_s}, u"d"_s, {}}});
    QCOMPARE(rest.size(), 3);
    QCOMPARE(rest.at(2).message, u"hidden field"_s);
    QCOMPARE(form.binder.errors().error(u"name"_s), u"c\nd"_s);
}

SVIX_GUI_TEST_MAIN(TestForms)
#include "tst_forms.moc"
