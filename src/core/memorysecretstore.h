// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secretstore.h"

#include <QHash>

namespace svix {

/// A secret store that forgets everything when it goes: for sandbox connections and for tests.
class MemorySecretStore : public SecretStore
{
    Q_OBJECT
public:
    using SecretStore::SecretStore;
    ~MemorySecretStore() override;

    QFuture<SecretReply> read(const QString &key) override;
    QFuture<SecretReply> write(const QString &key, const QByteArray &secret) override;
    QFuture<SecretReply> remove(const QString &key) override;
    QString unusableBecause() const override { return {}; }

private:
    QHash<QString, QByteArray> m_secrets;
};

/// Overwrites a secret's bytes as far as they are ours alone: best effort, copies made elsewhere
/// (by Qt, by the system) are out of reach.
void wipe(QByteArray &secret);

} // namespace svix
