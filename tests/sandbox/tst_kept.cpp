// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/objectjson.h"
#include "sandbox/persist/recorder.h"
#include "sandbox/sandboxcalls.h"
#include "sandbox/seed/demopayloads.h"
#include "support/testmain.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

/// Gives every member that savedmembers.h lists a value of its own, unlike the default.
class Filler
{
public:
    void fill(QString &value) { value = u"text %1 \"é\n"_s.arg(++m_last); }
    void fill(bool &value) { value = true; }
    void fill(int &value) { value = ++m_last; }
    void fill(Timestamp &value) { value = Timestamp(1700000000000000 + 1000003LL * ++m_last); }
    void fill(RawJson &value)
    {
        value.text = R"({"b":1.10,"a":1,"a":)" + QByteArray::number(++m_last) + '}';
    }
    void fill(QMap<QString, QString> &value)
    {
        value = {{u"key %1"_s.arg(++m_last), u"value"_s}, {u"other"_s, QString()}};
    }
    template <typename T>
    void fill(std::optional<T> &value)
    {
        fill(value.emplace());
    }
    template <typename T>
    void fill(QList<T> &value)
    {
        fill(value.emplaceBack());
        fill(value.emplaceBack());
    }
    template <typename T>
    void fill(std::map<QString, T> &value)
    {
        for (int i = 0; i < 2; ++i) {
            fill(value[u"object %1"_s.arg(++m_last)]);
        }
    }
    template <typename T>
    requires Saved<T>::listed void fill(T &value)
    {
        forEachMember<T>([&](const char *, auto pointer) { fill(value.*pointer); });
    }

private:
    int m_last = 0;
};

/// Every member of both is the same, maps of objects included.
template <typename T>
QString difference(const T &a, const T &b)
{
    QString found;
    forEachMember<T>([&](const char *name, auto pointer) {
        using M = std::decay_t<decltype(a.*pointer)>;
        bool same = true;
        if constexpr (IsCollection<M>::value) {
            same = std::equal((a.*pointer).begin(), (a.*pointer).end(), (b.*pointer).begin(),
                              (b.*pointer).end(), [](const auto &x, const auto &y) {
                                  return x.first == y.first && sameMembers(x.second, y.second);
                              });
        } else {
            same = sameMembers(a.*pointer, b.*pointer);
        }
        if (!same) {
            found = QLatin1String(name);
        }
    });
    return found;
}

struct Three
{
    QString a;
    std::optional<QStringList> b;
    std::map<QString, int> c;
};

/// A sandbox's memory and the folder that it is kept in.
struct Sandbox
{
    explicit Sandbox(const QString &dir)
    {
        const auto opened = database.open(dir);
        const auto loaded = opened ? recorder.load() : opened;
        problem = loaded ? QString() : loaded.error().detail;
    }
    Store store{1};
    Tokens tokens{organisation, {}};
    Idempotency idempotency;
    Clock clock;
    Database database;
    Recorder recorder{database, {store, tokens, idempotency, clock}};
    QString problem;

    static inline const QString organisation = u"org_23rb8YdGqMT0qIzpgGwdXfHirMu"_s;
    Environment &environment() { return store.environment(organisation); }
};

} // namespace

/// What is kept in a folder comes back as it was, member by member and row by row.
class TestKept : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void membersAreCounted();
    void everyMemberComesBack();
    void everyRowComesBack();
    void changesReplaceWhatWasKept();
    void erasingGoesOnAfterAnError();
    void newStartsMakeNewKeys();
    void unfinishedTasksHaveFailed();
    void revocationsOfWhatIsOverGo();
    void answersAreKeptOnce();
};

void TestKept::membersAreCounted()
{
    QCOMPARE(memberCount<Three>, 3U);
    QCOMPARE(memberCount<Endpoint::OldKey>, 2U);
    QCOMPARE(memberCount<ApplicationOut>, 8U);
}

