// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/operations.h"
#include "core/token.h"

#include <QSet>
#include <QString>

namespace svix {

/// What a server is, what it offers, and what the token in use may do there, as far as it can be
/// known without changing anything.
struct Capabilities
{
    ServerKind kind = ServerKind::Unknown;
    Dialect dialect;
    QString server;        ///< "Svix cloud EU", "svix-server, 1.99 or newer"
    int roundTripMs = 0;   ///< of the health question
    TokenInfo token;       ///< read locally, unverified
    QString environment;   ///< Svix cloud's word for whose token it is, may be empty
    bool portal = false;   ///< the token is of one application
    QString application;   ///< that application, when known
    QString healthProblem; ///< a part of the server is down, in its own words; else empty
    QSet<QString> missing; ///< names of operations that this server's document does not have

    /// Whether a call of this operation makes sense here.
    bool offers(const Operation &operation) const { return reason(operation).isEmpty(); }
    /// The server has it, but not for a portal token.
    bool isBeyondToken(const Operation &operation) const
    {
        return portal && operation.token == TokenNeed::Organisation;
    }
    /// Why it does not, in one sentence; empty when it does.
    QString reason(const Operation &operation) const;
};

/// Reads svix-server's own OpenAPI document: which operations are missing, which names it knows and
/// so how old it is. False when it is not such a document.
bool readServerDocument(const QByteArray &json, Capabilities &capabilities);

} // namespace svix
