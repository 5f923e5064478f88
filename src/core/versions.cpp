// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/versions.h"

#include <QSslSocket>

namespace svix {

QString tlsLibraryVersion()
{
    return QSslSocket::sslLibraryVersionString();
}

} // namespace svix
