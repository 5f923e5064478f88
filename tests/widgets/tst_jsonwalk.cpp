// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testmain.h"
#include "widgets/json/jsonview.h"
#include "widgets/json/jsonwalk.h"
#include "widgets/visibletext.h"

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

/// The tokens joined again without white space: what must be left of any text that is JSON.
class JoinSink final : public JsonSink
{
public:
    explicit JoinSink(const QByteArray &json)
        : m_json(json)
    {
    }
    void token(JsonToken token, qsizetype begin, qsizetype end) override
    {
        tokens.append(token);
        joined += m_json.mid(begin, end - begin);
    }
    QByteArray joined;
    QList<JsonToken> tokens;

private:
    QByteArray m_json;
};

QByteArray withoutSpaceAndMarks(const QByteArray &json)
{
    QByteArray out;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString && c == '\\') {
            out += c;
            out += json[++i];
            continue;
        }
        if (c == '"') {
            inString = !inString;
        }
        if (inString || !QByteArrayView(" \n\r\t,:").contains(c)) {
            out += c;
        }
    }
    return out;
}

} // namespace

class TestJsonWalk : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void walkAccepts_data();
    void walkAccepts();
    void walkRefuses_data();
    void walkRefuses();
    void nestingIsLimited();
    void agreesWithQtOnRandomTexts();
    void formatMovesSpaceOnly();
    void decodesStrings();
    void visibleTextHidesNothing();
    void visibleUtf8Survives();
};

void TestJsonWalk::walkAccepts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("object") << QByteArray("{}");
    QTest::newRow("spaces") << QByteArray(" \r\n\t[ 1 , 2 ] \n");
    QTest::newRow("duplicate keys") << QByteArray(R"({"a":1,"a":2,"b":3,"a":{"a":4}})");
    QTest::newRow("1e400") << QByteArray("[1e400,-1E-400,0.1e+5]");
    QTest::newRow("big integers") << QByteArray("[9007199254740993,18446744073709551617,-0]");
    QTest::newRow("400 digits") << QByteArray("[" + QByteArray(400, '9') + "]");
    QTest::newRow("lone surrogates") << QByteArray(R"(["\ud800","\udc00x","\ud83d\ude00"])");
    QTest::newRow("escaped NUL") << QByteArray(R"({"\u0000":"\u0000"})");
    QTest::newRow("escapes") << QByteArray(R"("\"\\\/\b\f\n\r\t")");
    QTest::newRow("utf-8") << QByteArray("\"\xC3\xA4\xF0\x9F\x98\x80\xEF\xBB\xBF\"");
    QTest::newRow("words") << QByteArray("[true,false,null]");
    QTest::newRow("empty containers") << QByteArray("[[],{},[[]],{\"a\":{}}]");
}

void TestJsonWalk::walkAccepts()
{
    QFETCH(const QByteArray, json);
    JoinSink sink(json);
    const JsonFault fault = walkJson(json, sink);
    QVERIFY2(!fault.isFault(), qPrintable(fault.text()));
    QCOMPARE(sink.joined, withoutSpaceAndMarks(json));
}

