// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>
#include <QtEndian>

#include <cerrno>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// Every fault as it comes over a raw socket, and whether the request was carried out.
class TestFaults : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersNothing_data();
    void answersNothing();
    void breaksTheWire_data();
    void breaksTheWire();
    void spoilsTheBody_data();
    void spoilsTheBody();
    void emptyAnswersGoWrongToo();
    void answersWithAStatus_data();
    void answersWithAStatus();
    void delaysOnlyWhatItFits();
    void lostAnswerAndSameKeyMakeOneMessage();
};

namespace {

const QByteArray application = R"({"name":"Made","uid":"made"})";

QByteArray createRequest(const QByteArray &key = {})
{
    return "POST /api/v1/app HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test-token\r\n" +
           (key.isEmpty() ? QByteArray() : "Idempotency-Key: " + key + "\r\n") +
           "Content-Length: " + QByteArray::number(application.size()) + "\r\n\r\n" + application;
}

bool exists(SandboxThread &sandbox)
{
    return call(sandbox.port(), "GET", "/api/v1/app/made", sandbox.token()).status == 200;
}

enum class End { Open, Closed, Reset };

struct Raw
{
    QByteArray bytes;
    End end = End::Open;

    QByteArray body() const { return bytes.mid(bytes.indexOf("\r\n\r\n") + 4); }
};

/// All that comes back until the end, or until nothing more does for a while. Qt's socket would not
/// tell a reset from a close.
Raw rawTalk(quint16 port, const QByteArray &bytes, int timeoutMs)
{
    Raw raw;
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = qToBigEndian(port);
    address.sin_addr.s_addr = qToBigEndian<quint32>(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
        ::send(socket, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL) ==
            bytes.size()) {
        pollfd waiting{socket, POLLIN, 0};
        while (raw.end == End::Open && ::poll(&waiting, 1, timeoutMs) > 0) {
            char part[4096];
            const ssize_t size = ::recv(socket, part, sizeof part, 0);
            if (size > 0) {
                raw.bytes.append(part, size);
            } else {
                raw.end = size < 0 && errno == ECONNRESET ? End::Reset : End::Closed;
            }
        }
    }
    ::close(socket);
    return raw;
}

} // namespace

void TestFaults::answersNothing_data()
{
    QTest::addColumn<bool>("done");
    QTest::addColumn<bool>("reset");
    QTest::newRow("drop,method=POST") << false << false;
    QTest::newRow("drop,method=POST,done=yes") << true << false;
    QTest::newRow("drop,method=POST,done=yes,delay=50") << true << false;
    QTest::newRow("reset,method=POST") << false << true;
    QTest::newRow("reset,method=POST,done=yes") << true << true;
}

void TestFaults::answersNothing()
{
    QFETCH(bool, done);
    QFETCH(bool, reset);
    SandboxThread sandbox(withFaults({QString::fromLatin1(QTest::currentDataTag())}));
    const Raw raw = rawTalk(sandbox.port(), createRequest(), 10000);
    QCOMPARE(raw.bytes, QByteArray());
    QCOMPARE(int(raw.end), int(reset ? End::Reset : End::Closed));
    QCOMPARE(exists(sandbox), done);
}

void TestFaults::breaksTheWire_data()
{
    QTest::addColumn<bool>("closed");
    QTest::newRow("truncate") << true;
    QTest::newRow("truncate=20") << true;
    QTest::newRow("truncate=1000000") << true;
    QTest::newRow("bad-chunks") << true;
    QTest::newRow("long-length") << true;
    QTest::newRow("short-length") << false;
}

