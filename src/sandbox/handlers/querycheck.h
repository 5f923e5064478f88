// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/codec.h"
#include "sandbox/handlers/refusal.h"

#include <optional>

namespace svix::sandbox {

/// A query string looked at as svix-server does: its known parameters, or the refusal.
struct QueryCheck
{
    QUrlQuery known; ///< for readQuery
    std::optional<HttpAnswer> refusal;
};

/// `iteratorPrefix` is that of the rows listed ("msg_"), empty where any text is an iterator.
/// Parameters that the server does not know are ignored without a word.
QueryCheck checkQuery(const SchemaInfo &schema, QByteArrayView query, QStringView iteratorPrefix,
                      ServerKind kind);

} // namespace svix::sandbox
