// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpconnection.h"

#include "sandbox/http/httpserver.h"
#include "sandbox/http/httpwriter.h"

#include <QPointer>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

#include <sys/socket.h>

namespace svix::sandbox {

namespace {

constexpr qint64 readBufferBytes = 256 * 1024;
// Pipelined requests wait until the client has taken this much of the answers.
constexpr qint64 unsentBytes = 1024 * 1024;

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, HttpServer *server)
    : QObject(server)
    , m_server(server)
    , m_socket(socket)
{
    socket->setParent(this);
    // Without this every answer waits about 40 ms for the peer's delayed acknowledgement.
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(readBufferBytes);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        work();
        track(true);
    });
    connect(socket, &QTcpSocket::disconnected, this, [this] {
        m_timer.stop();
        Q_EMIT closed();
        deleteLater();
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpConnection::giveUp);
}

bool HttpConnection::isUnused() const
{
    char byte = 0;
    return m_stage == Stage::Idle && m_socket->bytesAvailable() == 0 &&
           ::recv(static_cast<int>(m_socket->socketDescriptor()), &byte, 1,
                  MSG_PEEK | MSG_DONTWAIT) <= 0;
}

void HttpConnection::close()
{
    m_closing = true;
    m_socket->abort();
}

void HttpConnection::read()
{
    if (m_closing) {
        m_socket->readAll();
        return;
    }
    // While an answer is held back or not taken, the bytes stay in the kernel and slow the sender.
    if (!m_waiting && m_socket->bytesToWrite() < unsentBytes) {
        m_reader.feed(m_socket->readAll());
        work();
        track(true);
    }
}

void HttpConnection::work()
{
    while (!m_closing && !m_waiting && m_socket->bytesToWrite() < unsentBytes) {
        switch (m_reader.advance()) {
        case HttpReader::State::NeedMore:
            if (m_reader.wantsContinue()) {
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            }
            if (m_socket->bytesAvailable() == 0) {
                return;
            }
            m_reader.feed(m_socket->readAll());
            break;
        case HttpReader::State::Broken:
            refuse(m_reader.brokenStatus());
            return;
        case HttpReader::State::Ready: {
            const HttpRequest request = m_reader.take();
            ++m_requests;
            const HttpAnswer answer = m_server->answer(request);
            if (!answer.later && answer.delayMs + m_server->latency() <= 0) {
                reply(request, answer);
                break;
            }
            m_waiting = true;
            if (answer.later) {
                answer.later([self = QPointer(this), request](const HttpAnswer &made) {
                    if (self) {
                        self->replyAfterLatency(request, made);
                    }
                });
            } else {
                replyAfterLatency(request, answer);
            }
            return;
        }
        }
    }
}

void HttpConnection::replyAfterLatency(const HttpRequest &request, const HttpAnswer &answer)
{
    QTimer::singleShot(m_server->latency() + answer.delayMs, this, [this, request, answer] {
        m_waiting = false;
        reply(request, answer);
        if (m_socket->state() == QAbstractSocket::UnconnectedState) {
            return; // nothing is left to read
        }
        read();
        work();
        track(true);
    });
}

void HttpConnection::reply(const HttpRequest &request, const HttpAnswer &answer)
{
    if (m_socket->state() == QAbstractSocket::UnconnectedState) {
        return; // the client left while the answer was held back
    }
    if (answer.drop) {
        close();
        return;
    }
    if (answer.wire == HttpAnswer::Wire::Reset) {
        const linger none{1, 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
                     sizeof none);
        close();
        return;
    }
    m_socket->write(wireBytes(request, answer)); // header and body in one write
    m_closing = !request.keepAlive() || endsTheConnection(answer);
}

void HttpConnection::refuse(int status)
{
    m_closing = true;
    QByteArray body;
    if (status == 413) {
        body = R"({"code":"payload_too_large","detail":"Request payload is too large."})";
    }
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    if (!body.isEmpty()) {
        out += "content-type: application/json\r\n";
    }
    out += "content-length: " + QByteArray::number(body.size()) + "\r\nconnection: close\r\n\r\n" +
           body;
    m_socket->write(out);
}

HttpConnection::Stage HttpConnection::stage() const
{
    if (m_socket->bytesToWrite() > 0) {
        return Stage::Answer;
    }
    if (m_closing) {
        return Stage::Linger;
    }
    if (m_waiting) {
        return Stage::Latency;
    }
    if (m_reader.isIdle()) {
        return Stage::Idle;
    }
    return m_reader.isInHead() ? Stage::Head : Stage::Body;
}

// 0 for as long as it takes.
int HttpConnection::limitOf(Stage stage) const
{
    const ConnectionLimits &limits = m_server->limits();
    switch (stage) {
    case Stage::Head:
        return limits.headMs;
    case Stage::Body:
        return static_cast<int>(
            std::clamp<qint64>(m_bodyEnd.remainingTime(), 1, limits.bodyIdleMs));
    case Stage::Answer:
        return limits.unsentMs;
    case Stage::Linger:
        return limits.lingerMs;
    case Stage::Idle:
    case Stage::Latency:
        break;
    }
    return 0;
}

// Looks what the connection waits for now. A head that drips gains nothing by it; a body and an
// answer do, as long as bytes move.
void HttpConnection::track(bool progress)
{
    if (m_socket->state() == QAbstractSocket::UnconnectedState) {
        return;
    }
    const Stage now = stage();
    const bool changed = now != m_stage || m_requests != m_tracked;
    const bool moves = progress && (now == Stage::Body || now == Stage::Answer);
    if (!changed && !moves) {
        return;
    }
    const Stage before = std::exchange(m_stage, now);
    m_tracked = m_requests;
    if (changed && now == Stage::Body) {
        m_bodyEnd.setRemainingTime(m_server->limits().bodyMs);
    }
    if (changed && now == Stage::Linger) {
        // Closing with bytes unread would reset the connection and take the answer along.
        ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    }
    if (const int limit = limitOf(now); limit > 0) {
        m_timer.start(limit);
    } else {
        m_timer.stop();
    }
    if (now == Stage::Idle || before == Stage::Idle) {
        Q_EMIT idleChanged(now == Stage::Idle);
    }
}

void HttpConnection::giveUp()
{
    if (m_stage == Stage::Head || m_stage == Stage::Body) {
        refuse(408);
        track(false);
    } else {
        close();
    }
}

} // namespace svix::sandbox
