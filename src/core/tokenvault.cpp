// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenvault.h"

#include "core/memorysecretstore.h"

namespace svix {

TokenVault::TokenVault(SecretStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&m_store, &SecretStore::lateReply, this,
            [this](SecretStore::Request request, const QString &key, const SecretReply &reply) {
                if (request == SecretStore::Request::Read && reply.state == SecretState::Found &&
                    !m_session.contains(key)) {
                    m_seen.insert(key, StoredWhere::Keychain);
                    Q_EMIT tokenArrived(key, reply.secret);
                } else if (request == SecretStore::Request::Write && reply.ok() &&
                           !reply.secret.isEmpty() && m_session.value(key) == reply.secret) {
                    // Not when it has been replaced meanwhile: then the session's copy is the
                    // truth.
                    drop(key);
                    m_seen.insert(key, StoredWhere::Keychain);
                    Q_EMIT keptLate(key);
                }
            });
}

TokenVault::~TokenVault()
{
    for (QByteArray &token : m_session) {
        wipe(token);
    }
}

void TokenVault::drop(const QString &key)
{
    QByteArray token = m_session.take(key);
    wipe(token);
}

QString TokenVault::sessionOnlyBecause() const
{
    const QString reason = m_store.unusableBecause();
    return reason.isEmpty() ? QString()
                            : tr("%1 Tokens last until the console closes.").arg(reason);
}

QFuture<VaultReply> TokenVault::token(const QString &key)
{
    if (const auto it = m_session.constFind(key); it != m_session.constEnd()) {
        return QtFuture::makeReadyFuture(
            VaultReply{StoredWhere::SessionOnly, *it, SecretState::Found, {}});
    }
    return m_store.read(key).then(this, [this, key](const SecretReply &reply) {
        const bool found = reply.state == SecretState::Found;
        if (found || reply.state == SecretState::NotFound) {
            // Anything else says nothing of what the store holds.
            m_seen.insert(key, found ? StoredWhere::Keychain : StoredWhere::Nowhere);
        }
        return VaultReply{found ? StoredWhere::Keychain : StoredWhere::Nowhere, reply.secret,
                          reply.state, reply.message};
    });
}

std::optional<StoredWhere> TokenVault::lastSeen(const QString &key) const
{
    if (m_session.contains(key)) {
        return StoredWhere::SessionOnly;
    }
    const auto seen = m_seen.constFind(key);
    return seen == m_seen.cend() ? std::nullopt : std::optional(*seen);
}

QFuture<VaultReply> TokenVault::keep(const QString &key, const QByteArray &token)
{
    // Until the store has it, so that the person can work at once and nothing is lost meanwhile.
    m_session.insert(key, token);
    return m_store.write(key, token).then(this, [this, key, token](const SecretReply &reply) {
        if (reply.ok()) {
            if (m_session.value(key) == token) {
                drop(key);
            }
            m_seen.insert(key, StoredWhere::Keychain);
            return VaultReply{StoredWhere::Keychain, {}, reply.state, {}};
        }
        return VaultReply{StoredWhere::SessionOnly,
                          {},
                          reply.state,
                          tr("%1 The token lasts until the console closes.").arg(reply.message)};
    });
}

void TokenVault::keepForSession(const QString &key, const QByteArray &token)
{
    m_session.insert(key, token);
}

QFuture<VaultReply> TokenVault::forget(const QString &key)
{
    const bool sessionOnly = m_session.contains(key);
    drop(key);
    return m_store.remove(key).then(this, [this, key, sessionOnly](const SecretReply &reply) {
        // Without a store there can be nothing in it, but only if none was ever used.
        if (reply.ok() || (reply.state == SecretState::NoStore && sessionOnly)) {
            m_seen.insert(key, StoredWhere::Nowhere);
            return VaultReply{StoredWhere::Nowhere, {}, SecretState::Done, {}};
        }
        return VaultReply{StoredWhere::Keychain,
                          {},
                          reply.state,
                          tr("%1 The token may still be in the keyring.").arg(reply.message)};
    });
}

} // namespace svix
