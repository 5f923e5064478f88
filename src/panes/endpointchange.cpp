// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointchange.h"

#include "app/typedname.h"
#include "panes/endpointdetail.h"

#include <QSet>

namespace svix {

namespace {

template <typename T>
bool same(const T &a, const T &b)
{
    return a == b;
}

bool same(const std::optional<QStringList> &a, const std::optional<QStringList> &b)
{
    return a.has_value() == b.has_value() &&
           (!a || QSet<QString>(a->cbegin(), a->cend()) == QSet<QString>(b->cbegin(), b->cend()));
}

template <typename T>
std::optional<T> optionalOf(const Patchable<T> &field)
{
    return field.hasValue() ? std::optional(field.value()) : std::nullopt;
}

/// Calls `visit` with each member of a patch and the same member of the endpoint; the one of those
/// that cannot be null, the other of those that can.
template <typename Patch, typename Endpoint, typename Plain, typename Optional>
void eachField(Patch &patch, Endpoint &endpoint, Plain plain, Optional optional)
{
    plain(patch.url, endpoint.url);
    plain(patch.description, endpoint.description);
    plain(patch.disabled, endpoint.disabled);
    plain(patch.metadata, endpoint.metadata);
    optional(patch.uid, endpoint.uid);
    optional(patch.throttleRate, endpoint.throttleRate);
    optional(patch.eventTypes, endpoint.eventTypes);
    optional(patch.channels, endpoint.channels);
    // A version is one or more: what has none yet keeps the server's.
    optional(patch.version, endpoint.version);
}

} // namespace

EndpointIn inputOf(const EndpointOut &endpoint)
{
    EndpointIn in;
    in.url = endpoint.url;
    in.description = endpoint.description;
    in.uid = endpoint.uid;
    in.throttleRate = endpoint.throttleRate;
    in.disabled = endpoint.disabled;
    in.eventTypes = endpoint.eventTypes;
    in.channels = endpoint.channels;
    in.metadata = endpoint.metadata;
    in.version = endpoint.version;
    in.unknown = endpoint.unknown;
    return in;
}

EndpointPatch patchOf(const EndpointIn &before, const EndpointIn &wanted)
{
    EndpointPatch all;
    eachField(
        all, wanted, [](auto &field, const auto &value) { field = value; },
        [](auto &field, const auto &value) {
            field = std::remove_reference_t<decltype(field)>::fromOptional(value);
        });
    const auto leaveOut = [](auto &field, bool isSame) {
        if (isSame) {
            field = {};
        }
    };
    eachField(
        all, before,
        [&](auto &field, const auto &value) { leaveOut(field, same(field.value(), value)); },
        [&](auto &field, const auto &value) { leaveOut(field, same(optionalOf(field), value)); });
    if (all.version.isNull()) {
        all.version = {};
    }
    return all;
}

bool isEmpty(const EndpointPatch &patch)
{
    bool empty = true;
    const auto look = [&](const auto &field, const auto &) { empty &= field.isAbsent(); };
    eachField(patch, patch, look, look);
    return empty;
}

EndpointUpdate replacementOf(const EndpointOut &now, const EndpointPatch &patch)
{
    EndpointOut after = now;
    eachField(
        patch, after,
        [](const auto &field, auto &value) {
            if (!field.isAbsent()) {
                value = field.value();
            }
        },
        [](const auto &field, auto &value) {
            if (!field.isAbsent()) {
                value = optionalOf(field);
            }
        });
    EndpointUpdate update;
    update.url = after.url;
    update.description = after.description;
    update.uid = after.uid;
    update.throttleRate = after.throttleRate;
    update.disabled = after.disabled;
    update.eventTypes = after.eventTypes;
    update.channels = after.channels;
    update.metadata = after.metadata;
    update.version = after.version;
    update.unknown = after.unknown;
    return update;
}

QString typedNameOf(const EndpointOut &endpoint)
{
    return typedNameOf(endpoint.uid, EndpointDetail::nameOf(endpoint), endpoint.id);
}

} // namespace svix
