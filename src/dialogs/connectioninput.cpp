// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/connectioninput.h"

#include "core/timeformat.h"
#include "core/token.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace svix {

namespace {

class ConnectionInputText
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionInput)
};

} // namespace

bool ConnectionInput::reachesLike(const ConnectionInput &other) const
{
    const Profile &a = profile;
    const Profile &b = other.profile;
    return sandbox == other.sandbox && a.url == b.url && a.caFile == b.caFile &&
           a.proxy == b.proxy && a.allowPlainHttp == b.allowPlainHttp &&
           a.http1Only == b.http1Only && token == other.token &&
           tokenReplaced == other.tokenReplaced && proxyPassword == other.proxyPassword &&
           proxyPasswordReplaced == other.proxyPasswordReplaced;
}

QString caFileProblem(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile()) {
        return ConnectionInputText::tr("There is no such file.");
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return ConnectionInputText::tr("The file cannot be read: %1.").arg(file.errorString());
    }
    if (info.size() > 4 * 1024 * 1024) {
        return ConnectionInputText::tr("The file is too large for certificates.");
    }
    const QByteArray text = file.readAll();
    if (text.contains("PRIVATE KEY-----")) {
        return ConnectionInputText::tr(
            "The file holds a private key. A CA file holds certificates only.");
    }
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
        return ConnectionInputText::tr("The file holds no certificate in PEM form.");
    }
    return {};
}

TokenRemark remarkOnToken(const QString &text, const QUrl &url)
{
    const auto token = cleanToken(text);
    if (!token) {
        return {};
    }
    const QString clean = QString::fromLatin1(*token);
    if (const QString mismatch = regionMismatch(url, clean); !mismatch.isEmpty()) {
        return {mismatch, true};
    }
    const TokenInfo info = inspectToken(*token);
    const QString end = describeEndOfToken(info);
    if (info.expires.isValid() && info.expires <= QDateTime::currentDateTimeUtc()) {
        return {end, true};
    }
    if (!info.region.isEmpty()) {
        return {ConnectionInputText::tr("Region %1 read from the token.").arg(info.region), false};
    }
    if (info.kind == TokenInfo::Kind::Unknown || (!info.isJwt() && !cloudRegionOf(url))) {
        return {}; // a self-hosted server takes any text: its look proves nothing there
    }
    return {end.isEmpty() ? describeToken(info) : describeToken(info) + u' ' + end, false};
}

QString describeEndOfToken(const TokenInfo &info)
{
    if (!info.expires.isValid()) {
        return {};
    }
    const QString end = TimeFormat::local(info.expires.toMSecsSinceEpoch());
    return info.expires <= QDateTime::currentDateTimeUtc()
               ? ConnectionInputText::tr("This token says that it expired on %1.").arg(end)
               : ConnectionInputText::tr("It says that it is valid until %1.").arg(end);
}

} // namespace svix
