// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secretstore.h"

#include <QHash>

#include <optional>

namespace svix {

/// Where a token is kept.
enum class StoredWhere {
    Nowhere,
    Keychain,
    SessionOnly ///< in memory, until the console closes
};

/// What became of a token.
struct VaultReply
{
    StoredWhere where = StoredWhere::Nowhere;
    QByteArray token;                          ///< only from token()
    SecretState state = SecretState::NotFound; ///< what the keychain said
    QString message; ///< what to tell people; empty when all went as it should
};

/// The tokens of the connections: in the secret store, or for this session only where there is none
/// or it refuses; it always says which. Nothing is ever written to a plain file.
class TokenVault : public QObject
{
    Q_OBJECT
public:
    /// The store must outlive the vault.
    explicit TokenVault(SecretStore &store, QObject *parent = nullptr);
    ~TokenVault() override;

    /// The session's copy, else from the store. An empty token with NotFound means that there is
    /// none; with any other state there may be one, and nothing must be overwritten because of it.
    QFuture<VaultReply> token(const QString &key);
    /// Into the store, else kept for the session with the reason in `message`. With TimedOut the
    /// store may still take it, then keptLate() follows.
    QFuture<VaultReply> keep(const QString &key, const QByteArray &token);
    /// On the person's choice: in memory only.
    void keepForSession(const QString &key, const QByteArray &token);
    /// Forgets the session's copy, and removes from the store. `where` is Nowhere only when it is
    /// seen to be gone; otherwise the person is not signed out, and `message` says so.
    QFuture<VaultReply> forget(const QString &key);

    bool isSessionOnly(const QString &key) const { return m_session.contains(key); }
    /// Where the token was when it was last read, kept or forgotten; nothing as long as the store
    /// was not asked. It asks nothing itself.
    std::optional<StoredWhere> lastSeen(const QString &key) const;
    /// Why tokens last for the session only on this computer, for a notice at the start; else
    /// empty.
    QString sessionOnlyBecause() const;

Q_SIGNALS:
    /// A token that had not come in time is here.
    void tokenArrived(const QString &key, const QByteArray &token);
    /// A token kept for the session only has now reached the keychain after all.
    void keptLate(const QString &key);

private:
    void drop(const QString &key);

    SecretStore &m_store;
    QHash<QString, QByteArray> m_session;
    QHash<QString, StoredWhere> m_seen; // in the store
};

} // namespace svix
