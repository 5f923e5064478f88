// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timestamp.h"

#include <QHash>
#include <QString>

#include <vector>

namespace svix::sandbox {

/// Which portal tokens are no longer good although their time is not up. A revocation reaches the
/// tokens that were made before it, never one made afterwards.
class PortalSessions
{
public:
    /// Names a new token. Names ascend, also over a restart of the sandbox.
    qint64 nameToken();

    /// All tokens of an application that exist now end at that time of the sandbox's clock.
    void revokeApplication(const QString &applicationId, const Timestamp &at);
    /// As above, only those made for that session.
    void revokeSession(const QString &applicationId, const QString &sessionId, const Timestamp &at);
    /// One token ends at once.
    void revokeToken(qint64 tokenName) { m_tokens.insert(tokenName, {}); }

    /// `sessionId` is empty for a token that was made for no session.
    bool isRevoked(const QString &applicationId, const QString &sessionId, qint64 tokenName,
                   const Timestamp &now) const;
    /// For tests: how much is remembered.
    qsizetype size() const;

private:
    struct Revocation
    {
        QString sessionId; ///< empty: every session
        qint64 lastToken = 0;
        Timestamp at;
    };

    void add(const QString &applicationId, Revocation revocation);

    qint64 m_lastName = 0;
    QHash<QString, std::vector<Revocation>> m_applications;
    QHash<qint64, char> m_tokens;
};

} // namespace svix::sandbox
