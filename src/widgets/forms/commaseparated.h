// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace svix {

/// What stands between the commas of a field, each once, trimmed, in order; nothing empty. At
/// commas only: a name with a space in it is to be refused, and is not two names.
inline QStringList commaSeparated(const QString &text)
{
    QStringList parts;
    for (const QString &part : text.split(u',')) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty()) {
            parts.append(trimmed);
        }
    }
    parts.removeDuplicates();
    return parts;
}

} // namespace svix