void TestJsonWalk::walkRefuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("offset");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("space") << QByteArray("  ") << 2;
    QTest::newRow("two values") << QByteArray("1 2") << 2;
    QTest::newRow("missing comma") << QByteArray("[1 2]") << 3;
    QTest::newRow("trailing comma") << QByteArray("[1,]") << 3;
    QTest::newRow("trailing comma in object") << QByteArray(R"({"a":1,})") << 7;
    QTest::newRow("leading comma") << QByteArray("[,1]") << 1;
    QTest::newRow("no colon") << QByteArray(R"({"a" 1})") << 5;
    QTest::newRow("name without quotes") << QByteArray("{a:1}") << 1;
    QTest::newRow("name without value") << QByteArray(R"({"a"})") << 4;
    QTest::newRow("single quotes") << QByteArray("['a']") << 1;
    QTest::newRow("half a word") << QByteArray("[tru]") << 1;
    QTest::newRow("word runs on") << QByteArray("[nulll]") << 5;
    QTest::newRow("NaN") << QByteArray("[NaN]") << 1;
    QTest::newRow("Infinity") << QByteArray("[-Infinity]") << 1;
    QTest::newRow("zero first") << QByteArray("[012]") << 1;
    QTest::newRow("plus") << QByteArray("[+1]") << 1;
    QTest::newRow("point only") << QByteArray("[1.]") << 3;
    QTest::newRow("exponent only") << QByteArray("[1e]") << 3;
    QTest::newRow("minus only") << QByteArray("-") << 0;
    QTest::newRow("open") << QByteArray("{\"a\":[1") << 7;
    QTest::newRow("wrong bracket") << QByteArray("[1}") << 2;
    QTest::newRow("string without end") << QByteArray("[\"abc") << 1;
    QTest::newRow("backslash at end") << QByteArray("\"abc\\") << 4;
    QTest::newRow("line break in string") << QByteArray("\"a\nb\"") << 2;
    QTest::newRow("NUL in string") << QByteArray("\"a\0b\"", 5) << 2;
    QTest::newRow("NUL after value") << QByteArray("{}\0x", 4) << 2;
    QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF{}") << 0;
    QTest::newRow("invalid byte") << QByteArray("[\"\xFF\"]") << 2;
    QTest::newRow("overlong") << QByteArray("[\"\xC0\x80\"]") << 2;
    QTest::newRow("surrogate bytes") << QByteArray("[\"\xED\xA0\x80\"]") << 2;
    QTest::newRow("cut sequence") << QByteArray("[\"\xE2\x82\"]") << 2;
    QTest::newRow("bad escape") << QByteArray(R"(["\x"])") << 2;
    QTest::newRow("short escape") << QByteArray(R"(["\u12"])") << 2;
    QTest::newRow("html") << QByteArray("<html></html>") << 0;
}

void TestJsonWalk::walkRefuses()
{
    QFETCH(const QByteArray, json);
    QFETCH(const int, offset);
    const JsonFault fault = checkJson(json);
    QVERIFY(fault.isFault());
    QCOMPARE(int(fault.offset), offset);
    QVERIFY(!fault.message.isEmpty());
    QVERIFY(fault.line >= 1 && fault.column >= 1);
}

void TestJsonWalk::nestingIsLimited()
{
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(!checkJson(nested(1000)).isFault());
    QCOMPARE(checkJson(nested(1001)).offset, 1000);
    QVERIFY(checkJson(nested(1024)).isFault());
    QVERIFY(checkJson(nested(100000)).isFault());
    QVERIFY(checkJson(QByteArray(10'000'000, '[')).isFault());

    JsonView view;
    view.resize(300, 300);
    view.show();
    QVERIFY(!view.setJson(nested(1000)).isFault());
    view.expandEverything();
    QVERIFY(!view.grab().isNull());
    QVERIFY(view.setJson(nested(100000)).isFault());
    QCOMPARE(view.model()->rowCount(), 0);
}

/// Texts from a grammar that likes to be wrong: Qt's parser and ours must agree wherever Qt's
/// converts nothing.
void TestJsonWalk::agreesWithQtOnRandomTexts()
{
    QRandomGenerator random(20260101);
    const QList<QByteArray> pieces{
        "{",    "}", "[",  "]",       ",", ":",  "\"a\"", "\"\"", "1",      "-1.5", "true",
        "null", " ", "\n", "\"\\n\"", "0", "[]", "{}",    "2",    "\"b\":", "[1,",  "\"c\":{"};
    int valid = 0;
    for (int round = 0; round < 60000; ++round) {
        QByteArray text = random.bounded(2) == 0 ? "[" : "{";
        const int length = random.bounded(1, 8);
        for (int i = 0; i < length; ++i) {
            text += pieces.at(random.bounded(int(pieces.size())));
        }
        text += text.startsWith('[') ? "]" : "}";
        QJsonParseError error;
        QJsonDocument::fromJson(text, &error);
        const JsonFault fault = checkJson(text);
        QVERIFY2(fault.isFault() == (error.error != QJsonParseError::NoError),
                 (text + " Qt: " + error.errorString().toUtf8() + " ours: " + fault.text().toUtf8())
                     .constData());
        valid += fault.isFault() ? 0 : 1;
    }
    QVERIFY2(valid > 500, "hardly any text was valid: the comparison says little");
}

