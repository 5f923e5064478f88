// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"
#include "sandbox/store/store.h"

namespace svix::sandbox {

/// "v1a," and the base64 ed25519 signature of "<id>.<timestamp>.<body>" by a "whsk_…" key; empty
/// when the key is none.
QByteArray signatureV1a(const QString &key, const QByteArray &id, const QByteArray &timestamp,
                        const QByteArray &body);

/// The headers that sign a body for an endpoint: svix-id, svix-timestamp of `sent`, svix-signature
/// with every key that is valid at `now`, the current one first.
HeaderList signedHeaders(const Endpoint &endpoint, const QString &id, const Timestamp &now,
                         const Timestamp &sent, const QByteArray &body);

} // namespace svix::sandbox
