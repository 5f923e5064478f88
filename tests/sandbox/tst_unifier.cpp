// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/unifier.h"
#include "support/testmain.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace svix::test {

/// The comparison of recorded answers must be able to say no.
class TestUnifier : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void compares_data();
    void compares();
    void idsStayTheSame();
};

void TestUnifier::compares_data()
{
    QTest::addColumn<QByteArray>("recorded");
    QTest::addColumn<QByteArray>("real");
    QTest::addColumn<bool>("agree");
    const QByteArray now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1();
    const QByteArray app = "app_1srOrx2ZWZBpBUvZwXKQmoEYga2";
    const auto member = [](const QByteArray &value) { return R"({"a":")" + value + "\"}"; };
    const auto row = [](const char *name, const QByteArray &recorded, const QByteArray &real,
                        bool agree) { QTest::newRow(name) << recorded << real << agree; };
    row("same", R"({"a":1,"b":[null,"x"]})", R"({"b":[null,"x"],"a":1})", true);
    row("another value", R"({"a":1})", R"({"a":2})", false);
    row("another type", R"({"a":1})", R"({"a":"1"})", false);
    row("null for nothing", R"({"a":1})", R"({"a":1,"b":null})", false);
    row("nothing for null", R"({"a":1,"b":null})", R"({"a":1})", false);
    row("order of a list", R"({"a":["x","y"]})", R"({"a":["y","x"]})", false);
    row("order of a set", R"({"channels":["x","y"]})", R"({"channels":["y","x"]})", true);
    row("shorter set", R"({"channels":["x","y"]})", R"({"channels":["x"]})", false);
    row("id", member("{{app_1}}"), member(app), true);
    row("id of another kind", member("{{ep_1}}"), member(app), false);
    row("short id", member("{{app_1}}"), member(app.chopped(1)), false);
    row("two ids for one", R"({"a":"{{app_1}}","b":"{{app_2}}"})",
        R"({"a":")" + app + R"(","b":")" + app + "\"}", false);
    row("one id for two", R"({"a":"{{app_1}}","b":"{{app_1}}"})",
        R"({"a":")" + app + R"(","b":"app_1srOrx2ZWZBpBUvZwXKQmoEYga3"})", false);
    row("time", member("{{time}}"), member(now), true);
    row("local time", member("{{time}}"), member(now.chopped(1) + "+02:00"), false);
    row("time of another year", member("{{time}}"), member("2020-01-01T00:00:00Z"), false);
    row("no time", member("{{time}}"), member("soon"), false);
    row("token", member("{{token_1}}"), member("a.b.c"), true);
    row("no token", member("{{token_1}}"), member("abc"), false);
    const QByteArray problem = R"({"detail":[{"loc":["body","a"],"type":"t","msg":"M at line 1 )";
    row("position of a problem", problem + R"(column 2"}]})", problem + R"(column 9"}]})", true);
    row("place of a problem", problem + R"(column 2"}]})",
        QByteArray(problem).replace("\"a\"", "\"b\"") + R"(column 2"}]})", false);
    row("words of a problem", problem + R"(column 2"}]})",
        QByteArray(problem).replace("M at", "N at") + R"(column 2"}]})", false);
}

void TestUnifier::compares()
{
    QFETCH(QByteArray, recorded);
    QFETCH(QByteArray, real);
    QFETCH(bool, agree);
    Unifier unifier{QJsonArray()};
    const QString difference = unifier.compareBody(QJsonDocument::fromJson(recorded).object(),
                                                   QJsonDocument::fromJson(real).object());
    QVERIFY2(difference.isEmpty() == agree, qPrintable(difference));
}

// What a request was filled with is what later answers are held to.
void TestUnifier::idsStayTheSame()
{
    Unifier unifier{QJsonArray()};
    const QString id = u"app_1srOrx2ZWZBpBUvZwXKQmoEYga2"_s;
    QVERIFY(unifier.unifyText(u"{{app_1}}"_s, id));
    QCOMPARE(unifier.filled(u"/app/{{app_1}}"_s), u"/app/"_s + id);
    QVERIFY(!unifier.unifyText(u"{{app_1}}"_s, u"app_1srOrx2ZWZBpBUvZwXKQmoEYga3"_s));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestUnifier)
#include "tst_unifier.moc"
