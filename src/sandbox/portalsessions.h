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
    /// The longest that the sandbox makes a portal token for.
    static constexpr qint64 longestLifeSeconds = 28 * 24 * 3600;

    /// Names a new token. Names ascend, also over a restart of the sandbox.
    qint64 nameToken();

    /// All tokens of an application that exist now end at that time of the sandbox's clock.
    void revokeApplication(const QString &applicationId, const Timestamp &at);
    /// As above, only those made for that session.
    void revokeSession(const QString &applicationId, const QString &sessionId, const Timestamp &at);
    /// One token ends at once; at `end` it would have ended by itself.
    void revokeToken(qint64 tokenName, const Timestamp &end);
    /// Forgets what ends no token that is not over anyway. `now` is the time of the sandbox's
    /// clock, by which revocations come into force, `real` that of this computer's, by which tokens
    /// are over.
    void forgetExpired(const Timestamp &now, const Timestamp &real);

    /// `sessionId` is empty for a token that was made for no session.
    bool isRevoked(const QString &applicationId, const QString &sessionId, qint64 tokenName,
                   const Timestamp &now) const;
    /// For tests: how much is remembered.
    qsizetype size() const;

    /// What was revoked, as it is kept on disk.
    struct Revocation
    {
        QString application; ///< empty: one token only
        QString session;     ///< empty: every session
        QString token;       ///< name of the last one that is revoked, in digits
        Timestamp at;        ///< when it comes into force; of one token: when that is over
    };
    QList<Revocation> revocations() const;
    void restore(const Revocation &revocation);
    /// Another number after each change of what was revoked.
    quint64 revision() const { return m_revision; }

private:
    struct Known
    {
        QString sessionId; ///< empty: every session
        qint64 lastToken = 0;
        Timestamp at;
    };

    void add(const QString &applicationId, Known revocation);
    static void forgetExpired(std::vector<Known> &known, const Timestamp &now,
                              const Timestamp &real);
    qint64 lastName();

    qint64 m_lastName = 0;
    quint64 m_revision = 0;
    QHash<QString, std::vector<Known>> m_applications;
    QHash<qint64, Timestamp> m_tokens; // when they would be over
};

} // namespace svix::sandbox
