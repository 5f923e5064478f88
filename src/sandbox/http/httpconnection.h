// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpreader.h"

#include <QObject>

class QTcpSocket;

namespace svix::sandbox {

class HttpServer;

/// One accepted connection: reads requests, answers them in order, deletes itself when it closes.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    /// Takes the socket.
    HttpConnection(QTcpSocket *socket, HttpServer *server);

private:
    void read();
    void work();
    void reply(const HttpRequest &request, const HttpAnswer &answer);
    void refuse(int status);

    HttpServer *m_server;
    QTcpSocket *m_socket;
    HttpReader m_reader;
    bool m_waiting = false; // an answer is held back by the latency
    bool m_closing = false;
};

} // namespace svix::sandbox
