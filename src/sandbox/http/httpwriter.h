// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

namespace svix::sandbox {

/// The answer as it goes over the wire, with what is to be wrong about it. Not for dropped and
/// reset ones, of which nothing goes.
QByteArray wireBytes(const HttpRequest &request, const HttpAnswer &answer);

/// Whether what is wrong about it is that nothing comes after it.
bool endsTheConnection(const HttpAnswer &answer);

} // namespace svix::sandbox
