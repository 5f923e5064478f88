// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"

namespace svix {

/// The call as a curl command for a POSIX shell: method, address, headers with the idempotency key,
/// body. The token stands there as $SVIX_TOKEN, never itself. A body that is not known whole
/// (longer than the log keeps, or with secrets hidden) is read from body.json, so that nobody sends
/// stars in place of a secret.
QString curlCommand(const ActivityEntry &entry);

/// A text as one word of a POSIX shell, whatever is in it; a NUL cannot be and is left out.
QString shellQuoted(const QString &text);

} // namespace svix
