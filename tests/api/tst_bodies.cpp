// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers that are broken off, malformed, too large or not HTTP at all: never half an object.
#include "api/wiretest.h"

#include <QProcess>
#include <QtEndian>

using namespace svix;
using namespace svix::test;

namespace {

constexpr char okHead[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
constexpr char chunkedHead[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

QByteArray littleEndian(quint32 value)
{
    QByteArray out(4, '\0');
    qToLittleEndian(value, out.data());
    return out;
}

quint32 crc32(const QByteArray &data)
{
    quint32 crc = 0xffffffff;
    for (const char c : data) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
        }
    }
    return ~crc;
}

// zlib's stream in the clothes of gzip: qCompress puts a length and two bytes before it, four
// after.
QByteArray gzip(const QByteArray &data, quint32 crcError = 0)
{
    return QByteArray::fromHex("1f8b08000000000000ff") + qCompress(data).mid(6).chopped(4) +
           littleEndian(crc32(data) ^ crcError) + littleEndian(quint32(data.size()));
}

QByteArray withLength(const QByteArray &length, const QByteArray &body)
{
    return okHead + QByteArray("Content-Length: ") + length + "\r\n\r\n" + body;
}

QByteArray gzipped(const QByteArray &body)
{
    return okHead + QByteArray("Content-Encoding: gzip\r\nContent-Length: ") +
           QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

[[maybe_unused]] qint64 kilobytes(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name)) {
            return line.simplified().split(' ').value(1).toLongLong();
        }
    }
    return 0;
}

} // namespace

