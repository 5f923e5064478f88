// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token.h"

#include "core/ids.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>
#include <QUrl>

#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class TokenText
{
    Q_DECLARE_TR_FUNCTIONS(Token)
};

constexpr qsizetype longestToken = 16384;

Error refuseToken(const QString &why)
{
    return makeError(ErrorKind::InvalidInput, why);
}

// Spaces, and what copying from a web page or a chat leaves around a text.
bool isPadding(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Format;
}

QStringView stripped(QStringView text)
{
    while (!text.isEmpty() && isPadding(text.front())) {
        text = text.mid(1);
    }
    while (!text.isEmpty() && isPadding(text.back())) {
        text.chop(1);
    }
    return text;
}

bool startsWithWord(QStringView text, QStringView word)
{
    return text.startsWith(word, Qt::CaseInsensitive) && text.size() > word.size() &&
           isPadding(text[word.size()]);
}

QStringView unwrapped(QStringView text)
{
    text = stripped(text);
    for (const QStringView header : {u"Authorization:"}) {
        if (text.startsWith(header, Qt::CaseInsensitive)) {
            text = stripped(text.mid(header.size()));
        }
    }
    for (int round = 0; round < 2; ++round) {
        if (text.size() >= 2 && text.front() == text.back() &&
            (text.front() == u'"' || text.front() == u'\'' || text.front() == u'`')) {
            text = stripped(text.mid(1, text.size() - 2));
        }
        if (startsWithWord(text, u"Bearer")) {
            text = stripped(text.mid(6));
        }
    }
    return text;
}

std::optional<QJsonObject> jwtPart(const QByteArray &part)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                  QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return std::nullopt;
    }
    const QJsonDocument document = QJsonDocument::fromJson(*decoded);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

// NumericDate of RFC 7519: seconds, possibly with a fraction. Absurd numbers are no dates.
QDateTime claimedTime(const QJsonValue &value)
{
    const double seconds = value.toDouble(-1);
    if (!value.isDouble() || !std::isfinite(seconds) || seconds < 0 || seconds > 253402300799.0) {
        return {};
    }
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds), QTimeZone::utc());
}

bool readJwt(const QByteArray &token, TokenInfo &info)
{
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3) {
        return false;
    }
    const auto header = jwtPart(parts[0]);
    const auto claims = jwtPart(parts[1]);
    if (!header || !claims || !header->contains(u"alg")) {
        return false;
    }
    const QString subject = (*claims)[u"sub"].toString();
    info.kind = TokenInfo::Kind::OtherJwt;
    if (subject.startsWith(u"org_")) {
        info.kind = TokenInfo::Kind::OrganisationJwt;
        info.organisation = subject;
    } else if (subject.startsWith(u"app_")) {
        info.kind = TokenInfo::Kind::ApplicationJwt;
        info.application = subject;
        info.organisation = (*claims)[u"org"].toString();
    }
    info.expires = claimedTime((*claims)[u"exp"]);
    info.issuedAt = claimedTime((*claims)[u"iat"]);
    return true;
}

bool isSigningSecret(QStringView text)
{
    return text.startsWith(u"whsec_") || text.startsWith(u"whsk_") || text.startsWith(u"whpk_");
}

TokenInfo::Kind kindOfPrefix(const QByteArray &token)
{
    if (token.startsWith("sk_") || token.startsWith("testsk_")) {
        return TokenInfo::Kind::ApiKey;
    }
    if (token.startsWith("appsk_")) {
        return TokenInfo::Kind::PortalKey;
    }
    if (token.startsWith("integsk_") || token.startsWith("testintegsk_")) {
        return TokenInfo::Kind::IntegrationKey;
    }
    return TokenInfo::Kind::Unknown;
}

// What people paste by mistake; the token itself is never repeated in a message.
QString whatElse(const QString &text)
{
    if (isPortalLink(text)) {
        return TokenText::tr("This is a portal link, not a token. Paste the token only.");
    }
    if (text.contains(u"://")) {
        return TokenText::tr("This is an address, not a token.");
    }
    if (isSigningSecret(text)) {
        return TokenText::tr("This is the signing secret of a webhook, not a token of the API.");
    }
    if (kindOfId(text) != IdKind::Unknown) {
        return TokenText::tr("This is the id of an object, not a token.");
    }
    return {};
}

} // namespace

Result<QByteArray> cleanToken(const QString &text)
{
    const QString token = unwrapped(text).toString();
    if (token.isEmpty()) {
        return refuseToken(TokenText::tr("The token is empty."));
    }
    if (const QString other = whatElse(token); !other.isEmpty()) {
        return refuseToken(other);
    }
    if (token.size() > longestToken) {
        return refuseToken(TokenText::tr("The token is too long: %L1 characters, at most %L2.")
                               .arg(token.size())
                               .arg(longestToken));
    }
    for (qsizetype i = 0; i < token.size(); ++i) {
        const char16_t c = token[i].unicode();
        if (c <= 0x20 || c >= 0x7f) {
            return refuseToken(
                TokenText::tr("The token contains a character that no token has: number %1, "
                              "a space, line break, control or non-ASCII character.")
                    .arg(i + 1));
        }
        if (c == u'"' || c == u'\'' || c == u'`') {
            return refuseToken(
                TokenText::tr("The token contains a quotation mark at number %1.").arg(i + 1));
        }
    }
    return token.toLatin1();
}

TokenInfo inspectToken(const QByteArray &token)
{
    TokenInfo info;
    if (readJwt(token, info)) {
        return info;
    }
    info.kind = kindOfPrefix(token);
    // Svix' own libraries look at what follows the last dot, whatever stands before it.
    const QByteArray last = token.mid(token.lastIndexOf('.') + 1);
    if (last.size() < token.size() &&
        (last == "eu" || last == "us" || last == "ca" || last == "au" || last == "in")) {
        info.region = QString::fromLatin1(last);
    }
    return info;
}

QString describeToken(const TokenInfo &info)
{
    switch (info.kind) {
    case TokenInfo::Kind::ApiKey:
        return TokenText::tr("The token looks like an API key.");
    case TokenInfo::Kind::PortalKey:
        return TokenText::tr("The token looks like one of the application portal.");
    case TokenInfo::Kind::IntegrationKey:
        return TokenText::tr("The token looks like the key of an integration.");
    case TokenInfo::Kind::OrganisationJwt:
        return TokenText::tr("The token says it is for the organisation %1 (not verified).")
            .arg(info.organisation);
    case TokenInfo::Kind::ApplicationJwt:
        return TokenText::tr("The token says it is for the application %1 only (not verified).")
            .arg(info.application);
    case TokenInfo::Kind::OtherJwt:
        return TokenText::tr("A JWT that names neither an organisation nor an application.");
    case TokenInfo::Kind::Unknown:
        break;
    }
    return TokenText::tr("The token does not say what it is for.");
}

bool looksLikeToken(const QString &text)
{
    const QString token = unwrapped(text).toString();
    static const QRegularExpression known(u"^(test)?(app|integ)?sk_[A-Za-z0-9_.=-]+$"_s);
    if (known.match(token).hasMatch() || isSigningSecret(token)) {
        return true;
    }
    return inspectToken(token.toUtf8()).isJwt();
}

bool isPortalLink(const QString &text)
{
    const QUrl url(text.trimmed());
    return (url.scheme() == u"https" || url.scheme() == u"http") &&
           url.fragment(QUrl::FullyEncoded).contains(u"key=");
}

QByteArray takeFromEnvironment(const char *variable)
{
    const QByteArray value = qgetenv(variable);
    qunsetenv(variable);
    return value;
}

} // namespace svix
