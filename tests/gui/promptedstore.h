// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/memorysecretstore.h"

#include <QPromise>

#include <list>

namespace svix::test {

/// A keyring whose prompt is canceled from some moment on: it gives what it has, and takes nothing.
class PromptedStore : public MemorySecretStore
{
public:
    QFuture<SecretReply> write(const QString &key, const QByteArray &secret) override
    {
        return canceled ? refuse() : MemorySecretStore::write(key, secret);
    }
    QFuture<SecretReply> remove(const QString &key) override
    {
        return canceled ? refuse() : MemorySecretStore::remove(key);
    }
    bool canceled = false;

private:
    static QFuture<SecretReply> refuse()
    {
        return QtFuture::makeReadyFuture(
            SecretReply{SecretState::Denied, {}, QStringLiteral("The keyring was not unlocked.")});
    }
};

/// A keyring that answers nothing that is asked of it, until answer().
class SlowStore : public MemorySecretStore
{
public:
    QFuture<SecretReply> read(const QString &) override
    {
        m_asked.emplace_back();
        m_asked.back().start();
        return m_asked.back().future();
    }
    void answer(const SecretReply &reply)
    {
        for (QPromise<SecretReply> &asked : m_asked) {
            asked.addResult(reply);
            asked.finish();
        }
        m_asked.clear();
    }

private:
    std::list<QPromise<SecretReply>> m_asked;
};

/// A keyring that takes what it is given only when allow() is called, long after it was given up.
class LateStore : public MemorySecretStore
{
public:
    QFuture<SecretReply> write(const QString &key, const QByteArray &secret) override
    {
        m_waiting.insert(key, secret);
        return QtFuture::makeReadyFuture(SecretReply{
            SecretState::TimedOut, {}, QStringLiteral("The keyring did not answer in time.")});
    }
    void allow()
    {
        for (auto it = m_waiting.cbegin(); it != m_waiting.cend(); ++it) {
            MemorySecretStore::write(it.key(), it.value());
            Q_EMIT lateReply(Request::Write, it.key(), {SecretState::Done, it.value(), {}});
        }
        m_waiting.clear();
    }

private:
    QHash<QString, QByteArray> m_waiting;
};

} // namespace svix::test
