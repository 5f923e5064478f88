// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile.h"

#include <QCoreApplication>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class ProfileText
{
    Q_DECLARE_TR_FUNCTIONS(Profile)
};

QString proxyKindText(ProxySettings::Kind kind)
{
    switch (kind) {
    case ProxySettings::Kind::None:
        return u"none"_s;
    case ProxySettings::Kind::Http:
        return u"http"_s;
    case ProxySettings::Kind::Socks5:
        return u"socks5"_s;
    case ProxySettings::Kind::System:
        break;
    }
    return u"system"_s;
}

ProxySettings proxyFromJson(const QJsonObject &object)
{
    ProxySettings proxy;
    const QString kind = object[u"kind"].toString();
    for (const auto known :
         {ProxySettings::Kind::None, ProxySettings::Kind::Http, ProxySettings::Kind::Socks5}) {
        if (kind == proxyKindText(known)) {
            proxy.kind = known;
        }
    }
    proxy.host = object[u"host"].toString();
    const int port = object[u"port"].toInt();
    proxy.port = port > 0 && port <= 65535 ? static_cast<quint16>(port) : quint16(0);
    proxy.user = object[u"user"].toString();
    return proxy;
}

QJsonObject proxyToJson(const ProxySettings &proxy)
{
    QJsonObject object{{u"kind"_s, proxyKindText(proxy.kind)}};
    if (!proxy.host.isEmpty()) {
        object[u"host"] = proxy.host;
        object[u"port"] = proxy.port;
    }
    if (!proxy.user.isEmpty()) {
        object[u"user"] = proxy.user;
    }
    return object;
}

} // namespace

QString makeProfileId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString toText(ConnectionClass connectionClass)
{
    switch (connectionClass) {
    case ConnectionClass::Development:
        return u"development"_s;
    case ConnectionClass::Test:
        return u"test"_s;
    case ConnectionClass::Production:
        break;
    }
    return u"production"_s;
}

QJsonObject toJson(const Profile &profile)
{
    QJsonObject object = profile.unknown;
    object[u"id"] = profile.id;
    object[u"name"] = profile.name;
    object[u"url"] = profile.url.toString(QUrl::FullyEncoded);
    object[u"class"] = toText(profile.connectionClass);
    object[u"readOnly"] = profile.readOnly;
    object[u"caFile"] = profile.caFile;
    object[u"proxy"] = proxyToJson(profile.proxy);
    object[u"allowPlainHttp"] = profile.allowPlainHttp;
    object[u"http1Only"] = profile.http1Only;
    return object;
}

Result<Profile> profileFromJson(const QJsonObject &object)
{
    Profile profile;
    const QUuid id = QUuid::fromString(object[u"id"].toString());
    if (id.isNull()) {
        return makeError(ErrorKind::InvalidInput,
                         ProfileText::tr("The connection has no usable id."));
    }
    const auto url = normalisedServerUrl(object[u"url"].toString());
    if (!url) {
        return url.error();
    }
    profile.id = id.toString(QUuid::WithoutBraces);
    profile.url = *url;
    profile.name = object[u"name"].toString();
    profile.connectionClass = ConnectionClass::Production;
    for (const auto known : {ConnectionClass::Development, ConnectionClass::Test}) {
        if (object[u"class"].toString() == toText(known)) {
            profile.connectionClass = known;
        }
    }
    // A damaged switch must not turn a protection off.
    profile.readOnly = object[u"readOnly"].toBool(object.contains(u"readOnly"));
    profile.caFile = object[u"caFile"].toString();
    profile.proxy = proxyFromJson(object[u"proxy"].toObject());
    profile.allowPlainHttp = object[u"allowPlainHttp"].toBool();
    profile.http1Only = object[u"http1Only"].toBool();
    profile.unknown = object;
    for (const auto &key : {u"id"_s, u"name"_s, u"url"_s, u"class"_s, u"readOnly"_s, u"caFile"_s,
                            u"proxy"_s, u"allowPlainHttp"_s, u"http1Only"_s,
                            // Never kept, whoever wrote it there.
                            u"token"_s}) {
        profile.unknown.remove(key);
    }
    return profile;
}

Result<Nothing> checkTransport(const Profile &profile)
{
    if (isPlainHttpToOthers(profile.url) && !profile.allowPlainHttp) {
        return makeError(
            ErrorKind::InvalidInput,
            ProfileText::tr("Plain http would send the token unprotected to %1. Use https, "
                            "or allow plain http for this connection.")
                .arg(profile.url.host()));
    }
    return Nothing{};
}

QString tokenSecretKey(const Profile &profile)
{
    return profile.id + u"/token/"_s + originText(profile.url);
}

QString proxySecretKey(const Profile &profile)
{
    const ProxySettings &proxy = profile.proxy;
    // Coded, so that no user's name can look like another proxy.
    return u"%1/proxy/%2://%3@%4:%5"_s.arg(
        profile.id, proxyKindText(proxy.kind),
        QString::fromLatin1(QUrl::toPercentEncoding(proxy.user)),
        QString::fromLatin1(QUrl::toPercentEncoding(proxy.host.toLower())),
        QString::number(proxy.port));
}

} // namespace svix
