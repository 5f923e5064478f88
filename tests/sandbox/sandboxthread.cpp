// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxthread.h"

namespace svix::test {

using namespace sandbox;

SandboxThread::SandboxThread(const SandboxOptions &options)
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [this, options] {
            m_server = std::make_unique<SandboxServer>(options);
            m_receiver = std::make_unique<HttpServer>(
                [this](const HttpRequest &request) { return receive(request); });
            if (m_server->start() && m_receiver->start(0)) {
                m_port = static_cast<quint16>(m_server->url().port());
                m_receiverPort = m_receiver->serverPort();
                m_token = m_server->token();
            }
        },
        Qt::BlockingQueuedConnection);
}

SandboxThread::~SandboxThread()
{
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            m_server.reset();
            m_receiver.reset();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QByteArray SandboxThread::tokenFor(const QString &organisation)
{
    QByteArray token;
    QMetaObject::invokeMethod(
        &m_context, [&] { token = m_server->tokenFor(organisation); },
        Qt::BlockingQueuedConnection);
    return token;
}

void SandboxThread::setLatency(int milliseconds)
{
    QMetaObject::invokeMethod(
        &m_context, [&] { m_server->setLatency(milliseconds); }, Qt::BlockingQueuedConnection);
}

void SandboxThread::moveClock(qint64 seconds)
{
    QMetaObject::invokeMethod(
        &m_context, [&] { m_server->moveClock(seconds); }, Qt::BlockingQueuedConnection);
}

quint64 SandboxThread::rowsVisited()
{
    quint64 rows = 0;
    QMetaObject::invokeMethod(
        &m_context, [&] { rows = m_server->rowsVisited(); }, Qt::BlockingQueuedConnection);
    return rows;
}

quint64 SandboxThread::objectsVisited()
{
    quint64 objects = 0;
    QMetaObject::invokeMethod(
        &m_context, [&] { objects = m_server->objectsVisited(); }, Qt::BlockingQueuedConnection);
    return objects;
}

std::vector<HttpRequest> SandboxThread::takeDeliveries()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_deliveries, {});
}

std::size_t SandboxThread::deliveryCount()
{
    const QMutexLocker lock(&m_mutex);
    return m_deliveries.size();
}

// The receiver of the transcripts: what each path answers.
HttpAnswer SandboxThread::receive(const HttpRequest &request)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_deliveries.push_back(request);
    }
    const QByteArray path = request.path().toByteArray();
    const auto text = [](int status, const QByteArray &body) {
        return HttpAnswer{status, {{"content-type", "text/plain"}}, body, false};
    };
    if (path == "/fail") {
        return text(500, "boom");
    }
    if (path == "/gone") {
        return text(410, "gone");
    }
    if (path == "/unauth") {
        return text(401, "<html><script>alert(1)</script>no</html>");
    }
    if (path == "/redirect") {
        return {302, {{"location", "/ok"}}, {}, false};
    }
    if (path == "/later") {
        return {503, {{"retry-after", "2"}}, "later", false};
    }
    if (path == "/binary") {
        QByteArray bytes;
        for (int i = 0; i < 256; ++i) {
            bytes.append(static_cast<char>(i));
        }
        return text(200, bytes);
    }
    if (path == "/big") {
        return text(200, QByteArray(30000, 'x'));
    }
    if (path == "/json") {
        return HttpAnswer::json(200, R"({"b":1,"a":[1,2,{"c":null}]})");
    }
    if (path == "/nocontent") {
        return HttpAnswer::empty(204);
    }
    return text(200, "ok");
}

} // namespace svix::test
