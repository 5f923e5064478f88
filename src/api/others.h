// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"

namespace svix {

struct IntegrationIn
{
    QString name;
    std::optional<QStringList> featureFlags; ///< cloud
    UnknownFields unknown;
};

struct IntegrationOut
{
    QString id; ///< integ_…
    QString name;
    std::optional<QStringList> featureFlags; ///< cloud
    Timestamp createdAt;
    Timestamp updatedAt;
    UnknownFields unknown;
};

struct IntegrationKeyOut
{
    QString key;
};

struct ListIntegrationsQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QString> order; ///< cloud
};

struct BackgroundTaskOut
{
    QString id;     ///< qtask_…
    QString status; ///< running, finished, failed; other words are kept
    QString task;
    RawJson data;
    std::optional<Timestamp> updatedAt; ///< not in 1.4
};

struct ListBackgroundTasksQuery
{
    std::optional<int> limit;
    std::optional<QString> iterator;
    std::optional<QString> order;
    std::optional<QString> status;
    std::optional<QString> task;
};

struct AppPortalAccessIn
{
    std::optional<QStringList> featureFlags; ///< omitted when empty
    std::optional<ApplicationIn> application;
    std::optional<int> expiry;               ///< cloud, seconds, 3600..604800
    std::optional<QString> sessionId;        ///< cloud
    std::optional<QStringList> capabilities; ///< cloud; nullopt = all
    std::optional<bool> readOnly;            ///< cloud, deprecated
};

struct PortalAccessOut
{
    QString url;   ///< secret: its fragment carries the token
    QString token; ///< secret
};

struct ExpireAllIn
{
    std::optional<int> expiry;             ///< seconds until they expire, 0..259200
    std::optional<QStringList> sessionIds; ///< cloud
};

struct WhoamiOut
{
    QString permissionSource;
    std::optional<QString> envId;
    std::optional<QString> appId;
    std::optional<QString> streamAppId;
    std::optional<QString> sessionId;
};

} // namespace svix
