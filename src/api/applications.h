// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/common.h"

namespace svix {

/// Body of create and replace (PUT): what is left out is cleared.
struct ApplicationIn
{
    QString name;                    ///< at least one character
    std::optional<QString> uid;      ///< 1..256 of [a-zA-Z0-9-_.], unique in the environment
    std::optional<int> throttleRate; ///< messages per second, 1..65535
    Metadata metadata;
    UnknownFields unknown;
};

/// Body of PATCH: what is absent is kept.
struct ApplicationPatch
{
    Patchable<QString> name; ///< null is refused by the server
    Patchable<QString> uid;
    Patchable<int> throttleRate;
    Patchable<Metadata> metadata;
};

struct ApplicationOut
{
    QString id; ///< app_…
    QString name;
    std::optional<QString> uid;
    std::optional<int> throttleRate;
    Metadata metadata;
    Timestamp createdAt;
    Timestamp updatedAt;
    UnknownFields unknown;
};

struct CreateApplicationQuery
{
    std::optional<bool> getIfExists; ///< true: 200 with the application of the same uid, unchanged
};

struct ListApplicationsQuery
{
    std::optional<int> limit; ///< 1..250, server default 50
    std::optional<QString> iterator;
    std::optional<QString> order;                         ///< "ascending" or "descending" by id
    std::optional<bool> excludeAppsWithNoEndpoints;       ///< cloud
    std::optional<bool> excludeAppsWithDisabledEndpoints; ///< cloud
    std::optional<bool> excludeAppsWithSvixPlayEndpoints; ///< cloud
};

} // namespace svix
