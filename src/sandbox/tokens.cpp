// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/tokens.h"

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

constexpr qint64 day = 24 * 3600;
constexpr qint64 tolerance = 15 * 60;

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

Tokens::Tokens(const QString &organisation, const QByteArray &given)
    : m_organisation(organisation)
    , m_secret(32, Qt::Uninitialized)
    , m_token(given)
{
    std::generate(m_secret.begin(), m_secret.end(),
                  [] { return static_cast<char>(QRandomGenerator::system()->generate() & 0xffU); });
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
    return make(QJsonDocument(baseClaims(organisation, 3650 * day)).toJson(QJsonDocument::Compact));
}

QByteArray Tokens::portalToken(const QString &organisation, const QString &application,
                               const QStringList &featureFlags) const
{
    QJsonObject claims = baseClaims(application, 28 * day);
    claims[u"org"_s] = organisation;
    claims[u"feature_flags"_s] = QJsonArray::fromStringList(featureFlags);
    return make(QJsonDocument(claims).toJson(QJsonDocument::Compact));
}

std::optional<Access> Tokens::check(const QByteArray *authorization) const
{
    if (!authorization || !authorization->startsWith("Bearer ")) {
        return std::nullopt;
    }
    const QByteArray token = authorization->sliced(7).trimmed();
    if (token.isEmpty()) {
        return std::nullopt;
    }
    if (token == m_token) {
        return Access{m_organisation, {}, {}};
    }
    const qsizetype lastDot = token.lastIndexOf('.');
    if (lastDot < 0 || sign(token.first(lastDot)) != token.sliced(lastDot + 1)) {
        return std::nullopt;
    }
    const QJsonObject claims = claimsOf(token);
    if (claims[u"exp"_s].toInteger() + tolerance < QDateTime::currentSecsSinceEpoch()) {
        return std::nullopt;
    }
    const QString subject = claims[u"sub"_s].toString();
    if (kindOfId(subject) == IdKind::Organisation) {
        return Access{subject, {}, {}};
    }
    Access access{claims[u"org"_s].toString(), subject, {}};
    for (const auto &flag : claims[u"feature_flags"_s].toArray()) {
        access.featureFlags.append(flag.toString());
    }
    return access;
}

} // namespace svix::sandbox
