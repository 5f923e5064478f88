// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace svix {

/// Where a start of the console wants to go, as a second start tells the first. There is nothing in
/// it that changes anything, and no room for a token.
struct StartRequest
{
    QString profile;      ///< name of a connection; empty for the one that is open
    bool sandbox = false; ///< the built-in one; then there is no profile
    QString open;         ///< an id, uid or path of ids; empty for none

    bool isEmpty() const { return profile.isEmpty() && !sandbox && open.isEmpty(); }
    bool operator==(const StartRequest &) const = default;

    /// Bytes of a line at most.
    static constexpr qsizetype longestLine = 4096;

    /// One line without its end, such as "profile:Acme%20EU open:app_1". Nothing where a part is
    /// too long, holds what nobody can see, or looks like a token.
    std::optional<QByteArray> toLine() const;
    /// Reads what toLine() writes, and nothing else.
    static std::optional<StartRequest> fromLine(const QByteArray &line);
};

} // namespace svix