void TestKept::everyMemberComesBack()
{
    const QTemporaryDir dir;
    Filler filler;
    EnvironmentObjects objects;
    filler.fill(objects);
    Application application;
    filler.fill(application);
    Endpoint endpoint;
    filler.fill(endpoint);
    QByteArray secret;
    QString id;
    {
        Sandbox sandbox(dir.filePath(u"data"_s));
        QCOMPARE(sandbox.problem, QString());
        secret = sandbox.tokens.secret();
        static_cast<EnvironmentObjects &>(sandbox.environment()) = objects;
        ApplicationOut out = application.out;
        const auto added = sandbox.environment().addApplication(out);
        id = added->out.id;
        application.out.id = id;
        forEachMember<Application>(
            [&](const char *, auto pointer) { (*added).*pointer = application.*pointer; });
        Endpoint &made = sandbox.environment().addEndpoint(*added, endpoint.out);
        endpoint.out.id = made.out.id;
        endpoint.number = 0;
        made = endpoint;
        sandbox.tokens.sessions().revokeToken(
            7, Timestamp(Timestamp::now().microseconds() + 60'000'000));
        sandbox.tokens.sessions().revokeSession(id, u"session"_s, Timestamp(5));
        sandbox.idempotency.keep("slot", {200, {{"a", "b"}}, "body", false});
        sandbox.idempotency.keep("gone", {200, {}, "body", false});
        sandbox.idempotency.forget("gone");
        QVERIFY(sandbox.recorder.saveAll());
    }
    Sandbox again(dir.filePath(u"data"_s));
    QCOMPARE(again.problem, QString());
    QCOMPARE(again.tokens.secret(), secret);
    QCOMPARE(difference<EnvironmentObjects>(again.environment(), objects), QString());
    const auto found = again.environment().findApplication(*application.out.uid);
    QVERIFY(found);
    QCOMPARE(difference(*found, application), QString());
    QCOMPARE(found->endpoints.size(), 1U);
    QCOMPARE(difference(*found->endpoints[0], endpoint), QString());
    QCOMPARE(found->organisation, Sandbox::organisation);
    const PortalSessions &sessions = again.tokens.sessions();
    QCOMPARE(sessions.size(), 2);
    QVERIFY(sessions.isRevoked(id, {}, 7, Timestamp(1)));
    QVERIFY(!sessions.isRevoked(id, {}, 8, Timestamp(9)));
    QVERIFY(sessions.isRevoked(id, u"session"_s, 8, Timestamp(9)));
    QVERIFY(!sessions.isRevoked(id, u"session"_s, 8, Timestamp(4)));
    const HttpAnswer *kept = again.idempotency.find("slot");
    QVERIFY(kept && kept->status == 200 && kept->body == "body");
    QCOMPARE(kept->headers, (HeaderList{{"a", "b"}}));
    QVERIFY(!again.idempotency.find("gone"));
}

