// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace svix {

/// The key bytes of a "whsec_…" secret (the prefix may be missing); nothing when it is no base64 or
/// shorter or longer than the API allows (24 to 75 bytes).
std::optional<QByteArray> signingKey(const QString &secret);

/// "v1," and the base64 HMAC-SHA256 of "<id>.<timestamp>.<body>". `timestamp` is in unix seconds
/// and is signed as it stands in the header, so it is a text here.
QByteArray signatureV1(const QByteArray &key, QByteArrayView id, QByteArrayView timestamp,
                       QByteArrayView body);

/// Whether both are the same bytes; takes as long for nearly the same as for others of that size.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

/// Whether one of the space-separated signatures of the header is the v1 signature for this key.
/// Compares in constant time.
bool hasSignatureV1(QByteArrayView header, const QByteArray &key, QByteArrayView id,
                    QByteArrayView timestamp, QByteArrayView body);

} // namespace svix
