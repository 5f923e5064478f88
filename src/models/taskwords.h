// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "models/statewords.h"

#include <QCoreApplication>

namespace svix {

/// Words for background tasks; what this console does not know is shown as the server wrote it.
class TaskWords
{
    Q_DECLARE_TR_FUNCTIONS(TaskWords)

public:
    /// "Recover failed messages" for endpoint.recover.
    static QString ofType(const QString &task);
    static StateText ofStatus(const QString &status);
    /// How many messages a recover or replay has sent; nothing where the task does not say.
    static std::optional<qint64> messagesSent(const BackgroundTaskOut &task);

    /// The types and states that the API documents, for filters.
    static QStringList knownTypes();
    static QStringList knownStatuses();
};

} // namespace svix
