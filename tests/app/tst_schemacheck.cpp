// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/schemacheck.h"
#include "support/testmain.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace svix::test {

using Kind = SchemaVerdict::Kind;

/// Payloads against schemas, in the process that does it: good ones and those that mean harm.
class SchemaCheckTest : public TestObject
{
    Q_OBJECT
private:
    SchemaVerdict check(const QByteArray &schema, const QByteArray &payload);

private Q_SLOTS:
    void verdicts_data();
    void verdicts();
    /// The first ones are said, and all are counted.
    void manyMismatches();
    /// What is not looked at is said, not passed over.
    void whatIsIgnoredIsSaid();
    /// None of these may hang or end the window; what came of them is said.
    void harm_data();
    void harm();
    /// Only the last one that was asked for is answered.
    void anotherCheckTakesItsPlace();
    void withoutTheProgram();
};

SchemaVerdict SchemaCheckTest::check(const QByteArray &schema, const QByteArray &payload)
{
    SchemaCheck check;
    check.setProgram(QStringLiteral(SVIX_SCRIPT_EXECUTABLE));
    QSignalSpy ended(&check, &SchemaCheck::finished);
    check.check(schema, payload);
    if (!ended.wait(30000)) {
        return {Kind::NotChecked, {}, 0, {}, u"no answer"_s};
    }
    return ended.first().first().value<SchemaVerdict>();
}

void SchemaCheckTest::verdicts_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QStringList>("said");
    const auto row = [](const char *name, const char *schema, const char *payload,
                        const QStringList &said = {}) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray(payload) << said;
    };
    row("fits", R"({"type":"object","required":["id"],"properties":{"id":{"type":"string"}}})",
        R"({"id":"a"})");
    row("nothing said", "{}", R"({"a":1})");
    row("required", R"({"required":["id"]})", "{}", {u"The payload has no \"id\"."_s});
    row("type", R"({"properties":{"n":{"type":"integer"}}})", R"({"n":1.5})",
        {u"/n is of the type number, not integer."_s});
    row("types", R"({"properties":{"n":{"type":["string","null"]}}})", R"({"n":null})");
    row("whole number", R"({"properties":{"n":{"type":"number"}}})", R"({"n":3})");
    row("enum", R"({"properties":{"c":{"enum":["EUR","USD"]}}})", R"({"c":"GBP"})",
        {u"/c is none of \"EUR\", \"USD\"."_s});
    row("const", R"({"properties":{"v":{"const":{"a":[1]}}}})", R"({"v":{"a":[1]}})");
    row("items", R"({"properties":{"l":{"items":{"type":"string"}}}})", R"({"l":["a",2]})",
        {u"/l/1 is of the type integer, not string."_s});
    row("tuple of draft 7",
        R"({"properties":{"l":{"items":[{"type":"string"}],"additionalItems":false}}})",
        R"({"l":["a",2]})", {u"/l/1 is not allowed as it is."_s});
    row("tuple of 2020-12", R"({"properties":{"l":{"prefixItems":[{"type":"string"}]}}})",
        R"({"l":["a",2]})");
    row("additional", R"({"properties":{"a":{}},"additionalProperties":false})",
        R"({"a":1,"constructor":2})", {u"The payload must not have \"constructor\"."_s});
    row("bounds", R"({"properties":{"n":{"minimum":1,"exclusiveMaximum":5}}})", R"({"n":5})",
        {u"/n is not below 5."_s});
    row("lengths", R"({"properties":{"s":{"minLength":2,"maxLength":3}}})",
        "{\"s\":\"\xf0\x9f\x98\x80\"}", {u"/s is shorter than 2."_s});
    row("pattern", R"({"properties":{"s":{"pattern":"^in_"}}})", R"({"s":"x"})",
        {u"/s does not match the pattern ^in_."_s});
    row("format", R"({"properties":{"s":{"format":"date-time"}}})", R"({"s":"yesterday"})",
        {u"/s does not look like the format date-time."_s});
    row("any of", R"({"anyOf":[{"required":["a"]},{"required":["b"]}]})", "{}",
        {u"The payload fits none of the 2 forms that it may have."_s});
    row("one of", R"({"oneOf":[{},{"type":"object"}]})", "{}",
        {u"The payload fits 2 forms where one only is allowed."_s});
    row("not", R"({"not":{"required":["a"]}})", R"({"a":1})",
        {u"The payload is not allowed as it is."_s});
    row("reference",
        R"({"definitions":{"a/b":{"type":"string"}},)"
        R"("properties":{"x":{"$ref":"#/definitions/a~1b"}}})",
        R"({"x":1})", {u"/x is of the type integer, not string."_s});
    row("recursive reference", R"({"type":"object","properties":{"a":{"$ref":"#"}}})",
        R"({"a":{"a":{"a":3}}})", {u"/a/a/a is of the type integer, not object."_s});
}

