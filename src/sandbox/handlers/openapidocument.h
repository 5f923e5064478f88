// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/codec.h"

namespace svix::sandbox {

/// The server's own OpenAPI 3.0.2 document, made from the operation table and the schemas: what a
/// server of that kind offers and does not hide.
QByteArray openApiDocument(ServerKind kind);

} // namespace svix::sandbox
