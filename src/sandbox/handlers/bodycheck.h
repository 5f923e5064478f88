// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/codec.h"
#include "sandbox/handlers/validation.h"
#include "sandbox/json/jsontext.h"

namespace svix::sandbox {

/// A JSON body looked at as svix-server's reader does, before the codec reads it into a struct: is
/// it JSON, is every member of the right shape, is nothing required missing.
struct BodyCheck
{
    QByteArray document; ///< the one JSON value, without what follows it
    NamesUsed names;     ///< members of the top object, as written
    std::optional<HttpAnswer> refusal;
};

BodyCheck checkBody(const SchemaInfo &schema, const QByteArray &body, ServerKind kind);

/// Why a member of the right JSON type is still no value of its field: a bad URL, key, JSON schema,
/// header, flag or date. Empty when it is good.
QString contentProblem(const SchemaInfo &schema, const FieldInfo &field, const JsonNode &node,
                       ServerKind kind);

} // namespace svix::sandbox
