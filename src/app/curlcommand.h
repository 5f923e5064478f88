// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"

#include <QString>

namespace svix {

/// A request as a curl command for a POSIX shell; the token is $SVIX_TOKEN, secrets in the body are
/// "***".
QString curlCommand(const ActivityEntry &entry);

} // namespace svix
