// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace svix {

/// A region of Svix cloud.
struct CloudRegion
{
    QString code; ///< as it stands at the end of a token: "eu", "us" …; empty for the default host
    QString label; ///< for people, translated
    QUrl url;
};

/// What a person typed or pasted as the server's address, as the address that requests start from:
/// http or https, host in lower case (in punycode with QUrl::FullyEncoded), no default port, no
/// trailing slash, no "/api/v1"; a path prefix is kept. InvalidInput says what is wrong with it.
Result<QUrl> normalisedServerUrl(const QString &text);

/// Whether the host is this computer: "localhost", 127.0.0.0/8 or ::1.
bool isLoopback(const QUrl &url);

/// Whether a token would travel unprotected: plain http to another computer. Refused unless the
/// profile allows it.
bool isPlainHttpToOthers(const QUrl &url);

/// Scheme, host and port are the same, the default port of a scheme being no difference.
bool isSameOrigin(const QUrl &a, const QUrl &b);
/// Scheme, host as the network knows it and port, always with the port: the same text for two
/// addresses exactly when they are of the same origin.
QString originText(const QUrl &url);

/// All regions of Svix cloud; the first is the default host, which has no code.
QList<CloudRegion> cloudRegions();
/// The region whose host this is; nothing when the server is not Svix cloud.
std::optional<CloudRegion> cloudRegionOf(const QUrl &url);

/// The region code at the end of a cloud token, empty when it names none. A JWT never names one.
QString regionOfToken(const QString &token);
/// The host that a cloud token belongs to; empty for a JWT and for what is not known as a Svix
/// token, where the person must give the address.
QUrl cloudUrlForToken(const QString &token);
/// Why this token does not seem to belong to this server, for a warning before the first request;
/// empty when nothing speaks against it.
QString regionMismatch(const QUrl &url, const QString &token);

/// Why the host may not be the one it looks like, for a warning before it is saved: it is written
/// with letters outside ASCII (named as the network knows it), or only begins like a host of Svix
/// cloud. Empty when nothing speaks against it.
QString hostRemark(const QUrl &url);

} // namespace svix
