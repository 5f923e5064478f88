// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QNetworkReply>

namespace svix {

// What Qt's errors of a reply mean for the client. Private to the client.

/// No connection was made, as Qt says itself, so nothing can have been sent.
bool neverConnected(QNetworkReply::NetworkError error);
ErrorKind kindOf(QNetworkReply::NetworkError error);
/// Qt 6.4 reports most troubles of a proxy as "unknown", and a forwarding one as the server itself.
bool isTroubleOfProxy(const QNetworkReply &reply);

} // namespace svix
