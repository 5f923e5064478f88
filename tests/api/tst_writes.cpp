// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One click is at most one effect: what the server saw is counted, never what the client believes.
#include "api/apitest.h"

using namespace svix;
using namespace svix::test;

namespace {

struct Write
{
    const char *name;
    std::function<QFuture<Result<Nothing>>(ApiClient &, const CallOptions &)> call;
};

// The value of a write is of no interest here, so every write is made to look alike.
template <typename T>
QFuture<Result<Nothing>> plain(QFuture<Result<T>> future)
{
    return future.then([](const Result<T> &result) -> Result<Nothing> {
        if (!result.ok()) {
            return result.error();
        }
        return Nothing();
    });
}

ApplicationIn named(const QString &name)
{
    ApplicationIn in;
    in.name = name;
    return in;
}

const QList<Write> &writes()
{
    static const QList<Write> all{
        {"POST with a body",
         [](ApiClient &c, const CallOptions &o) {
             return plain(c.act<op::createApplication>(TestConsent::give(), o,
                                                       CreateApplicationQuery(), named(u"Acme"_s)));
         }},
        {"POST with a large body",
         [](ApiClient &c, const CallOptions &o) {
             MessageIn in;
             in.eventType = u"a.b"_s;
             in.payload.text = R"({"x":")" + QByteArray(1'500'000, 'x') + R"("})";
             return plain(c.act<op::createMessage>(TestConsent::give(), o, u"app_1"_s,
                                                   CreateMessageQuery(), in));
         }},
        {"POST with an empty body",
         [](ApiClient &c, const CallOptions &o) {
             return c.act<op::resendWebhook>(TestConsent::give(), o, u"app_1"_s, u"msg_1"_s,
                                             u"ep_1"_s);
         }},
        {"PUT",
         [](ApiClient &c, const CallOptions &o) {
             return plain(c.act<op::updateApplication>(TestConsent::give(), o, u"app_1"_s,
                                                       named(u"Acme"_s)));
         }},
        {"PATCH",
         [](ApiClient &c, const CallOptions &o) {
             EndpointHeadersPatch patch;
             patch.headers.insert(u"x-a"_s, std::nullopt);
             return c.act<op::patchEndpointHeaders>(TestConsent::give(), o, u"app_1"_s, u"ep_1"_s,
                                                    patch);
         }},
        {"DELETE",
         [](ApiClient &c, const CallOptions &o) {
             return c.act<op::deleteApplication>(TestConsent::give(), o, u"app_1"_s);
         }},
    };
    return all;
}

} // namespace

class TestWrites : public ApiTest
{
    Q_OBJECT

    static void everyWrite()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<int>("which");
        for (int i = 0; i < writes().size(); ++i) {
            QTest::addRow("http %s", writes().at(i).name) << false << i;
            QTest::addRow("https %s", writes().at(i).name) << true << i;
        }
    }
    // Makes the write of this row, looks a while longer, and says what became of it.
    Error attempt(FaultServer &server, const CallOptions &options = {})
    {
        QFETCH(bool, tls);
        QFETCH(int, which);
        ApiClient client(serve(server, tls));
        const Error error = errorOf(writes().at(which).call(client, options));
        settle(60);
        return error;
    }

