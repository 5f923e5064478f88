// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace svix {

/// What the program was asked for on its command line. Reading it needs no display.
struct CommandLine
{
    enum class Action { Run, Tour, Help, Version, DebugInfo, WrongUsage };
    // Documented in the manual page.
    enum ExitCode : int { Ok = 0, Failed = 1, Usage = 2, NoDisplay = 3, TourFailed = 4 };

    Action action = Action::Run;
    QString text; ///< what to print for Help, Version and WrongUsage
    QString profile;
    bool readOnly = false;
    bool sandbox = false;
    QString tourDirectory;
    QString theme; ///< empty, "light", "dark" or "system"
    QString language;
    QString configDirectory;
    QString logFile;
    QString open;          ///< an id or uid to go to
    QStringList qtOptions; ///< those of Qt that QApplication is to have

    /// Never fails: what is wrong ends in WrongUsage with words that say so.
    static CommandLine read(const QStringList &arguments);
};

} // namespace svix