class TestBodies : public WireTest
{
    Q_OBJECT

private Q_SLOTS:
    void case12_contentLengthTooLong_data()
    {
        const QByteArray body = application();
        const QByteArray longer = QByteArray::number(body.size() + 40);
        rows({{"closed", withLength(longer, body), true, {ErrorKind::ConnectionLost}},
              {"open", withLength(longer, body), false, {ErrorKind::Timeout}}});
    }
    void case12_contentLengthTooLong() { check(); }
    void case13_contentLengthWrong_data()
    {
        const QByteArray body = application();
        const QByteArray right = QByteArray::number(body.size());
        const QByteArray shorter = QByteArray::number(body.size() - 30);
        rows({{"short", withLength(shorter, body), true, {ErrorKind::BadAnswer}},
              {"doubled, the first right",
               okHead + ("Content-Length: " + right + "\r\nContent-Length: " + shorter +
                         "\r\n\r\n" + body),
               true,
               {ErrorKind::Protocol}},
              {"doubled, the second right",
               okHead + ("Content-Length: " + shorter + "\r\nContent-Length: " + right +
                         "\r\n\r\n" + body),
               true,
               {ErrorKind::Protocol}},
              {"negative", withLength("-5", body), true, {ErrorKind::Protocol}},
              {"not a number", withLength("NaN", body), true, {ErrorKind::Protocol}},
              {"hexadecimal", withLength("0x80", body), true, {ErrorKind::Protocol}},
              {"too large for a number",
               withLength("99999999999999999999", body),
               true,
               {ErrorKind::Protocol, ErrorKind::ConnectionLost}}});
    }
    void case13_contentLengthWrong() { check(); }
    void case14_badChunks_data()
    {
        const QByteArray body = application();
        const QByteArray size = QByteArray::number(body.size(), 16);
        const QList<ErrorKind> expected{ErrorKind::BadAnswer, ErrorKind::ConnectionLost,
                                        ErrorKind::Protocol};
        rows({{"bad size", chunkedHead + ("xyz\r\n" + body + "\r\n0\r\n\r\n"), true, expected},
              {"negative", chunkedHead + ("-" + size + "\r\n" + body + "\r\n0\r\n\r\n"), true,
               expected},
              {"17 F's", chunkedHead + ("FFFFFFFFFFFFFFFFF\r\n" + body + "\r\n0\r\n\r\n"), true,
               expected},
              {"bad second size",
               chunkedHead + ("10\r\n" + body.first(16) + "\r\nzz\r\n" + body.mid(16) + "\r\n"),
               true, expected}});
    }
    void case14_badChunks() { check(); }
    void case15_chunkedWithoutEnd_data()
    {
        const QByteArray body = application();
        const QByteArray size = QByteArray::number(body.size(), 16);
        // When the connection ends along with the last bytes, Qt cannot tell: then the shape of the
        // body decides. A whole object without the end of its chunks is still the whole object.
        rows({{"whole body",
               chunkedHead + (size + "\r\n" + body + "\r\n"),
               true,
               {ErrorKind::ConnectionLost, ErrorKind::None}},
              {"open", chunkedHead + (size + "\r\n" + body + "\r\n"), false, {ErrorKind::Timeout}},
              {"half a chunk",
               chunkedHead + (size + "\r\n" + body.first(20)),
               true,
               {ErrorKind::ConnectionLost, ErrorKind::BadAnswer}},
              {"half an object in a whole chunk",
               chunkedHead + ("14\r\n" + body.first(20) + "\r\n"),
               true,
               {ErrorKind::ConnectionLost, ErrorKind::BadAnswer}}});
    }
    void case15_chunkedWithoutEnd() { check(); }
    void case16_gzipCutWithMatchingLength_data()
    {
        const QByteArray whole = gzip(application(QByteArray(3000, 'x') + "Acme"));
        rows({{"half",
               gzipped(whole.first(whole.size() / 2)),
               false,
               {ErrorKind::BadAnswer, ErrorKind::Protocol}},
              {"without its end",
               gzipped(whole.chopped(30)),
               false,
               {ErrorKind::BadAnswer, ErrorKind::Protocol}}});
    }
    void case16_gzipCutWithMatchingLength() { check(); }
    void case16_gzipOfARawDocumentCut()
    {
        // The server's own document is kept as it is, so nothing else would notice.
        const QByteArray whole = gzip(R"({"openapi":"3.0.2","paths":{"/a":{},"/b":{}}})");
        FaultServer server;
        ApiClient client(serve(server));
        server.always(fault::raw(gzipped(whole), false));
        QVERIFY(!errorOf(client.get<op::document>(CallOptions())).isError());
        server.always(fault::raw(gzipped(whole.chopped(14)), false));
        const Error error = errorOf(client.get<op::document>(CallOptions()));
        QVERIFY(error.kind == ErrorKind::BadAnswer || error.kind == ErrorKind::Protocol);
    }
    void case17_gzipThatIsNone_data()
    {
        const QByteArray body = application();
        rows({{"wrong checksum", gzipped(gzip(body, 0x1234)), false, {ErrorKind::Protocol}},
              {"not gzip", gzipped(body), false, {ErrorKind::Protocol}}});
    }
    void case17_gzipThatIsNone() { check(); }
    // Qt goes on receiving after the body could not be decoded, and warns of the second error when
    // the end is one as well: a status, or a connection that closes too early.
    void case17_gzipThatIsNoneAndAnErrorAfterIt_data()
    {
        const QByteArray body = application(QByteArray(3000, 'x'));
        const QByteArray refused = "HTTP/1.1 422 No\r\nContent-Encoding: gzip\r\n";
        const QByteArray length = "Content-Length: " + QByteArray::number(body.size());
        QByteArray damaged = gzip(body);
        damaged[12] = char(0xff);
        damaged[13] = char(0xff);
        rows({{"a status, not gzip",
               refused + length + "\r\n\r\n" + body,
               false,
               {ErrorKind::Validation}},
              {"a status, wrong checksum",
               gzipped(gzip(body, 0x1234)).replace("200 OK", "422 No"),
               false,
               {ErrorKind::Validation}},
              {"closed early, not gzip",
               okHead + QByteArray("Content-Encoding: gzip\r\nContent-Length: 9000\r\n\r\n") + body,
               true,
               {ErrorKind::Protocol, ErrorKind::ConnectionLost}},
              {"closed early, damaged",
               okHead + QByteArray("Content-Encoding: gzip\r\nContent-Length: 9000\r\n\r\n") +
                   damaged,
               true,
               {ErrorKind::Protocol, ErrorKind::ConnectionLost}},
              {"closed early, cut",
               okHead + QByteArray("Content-Encoding: gzip\r\nContent-Length: 9000\r\n\r\n") +
                   gzip(body).chopped(20),
               true,
               {ErrorKind::ConnectionLost, ErrorKind::BadAnswer}}});
    }
    void case17_gzipThatIsNoneAndAnErrorAfterIt() { checkKind(); }
    void goodGzipIsRead()
    {
        FaultServer server;
        server.always(fault::raw(gzipped(gzip(application())), false));
        QCOMPARE(readOne(serve(server)).detail, QString());
    }
    void case18_gzipBomb_data() { bothSchemes(); }
    void case18_gzipBomb()
    {
        QFETCH(bool, tls);
        QProcess process;
        process.start(u"bash"_s, {u"-c"_s, u"head -c 300000000 /dev/zero | gzip -9"_s});
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray bomb = process.readAllStandardOutput();
        QVERIFY(bomb.size() > 200'000 && bomb.size() < 400'000);
        FaultServer server;
        server.always(fault::raw(gzipped(bomb), false));
        const ClientConfig config = serve(server, tls);
        QFile peak(u"/proc/self/clear_refs"_s); // writing 5 forgets the peak
        const bool canMeasure = peak.open(QIODevice::WriteOnly) && peak.write("5") == 1;
        peak.close();
        [[maybe_unused]] const qint64 before = kilobytes("VmRSS");
        const Error error = readOne(config);
        QVERIFY2(error.kind == ErrorKind::Protocol || error.kind == ErrorKind::TooLarge,
                 qPrintable(error.detail));
        QVERIFY(canMeasure);
#ifndef __SANITIZE_ADDRESS__
        const qint64 grown = kilobytes("VmHWM") - before;
        QVERIFY2(grown < 50'000, qPrintable(QString::number(grown)));
#endif
    }
    void case19_hugeBody_data()
    {
        bothSchemes();
    }
    void case19_hugeBody()
    {
        QFETCH(bool, tls);
        FaultServer server;
        qint64 sent = 0;
        server.always([&sent](FaultPeer &peer, const SeenRequest &) {
            peer.send(withLength("209715200", "{\"x\":\""));
            auto *timer = new QTimer(&peer);
            connect(timer, &QTimer::timeout, &peer, [&peer, &sent] {
                peer.send(QByteArray(1024 * 1024, 'x'));
                sent += 1024 * 1024;
            });
            timer->start(1);
        });
        ClientConfig config = serve(server, tls);
        config.deadlines.total = 20s;
        const Error error = readOne(config);
        QCOMPARE(error.kind, ErrorKind::TooLarge);
        QVERIFY(error.detail.contains(u"32 MiB"_s));
        QTRY_COMPARE(server.open(), 0);
        QVERIFY2(sent < 150LL * 1024 * 1024, qPrintable(QString::number(sent)));
        QCOMPARE(server.count(), 1);
    }
    void case19_theCapItself()
    {
        FaultServer server;
        ClientConfig config = serve(server);
        config.deadlines.largestBody = 1000;
        const QByteArray frame = application({});
        server.always(fault::answer(200, application(QByteArray(1000 - frame.size(), 'x'))));
        QCOMPARE(readOne(config).detail, QString());
        server.always(fault::answer(200, application(QByteArray(1001 - frame.size(), 'x'))));
        QCOMPARE(readOne(config).kind, ErrorKind::TooLarge);
        ApiClient client(config); // a write was done, whatever the size of its answer
        ApplicationIn in;
        in.name = u"x"_s;
        const Error error = errorOf(
            client.act<op::updateApplication>(TestConsent::give(), CallOptions(), u"app_1"_s, in));
        QCOMPARE(error.kind, ErrorKind::TooLarge);
        QCOMPARE(error.outcome, Outcome::Done);
    }
};

SVIX_TEST_MAIN(TestBodies)
#include "tst_bodies.moc"
