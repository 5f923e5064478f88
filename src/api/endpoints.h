// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/common.h"

namespace svix {

/// Body of create: `secret` and `headers` can be given here only.
struct EndpointIn
{
    QString url; ///< http or https, 1..65536 characters
    QString description;
    std::optional<QString> uid;
    std::optional<int> throttleRate; ///< messages per second, 1..65535
    bool disabled = false;
    std::optional<QStringList> eventTypes; ///< nullopt = all; never an empty list
    std::optional<QStringList> channels;   ///< nullopt = all; 1..10 items
    Metadata metadata;
    std::optional<int> version; ///< required by servers of the 1.4 generation
    std::optional<QString> secret;
    std::optional<QMap<QString, QString>> headers; ///< cloud
    UnknownFields unknown;
};

/// Body of replace (PUT): what is left out is cleared, `disabled` becomes false.
struct EndpointUpdate
{
    QString url;
    QString description;
    std::optional<QString> uid;
    std::optional<int> throttleRate;
    bool disabled = false;
    std::optional<QStringList> eventTypes;
    std::optional<QStringList> channels;
    Metadata metadata;
    std::optional<int> version;
    UnknownFields unknown;
};

/// Body of PATCH: what is absent is kept; null for eventTypes or channels means all.
struct EndpointPatch
{
    Patchable<QString> url;
    Patchable<QString> description;
    Patchable<QString> uid;
    Patchable<int> throttleRate;
    Patchable<bool> disabled;
    Patchable<QStringList> eventTypes;
    Patchable<QStringList> channels;
    Patchable<Metadata> metadata;
    Patchable<int> version;
};

struct EndpointOut
{
    QString id; ///< ep_…
    QString url;
    QString description;
    std::optional<QString> uid;
    std::optional<int> throttleRate;
    bool disabled = false;
    std::optional<QStringList> eventTypes; ///< unordered; nullopt = all
    std::optional<QStringList> channels;   ///< unordered; nullopt = all
    Metadata metadata;
    std::optional<int> version;
    Timestamp createdAt;
    Timestamp updatedAt;
    UnknownFields unknown;
};

struct ListEndpointsQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QString> order;
};

struct EndpointHeadersIn
{
    QMap<QString, QString> headers;
};

/// PATCH of headers: a null value deletes (svix-server); deleteHeaders does so on the cloud.
struct EndpointHeadersPatch
{
    QMap<QString, std::optional<QString>> headers;
    std::optional<QStringList> deleteHeaders; ///< cloud
};

struct EndpointHeadersOut
{
    QMap<QString, QString> headers; ///< visible ones only
    QStringList sensitive;          ///< names whose values are withheld
};

struct EndpointSecretOut
{
    QString key; ///< whsec_… or, for ed25519, the public whpk_…
};

struct EndpointSecretRotateIn
{
    std::optional<QString> key;            ///< nullopt: the server makes one
    std::optional<int> gracePeriodSeconds; ///< 0..604800; svix-server 1.97 or newer, and the cloud
};

struct EndpointStatsQuery
{
    std::optional<Timestamp> since; ///< at most 28 days before until
    std::optional<Timestamp> until; ///< never in the future
};

/// Counts of attempts (svix-server) or messages (cloud) by state.
struct EndpointStatsOut
{
    qint64 success = 0;
    qint64 pending = 0;
    qint64 sending = 0;
    qint64 fail = 0;
    std::optional<qint64> canceled;
};

struct EndpointTransformationOut
{
    std::optional<QString> code;
    bool enabled = false;
    std::optional<QMap<QString, QString>> variables; ///< cloud
    std::optional<Timestamp> updatedAt;              ///< cloud
};

struct EndpointTransformationPatch
{
    Patchable<QString> code; ///< 10..51200 characters; null clears
    Patchable<bool> enabled;
    Patchable<QMap<QString, QString>> variables; ///< cloud
};

struct SimulateTransformationIn
{
    QString code;
    QString eventType;
    RawJson payload;
    std::optional<QStringList> channels;
    std::optional<QMap<QString, QString>> variables;
};

struct SimulateTransformationOut
{
    QString url;
    QString payload; ///< the resulting body as text
    QString method;
    bool cancel = false;
};

struct RecoverIn
{
    Timestamp since;                ///< required; svix-server: at most 14 days before until
    std::optional<Timestamp> until; ///< nullopt = now
};

/// A started job. Servers before 1.25 answer {}: then every field is empty.
struct RecoverOut
{
    std::optional<QString> id; ///< qtask_…; can be followed on the cloud only
    std::optional<QString> status;
    std::optional<QString> task;
    std::optional<Timestamp> updatedAt;
};

struct SendExampleIn
{
    QString eventType;
    std::optional<int> exampleIndex; ///< cloud
};

} // namespace svix