void TestFaults::breaksTheWire()
{
    QFETCH(bool, closed);
    const QString fault = QString::fromLatin1(QTest::currentDataTag());
    SandboxThread sandbox(withFaults({fault + u",method=POST"_s}));
    const Raw raw = rawTalk(sandbox.port(), createRequest(), closed ? 10000 : 200);
    QCOMPARE(int(raw.end), int(closed ? End::Closed : End::Open));
    const QByteArray head = raw.bytes.first(raw.bytes.indexOf("\r\n\r\n") + 1);
    const QByteArray body = raw.body();
    static const QRegularExpression lengthOf(u"content-length: (\\d+)\r"_s);
    const auto length = lengthOf.match(QString::fromLatin1(head));
    const qsizetype said = length.captured(1).toLongLong();
    const bool whole = QJsonDocument::fromJson(body)[u"name"_s] == u"Made"_s;
    if (fault == u"truncate=20") {
        QCOMPARE(raw.bytes, "HTTP/1.1 201 Created");
    } else if (fault == u"bad-chunks") {
        QVERIFY(head.contains("transfer-encoding: chunked\r") && !length.hasMatch());
        QVERIFY2(body.contains("\r\nzz\r\n") && body.contains("\"name\""), body.constData());
    } else if (fault == u"truncate") {
        QVERIFY(body.size() == said / 2 && said > 50);
    } else if (fault == u"truncate=1000000") {
        QCOMPARE(body.size(), said - 1); // even so it is cut
    } else if (fault == u"long-length") {
        QVERIFY(whole);
        QCOMPARE(said, body.size() + 10);
    } else {
        QVERIFY(whole);
        QCOMPARE(said, body.size() - 10);
    }
    QVERIFY(exists(sandbox));
}

void TestFaults::spoilsTheBody_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("bad-json") << QByteArray("application/json");
    QTest::newRow("wrong-shape") << QByteArray("application/json");
    QTest::newRow("wrong-type") << QByteArray("text/plain");
}

void TestFaults::spoilsTheBody()
{
    const QString fault = QString::fromLatin1(QTest::currentDataTag());
    SandboxThread sandbox(withFaults({fault + u",op=createApplication"_s}));
    const WireAnswer answer =
        call(sandbox.port(), "POST", "/api/v1/app", sandbox.token(), application);
    QCOMPARE(answer.status, 201);
    QTEST(answer.header("content-type"), "type");
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    QCOMPARE(document.isNull(), fault == u"bad-json");
    QCOMPARE(document.isArray(), fault == u"wrong-shape");
    QCOMPARE(document[u"name"_s].toString() == u"Made"_s, fault == u"wrong-type");
    QVERIFY(!answer.body.isEmpty());
    QVERIFY(exists(sandbox));
}

/// A deletion answers 204 without a body: what goes wrong with a body brings one along.
void TestFaults::emptyAnswersGoWrongToo()
{
    SandboxThread sandbox(optionsOf(SandboxOptions::Seed::Empty));
    for (const char *fault : {"bad-json", "wrong-shape", "wrong-type", "truncate", "bad-chunks",
                              "long-length", "short-length"}) {
        call(sandbox.port(), "PUT", "/sandbox/faults", sandbox.token(),
             R"({"rules":[")" + QByteArray(fault) + R"(,method=DELETE"]})");
        call(sandbox.port(), "POST", "/api/v1/app", sandbox.token(), application);
        QVERIFY(exists(sandbox));
        const Raw raw = rawTalk(sandbox.port(),
                                "DELETE /api/v1/app/made HTTP/1.1\r\nHost: localhost\r\n"
                                "Authorization: Bearer test-token\r\n\r\n",
                                100);
        const QByteArray name = fault;
        if (name.startsWith("wrong") || name == "bad-json") {
            QVERIFY2(raw.bytes.startsWith("HTTP/1.1 200 OK\r\n") && !raw.body().isEmpty(), fault);
        } else {
            QVERIFY2(raw.bytes.startsWith("HTTP/1.1 204 "), fault);
            QCOMPARE(raw.bytes.contains("\r\n\r\n"), name != "truncate");
            QVERIFY2(name != "long-length" || raw.bytes.contains("content-length: 10\r\n"), fault);
            QVERIFY2(name != "short-length" || raw.bytes.endsWith("\r\n\r\n{}"), fault);
            QVERIFY2(name != "bad-chunks" || raw.body().startsWith("zz\r\n"), fault);
        }
        QVERIFY2(!exists(sandbox), fault);
    }
}