void SchemaCheckTest::verdicts()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, payload);
    QFETCH(QStringList, said);
    const SchemaVerdict verdict = check(schema, payload);
    QCOMPARE(verdict.why, QString());
    QCOMPARE(verdict.kind, said.isEmpty() ? Kind::Fits : Kind::Mismatch);
    QCOMPARE(verdict.mismatches, said);
    QCOMPARE(verdict.count, int(said.size()));
}

void SchemaCheckTest::manyMismatches()
{
    QByteArray names;
    for (int i = 0; i < 100; ++i) {
        names += (i ? ",\"" : "\"") + QByteArray::number(i) + '"';
    }
    const SchemaVerdict verdict = check("{\"required\":[" + names + "]}", "{}");
    QCOMPARE(verdict.count, 100);
    QVERIFY(verdict.mismatches.size() < 10);
}

void SchemaCheckTest::whatIsIgnoredIsSaid()
{
    const SchemaVerdict verdict =
        check(R"({"title":"t","x-own":1,"unevaluatedProperties":false,)"
              R"("properties":{"s":{"format":"iban"},"r":{"$ref":"https://example.com/s"},)"
              R"("p":{"pattern":"("}}})",
              R"({"s":"x","r":1,"p":"y"})");
    QCOMPARE(verdict.kind, Kind::Fits);
    QCOMPARE(verdict.ignored, (QStringList{u"unevaluatedProperties"_s, u"format iban"_s,
                                           u"$ref https://example.com/s"_s, u"pattern ("_s}));
}

void SchemaCheckTest::harm_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("reference to itself") << QByteArray(R"({"$ref":"#"})") << QByteArray("{}");
    QTest::newRow("references in a ring")
        << QByteArray(R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},)"
                      R"("$ref":"#/$defs/a"})")
        << QByteArray("{}");
    QTest::newRow("ring through all of")
        << QByteArray(R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})") << QByteArray("{}");
    QTest::newRow("deep") << QByteArray(R"({"properties":{"a":{"$ref":"#"}}})")
                          << QByteArray(R"({"a":)").repeated(900) + "1" +
                                 QByteArray("}").repeated(900);
    QTest::newRow("evil pattern") << QByteArray(R"({"properties":{"s":{"pattern":"^(a+)+$"}}})")
                                  << R"({"s":")" + QByteArray(40, 'a') + R"(!"})";
    QByteArray doubling = R"({"$defs":{"x0":{})";
    for (int i = 1; i < 40; ++i) {
        const QByteArray to = R"({"$ref":"#/$defs/x)" + QByteArray::number(i - 1) + R"("})";
        doubling +=
            ",\"x" + QByteArray::number(i) + R"(":{"anyOf":[{"not":)" + to + "}," + to + "]}";
    }
    QTest::newRow("doubling") << doubling + R"(},"$ref":"#/$defs/x39"})" << QByteArray("{}");
}

void SchemaCheckTest::harm()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, payload);
    const SchemaVerdict verdict = check(schema, payload);
    QVERIFY2(verdict.why != u"no answer"_s, "it went on for ever");
    if (verdict.kind == Kind::NotChecked) {
        QVERIFY(!verdict.why.isEmpty());
    }
}

void SchemaCheckTest::anotherCheckTakesItsPlace()
{
    SchemaCheck check;
    check.setProgram(QStringLiteral(SVIX_SCRIPT_EXECUTABLE));
    QSignalSpy ended(&check, &SchemaCheck::finished);
    check.check(R"({"required":["a"]})", "{}");
    check.check("{}", "{}");
    QVERIFY(ended.wait(30000));
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().value<SchemaVerdict>().kind, Kind::Fits);
    check.check("{}", "{}");
    check.cancel();
    QVERIFY(!ended.wait(50));
}

void SchemaCheckTest::withoutTheProgram()
{
    SchemaCheck check;
    check.setProgram(u"/nowhere/svix-script"_s);
    QSignalSpy ended(&check, &SchemaCheck::finished);
    check.check("{}", "{}");
    QVERIFY(ended.wait(30000));
    const auto verdict = ended.first().first().value<SchemaVerdict>();
    QCOMPARE(verdict.kind, Kind::NotChecked);
    QVERIFY2(verdict.why.contains(u"svix-script"_s), qPrintable(verdict.why));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::SchemaCheckTest)
#include "tst_schemacheck.moc"
