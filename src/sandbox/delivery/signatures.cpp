// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/signatures.h"

#include "api/signing.h"

#include <sodium.h>

namespace svix::sandbox {

namespace {

const unsigned char *bytesOf(const QByteArray &text)
{
    return reinterpret_cast<const unsigned char *>(text.constData());
}

} // namespace

QByteArray signatureV1a(const QString &key, const QByteArray &id, const QByteArray &timestamp,
                        const QByteArray &body)
{
    if (!key.startsWith(QLatin1String("whsk_"))) {
        return {};
    }
    // Private and public half, as libsodium keeps them too.
    const QByteArray both = QByteArray::fromBase64(key.mid(5).toLatin1());
    if (both.size() != qsizetype(crypto_sign_SECRETKEYBYTES) || sodium_init() < 0) {
        return {};
    }
    const QByteArray text = id + '.' + timestamp + '.' + body;
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         bytesOf(text), static_cast<unsigned long long>(text.size()),
                         bytesOf(both));
    return "v1a," + signature.toBase64();
}

HeaderList signedHeaders(const Endpoint &endpoint, const QString &id, const Timestamp &now,
                         const Timestamp &sent, const QByteArray &body)
{
    const QByteArray idBytes = id.toLatin1();
    const QByteArray seconds = QByteArray::number(sent.milliseconds() / 1000);
    QStringList keys{endpoint.key};
    for (const Endpoint::OldKey &old : endpoint.oldKeys) {
        if (now < old.expires) {
            keys.append(old.key);
        }
    }
    QByteArrayList signatures;
    for (const QString &key : std::as_const(keys)) {
        if (const auto bytes = signingKey(key)) {
            signatures.append(signatureV1(*bytes, idBytes, seconds, body));
        } else if (const QByteArray v1a = signatureV1a(key, idBytes, seconds, body);
                   !v1a.isEmpty()) {
            signatures.append(v1a);
        }
    }
    return {{"Svix-Id", idBytes},
            {"Svix-Timestamp", seconds},
            {"Svix-Signature", signatures.join(' ')}};
}

} // namespace svix::sandbox
