// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/eventtypebody.h"

namespace svix {

EventTypeIn bodyOf(const EventTypeOut &type)
{
    EventTypeIn in;
    in.name = type.name;
    in.description = type.description;
    in.archived = type.archived;
    in.deprecated = type.deprecated;
    in.schemas = type.schemas.text == "null" ? RawJson() : type.schemas;
    in.featureFlag = type.featureFlag;
    in.featureFlags = type.featureFlags;
    in.groupName = type.groupName;
    in.unknown = type.unknown;
    return in;
}

EventTypeUpdate replacement(const EventTypeIn &content)
{
    EventTypeUpdate body;
    body.description = content.description;
    body.archived = content.archived;
    body.deprecated = content.deprecated;
    body.schemas = content.schemas;
    body.featureFlag = content.featureFlag;
    body.featureFlags = content.featureFlags;
    body.groupName = content.groupName;
    body.unknown = content.unknown;
    return body;
}

std::optional<EventTypePatch> difference(const EventTypeIn &from, const EventTypeIn &to)
{
    EventTypePatch patch;
    bool any = false;
    const auto take = [&any](auto &field, const auto &before, const auto &after) {
        if (before != after) {
            field = std::remove_cvref_t<decltype(field)>(after);
            any = true;
        }
    };
    // What was taken away is cleared by null, not left out.
    const auto takeOptional = [&any](auto &field, const auto &before, const auto &after) {
        if (before != after) {
            field = std::remove_cvref_t<decltype(field)>::fromOptional(after);
            any = true;
        }
    };
    take(patch.description, from.description, to.description);
    take(patch.archived, from.archived, to.archived);
    take(patch.deprecated, from.deprecated, to.deprecated);
    takeOptional(patch.featureFlag, from.featureFlag, to.featureFlag);
    takeOptional(patch.featureFlags, from.featureFlags, to.featureFlags);
    takeOptional(patch.groupName, from.groupName, to.groupName);
    if (from.schemas != to.schemas) {
        any = true;
        if (to.schemas.isEmpty()) {
            patch.schemas.setNull();
        } else {
            patch.schemas = to.schemas;
        }
    }
    return any ? std::optional(patch) : std::nullopt;
}

} // namespace svix
