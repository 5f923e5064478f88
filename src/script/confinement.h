// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace svix::script {

/// Takes from this process what a transformation has no use for: inherited descriptors, writing to
/// files, core dumps, new privileges. It ends with its parent.
void confineEarly();

/// After JavaScriptCore has started: only calls that a running script needs are left. No file can
/// be opened, no connection made, no process started. False when the kernel would not have it.
bool confineFully();

} // namespace svix::script
