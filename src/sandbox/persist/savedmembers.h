// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every member that is kept on disk, exported and imported. A struct with a member that is neither
// listed nor counted as kept elsewhere does not compile.

#include "sandbox/persist/membercount.h"
#include "sandbox/portalsessions.h"
#include "sandbox/store/store.h"

#include <tuple>

namespace svix::sandbox {

template <typename C, typename M>
struct Member
{
    const char *name;
    M C::*pointer;
};

template <typename C, typename M>
constexpr Member<C, M> member(const char *name, M C::*pointer)
{
    return {name, pointer};
}

template <typename T>
struct Saved
{
    static constexpr bool listed = false;
};

/// TYPE, how many of its members are kept elsewhere, then one line for each that is kept here.
#define SVIX_SAVED(TYPE, ELSEWHERE, ...)                                                           \
    template <>                                                                                    \
    struct Saved<TYPE>                                                                             \
    {                                                                                              \
        using S = TYPE;                                                                            \
        static constexpr bool listed = true;                                                       \
        static constexpr auto members = std::make_tuple(__VA_ARGS__);                              \
        static_assert(std::tuple_size_v<decltype(members)> + (ELSEWHERE) == memberCount<TYPE>,     \
                      "a member of " #TYPE " is not saved: give it a line here");                  \
    };

// The one that is not: what is not known is of other servers, this one knows all that it has.
SVIX_SAVED(ApplicationOut, 1, member("id", &S::id), member("name", &S::name),
           member("uid", &S::uid), member("throttleRate", &S::throttleRate),
           member("metadata", &S::metadata), member("createdAt", &S::createdAt),
           member("updatedAt", &S::updatedAt))

SVIX_SAVED(EndpointOut, 1, member("id", &S::id), member("url", &S::url),
           member("description", &S::description), member("uid", &S::uid),
           member("throttleRate", &S::throttleRate), member("disabled", &S::disabled),
           member("eventTypes", &S::eventTypes), member("channels", &S::channels),
           member("metadata", &S::metadata), member("version", &S::version),
           member("createdAt", &S::createdAt), member("updatedAt", &S::updatedAt))

SVIX_SAVED(EventTypeOut, 1, member("name", &S::name), member("description", &S::description),
           member("archived", &S::archived), member("deprecated", &S::deprecated),
           member("schemas", &S::schemas), member("featureFlag", &S::featureFlag),
           member("featureFlags", &S::featureFlags), member("groupName", &S::groupName),
           member("createdAt", &S::createdAt), member("updatedAt", &S::updatedAt))

SVIX_SAVED(IntegrationOut, 1, member("id", &S::id), member("name", &S::name),
           member("featureFlags", &S::featureFlags), member("createdAt", &S::createdAt),
           member("updatedAt", &S::updatedAt))

SVIX_SAVED(BackgroundTaskOut, 0, member("id", &S::id), member("status", &S::status),
           member("task", &S::task), member("data", &S::data), member("updatedAt", &S::updatedAt))

SVIX_SAVED(Transformation, 0, member("code", &S::code), member("enabled", &S::enabled),
           member("variables", &S::variables), member("updatedAt", &S::updatedAt))

SVIX_SAVED(Integration, 0, member("out", &S::out), member("key", &S::key))

SVIX_SAVED(Endpoint::OldKey, 0, member("key", &S::key), member("expires", &S::expires))

SVIX_SAVED(Endpoint, 0, member("out", &S::out), member("number", &S::number),
           member("headers", &S::headers), member("poisoned", &S::poisoned),
           member("deleted", &S::deleted), member("key", &S::key), member("oldKeys", &S::oldKeys),
           member("failingSince", &S::failingSince), member("transformation", &S::transformation))

SVIX_SAVED(MessageExtra, 0, member("tags", &S::tags), member("deliverAt", &S::deliverAt),
           member("erase", &S::erase), member("sent", &S::sent))

SVIX_SAVED(PortalSessions::Revocation, 0, member("application", &S::application),
           member("session", &S::session), member("token", &S::token), member("at", &S::at))

// The log and the extras of messages have tables of their own, endpoints are a list, the names of
// endpoints follow from them, and the organisation is that of the environment.
SVIX_SAVED(Application, 5, member("out", &S::out), member("integrations", &S::integrations))

SVIX_SAVED(EnvironmentObjects, 0, member("eventTypes", &S::eventTypes), member("tasks", &S::tasks))

#undef SVIX_SAVED

template <typename T>
struct IsCollection : std::false_type
{
};
/// A map is kept as one row for each of its objects; any other member in the row of its owner.
template <typename T>
struct IsCollection<std::map<QString, T>> : std::true_type
{
};

/// Calls `visit(name, pointer to member)` for each member that is listed for T.
template <typename T, typename Visit>
void forEachMember(Visit visit)
{
    std::apply([&](const auto &...m) { (visit(m.name, m.pointer), ...); }, Saved<T>::members);
}
/// As above, for the maps of objects.
template <typename T, typename Visit>
void forEachCollection(Visit visit)
{
    forEachMember<T>([&](const char *name, auto pointer) {
        if constexpr (IsCollection<std::decay_t<decltype(std::declval<T>().*pointer)>>::value) {
            visit(name, pointer);
        }
    });
}

} // namespace svix::sandbox
