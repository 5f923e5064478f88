// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace svix::test {

/// A request as it stood on the wire.
struct SeenRequest
{
    QByteArray method;
    QByteArray target; ///< undecoded: path and query, or an absolute address when we are a proxy
    QByteArray head;   ///< request line and headers, byte for byte
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; ///< counts from 1

    /// The value of the first header of that name (any case); empty when absent.
    QByteArray header(const QByteArray &name) const;
    int count(const QByteArray &name) const;
};

/// The server's end of one connection; a behaviour does with it what it likes.
class FaultPeer : public QObject
{
    Q_OBJECT
public:
    FaultPeer(QTcpSocket *socket, int number, QObject *parent);

    void send(const QByteArray &bytes);
    /// Sends what is pending, then ends the connection as a good server does.
    void close();
    /// Ends it at once with a TCP reset.
    void reset();
    /// Sends `byte` again and again, one every `milliseconds`, until the client has enough.
    void drip(const QByteArray &byte, int milliseconds);
    /// Does `act` after a while, unless the connection is gone by then.
    void later(int milliseconds, std::function<void(FaultPeer &)> act);
    /// From now on everything is passed to and from this address (an HTTP tunnel).
    void tunnelTo(const QString &host, quint16 port);

Q_SIGNALS:
    void headSeen(const svix::test::SeenRequest &request);
    void requestSeen(const svix::test::SeenRequest &request);
    void gone();

private:
    void read();

    QTcpSocket *m_socket;
    QPointer<QTcpSocket> m_tunnel;
    int m_number;
    QByteArray m_buffer;
    SeenRequest m_request;
    qint64 m_bodyDue = -1; ///< -1: still in the head
};

using Behaviour = std::function<void(FaultPeer &, const SeenRequest &)>;

/// A server that misbehaves as told, on a loopback port of its own, and remembers what it saw.
class FaultServer : public QTcpServer
{
    Q_OBJECT
public:
    explicit FaultServer(QObject *parent = nullptr);
    ~FaultServer() override;

    /// Listens on this address; call it before url(). Fails the running test when it cannot.
    void start(const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    /// Speaks TLS with this configuration from the next connection on.
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }
    bool isTls() const { return !m_tls.isNull(); }
    /// "http(s)://host:port" with `host` as written.
    QUrl url(const QString &host = QStringLiteral("127.0.0.1")) const;

    /// The first request meets the first behaviour, and so on; the last one stays.
    void script(const QList<Behaviour> &behaviours);
    void always(const Behaviour &behaviour) { script({behaviour}); }
    /// Acts as soon as the head of a request is there instead of after its body.
    void actOnHead(bool on) { m_actOnHead = on; }
    /// What happens when a connection is made, before any request.
    void onConnection(std::function<void(FaultPeer &)> act) { m_onConnection = std::move(act); }

    const QList<SeenRequest> &requests() const { return m_requests; }
    int count() const { return static_cast<int>(m_requests.size()); }
    int heads() const { return m_heads; } ///< requests whose head came, their body or not
    int connections() const { return m_connections; }
    int open() const { return static_cast<int>(m_peers.size()); }
    int mostOpen() const { return m_mostOpen; }
    void forget();
    /// Ends every connection by a reset.
    void resetAll();

protected:
    void incomingConnection(qintptr handle) override;

private:
    void act(FaultPeer *peer, const SeenRequest &request);

    QSslConfiguration m_tls;
    QList<Behaviour> m_script;
    std::function<void(FaultPeer &)> m_onConnection;
    QList<FaultPeer *> m_peers;
    QList<SeenRequest> m_requests;
    bool m_actOnHead = false;
    qsizetype m_next = 0;
    int m_heads = 0;
    int m_connections = 0;
    int m_mostOpen = 0;
};

/// Ready-made behaviours.
namespace fault {
/// A whole answer with a right Content-Length; the connection stays open.
QByteArray http(int status, const QByteArray &body = {}, const QByteArray &headers = {});
Behaviour answer(int status, const QByteArray &body = {}, const QByteArray &headers = {});
/// These bytes and no others, then the connection is closed (or stays open).
Behaviour raw(const QByteArray &bytes, bool thenClose = true);
/// These bytes, then a reset.
Behaviour rawThenReset(const QByteArray &bytes);
Behaviour close();
Behaviour reset();
Behaviour never();
/// `head`, then one `byte` every `milliseconds` for ever.
Behaviour drip(const QByteArray &head, const QByteArray &byte, int milliseconds);
Behaviour after(int milliseconds, const Behaviour &behaviour);
} // namespace fault

} // namespace svix::test
