// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What lies between the window and the client and needs no server: words, bulk acts, drafts,
// timers.
#include "api/curl.h"
#include "api/operations.h"
#include "app/auditlog.h"
#include "app/autorefresh.h"
#include "app/bulkjob.h"
#include "app/draftstore.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace svix;

namespace {

constexpr ErrorKind lastKind = ErrorKind::Keychain;

QList<BulkItem> items(int count)
{
    QList<BulkItem> list;
    for (int i = 0; i < count; ++i) {
        list.append({QString::number(i), u"item %1"_s.arg(i)});
    }
    return list;
}

ActivityEntry write()
{
    ActivityEntry entry;
    entry.state = ActivityEntry::State::Done;
    entry.operation = &op::createMessage;
    entry.object = u"app_1"_s;
    entry.started = QDateTime::currentDateTimeUtc();
    entry.url = QUrl(u"https://api.eu.svix.com/api/v1/app/app_1/msg"_s);
    entry.status = 202;
    entry.idempotencyKey = u"console_1"_s;
    entry.body = "{\"eventType\":\"it's\",\"payload\":{\"private\":\"data\"}}";
    return entry;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestApp : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyErrorHasWords_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("outcome");
        for (int kind = 1; kind <= int(lastKind); ++kind) {
            for (int outcome = 0; outcome <= int(Outcome::Unknown); ++outcome) {
                QTest::addRow("%d/%d", kind, outcome) << kind << outcome;
            }
        }
    }

    void everyErrorHasWords()
    {
        QFETCH(int, kind);
        QFETCH(int, outcome);
        Error error;
        error.kind = ErrorKind(kind);
        error.outcome = Outcome(outcome);
        error.operation = u"message.createMessage"_s;
        error.status = 400;
        error.detail = u"what the server said"_s;
        error.requestId = u"4711"_s;
        error.host = u"example.org:1234"_s;
        const ErrorWords words = ErrorReporter::describe(error);
        QVERIFY(words.title.endsWith(u'.'));
        QVERIFY(!words.text.isEmpty());
        QVERIFY(words.text.contains(error.detail));
        QVERIFY(words.details.contains(u"4711"_s));
        // A write says what became of it, in each case.
        const char *said = outcome == int(Outcome::Unknown) ? "may have been carried out"
                           : outcome == int(Outcome::Done)  ? "carried it out"
                                                            : "Nothing was changed";
        QVERIFY2(words.text.contains(QLatin1String(said)), qPrintable(words.text));
        if (error.outcome == Outcome::Unknown) {
            QVERIFY(words.actions.contains(ErrorAction::Refresh));
            QVERIFY(!words.actions.contains(ErrorAction::Retry));
            QVERIFY(!words.actions.contains(ErrorAction::TryAgainSameKey));
            error.idempotencyKey = u"console_k"_s;
            const ErrorWords keyed = ErrorReporter::describe(error, u"The message was not sent."_s);
            QCOMPARE(keyed.actions.first(), ErrorAction::TryAgainSameKey);
            // Whatever was tried: that nobody knows is said first.
            QVERIFY(keyed.title.contains(u"not known"_s));
        }
        for (const QString &word : {u"please"_s, u"oops"_s, u"successfully"_s}) {
            QVERIFY(!words.text.contains(word, Qt::CaseInsensitive));
        }
        error.operation = u"message.listMessages"_s;
        error.outcome = Outcome::NotDone;
        QVERIFY(!ErrorReporter::describe(error).text.contains(u"Nothing was changed"_s));
    }

    void noErrorNoWords()
    {
        QVERIFY(ErrorReporter::describe(Error()).title.isEmpty());
        QVERIFY(ErrorReporter::describe(Error()).text.isEmpty());
    }

