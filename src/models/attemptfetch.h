// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "core/result.h"

#include <QFuture>
#include <QString>

namespace svix {

class ApiClient;
struct CallOptions;

/// Which list of the attempts of a message is asked.
enum class AttemptList {
    Usual, ///< the one of today; on a server that knows only the old ones, those
    Old    ///< the deprecated ones
};

/// A page of the attempts of a message, newest first; with endpointId, of those at that endpoint.
/// The old lists know neither class of code nor tag, and always come with content. A server without
/// the list of today is asked for it once.
QFuture<Result<Page<AttemptOut>>> fetchAttempts(ApiClient &client, const CallOptions &options,
                                                const QString &appId, const QString &messageId,
                                                const ListAttemptsByMsgQuery &query,
                                                AttemptList list = AttemptList::Usual);

} // namespace svix
