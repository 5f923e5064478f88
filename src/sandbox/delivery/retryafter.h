// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

namespace svix::sandbox {

/// Seconds to wait that a Retry-After header asks for: a number of them, or until a date of HTTP
/// (0 when that has passed). -1 when it says neither.
double retryAfterSeconds(const QByteArray &value, const QDateTime &now);

} // namespace svix::sandbox
