// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/instancelink.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qsizetype longestMessage = 600;
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

bool InstanceLink::isNavigation(const QString &message)
{
    if (message.isEmpty()) {
        return true;
    }
    const QStringView place = QStringView(message).mid(5);
    return message.startsWith(u"open:") && !place.isEmpty() && place.size() <= 512 &&
           std::all_of(place.begin(), place.end(),
                       [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

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

bool InstanceLink::connectToFirst(const QString &message, int milliseconds) const
{
    if (!isNavigation(message)) {
        return false;
    }
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(milliseconds) || !isOwnPeer(socket)) {
        return false;
    }
    socket.write(message.toLatin1() + '\n');
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
    const QString message = QString::fromUtf8(line);
    // One message a guest.
    socket->disconnect(this);
    if (!isNavigation(message)) {
        socket->abort();
        return;
    }
    socket->write("ok");
    socket->flush(); // the guest waits for it, whatever the message sets going here
    socket->disconnectFromServer();
    Q_EMIT messageReceived(message);
}

} // namespace svix