void TestKept::everyRowComesBack()
{
    const QTemporaryDir dir;
    constexpr quint32 count = 500; // some blocks, the last one in part
    QRandomGenerator random(1);
    const QByteArray raw("\xff\x00 no text", 10);
    std::vector<QString> ids;
    {
        Sandbox sandbox(dir.filePath(u"data"_s));
        const auto application = sandbox.environment().addApplication({});
        for (int i = 0; i < 2; ++i) {
            EndpointOut out;
            out.url = u"https://a.example/"_s;
            sandbox.environment().addEndpoint(*application, out);
        }
        MessageLog &log = application->log;
        log.setPayloadSource(std::make_shared<DemoPayloads>(u"acme"_s, 7));
        log.setEventNumberBase(7);
        for (quint32 row = 0; row < count; ++row) {
            MessageDraft message;
            message.time = Timestamp(1700000000000000 + row * 10000LL);
            message.eventType = u"type.%1"_s.arg(row % 7);
            message.retentionDays = 30 + static_cast<int>(row % 5);
            message.numberedEvent = row % 4 == 0;
            if (row % 4 == 1) {
                message.eventId = u"event-%1"_s.arg(row);
            }
            if (row % 3 != 0) {
                message.payload = row % 3 == 1 ? raw : QByteArray::number(row);
            }
            if (row % 2 == 0) {
                message.channels = QStringList{u"b"_s, u"a"_s};
            }
            ids.push_back(log.messageId(log.appendMessage(message, random)));
            if (row % 10 == 0) {
                MessageExtra extra;
                extra.tags = QStringList{u"tag"_s, u"of %1"_s.arg(row)};
                extra.deliverAt = Timestamp(1800000000000000 + row);
                extra.erase = Timestamp(1900000000000000 + row);
                application->extras.add(row, extra);
                log.setTransformationsParams(row, QByteArray::number(row));
            }
            AttemptDraft attempt;
            attempt.time = message.time;
            attempt.message = row / 2;
            attempt.endpoint = static_cast<int>(row % 2);
            attempt.statusCode = row % 3 == 0 ? 200 : 503;
            attempt.success = row % 3 == 0;
            attempt.manual = row % 5 == 0;
            attempt.canceled = row % 6 == 0;
            attempt.durationMs = row;
            attempt.url = u"https://a.example/"_s;
            attempt.response = row % 50 == 0 ? QString(300, u'x') + QString::number(row) : u"ok"_s;
            log.appendAttempt(attempt, random);
        }
        QVERIFY(sandbox.recorder.saveAll());
        QCOMPARE(log.message(1).payload, MessageLog::storedPayload); // out of the memory
        QCOMPARE(log.payload(1, 0), raw);
        // A second part, and changes of what is there.
        log.expungePayload(4);
        log.expungePayload(20);
        application->extras.markSent(30);
        log.noteExtra(30);
        log.expungeResponse(50);
        log.setNextAttempt(9, 1, Timestamp(1800000000000000));
        log.setNextAttempt(8, 1, Timestamp(1800000000000000));
        log.setNextAttempt(8, 1, std::nullopt);
        const quint64 gone = log.plan({1, 1, 1, false, Timestamp(1)});
        log.plan({9, 1, 2, true, Timestamp(1800000000000000)});
        log.forgetPlan(gone);
        QVERIFY(sandbox.recorder.saveAll());
    }
    Sandbox again(dir.filePath(u"data"_s));
    QCOMPARE(again.problem, QString());
    Application &application = *again.environment().applications().begin()->second;
    MessageLog &log = application.log;
    QCOMPARE(log.messageCount(), count);
    QCOMPARE(log.attemptCount(), count);
    for (quint32 row = 0; row < count; ++row) {
        QCOMPARE(log.messageId(row), ids[row]);
        QCOMPARE(log.findMessage(ids[row]), row);
        QCOMPARE(log.text(log.message(row).type), u"type.%1"_s.arg(row % 7));
        QCOMPARE(log.message(row).retentionDays, 30 + row % 5);
        QCOMPARE(log.eventId(row).value_or(QString()), row % 4 == 0   ? u"evt-%1"_s.arg(7 + row)
                                                       : row % 4 == 1 ? u"event-%1"_s.arg(row)
                                                                      : QString());
        const QByteArray payload = row == 4 || row == 20 ? QByteArray()
                                   : row % 3 == 0
                                       ? DemoPayloads(u"acme"_s, 7)
                                             .payload(u"type.%1"_s.arg(row % 7), row,
                                                      millisecondsOfId(log.message(row).id))
                                   : row % 3 == 1 ? raw
                                                  : QByteArray::number(row);
        QCOMPARE(log.payload(row, 0), payload);
        QCOMPARE(log.channels(row), row % 2 == 0 ? QStringList({u"a"_s, u"b"_s}) : QStringList());
        const AttemptRow &attempt = log.attempt(row);
        QCOMPARE(attempt.message, row / 2);
        QCOMPARE(attempt.endpoint, row % 2);
        QCOMPARE(attempt.success, row % 3 == 0);
        QCOMPARE(attempt.statusCode, row % 3 == 0 ? 200 : 503);
        QCOMPARE(attempt.manual, row % 5 == 0);
        QCOMPARE(attempt.canceled, row % 6 == 0);
        QCOMPARE(attempt.durationMs, row);
        QCOMPARE(attempt.expunged, row == 50);
        QCOMPARE(log.text(attempt.response), row == 50 ? QString()
                                             : row % 50 == 0
                                                 ? QString(300, u'x') + QString::number(row)
                                                 : u"ok"_s);
        QCOMPARE(log.lastAttemptAt(row / 2, static_cast<int>(row % 2)), row);
    }
    QCOMPARE(application.extras.all().size(), 50U);
    QCOMPARE(application.extras.ofTag(u"tag"_s).size(), 50U);
    for (const auto &[row, extra] : application.extras.all()) {
        QCOMPARE(extra.tags, QStringList({u"tag"_s, u"of %1"_s.arg(row)}));
        QCOMPARE(extra.deliverAt->microseconds(), 1800000000000000 + row);
        QCOMPARE(extra.erase->microseconds(), 1900000000000000 + row);
        QCOMPARE(extra.sent, row == 30);
        QCOMPARE(log.transformationsParams(row),
                 row == 20 ? QByteArray() : QByteArray::number(row));
    }
    QCOMPARE(log.ofTypeInChannel(u"type.1"_s, u"a"_s)->size(), 36U);
    QVERIFY(log.hasEventId(u"event-5"_s) && log.hasEventId(u"evt-11"_s));
    QCOMPARE(log.nextAttempts().size(), 1U);
    QCOMPARE(log.nextAttempt(9, 1)->microseconds(), 1800000000000000);
    QCOMPARE(log.plans().size(), 1U);
    const PlannedTry &planned = log.plans().begin()->second;
    QVERIFY(planned.message == 9 && planned.endpoint == 1 && planned.tries == 2 && planned.manual);
    QCOMPARE(planned.due.microseconds(), 1800000000000000);
    // Retention runs on: of 30 to 34 days the first are over, by hours and by days all.
    application.forgetPayloads(Timestamp(1700000000000000 + 31LL * 24 * 3600 * 1000 * 1000));
    QVERIFY(log.payload(25, 0).isEmpty());
    QVERIFY(!log.payload(26, 0).isEmpty());
    application.forgetPayloads(Timestamp(1900000000000040));
    QVERIFY(log.payload(30, 0).isEmpty());
}

