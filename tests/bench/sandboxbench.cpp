// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the sandbox costs: requests against a bare server that writes the same bytes, with and
// without a folder, among a million messages. Prints figures; not a test, as they depend on the
// machine.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int calls = 1500;
constexpr int rounds = 5;
constexpr int million = 1000000;

// Whether a whole request has come, which is then taken off the front.
bool takeRequest(QByteArray &buffer)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return false;
    }
    const qsizetype at = buffer.indexOf("content-length: ");
    const qsizetype body =
        at < 0 || at > end ? 0 : buffer.mid(at + 16, buffer.indexOf('\r', at) - at - 16).toInt();
    if (buffer.size() < end + 4 + body) {
        return false;
    }
    buffer.remove(0, end + 4 + body);
    return true;
}

// The least that a server in Qt can do: it answers every request with the bytes of a file.
int serveBare(QCoreApplication &application, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return 1;
    }
    const QByteArray bytes = file.readAll();
    QTcpServer server;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        QObject::connect(socket, &QTcpSocket::readyRead, socket,
                         [socket, bytes, buffer = QByteArray()]() mutable {
                             buffer += socket->readAll();
                             while (takeRequest(buffer)) {
                                 socket->write(bytes);
                             }
                         });
    });
    server.listen(QHostAddress::LocalHost);
    QTextStream(stdout) << "http://127.0.0.1:" << server.serverPort() << Qt::endl;
    return application.exec();
}

/// A server in a process of its own.
class Server
{
public:
    Server(const QString &program, const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SVIX_SANDBOX_TOKEN"_s, u"bench"_s);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QElapsedTimer clock;
        clock.start();
        process.start(program, arguments);
        while (!process.canReadLine() && process.waitForReadyRead(300000)) {
        }
        startMs = clock.elapsed();
        const QByteArray line = process.readLine().trimmed();
        socket.connectToHost(u"127.0.0.1"_s, line.mid(line.lastIndexOf(':') + 1).toUShort());
        socket.waitForConnected();
        socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    ~Server()
    {
        process.terminate();
        process.waitForFinished(60000);
    }
    Q_DISABLE_COPY_MOVE(Server)

    QByteArray ask(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {})
    {
        socket.write(verb + " /api/v1/" + target +
                     " HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer bench\r\n"
                     "content-type: application/json\r\ncontent-length: " +
                     QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArray answer;
        qsizetype size = -1;
        while (size < 0 || answer.size() < size) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(30000)) {
                return {};
            }
            answer += socket.readAll();
            const qsizetype end = answer.indexOf("\r\n\r\n");
            if (size < 0 && end >= 0) {
                const qsizetype at = answer.indexOf("content-length: ");
                size = end + 4 + answer.mid(at + 16, answer.indexOf('\r', at) - at - 16).toInt();
            }
        }
        return answer;
    }
    QJsonObject json(const QByteArray &target)
    {
        const QByteArray answer = ask("GET", target);
        return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
    }
    qint64 residentKb() const
    {
        QFile file(u"/proc/%1/status"_s.arg(process.processId()));
        file.open(QIODevice::ReadOnly);
        const QByteArray text = file.readAll();
        return text.mid(text.indexOf("VmRSS:") + 6, 20).trimmed().split(' ').first().toLongLong();
    }

    QProcess process;
    QTcpSocket socket;
    qint64 startMs = 0;
};

struct Call
{
    const char *name;
    QByteArray verb;
    QByteArray target;
    QByteArray body;
};

