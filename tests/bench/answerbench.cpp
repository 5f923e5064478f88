// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one huge answer costs the window: the longest event until it is there, and memory at the
// peak. A page of 250 messages with their payloads, served by a process of its own. Prints the
// worst of some rounds; not a test, as figures depend on the machine and on what else runs there.
#include "api/apiclient.h"
#include "bench/timedapplication.h"

#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTextStream>
#include <QTimer>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

constexpr int rounds = 5;
constexpr int rowsOfPage = 250;

QByteArray page(qsizetype bytes)
{
    QByteArray line;
    for (int i = 0; line.size() < bytes / rowsOfPage - 200; ++i) {
        line +=
            R"({"sku":"A-)" + QByteArray::number(i) + R"(","amount":19.90,"note":"two of it"},)";
    }
    line.chop(1);
    QByteArrayList rows;
    for (int row = 0; row < rowsOfPage; ++row) {
        rows.append(R"({"id":"msg_2srOrx2ZWZBpBUvZwXKQm)" + QByteArray::number(100'000 + row) +
                    R"(","eventType":"order.paid","eventId":null,"channels":null,)"
                    R"("timestamp":"2026-01-01T00:00:00Z","payload":{"lines":[)" +
                    line + R"(]}})");
    }
    return R"({"data":[)" + rows.join(',') + R"(],"iterator":null,"done":true})";
}

// The other process: answers each request with the page.
int serve(QCoreApplication &application, qsizetype bytes)
{
    const QByteArray body = page(bytes);
    const QByteArray answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
        QByteArray::number(body.size()) + "\r\n\r\n" + body;
    QTcpServer server;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            if (socket->readAll().endsWith("\r\n\r\n")) {
                socket->write(answer);
            }
        });
    });
    if (!server.listen(QHostAddress::LocalHost)) {
        return 1;
    }
    QTextStream(stdout) << server.serverPort() << Qt::endl;
    return application.exec();
}

// Of /proc/self/status, in MB of 1024 kB.
double megabytes(const char *name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name)) {
            return line.mid(qstrlen(name) + 1).trimmed().split(' ').constFirst().toDouble() / 1024;
        }
    }
    return 0;
}

void forgetPeak()
{
    malloc_trim(0);
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly)) {
        file.write("5");
    }
}

} // namespace

int main(int argc, char **argv)
{
    bench::TimedApplication application(argc, argv);
    const qsizetype bytes = 29 * 1024 * 1024;
    if (argc > 1 && QByteArray(argv[1]) == "--serve") {
        return serve(application, bytes);
    }
    QTextStream out(stdout);
    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(QCoreApplication::applicationFilePath(), {u"--serve"_s});
    if (!server.waitForReadyRead(20'000)) {
        out << "the server did not start\n";
        return 1;
    }
    ClientConfig config;
    config.baseUrl =
        QUrl(u"http://127.0.0.1:"_s + QString::fromLatin1(server.readLine().trimmed()));
    config.token = "testsk_bench";
    double longest = 0;
    double slowest = 0;
    forgetPeak();
    const double before = megabytes("VmRSS:");
    for (int round = 0; round <= rounds; ++round) {
        ApiClient client(config);
        application.longest = 0;
        QElapsedTimer clock;
        clock.start();
        qsizetype rows = 0;
        {
            QEventLoop loop;
            client.get<op::listMessages>(CallOptions(), u"app_1"_s, ListMessagesQuery())
                .then(&loop, [&](const Result<Page<MessageOut>> &result) {
                    rows = result.ok() ? result->data.size() : 0;
                    loop.quit();
                });
            loop.exec();
        }
        if (rows != rowsOfPage) {
            out << "the page did not come\n";
            return 1;
        }
        if (round > 0) { // the first round warms
            slowest = std::max(slowest, double(clock.nsecsElapsed()) / 1e6);
            longest = std::max(longest, double(application.longest) / 1e6);
        }
    }
    out << Qt::fixed << qSetRealNumberPrecision(1);
    out << "one answer of " << bytes / (1024 * 1024) << " MB, worst of " << rounds << " rounds\n";
    out << "  until it was there: " << slowest << " ms\n";
    out << "  longest event:      " << longest << " ms  (at most 100)\n";
    out << "  memory at the peak: " << megabytes("VmHWM:") - before << " MB above the start\n";
    malloc_trim(0);
    out << "  memory at the end:  " << megabytes("VmRSS:") - before << " MB above the start\n";
    server.kill();
    server.waitForFinished(5000);
    return 0;
}
