// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memorysecretstore.h"

namespace svix {

void wipe(QByteArray &secret)
{
    if (secret.isDetached()) {
        volatile char *bytes = secret.data();
        for (qsizetype i = 0; i < secret.size(); ++i) {
            bytes[i] = 0;
        }
    }
    secret.clear();
}

MemorySecretStore::~MemorySecretStore()
{
    for (QByteArray &secret : m_secrets) {
        wipe(secret);
    }
}

QFuture<SecretReply> MemorySecretStore::read(const QString &key)
{
    const auto it = m_secrets.constFind(key);
    return QtFuture::makeReadyFuture(it == m_secrets.constEnd()
                                         ? SecretReply{SecretState::NotFound, {}, {}}
                                         : SecretReply{SecretState::Found, *it, {}});
}

QFuture<SecretReply> MemorySecretStore::write(const QString &key, const QByteArray &secret)
{
    m_secrets.insert(key, secret);
    return QtFuture::makeReadyFuture(SecretReply{SecretState::Done, {}, {}});
}

QFuture<SecretReply> MemorySecretStore::remove(const QString &key)
{
    QByteArray secret = m_secrets.take(key);
    wipe(secret);
    return QtFuture::makeReadyFuture(SecretReply{SecretState::Done, {}, {}});
}

} // namespace svix
