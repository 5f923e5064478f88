// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/exchange.h"
#include "api/operations.h"

namespace svix {

/// Turns a complete HTTP answer to `operation` into an Error; kind None when it is a success whose
/// body is worth reading. Knows Svix' error bodies and everything that can stand in their place.
Error errorOfAnswer(const Operation &operation, const HttpAnswer &answer, const QUrl &requested);

/// Retry-After in seconds or as an HTTP date: seconds from `now`, at least 0; -1 when absent,
/// negative or not readable.
int retryAfterSeconds(const QByteArray &header, const QDateTime &now);

/// Text from outside made harmless to show: at most `limit` characters; control, bidi-override and
/// invalid characters escaped as \u{…}.
QString plainExcerpt(QByteArrayView text, qsizetype limit = 2000);

} // namespace svix
