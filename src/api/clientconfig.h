// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QNetworkProxy>
#include <QString>
#include <QUrl>

#include <chrono>
#include <vector>

namespace svix {

/// How long the client waits, and how much it takes. Tests shorten these; nobody lengthens them.
struct Deadlines
{
    std::chrono::milliseconds connect{10'000};    ///< until the request could be written
    std::chrono::milliseconds inactivity{30'000}; ///< without a byte either way
    std::chrono::milliseconds total{60'000};      ///< of one try, however busy the line
    std::vector<std::chrono::milliseconds> retries{std::chrono::milliseconds(500),
                                                   std::chrono::milliseconds(2000)};
    std::chrono::milliseconds longestRetryAfter{60'000};
    qint64 largestBody = 32 * 1024 * 1024; ///< bytes, after decompression
};

/// Everything the client must know of a connection.
struct ClientConfig
{
    QUrl baseUrl;          ///< normalised: no trailing slash, no "/api/v1", may have a path prefix
    QByteArray token;      ///< visible ASCII
    bool readOnly = false; ///< refuse everything that is not safe, before it is sent
    bool allowPlainHttp = false; ///< http to a host that is not loopback
    bool http1Only = false;
    QString caFile; ///< PEM file with further authorities, may be empty
    bool systemProxy = true;
    QNetworkProxy proxy{QNetworkProxy::NoProxy}; ///< used when not systemProxy
    Deadlines deadlines;
};

} // namespace svix
