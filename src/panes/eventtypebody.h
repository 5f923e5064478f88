// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"

namespace svix {

/// Everything that was read of an event type, as the body that would make it.
EventTypeIn bodyOf(const EventTypeOut &type);

/// The body that replaces an event type by this one (PUT).
EventTypeUpdate replacement(const EventTypeIn &content);

/// Only what differs between two (PATCH); nothing when they are the same.
std::optional<EventTypePatch> difference(const EventTypeIn &from, const EventTypeIn &to);

} // namespace svix