    void case60_bulk()
    {
        // 500 objects, the 137th fails, canceled when 200 have ended.
        QList<BulkItem> tried;
        BulkJob job(items(500), [&](const BulkItem &item) {
            tried.append(item);
            return QtFuture::makeReadyFuture(
                item.key == u"136"_s ? Result<Nothing>(makeError(ErrorKind::ServerError, u"down"_s))
                                     : Result<Nothing>(Nothing()));
        });
        QSignalSpy finished(&job, &BulkJob::finished);
        connect(&job, &BulkJob::progress, &job, [&](int ended) {
            if (ended == 200) {
                job.cancel();
            }
        });
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        const BulkSummary first = job.summary();
        QCOMPARE(first.failed.size(), 1);
        QCOMPARE(first.failed.first().item.key, u"136"_s);
        QCOMPARE(first.done.size() + first.failed.size() + first.notTried.size(), 500);
        QVERIFY(first.notTried.size() >= 298);
        QCOMPARE(tried.size(), 500 - first.notTried.size());
        QVERIFY(first.text().contains(u"1 failed"_s));
        QVERIFY(first.text().contains(u"not tried"_s));
    }

    void bulkStopsWhereGoingOnIsInVain_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("stops");
        QTest::newRow("token") << int(ErrorKind::Unauthorized) << true;
        QTest::newRow("read-only") << int(ErrorKind::ReadOnly) << true;
        QTest::newRow("network") << int(ErrorKind::Unreachable) << true;
        QTest::newRow("gone") << int(ErrorKind::NotFound) << false;
        QTest::newRow("server") << int(ErrorKind::ServerError) << false;
    }

    void bulkStopsWhereGoingOnIsInVain()
    {
        QFETCH(int, kind);
        QFETCH(bool, stops);
        int tried = 0;
        BulkJob job(items(20), [&](const BulkItem &) {
            ++tried;
            return QtFuture::makeReadyFuture(Result<Nothing>(makeError(ErrorKind(kind), {})));
        });
        QSignalSpy finished(&job, &BulkJob::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(tried < 20, stops);
        QCOMPARE(job.summary().failed.size() + job.summary().notTried.size(), 20);
    }

    void bulkKnowsTheUnknown()
    {
        BulkJob job(items(1), [](const BulkItem &) {
            Error error = makeError(ErrorKind::Timeout, {});
            error.outcome = Outcome::Unknown;
            return QtFuture::makeReadyFuture(Result<Nothing>(error));
        });
        QSignalSpy finished(&job, &BulkJob::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job.summary().unknown.size(), 1);
        QCOMPARE(job.summary().failed.size(), 0);
    }

    void draftKey()
    {
        DraftKey key;
        DraftContent draft;
        draft.eventType = u"a"_s;
        const QString first = key.keyFor(draft);
        Error unknown = makeError(ErrorKind::Timeout, {});
        unknown.outcome = Outcome::Unknown;
        key.ended(unknown);
        QCOMPARE(key.keyFor(draft), first); // Try again
        key.ended(unknown);
        draft.payload = "{}";
        const QString second = key.keyFor(draft);
        QVERIFY(second != first);
        key.ended({});
        QVERIFY(key.keyFor(draft) != second); // sent: the next one is another message
        key.ended(makeError(ErrorKind::Validation, {}));
    }

    /// Before the request leaves it is on the disk, and stays with the draft until it is known what
    /// became of it.
    void aTryIsKeptWithItsDraft()
    {
        QTemporaryDir dir;
        DraftContent draft;
        draft.eventType = u"invoice.paid"_s;
        draft.payload = "{\"n\":1}";
        DraftTry tried{u"console_1"_s, draft, QDateTime::currentDateTimeUtc(), u"mark"_s};
        tried.at.setTime(QTime(tried.at.time().hour(), 5, 7));
        DraftContent edited = draft;
        edited.payload = "{\"n\":2}";
        {
            DraftStore store(dir.path());
            QSignalSpy failed(&store, &DraftStore::failed);
            QVERIFY(!store.tried(u"p"_s, u"app"_s));
            store.saveTry(u"p"_s, u"app"_s, tried);
            QCOMPARE(DraftStore(dir.path()).tried(u"p"_s, u"app"_s), tried); // no second later
            QCOMPARE(failed.size(), 0);
            QCOMPARE(store.load(u"p"_s, u"app"_s), draft); // all that there is
            store.save(u"p"_s, u"app"_s, edited);
            QCOMPARE(store.tried(u"p"_s, u"app"_s), tried);
        }
        DraftStore store(dir.path());
        QCOMPARE(store.load(u"p"_s, u"app"_s), edited);
        QCOMPARE(store.tried(u"p"_s, u"app"_s), tried);
        store.saveTry(u"p"_s, u"other"_s, tried);
        store.forgetTry(u"p"_s, u"app"_s);
        store.forgetTry(u"p"_s, u"other"_s);
        QCOMPARE(store.load(u"p"_s, u"app"_s), edited);
        QVERIFY(!store.tried(u"p"_s, u"app"_s));
        QVERIFY(!store.load(u"p"_s, u"other"_s));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
        // What was tried of an erased payload goes as well.
        tried.content.sourceMessage = u"msg_1"_s;
        store.saveTry(u"p"_s, u"app"_s, tried);
        QCOMPARE(store.wipeMessage(u"p"_s, {u"msg_1"_s, {}, {}, {}}), 1);
        QVERIFY(!store.tried(u"p"_s, u"app"_s));
        QCOMPARE(store.load(u"p"_s, u"app"_s), edited); // which is no copy of it
        // It cannot be written: that is told.
        QFile file(dir.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        DraftStore nowhere(file.fileName());
        QSignalSpy failed(&nowhere, &DraftStore::failed);
        nowhere.saveTry(u"p"_s, u"app"_s, tried);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(nowhere.tried(u"p"_s, u"app"_s), tried); // and kept until it can be
        file.close();
        QVERIFY(QFile::remove(file.fileName()));
        QVERIFY(nowhere.flush().ok());
        QCOMPARE(DraftStore(file.fileName()).tried(u"p"_s, u"app"_s), tried);
    }

    /// Another token is put in the place of the one before; what names another server or
    /// organisation is another connection.
    void isStillTheSameConnection()
    {
        const auto jwt = [](const QByteArray &subject) {
            constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
            return QByteArray(R"({"alg":"HS256"})").toBase64(url) + '.' +
                   (R"({"sub":")" + subject + R"("})").toBase64(url) + ".c2ln";
        };
        Session session;
        Profile here;
        here.id = makeProfileId();
        here.url = QUrl(u"http://127.0.0.1:9"_s);
        session.connectTo(here, "first-token");
        quint64 chosen = session.generation();
        const QString mark = session.tokenMark(u"key"_s);
        session.connectTo(here, "second-token");
        QVERIFY(session.isStill(chosen));
        QVERIFY(session.tokenMark(u"key"_s) != mark);
        Profile elsewhere = here;
        elsewhere.url.setPort(1);
        session.connectTo(elsewhere, "second-token");
        QVERIFY(!session.isStill(chosen));
        chosen = session.generation();
        session.setProfile(here);
        QVERIFY(!session.isStill(chosen));
        session.connectTo(here, jwt("org_1"));
        chosen = session.generation();
        session.connectTo(here, jwt("org_2"));
        QVERIFY(!session.isStill(chosen));
        chosen = session.generation();
        session.disconnectNow();
        QVERIFY(!session.isStill(chosen));
    }

    void draftsSurviveAndAreWiped()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"data/drafts"_s);
        DraftContent draft;
        draft.eventType = u"invoice.paid"_s;
        draft.payload = "{\"half\": \xff typed";
        draft.channels = QStringList{u"a"_s};
        draft.retentionDays = 30;
        DraftContent copy;
        copy.payload = "{ \"b\": 1, \"a\": \"personal\" }";
        {
            DraftStore store(folder);
            store.save(u"p1"_s, u"../../evil"_s, draft);
            QCOMPARE(store.load(u"p1"_s, u"../../evil"_s), draft); // before it is written
            store.save(u"p2"_s, u"app"_s, copy);
        }
        DraftStore store(folder);
        QCOMPARE(store.load(u"p1"_s, u"../../evil"_s), draft);
        QVERIFY(!store.load(u"p2"_s, u"other"_s));
        const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 2);
        for (const QFileInfo &file : files) {
            const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup;
            QVERIFY(!(file.permissions() & others));
        }
        // The same payload in another spelling.
        QCOMPARE(store.wipeMessage(u"p"_s, {{}, {}, {}, "{\"a\":\"personal\",\"b\":1}"}), 1);
        QVERIFY(!store.load(u"p2"_s, u"app"_s));
        QCOMPARE(store.load(u"p1"_s, u"../../evil"_s), draft);
        draft.sourceMessage = u"msg_1"_s;
        store.save(u"p1"_s, u"../../evil"_s, draft);
        QCOMPARE(store.wipeMessage(u"p"_s, {u"msg_1"_s, {}, {}, "{}"}), 1);
        // One that nobody has loaded, known by its event id.
        draft.sourceMessage.clear();
        draft.eventId = u"evt-1"_s;
        store.save(u"p1"_s, u"y"_s, draft);
        QCOMPARE(store.wipeMessage(u"p1"_s, {u"msg_2"_s, {}, u"evt-2"_s, {}, u"y"_s}), 0);
        // Of another application or connection it is another event.
        QCOMPARE(store.wipeMessage(u"p1"_s, {u"msg_2"_s, {}, u"evt-1"_s, {}, u"x"_s}), 0);
        QCOMPARE(store.wipeMessage(u"p2"_s, {u"msg_2"_s, {}, u"evt-1"_s, {}, u"y"_s}), 0);
        QCOMPARE(store.wipeMessage(u"p1"_s, {u"msg_2"_s, {}, u"evt-1"_s, {}, u"y"_s}), 1);
        // What is left of a connection goes with it, written already or not.
        store.save(u"p3"_s, u"x"_s, draft);
        store.saveTry(u"p3"_s, u"y"_s, {u"key"_s, draft, QDateTime::currentDateTimeUtc()});
        store.save(u"p4"_s, u"x"_s, draft);
        QCOMPARE(store.removeOf(u"p3"_s), 2);
        QVERIFY(!store.load(u"p3"_s, u"x"_s) && !store.tried(u"p3"_s, u"y"_s));
        QCOMPARE(store.removeOf(u"p3"_s), 0);
        QCOMPARE(store.removeOf(u"p4"_s), 1);
        store.save(u"p1"_s, u"x"_s, {});
        QVERIFY(store.flush().ok());
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 0);
    }

    void case103_refreshPausesWhileNobodyLooks()
    {
        AutoRefresh refresh;
        QSignalSpy due(&refresh, &AutoRefresh::due);
        refresh.setInterval(60ms);
        QTRY_VERIFY(due.size() >= 2);
        refresh.setVisible(false);
        QVERIFY(refresh.isPaused());
        due.clear();
        QTest::qWait(300);
        QCOMPARE(due.size(), 0);
        refresh.setOnline(false);
        refresh.setVisible(true);
        QTest::qWait(100);
        QCOMPARE(due.size(), 0); // offline still
        refresh.setOnline(true);
        QTRY_VERIFY(due.size() >= 1); // what was due meanwhile
        refresh.setInterval(0ms);
        due.clear();
        QTest::qWait(150);
        QCOMPARE(due.size(), 0);
    }

    void auditLogHoldsWritesOnly()
    {
        QTemporaryDir dir;
        AuditLog log(dir.filePath(u"state/audit.jsonl"_s));
        ActivityEntry entry = write();
        log.record(u"Acme"_s, entry);
        entry.error = makeError(ErrorKind::Timeout, u"Bearer testsk_abcdefghijklmnop.eu"_s);
        entry.error.outcome = Outcome::Unknown;
        log.record(u"Acme"_s, entry);
        entry.operation = &op::listMessages;
        log.record(u"Acme"_s, entry); // a read
        entry = write();
        entry.state = ActivityEntry::State::Running;
        log.record(u"Acme"_s, entry); // not ended
        const QByteArray text = contents(log.file());
        QCOMPARE(text.count('\n'), 2);
        QVERIFY(!text.contains("private"));
        QVERIFY(!text.contains("testsk_"));
        const QList<QByteArray> lines = text.split('\n');
        QCOMPARE(QJsonDocument::fromJson(lines.at(0)).object().value(u"outcome"_s).toString(),
                 u"done"_s);
        QCOMPARE(QJsonDocument::fromJson(lines.at(1)).object().value(u"outcome"_s).toString(),
                 u"unknown"_s);
        QVERIFY(!(QFileInfo(log.file()).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        // Half a line, of a crash or a full disk, does not spoil the next one.
        {
            QFile file(log.file());
            QVERIFY(file.open(QIODevice::Append));
            file.write("{\"time\":\"2026-");
        }
        AuditLog later(log.file());
        later.record(u"Acme"_s, write());
        later.record(u"Acme"_s, write());
        const QList<QByteArray> all = contents(log.file()).split('\n');
        QCOMPARE(all.size(), 6); // two, the half one, two, and the end
        QVERIFY(QJsonDocument::fromJson(all.at(3)).isObject());
        QVERIFY(QJsonDocument::fromJson(all.at(4)).isObject());
    }

    void auditLogForgetsTheOldOnly()
    {
        QTemporaryDir dir;
        AuditLog log(dir.filePath(u"audit.jsonl"_s));
        ActivityEntry entry = write();
        entry.started = entry.started.addDays(-40);
        log.record(u"Acme"_s, entry);
        log.record(u"Acme"_s, write());
        QVERIFY(log.prune(0).ok());
        QCOMPARE(contents(log.file()).count('\n'), 2);
        QVERIFY(log.prune(30).ok());
        QCOMPARE(contents(log.file()).count('\n'), 1);
    }

    void auditLogTellsOnceThatItCannotWrite()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"audit.jsonl"_s)); // a folder stands in its place
        AuditLog log(dir.filePath(u"audit.jsonl"_s));
        QSignalSpy failed(&log, &AuditLog::failed);
        log.record(u"Acme"_s, write());
        log.record(u"Acme"_s, write());
        QCOMPARE(failed.size(), 1);
    }

    void curlCommandIsOneShellCommand()
    {
        const QString command = curlCommand(write());
        QVERIFY(command.contains(u"$SVIX_TOKEN"_s));
        // What a shell makes of it, with a curl that only says what it was given.
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SVIX_TOKEN"_s, u"secret"_s);
        shell.setProcessEnvironment(environment);
        shell.start(u"sh"_s, {u"-c"_s, u"curl() { printf '%s\\n' \"$@\"; }; "_s + command});
        QVERIFY(shell.waitForFinished());
        const QList<QByteArray> said = shell.readAllStandardOutput().split('\n');
        QVERIFY(said.contains("POST"));
        QVERIFY(said.contains("https://api.eu.svix.com/api/v1/app/app_1/msg"));
        QVERIFY(said.contains("Authorization: Bearer secret"));
        QVERIFY(said.contains("idempotency-key: console_1"));
        QVERIFY(said.contains(write().body));
        QCOMPARE(shell.readAllStandardError(), QByteArray());
    }
};

SVIX_TEST_MAIN(TestApp)
#include "tst_app.moc"
