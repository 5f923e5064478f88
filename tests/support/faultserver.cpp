// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultserver.h"

#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <sys/socket.h>

namespace svix::test {

QByteArray SeenRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

int SeenRequest::count(const QByteArray &name) const
{
    int found = 0;
    for (const auto &header : headers) {
        found += header.first.compare(name, Qt::CaseInsensitive) == 0;
    }
    return found;
}

FaultPeer::FaultPeer(QTcpSocket *socket, int number, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_number(number)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &FaultPeer::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &FaultPeer::gone);
}

void FaultPeer::send(const QByteArray &bytes)
{
    if (m_socket->state() == QAbstractSocket::ConnectedState) {
        m_socket->write(bytes);
        m_socket->flush();
    }
}

void FaultPeer::close()
{
    m_socket->disconnectFromHost();
}

void FaultPeer::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                 sizeof atOnce);
    m_socket->abort();
}

void FaultPeer::drip(const QByteArray &byte, int milliseconds)
{
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, byte] { send(byte); });
    timer->start(milliseconds);
}

void FaultPeer::later(int milliseconds, std::function<void(FaultPeer &)> act)
{
    QTimer::singleShot(milliseconds, this, [this, act = std::move(act)] { act(*this); });
}

void FaultPeer::tunnelTo(const QString &host, quint16 port)
{
    m_tunnel = new QTcpSocket(this);
    connect(m_tunnel, &QTcpSocket::connected, this,
            [this] { send("HTTP/1.1 200 Connection established\r\n\r\n"); });
    connect(m_tunnel, &QTcpSocket::readyRead, this, [this] { send(m_tunnel->readAll()); });
    connect(m_tunnel, &QTcpSocket::disconnected, this, &FaultPeer::close);
    m_tunnel->setProxy(QNetworkProxy::NoProxy);
    m_tunnel->connectToHost(host, port);
}

void FaultPeer::read()
{
    m_buffer += m_socket->readAll();
    if (m_tunnel) {
        m_tunnel->write(m_buffer);
        m_buffer.clear();
        return;
    }
    const QPointer<FaultPeer> self(this);
    while (self && !m_buffer.isEmpty()) {
        if (m_bodyDue < 0) {
            const qsizetype end = m_buffer.indexOf("\r\n\r\n");
            if (end < 0) {
                return;
            }
            m_request = SeenRequest();
            m_request.connection = m_number;
            m_request.head = m_buffer.first(end + 4);
            m_buffer.remove(0, end + 4);
            QList<QByteArray> lines = m_request.head.chopped(4).split('\n');
            const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
            m_request.method = words.value(0);
            m_request.target = words.value(1);
            for (const QByteArray &line : std::as_const(lines)) {
                const qsizetype colon = line.indexOf(':');
                m_request.headers.emplaceBack(line.first(std::max<qsizetype>(colon, 0)),
                                              line.mid(colon + 1).trimmed());
            }
            m_bodyDue = m_request.header("content-length").toLongLong();
            Q_EMIT headSeen(m_request);
            if (!self) {
                return;
            }
        }
        if (m_buffer.size() < m_bodyDue) {
            return;
        }
        m_request.body = m_buffer.first(m_bodyDue);
        m_buffer.remove(0, m_bodyDue);
        m_bodyDue = -1;
        Q_EMIT requestSeen(m_request);
    }
}

FaultServer::FaultServer(QObject *parent)
    : QTcpServer(parent)
    , m_script{fault::answer(500)}
{
    setProxy(QNetworkProxy::NoProxy);
}

FaultServer::~FaultServer()
{
    for (FaultPeer *peer : std::as_const(m_peers)) {
        peer->disconnect(this);
    }
}

void FaultServer::start(const QHostAddress &address)
{
    if (!listen(address)) {
        QTest::qFail(qPrintable(errorString()), __FILE__, __LINE__);
    }
}

QUrl FaultServer::url(const QString &host) const
{
    QUrl url;
    url.setScheme(isTls() ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(host);
    url.setPort(serverPort());
    return url;
}

void FaultServer::script(const QList<Behaviour> &behaviours)
{
    m_script = behaviours;
    m_next = 0;
}

void FaultServer::forget()
{
    m_requests.clear();
    m_heads = 0;
    m_connections = 0;
    m_mostOpen = 0;
}

void FaultServer::resetAll()
{
    const QList<FaultPeer *> peers = m_peers;
    for (FaultPeer *peer : peers) {
        peer->reset();
    }
}

void FaultServer::incomingConnection(qintptr handle)
{
    QTcpSocket *socket = nullptr;
    if (isTls()) {
        auto *secure = new QSslSocket;
        secure->setSocketDescriptor(handle);
        secure->setSslConfiguration(m_tls);
        secure->startServerEncryption();
        socket = secure;
    } else {
        socket = new QTcpSocket;
        socket->setSocketDescriptor(handle);
    }
    auto *peer = new FaultPeer(socket, ++m_connections, this);
    m_peers.append(peer);
    m_mostOpen = std::max(m_mostOpen, open());
    connect(peer, &FaultPeer::gone, this, [this, peer] {
        if (m_peers.removeOne(peer)) {
            peer->deleteLater();
        }
    });
    connect(peer, &FaultPeer::headSeen, this, [this, peer](const SeenRequest &request) {
        ++m_heads;
        if (m_actOnHead) {
            act(peer, request);
        }
    });
    connect(peer, &FaultPeer::requestSeen, this, [this, peer](const SeenRequest &request) {
        m_requests.append(request);
        if (!m_actOnHead) {
            act(peer, request);
        }
    });
    if (m_onConnection) {
        m_onConnection(*peer);
    }
}

void FaultServer::act(FaultPeer *peer, const SeenRequest &request)
{
    const Behaviour behaviour = m_script.at(std::min(m_next, m_script.size() - 1));
    ++m_next;
    behaviour(*peer, request);
}

namespace fault {

QByteArray http(int status, const QByteArray &body, const QByteArray &headers)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + " Told so\r\n";
    if (!headers.toLower().contains("content-type:")) {
        out += "Content-Type: application/json\r\n";
    }
    return out + "Content-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" +
           body;
}

Behaviour answer(int status, const QByteArray &body, const QByteArray &headers)
{
    return raw(http(status, body, headers), false);
}

Behaviour raw(const QByteArray &bytes, bool thenClose)
{
    return [bytes, thenClose](FaultPeer &peer, const SeenRequest &) {
        peer.send(bytes);
        if (thenClose) {
            peer.close();
        }
    };
}

Behaviour rawThenReset(const QByteArray &bytes)
{
    return [bytes](FaultPeer &peer, const SeenRequest &) {
        peer.send(bytes);
        // Not in the same breath: a reset throws away what the client has not read yet.
        peer.later(50, [](FaultPeer &same) { same.reset(); });
    };
}

Behaviour close()
{
    return [](FaultPeer &peer, const SeenRequest &) { peer.close(); };
}

Behaviour reset()
{
    return [](FaultPeer &peer, const SeenRequest &) { peer.reset(); };
}

Behaviour never()
{
    return [](FaultPeer &, const SeenRequest &) {};
}

Behaviour drip(const QByteArray &head, const QByteArray &byte, int milliseconds)
{
    return [=](FaultPeer &peer, const SeenRequest &) {
        peer.send(head);
        peer.drip(byte, milliseconds);
    };
}

Behaviour after(int milliseconds, const Behaviour &behaviour)
{
    return [=](FaultPeer &peer, const SeenRequest &request) {
        peer.later(milliseconds, [=](FaultPeer &same) { behaviour(same, request); });
    };
}

} // namespace fault

} // namespace svix::test
