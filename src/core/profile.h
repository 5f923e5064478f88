// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serverurl.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

namespace svix {

/// How much a mistake on a connection would cost; the guard asks more on production.
enum class ConnectionClass { Development, Test, Production };

/// How a connection reaches its server. The proxy's password is in the secret store
/// (see proxySecretKey), never here.
struct ProxySettings
{
    enum class Kind { System, None, Http, Socks5 };

    Kind kind = Kind::System;
    QString host;     ///< only for Http and Socks5
    quint16 port = 0; ///< only for Http and Socks5
    QString user;     ///< may be empty

    bool operator==(const ProxySettings &) const = default;
};

/// A connection as it is kept in the settings file. It never holds a token.
struct Profile
{
    QString id;   ///< a UUID without braces; part of the keychain entry's name, never changes
    QString name; ///< what people call it; not unique
    QUrl url;     ///< normalised (see normalisedServerUrl)
    ConnectionClass connectionClass = ConnectionClass::Development;
    bool readOnly = false; ///< the client refuses every unsafe method
    QString caFile;        ///< an extra CA certificate in PEM; empty for the system's only
    ProxySettings proxy;
    bool allowPlainHttp = false; ///< plain http to another computer, against advice
    bool http1Only = false;      ///< do not offer HTTP/2
    QJsonObject unknown;         ///< keys of newer versions, written back as they came

    /// Whether the other one talks to the same server in the same way: a client of the one is one
    /// of the other, too.
    bool isSameWay(const Profile &other) const
    {
        return id == other.id && url == other.url && caFile == other.caFile &&
               proxy == other.proxy && allowPlainHttp == other.allowPlainHttp &&
               http1Only == other.http1Only;
    }

    bool operator==(const Profile &) const = default;
};

/// A new random profile id.
QString makeProfileId();

/// As kept in the settings file and in exports.
QJsonObject toJson(const Profile &profile);
/// Reads what toJson wrote. Without a usable id and address it is InvalidInput; an unknown class
/// counts as production, so that the guard rather asks too much.
Result<Profile> profileFromJson(const QJsonObject &object);

/// Whether the rules for a token's way let this profile connect: https, loopback, or plain http
/// allowed on purpose. InvalidInput says why not.
Result<Nothing> checkTransport(const Profile &profile);

/// The key of a profile's token in the secret store. It names the server's origin, so that a token
/// is never found for another server than the one it was given for, whatever became of the
/// settings.
QString tokenSecretKey(const Profile &profile);
/// The key of the password for the profile's proxy, with the proxy and its user for the same
/// reason.
QString proxySecretKey(const Profile &profile);

/// The class as written in files ("development", "test", "production"), never translated.
QString toText(ConnectionClass connectionClass);

} // namespace svix
