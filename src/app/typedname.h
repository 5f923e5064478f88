// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace svix {

/// What is typed on production before an object is deleted or the like: its uid, else its name,
/// else its id. What is empty or blank is none: nothing to type would be nothing to ask for.
inline QString typedNameOf(const std::optional<QString> &uid, const QString &name,
                           const QString &id)
{
    const QString own = uid.value_or(QString());
    return !own.trimmed().isEmpty() ? own : !name.trimmed().isEmpty() ? name : id;
}

} // namespace svix
