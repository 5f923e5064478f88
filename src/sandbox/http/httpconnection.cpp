// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpconnection.h"

#include "sandbox/http/httpserver.h"

#include <QTcpSocket>
#include <QTimer>

namespace svix::sandbox {

namespace {

constexpr qint64 readBufferBytes = 256 * 1024;
// Pipelined requests wait until the client has taken this much of the answers.
constexpr qint64 unsentBytes = 1024 * 1024;

QByteArray httpDate()
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'")
        .toLatin1();
}

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
    connect(socket, &QTcpSocket::bytesWritten, this, &HttpConnection::work);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    read();
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
            const HttpAnswer answer = m_server->answer(request);
            if (m_server->latency() <= 0) {
                reply(request, answer);
                break;
            }
            m_waiting = true;
            QTimer::singleShot(m_server->latency(), this, [this, request, answer] {
                m_waiting = false;
                reply(request, answer);
                read();
                work();
            });
            return;
        }
        }
    }
}

void HttpConnection::reply(const HttpRequest &request, const HttpAnswer &answer)
{
    if (answer.drop) {
        m_closing = true;
        m_socket->abort();
        return;
    }
    const bool keep = request.keepAlive();
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' +
                     reasonPhrase(answer.status) + "\r\n";
    for (const auto &[name, value] : answer.headers) {
        out += name + ": " + value + "\r\n";
    }
    if (answer.status != 204) {
        out += "content-length: " + QByteArray::number(answer.body.size()) + "\r\n";
    }
    out += "date: " + httpDate() + "\r\n";
    if (!keep) {
        out += "connection: close\r\n";
    }
    out += "\r\n";
    if (request.method != "HEAD") {
        out += answer.body;
    }
    m_socket->write(out); // header and body in one write
    if (!keep) {
        m_closing = true;
        m_socket->disconnectFromHost();
    }
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
    m_socket->disconnectFromHost();
}

} // namespace svix::sandbox
