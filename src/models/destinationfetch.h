// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "core/result.h"

#include <QFuture>

class QObject;

namespace svix {

class ApiClient;

/// Every destination of a message, over all pages (a full page may call itself the last on
/// svix-server, so it is asked on until an empty or short one). Asked with low priority; ends as
/// canceled when `owner` goes.
QFuture<Result<QList<DestinationOut>>> fetchDestinations(ApiClient &client, QObject *owner,
                                                         const QString &appId,
                                                         const QString &messageId);

} // namespace svix
