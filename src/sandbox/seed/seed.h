// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/store/store.h"

namespace svix::sandbox {

class Delivery;

/// A believable company: 12 customers, 30 endpoints, 25 event types, thousands of messages over the
/// last 30 days, some endpoints failing. The same each time for the same `now`.
void seedDemo(Environment &environment, Delivery &delivery, const Timestamp &now);

/// That many messages of one customer, and a few customers beside it; payloads are made when read.
void seedScale(Environment &environment, qint64 messages, const Timestamp &now);

} // namespace svix::sandbox
