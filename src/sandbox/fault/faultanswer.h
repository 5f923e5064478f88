// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

namespace svix::sandbox {

struct FaultRule;

/// The answer to a request that went wrong by this rule: `made` is the right one, or an empty one
/// where the request was not carried out.
HttpAnswer faultAnswer(const FaultRule &rule, HttpAnswer made);

} // namespace svix::sandbox
