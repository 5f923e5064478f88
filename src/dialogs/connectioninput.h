// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile.h"
#include "core/token.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace svix {

/// What the connection dialog asks to be tested or saved.
struct ConnectionInput
{
    Profile profile;  ///< with the id it came with, or a new one
    QByteArray token; ///< cleaned; empty when the stored one is kept, and for the sandbox
    bool tokenReplaced = false;
    QString proxyPassword;
    bool proxyPasswordReplaced = false;
    bool sandbox = false; ///< the built-in sandbox, whose address and token its starter knows
    bool tested = false;  ///< a test of exactly this went well

    bool operator==(const ConnectionInput &) const = default;
    /// Whether a test of the one says the same about the other: name, class, read-only and the like
    /// make no difference.
    bool reachesLike(const ConnectionInput &other) const;
};

/// How a test ended, in words that the owner of the dialog has made.
struct ConnectionTestResult
{
    bool ok = false;
    QString title;            ///< bold: "Connected in 38 ms."
    QString text;             ///< what was found, or what was not done and what to do
    QStringList monoParts;    ///< ids within the text
    QString details;          ///< behind a Details button; may be empty
    QList<FieldError> fields; ///< where a field is to blame ("url", "token", "caFile", "proxyHost")
    bool asked = true;        ///< the server was: else there is nothing to save in spite of
};

/// Why a file cannot serve as an extra CA certificate; empty when it can, as far as a look tells.
QString caFileProblem(const QString &path);

/// Words about a token for the line under its field and whether they are a warning.
struct TokenRemark
{
    QString text;
    bool isWarning = false;
};
/// Region, kind and expiry as the token says them, and whether it seems to be of another server.
TokenRemark remarkOnToken(const QString &token, const QUrl &url);
/// Until when a token says it is valid, in one sentence; empty when it names no end.
QString describeEndOfToken(const TokenInfo &info);

} // namespace svix
