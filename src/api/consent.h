// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace svix {

class OperationRunner;
class TestConsent;

/// Proof that the guard was passed. A call that changes something needs one, and only the
/// OperationRunner can make it, so a bypass does not compile.
class Consent
{
public:
    Consent(Consent &&) = default;
    Consent &operator=(Consent &&) = default;

private:
    friend class OperationRunner;
    friend class TestConsent; // defined by the tests of the transport alone
    Consent() = default;
};

} // namespace svix
