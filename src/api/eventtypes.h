// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/common.h"

namespace svix {

struct EventTypeIn
{
    QString name; ///< 1..256 of [a-zA-Z0-9-_.]
    QString description;
    bool archived = false;
    bool deprecated = false;
    RawJson schemas;                         ///< {"1": JSON Schema, …}
    std::optional<QString> featureFlag;      ///< svix-server
    std::optional<QStringList> featureFlags; ///< cloud
    std::optional<QString> groupName;        ///< cloud
    UnknownFields unknown;
};

/// Body of replace (PUT): what is left out is cleared; `archived` false unarchives.
struct EventTypeUpdate
{
    QString description;
    bool archived = false;
    bool deprecated = false;
    RawJson schemas;
    std::optional<QString> featureFlag;
    std::optional<QStringList> featureFlags;
    std::optional<QString> groupName;
    UnknownFields unknown;
};

struct EventTypePatch
{
    Patchable<QString> description;
    Patchable<bool> archived;
    Patchable<bool> deprecated;
    Patchable<RawJson> schemas;
    Patchable<QString> featureFlag;
    Patchable<QStringList> featureFlags;
    Patchable<QString> groupName;
};

struct EventTypeOut
{
    QString name;
    QString description;
    bool archived = false;
    bool deprecated = false;
    RawJson schemas; ///< empty or null in lists unless with_content
    std::optional<QString> featureFlag;
    std::optional<QStringList> featureFlags;
    std::optional<QString> groupName;
    Timestamp createdAt;
    Timestamp updatedAt;
    UnknownFields unknown;
};

struct ListEventTypesQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator; ///< an event type's name; see the contract on names with "-"
    std::optional<QString> order;    ///< ignored by svix-server
    std::optional<bool> withContent;
    std::optional<bool> includeArchived;
};

struct DeleteEventTypeQuery
{
    std::optional<bool> expunge; ///< true erases instead of archiving
};

} // namespace svix
