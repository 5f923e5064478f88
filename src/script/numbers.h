// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svix::script {

/// A number of a JSON text that JavaScript cannot hold, and what it makes of it.
struct InexactNumber
{
    std::string text;
    std::string becomes; ///< "null" where it is too large for a double
};

/// The numbers of a JSON text that are other numbers after JSON.parse: JavaScript has doubles only,
/// so whole numbers are exact up to 9007199254740992. 1.10 and 1.1 are the same number. At most
/// `most` are listed.
std::vector<InexactNumber> inexactNumbers(std::string_view json, std::size_t most);

} // namespace svix::script
