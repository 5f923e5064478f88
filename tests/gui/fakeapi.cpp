// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fakeapi.h"

namespace svix::test {

namespace {

const QByteArray times = R"("createdAt":"2024-05-01T10:00:00Z","updatedAt":"2024-05-01T10:00:00Z")";

/// `text` as a JSON string.
QByteArray quoted(QByteArray text)
{
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return '"' + text + '"';
}

} // namespace

FakeApi::FakeApi()
{
    m_server.start();
    m_server.always([this](FaultPeer &peer, const SeenRequest &request) {
        const auto fault = m_fault ? m_fault(request) : std::nullopt;
        (fault ? *fault : usual(request))(peer, request);
    });
}

QList<SeenRequest> FakeApi::seen(const QByteArray &method, const QByteArray &target) const
{
    QList<SeenRequest> found;
    for (const SeenRequest &request : m_server.requests()) {
        if (request.method == method && request.target.startsWith(target)) {
            found.append(request);
        }
    }
    return found;
}

QByteArray FakeApi::idOf(const QByteArray &prefix, int number)
{
    return prefix + "_2srOrx2ZWZBpBUvZwXKQm" + QByteArray::number(1'000'000 + number).right(6);
}

QByteArray FakeApi::application(int number, const QByteArray &name)
{
    return R"({"id":")" + idOf("app", number) + R"(","name":)" +
           quoted(name + ' ' + QByteArray::number(number)) + R"(,"uid":"uid-)" +
           QByteArray::number(number) + R"(","metadata":{},)" + times + '}';
}

QByteArray FakeApi::message(int number, const QByteArray &eventType)
{
    return R"({"id":")" + idOf("msg", number) + R"(","eventId":null,"eventType":)" +
           quoted(eventType) +
           R"(,"payload":{},"channels":null,"timestamp":"2024-05-01T10:00:00Z"})";
}

QByteArray FakeApi::endpoint() const
{
    return R"({"id":")" + idOf("ep", 1) + R"(","url":)" + quoted(endpointUrl) +
           R"(,"description":)" + quoted(description) +
           R"(,"version":1,"disabled":false,"channels":null,"filterTypes":null,"metadata":{},)" +
           times;
}

QByteArray FakeApi::attempt() const
{
    return R"({"id":")" + idOf("atmpt", 1) + R"(","msgId":")" + idOf("msg", 1) +
           R"(","endpointId":")" + idOf("ep", 1) + R"(","url":)" + quoted(endpointUrl) +
           R"(,"response":)" + quoted(response) +
           R"(,"responseStatusCode":500,"responseDurationMs":5,"status":2,"triggerType":0,)"
           R"("timestamp":"2024-05-01T10:00:00Z"})";
}

Behaviour FakeApi::say(int status, const QByteArray &body) const
{
    return keepsConnections ? fault::answer(status, body)
                            : fault::raw(fault::http(status, body, "Connection: close\r\n"));
}

Behaviour FakeApi::usual(const SeenRequest &request) const
{
    const QByteArray path = request.target.split('?').constFirst().mid(7); // "/api/v1"
    const QList<QByteArray> parts = path.mid(1).split('/');
    const auto ok = [this](const QByteArray &body) {
        return say(200, QByteArray(body).replace(usualTime, time));
    };
    const auto is = [&](qsizetype at, const char *word) { return parts.value(at) == word; };
    if (is(0, "health")) {
        return ok(R"({"status":true})");
    }
    if (request.method == "POST") {
        return parts.last() == "resend" ? say(202, "{}") : say(202, message(99, eventType));
    }
    if (is(0, "event-type")) {
        return ok(page({}));
    }
    if (is(0, "app") && parts.size() == 1) {
        QByteArrayList rows;
        for (int number = 1; number <= applications; ++number) {
            rows.append(application(number, name));
        }
        return ok(page(rows.join(',')));
    }
    if (is(0, "app") && parts.size() == 2) {
        return ok(application(parts.at(1).right(3).toInt(), name));
    }
    if (is(2, "endpoint") && parts.size() == 3) {
        return ok(page(endpoint() + '}'));
    }
    if (is(2, "endpoint") && is(4, "stats")) {
        return ok(R"({"success":1,"pending":0,"fail":2,"sending":0})");
    }
    if (is(2, "attempt")) {
        return ok(page(attempt()));
    }
    if (is(2, "msg") && parts.size() == 3) {
        return ok(page(message(1, eventType) + ',' + message(2, eventType)));
    }
    if (is(2, "msg") && parts.size() == 4) {
        QByteArray one = message(1, eventType);
        return ok(one.replace("\"payload\":{}", "\"payload\":" + payload)
                      .replace(idOf("msg", 1), parts.at(3)));
    }
    if (is(4, "endpoint") && parts.size() == 5) {
        return ok(page(endpoint() + R"(,"status":2,"nextAttempt":null})"));
    }
    if (is(4, "attempt")) {
        return ok(attempt());
    }
    return say(path == "/openapi.json" ? 404 : 405, {});
}

} // namespace svix::test
