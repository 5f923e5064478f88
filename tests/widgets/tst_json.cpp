// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testmain.h"
#include "widgets/json/hexmodel.h"
#include "widgets/json/jsonedit.h"
#include "widgets/json/jsontreemodel.h"
#include "widgets/json/jsonview.h"
#include "widgets/json/jsonwalk.h"
#include "widgets/json/linesmodel.h"
#include "widgets/json/payloadview.h"
#include "widgets/json/rawtextview.h"
#include "widgets/json/rawview.h"
#include "widgets/visibletext.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QListView>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTableView>
#include <QTextBlock>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

QString clipboardText()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

class TestJson : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() override { failOnWarnings(); }

    void treeKeepsEverything();
    void treeOfScalarsAndRubbish();
    void treePaths();
    void viewCopiesAndExpands();
    void viewOfManyRows();

    void rawTextIsExact();
    void rawBreaksLongLines();
    void longTextsAreLines();
    void hexRows();
    void payloadFallsBack();
    void markupIsPlain();
    void tenMegabytes();

    void editChecks();
    void editFormats();
    void editTabLeaves();
    void editKeepsEveryCharacter();
};

/// A text that nobody edits is sent as it came: what an editor shows as a space or as the end of a
/// line may be something else.
void TestJson::editKeepsEveryCharacter()
{
    JsonEdit edit;
    const QByteArray spaces = "{\"a\": \"1\u00a0000\u202f€\",\n \"b\": \"x\ty\"}";
    const QByteArray plain = R"({"a": "1)" + QString(QChar(0xa0)).toUtf8() + R"(000"})";
    edit.setJson(plain);
    QCOMPARE(edit.json(), plain);
    edit.setJson(spaces);
    QCOMPARE(edit.json(), spaces);
    // The ends of lines that JSON allows within texts would break them: the same in six letters.
    const QString separators =
        u"{\"a\": \"x"_s + QChar(0x2028) + u"y"_s + QChar(0x2029) + u"z\"}"_s;
    edit.setJson(separators.toUtf8());
    QCOMPARE(edit.json(), QByteArray(R"({"a": "x\u2028y\u2029z"})"));
    QVERIFY(!edit.check().isFault());
    edit.clear();
    QGuiApplication::clipboard()->setText(separators);
    edit.paste();
    QCOMPARE(edit.json(), QByteArray(R"({"a": "x\u2028y\u2029z"})"));
}

void TestJson::treeKeepsEverything()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model);
    const QByteArray json =
        R"({"z":1.10,"a":[12345678901234567890,1e400,[],{}],"z":"two\u0000","empty":{},"n":null})";
    QVERIFY(!model.setJson(json).isFault());
    QCOMPARE(model.rowCount(), 5);
    const auto name = [&model](int row) { return model.index(row, 0).data().toString(); };
    const auto value = [&model](int row) { return model.index(row, 1).data().toString(); };
    QCOMPARE(name(0), u"z"_s);
    QCOMPARE(value(0), u"1.10"_s);
    QCOMPARE(value(1), u"4 items"_s);
    QCOMPARE(name(2), u"z"_s);
    QCOMPARE(value(2), u"\"two\\u0000\""_s);
    QCOMPARE(value(3), u"{}"_s);
    const QModelIndex array = model.index(1, 0);
    QCOMPARE(model.rowCount(array), 4);
    QCOMPARE(model.index(0, 1, array).data().toString(), u"12345678901234567890"_s);
    QCOMPARE(model.index(1, 1, array).data().toString(), u"1e400"_s);
    QCOMPARE(model.index(1, 1, array).parent(), array);
    QCOMPARE(model.rawValue(array), QByteArray("[12345678901234567890,1e400,[],{}]"));
    QCOMPARE(model.rawValue({}), json);
    QCOMPARE(model.plainValue(model.index(2, 0)).size(), 4);
    QVERIFY(!model.setJson("[[1,2],[3]]").isFault());
    QCOMPARE(model.index(0, 0, model.index(1, 0)).data(), QVariant(u"0"_s));
}

