// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"

#include <functional>
#include <memory>

namespace svix::test {

/// A dialog as a person would see it, filled with believable data.
struct DialogSample
{
    const char *name;
    std::function<std::unique_ptr<ConsoleDialog>()> make;
};

/// Every dialog of the console, some in several states.
const QList<DialogSample> &dialogSamples();

} // namespace svix::test
