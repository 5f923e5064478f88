// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/portalsessions.h"

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
    QString sessionId;        ///< of a portal token made for a session, else empty
    qint64 tokenName = 0;     ///< of a portal token, for PortalSessions
    /// What a portal token may do, as Svix cloud names it; nullopt: everything a portal may.
    std::optional<QStringList> capabilities;
    Timestamp end = {}; ///< of a portal token: from then on it is good for nothing
    bool isPortal() const { return !application.isEmpty(); }
};

/// What a portal token is made for.
struct PortalGrant
{
    QString organisation;
    QString application;
    QStringList featureFlags;
    std::optional<int> expirySeconds; ///< nullopt: 28 days, as svix-server has it
    QString sessionId;
    std::optional<QStringList> capabilities; ///< nullopt: all
};

/// Makes and checks the bearer tokens of the sandbox: JWTs (HS256) as svix-server makes them, and
/// beside them one token of any text, given by whoever started it.
class Tokens
{
public:
    /// `given` may be empty: then the organisation's token is made. `secret` signs; empty: a random
    /// one, so that no token outlives the process.
    Tokens(const QString &organisation, const QByteArray &given, const QByteArray &secret = {});

    const QByteArray &token() const { return m_token; }
    const QString &organisation() const { return m_organisation; }
    /// What signs the tokens; kept, so that they stay valid after a new start.
    const QByteArray &secret() const { return m_secret; }
    /// A token that was made is made anew.
    void setSecret(const QByteArray &secret);
    /// Valid for 10 years; any organisation is an environment of its own.
    QByteArray organisationToken(const QString &organisation) const;
    QByteArray portalToken(const PortalGrant &grant);
    /// Nothing when the header is no valid bearer token, or one that was revoked by `now` of the
    /// sandbox's clock. (A token's own end is a time of this computer's clock, as everyone reads.)
    std::optional<Access> check(const QByteArray *authorization, const Timestamp &now) const;
    PortalSessions &sessions() { return m_sessions; }
    const PortalSessions &sessions() const { return m_sessions; }

private:
    QByteArray sign(const QByteArray &text) const;
    QByteArray make(const QByteArray &claims) const;

    QString m_organisation;
    QByteArray m_secret;
    QByteArray m_token;
    bool m_given;
    PortalSessions m_sessions;
};

} // namespace svix::sandbox
