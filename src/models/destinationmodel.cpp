// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/destinationmodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"

namespace svix {

SVIX_API_MODEL(DestinationOut)

DestinationModel::DestinationModel(QObject *parent)
    : ApiModel<DestinationOut>(
          {{QStringLiteral("state"), tr("State"), CellKind::State, 8, 6},
           {QStringLiteral("url"), tr("Endpoint"), CellKind::Url, 20, 8, false, true},
           {QStringLiteral("description"), tr("Description"), CellKind::Text, 12, 6, true},
           {QStringLiteral("nextRetry"), tr("Next try"), CellKind::Time, 8, 6},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 14, 6, true}},
          parent)
{
    setDoneIsTrusted(false);
    setPageSize(250);
}

DestinationModel::~DestinationModel() = default;

void DestinationModel::setSource(ApiClient *client, const QString &appId, const QString &messageId)
{
    setSourcePath(client, {appId, messageId});
}

DestinationModel::Answer DestinationModel::fetchPage(const PageRequest &request)
{
    return source().client()->get<op::listAttemptedDestinations>(
        pageOptions(this, request), source().appId(), messageId(),
        queryOf<ListDestinationsQuery>(request));
}

DeliverySummary DestinationModel::summary() const
{
    DeliverySummary summary;
    for (const DestinationOut &row : rows()) {
        summary.add(row);
    }
    return summary;
}

QVariant DestinationModel::cell(const DestinationOut &row, int column, int role) const
{
    if (role == UidRole) {
        return row.uid.value_or(QString());
    }
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    switch (column) {
    case State:
        return stateCell(StateWords::ofDestination(row), role);
    case Url:
        return textCell(row.url, role);
    case Description:
        return textCell(row.description, role);
    case NextRetry:
        return timeCell(row.nextAttempt.value_or(Timestamp()), role);
    case Id:
        return textCell(row.id, role);
    default:
        return {};
    }
}

bool DestinationModel::rowMatches(int row, const WordFilter &filter) const
{
    const DestinationOut &destination = rowAt(row);
    const QString uid = destination.uid.value_or(QString());
    const QString state = StateWords::ofDestination(destination).text;
    const QStringView texts[] = {destination.url, destination.description, uid, destination.id,
                                 state};
    return filter.matches(texts);
}

} // namespace svix