void TestJson::treeOfScalarsAndRubbish()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model);
    QVERIFY(!model.setJson("\"x\"").isFault());
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 1).data().toString(), u"\"x\""_s);
    QCOMPARE(model.plainValue(model.index(0, 0)), u"x"_s);
    QVERIFY(!model.setJson("{}").isFault());
    QCOMPARE(model.rowCount(), 0);
    const JsonFault fault = model.setJson("{\n \"ä\": x}");
    QVERIFY(fault.isFault());
    QCOMPARE(fault.line, 2);
    QCOMPARE(fault.column, 7);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.setJson({}).isFault());
}

void TestJson::treePaths()
{
    JsonTreeModel model;
    QVERIFY(!model.setJson("{\"lines\":[{\"id\":1}],\"odd name\":{\"it's\":2},\"9\":3}").isFault());
    const QModelIndex lines = model.index(0, 0);
    QCOMPARE(model.path(model.index(0, 0, model.index(0, 0, lines))), u"$.lines[0].id"_s);
    QCOMPARE(model.path(model.index(0, 1, model.index(1, 0))), u"$['odd name']['it\\'s']"_s);
    QCOMPARE(model.path(model.index(2, 0)), u"$['9']"_s);
    QCOMPARE(model.path({}), u"$"_s);
}

void TestJson::viewCopiesAndExpands()
{
    JsonView view;
    view.resize(400, 300);
    view.show();
    QVERIFY(!view.setJson("{\"customer\":{\"email\":\"a\\\"b\"},\"lines\":[1,2,3]}").isFault());
    QVERIFY(view.isExpanded(view.model()->index(0, 0)));
    QVERIFY(!view.isExpanded(view.model()->index(1, 0)));
    view.findChild<QAction *>(u"expandAll"_s)->trigger();
    QVERIFY(view.isExpanded(view.model()->index(1, 0)));
    view.findChild<QAction *>(u"collapseAll"_s)->trigger();
    QVERIFY(!view.isExpanded(view.model()->index(0, 0)));

    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setFocus();
    view.setCurrentIndex(view.model()->index(0, 0));
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboardText(), u"a\"b"_s);
    view.findChild<QAction *>(u"copyPath"_s)->trigger();
    QCOMPARE(clipboardText(), u"$.customer.email"_s);
    view.findChild<QAction *>(u"copySubtree"_s)->trigger();
    QCOMPARE(clipboardText(), u"\"a\\\"b\""_s);
}

void TestJson::viewOfManyRows()
{
    QByteArray json = "[";
    for (int i = 0; i < 100000; ++i) {
        json += (i ? ",{\"id\":" : "{\"id\":") + QByteArray::number(i) + ",\"tags\":[1,2]}";
    }
    json += "]";
    JsonView view;
    view.resize(400, 600);
    view.show();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!view.setJson(json).isFault());
    const qint64 parsed = timer.elapsed();
    view.grab();
    const qint64 painted = timer.elapsed();
    view.expandEverything();
    view.grab();
    qInfo("tree of 500,000 values: built %lld ms, painted %lld ms, expanded %lld ms", parsed,
          painted, timer.elapsed());
    QCOMPARE(view.model()->rowCount(), 100000);
}

void TestJson::rawTextIsExact()
{
    RawView view;
    view.resize(400, 200);
    view.show();
    const QByteArray json = "{\"b\":1,\r\n \"b\" : 2.50}";
    view.setBytes(json, true);
    auto *text = view.findChild<RawTextView *>();
    QCOMPARE(text->toPlainText(), u"{\"b\":1,\n \"b\" : 2.50}"_s); // a text document has \n only
    view.setBytes(QByteArray("x\0\xFF\xE2\x80\xAEy", 7));
    QCOMPARE(text->toPlainText(), u"x‹U+0000›‹FF›‹U+202E›y"_s);
    QCOMPARE(view.bytes().size(), 7);
}

