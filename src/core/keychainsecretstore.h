// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secretstore.h"

#include <QList>
#include <QPromise>

#include <memory>

namespace QKeychain {
class Job;
}

namespace svix {

/// The system's keychain (Secret Service, KWallet, macOS, Windows) over QtKeychain, with the traps
/// of version 0.13 taken care of: its "not found" may mean locked, its deletion says yes on a
/// locked keyring, its jobs may never end and crash when deleted. Secrets are only ever stored as
/// text, and never in a plain file.
class KeychainSecretStore : public SecretStore
{
    Q_OBJECT
public:
    explicit KeychainSecretStore(QObject *parent = nullptr);
    /// Ends what is under way with Failed. A running job is left to end by itself.
    ~KeychainSecretStore() override;

    QFuture<SecretReply> read(const QString &key) override;
    QFuture<SecretReply> write(const QString &key, const QByteArray &secret) override;
    QFuture<SecretReply> remove(const QString &key) override;
    QString unusableBecause() const override;

    /// After this long a request ends as TimedOut (default 20 s: unlocking takes a person's time).
    /// It counts from the request, also while an earlier one is still waited for.
    void setTimeout(int milliseconds) { m_timeout = milliseconds; }

    static QString serviceName();

private:
    struct Task;
    using TaskPtr = std::shared_ptr<Task>;

    QFuture<SecretReply> enqueue(Request request, const QString &key, const QByteArray &secret);
    void startNext();
    void step(const TaskPtr &task);
    void run(const TaskPtr &task, QKeychain::Job *job);
    void jobEnded(const TaskPtr &task, QKeychain::Job *job);
    void explain(const TaskPtr &task, QKeychain::Job *job);
    void timeOut(const TaskPtr &task);
    void end(const TaskPtr &task, const SecretReply &reply);

    QList<TaskPtr> m_waiting;
    TaskPtr m_current; ///< stays until the keychain answers, even after its time is over
    int m_timeout = 20000;
};

} // namespace svix
