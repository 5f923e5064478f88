// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/sandboxserver.h"

#include <QStringList>

namespace svix::sandbox {

/// What the command line asks for.
struct CommandLine
{
    SandboxOptions options;
    bool exitWithParent = false;
    bool printManagementToken = false;
    QString exportFile; ///< not empty: write everything there and end
    QString text;       ///< not empty: print it and end with exitCode (help, version, a mistake)
    int exitCode = 0;
};

/// Exit codes: 0 done, 1 it cannot listen or use its data, 2 a wrong argument.
CommandLine parseCommandLine(const QStringList &arguments, const QByteArray &token);

} // namespace svix::sandbox
