// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

#include <QTcpServer>

#include <functional>

namespace svix::sandbox {

/// A small HTTP/1.1 server for this computer only: keep-alive, pipelining, chunked bodies, one
/// write for each answer, a check of the Host header against pages that rebind a name.
class HttpServer : public QTcpServer
{
    Q_OBJECT
public:
    using Handler = std::function<HttpAnswer(const HttpRequest &)>;

    explicit HttpServer(Handler handler, QObject *parent = nullptr);

    /// Loopback only. Port 0 takes any free one. False when the port is taken.
    bool start(quint16 port);
    /// Every answer waits this long, as over a network.
    void setLatency(int milliseconds) { m_latency = milliseconds; }
    int latency() const { return m_latency; }
    HttpAnswer answer(const HttpRequest &request) const;

    static constexpr int maximumConnections = 1024;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Handler m_handler;
    int m_latency = 0;
    int m_connections = 0;
};

} // namespace svix::sandbox
