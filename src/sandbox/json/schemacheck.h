// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/json/jsontext.h"

namespace svix::sandbox {

/// Why a member `schemas` ({"1": JSON Schema, …}) is refused; empty when each version is a schema
/// as Draft 7 has them. Looks as deep as the node was read.
QString schemasProblem(const JsonNode &schemas);

} // namespace svix::sandbox
