// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/memorysecretstore.h"

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

} // namespace svix::test
