// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxprogram.h"
#include "support/testmain.h"

#include <QJsonArray>

#include <csignal>
#include <map>
#include <random>
#include <thread>

using namespace Qt::StringLiterals;

namespace svix::test {

namespace {

constexpr unsigned seed = 20261126;
constexpr int rounds = 24;
// Of one kind of object; more would make the looking longer than the writing.
constexpr int names = 12;

/// A write, and how to see afterwards that it was done.
struct Write
{
    QByteArray verb;
    QByteArray path;
    QByteArray body;
    QByteArray readPath;
    QByteArray seen; ///< in the body of readPath once it was done; empty: it is not found any more
};

/// What the client knows of one path.
struct Known
{
    QByteArray body; ///< as it was read; empty when not found
    QByteArray seen; ///< what the last acknowledged write left, when it was not read since
    bool isRead = true;
};

QByteArray json(const QList<std::pair<QByteArray, QByteArray>> &members)
{
    QJsonObject object;
    for (const auto &[name, value] : members) {
        object.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Makes writes of every kind, with names that come again, so that they meet each other.
class Writer
{
public:
    Write next()
    {
        const QByteArray app = "app/a" + number();
        const QByteArray endpoint = app + "/endpoint/e" + QByteArray::number(m_random() % 2);
        const QByteArray type = "event-type/t" + number();
        const QByteArray mark = "v" + QByteArray::number(++m_mark);
        switch (m_random() % 14) {
        case 0:
        case 1:
            return {"PUT", app, json({{"name", mark}, {"uid", app.mid(4)}}), app, mark};
        case 2:
            return {"PATCH", app, "{\"metadata\":" + json({{"m", mark}}) + '}', app, mark};
        case 3:
            return m_random() % 3 == 0 ? Write{"DELETE", app, {}, app, {}} : next();
        case 4:
        case 5:
            return {"PUT", endpoint,
                    json({{"url", "https://fail.a.example/"},
                          {"description", mark},
                          {"uid", endpoint.mid(endpoint.lastIndexOf('/') + 1)}}),
                    endpoint, mark};
        case 6:
            return {"PATCH", endpoint, json({{"description", mark}}), endpoint, mark};
        case 7:
            return {"PUT", endpoint + "/headers", "{\"headers\":" + json({{"X-Mark", mark}}) + '}',
                    endpoint + "/headers", mark};
        case 8: {
            const QByteArray key = ("key of 24 bytes, " + mark).leftJustified(24, '.').toBase64();
            return {"POST", endpoint + "/secret/rotate", json({{"key", "whsec_" + key}}),
                    endpoint + "/secret", key};
        }
        case 9:
            return {"PUT", type, json({{"description", mark}}), type, mark};
        case 10:
            return {"DELETE", type + "?expunge=true", {}, type, {}};
        default: {
            const QByteArray id = "m" + mark;
            return {"POST", app + "/msg",
                    "{\"eventType\":\"a.b\",\"eventId\":\"" + id +
                        "\",\"payload\":" + json({{"mark", mark}}) + '}',
                    app + "/msg/" + id, mark};
        }
        }
    }
    unsigned random() { return static_cast<unsigned>(m_random()); }

private:
    QByteArray number() { return QByteArray::number(m_random() % names); }

    std::mt19937 m_random{seed};
    int m_mark = 0;
};

bool isDone(int status)
{
    return status >= 200 && status < 300;
}

} // namespace

/// A process that is killed at any moment, again and again, while a client writes.
class TestKilled : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void losesNothingThatItAcknowledged();

private:
    void look(const SandboxProgram &program);
    void writeUntilKilled(SandboxProgram &program);

    Writer m_writer;
    std::map<QByteArray, Known> m_known;
    std::optional<Write> m_open; // sent, and neither acknowledged nor refused
    int m_acknowledged = 0;
    int m_cut = 0;
};

void TestKilled::writeUntilKilled(SandboxProgram &program)
{
    const auto pid = static_cast<pid_t>(program.process.processId());
    // Some writes, and then at any moment of the next ones.
    const int last = m_acknowledged + 5 + static_cast<int>(m_writer.random() % 20);
    const auto wait = std::chrono::microseconds(m_writer.random() % 20000);
    std::thread killer;
    for (;;) {
        const Write write = m_writer.next();
        if (m_known.count(write.readPath) == 0) {
            const WireAnswer before = program.ask("GET", write.readPath);
            if (before.status == 0) {
                break;
            }
            m_known[write.readPath].body = before.status == 200 ? before.body : QByteArray();
        }
        const WireAnswer answer = program.ask(write.verb, write.path, write.body);
        if (answer.status == 0) {
            m_open = write;
            ++m_cut;
            break;
        }
        if (!isDone(answer.status)) {
            continue; // there is no such object at the moment
        }
        if (++m_acknowledged == last) {
            killer = std::thread([pid, wait] {
                std::this_thread::sleep_for(wait);
                ::kill(pid, SIGKILL);
            });
        }
        if (write.verb == "DELETE" && write.path.startsWith("app/")) {
            for (auto &[path, known] : m_known) {
                if (path.startsWith(write.path + '/')) {
                    known = {};
                }
            }
        }
        // What belongs to an object that was not there may be there by now.
        std::erase_if(m_known, [&](const auto &entry) {
            return entry.second.body.isEmpty() && entry.first.startsWith(write.path + '/');
        });
        Known &known = m_known[write.readPath];
        const WireAnswer read = program.ask("GET", write.readPath);
        known = {read.status == 200 ? read.body : QByteArray(), write.seen, read.status != 0};
        if (read.status == 0) {
            break;
        }
    }
    if (killer.joinable()) {
        killer.join();
    }
    program.process.waitForFinished(5000);
}

void TestKilled::look(const SandboxProgram &program)
{
    for (auto &[path, known] : m_known) {
        const QByteArray body = program.get(path);
        const auto text = [&] {
            return path + " is " + body + " and was " + known.body + ", to have " + known.seen;
        };
        const bool open =
            m_open && (m_open->readPath == path ||
                       (m_open->verb == "DELETE" && path.startsWith(m_open->path + '/')));
        const bool asBefore = known.isRead           ? body == known.body
                              : known.seen.isEmpty() ? body.isEmpty()
                                                     : body.contains(known.seen);
        const bool asOpen = open && (m_open->seen.isEmpty() || m_open->readPath != path
                                         ? body.isEmpty()
                                         : body.contains(m_open->seen));
        const bool made = m_open && m_open->verb == "PUT" && known.body.isEmpty() &&
                          path.startsWith(m_open->path + '/');
        QVERIFY2(asBefore || asOpen || made, text().constData());
        known = {body, {}, true};
    }
    m_open.reset();
}

void TestKilled::losesNothingThatItAcknowledged()
{
    const QTemporaryDir dir;
    // Whatever is sent fails and is tried again only after the test.
    const QStringList arguments{u"--data"_s, dir.filePath(u"data"_s), u"--retry-schedule"_s,
                                u"3600"_s};
    for (int round = 0; round < rounds; ++round) {
        SandboxProgram program(arguments);
        QVERIFY2(program.isUp(), program.process.readAllStandardError().constData());
        look(program);
        if (QTest::currentTestFailed()) {
            qInfo("round %d of seed %u", round, seed);
            return;
        }
        writeUntilKilled(program);
    }
    QVERIFY(m_acknowledged >= 5 * rounds);
    QVERIFY(m_cut > 0); // some were killed with a write under way

    // Every message that an endpoint was to get has been tried there by now, wherever the process
    // was killed between the answer, the delivery and its record.
    SandboxProgram program(arguments);
    look(program);
    for (int name = 0; name < names; ++name) {
        const QByteArray app = "app/a" + QByteArray::number(name);
        if (!program.get(app).contains("app_")) {
            continue;
        }
        const auto planned = [&] {
            int open = 0;
            for (const auto &endpoint :
                 QJsonDocument::fromJson(program.get(app + "/endpoint"))[u"data"_s].toArray()) {
                const QByteArray id = endpoint[u"id"_s].toString().toLatin1();
                const QJsonArray sent = QJsonDocument::fromJson(program.get(
                    app + "/endpoint/" + id + "/msg?limit=250"))[u"data"_s]
                                            .toArray();
                for (const auto &message : sent) {
                    open += message[u"nextAttempt"_s].isString() ? 0 : 1;
                }
            }
            return open;
        };
        QTRY_COMPARE(planned(), 0); // failed once and waiting for the retry, each of them
    }
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestKilled)
#include "tst_killed.moc"
