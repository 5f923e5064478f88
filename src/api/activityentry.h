// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QUrl>

namespace svix {

struct Operation;

/// One call as the activity pane shows it; free of tokens and secrets.
struct ActivityEntry
{
    enum class State { Queued, Running, Waiting, Done };

    quint64 id = 0; ///< counts up within a client
    State state = State::Queued;
    const Operation *operation = nullptr;
    QString object;       ///< the ids in its path, " / " between
    QDateTime started;    ///< UTC
    QDateTime waitsUntil; ///< when Waiting: the next try
    QUrl url;
    QByteArray body;         ///< as sent, secret fields replaced by "***"; at most 64 KiB
    bool bodyCut = false;    ///< the body was longer than what is kept here
    bool bodyErased = false; ///< it held a payload that was erased since
    int status = 0;
    qint64 milliseconds = 0;
    qint64 bytesReceived = 0;
    int tries = 0;
    QString idempotencyKey;
    QString made; ///< id of what a POST made, as far as its answer says it
    QString requestId;
    Error error; ///< kind None when it went well
};

} // namespace svix

Q_DECLARE_METATYPE(svix::ActivityEntry)
