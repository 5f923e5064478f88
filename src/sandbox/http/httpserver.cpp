// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpserver.h"

#include "sandbox/http/httpconnection.h"

#include <QHostAddress>
#include <QTcpSocket>

namespace svix::sandbox {

namespace {

// Only these names reach this server without somebody else's name pointing here.
bool isOwnHost(const QByteArray &host)
{
    QByteArray name = host.toLower();
    const qsizetype colon = name.lastIndexOf(':');
    if (colon >= 0 && !name.endsWith(']')) {
        name.truncate(colon);
    }
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

} // namespace

HttpServer::HttpServer(Handler handler, QObject *parent)
    : QTcpServer(parent)
    , m_handler(std::move(handler))
{
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
    auto *socket = new QTcpSocket;
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    if (m_connections >= maximumConnections) {
        socket->abort();
        delete socket;
        return;
    }
    ++m_connections;
    auto *connection = new HttpConnection(socket, this);
    connect(connection, &QObject::destroyed, this, [this] { --m_connections; });
}

} // namespace svix::sandbox
