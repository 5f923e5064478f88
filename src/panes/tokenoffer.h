// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/pane.h"

namespace svix {

class ConsoleDialog;

/// After `error` was told in `dialog`: where the server refused the token, offers to replace it
/// there, and tells in the dialog when the connection stands again, so that nothing typed is lost.
/// Does nothing for other errors, and where the connection has no token of its own to replace.
void offerToken(const PaneContext &context, ConsoleDialog *dialog, const Error &error);

} // namespace svix