double microsOf(Server &server, const Call &call, int count)
{
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < count; ++i) {
        server.ask(call.verb, call.target, call.body);
    }
    return static_cast<double>(clock.nsecsElapsed()) / 1000 / count;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void compareWithBare(QTextStream &out, const QStringList &arguments, const char *title)
{
    const QTemporaryDir dir;
    Server server(QStringLiteral(SVIX_SANDBOX_PROGRAM), arguments);
    const QByteArray message =
        server.json("app/scale/msg?limit=1")[u"data"_s][0][u"id"_s].toString().toLatin1();
    const QByteArray create =
        R"({"eventType":"invoice.paid","payload":{"number":1001,"total":12.50,"customer":"acme"}})";
    for (const Call &call :
         {Call{"list of 50", "GET", "app/scale/msg?limit=50", {}},
          Call{"get", "GET", "app/scale/msg/" + message, {}},
          // Of an application without endpoints, so that no delivery is measured with it.
          Call{"create", "POST", "app/acme/msg", create},
          // Their payloads are kept as they came, and sorted when they are read.
          Call{"list of 50 sent", "GET", "app/acme/msg?limit=50", {}}}) {
        const QString file = dir.filePath(u"answer"_s);
        QFile bytes(file);
        bytes.open(QIODevice::WriteOnly);
        bytes.write(server.ask(call.verb, call.target, call.body));
        bytes.close();
        Server bare(QCoreApplication::applicationFilePath(), {u"--bare"_s, file});
        std::vector<double> ours;
        std::vector<double> theirs;
        for (int round = 0; round < rounds; ++round) {
            ours.push_back(microsOf(server, call, calls / rounds));
            theirs.push_back(microsOf(bare, call, calls / rounds));
        }
        out << title << ", " << call.name << ": " << qRound(1e6 / median(ours))
            << " requests/s, bare server " << qRound(1e6 / median(theirs)) << ", ratio "
            << QString::number(median(ours) / median(theirs), 'f', 2) << Qt::endl;
    }
}

void measureScale(QTextStream &out, const QStringList &more, const char *title)
{
    qint64 empty = 0;
    {
        Server server(QStringLiteral(SVIX_SANDBOX_PROGRAM), {u"--seed"_s, u"scale:1"_s});
        empty = server.residentKb();
    }
    Server server(QStringLiteral(SVIX_SANDBOX_PROGRAM),
                  QStringList{u"--seed"_s, u"scale:%1"_s.arg(million)} + more);
    out << title << ": starts in " << server.startMs << " ms, "
        << (server.residentKb() - empty) * 1024 / million << " bytes a message, "
        << server.residentKb() / 1024 << " MiB in all" << Qt::endl;
    const auto iteratorAt = [&](int days) {
        const QDateTime time = QDateTime::currentDateTimeUtc().addDays(-days);
        return server
            .json("app/scale/msg?limit=10&before=" +
                  time.toString(Qt::ISODate).toLatin1())[u"iterator"_s]
            .toString()
            .toLatin1();
    };
    const QByteArray near =
        server.json("app/scale/msg?limit=10")[u"iterator"_s].toString().toLatin1();
    const QByteArray far = iteratorAt(54); // of 60 days
    for (const QByteArray &filter : {QByteArray(), QByteArray("&event_types=invoice.paid")}) {
        std::vector<double> first;
        std::vector<double> last;
        for (int round = 0; round < rounds; ++round) {
            const QByteArray list = "app/scale/msg?limit=50" + filter + "&iterator=";
            first.push_back(microsOf(server, {"", "GET", list + near, {}}, 100));
            last.push_back(microsOf(server, {"", "GET", list + far, {}}, 100));
        }
        out << title << ", page of 50" << (filter.isEmpty() ? "" : " of one type") << ": "
            << qRound(median(first)) << " us at row 10, " << qRound(median(last))
            << " us at row 900,000, ratio " << QString::number(median(last) / median(first), 'f', 2)
            << Qt::endl;
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--bare"_s) {
        return serveBare(application, arguments.value(2));
    }
    QTextStream out(stdout);
    const QTemporaryDir dir;
    const QStringList small{u"--seed"_s, u"scale:10000"_s};
    compareWithBare(out, small, "in memory");
    compareWithBare(out, small + QStringList{u"--data"_s, dir.filePath(u"small"_s)}, "with --data");
    const QStringList data{u"--data"_s, dir.filePath(u"million"_s)};
    measureScale(out, {}, "a million in memory");
    measureScale(out, data, "a million, first start with --data");
    measureScale(out, data, "a million, second start with --data");
    return 0;
}