private Q_SLOTS:
    void case08_resetBeforeHeadersOnPost_data() { everyWrite(); }
    void case08_resetBeforeHeadersOnPost()
    {
        QFETCH(int, which);
        const QList<Behaviour> faults{
            fault::reset(), fault::close(), fault::rawThenReset("HTTP/1.1 20"),
            fault::raw("HTTP/1.1 200 OK\r\nContent-Le"), fault::after(60, fault::close())};
        for (const Behaviour &behaviour : faults) {
            FaultServer server;
            server.always(behaviour);
            const Error error = attempt(server);
            QCOMPARE(server.count(), 1);
            QCOMPARE(server.heads(), 1);
            QVERIFY2(error.kind == ErrorKind::ConnectionLost, qPrintable(error.detail));
            QCOMPARE(error.outcome, Outcome::Unknown);
            QCOMPARE(error.idempotencyKey.isEmpty(), which > 2); // a POST has one
            QCOMPARE(error.idempotencyKey.toLatin1(),
                     server.requests().constFirst().header("idempotency-key"));
        }
    }
    void case08_resetWhileTheBodyIsStillSent_data() { everyWrite(); }
    void case08_resetWhileTheBodyIsStillSent()
    {
        FaultServer server;
        server.actOnHead(true);
        server.always(fault::reset());
        const Error error = attempt(server);
        QCOMPARE(server.heads(), 1);
        QCOMPARE(error.outcome, Outcome::Unknown);
    }
    void case38_refusedInTheMiddleOfTheBody_data() { bothSchemes(); }
    void case38_refusedInTheMiddleOfTheBody()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.actOnHead(true);
        server.always(fault::raw(fault::http(413, "{}")));
        ApiClient client(serve(server, tls));
        MessageIn in;
        in.eventType = u"a.b"_s;
        in.payload.text = "[\"" + QByteArray(30'000'000, 'x') + "\"]";
        const Error error = errorOf(client.act<op::createMessage>(
            TestConsent::give(), {}, u"app_1"_s, CreateMessageQuery(), in));
        // The answer may be lost in the reset, but never is the server called unreachable.
        QVERIFY2(error.kind == ErrorKind::PayloadTooLarge ||
                     error.kind == ErrorKind::ConnectionLost,
                 qPrintable(u"kind %1: %2"_s.arg(static_cast<int>(error.kind)).arg(error.detail)));
        QVERIFY(!error.detail.contains(u"Unknown error"_s));
        QCOMPARE(server.heads(), 1);
    }
    void case08_tryAgainKeepsTheKey()
    {
        FaultServer server;
        server.script({fault::reset(), fault::answer(201, application())});
        ApiClient client(serve(server));
        const Error lost = errorOf(writes().at(0).call(client, {}));
        QCOMPARE(lost.outcome, Outcome::Unknown);
        CallOptions again;
        again.idempotencyKey = lost.idempotencyKey;
        QVERIFY(!errorOf(writes().at(0).call(client, again)).isError());
        QCOMPARE(server.count(), 2);
        const SeenRequest &first = server.requests().at(0);
        const SeenRequest &second = server.requests().at(1);
        QVERIFY(first.header("idempotency-key").size() > 20);
        QCOMPARE(second.header("idempotency-key"), first.header("idempotency-key"));
        QCOMPARE(second.body, first.body);
        QCOMPARE(second.target, first.target);
        // Without being told, every call is a new one.
        QVERIFY(!errorOf(writes().at(0).call(client, {})).isError());
        QVERIFY(server.requests().at(2).header("idempotency-key") !=
                first.header("idempotency-key"));
    }
    void case04_noAnswerToAWriteIsUnknown_data() { everyWrite(); }
    void case04_noAnswerToAWriteIsUnknown()
    {
        FaultServer server;
        server.always(fault::never());
        const Error error = attempt(server);
        QCOMPARE(server.count(), 1);
        QCOMPARE(error.kind, ErrorKind::Timeout);
        QCOMPARE(error.outcome, Outcome::Unknown);
    }
    /// A POST that only asks leaves nothing unknown behind.
    void aQuestionByPostIsNoWrite_data() { bothSchemes(); }
    void aQuestionByPostIsNoWrite()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.always(fault::never());
        ApiClient client(serve(server, tls));
        SimulateTransformationIn in;
        in.code = u"handler"_s;
        in.eventType = u"a.b"_s;
        in.payload.text = "{}";
        const Error error =
            errorOf(client.get<op::simulateTransformation>({}, u"app_1"_s, u"ep_1"_s, in));
        QCOMPARE(error.kind, ErrorKind::Timeout);
        QCOMPARE(error.outcome, Outcome::NotDone);
        QCOMPARE(error.idempotencyKey, QString());
    }
    void case09_resetMidBodyAfterSuccess_data() { everyWrite(); }
    void case09_resetMidBodyAfterSuccess()
    {
        const QByteArray half = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                "Content-Length: 500\r\n\r\n{\"id\":\"app_1\",";
        for (const Behaviour &behaviour : {fault::rawThenReset(half), fault::raw(half)}) {
            FaultServer server;
            server.always(behaviour);
            const Error error = attempt(server);
            QCOMPARE(server.count(), 1);
            QCOMPARE(error.kind, ErrorKind::ConnectionLost);
            QCOMPARE(error.outcome, Outcome::Done); // done, but nobody could read the answer
        }
        FaultServer stalls;
        stalls.always(fault::raw(half, false));
        const Error error = attempt(stalls);
        QCOMPARE(error.kind, ErrorKind::Timeout);
        QCOMPARE(error.outcome, Outcome::Done);
    }
    void case09_brokenOffRefusalWasNotDone()
    {
        FaultServer server;
        server.always(
            fault::rawThenReset("HTTP/1.1 422 No\r\nContent-Length: 500\r\n\r\n{\"detail\":["));
        ApiClient client(serve(server));
        const Error error = errorOf(writes().at(0).call(client, {}));
        QCOMPARE(error.kind, ErrorKind::ConnectionLost);
        QCOMPARE(error.status, 422);
        QCOMPARE(error.outcome, Outcome::NotDone);
    }
    void case10_idleKeepAliveClosed_data() { everyWrite(); }
    void case10_idleKeepAliveClosed()
    {
        QFETCH(bool, tls);
        QFETCH(int, which);
        FaultServer server;
        server.script({[](FaultPeer &peer, const SeenRequest &) {
                           peer.send(fault::http(200, application()));
                           peer.later(60, [](FaultPeer &same) { same.close(); });
                       },
                       fault::answer(200, application())});
        ApiClient client(serve(server, tls));
        QVERIFY(!readOne(client).isError());
        QTRY_COMPARE(server.open(), 0);
        const Error error = errorOf(writes().at(which).call(client, {}));
        settle(60);
        QCOMPARE(server.count(), 2);
        QCOMPARE(server.connections(), 2);
        QVERIFY(!error.isError() || error.kind == ErrorKind::BadAnswer);
        QVERIFY(error.outcome != Outcome::Unknown);
    }
    void case11_keepAliveClosedInARace_data() { everyWrite(); }
    void case11_keepAliveClosedInARace()
    {
        QFETCH(bool, tls);
        QFETCH(int, which);
        for (const Behaviour &race : {fault::close(), fault::reset()}) {
            FaultServer server;
            server.script({fault::answer(200, application()), race});
            ApiClient client(serve(server, tls));
            QVERIFY(!readOne(client).isError());
            const Error error = errorOf(writes().at(which).call(client, {}));
            settle(120);
            QCOMPARE(server.heads(), 2);
            QCOMPARE(server.connections(), 1);
            QCOMPARE(error.kind, ErrorKind::ConnectionLost);
            QCOMPARE(error.outcome, Outcome::Unknown);
        }
    }
    void case11_serverGoneAfterItTookTheWrite()
    {
        // A refused second connection must not read as "never sent".
        FaultServer server;
        server.script({fault::answer(200, application()), [&server](FaultPeer &peer, auto &) {
                           server.QTcpServer::close();
                           peer.reset();
                       }});
        ApiClient client(serve(server));
        QVERIFY(!readOne(client).isError());
        QCOMPARE(errorOf(writes().at(0).call(client, {})).outcome, Outcome::Unknown);
    }
    void case01_refusedWriteWasNotDone_data() { everyWrite(); }
    void case01_refusedWriteWasNotDone()
    {
        QFETCH(bool, tls);
        QFETCH(int, which);
        FaultServer server;
        const ClientConfig config = serve(server, tls);
        server.QTcpServer::close();
        ApiClient client(config);
        const Error error = errorOf(writes().at(which).call(client, {}));
        QCOMPARE(error.kind, ErrorKind::Unreachable);
        QCOMPARE(error.outcome, Outcome::NotDone);
    }
    void case37_writesAreNotRepeatedOn5xx_data() { everyWrite(); }
    void case37_writesAreNotRepeatedOn5xx()
    {
        for (const int status : {500, 502, 503, 504}) {
            FaultServer server;
            server.always(fault::answer(status, "{}", "Retry-After: 0\r\n"));
            const Error error = attempt(server);
            QCOMPARE(server.count(), 1);
            QCOMPARE(error.kind, ErrorKind::ServerError);
            QCOMPARE(error.status, status);
            QCOMPARE(error.outcome, Outcome::Unknown);
        }
    }
    void case36_aWriteAnswered429IsSentAgain_data() { everyWrite(); }
    void case36_aWriteAnswered429IsSentAgain()
    {
        QFETCH(int, which);
        FaultServer server;
        server.script({fault::answer(429, R"({"code":"rate_limit","detail":"Slow"})"),
                       fault::answer(200, application())});
        const Error error = attempt(server);
        QVERIFY(!error.isError() || error.kind == ErrorKind::BadAnswer);
        QCOMPARE(server.count(), 2);
        const auto &seen = server.requests();
        QCOMPARE(seen.at(0).body, seen.at(1).body);
        QCOMPARE(seen.at(0).header("idempotency-key"), seen.at(1).header("idempotency-key"));
        QCOMPARE(seen.at(0).header("idempotency-key").isEmpty(), which > 2);
        QCOMPARE(seen.at(0).header("svix-req-id"), seen.at(1).header("svix-req-id"));
        QCOMPARE(seen.at(0).header("svix-retry-count"), QByteArray());
        QCOMPARE(seen.at(1).header("svix-retry-count"), QByteArray("1"));
    }
    void case36_aWriteGivesUpAfterThree429()
    {
        FaultServer server;
        server.always(fault::answer(429));
        ApiClient client(serve(server));
        const Error error = errorOf(writes().at(0).call(client, {}));
        QCOMPARE(server.count(), 3);
        QCOMPARE(error.kind, ErrorKind::RateLimited);
        QCOMPARE(error.outcome, Outcome::NotDone);
    }
    void case36_theWaitOfAWriteCanBeCanceled()
    {
        FaultServer server;
        server.always(fault::answer(429, {}, "Retry-After: 2\r\n"));
        ApiClient client(serve(server));
        QList<ActivityEntry> log;
        connect(&client, &ApiClient::activity, this,
                [&](const ActivityEntry &entry) { log.append(entry); });
        CancelSource source;
        CallOptions options;
        options.cancel = &source;
        const auto future = writes().at(0).call(client, options);
        QTRY_VERIFY(!log.isEmpty() && log.constLast().state == ActivityEntry::State::Waiting);
        const qint64 wait =
            QDateTime::currentDateTimeUtc().msecsTo(log.constLast().waitsUntil); // the countdown
        QVERIFY2(wait > 1000 && wait <= 2000, qPrintable(QString::number(wait)));
        source.cancel();
        const Error error = errorOf(future);
        QCOMPARE(error.kind, ErrorKind::Canceled);
        QCOMPARE(error.outcome, Outcome::NotDone);
        settle();
        QCOMPARE(server.count(), 1);
    }
    void cancelAfterSendingIsUnknown()
    {
        FaultServer server;
        server.always(fault::never());
        ApiClient client(serve(server));
        CancelSource source;
        CallOptions options;
        options.cancel = &source;
        const auto future = writes().at(0).call(client, options);
        QTRY_COMPARE(server.count(), 1);
        source.cancel();
        const Error error = errorOf(future);
        QCOMPARE(error.kind, ErrorKind::Canceled);
        QCOMPARE(error.outcome, Outcome::Unknown);
        QVERIFY(!error.idempotencyKey.isEmpty());
    }
};

SVIX_TEST_MAIN(TestWrites)
#include "tst_writes.moc"
