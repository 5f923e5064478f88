// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace svix {

/// Where this console keeps its files. A value that is passed around, so that a portable copy and
/// every test can have folders of their own. Making a Paths touches no disk.
struct Paths
{
    QString config; ///< settings
    QString data;   ///< history, drafts, copies of deleted objects
    QString cache;  ///< may be deleted at any time
    QString state;  ///< logs

    /// The person's folders after the XDG rules (on other systems Qt's own), each with the
    /// console's name at its end.
    static Paths standard();
    /// All under one directory, for --config-dir; relative directories are taken from the current
    /// one.
    static Paths under(const QString &directory);

    QString settingsFile() const;
    QString lockFile() const;
    QString logFile() const;
    /// The local socket by which a second start reaches the first one with the same config folder;
    /// short enough for a Unix socket.
    QString socketFile() const;
};

} // namespace svix
