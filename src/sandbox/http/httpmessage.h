// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <utility>

namespace svix::sandbox {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

/// The value of the first header of that name (any letter case), or nullptr.
const QByteArray *findHeader(const HeaderList &headers, QByteArrayView name);

/// One whole HTTP request as it came; the target is not decoded.
struct HttpRequest
{
    QByteArray method;
    QByteArray target;    ///< path and query as sent
    int minorVersion = 1; ///< of HTTP/1.x
    HeaderList headers;
    QByteArray body;
    bool bodyTooLarge = false; ///< the body was over the cap and thrown away

    QByteArrayView path() const;
    QByteArrayView query() const; ///< without "?", empty when there is none
    const QByteArray *header(QByteArrayView name) const { return findHeader(headers, name); }
    bool keepAlive() const;
};

/// What is answered. `drop` closes the connection without a byte, as a crashed handler does.
struct HttpAnswer
{
    int status = 200;
    HeaderList headers; ///< content-length, date and connection are added when it is written
    QByteArray body;
    bool drop = false;

    static HttpAnswer empty(int status) { return {status, {}, {}, false}; }
    static HttpAnswer json(int status, QByteArray body)
    {
        return {status, {{"content-type", "application/json"}}, std::move(body), false};
    }
    static HttpAnswer dropped() { return {0, {}, {}, true}; }
};

QByteArray reasonPhrase(int status);

} // namespace svix::sandbox
