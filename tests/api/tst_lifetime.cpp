// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many calls at once, owners that go, clients that go, answers that come late.
#include "api/apitest.h"
#include "api/onereader.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QProcess>

#include <atomic>

using namespace svix;
using namespace svix::test;

class TestLifetime : public ApiTest
{
    Q_OBJECT

    static auto remove(ApiClient &client, const QString &id, const CallOptions &options = {})
    {
        return client.act<op::deleteApplication>(TestConsent::give(), options, id);
    }
    static auto read(ApiClient &client, const QString &id, const CallOptions &options = {})
    {
        return client.get<op::getApplication>(options, id);
    }
    /// A page of messages with payloads of so many bytes in all.
    static QByteArray page(qsizetype bytes, const QByteArray &eventType)
    {
        QByteArrayList rows;
        for (int i = 0; i < 10; ++i) {
            rows.append(R"({"id":"msg_1","eventType":")" + eventType +
                        R"(","timestamp":"2026-01-01T00:00:00Z","payload":{"x":")" +
                        QByteArray(bytes / 10, 'x') + R"("}})");
        }
        return R"({"data":[)" + rows.join(',') + R"(],"iterator":null,"done":true})";
    }
    static auto list(ApiClient &client, const QString &id, const CallOptions &options = {})
    {
        return client.get<op::listMessages>(options, id, ListMessagesQuery());
    }
    /// A page whose event type is the application that was asked for, too large to be read at once;
    /// an application where it is "small".
    static void huge(FaultPeer &peer, const SeenRequest &request)
    {
        const QByteArray id = request.target.split('?').constFirst().split('/').value(4);
        peer.send(fault::http(200, id == "small" ? application() : page(300'000, id)));
    }
    /// So many requests came, and the answers to all of them are here; none is read before the
    /// pool gets to it.
    static bool allHaveCome(ApiClient &client, const FaultServer &server, int count)
    {
        return QTest::qWaitFor(
                   [&] {
                       return server.count() == count &&
                              client.findChildren<QNetworkReply *>().isEmpty();
                   },
                   10'000) &&
               client.inFlight() == count;
    }
    static Behaviour slow() { return fault::after(150, fault::answer(200, application())); }

private Q_SLOTS:
    void case27_atMostSixSockets_data() { bothSchemes(); }
    void case27_atMostSixSockets()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(slow());
        ApiClient client(serve(server, tls));
        QList<QFuture<Result<ApplicationOut>>> all;
        for (int i = 0; i < 30; ++i) {
            all.append(read(client, u"app_%1"_s.arg(i)));
        }
        QCOMPARE(client.inFlight(), 30);
        for (const auto &future : all) {
            QCOMPARE(errorOf(future).detail, QString());
        }
        QCOMPARE(server.mostOpen(), 6);
        QCOMPARE(server.count(), 30);
        QTRY_COMPARE(client.inFlight(), 0);
    }
    void case27_aPersonIsNotStarvedByBulk()
    {
        FaultServer server;
        server.always(slow());
        ApiClient client(serve(server));
        CallOptions bulk;
        bulk.priority = Priority::Bulk;
        QList<QFuture<Result<ApplicationOut>>> all;
        for (int i = 0; i < 24; ++i) {
            all.append(read(client, u"bulk_%1"_s.arg(i), bulk));
        }
        settle(60);
        QCOMPARE(server.count(), 4); // two places are kept free
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(errorOf(read(client, u"mine"_s)).detail, QString());
        QVERIFY2(timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(server.requests().at(4).target, QByteArray("/api/v1/app/mine"));
        for (const auto &future : all) {
            QCOMPARE(errorOf(future).detail, QString());
        }
    }
    void case27_waitingCallsTakeTheirTurn()
    {
        // Whoever comes back from waiting must not make a seventh.
        FaultServer server;
        server.always([](FaultPeer &peer, const SeenRequest &request) {
            const bool first = request.header("svix-retry-count").isEmpty();
            peer.later(first ? 1 : 80, [first](FaultPeer &same) {
                same.send(first ? fault::http(429, {}, "Retry-After: 0\r\n")
                                : fault::http(200, application()));
            });
        });
        ApiClient client(serve(server));
        int running = 0;
        int most = 0;
        QHash<quint64, ActivityEntry::State> states;
        connect(&client, &ApiClient::activity, this, [&](const ActivityEntry &entry) {
            running += (entry.state == ActivityEntry::State::Running) -
                       (states.value(entry.id) == ActivityEntry::State::Running);
            states[entry.id] = entry.state;
            most = std::max(most, running);
        });
        QList<QFuture<Result<ApplicationOut>>> all;
        for (int i = 0; i < 24; ++i) {
            all.append(read(client, u"app_%1"_s.arg(i)));
        }
        for (const auto &future : all) {
            QCOMPARE(errorOf(future).detail, QString());
        }
        QCOMPARE(server.count(), 48);
        QCOMPARE(most, 6);
    }
    void case28_exitWithRequestsInFlight()
    {
        FaultServer server;
        server.always(fault::never());
        serve(server);
        QProcess child;
        child.setProcessChannelMode(QProcess::MergedChannels);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--exit-with-calls"_s, server.url().toString()});
        QTRY_COMPARE_WITH_TIMEOUT(server.count(), 6, 10'000);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(child.waitForFinished(5000));
        const QByteArray said = child.readAll();
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QVERIFY2(child.exitCode() == 0, said.data());
        settle();
        QCOMPARE(server.count(), 6);
        QCOMPARE(said.trimmed(), QByteArray("12 results")); // each once
    }
    void case29_ownerOfAReadGoes_data() { bothSchemes(); }
    void case29_ownerOfAReadGoes()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(fault::never());
        ApiClient client(serve(server, tls));
        auto *owner = new QObject;
        CallOptions options;
        options.owner = owner;
        bool delivered = false;
        auto future = read(client, u"app_1"_s, options);
        future.then(owner, [&](const Result<ApplicationOut> &) { delivered = true; });
        QTRY_COMPARE(server.count(), 1);
        delete owner;
        QCOMPARE(errorOf(future).kind, ErrorKind::Canceled);
        QTRY_COMPARE(server.open(), 0); // aborted on the wire
        settle(60);
        QVERIFY(!delivered);
        QCOMPARE(client.inFlight(), 0);
    }
    void case29_ownerOfAWriteGoes_data() { bothSchemes(); }
    void case29_ownerOfAWriteGoes()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(slow());
        ApiClient client(serve(server, tls));
        auto *owner = new QObject;
        CallOptions options;
        options.owner = owner;
        const auto future = remove(client, u"app_1"_s, options);
        delete owner; // even before it is sent
        QCOMPARE(errorOf(future).detail, QString());
        QCOMPARE(server.count(), 1);
    }
    void case29_clientGoesFirst_data() { bothSchemes(); }
    void case29_clientGoesFirst()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(fault::never());
        auto client = std::make_unique<ApiClient>(serve(server, tls));
        QList<QFuture<Result<ApplicationOut>>> reads;
        QList<QFuture<Result<Nothing>>> writes;
        int results = 0;
        for (int i = 0; i < 3; ++i) {
            writes.append(remove(*client, u"app_%1"_s.arg(i)));
        }
        for (int i = 0; i < 9; ++i) {
            reads.append(read(*client, u"app_%1"_s.arg(i)));
            reads.last().then(this, [&](const Result<ApplicationOut> &) { ++results; });
        }
        QTRY_COMPARE(server.count(), 6);
        writes.append(remove(*client, u"queued"_s)); // never sent
        client.reset();
        for (const auto &future : reads) {
            QVERIFY(future.isFinished()); // at once, without the event loop
            QCOMPARE(errorOf(future).kind, ErrorKind::Canceled);
        }
        for (int i = 0; i < 4; ++i) {
            const Error error = errorOf(writes.at(i));
            QCOMPARE(error.kind, ErrorKind::Canceled);
            QCOMPARE(error.outcome, i < 3 ? Outcome::Unknown : Outcome::NotDone);
        }
        QTRY_COMPARE(results, 9);
        settle(100);
        QCOMPARE(server.count(), 6);
        QCOMPARE(results, 9);
    }
    void case29_aConsumerBeginsAnotherWhileTheClientGoes_data() { bothSchemes(); }
    void case29_aConsumerBeginsAnotherWhileTheClientGoes()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(fault::never());
        auto client = std::make_unique<ApiClient>(serve(server, tls));
        QFuture<Result<ApplicationOut>> second;
        ApiClient *raw = client.get();
        auto chain = read(*client, u"app_1"_s).then([&](const Result<ApplicationOut> &) {
            second = read(*raw, u"app_2"_s); // synchronously, in the destructor
        });
        QTRY_COMPARE(server.count(), 1);
        client.reset();
        QVERIFY(second.isFinished());
        QCOMPARE(errorOf(second).kind, ErrorKind::Canceled);
        settle(60);
        QCOMPARE(server.count(), 1);
    }
    void case30_lateAnswers_data() { bothSchemes(); }
    void case30_lateAnswers()
    {
        QFETCH(bool, tls);
        // Two filters in quick succession: the client tells apart which answer is whose.
        FaultServer server;
        server.script({fault::after(200, fault::answer(200, application("old"))),
                       fault::answer(200, application("new"))});
        ApiClient client(serve(server, tls));
        QStringList order;
        auto older = read(client, u"a"_s);
        older.then(this, [&](const Result<ApplicationOut> &r) { order.append(r.value().name); });
        QTRY_COMPARE(server.count(), 1);
        auto newer = read(client, u"b"_s);
        newer.then(this, [&](const Result<ApplicationOut> &r) { order.append(r.value().name); });
        QTRY_COMPARE(order, QStringList({u"new"_s, u"old"_s}));
    }
    void case30_anAnswerAfterCancelIsDropped_data() { bothSchemes(); }
    void case30_anAnswerAfterCancelIsDropped()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(slow());
        ApiClient client(serve(server, tls));
        CancelSource source;
        CallOptions options;
        options.cancel = &source;
        int results = 0;
        auto future = read(client, u"app_1"_s, options);
        future.then(this, [&](const Result<ApplicationOut> &) { ++results; });
        QTRY_COMPARE(server.count(), 1);
        source.cancel();
        source.cancel();
        QCOMPARE(errorOf(future).kind, ErrorKind::Canceled);
        settle(250);
        QCOMPARE(results, 1);
        // A source that was used up cancels at once, before anything is sent.
        QCOMPARE(errorOf(read(client, u"app_2"_s, options)).kind, ErrorKind::Canceled);
        QCOMPARE(server.count(), 1);
    }
    // Answers that are too large to be read between two frames are read in a thread.
    void hugeAnswersInTheirOrder_data() { bothSchemes(); }
    void hugeAnswersInTheirOrder()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(huge);
        ApiClient client(serve(server, tls));
        QStringList order;
        const auto ask = [&](const QString &id) {
            list(client, id).then(this, [&](const Result<Page<MessageOut>> &result) {
                QCOMPARE(QThread::currentThread(), thread());
                QVERIFY2(result.ok(), qPrintable(result.ok() ? QString() : result.error().detail));
                QCOMPARE(result->data.size(), 10);
                order.append(result->data.constFirst().eventType);
            });
        };
        OneReader reader;
        ask(u"first"_s);
        QVERIFY(allHaveCome(client, server, 1));
        reader.holdBehind();
        ask(u"second"_s);
        QVERIFY(allHaveCome(client, server, 2));
        // What is small does not wait for what is large.
        QCOMPARE(errorOf(read(client, u"small"_s)).detail, QString());
        QCOMPARE(order, QStringList());
        reader.go();
        QTRY_COMPARE(order, QStringList({u"first"_s}));
        // One at a time: the second is not even begun before the first was handed over, so it
        // stands behind what the pool was given meanwhile.
        settle(60);
        QCOMPARE(order, QStringList({u"first"_s}));
        QCOMPARE(client.inFlight(), 1);
        reader.go();
        QTRY_COMPARE(order, QStringList({u"first"_s, u"second"_s}));
        QTRY_COMPARE(client.inFlight(), 0);
    }
    void hugeAnswerOfAWrongShape()
    {
        FaultServer server;
        ApiClient client(serve(server));
        ActivityEntry last;
        connect(&client, &ApiClient::activity, this,
                [&](const ActivityEntry &entry) { last = entry; });
        server.always(fault::answer(200, page(400'000, "a").chopped(1)));
        Error error = errorOf(list(client, u"app_1"_s));
        QCOMPARE(error.kind, ErrorKind::BadAnswer);
        QCOMPARE(last.error.kind, ErrorKind::BadAnswer); // the log calls it no success
        QCOMPARE(last.state, ActivityEntry::State::Done);
        server.always(fault::answer(200, page(400'000, "a").replace("\"data\"", "\"date\"")));
        error = errorOf(list(client, u"app_1"_s));
        QCOMPARE(error.kind, ErrorKind::BadAnswer);
        QVERIFY2(error.detail.contains(u"data"_s), qPrintable(error.detail));
    }
    /// Whatever ends while a huge answer is read: each call gets one result, at once, and what is
    /// read too late touches nothing.
    void whileAHugeAnswerIsRead_data()
    {
        QTest::addColumn<QString>("end");
        for (const char *end : {"the client", "a cancel", "the owner", "a consumer of another"}) {
            QTest::newRow(end) << QString::fromLatin1(end);
        }
    }
    void whileAHugeAnswerIsRead()
    {
        QFETCH(QString, end);
        FaultServer server;
        server.always(huge);
        auto client = std::make_unique<ApiClient>(serve(server));
        CancelSource cancel;
        auto owner = std::make_unique<QObject>();
        CallOptions options;
        options.cancel = &cancel;
        options.owner = owner.get();
        QList<QFuture<Result<Page<MessageOut>>>> all;
        int results = 0;
        const bool another = end == u"a consumer of another"_s;
        const auto act = [&] {
            if (end == u"a cancel"_s) {
                cancel.cancel();
            } else if (end == u"the owner"_s) {
                owner.reset();
            } else {
                client.reset();
            }
        };
        // What a consumer captured ends where it was made, however late its answer is read.
        const auto endedHere = std::make_shared<std::atomic<int>>(0);
        OneReader reader;
        for (int i = 0; i < 3; ++i) {
            all.append(list(*client, u"app_%1"_s.arg(i), options));
            const std::shared_ptr<void> captured(nullptr, [endedHere, here = thread()](void *) {
                *endedHere += QThread::currentThread() == here;
            });
            all.last().then(this, [&, captured](const Result<Page<MessageOut>> &) {
                // When the first is handed over, the next is being read.
                if (++results == 1 && !another) {
                    act();
                }
            });
        }
        QVERIFY(allHaveCome(*client, server, 3));
        if (another) {
            read(*client, u"small"_s).then(this, [&](const Result<ApplicationOut> &) { act(); });
            QTRY_COMPARE(results, 3); // at once, while the first is still read
        } else {
            reader.holdBehind();
            reader.go();
            QTRY_COMPARE(results, 3);
        }
        int canceled = 0;
        for (const auto &future : std::as_const(all)) {
            QVERIFY(future.isFinished());
            QCOMPARE(future.resultCount(), 1);
            QVERIFY(future.result().ok() || future.result().error().kind == ErrorKind::Canceled);
            canceled += !future.result().ok();
        }
        QCOMPARE(canceled, another ? 3 : 2);
        all.clear();
        reader.go();
        reader.finish();
        QTRY_COMPARE(endedHere->load(), 3);
        settle(60);
        QCOMPARE(results, 3);
    }
    void aWriteWhoseHugeAnswerIsNotReadWasDone()
    {
        FaultServer server;
        server.always([](FaultPeer &peer, const SeenRequest &) {
            peer.send(fault::http(202, R"({"id":"msg_1","eventType":"a","payload":{"x":")" +
                                           QByteArray(300'000, 'x') +
                                           R"("},"timestamp":"2026-01-01T00:00:00Z"})"));
        });
        auto client = std::make_unique<ApiClient>(serve(server));
        MessageIn in;
        in.eventType = u"a"_s;
        in.payload.text = "{}";
        OneReader reader;
        const auto future = client->act<op::createMessage>(TestConsent::give(), CallOptions(),
                                                           u"app_1"_s, CreateMessageQuery(), in);
        QVERIFY(allHaveCome(*client, server, 1));
        client.reset();
        QVERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 1);
        QCOMPARE(future.result().error().kind, ErrorKind::Canceled);
        QCOMPARE(future.result().error().outcome, Outcome::Done);
    }
    /// Qt tells an error and the end of a reply apart; whoever ends a call in between must not make
    /// it warn of a second error.
    void endedBetweenErrorAndEnd_data() { bothSchemes(); }
    void endedBetweenErrorAndEnd()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(fault::answer(404, R"({"code":"not_found","detail":"None"})"));
        const ClientConfig config = serve(server, tls);
        ApiClient client(config);
        int canceled = 0;
        int answered = 0;
        for (int i = 0; i < 60; ++i) {
            CancelSource source;
            CallOptions options;
            options.cancel = &source;
            const auto future = read(client, u"app_1"_s, options);
            // In the breath in which the error is told: before the end can have been.
            QNetworkReply *reply = nullptr;
            for (QNetworkReply *one : client.findChildren<QNetworkReply *>()) {
                reply = one;
            }
            QVERIFY(reply);
            connect(reply, &QNetworkReply::errorOccurred, this,
                    [&] { QTimer::singleShot(0, &source, &CancelSource::cancel); });
            if (i % 3 == 0) {
                connect(
                    reply, &QNetworkReply::errorOccurred, &source, [&] { source.cancel(); },
                    Qt::QueuedConnection);
            }
            const Error error = errorOf(future);
            canceled += error.kind == ErrorKind::Canceled;
            answered += error.kind == ErrorKind::NotFound;
        }
        QCOMPARE(canceled + answered, 60);
        QTRY_COMPARE(client.inFlight(), 0);
    }
    void case96_readOnly_data() { bothSchemes(); }
    void case96_readOnly()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(fault::answer(200, application()));
        ClientConfig config = serve(server, tls);
        config.readOnly = true;
        ApiClient client(config);
        const auto refused = remove(client, u"app_1"_s);
        const auto other = remove(client, u"app_2"_s);
        // A permitted call in the same breath must not carry the refused ones along.
        const auto allowed = read(client, u"app_3"_s);
        QCOMPARE(errorOf(refused).kind, ErrorKind::ReadOnly);
        QCOMPARE(errorOf(other).kind, ErrorKind::ReadOnly);
        QCOMPARE(errorOf(allowed).detail, QString());
        settle(100);
        QCOMPARE(server.heads(), 1);
        QCOMPARE(server.connections(), 1);
        SimulateTransformationIn run;
        run.code = u"function handler(w) { return w }"_s;
        run.eventType = u"a.b"_s;
        run.payload.text = "{}";
        server.always(fault::answer(
            200, "{\"url\":\"u\",\"payload\":\"{}\",\"method\":\"POST\",\"cancel\":false}"));
        QCOMPARE(errorOf(client.get<op::simulateTransformation>(CallOptions(), u"app_1"_s,
                                                                u"ep_1"_s, run))
                     .detail,
                 QString());
        QCOMPARE(server.requests().at(1).method, QByteArray("POST")); // the only one that reads
        client.setReadOnly(false);
        QCOMPARE(errorOf(remove(client, u"app_1"_s)).detail, QString());
        client.setReadOnly(true);
        QCOMPARE(errorOf(remove(client, u"app_1"_s)).kind, ErrorKind::ReadOnly);
        QCOMPARE(server.count(), 3);
    }
    void refusedConsentSendsNoPacket()
    {
        FaultServer server;
        ClientConfig config = serve(server);
        config.readOnly = true;
        ApiClient client(config);
        QCOMPARE(errorOf(remove(client, u"app_1"_s)).kind, ErrorKind::ReadOnly);
        settle(60);
        QCOMPARE(server.connections(), 0);
    }
    void aTurnOfTheActivityLog()
    {
        FaultServer server;
        server.always(fault::answer(200, application()));
        ApiClient client(serve(server));
        QList<ActivityEntry> log;
        connect(&client, &ApiClient::activity, this,
                [&](const ActivityEntry &entry) { log.append(entry); });
        QCOMPARE(errorOf(read(client, u"app_1"_s)).detail, QString());
        QCOMPARE(log.constLast().state, ActivityEntry::State::Done);
        QCOMPARE(log.constLast().status, 200);
        QCOMPARE(log.constLast().object, u"app_1"_s);
        QCOMPARE(log.constLast().bytesReceived, application().size());
        QCOMPARE(log.constLast().error.kind, ErrorKind::None);
        server.always(fault::answer(200, "{}")); // whole, but of the wrong shape
        QCOMPARE(errorOf(read(client, u"app_1"_s)).kind, ErrorKind::BadAnswer);
        QCOMPARE(log.constLast().error.kind, ErrorKind::BadAnswer);
    }
};

namespace {

// The child of case28: quits while six calls are under way and six wait for their turn.
int exitWithCalls(QCoreApplication &app, const QString &url)
{
    ClientConfig config;
    config.baseUrl = QUrl(url);
    int results = 0;
    {
        ApiClient client(config);
        for (int i = 0; i < 6; ++i) {
            client.act<op::deleteApplication>(TestConsent::give(), CallOptions(), u"a"_s)
                .then([&results](const Result<Nothing> &) { ++results; });
            client.get<op::getApplication>(CallOptions(), u"b"_s)
                .then([&results](const Result<ApplicationOut> &) { ++results; });
        }
        QTimer::singleShot(700, &app, &QCoreApplication::quit);
        QCoreApplication::exec();
    }
    std::printf("%d results\n", results);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const PrivateHome home;
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--exit-with-calls"_s) {
        return exitWithCalls(app, arguments.value(2));
    }
    TestLifetime test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_lifetime.moc"
