// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/signing.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace svix {

namespace {

constexpr qsizetype shortestKey = 24;
constexpr qsizetype longestKey = 75;

} // namespace

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size()) {
        return false;
    }
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        difference |= a[i] ^ b[i];
    }
    return difference == 0;
}

std::optional<QByteArray> signingKey(const QString &secret)
{
    const QString prefix = QStringLiteral("whsec_");
    const QString base64 = secret.startsWith(prefix) ? secret.mid(prefix.size()) : secret;
    const auto decoded =
        QByteArray::fromBase64Encoding(base64.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok ||
        decoded.decoded.size() < shortestKey || decoded.decoded.size() > longestKey) {
        return std::nullopt;
    }
    return decoded.decoded;
}

QByteArray signatureV1(const QByteArray &key, QByteArrayView id, QByteArrayView timestamp,
                       QByteArrayView body)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, key);
    for (const QByteArrayView part :
         {id, QByteArrayView("."), timestamp, QByteArrayView("."), body}) {
        code.addData(part.data(), part.size());
    }
    return "v1," + code.result().toBase64();
}

bool hasSignatureV1(QByteArrayView header, const QByteArray &key, QByteArrayView id,
                    QByteArrayView timestamp, QByteArrayView body)
{
    const QByteArray expected = signatureV1(key, id, timestamp, body);
    bool found = false;
    for (const QByteArray &one : header.toByteArray().split(' ')) {
        found = equalInConstantTime(one, expected) || found;
    }
    return found;
}

} // namespace svix
