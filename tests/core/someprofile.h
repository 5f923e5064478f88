// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile.h"

namespace svix::test {

/// A connection as a person would have made it, with an id of its own.
inline Profile someProfile(const QString &name = QStringLiteral("Demo"))
{
    Profile profile;
    profile.id = makeProfileId();
    profile.name = name;
    profile.url = QUrl(QStringLiteral("https://api.eu.svix.com"));
    return profile;
}

} // namespace svix::test
