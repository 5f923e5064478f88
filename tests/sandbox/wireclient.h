// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

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

/// One request with a body and the bearer token ("" for none).
WireAnswer call(quint16 port, const QByteArray &method, const QByteArray &target,
                const QByteArray &token, const QByteArray &body = {},
                const QList<std::pair<QByteArray, QByteArray>> &headers = {});

} // namespace svix::test
