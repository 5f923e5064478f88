// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"
#include "sandbox/store/store.h"
#include "sandbox/tokens.h"

namespace svix::sandbox {

/// Who asks: by a token, or by the key of an integration, which is one for its application.
/// Nothing when it is neither.
std::optional<Access> accessOf(const HttpRequest &request, const Tokens &tokens, const Store &store,
                               const Timestamp &now);

} // namespace svix::sandbox
