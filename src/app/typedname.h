// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace svix {

/// What is typed on production before an object is deleted or the like: its uid, else its name,
/// else its id. What is empty or blank is none: nothing to type would be nothing to ask for. What
/// is longer than a person would type is none either: who pastes it has not read it.
inline QString typedNameOf(const std::optional<QString> &uid, const QString &name,
                           const QString &id)
{
    constexpr qsizetype longest = 64;
    const auto canBeTyped = [](const QString &text) {
        return !text.trimmed().isEmpty() && text.size() <= longest;
    };
    const QString own = uid.value_or(QString());
    return canBeTyped(own) ? own : canBeTyped(name) ? name : id;
}

} // namespace svix
