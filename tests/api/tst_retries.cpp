// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is tried again, how often, and after how long.
#include "api/apitest.h"

#include <QElapsedTimer>

using namespace svix;
using namespace svix::test;

class TestRetries : public ApiTest
{
    Q_OBJECT

private Q_SLOTS:
    void case07_resetBeforeHeadersOnGet_data() { bothSchemes(); }
    void case07_resetBeforeHeadersOnGet()
    {
        QFETCH(bool, tls);
        for (const Behaviour &behaviour :
             {fault::reset(), fault::close(), fault::raw("HTTP/1.1 200 OK\r\nConte")}) {
            FaultServer server;
            server.always(behaviour);
            ApiClient client(serve(server, tls));
            int tries = 0;
            connect(&client, &ApiClient::activity, this,
                    [&](const ActivityEntry &entry) { tries = entry.tries; });
            const Error error = readOne(client);
            settle(100);
            QCOMPARE(error.kind, ErrorKind::ConnectionLost);
            QCOMPARE(tries, 3); // ours; a read that Qt repeats beneath does no harm
            QVERIFY2(server.count() >= 3 && server.count() <= 12,
                     qPrintable(QString::number(server.count())));
        }
    }
    void case07_theThirdTryCounts_data() { bothSchemes(); }
    void case07_theThirdTryCounts()
    {
        QFETCH(bool, tls);
        FaultServer server;
        server.script({fault::answer(502), fault::answer(503), fault::answer(200, application())});
        ApiClient client(serve(server, tls));
        QVERIFY(!readOne(client).isError());
        QCOMPARE(server.count(), 3);
        QCOMPARE(server.requests().at(2).header("svix-retry-count"), QByteArray("2"));
    }
    void case37_readsAreTriedThreeTimes_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {500, 502, 503, 504, 599}) {
            QTest::addRow("%d", status) << status;
        }
    }
    void case37_readsAreTriedThreeTimes()
    {
        QFETCH(int, status);
        FaultServer server;
        server.always(fault::answer(status, "{}"));
        const Error error = readOne(serve(server));
        QCOMPARE(server.count(), 3);
        QCOMPARE(error.kind, ErrorKind::ServerError);
        QCOMPARE(error.status, status);
    }
    void otherErrorsAreNotTriedAgain_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 401, 403, 404, 405, 409, 413, 422, 451, 501}) {
            QTest::addRow("%d", status) << status;
        }
    }
    void otherErrorsAreNotTriedAgain()
    {
        QFETCH(int, status);
        FaultServer server;
        server.always(fault::answer(status, "{}"));
        QCOMPARE(readOne(serve(server)).status, status);
        settle(100);
        QCOMPARE(server.count(), 1);
    }
    void case36_retryAfter_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("requests");
        QTest::addColumn<int>("atLeast");
        QTest::addColumn<int>("reported");
        QTest::newRow("absent") << QByteArray() << 3 << 0 << -1;
        QTest::newRow("one second") << QByteArray("1") << 2 << 1000 << 1;
        QTest::newRow("zero") << QByteArray("0") << 3 << 0 << 0;
        // Seconds from when it is asked, as a date.
        QTest::newRow("date") << QByteArray("@3") << 2 << 900 << 3;
        QTest::newRow("past date") << QByteArray("@-500") << 3 << 0 << 0;
        QTest::newRow("negative") << QByteArray("-5") << 3 << 0 << -1;
        QTest::newRow("nonsense") << QByteArray("soon") << 3 << 0 << -1;
        QTest::newRow("huge") << QByteArray("86400") << 1 << 0 << 86400;
        QTest::newRow("too large for a number")
            << QByteArray("99999999999999999999999") << 1 << 0 << 1'000'000;
    }
    void case36_retryAfter()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, requests);
        QFETCH(int, atLeast);
        QFETCH(int, reported);
        if (header.startsWith('@')) {
            const QDateTime then = QDateTime::currentDateTimeUtc().addSecs(header.mid(1).toInt());
            header = QLocale::c().toString(then, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
        }
        const Behaviour limited =
            fault::answer(429, R"({"code":"rate_limit","detail":"Slow down"})",
                          header.isEmpty() ? QByteArray() : "Retry-After: " + header + "\r\n");
        FaultServer server;
        if (requests == 2) {
            server.script({limited, fault::answer(200, application())});
        } else {
            server.always(limited);
        }
        QElapsedTimer timer;
        timer.start();
        const Error error = readOne(serve(server));
        QVERIFY2(timer.elapsed() >= atLeast, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(server.count(), requests);
        if (requests != 2) {
            QCOMPARE(error.kind, ErrorKind::RateLimited);
            QCOMPARE(error.code, u"rate_limit"_s);
            QCOMPARE(error.retryAfterSeconds, reported);
        } else {
            QVERIFY(!error.isError());
        }
    }
    void case26_networkChangeIsNoStorm_data() { bothSchemes(); }
    void case26_networkChangeIsNoStorm()
    {
        QFETCH(bool, tls);
        // Everything under way is cut at once, and the server stays away: bounded, spread, over.
        FaultServer server;
        server.always(fault::never());
        ClientConfig config = serve(server, tls);
        config.deadlines.retries = {100ms, 200ms};
        config.deadlines.inactivity = 5s;
        config.deadlines.total = 10s;
        ApiClient client(config);
        QHash<quint64, int> tries;
        connect(&client, &ApiClient::activity, this,
                [&](const ActivityEntry &entry) { tries[entry.id] = entry.tries; });
        QList<QFuture<Result<ApplicationOut>>> all;
        for (int i = 0; i < 20; ++i) {
            all.append(client.get<op::getApplication>(CallOptions(), u"app_%1"_s.arg(i)));
        }
        QTRY_COMPARE(server.count(), 6);
        server.always(fault::reset());
        server.resetAll();
        for (const auto &future : all) {
            QCOMPARE(errorOf(future).kind, ErrorKind::ConnectionLost);
        }
        // Three tries of ours each (Qt repeats a read beneath), never more than six sockets.
        QCOMPARE(tries.size(), 20);
        for (const int count : std::as_const(tries)) {
            QCOMPARE(count, 3);
        }
        QVERIFY2(server.mostOpen() <= 6, qPrintable(QString::number(server.mostOpen())));
        const int seen = server.count();
        QVERIFY2(seen <= 20 * 3 * 4, qPrintable(QString::number(seen)));
        settle(600);
        QCOMPARE(server.count(), seen);
    }
};

SVIX_TEST_MAIN(TestRetries)
#include "tst_retries.moc"
