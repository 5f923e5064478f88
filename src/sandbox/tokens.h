// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace svix::sandbox {

/// Who asks, as the token says.
struct Access
{
    QString organisation;     ///< org_…
    QString application;      ///< app_… for a portal token, else empty
    QStringList featureFlags; ///< of a portal token
    bool isPortal() const { return !application.isEmpty(); }
};

/// Makes and checks the bearer tokens of the sandbox: JWTs (HS256) as svix-server makes them, and
/// beside them one token of any text, given by whoever started it.
class Tokens
{
public:
    /// `given` may be empty: then the organisation's token is made.
    Tokens(const QString &organisation, const QByteArray &given);

    const QByteArray &token() const { return m_token; }
    const QString &organisation() const { return m_organisation; }
    /// Valid for 10 years; any organisation is an environment of its own.
    QByteArray organisationToken(const QString &organisation) const;
    /// Valid for 28 days.
    QByteArray portalToken(const QString &organisation, const QString &application,
                           const QStringList &featureFlags) const;
    /// Nothing when the header is no valid bearer token.
    std::optional<Access> check(const QByteArray *authorization) const;

private:
    QByteArray sign(const QByteArray &text) const;
    QByteArray make(const QByteArray &claims) const;

    QString m_organisation;
    QByteArray m_secret;
    QByteArray m_token;
};

} // namespace svix::sandbox
