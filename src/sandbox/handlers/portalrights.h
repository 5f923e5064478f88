// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/codec.h"
#include "api/operations.h"
#include "api/others.h"
#include "sandbox/handlers/refusal.h"
#include "sandbox/tokens.h"

namespace svix::sandbox {

/// The capabilities of Svix cloud's portal tokens, as the API writes them.
const QStringList &portalCapabilities();

/// Whether the kind of a token, and on the cloud a portal token's capabilities, let it make a call;
/// which application it is made on does not count here.
bool mayCall(const Operation &operation, const Access &access, ServerKind kind);

/// What Svix cloud refuses in the body that asks for a portal token.
FieldProblems portalProblems(const AppPortalAccessIn &body);

} // namespace svix::sandbox
