// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpserver.h"
#include "sandbox/sandboxserver.h"

#include <QMutex>
#include <QThread>

#include <memory>
#include <vector>

namespace svix::test {

/// A sandbox and a receiver of webhooks in a thread of their own, so that a test may block.
class SandboxThread
{
public:
    explicit SandboxThread(const sandbox::SandboxOptions &options);
    ~SandboxThread();

    quint16 port() const { return m_port; }
    quint16 receiverPort() const { return m_receiverPort; }
    QByteArray token() const { return m_token; }
    QByteArray tokenFor(const QString &organisation);
    void setLatency(int milliseconds);
    /// Lets time pass on the sandbox's clock at once.
    void moveClock(qint64 seconds);
    quint64 rowsVisited();
    quint64 objectsVisited();
    /// What the receiver got since the last call, in order of arrival.
    std::vector<sandbox::HttpRequest> takeDeliveries();
    std::size_t deliveryCount();

private:
    sandbox::HttpAnswer receive(const sandbox::HttpRequest &request);

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<sandbox::SandboxServer> m_server;
    std::unique_ptr<sandbox::HttpServer> m_receiver;
    QMutex m_mutex;
    std::vector<sandbox::HttpRequest> m_deliveries;
    quint16 m_port = 0;
    quint16 m_receiverPort = 0;
    QByteArray m_token;
};

} // namespace svix::test
