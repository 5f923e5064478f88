// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpreader.h"
#include "support/testmain.h"

using namespace svix::sandbox;

namespace svix::test {

class TestHttpReader : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void anySplitGivesTheSameRequests();
    void readsChunks();
    void refuses_data();
    void refuses();
    void throwsAwayTooLargeBodies();
    void asksForBodies();
};

namespace {

constexpr const char *threeRequests = "GET /a?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                      "POST /b HTTP/1.1\r\nhost: localhost\r\n"
                                      "Content-Length: 5\r\n\r\nhello"
                                      "\r\nPUT /c HTTP/1.1\r\nHost: localhost\r\n"
                                      "Transfer-Encoding: chunked\r\n\r\n"
                                      "3;note=x\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n";

QList<HttpRequest> readAll(HttpReader &reader)
{
    QList<HttpRequest> requests;
    while (reader.advance() == HttpReader::State::Ready) {
        requests.append(reader.take());
    }
    return requests;
}

} // namespace

void TestHttpReader::anySplitGivesTheSameRequests()
{
    const QByteArray text = threeRequests;
    for (qsizetype step = 1; step <= text.size(); ++step) {
        HttpReader reader;
        QList<HttpRequest> requests;
        for (qsizetype at = 0; at < text.size(); at += step) {
            reader.feed(text.mid(at, step));
            requests += readAll(reader);
        }
        QCOMPARE(requests.size(), 3);
        QCOMPARE(requests[0].path().toByteArray(), "/a");
        QCOMPARE(requests[0].query().toByteArray(), "x=1");
        QCOMPARE(requests[1].body, "hello");
        QCOMPARE(requests[2].body, "abc0123456789");
        QVERIFY(reader.isIdle());
    }
}

void TestHttpReader::readsChunks()
{
    HttpReader::Limits limits;
    limits.bodyBytes = 8;
    HttpReader reader(limits);
    reader.feed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                "5\r\n12345\r\n5\r\n67890\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    const QList<HttpRequest> requests = readAll(reader);
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests[0].bodyTooLarge && requests[0].body.isEmpty());
    QCOMPARE(requests[1].target, "/next");
}

void TestHttpReader::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    const QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\n";
    const auto row = [](const char *name, const QByteArray &text, int status = 400) {
        QTest::newRow(name) << text << status;
    };
    row("no request line", "rubbish\r\n\r\n");
    row("no path", "GET x HTTP/1.1\r\n\r\n");
    row("bytes of TLS", QByteArray::fromHex("160301") + "\r\n\r\n");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\n", 505);
    row("space before the colon", head + "X-A : 1\r\n\r\n");
    row("folded header", head + "X-A: 1\r\n more\r\n\r\n");
    row("bare line feed in a value", head + "X-A: 1\nX-B: 2\r\n\r\n");
    row("no colon", head + "X-A\r\n\r\n");
    row("two lengths", head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n");
    row("negative length", head + "Content-Length: -1\r\n\r\n");
    row("length with a plus", head + "Content-Length: +1\r\n\r\n");
    row("length and chunks", head + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("unknown coding", head + "Transfer-Encoding: gzip\r\n\r\n");
    row("huge length", head + "Content-Length: 999999999999\r\n\r\n", 413);
    row("negative chunk", head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n");
    row("chunk of 17 F's", head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n");
    row("chunk without its end", head + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n");
    row("long line", "GET /" + QByteArray(70000, 'a') + " HTTP/1.1\r\n\r\n", 431);
    row("endless head", "GET / HTTP/1.1\r\nX: " + QByteArray(70000, 'a'), 431);
    QByteArray many = head;
    for (int i = 0; i < 101; ++i) {
        many += "X-" + QByteArray::number(i) + ": 1\r\n";
    }
    row("too many headers", many + "\r\n", 431);
}

void TestHttpReader::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    HttpReader reader;
    reader.feed(text);
    QCOMPARE(reader.advance(), HttpReader::State::Broken);
    QCOMPARE(reader.brokenStatus(), status);
}

void TestHttpReader::throwsAwayTooLargeBodies()
{
    HttpReader reader;
    const qsizetype size = 3 * 1024 * 1024;
    reader.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(size) +
                "\r\n\r\n");
    for (qsizetype sent = 0; sent < size; sent += 65536) {
        QCOMPARE(reader.advance(), HttpReader::State::NeedMore);
        reader.feed(QByteArray(65536, 'x'));
    }
    QCOMPARE(reader.advance(), HttpReader::State::Ready);
    const HttpRequest request = reader.take();
    QVERIFY(request.bodyTooLarge && request.body.isEmpty());
    QVERIFY(reader.isIdle());
}

void TestHttpReader::asksForBodies()
{
    HttpReader reader;
    reader.feed("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(reader.advance(), HttpReader::State::NeedMore);
    QVERIFY(reader.wantsContinue());
    QVERIFY(!reader.wantsContinue());
    reader.feed("ok");
    QCOMPARE(reader.advance(), HttpReader::State::Ready);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestHttpReader)
#include "tst_httpreader.moc"
