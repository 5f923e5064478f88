// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace svix::sandbox {

/// How long and how many connections may hold a place of the server, whatever their clients do.
struct ConnectionLimits
{
    int headMs = 30'000;     ///< from the first byte of a request to the end of its headers
    int bodyIdleMs = 30'000; ///< without a further byte of a body
    int bodyMs = 300'000;    ///< for a whole body
    int unsentMs = 30'000;   ///< without the client taking a byte of an answer
    int lingerMs = 1'000;    ///< for the client to close after a last answer
    int connections = 1'000; ///< beyond, the one that has been idle longest is closed
};

} // namespace svix::sandbox
