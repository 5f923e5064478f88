// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/connectionlimits.h"
#include "sandbox/http/httpmessage.h"

#include <QTcpServer>

#include <functional>
#include <map>

namespace svix::sandbox {

class HttpConnection;

/// A small HTTP/1.1 server for this computer only: keep-alive, pipelining, chunked bodies, one
/// write for each answer, a check of the Host header against pages that rebind a name, and limits
/// so that no client can keep the others out.
class HttpServer : public QTcpServer
{
    Q_OBJECT
public:
    using Handler = std::function<HttpAnswer(const HttpRequest &)>;

    explicit HttpServer(Handler handler, const ConnectionLimits &limits = {},
                        QObject *parent = nullptr);

    /// Loopback only. Port 0 takes any free one. False when the port is taken.
    bool start(quint16 port);
    /// Every answer waits this long, as over a network.
    void setLatency(int milliseconds) { m_latency = milliseconds; }
    int latency() const { return m_latency; }
    const ConnectionLimits &limits() const { return m_limits; }
    HttpAnswer answer(const HttpRequest &request) const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool closeLongestIdle();
    void acceptAgain();
    void setIdle(HttpConnection *connection, bool idle);

    Handler m_handler;
    ConnectionLimits m_limits;
    int m_latency = 0;
    int m_connections = 0;
    // Idle connections by when they became so.
    std::map<quint64, HttpConnection *> m_idle;
    std::map<HttpConnection *, quint64> m_idleSince;
    quint64 m_turn = 0;
};

} // namespace svix::sandbox
