// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpserver.h"

#include "sandbox/http/httpconnection.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

#include <sys/socket.h>
#include <unistd.h>

namespace svix::sandbox {

namespace {

constexpr int acceptPauseMs = 50;

// Only these names reach this server without somebody else's name pointing here.
bool isOwnHost(const QByteArray &host)
{
    QByteArray name = host.toLower();
    const qsizetype colon = name.lastIndexOf(':');
    if (colon >= 0 && !name.endsWith(']')) {
        const bool port = std::all_of(name.cbegin() + colon + 1, name.cend(),
                                      [](char c) { return c >= '0' && c <= '9'; });
        if (!port) {
            return false;
        }
        name.truncate(colon);
    }
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

// Says why, as far as the empty buffer of a new connection takes it without waiting, and closes.
void turnAway(qintptr descriptor)
{
    static constexpr char text[] = "HTTP/1.1 503 Service Unavailable\r\n"
                                   "content-length: 0\r\nconnection: close\r\n\r\n";
    const int socket = static_cast<int>(descriptor);
    const auto sent = ::send(socket, text, sizeof text - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    Q_UNUSED(sent) // the client is gone, or learns from the close
    ::shutdown(socket, SHUT_WR);
    ::close(socket);
}

} // namespace

HttpServer::HttpServer(Handler handler, const ConnectionLimits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_handler(std::move(handler))
    , m_limits(limits)
{
    setListenBacklogSize(limits.connections);
    connect(this, &QTcpServer::acceptError, this, &HttpServer::acceptAgain);
}

bool HttpServer::start(quint16 port)
{
    return listen(QHostAddress(QHostAddress::LocalHost), port);
}

HttpAnswer HttpServer::answer(const HttpRequest &request) const
{
    const QByteArray *host = request.header("host");
    if (!host && request.minorVersion == 1) {
        return HttpAnswer::json(400,
                                R"({"code":"bad_host","detail":"The Host header is missing."})");
    }
    if (host && !isOwnHost(*host)) {
        return HttpAnswer::json(
            421,
            R"({"code":"bad_host","detail":"This server answers to 127.0.0.1 and localhost only."})");
    }
    return m_handler(request);
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    if (m_connections >= m_limits.connections && !closeLongestIdle()) {
        turnAway(descriptor);
        return;
    }
    auto *socket = new QTcpSocket;
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    ++m_connections;
    auto *connection = new HttpConnection(socket, this);
    connect(connection, &HttpConnection::idleChanged, this,
            [this, connection](bool idle) { setIdle(connection, idle); });
    connect(connection, &HttpConnection::closed, this, [this, connection] {
        --m_connections;
        setIdle(connection, false);
    });
    setIdle(connection, true);
}

// False when every connection is at work.
bool HttpServer::closeLongestIdle()
{
    const auto oldest = std::find_if(m_idle.begin(), m_idle.end(),
                                     [](const auto &entry) { return entry.second->isUnused(); });
    if (oldest == m_idle.end()) {
        return false;
    }
    oldest->second->close();
    return true;
}

// Qt pauses accepting with this error, and leaves it to us to go on.
void HttpServer::acceptAgain()
{
    closeLongestIdle();
    QTimer::singleShot(acceptPauseMs, this, &QTcpServer::resumeAccepting);
}

void HttpServer::setIdle(HttpConnection *connection, bool idle)
{
    const auto at = m_idleSince.find(connection);
    if (at != m_idleSince.end()) {
        m_idle.erase(at->second);
        m_idleSince.erase(at);
    }
    if (idle) {
        m_idle.emplace(++m_turn, connection);
        m_idleSince.emplace(connection, m_turn);
    }
}

} // namespace svix::sandbox
