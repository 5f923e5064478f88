// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace svix {

/// Takes secrets out of text that is logged, shown in an error or copied: tokens and signing
/// secrets of Svix by their look, JWTs, "Bearer …", Authorization, cookie and signature headers,
/// user names and passwords in addresses, and secret query and fragment parameters.
class Redactor
{
public:
    /// What stands in place of a secret.
    static constexpr QStringView mark = u"[hidden]";

    static QString clean(const QString &text);
    /// For bytes of any encoding; everything but the secrets stays byte for byte.
    static QByteArray clean(const QByteArray &bytes);
};

} // namespace svix
