// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpointmodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"

namespace svix {

EndpointModel::EndpointModel(QObject *parent)
    : PagedModel<EndpointOut>(
          {{QStringLiteral("state"), tr("State"), CellKind::State, 8, 6},
           {QStringLiteral("url"), tr("URL"), CellKind::Url, 24, 10, false, true},
           {QStringLiteral("description"), tr("Description"), CellKind::Text, 14, 6},
           {QStringLiteral("eventTypes"), tr("Event types"), CellKind::Text, 12, 6},
           {QStringLiteral("channels"), tr("Channels"), CellKind::Text, 8, 5, true},
           {QStringLiteral("throttleRate"), tr("Messages a second"), CellKind::Number, 10, 6, true},
           {QStringLiteral("version"), tr("Version"), CellKind::Number, 6, 4, true},
           {QStringLiteral("uid"), tr("Uid"), CellKind::Id, 12, 6, true},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 14, 6, true},
           {QStringLiteral("created"), tr("Created"), CellKind::Time, 8, 6},
           {QStringLiteral("updated"), tr("Updated"), CellKind::Time, 8, 6, true}},
          parent)
{
}

void EndpointModel::setSource(ApiClient *client, const QString &appId)
{
    if (client == m_client && appId == m_appId) {
        return;
    }
    clear();
    m_client = client;
    m_appId = appId;
    const bool has = client && !appId.isEmpty();
    setFetch(has ? Fetch([this](const PageRequest &request) { return fetchPage(request); })
                 : Fetch());
}

QFuture<Result<Page<EndpointOut>>> EndpointModel::fetchPage(const PageRequest &request)
{
    if (!m_client) {
        return noClient<Page<EndpointOut>>();
    }
    ListEndpointsQuery query;
    query.limit = request.limit;
    query.iterator = request.iterator;
    CallOptions options;
    options.owner = this;
    options.cancel = request.cancel;
    return m_client->get<op::listEndpoints>(options, m_appId, query);
}

QString EndpointModel::eventTypesText(const std::optional<QStringList> &eventTypes)
{
    return eventTypes ? StateWords::list(eventTypes) : tr("all");
}

QString EndpointModel::channelsText(const std::optional<QStringList> &channels)
{
    return channels ? StateWords::list(channels) : tr("all");
}

QVariant EndpointModel::cell(const EndpointOut &row, int column, int role) const
{
    if (role == UidRole) {
        return row.uid.value_or(QString());
    }
    if (role == JsonRole) {
        return writeJson(row, m_client ? m_client->dialect() : Dialect());
    }
    const auto number = [role](const std::optional<int> &value) {
        return textCell(value ? QString::number(*value) : QString(), role);
    };
    const auto orAll = [role](const std::optional<QStringList> &list, const QString &text) {
        return role == MutedRole ? QVariant(!list) : textCell(text, role);
    };
    switch (column) {
    case State:
        return stateCell(StateWords::ofEndpoint(row.disabled), role);
    case Url:
        return textCell(row.url, role);
    case Description:
        return textCell(row.description, role);
    case EventTypes:
        return orAll(row.eventTypes, eventTypesText(row.eventTypes));
    case Channels:
        return orAll(row.channels, channelsText(row.channels));
    case ThrottleRate:
        return number(row.throttleRate);
    case Version:
        return number(row.version);
    case Uid:
        return textCell(row.uid.value_or(QString()), role);
    case Id:
        return textCell(row.id, role);
    case Created:
        return timeCell(row.createdAt, role);
    case Updated:
        return timeCell(row.updatedAt, role);
    default:
        return {};
    }
}

bool EndpointModel::rowMatches(int row, const WordFilter &filter) const
{
    const EndpointOut &endpoint = rowAt(row);
    const QString uid = endpoint.uid.value_or(QString());
    const QString types = eventTypesText(endpoint.eventTypes);
    const QString channels = channelsText(endpoint.channels);
    const QString state = StateWords::ofEndpoint(endpoint.disabled).text;
    const QStringView texts[] = {
        endpoint.url, endpoint.description, uid, endpoint.id, types, channels, state};
    return filter.matches(texts);
}

} // namespace svix
