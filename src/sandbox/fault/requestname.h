// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

#include <QString>

namespace svix {
struct Operation;
}

namespace svix::sandbox {

/// What a request asks for, as its method and path say; nobody has looked yet whether it may.
struct RequestName
{
    const Operation *operation = nullptr; ///< nullptr: none of the table
    QString application;                  ///< id or uid in the path, decoded; empty: none

    static RequestName of(const HttpRequest &request);
};

} // namespace svix::sandbox