void TestKept::changesReplaceWhatWasKept()
{
    const QTemporaryDir dir;
    QString id;
    {
        Sandbox sandbox(dir.filePath(u"data"_s));
        ApplicationOut out;
        out.name = u"First"_s;
        id = sandbox.environment().addApplication(out)->out.id;
        out.name = u"Second"_s;
        const auto gone = sandbox.environment().addApplication(out);
        sandbox.environment().addEndpoint(*gone, {});
        QRandomGenerator random(1);
        MessageDraft message;
        message.payload = "{}";
        gone->log.appendMessage(message, random);
        sandbox.environment().eventTypes[u"a"_s].name = u"a"_s;
        sandbox.environment().eventTypes[u"b"_s].name = u"b"_s;
        QVERIFY(sandbox.recorder.saveAll());
        sandbox.environment().findApplication(id)->out.name = u"Changed"_s;
        sandbox.environment().removeApplication(gone->out.id);
        sandbox.environment().eventTypes.erase(u"a"_s);
        sandbox.environment().eventTypes[u"b"_s].archived = true;
        QVERIFY(sandbox.recorder.saveAll());
    }
    {
        Sandbox again(dir.filePath(u"data"_s));
        QCOMPARE(again.problem, QString());
        QCOMPARE(again.environment().applications().size(), 1U);
        QCOMPARE(again.environment().findApplication(id)->out.name, u"Changed"_s);
        QCOMPARE(again.environment().eventTypes.size(), 1U);
        QVERIFY(again.environment().eventTypes[u"b"_s].archived);
        // What is left of the deleted application goes in the background.
        const auto rows = [&] {
            int count = -1;
            again.database.select("SELECT (SELECT count(*) FROM payloads) + (SELECT count(*) FROM "
                                  "messages) + (SELECT count(*) FROM logs WHERE number = 2)",
                                  {}, [&](const QSqlQuery &query) {
                                      count = query.value(0).toInt();
                                      return false;
                                  });
            return count;
        };
        QTRY_COMPARE(rows(), 0);
    }
}

// A large log goes in several steps. One that fails takes nothing, and is tried again.
void TestKept::erasingGoesOnAfterAnError()
{
    const QTemporaryDir dir;
    Sandbox sandbox(dir.filePath(u"data"_s));
    QCOMPARE(sandbox.problem, QString());
    const auto application = sandbox.environment().addApplication({});
    sandbox.environment().addEndpoint(*application, {});
    QRandomGenerator random(1);
    for (int i = 0; i < 20; ++i) {
        MessageDraft message;
        message.payload = QByteArray(1024 * 1024, 'x');
        const quint32 row = application->log.appendMessage(message, random);
        application->log.setNextAttempt(row, 0, Timestamp(1800000000000000));
    }
    QVERIFY(sandbox.recorder.saveAll());
    const auto rows = [&](const char *sql) {
        int count = -1;
        sandbox.database.select(sql, {}, [&](const QSqlQuery &query) {
            count = query.value(0).toInt();
            return false;
        });
        return count;
    };
    const auto payloads = [&] { return rows("SELECT count(*) FROM payloads"); };
    const auto all = [&] {
        return rows("SELECT (SELECT count(*) FROM payloads) + (SELECT count(*) FROM messages) + "
                    "(SELECT count(*) FROM next) + (SELECT count(*) FROM logs)");
    };
    QVERIFY(sandbox.database.run("CREATE TRIGGER broken BEFORE DELETE ON payloads WHEN "
                                 "(SELECT count(*) FROM payloads) <= 12 BEGIN "
                                 "SELECT RAISE(ABORT, 'broken'); END"));
    sandbox.environment().removeApplication(application->out.id);
    QVERIFY(sandbox.recorder.saveAll());
    int least = payloads();
    QCOMPARE(least, 20);
    QTRY_COMPARE((least = std::min(least, payloads())), 12); // the first step: 8 MiB of 20
    QCOMPARE(rows("SELECT count(*) FROM next"), 20);
    QCOMPARE(rows("SELECT count(*) FROM logs"), 1);
    QVERIFY(sandbox.database.run("DROP TRIGGER broken"));
    QTRY_COMPARE(all(), 0);
}

