// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/tokens.h"

#include "api/signing.h"
#include "core/ids.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

constexpr qint64 daySeconds = 24 * 3600;
constexpr qint64 tolerance = 15 * 60;
constexpr qint64 latestEnd = 253402300799; // of the year 9999

QByteArray base64(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QJsonObject claimsOf(const QByteArray &token)
{
    const QList<QByteArray> parts = token.split('.');
    return parts.size() == 3 ? QJsonDocument::fromJson(
                                   QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding))
                                   .object()
                             : QJsonObject();
}

QStringList stringsOf(const QJsonValue &list)
{
    QStringList texts;
    for (const auto &item : list.toArray()) {
        texts.append(item.toString());
    }
    return texts;
}

QJsonObject baseClaims(const QString &subject, qint64 lifetime)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return {{u"iat"_s, now},
            {u"exp"_s, now + lifetime},
            {u"nbf"_s, now},
            {u"iss"_s, u"svix-server"_s},
            {u"sub"_s, subject}};
}

} // namespace

Tokens::Tokens(const QString &organisation, const QByteArray &given, const QByteArray &secret)
    : m_organisation(organisation)
    , m_secret(secret)
    , m_token(given)
    , m_given(!given.isEmpty())
{
    if (m_secret.isEmpty()) {
        m_secret.resize(32);
        std::generate(m_secret.begin(), m_secret.end(), [] {
            return static_cast<char>(QRandomGenerator::system()->generate() & 0xffU);
        });
    }
    // A token made by another server names its organisation; it is kept, so that the console shows
    // it.
    const QString named = claimsOf(given).value(u"sub"_s).toString();
    if (kindOfId(named) == IdKind::Organisation) {
        m_organisation = named;
    }
    if (m_token.isEmpty()) {
        m_token = organisationToken(m_organisation);
    }
}

void Tokens::setSecret(const QByteArray &secret)
{
    m_secret = secret;
    if (!m_given) {
        m_token = organisationToken(m_organisation);
    }
}

QByteArray Tokens::sign(const QByteArray &text) const
{
    return base64(QMessageAuthenticationCode::hash(text, m_secret, QCryptographicHash::Sha256));
}

QByteArray Tokens::make(const QByteArray &claims) const
{
    const QByteArray text = base64(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64(claims);
    return text + '.' + sign(text);
}

QByteArray Tokens::organisationToken(const QString &organisation) const
{
    return make(
        QJsonDocument(baseClaims(organisation, 3650 * daySeconds)).toJson(QJsonDocument::Compact));
}

QByteArray Tokens::portalToken(const PortalGrant &grant)
{
    QJsonObject claims = baseClaims(
        grant.application, grant.expirySeconds.value_or(PortalSessions::longestLifeSeconds));
    claims[u"org"_s] = grant.organisation;
    claims[u"feature_flags"_s] = QJsonArray::fromStringList(grant.featureFlags);
    claims[u"jti"_s] = QString::number(m_sessions.nameToken());
    if (!grant.sessionId.isEmpty()) {
        claims[u"session_id"_s] = grant.sessionId;
    }
    if (grant.capabilities) {
        claims[u"capabilities"_s] = QJsonArray::fromStringList(*grant.capabilities);
    }
    return make(QJsonDocument(claims).toJson(QJsonDocument::Compact));
}

std::optional<Access> Tokens::check(const QByteArray *authorization, const Timestamp &now) const
{
    if (!authorization || !authorization->startsWith("Bearer ")) {
        return std::nullopt;
    }
    const QByteArray token = authorization->sliced(7).trimmed();
    if (token.isEmpty()) {
        return std::nullopt;
    }
    if (token == m_token) {
        return Access{m_organisation, {}, {}, {}, 0, {}};
    }
    const qsizetype lastDot = token.lastIndexOf('.');
    if (lastDot < 0 ||
        !equalInConstantTime(sign(token.first(lastDot)), token.sliced(lastDot + 1))) {
        return std::nullopt;
    }
    const QJsonObject claims = claimsOf(token);
    const qint64 seconds = QDateTime::currentSecsSinceEpoch();
    if (claims[u"exp"_s].toInteger() + tolerance < seconds ||
        claims[u"nbf"_s].toInteger() - tolerance > seconds) {
        return std::nullopt;
    }
    const QString subject = claims[u"sub"_s].toString();
    if (kindOfId(subject) == IdKind::Organisation) {
        return Access{subject, {}, {}, {}, 0, {}};
    }
    if (kindOfId(subject) != IdKind::Application) {
        return std::nullopt;
    }
    Access access{claims[u"org"_s].toString(),
                  subject,
                  stringsOf(claims[u"feature_flags"_s]),
                  claims[u"session_id"_s].toString(),
                  claims[u"jti"_s].toString().toLongLong(),
                  {}};
    access.end =
        Timestamp(std::min(claims[u"exp"_s].toInteger() + tolerance, latestEnd) * 1000 * 1000);
    if (claims.contains(u"capabilities"_s)) {
        access.capabilities = stringsOf(claims[u"capabilities"_s]);
    }
    if (m_sessions.isRevoked(subject, access.sessionId, access.tokenName, now)) {
        return std::nullopt;
    }
    return access;
}

} // namespace svix::sandbox