void TestJson::rawBreaksLongLines()
{
    RawView view;
    view.resize(400, 200);
    view.show();
    const QByteArray line(2500, 'a');
    view.setBytes(line + "\nb");
    auto *text = view.findChild<RawTextView *>();
    QCOMPARE(text->blockCount(), 4);
    text->setFocus();
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboardText(), QString::fromLatin1(line + "\nb"));
    // Never between the halves of a character.
    const QString emoji = u"x"_s + u"😀"_s.repeated(1200);
    view.setBytes(emoji.toUtf8());
    for (QTextBlock block = text->document()->begin(); block.isValid(); block = block.next()) {
        QVERIFY(!block.text().endsWith(QChar(0xD83D)));
    }
}

void TestJson::longTextsAreLines()
{
    LinesModel model;
    QAbstractItemModelTester tester(&model);
    QVERIFY(!model.setBytes("a\r\n\nb\xFF", 10));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0).data().toString(), u"a"_s);
    QCOMPARE(model.index(1).data().toString(), QString());
    QCOMPARE(model.index(2).data().toString(), u"b‹FF›"_s);
    QCOMPARE(model.bytes(0, 1), QByteArray("a\r\n\n"));
    const QByteArray umlauts = u"ä"_s.repeated(30).toUtf8();
    QVERIFY(model.setBytes(umlauts, 11));
    QByteArray joined;
    for (int row = 0; row < model.rowCount(); ++row) {
        QVERIFY(!model.index(row).data().toString().contains(u'‹'));
        joined += model.bytes(row, row);
    }
    QCOMPARE(joined, umlauts);

    RawView view;
    view.resize(400, 300);
    view.show();
    const QByteArray bytes = "first\n" + QByteArray(RawView::editorLimit, 'x') + "\nlast";
    view.setBytes(bytes);
    auto *list = view.findChild<QListView *>();
    QVERIFY(list->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(&view));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(list, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboardText(), QString::fromLatin1(bytes));
    view.setBytes("short");
    QVERIFY(!list->isVisible());
}

void TestJson::hexRows()
{
    HexModel model;
    QAbstractItemModelTester tester(&model);
    model.setBytes(QByteArray("0123456789abcdef\0\xFFz", 19));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 0).data().toString(), u"00000010"_s);
    QCOMPARE(model.index(0, 1).data().toString(),
             u"30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66"_s);
    QCOMPARE(model.index(1, 1).data().toString(), u"00 ff 7a"_s);
    QCOMPARE(model.index(1, 2).data().toString(), u"..z"_s);
    RawView view;
    view.setMode(RawView::Mode::Hex);
    view.setBytes(QByteArray(100, 'x'));
    QCOMPARE(view.findChild<QTableView *>()->model()->rowCount(), 7);
}

void TestJson::payloadFallsBack()
{
    PayloadView view;
    view.resize(500, 300);
    view.show();
    QSignalSpy changed(&view, &PayloadView::modeChanged);
    view.setBytes("{\"a\":1}", u"application/json"_s);
    QCOMPARE(view.mode(), PayloadView::Mode::Tree);
    view.setBytes("upstream timed out", u"application/json"_s);
    QCOMPARE(view.mode(), PayloadView::Mode::Text);
    QCOMPARE(changed.count(), 1);
    view.setBytes("[1]");
    QCOMPARE(view.mode(), PayloadView::Mode::Tree); // the wish outlives one bad answer
    view.setMode(PayloadView::Mode::Hex);
    QCOMPARE(view.mode(), PayloadView::Mode::Hex);
    view.findChild<QAbstractButton *>(u"copyPayload"_s)->click();
    QCOMPARE(clipboardText(), u"[1]"_s);
    view.clear();
    QVERIFY(view.bytes().isEmpty());
    QVERIFY(view.raw()->bytes().isEmpty());
    QVERIFY(view.tree()->jsonModel()->json().isEmpty());
}

void TestJson::markupIsPlain()
{
    const QByteArray html = "<b>x</b><img src='file:///etc/passwd'><a href='http://x'>";
    PayloadView view;
    view.show();
    view.setBytes(html, u"text/html <b>"_s);
    QCOMPARE(view.findChild<RawTextView *>()->toPlainText(), QString::fromLatin1(html));
    const auto labels = view.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->text().isEmpty()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }
    view.setBytes("{\"<b>n</b>\":\"<img src=x>\"}");
    QCOMPARE(view.tree()->model()->index(0, 0).data().toString(), u"<b>n</b>"_s);
}

