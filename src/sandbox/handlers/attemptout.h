// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "sandbox/store/store.h"

namespace svix::sandbox {

QString statusText(MessageStatus status);
AttemptOut attemptOut(const Application &application, quint32 row, bool withContent);

} // namespace svix::sandbox
