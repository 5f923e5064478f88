// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consent.h"

namespace svix {

/// Lets the tests of the transport call what changes something without the guard of the program.
class TestConsent
{
public:
    static Consent give() { return Consent(); }
};

} // namespace svix
