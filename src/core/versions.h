// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace svix {

/// The TLS library in use, such as "OpenSSL 3.0.11"; empty when there is none.
QString tlsLibraryVersion();

} // namespace svix
