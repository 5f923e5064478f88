// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

namespace svix::sandbox {

/// The id after `last` for that time: made of the time, or just above `last` when that would not be
/// later. So the order of a list is the order in which its rows were made.
IdNumber idAfter(const IdNumber &last, const Timestamp &time, QRandomGenerator &random);

} // namespace svix::sandbox
