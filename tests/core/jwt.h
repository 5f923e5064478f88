// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace svix::test {

/// A token of these claims; nobody has signed it.
inline QByteArray jwt(const QByteArray &claims,
                      const QByteArray &header = R"({"alg":"HS256","typ":"JWT"})")
{
    const auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return header.toBase64(options) + '.' + claims.toBase64(options) + ".c2lnbmF0dXJl";
}

} // namespace svix::test
