// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/wireclient.h"

#include <QElapsedTimer>

namespace svix::test {

namespace {

// Cuts one answer off the front of what came; nothing while it is not whole.
std::optional<WireAnswer> cut(QByteArray &buffer, bool headOnly)
{
    qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end >= 0 && buffer.startsWith("HTTP/1.1 100")) {
        buffer.remove(0, end + 4);
        end = buffer.indexOf("\r\n\r\n");
    }
    if (end < 0) {
        return std::nullopt;
    }
    WireAnswer answer;
    const QList<QByteArray> lines = buffer.first(end).split('\n');
    answer.status = lines.first().mid(9, 3).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.append({line.first(colon).toLower(), line.sliced(colon + 1).trimmed()});
    }
    const qsizetype length = headOnly ? 0 : answer.header("content-length").toLongLong();
    if (buffer.size() < end + 4 + length) {
        return std::nullopt;
    }
    answer.body = buffer.sliced(end + 4, length);
    buffer.remove(0, end + 4 + length);
    return answer;
}

} // namespace

QByteArray WireAnswer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

QList<WireAnswer> exchange(quint16 port, const QByteArray &bytes, int expected, int timeoutMs)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    QList<WireAnswer> answers;
    if (!socket.waitForConnected(timeoutMs)) {
        return answers;
    }
    socket.write(bytes);
    QByteArray buffer;
    const bool head = bytes.startsWith("HEAD ");
    for (;;) {
        while (auto answer = cut(buffer, head)) {
            answers.append(*answer);
        }
        if (answers.size() >= expected) {
            break;
        }
        if (!socket.waitForReadyRead(timeoutMs)) {
            buffer += socket.readAll();
            while (auto answer = cut(buffer, head)) {
                answers.append(*answer);
            }
            break;
        }
        buffer += socket.readAll();
    }
    if (answers.isEmpty() && socket.state() == QAbstractSocket::UnconnectedState) {
        WireAnswer closed;
        closed.closed = true;
        answers.append(closed);
    }
    return answers;
}

WireConnection::WireConnection(quint16 port)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    m_socket.waitForConnected(5000);
}

bool WireConnection::say(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(5000)) {
    }
    return m_socket.state() == QAbstractSocket::ConnectedState;
}

void WireConnection::drip(const QByteArray &bytes, int pauseMs)
{
    for (const char c : bytes) {
        if (!say(QByteArray(1, c)) || m_socket.waitForReadyRead(pauseMs)) {
            return;
        }
    }
}

std::optional<WireAnswer> WireConnection::hear(int timeoutMs)
{
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        m_buffer += m_socket.readAll();
        if (m_buffer.startsWith("HTTP/1.1 100 ") && m_buffer.contains("\r\n\r\n")) {
            m_buffer.remove(0, m_buffer.indexOf("\r\n\r\n") + 4);
            WireAnswer interim;
            interim.status = 100;
            return interim;
        }
        if (auto answer = cut(m_buffer, false)) {
            return answer;
        }
        const qint64 left = timeoutMs - clock.elapsed();
        if (left <= 0 || !m_socket.waitForReadyRead(static_cast<int>(left))) {
            m_buffer += m_socket.readAll();
            return cut(m_buffer, false);
        }
    }
}

WireTalk WireConnection::hearOut(int timeoutMs)
{
    WireTalk talk;
    talk.closed = isClosed(timeoutMs);
    while (auto answer = hear(0)) {
        talk.answers.append(*answer);
    }
    talk.rest = m_buffer;
    return talk;
}

bool WireConnection::isClosed(int timeoutMs)
{
    QElapsedTimer clock;
    clock.start();
    while (m_socket.state() == QAbstractSocket::ConnectedState) {
        const qint64 left = std::max<qint64>(1, timeoutMs - clock.elapsed());
        m_socket.waitForReadyRead(static_cast<int>(left));
        m_buffer += m_socket.readAll();
        if (clock.elapsed() >= timeoutMs) {
            break;
        }
    }
    return m_socket.state() != QAbstractSocket::ConnectedState;
}

WireTalk talk(quint16 port, const QByteArray &bytes, int timeoutMs)
{
    WireConnection connection(port);
    connection.say(bytes);
    return connection.hearOut(timeoutMs);
}

WireAnswer call(quint16 port, const QByteArray &method, const QByteArray &target,
                const QByteArray &token, const QByteArray &body,
                const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!token.isEmpty()) {
        bytes += "Authorization: Bearer " + token + "\r\n";
    }
    for (const auto &[name, value] : headers) {
        bytes += name + ": " + value + "\r\n";
    }
    bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    return exchange(port, bytes).value(0);
}

} // namespace svix::test
