// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/operations.h"

#include <QJsonObject>

namespace svix::sandbox {

// How Svix' own documents call and shape what the operation table has.

/// "v1.endpoint.get-stats".
QString publishedId(const Operation &operation);
/// "Message Attempt".
QString publishedTag(const Operation &operation);
/// The name of a schema; a list's is made of that of its rows.
QString publishedName(const SchemaInfo &info);
/// svix-server takes or answers it and keeps it out of its document.
bool isHiddenField(const SchemaInfo &info, const FieldInfo &field);
/// An answer of svix-server always has it.
bool isRequiredField(const SchemaInfo &info, const FieldInfo &field);
/// It may be null.
bool isNullableField(const SchemaInfo &info, const FieldInfo &field);
/// The schema of the few values that a field takes ("Ordering"); empty for other fields.
QString valuesName(const FieldInfo &field);
/// The schemas that valuesName() names.
QJsonObject valueSchemas();
/// The statuses of an operation that went well.
QStringList successCodes(const Operation &operation, ServerKind kind);

} // namespace svix::sandbox
