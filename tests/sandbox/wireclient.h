// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

#include <optional>
#include <utility>

namespace svix::test {

/// What came back over the wire, or that nothing did.
struct WireAnswer
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    bool closed = false; ///< the connection closed without an answer

    QByteArray header(const QByteArray &name) const;
};

/// Sends bytes as they are and reads all answers until the server closes or `expected` answers with
/// a content-length came. Blocks: the server must live in another thread.
QList<WireAnswer> exchange(quint16 port, const QByteArray &bytes, int expected = 1,
                           int timeoutMs = 10000);

/// What a conversation came to: every answer, and whether the server closed at the end of it.
struct WireTalk
{
    QList<WireAnswer> answers;
    QByteArray rest; ///< bytes that are no whole answer
    bool closed = false;
};

/// A connection that says exactly what it is told to. Blocks: the server must live in another
/// thread or process.
class WireConnection
{
public:
    explicit WireConnection(quint16 port);

    /// False when the server has closed.
    bool say(const QByteArray &bytes);
    /// One byte at a time with a pause between; ends early when the server answers or closes.
    void drip(const QByteArray &bytes, int pauseMs);
    /// The next whole answer, an interim one (100) too.
    std::optional<WireAnswer> hear(int timeoutMs = 5000);
    /// Everything until the server closes.
    WireTalk hearOut(int timeoutMs = 5000);
    /// The server has closed, or does so within that time.
    bool isClosed(int timeoutMs = 0);

private:
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// Says it all and hears the server out.
WireTalk talk(quint16 port, const QByteArray &bytes, int timeoutMs = 5000);

/// One request with a body and the bearer token ("" for none).
WireAnswer call(quint16 port, const QByteArray &method, const QByteArray &target,
                const QByteArray &token, const QByteArray &body = {},
                const QList<std::pair<QByteArray, QByteArray>> &headers = {});

} // namespace svix::test
