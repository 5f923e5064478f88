// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serverurl.h"

#include "core/token.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class ServerUrlText
{
    Q_DECLARE_TR_FUNCTIONS(ServerUrl)
};

Error refuseUrl(const QString &why)
{
    return makeError(ErrorKind::InvalidInput, why);
}

// "https://" is what people leave out; nobody leaves it out of a javascript: or file: address.
Result<QString> withScheme(const QString &text)
{
    static const QRegularExpression scheme(u"^([A-Za-z][A-Za-z0-9+.-]*):(.*)$"_s,
                                           QRegularExpression::DotMatchesEverythingOption);
    const auto match = scheme.match(text);
    const QString name = match.captured(1).toLower();
    if (name == u"http" || name == u"https") {
        if (!match.captured(2).startsWith(u"//")) {
            return refuseUrl(ServerUrlText::tr("After \"%1:\" two slashes are missing.").arg(name));
        }
        return text;
    }
    const QString rest = match.captured(2);
    const bool hostAndPort = match.hasMatch() && !rest.isEmpty() && rest.front().isDigit();
    if (match.hasMatch() && !hostAndPort) {
        return refuseUrl(
            ServerUrlText::tr("Only addresses with https:// or http:// work, not \"%1:\".")
                .arg(name.left(20)));
    }
    const QString secure = u"https://"_s + text;
    return isLoopback(QUrl(secure, QUrl::StrictMode)) ? u"http://"_s + text : secure;
}

// QUrl takes some of these and refuses others with a message for programmers.
Result<Nothing> checkAuthority(const QString &text)
{
    const qsizetype start = text.indexOf(u"//") + 2;
    static const QRegularExpression end(u"[/?#]"_s);
    const qsizetype stop = text.indexOf(end, start);
    const QString authority = text.mid(start, stop < 0 ? -1 : stop - start);
    if (authority.isEmpty()) {
        return refuseUrl(ServerUrlText::tr("The address has no server name."));
    }
    if (authority.contains(u'@')) {
        return refuseUrl(ServerUrlText::tr(
            "The address must not contain a user name or password (before the \"@\")."));
    }
    static const QRegularExpression port(u":([^:\\]]*)$"_s);
    const auto match = port.match(authority);
    if (match.hasMatch() && !match.captured(1).isEmpty()) {
        bool number = false;
        const int value = match.captured(1).toInt(&number);
        if (!number || value < 1 || value > 65535) {
            return refuseUrl(ServerUrlText::tr("The port must be a number from 1 to 65535."));
        }
    }
    return Nothing{};
}

// The prefix of every operation, which people copy along with the address.
QString withoutApiPath(QString path)
{
    const auto chop = [&path] {
        while (path.endsWith(u'/')) {
            path.chop(1);
        }
    };
    chop();
    if (path.endsWith(u"/api/v1")) {
        path.chop(7);
        chop();
    }
    return path;
}

int effectivePort(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

} // namespace

