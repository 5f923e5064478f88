// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"

namespace svix {

/// What an endpoint is, as a form has it.
EndpointIn inputOf(const EndpointOut &endpoint);

/// Only what is another than before; event types and channels are sets.
EndpointPatch patchOf(const EndpointIn &before, const EndpointIn &wanted);
bool isEmpty(const EndpointPatch &patch);
/// For a server without PATCH: everything that was read, with the change.
EndpointUpdate replacementOf(const EndpointOut &now, const EndpointPatch &patch);

/// What is typed to delete it or the like on production: its uid, else host and path.
QString typedNameOf(const EndpointOut &endpoint);

} // namespace svix
