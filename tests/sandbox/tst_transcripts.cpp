// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/signing.h"
#include "sandbox/json/jsontext.h"
#include "sandbox/sandboxthread.h"
#include "sandbox/unifier.h"
#include "sandbox/wireclient.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

// The order in which they were recorded; event types of earlier ones show up in later ones.
const QStringList scenarios{u"basics"_s,    u"applications"_s,   u"event-types"_s,
                            u"endpoints"_s, u"messages"_s,       u"portal"_s,
                            u"attempts"_s,  u"poisoned-header"_s};

struct Exception
{
    QString scenario;
    int step;
    QString reason;
};
// Steps that need not agree, each with its reason. There are none.
const QList<Exception> exceptions;

QString contractDirectory()
{
    const QString given = qEnvironmentVariable("SVIX_CONTRACT_DIR");
    const QString root = given.isEmpty() ? u"" SVIX_SOURCE_DIR "/../shared/contract"_s : given;
    return root + u"/transcripts"_s;
}

QByteArray readScenario(const QString &name)
{
    QFile file(contractDirectory() + u'/' + name + u".json"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As the recorder wrote bodies: members in their order, a space after "," and ":".
QByteArray spaced(const JsonNode &node, const std::function<QByteArray(QByteArray)> &fill)
{
    const auto text = [&](const QByteArray &raw) {
        const QJsonArray one{QString::fromUtf8(fill(raw))};
        const QByteArray list = QJsonDocument(one).toJson(QJsonDocument::Compact);
        return list.sliced(1, list.size() - 2);
    };
    QByteArrayList parts;
    switch (node.type) {
    case JsonNode::Type::Object:
        for (const auto &[name, value] : node.members) {
            parts.append(text(name) + ": " + spaced(value, fill));
        }
        return '{' + parts.join(", ") + '}';
    case JsonNode::Type::Array:
        for (const JsonNode &item : node.items) {
            parts.append(spaced(item, fill));
        }
        return '[' + parts.join(", ") + ']';
    case JsonNode::Type::String:
        return text(node.text);
    case JsonNode::Type::Null:
        return "null";
    default:
        return node.text;
    }
}

const JsonNode *member(const JsonNode &node, QByteArrayView name)
{
    for (const auto &[key, value] : node.members) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

} // namespace

/// Replays what a real svix-server answered. `only` names one scenario; empty for all.
class TestTranscripts : public TestObject
{
    Q_OBJECT
public:
    explicit TestTranscripts(QStringList only)
        : m_only(std::move(only))
    {
    }

private Q_SLOTS:
    void replay_data();
    void replay();

private:
    void runRequest(const QJsonObject &step, const JsonNode &raw);
    void runDeliveries(const QJsonArray &group);
    QByteArray bodyOf(const QJsonObject &request, const JsonNode &raw) const;
    QString difference(const QJsonObject &expected, const WireAnswer &answer) const;
    bool isSigned(const HttpRequest &request) const;
    QJsonArray rowsOf(const QByteArray &list) const;
    bool deliveryAgrees(const QJsonObject &expected, const HttpRequest &request) const;

    QStringList m_only;
    SandboxThread *m_sandbox = nullptr;
    Unifier *m_unifier = nullptr;
    QStringList m_problems;
    int m_step = 0;
};

void TestTranscripts::replay_data()
{
    QTest::addColumn<QString>("scenario");
    for (const QString &name : m_only.isEmpty() ? scenarios : m_only) {
        QTest::newRow(qPrintable(name)) << name;
    }
}

QByteArray TestTranscripts::bodyOf(const QJsonObject &request, const JsonNode &raw) const
{
    static const QRegularExpression sized(u"^<([0-9]+) bytes>$"_s);
    if (request.contains(u"rawBodyBase64"_s)) {
        return QByteArray::fromBase64(request[u"rawBodyBase64"_s].toString().toLatin1());
    }
    if (request.contains(u"rawBody"_s)) {
        const QString text = request[u"rawBody"_s].toString();
        const auto match = sized.match(text);
        return match.hasMatch() ? QByteArray(match.captured(1).toLongLong(), 'x') : text.toUtf8();
    }
    const JsonNode *node = member(*member(raw, "request"), "body");
    return node ? spaced(*node,
                         [this](const QByteArray &text) {
                             return m_unifier->filled(QString::fromUtf8(text)).toUtf8();
                         })
                : QByteArray();
}

QString TestTranscripts::difference(const QJsonObject &expected, const WireAnswer &answer) const
{
    if (expected[u"connectionClosed"_s].toBool()) {
        return answer.closed ? QString()
                             : u"status %1, recorded a closed connection"_s.arg(answer.status);
    }
    if (answer.status != expected[u"status"_s].toInt()) {
        return u"status %1, recorded %2: %3"_s.arg(answer.status)
            .arg(expected[u"status"_s].toInt())
            .arg(QString::fromUtf8(answer.body.left(300)));
    }
    // Those that were kept when they were there: what was not recorded was not there.
    const QJsonObject headers = expected[u"headers"_s].toObject();
    for (const QString &name : {u"content-type"_s, u"allow"_s, u"location"_s, u"retry-after"_s,
                                u"x-request-id"_s, u"server"_s, u"vary"_s}) {
        const QString real = QString::fromLatin1(answer.header(name.toLatin1()));
        if (real != headers[name].toString()) {
            return u"header %1: \"%2\", recorded \"%3\""_s.arg(name, real,
                                                               headers[name].toString());
        }
    }
    if (expected[u"empty"_s].toBool()) {
        return answer.body.isEmpty() ? QString() : u"a body where none is"_s;
    }
    if (expected.contains(u"text"_s)) {
        return QString::fromUtf8(answer.body) == expected[u"text"_s].toString()
                   ? QString()
                   : QString::fromUtf8(answer.body);
    }
    const QJsonDocument body = QJsonDocument::fromJson(answer.body);
    if (!body.isObject()) {
        return u"no JSON object: "_s + QString::fromUtf8(answer.body.left(300));
    }
    return m_unifier->compareBody(expected[u"body"_s], body.object());
}

void TestTranscripts::runRequest(const QJsonObject &step, const JsonNode &raw)
{
    const QJsonObject request = step[u"request"_s].toObject();
    QList<std::pair<QByteArray, QByteArray>> headers;
    const QJsonObject extra = request[u"headers"_s].toObject();
    for (auto it = extra.begin(); it != extra.end(); ++it) {
        headers.append({it.key().toLatin1(), it.value().toString().toLatin1()});
    }
    QByteArray token = m_sandbox->token();
    if (request.contains(u"authorization"_s)) {
        const QString given = m_unifier->filled(request[u"authorization"_s].toString());
        token = given == u"none"_s ? QByteArray() : given.toLatin1();
    }
    const QByteArray path = m_unifier->filled(request[u"path"_s].toString()).toUtf8();
    // Ids made by two steps must not fall into the same 4 ms.
    QThread::msleep(6);
    const WireAnswer answer = call(m_sandbox->port(), request[u"method"_s].toString().toLatin1(),
                                   path, token, bodyOf(request, raw), headers);
    QString problem = difference(step[u"response"_s].toObject(), answer);
    if (problem.isEmpty() && step.contains(u"rawReadBack"_s)) {
        const QString id = QJsonDocument::fromJson(answer.body)[u"id"_s].toString();
        const QByteArray read =
            call(m_sandbox->port(), "GET", path + '/' + id.toLatin1(), token).body;
        const QByteArray wanted = "\"payload\":" + step[u"rawReadBack"_s].toString().toUtf8() + ',';
        problem = read.contains(wanted) ? QString() : u"read back: "_s + QString::fromUtf8(read);
    }
    if (!problem.isEmpty()) {
        m_problems.append(u"step %1 (%2, %3 %4): %5"_s.arg(m_step).arg(
            step[u"note"_s].toString(), request[u"method"_s].toString(), QString::fromUtf8(path),
            problem));
    }
}

QJsonArray TestTranscripts::rowsOf(const QByteArray &list) const
{
    const WireAnswer answer =
        call(m_sandbox->port(), "GET", list + "?limit=250", m_sandbox->token());
    return QJsonDocument::fromJson(answer.body)[u"data"_s].toArray();
}

// By the key that one of the endpoints at that path has now, and at a time that is near.
bool TestTranscripts::isSigned(const HttpRequest &request) const
{
    const auto text = [&](const char *name) {
        const QByteArray *value = request.header(name);
        return value ? *value : QByteArray();
    };
    const QByteArray time = text("svix-timestamp");
    const qint64 age = QDateTime::currentSecsSinceEpoch() - time.toLongLong();
    if (age < 0 || age > 60) {
        return false;
    }
    for (const auto &application : rowsOf("/api/v1/app")) {
        const QByteArray endpoints =
            "/api/v1/app/" + application[u"id"_s].toString().toLatin1() + "/endpoint";
        for (const auto &endpoint : rowsOf(endpoints)) {
            if (QUrl(endpoint[u"url"_s].toString()).path().toUtf8() != request.path()) {
                continue;
            }
            const QByteArray id = endpoint[u"id"_s].toString().toLatin1();
            const WireAnswer secret = call(m_sandbox->port(), "GET",
                                           endpoints + '/' + id + "/secret", m_sandbox->token());
            const auto key = signingKey(QJsonDocument::fromJson(secret.body)[u"key"_s].toString());
            if (key && text("svix-signature")
                           .split(' ')
                           .contains(signatureV1(*key, text("svix-id"), time, request.body))) {
                return true;
            }
        }
    }
    return false;
}

bool TestTranscripts::deliveryAgrees(const QJsonObject &expected, const HttpRequest &request) const
{
    if (request.method != "POST" || request.path() != expected[u"path"_s].toString().toUtf8() ||
        request.body != expected[u"body"_s].toString().toUtf8()) {
        return false;
    }
    const QJsonArray headers = expected[u"headers"_s].toArray();
    for (const auto &header : headers) {
        const QByteArray *real = request.header(header[0].toString().toLatin1());
        const QString value = header[1].toString();
        const bool free = value.startsWith(u"{{svix-"_s);
        if (!real || (!free && m_unifier->filled(value).toLatin1() != *real)) {
            return false;
        }
    }
    // Beside the recorded ones only Host.
    return request.headers.size() == headers.size() + 1;
}

void TestTranscripts::runDeliveries(const QJsonArray &group)
{
    std::vector<HttpRequest> received = m_sandbox->takeDeliveries();
    const auto count = static_cast<qsizetype>(received.size());
    if (count != group.size()) {
        m_problems.append(
            u"step %1: %2 deliveries, recorded %3"_s.arg(m_step).arg(count).arg(group.size()));
    }
    for (const auto &expected : group) {
        const auto at = std::find_if(received.begin(), received.end(), [&](const auto &request) {
            return deliveryAgrees(expected.toObject(), request);
        });
        if (at == received.end()) {
            m_problems.append(u"step %1: no delivery to %2 as recorded"_s.arg(m_step).arg(
                expected[u"path"_s].toString()));
        } else {
            if (!isSigned(*at)) {
                m_problems.append(
                    u"step %1: a delivery to %2 with a wrong signature"_s.arg(m_step).arg(
                        expected[u"path"_s].toString()));
            }
            received.erase(at);
        }
    }
}

void TestTranscripts::replay()
{
    QFETCH(QString, scenario);
    SandboxThread sandbox{SandboxOptions{}};
    QVERIFY(sandbox.port() != 0);
    const QByteArray port = QByteArray::number(sandbox.receiverPort());
    const QByteArray text = readScenario(scenario).replace("19601", port);
    QVERIFY2(!text.isEmpty(), "no such scenario");
    m_sandbox = &sandbox;
    // What earlier scenarios left in the environment: their event types.
    for (const QString &earlier : scenarios.mid(0, scenarios.indexOf(scenario))) {
        const QByteArray other = readScenario(earlier);
        const JsonDocument raw = parseJson(other);
        const QJsonArray steps = QJsonDocument::fromJson(other)[u"steps"_s].toArray();
        Unifier unifier(steps);
        m_unifier = &unifier;
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QJsonObject request = steps[i][u"request"_s].toObject();
            const QString path = request[u"path"_s].toString();
            if (path.startsWith(u"/api/v1/event-type"_s) && !request.contains(u"authorization"_s)) {
                call(
                    sandbox.port(), request[u"method"_s].toString().toLatin1(), path.toUtf8(),
                    sandbox.token(),
                    bodyOf(request, member(raw.root, "steps")->items[static_cast<std::size_t>(i)]));
            }
        }
    }
    const JsonDocument raw = parseJson(text);
    const QJsonArray steps = QJsonDocument::fromJson(text)[u"steps"_s].toArray();
    QVERIFY(!raw.problem && !steps.isEmpty());
    Unifier unifier(steps);
    m_unifier = &unifier;
    m_problems.clear();
    for (m_step = 0; m_step < steps.size(); ++m_step) {
        const QJsonObject step = steps[m_step].toObject();
        const bool excused = std::any_of(exceptions.begin(), exceptions.end(), [&](const auto &e) {
            return scenario == e.scenario && m_step == e.step;
        });
        const qsizetype before = m_problems.size();
        if (step.contains(u"request"_s)) {
            runRequest(step, member(raw.root, "steps")->items[static_cast<std::size_t>(m_step)]);
        } else if (step.contains(u"wait"_s)) {
            QThread::msleep(static_cast<unsigned long>(step[u"wait"_s].toDouble() * 1000));
        } else if (step.contains(u"count"_s)) {
            const auto count = static_cast<int>(sandbox.takeDeliveries().size());
            if (count != step[u"count"_s].toInt()) {
                m_problems.append(
                    u"step %1: %2 deliveries, recorded %3"_s.arg(m_step).arg(count).arg(
                        step[u"count"_s].toInt()));
            }
        } else if (step.contains(u"delivery"_s)) {
            QJsonArray group;
            while (steps[m_step].toObject().contains(u"delivery"_s)) {
                group.append(steps[m_step++][u"delivery"_s]);
            }
            --m_step;
            runDeliveries(group);
        }
        if (excused) {
            m_problems.resize(before);
        }
    }
    // A scenario that counts deliveries has counted all of them.
    if (text.contains("\"count\":") && sandbox.deliveryCount() != 0) {
        m_problems.append(u"%1 deliveries that were not recorded"_s.arg(sandbox.deliveryCount()));
    }
    for (const QString &problem : std::as_const(m_problems)) {
        qInfo().noquote() << problem; // one by one: a failure's text is cut
    }
    QCOMPARE(m_problems.size(), 0);
}

} // namespace svix::test

int main(int argc, char **argv)
{
    const svix::test::PrivateHome home;
    QCoreApplication application(argc, argv);
    // Names of scenarios come first; the rest is for Qt Test.
    QStringList only;
    QStringList rest{application.arguments().constFirst()};
    for (const QString &argument : application.arguments().mid(1)) {
        (svix::test::scenarios.contains(argument) ? only : rest).append(argument);
    }
    if (!QFile::exists(svix::test::contractDirectory())) {
        std::fprintf(stderr,
                     "Skipped: no transcripts in %s; SVIX_CONTRACT_DIR tells where they are.\n",
                     qPrintable(svix::test::contractDirectory()));
        return 77;
    }
    svix::test::TestTranscripts object(only);
    return QTest::qExec(&object, rest);
}

#include "tst_transcripts.moc"