void TestKept::newStartsMakeNewKeys()
{
    const QTemporaryDir dir;
    QSet<QString> keys;
    for (int start = 0; start < 3; ++start) {
        Sandbox sandbox(dir.filePath(u"data"_s));
        const QString key = sandbox.environment().makeKey();
        QVERIFY(!keys.contains(key));
        keys.insert(key);
        QVERIFY(sandbox.recorder.saveAll());
    }
}

void TestKept::unfinishedTasksHaveFailed()
{
    const QTemporaryDir dir;
    QString id;
    {
        Sandbox sandbox(dir.filePath(u"data"_s));
        BackgroundTaskOut task;
        const Timestamp now = Timestamp::now();
        task.updatedAt = now;
        task.id = id = makeId(prefixOf(IdKind::Task), now, sandbox.environment().random());
        task.status = u"running"_s;
        task.task = u"endpoint.replay"_s;
        task.data.text = "{}";
        sandbox.environment().tasks[id] = task;
        QVERIFY(sandbox.recorder.saveAll());
    }
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
    options.like = ServerKind::Cloud;
    options.dataDir = dir.filePath(u"data"_s);
    SandboxThread sandbox(options);
    const WireAnswer answer =
        call(sandbox.port(), "GET", "/api/v1/background-task/" + id.toLatin1(), sandbox.token());
    QCOMPARE(answer.status, 200);
    QCOMPARE(jsonOf(answer)[u"status"_s].toString(), u"failed"_s);
}

void TestKept::revocationsOfWhatIsOverGo()
{
    const QTemporaryDir dir;
    const Timestamp now = Timestamp::now();
    const auto onDisk = [](Sandbox &sandbox) {
        QByteArray text;
        sandbox.database.select("SELECT value FROM meta WHERE name = 'revocations'", {},
                                [&](const QSqlQuery &query) {
                                    text = query.value(0).toByteArray();
                                    return false;
                                });
        return text;
    };
    {
        Sandbox sandbox(dir.filePath(u"data"_s));
        sandbox.tokens.sessions().revokeToken(1111, Timestamp(now.microseconds() - 1));
        sandbox.tokens.sessions().revokeToken(2222, Timestamp(now.microseconds() + 60'000'000));
        sandbox.tokens.sessions().restore({u"app_1"_s, u"s"_s, u"3333"_s, Timestamp(1)});
        QVERIFY(sandbox.recorder.saveAll());
        QVERIFY(onDisk(sandbox).contains("1111") && onDisk(sandbox).contains("3333"));
    }
    Sandbox again(dir.filePath(u"data"_s));
    QCOMPARE(again.problem, QString());
    QCOMPARE(again.tokens.sessions().size(), 1);
    QVERIFY(again.recorder.saveAll());
    QVERIFY(!onDisk(again).contains("1111") && !onDisk(again).contains("3333"));
    QVERIFY(onDisk(again).contains("2222"));
}

void TestKept::answersAreKeptOnce()
{
    Idempotency answers;
    const auto answer = [](const QByteArray &body) { return HttpAnswer{200, {}, body, false}; };
    answers.restore("slot", answer("old"), 1); // long over
    QVERIFY(!answers.find("slot"));
    constexpr int others = 19999; // as many as it keeps, less one
    for (int i = 0; i < others; ++i) {
        answers.keep(QByteArray::number(i), answer("other"));
    }
    answers.keep("slot", answer("new"));
    int count = 0;
    answers.forEach([&](const QByteArray &slot, const auto &) { count += slot == "slot" ? 1 : 0; });
    QCOMPARE(count, 1);
    // Room is made by the oldest one, which it is no more.
    answers.keep("another", answer("other"));
    QVERIFY(answers.find("slot") && answers.find("slot")->body == "new");
    QVERIFY(!answers.find("0"));
    QVERIFY(answers.find("1"));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestKept)
#include "tst_kept.moc"
