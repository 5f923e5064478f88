// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpreader.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace svix::sandbox {

class HttpServer;

/// One accepted connection: reads requests, answers them in order, lets no client keep it waiting
/// for ever, deletes itself when it closes.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    /// Takes the socket.
    HttpConnection(QTcpSocket *socket, HttpServer *server);

    /// Idle, and nothing has arrived that was not read yet.
    bool isUnused() const;
    /// Closes at once; closed() comes before this returns.
    void close();

Q_SIGNALS:
    void closed();
    void idleChanged(bool idle);

private:
    // What the connection waits for, each with a limit of its own.
    enum class Stage { Idle, Head, Body, Latency, Answer, Linger };

    void read();
    void work();
    void replyAfterLatency(const HttpRequest &request, const HttpAnswer &answer);
    void reply(const HttpRequest &request, const HttpAnswer &answer);
    void refuse(int status);
    Stage stage() const;
    void track(bool progress);
    int limitOf(Stage stage) const;
    void giveUp();

    HttpServer *m_server;
    QTcpSocket *m_socket;
    HttpReader m_reader;
    QTimer m_timer;
    QDeadlineTimer m_bodyEnd;
    Stage m_stage = Stage::Idle;
    quint64 m_requests = 0; // answered so far
    quint64 m_tracked = 0;  // m_requests when m_stage began
    bool m_waiting = false; // an answer is being made or held back by the latency
    bool m_closing = false;
};

} // namespace svix::sandbox
