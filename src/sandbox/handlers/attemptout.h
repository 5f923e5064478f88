// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "sandbox/store/store.h"

namespace svix::sandbox {

QString statusText(MessageStatus status);
/// The state of a try; one that a transformation called off shows as a success unless `expanded`.
MessageStatus statusOf(const EndpointTraffic::Outcome &outcome, bool expanded);
AttemptOut attemptOut(const Application &application, quint32 row, bool withContent, bool expanded);

} // namespace svix::sandbox