void TestFaults::answersWithAStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("retryAfter"); // "date": as a date, else as it stands
    const auto row = [](const char *text, int status, const char *code,
                        const char *type = "application/json", const char *retryAfter = "") {
        QTest::newRow(text) << status << QByteArray(type) << QString::fromLatin1(code)
                            << QString::fromLatin1(retryAfter);
    };
    row("400", 400, "fault");
    row("401", 401, "authentication_failed");
    row("403", 403, "insufficient access");
    row("404", 404, "not_found");
    row("409", 409, "conflict");
    row("422", 422, "");
    row("429", 429, "rate_limit");
    row("429,retry-after=7", 429, "rate_limit", "application/json", "7");
    row("429,retry-after=date:60", 429, "rate_limit", "application/json", "date");
    row("500", 500, "");
    row("502,body=html", 502, "", "text/html; charset=utf-8");
    row("503,body=empty,retry-after=0", 503, "", "", "0");
    row("504,done=yes", 504, "fault");
}

void TestFaults::answersWithAStatus()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QString, retryAfter);
    const QString rule = QString::fromLatin1(QTest::currentDataTag());
    SandboxThread sandbox(withFaults({rule + u",method=POST"_s}));
    const WireAnswer answer =
        call(sandbox.port(), "POST", "/api/v1/app", sandbox.token(), application);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.header("content-type"), type);
    QTEST(jsonOf(answer)[u"code"_s].toString(), "code");
    QCOMPARE(status == 422, jsonOf(answer)[u"detail"_s].isArray());
    QCOMPARE(answer.body.contains("<html>"), type.startsWith("text/html"));
    if (retryAfter == u"date") {
        const QDateTime when =
            QLocale::c().toDateTime(QString::fromLatin1(answer.header("retry-after")),
                                    u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
        QVERIFY(when.isValid());
        const qint64 seconds =
            QDateTime::currentDateTimeUtc().secsTo(QDateTime(when.date(), when.time(), Qt::UTC));
        QVERIFY2(seconds > 30 && seconds <= 61, qPrintable(QString::number(seconds)));
    } else {
        QCOMPARE(QString::fromLatin1(answer.header("retry-after")), retryAfter);
    }
    QCOMPARE(exists(sandbox), rule.contains(u"done=yes"));
}

void TestFaults::delaysOnlyWhatItFits()
{
    SandboxThread sandbox(withFaults({u"delay=400,op=createApplication"_s,
                                      u"503,op=getApplication,delay=400,first=1"_s,
                                      u"delay=60000,op=listEventTypes"_s}));
    const auto msOf = [&](const QByteArray &method, const QByteArray &path, int status) {
        QElapsedTimer clock;
        clock.start();
        const WireAnswer answer = call(sandbox.port(), method, path, sandbox.token(),
                                       method == "POST" ? application : QByteArray());
        return answer.status == status ? clock.elapsed() : -1;
    };
    QVERIFY(msOf("POST", "/api/v1/app", 201) >= 400);
    QVERIFY(msOf("GET", "/api/v1/app/made", 503) >= 400);
    // A rule that is used up delays nothing any more: the answer is there before that of a request
    // which was sent first and fits a rule of a minute.
    WireConnection slow(sandbox.port());
    QVERIFY(
        slow.say("GET /api/v1/event-type HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
                 sandbox.token() + "\r\n\r\n"));
    QVERIFY(msOf("GET", "/api/v1/app/made", 200) >= 0);
    QVERIFY(!slow.hear(1));
}

void TestFaults::lostAnswerAndSameKeyMakeOneMessage()
{
    SandboxThread sandbox(withFaults({u"drop,op=createMessage,done=yes,first=1"_s}));
    const QString app = makeApplication(sandbox);
    const QByteArray path = "/api/v1/app/" + app.toLatin1() + "/msg";
    const auto post = [&](const QByteArray &key) {
        return call(sandbox.port(), "POST", path, sandbox.token(),
                    R"({"eventType":"a.b","payload":{}})", {{"Idempotency-Key", key}});
    };
    QVERIFY(post("one").closed);
    const WireAnswer again = post("one");
    QCOMPARE(again.status, 202);
    const auto messages = [&] {
        return jsonOf(call(sandbox.port(), "GET", path, sandbox.token()))[u"data"_s].toArray();
    };
    QCOMPARE(messages().size(), 1);
    QCOMPARE(messages()[0][u"id"_s], jsonOf(again)[u"id"_s]);
    QCOMPARE(post("two").status, 202);
    QCOMPARE(messages().size(), 2);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestFaults)
#include "tst_faults.moc"
