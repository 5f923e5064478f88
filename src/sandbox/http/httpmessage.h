// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <functional>
#include <optional>
#include <utility>

class QDateTime;

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
    using Take = std::function<void(const HttpAnswer &)>;

    int status = 200;
    HeaderList headers; ///< content-length, date and connection are added when it is written
    QByteArray body;
    bool drop = false;
    /// What goes wrong on the wire, on purpose: see httpwriter.h.
    enum class Wire { Whole, Reset, Truncated, BadChunks, LongLength, ShortLength };
    /// Set where the answer takes its time: called once with what takes it, which may be called at
    /// once or any time later, once. Whoever asked may have gone by then; that is looked after.
    std::function<void(const Take &)> later;
    Wire wire = Wire::Whole;
    std::optional<qint64> cutAt; ///< for Wire::Truncated: bytes that are sent
    int delayMs = 0;             ///< it is held back so long

    /// An answer that `make` gives later.
    static HttpAnswer deferred(std::function<void(const Take &)> make)
    {
        HttpAnswer answer;
        answer.later = std::move(make);
        return answer;
    }
    /// The same answer with `change` done to it, now or once it is made.
    static HttpAnswer changed(HttpAnswer answer, const std::function<void(HttpAnswer &)> &change);
    static HttpAnswer empty(int status) { return {status, {}, {}, false}; }
    static HttpAnswer json(int status, QByteArray body)
    {
        return {status, {{"content-type", "application/json"}}, std::move(body), false};
    }
    static HttpAnswer dropped() { return {0, {}, {}, true}; }
};

QByteArray reasonPhrase(int status);
/// As headers have it.
QByteArray httpDate(const QDateTime &time);

} // namespace svix::sandbox
