// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace svix {

/// Tells the options of Qt itself (-platform, -style …) from those of the console. QApplication is
/// given these only, so nothing else on the command line reaches it.
struct QtOptions
{
    QStringList taken; ///< for QApplication, as "-name" or "-name" and its value
    QStringList rest;  ///< the other arguments, with the program's name first
    QString wrong;     ///< why an option cannot be taken, in words; empty where all can

    /// `valued` are names of the console's own options that take the next argument as their value.
    static QtOptions split(const QStringList &arguments, const QStringList &valued);
};

} // namespace svix