Result<QUrl> normalisedServerUrl(const QString &input)
{
    const QString text = input.trimmed();
    if (text.isEmpty()) {
        return refuseUrl(ServerUrlText::tr("The address is empty."));
    }
    if (text.size() > 2000) {
        return refuseUrl(ServerUrlText::tr("The address is too long."));
    }
    if (looksLikeToken(text)) {
        return refuseUrl(
            ServerUrlText::tr("This looks like a token. It belongs in the token field."));
    }
    for (const QChar c : text) {
        if (c.isSpace() || c.unicode() < 0x20 || c.unicode() == 0x7f || c == u'\\' ||
            c.category() == QChar::Other_Format) {
            return refuseUrl(ServerUrlText::tr(
                "The address must not contain spaces, backslashes or hidden characters."));
        }
    }
    const auto full = withScheme(text);
    if (!full) {
        return full.error();
    }
    if (const auto authority = checkAuthority(*full); !authority) {
        return authority.error();
    }
    QUrl url(*full, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        return refuseUrl(ServerUrlText::tr("This is not a usable address."));
    }
    if (url.hasFragment()) {
        return refuseUrl(
            isPortalLink(text)
                ? ServerUrlText::tr("This is a portal link, which carries a one-time key. "
                                    "The address of the server is needed.")
                : ServerUrlText::tr("The address must not contain a \"#\"."));
    }
    if (url.hasQuery()) {
        return refuseUrl(ServerUrlText::tr("The address must not contain a \"?\"."));
    }
    const QString path = url.path(QUrl::FullyEncoded);
    static const QRegularExpression dots(u"(^|/)(\\.|%2e){1,2}(/|$)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    // QUrl has already folded plain dot segments when it parsed; look at what was typed.
    if (path.contains(dots) || full->mid(full->indexOf(u"//") + 2).contains(dots)) {
        return refuseUrl(ServerUrlText::tr("The address must not contain \"/./\" or \"/../\"."));
    }
    url.setPath(withoutApiPath(path), QUrl::StrictMode);
    if (url.port() == (url.scheme() == u"https" ? 443 : 80)) {
        url.setPort(-1);
    }
    return url;
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    if (host.compare(u"localhost", Qt::CaseInsensitive) == 0) {
        return true;
    }
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

bool isPlainHttpToOthers(const QUrl &url)
{
    return url.scheme() != u"https" && !isLoopback(url);
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return !a.host().isEmpty() && originText(a) == originText(b);
}

QString originText(const QUrl &url)
{
    return u"%1://%2:%3"_s.arg(url.scheme(), url.host(QUrl::FullyEncoded),
                               QString::number(effectivePort(url)));
}

QList<CloudRegion> cloudRegions()
{
    const auto host = [](const QString &name) { return QUrl(u"https://"_s + name); };
    return {
        {QString(), ServerUrlText::tr("Svix cloud (default)"), host(u"api.svix.com"_s)},
        {u"eu"_s, ServerUrlText::tr("Svix cloud, Europe"), host(u"api.eu.svix.com"_s)},
        {u"us"_s, ServerUrlText::tr("Svix cloud, United States"), host(u"api.us.svix.com"_s)},
        {u"ca"_s, ServerUrlText::tr("Svix cloud, Canada"), host(u"api.ca.svix.com"_s)},
        {u"au"_s, ServerUrlText::tr("Svix cloud, Australia"), host(u"api.au.svix.com"_s)},
        {u"in"_s, ServerUrlText::tr("Svix cloud, India"), host(u"api.in.svix.com"_s)},
    };
}

std::optional<CloudRegion> cloudRegionOf(const QUrl &url)
{
    for (const CloudRegion &region : cloudRegions()) {
        if (region.url.host() == url.host()) {
            return region;
        }
    }
    return std::nullopt;
}

QString regionOfToken(const QString &token)
{
    return inspectToken(token.toUtf8()).region;
}

QUrl cloudUrlForToken(const QString &token)
{
    const TokenInfo info = inspectToken(token.toUtf8());
    if (info.isJwt() || (info.region.isEmpty() && info.kind == TokenInfo::Kind::Unknown)) {
        return {};
    }
    for (const CloudRegion &region : cloudRegions()) {
        if (region.code == info.region) {
            return region.url;
        }
    }
    return {};
}

QString regionMismatch(const QUrl &url, const QString &token)
{
    const QUrl expected = cloudUrlForToken(token);
    const QString code = regionOfToken(token);
    const auto region = cloudRegionOf(url);
    if (expected.isEmpty() || expected.host() == url.host()) {
        return {};
    }
    if (region) {
        return ServerUrlText::tr("This token belongs to %1, but the address is %2.")
            .arg(expected.host(), region->url.host());
    }
    if (!code.isEmpty()) {
        return ServerUrlText::tr(
                   "This is a token of Svix cloud (%1), but the address is not: the token "
                   "would be sent to %2.")
            .arg(expected.host(), url.host());
    }
    // Tokens of a self-hosted server can look like anything: a doubt, and none on this computer.
    if (!url.host().isEmpty() && !isLoopback(url)) {
        return ServerUrlText::tr(
                   "This token looks like one of Svix cloud, but the address is not: it would "
                   "be sent to %1.")
            .arg(url.host());
    }
    return {};
}

QString hostRemark(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    const QStringList labels = host.split(u'.');
    if (std::any_of(labels.begin(), labels.end(),
                    [](const QString &label) { return label.startsWith(u"xn--"); })) {
        return ServerUrlText::tr(
                   "The network knows this host as %1: letters of other alphabets can look "
                   "alike. Make sure that it is the server you mean.")
            .arg(host);
    }
    for (const CloudRegion &region : cloudRegions()) {
        if (host.startsWith(region.url.host() + u'.')) {
            return ServerUrlText::tr("%1 only begins like Svix cloud: it is another server.")
                .arg(host);
        }
    }
    return {};
}

} // namespace svix