void TestJson::tenMegabytes()
{
    PayloadView view;
    view.resize(600, 500);
    view.show();
    const auto measure = [&view](const char *what, const QByteArray &bytes) {
        QElapsedTimer timer;
        timer.start();
        view.setMode(PayloadView::Mode::Tree);
        view.setBytes(bytes);
        view.grab();
        const qint64 tree = timer.restart();
        view.setMode(PayloadView::Mode::Text);
        view.grab();
        const qint64 text = timer.restart();
        auto *edit = view.raw()->focusProxy();
        for (int i = 0; i < 10; ++i) {
            QTest::keyClick(edit, Qt::Key_PageDown);
        }
        QTest::keyClick(edit, Qt::Key_End, Qt::ControlModifier);
        view.grab();
        const qint64 scroll = timer.restart();
        view.setMode(PayloadView::Mode::Hex);
        view.grab();
        qInfo("%s of %.1f MB: first %lld ms, as text %lld ms, 11 scrolls %lld ms, as hex %lld ms",
              what, double(bytes.size()) / 1e6, tree, text, scroll, timer.elapsed());
    };
    measure("one string", "\"" + QByteArray(10'000'000, 'x') + "\"");
    QByteArray numbers = "[";
    while (numbers.size() < 10'000'000) {
        numbers += "12345678,";
    }
    numbers += "1]";
    measure("array on one line", numbers);
    measure("formatted array", formatJson(numbers));
    measure("no JSON on one line", QByteArray(10'000'000, '<'));
    QCOMPARE(view.bytes().size(), 10'000'000);
}

void TestJson::editChecks()
{
    JsonEdit edit;
    edit.show();
    QSignalSpy checked(&edit, &JsonEdit::checked);
    edit.setFocus();
    QTest::keyClicks(&edit, u"{\"a\": 1,}"_s);
    QCOMPARE(checked.count(), 0);
    QTRY_COMPARE(checked.count(), 1);
    QCOMPARE(checked.at(0).at(0).toBool(), false);
    QCOMPARE(checked.at(0).at(2).toInt(), 1);
    QCOMPARE(checked.at(0).at(3).toInt(), 9);
    QTest::keyClick(&edit, Qt::Key_Left);
    QTest::keyClick(&edit, Qt::Key_Backspace);
    QTRY_COMPARE(checked.count(), 2);
    QCOMPARE(checked.at(1).at(0).toBool(), true);
    edit.setJson("\n [1]");
    const JsonFault fault = edit.check();
    QVERIFY(fault.isFault());
    QCOMPARE(fault.line, 2);
    QCOMPARE(fault.column, 2);
    edit.setTopLevel(JsonEdit::TopLevel::Any);
    QVERIFY(!edit.check().isFault());
    edit.setJson("{\n  x");
    edit.goTo(2, 3);
    QCOMPARE(edit.textCursor().position(), 4);
}

void TestJson::editFormats()
{
    JsonEdit edit;
    edit.show();
    const QByteArray typed = R"({"n":12345678901234567890,"n":1.10})";
    QVERIFY(QTest::qWaitForWindowActive(&edit));
    edit.setJson(typed);
    edit.setFocus();
    QTest::keyClick(&edit, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(edit.json(), QByteArray("{\n  \"n\": 12345678901234567890,\n  \"n\": 1.10\n}"));
    edit.undo();
    QCOMPARE(edit.json(), typed);
    edit.setJson("{\"a\":");
    QTest::keyClick(&edit, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(edit.json(), QByteArray("{\"a\":"));
}

void TestJson::editTabLeaves()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *edit = new JsonEdit;
    auto *next = new QLineEdit;
    layout->addWidget(edit);
    layout->addWidget(next);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_Tab);
    QVERIFY(next->hasFocus());
    QVERIFY(edit->toPlainText().isEmpty());
}

SVIX_GUI_TEST_MAIN(TestJson)
#include "tst_json.moc"
