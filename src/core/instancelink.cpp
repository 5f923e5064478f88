// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/instancelink.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qsizetype longestMessage = StartRequest::longestLine + 1; // with its end
constexpr int mostGuests = 8;
constexpr int guestMilliseconds = 3000;

// The temporary folder is everybody's: do not trust a name in it.
bool isOwnPeer(const QLocalSocket &socket)
{
#ifdef Q_OS_LINUX
    ucred peer{};
    socklen_t size = sizeof(peer);
    return ::getsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer,
                        &size) == 0 &&
           peer.uid == ::geteuid();
#else
    Q_UNUSED(socket)
    return true;
#endif
}

} // namespace

InstanceLink::InstanceLink(QString socket, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
{
}

InstanceLink::~InstanceLink() = default;

bool InstanceLink::listen()
{
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(mostGuests);
    connect(m_server.get(), &QLocalServer::newConnection, this, &InstanceLink::accept);
    if (!m_server->listen(m_socket)) {
        QLocalServer::removeServer(m_socket);
        if (!m_server->listen(m_socket)) {
            m_server.reset();
            return false;
        }
    }
    return true;
}

bool InstanceLink::connectToFirst(const StartRequest &request, int milliseconds) const
{
    const auto line = request.toLine();
    if (!line) {
        return false;
    }
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(milliseconds) || !isOwnPeer(socket)) {
        return false;
    }
    socket.write(*line + '\n');
    return socket.waitForReadyRead(milliseconds) && socket.read(2) == "ok";
}

void InstanceLink::accept()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        socket->setReadBufferSize(longestMessage);
        const auto guests = m_server->findChildren<QLocalSocket *>(Qt::FindDirectChildrenOnly);
        if (!isOwnPeer(*socket) || guests.size() > mostGuests) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { readFrom(socket); });
        QTimer::singleShot(guestMilliseconds, socket, [socket] { socket->abort(); });
        readFrom(socket);
    }
}

void InstanceLink::readFrom(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() >= longestMessage) {
            socket->abort();
        }
        return;
    }
    const QByteArray line = socket->readLine(longestMessage + 1).chopped(1);
    const auto request = StartRequest::fromLine(line);
    // One request a guest.
    socket->disconnect(this);
    if (!request) {
        socket->abort();
        return;
    }
    socket->write("ok");
    socket->flush(); // the guest waits for it, whatever the request sets going here
    socket->disconnectFromServer();
    Q_EMIT requestReceived(*request);
}

} // namespace svix
