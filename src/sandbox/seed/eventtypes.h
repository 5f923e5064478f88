// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/store/store.h"

namespace svix::sandbox {

/// The event types of the made-up company, each with a schema and an example.
void addDemoEventTypes(Environment &environment, const Timestamp &since);

} // namespace svix::sandbox
