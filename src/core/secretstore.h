// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFuture>
#include <QObject>
#include <QString>

namespace svix {

/// How a request to a secret store ended.
enum class SecretState {
    Found,            ///< read: here it is
    Done,             ///< written, or removed and seen to be gone
    NotFound,         ///< the store is open and has no such entry
    NotFoundOrLocked, ///< no entry was given out; the store cannot be asked whether it is locked
    Locked,           ///< the person did not unlock it; whatever it holds is still there
    NoStore,          ///< there is no store on this computer that could be used
    TimedOut,         ///< no answer yet; one may still come, see SecretStore::lateReply
    Denied,
    Failed
};

/// The end of a request to a secret store.
struct SecretReply
{
    SecretState state = SecretState::Failed;
    QByteArray secret; ///< only for Found
    QString message;   ///< what to tell people; empty for Found, Done and NotFound

    bool ok() const { return state == SecretState::Found || state == SecretState::Done; }
};

/// Keeps secrets by key (see tokenSecretKey). Every request ends in exactly one reply, on the
/// store's thread, also when the store is destroyed. Requests are done one after the other.
class SecretStore : public QObject
{
    Q_OBJECT
public:
    explicit SecretStore(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    virtual QFuture<SecretReply> read(const QString &key) = 0;
    /// `secret` is UTF-8 text without NUL. Replaces what was there.
    virtual QFuture<SecretReply> write(const QString &key, const QByteArray &secret) = 0;
    /// Done only when a reading afterwards has shown that nothing is left; Done for a missing
    /// entry.
    virtual QFuture<SecretReply> remove(const QString &key) = 0;

    /// Why secrets cannot be kept here as far as known without asking the store; empty when nothing
    /// is known against it.
    virtual QString unusableBecause() const = 0;

    enum class Request { Read, Write, Remove };
    Q_ENUM(Request)

Q_SIGNALS:
    /// The answer to a request that had already been reported as TimedOut; for Write, `secret` is
    /// what was to be written.
    void lateReply(svix::SecretStore::Request request, const QString &key,
                   const svix::SecretReply &reply);
};

} // namespace svix
