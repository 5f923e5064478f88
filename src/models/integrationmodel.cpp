// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/integrationmodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"

namespace svix {

SVIX_API_MODEL(IntegrationOut)

namespace {

QString flagsText(const IntegrationOut &row)
{
    return row.featureFlags && !row.featureFlags->isEmpty() ? StateWords::list(row.featureFlags)
                                                            : QString();
}

} // namespace

IntegrationModel::IntegrationModel(QObject *parent)
    : ApiModel<IntegrationOut>(
          {{QStringLiteral("name"), tr("Name"), CellKind::Text, 18, 10, false, true},
           {QStringLiteral("featureFlags"), tr("Feature flags"), CellKind::Text, 12, 7},
           {QStringLiteral("created"), tr("Created"), CellKind::Time, 8, 7},
           {QStringLiteral("updated"), tr("Updated"), CellKind::Time, 8, 6, true},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 14, 6, true}},
          parent)
{
}

IntegrationModel::~IntegrationModel() = default;

void IntegrationModel::setSource(ApiClient *client, const QString &appId)
{
    setSourcePath(client, {appId});
}

IntegrationModel::Answer IntegrationModel::fetchPage(const PageRequest &request)
{
    return source().client()->get<op::listIntegrations>(pageOptions(this, request), appId(),
                                                        queryOf<ListIntegrationsQuery>(request));
}

int IntegrationModel::placeFor(const IntegrationOut &row) const
{
    // Ids are in order of time; the server lists the oldest first.
    const auto at = std::upper_bound(
        rows().begin(), rows().end(), row,
        [](const IntegrationOut &a, const IntegrationOut &b) { return a.id < b.id; });
    return static_cast<int>(at - rows().begin());
}

QVariant IntegrationModel::cell(const IntegrationOut &row, int column, int role) const
{
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    switch (column) {
    case Name:
        return textCell(row.name, role);
    case FeatureFlags:
        return textCell(flagsText(row), role);
    case Created:
        return timeCell(row.createdAt, role);
    case Updated:
        return timeCell(row.updatedAt, role);
    case Id:
        return textCell(row.id, role);
    default:
        return {};
    }
}

bool IntegrationModel::rowMatches(int row, const WordFilter &filter) const
{
    const IntegrationOut &integration = rowAt(row);
    const QString flags = flagsText(integration);
    const QStringView texts[] = {integration.name, flags, integration.id};
    return filter.matches(texts);
}

} // namespace svix