void TestJsonWalk::formatMovesSpaceOnly()
{
    const QByteArray json =
        R"({"b":[1.10,12345678901234567890, 1e400],"a":{},"b":[],"c":{"d":"\u00e4, :"}})";
    const QByteArray formatted = formatJson(json);
    const QByteArray expected =
        "{\n  \"b\": [\n    1.10,\n    12345678901234567890,\n    1e400\n  ],\n"
        "  \"a\": {},\n  \"b\": [],\n  \"c\": {\n"
        "    \"d\": \"\\u00e4, :\"\n  }\n}";
    QCOMPARE(formatted, expected);
    QCOMPARE(withoutSpaceAndMarks(formatted), withoutSpaceAndMarks(json));
    QCOMPARE(formatJson(formatted), formatted);
    QCOMPARE(formatJson("[1,"), QByteArray("[1,"));
    QCOMPARE(formatJson("3"), QByteArray("3"));
}

void TestJsonWalk::decodesStrings()
{
    QCOMPARE(decodeJsonString("\"\\u00e4\\n\\/\\\"\\\\\""), u"ä\n/\"\\"_s);
    QCOMPARE(decodeJsonString("\"\\ud83d\\ude00\""), u"\U0001F600"_s);
    QCOMPARE(decodeJsonString("\"a\\u0000b\"").size(), 3);
    QCOMPARE(decodeJsonString("\"\xEF\xBB\xBFx\""), u"\uFEFFx"_s);
    QCOMPARE(decodeJsonString("\"\\ud800\"").at(0), QChar(0xD800));
}

void TestJsonWalk::visibleTextHidesNothing()
{
    QCOMPARE(visibleText(u"plain ä 😀"_s), u"plain ä 😀"_s);
    QCOMPARE(visibleText(u"a\u202Eb"_s), u"a‹U+202E›b"_s);
    QCOMPARE(visibleText(u"a\nb"_s), u"a‹U+000A›b"_s);
    QCOMPARE(visibleText(u"a\n\tb\r\nc\rd"_s, LineBreaks::Keep), u"a\n\tb\r\nc‹U+000D›d"_s);
    QCOMPARE(visibleText(QString(QChar(0xD800)) + u'x'), u"‹U+D800›x"_s);
    QCOMPARE(visibleText(QString(QChar(0)) + u'x'), u"‹U+0000›x"_s);
    QCOMPARE(visibleText(u"\U000E0041"_s), u"‹U+E0041›"_s);
}

void TestJsonWalk::visibleUtf8Survives()
{
    QCOMPARE(visibleUtf8(QByteArray("a\xFF\xC3\xA4\0z", 6)), u"a‹FF›ä‹U+0000›z"_s);
    QCOMPARE(visibleUtf8("\xEF\xBB\xBFx"), u"‹U+FEFF›x"_s);
    QCOMPARE(visibleUtf8("\xFF\xEF\xBB\xBFx"), u"‹FF›‹U+FEFF›x"_s);
    QCOMPARE(visibleUtf8("\xE2\x82"), u"‹E2›‹82›"_s);
    QCOMPARE(visibleUtf8("\xF4\x90\x80\x80"), u"‹F4›‹90›‹80›‹80›"_s);
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes(random.bounded(0, 40), Qt::Uninitialized);
        for (char &byte : bytes) {
            byte = char(random.bounded(256));
        }
        const QString text = visibleUtf8(bytes, LineBreaks::Escape);
        for (const QChar c : text) {
            QVERIFY(c.unicode() >= 0x20);
            QVERIFY(c.unicode() != 0x202E && c.unicode() != 0xFEFF);
        }
    }
}

SVIX_GUI_TEST_MAIN(TestJsonWalk)
#include "tst_jsonwalk.moc"
