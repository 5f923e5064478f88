// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace svix {

/// What a person is asked before something happens that cannot be taken back.
struct ConfirmationRequest
{
    QString title;       ///< names act and object: "Delete endpoint https://…"
    QString consequence; ///< what happens, what cannot be brought back
    QString verb;        ///< of the button: "Delete endpoint"
    QString typedName;   ///< typed on production for destructive and grave acts; may be empty
    bool destructive = false;
    /// The operation alone would not be asked about, but what it does here cannot be taken back or
    /// reaches very many: it is asked on every connection, and the name is typed on production.
    bool grave = false;
    /// The operation alone would not be asked about, but what it does here is felt at once: asked
    /// on production.
    bool onProduction = false;
    // Filled in by the runner.
    QString connection;
    ConnectionClass connectionClass = ConnectionClass::Development;
    bool mustType = false;
};

/// Puts a question to the person; the dialogs implement it.
class ConfirmationPort
{
public:
    virtual ~ConfirmationPort() = default;
    /// Calls `answer` exactly once, later or at once.
    virtual void ask(const ConfirmationRequest &request, std::function<void(bool)> answer) = 0;
};

} // namespace svix
