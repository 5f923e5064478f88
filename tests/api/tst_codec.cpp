// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "support/testmain.h"

using namespace svix;
using namespace Qt::StringLiterals;

class TestCodec : public svix::test::TestObject
{
    Q_OBJECT

    template <typename T>
    static T readOk(const QByteArray &json)
    {
        auto result = readJson<T>(json);
        if (const auto *problem = std::get_if<ReadProblem>(&result)) {
            QTest::qFail(qPrintable(problem->text()), __FILE__, __LINE__);
            return {};
        }
        return std::get<T>(result);
    }
    template <typename T>
    static QString problemOf(const QByteArray &json)
    {
        auto result = readJson<T>(json);
        const auto *problem = std::get_if<ReadProblem>(&result);
        return problem ? problem->text() : u"(none)"_s;
    }

private Q_SLOTS:
    void readsBothGenerations()
    {
        const auto oldOne = readOk<EndpointOut>(
            R"({"id":"ep_1","url":"u","filterTypes":["a"],"rateLimit":3,"createdAt":"2026-01-01T00:00:00Z"})");
        QCOMPARE(*oldOne.eventTypes, QStringList{u"a"_s});
        QCOMPARE(*oldOne.throttleRate, 3);
        for (const char *order : {R"("eventTypes":["n"],"filterTypes":["o"])",
                                  R"("filterTypes":["o"],"eventTypes":["n"])"}) {
            const auto both = readOk<EndpointOut>(
                QByteArray(R"({"id":"ep_1","url":"u","createdAt":"2026-01-01T00:00:00Z",)") +
                order + "}");
            QCOMPARE(*both.eventTypes, QStringList{u"n"_s});
        }
    }
    void whatIsNotKnownIsKept()
    {
        const auto type = readOk<EventTypeOut>(
            R"({"name":"a.b","newer":{"n":1.10},"description":"d","createdAt":)"
            R"("2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","flag":null})");
        QCOMPARE(type.unknown.size(), 2);
        EventTypeUpdate body;
        body.description = type.description;
        body.unknown = type.unknown;
        const QByteArray written = writeJson(body, Dialect::cloud());
        QVERIFY2(written.endsWith(R"("newer":{"n":1.10},"flag":null})"), written.constData());
        // A few only: a hostile server sends a million.
        QByteArray many = R"({"name":"a.b","createdAt":"2026-01-01T00:00:00Z")";
        for (int i = 0; i < 1000; ++i) {
            many += ",\"x" + QByteArray::number(i) + "\":1";
        }
        QCOMPARE(readOk<EventTypeOut>(many + R"(,"description":"d"})").unknown.size(), mostUnknown);
    }
    void writesTheSafeForm()
    {
        EndpointIn in;
        in.url = u"https://x.example"_s;
        in.eventTypes = QStringList{u"a"_s};
        in.throttleRate = 5;
        in.version = 1;
        in.headers = QMap<QString, QString>{{u"X"_s, u"1"_s}};
        const QByteArray unknown = writeJson(in, Dialect());
        QVERIFY(unknown.contains("\"filterTypes\":[\"a\"]"));
        QVERIFY(!unknown.contains("eventTypes")); // both together are a duplicate field
        QVERIFY(unknown.contains("\"throttleRate\":5") && unknown.contains("\"rateLimit\":5"));
        QVERIFY(!unknown.contains("headers"));
        const QByteArray newer = writeJson(in, Dialect::openSource());
        QVERIFY(newer.contains("\"eventTypes\":[\"a\"]") && !newer.contains("filterTypes"));
        const QByteArray cloud = writeJson(in, Dialect::cloud());
        QVERIFY(cloud.contains("\"headers\":{\"X\":\"1\"}") && !cloud.contains("rateLimit"));
        QVERIFY(!cloud.contains("version"));
    }
    void patchKnowsThreeStates()
    {
        EndpointPatch patch;
        QCOMPARE(writeJson(patch, Dialect::openSource()), QByteArray("{}"));
        patch.uid.setNull();
        patch.disabled = true;
        QCOMPARE(writeJson(patch, Dialect::openSource()),
                 QByteArray(R"({"uid":null,"disabled":true})"));
        const auto back = readOk<EndpointPatch>(R"({"uid":null,"disabled":true})");
        QVERIFY(back.uid.isNull() && back.disabled.value() && back.url.isAbsent());
    }
    void payloadIsKeptAsItCame()
    {
        const QByteArray payload =
            R"({"b":1.10, "a":12345678901234567890,"a":1e400,"c":"\u00e9\ud83d\ude00"})";
        const auto message = readOk<MessageOut>(
            R"({"id":"msg_1","eventType":"t","timestamp":"2026-01-01T00:00:00Z","payload":)" +
            payload + "}");
        QCOMPARE(message.payload.text, payload);
        MessageIn in;
        in.eventType = u"t"_s;
        in.payload.text = payload;
        QVERIFY(writeJson(in, Dialect()).contains(payload));
    }
    void namesTheWrongField()
    {
        QCOMPARE(problemOf<MessageOut>(R"({"id":1,"eventType":"t","timestamp":""})"),
                 u"id: expected a string"_s);
        QCOMPARE(
            problemOf<Page<MessageOut>>(
                R"({"data":[{"id":"m","eventType":"t","timestamp":"x"},{"id":"m","eventType":[],"timestamp":"x"}],"done":true})"),
            u"data[1].eventType: expected a string"_s);
        QCOMPARE(problemOf<Page<MessageOut>>(R"({"data":[]})"), u"done: missing field `done`"_s);
        QCOMPARE(problemOf<ApplicationOut>(
                     R"({"id":"a","name":"n","createdAt":"x","throttleRate":99999999999})"),
                 u"throttleRate: expected a smaller number"_s);
    }
    void refusesWhatIsNoDocument_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json :
             {"", " ", "null", "[]", "{", "{\"data\":[]", "{\"data\":[],\"done\":true",
              "{\"data\":[],\"done\":tru}", "{\"data\":[],\"done\":true}{}",
              "{\"data\":[],\"done\":true} x", "{\"data\":[{]},\"done\":true}", "<html>",
              "\"text\"", "{\"data\":[]\"done\":true}"}) {
            QTest::newRow(json) << QByteArray(json);
        }
        QTest::newRow("invalid UTF-8")
            << QByteArray("{\"data\":[],\"done\":true,\"iterator\":\"\xff\"}");
        QTest::newRow("lone surrogate")
            << QByteArray("{\"data\":[],\"done\":true,\"iterator\":\"\\ud800\"}");
        QTest::newRow("nested") << QByteArray("{\"data\":") + QByteArray(100000, '[');
    }
    void refusesWhatIsNoDocument()
    {
        QFETCH(QByteArray, json);
        QVERIFY(std::holds_alternative<ReadProblem>(readJson<Page<MessageOut>>(json)));
    }
    void survivesTheUnexpected()
    {
        const auto app = readOk<ApplicationOut>(
            R"({"new":{"deep":[1,2,{"x":null}]},"id":"app_1","name":null,"uid":null,"metadata":null,"createdAt":"not a time","throttleRate":null})");
        QCOMPARE(app.name, QString());
        QVERIFY(!app.uid);
        QCOMPARE(app.createdAt.toText(), u"not a time"_s);
        const auto attempt = readOk<AttemptOut>(
            R"({"id":"a","msgId":"m","endpointId":"e","responseStatusCode":0,"status":17,"timestamp":"2026-01-01T00:00:00Z"})");
        QCOMPARE(int(attempt.status), 17);
    }
    void queries()
    {
        ListMessagesQuery query;
        query.limit = 250;
        query.eventTypes = QStringList{u"a.b"_s, u"c"_s};
        query.before = Timestamp::fromText("2026-11-23T19:33:11+05:30");
        query.tag = u"t"_s;
        query.channel = u"a+b"_s;
        QCOMPARE(writeQuery(query, Dialect::openSource()).query(QUrl::FullyEncoded),
                 u"limit=250&event_types=a.b%2Cc&channel=a%2Bb&before=2026-11-23T14%3A03%3A11Z"_s);
        QVERIFY(writeQuery(query, Dialect::cloud()).hasQueryItem(u"tag"_s));
        auto back = readQuery<ListMessagesQuery>(writeQuery(query, Dialect::openSource()));
        QCOMPARE(*std::get<ListMessagesQuery>(back).eventTypes, *query.eventTypes);
        QCOMPARE(*std::get<ListMessagesQuery>(back).channel, u"a+b"_s);
        auto bad = readQuery<ListMessagesQuery>(QUrlQuery(u"limit=x"_s));
        QCOMPARE(std::get<ReadProblem>(bad).path, QStringList{u"limit"_s});
    }
    void answersLikeAServer()
    {
        EndpointOut endpoint;
        endpoint.id = u"ep_1"_s;
        const QByteArray oss = writeJson(endpoint, Dialect::answering(ServerKind::OpenSource));
        for (const char *part :
             {"\"uid\":null", "\"throttleRate\":null", "\"rateLimit\":null", "\"eventTypes\":null",
              "\"filterTypes\":null", "\"channels\":null"}) {
            QVERIFY2(oss.contains(part), part);
        }
        const QByteArray app =
            writeJson(ApplicationOut(), Dialect::answering(ServerKind::OpenSource));
        QVERIFY(app.contains("\"throttleRate\":null") && !app.contains("rateLimit") &&
                !app.contains("uid"));
        const QByteArray cloud = writeJson(endpoint, Dialect::answering(ServerKind::Cloud));
        QVERIFY(!cloud.contains("filterTypes") && !cloud.contains("rateLimit"));
    }
    void table()
    {
        QCOMPARE(allOperations.size(), std::size_t(59));
        QSet<QString> names;
        int core = 0;
        for (const Operation *operation : allOperations) {
            names.insert(operation->name());
            core += !operation->is(Extra);
            QVERIFY(operation->verb != Verb::Get || !operation->hasBody);
            QVERIFY2(operation->isSafe() == (operation->verb == Verb::Get) ||
                         operation->name() == u"endpoint.simulateTransformation"_s,
                     operation->id);
        }
        QCOMPARE(names.size(), 59);
        QCOMPARE(core, 52);
        QCOMPARE(findOperation(u"endpoint.rotateEndpointSecret"),
                 static_cast<const Operation *>(&op::rotateEndpointSecret));
        QVERIFY(!findOperation(u"endpoint.nothing"));
    }
    void paths_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("path"); // empty: refused
        QTest::newRow("id") << u"app_1"_s << QByteArray("/api/v1/app/app_1");
        QTest::newRow("slash") << u"a/b"_s << QByteArray("/api/v1/app/a%2Fb");
        QTest::newRow("encoded slash") << u"%2F"_s << QByteArray("/api/v1/app/%252F");
        QTest::newRow("query") << u"a?b#c;d"_s << QByteArray("/api/v1/app/a%3Fb%23c%3Bd");
        QTest::newRow("emoji") << u"\U0001F600"_s << QByteArray("/api/v1/app/%F0%9F%98%80");
        QTest::newRow("dots inside") << u"a..b"_s << QByteArray("/api/v1/app/a..b");
        QTest::newRow("dot") << u"."_s << QByteArray();
        QTest::newRow("dot dot") << u".."_s << QByteArray();
        QTest::newRow("empty") << QString() << QByteArray();
        QTest::newRow("256") << QString(256, u'x') << "/api/v1/app/" + QByteArray(256, 'x');
        QTest::newRow("257") << QString(257, u'x') << QByteArray();
    }
    void paths()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, path);
        const auto result = fillPath(op::getApplication, {id});
        if (path.isEmpty()) {
            QVERIFY(!result.ok());
            QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
            QVERIFY(!result.error().detail.isEmpty());
        } else {
            QVERIFY(result.ok());
            QCOMPARE(*result, path);
            // Qt must keep it as it is on the wire.
            QCOMPARE(QUrl::fromEncoded("http://h" + path).path(QUrl::FullyEncoded).toLatin1(),
                     path);
        }
    }
};

SVIX_TEST_MAIN(TestCodec)
#include "tst_codec.moc"
