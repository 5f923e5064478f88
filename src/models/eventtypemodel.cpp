// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/eventtypemodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"

namespace svix {

namespace {

QString flagsOf(const EventTypeOut &row)
{
    return row.featureFlags ? row.featureFlags->join(QStringLiteral(", "))
                            : row.featureFlag.value_or(QString());
}

} // namespace

EventTypeModel::EventTypeModel(QObject *parent)
    : ApiModel<EventTypeOut>(
          {{QStringLiteral("name"), tr("Name"), CellKind::Text, 18, 8},
           {QStringLiteral("state"), tr("State"), CellKind::State, 8, 6},
           {QStringLiteral("description"), tr("Description"), CellKind::Text, 24, 8, false, true},
           {QStringLiteral("featureFlag"), tr("Feature flag"), CellKind::Text, 9, 6, true},
           {QStringLiteral("group"), tr("Group"), CellKind::Text, 9, 6, true},
           {QStringLiteral("created"), tr("Created"), CellKind::Time, 8, 6, true},
           {QStringLiteral("updated"), tr("Updated"), CellKind::Time, 8, 6}},
          parent)
{
    // A name may begin with "-", which reads as "backwards" where it becomes an iterator: the fewer
    // pages the better.
    setPageSize(250);
}

void EventTypeModel::setSource(ApiClient *client)
{
    setSourcePath(client, {});
}

void EventTypeModel::setIncludeArchived(bool include)
{
    if (include != m_includeArchived) {
        m_includeArchived = include;
        queryChanged();
    }
}

EventTypeModel::Answer EventTypeModel::fetchPage(const PageRequest &request)
{
    auto query = queryOf<ListEventTypesQuery>(request);
    query.withContent = false;
    if (m_includeArchived) {
        query.includeArchived = true;
    }
    return source().client()->get<op::listEventTypes>(pageOptions(this, request), query);
}

int EventTypeModel::placeFor(const EventTypeOut &row) const
{
    const auto at = std::upper_bound(
        rows().begin(), rows().end(), row,
        [](const EventTypeOut &a, const EventTypeOut &b) { return a.name < b.name; });
    return static_cast<int>(at - rows().begin());
}

QVariant EventTypeModel::cell(const EventTypeOut &row, int column, int role) const
{
    if (role == UidRole) {
        return QString();
    }
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    switch (column) {
    case Name:
        return textCell(row.name, role);
    case State:
        return stateCell(row.archived     ? StateText{tr("archived"), StateKind::Canceled}
                         : row.deprecated ? StateText{tr("deprecated"), StateKind::Pending}
                                          : StateText{tr("in use"), StateKind::Ok},
                         role);
    case Description:
        return textCell(row.description, role);
    case FeatureFlag:
        return textCell(flagsOf(row), role);
    case Group:
        return textCell(row.groupName.value_or(QString()), role);
    case Created:
        return timeCell(row.createdAt, role);
    case Updated:
        return timeCell(row.updatedAt, role);
    default:
        return {};
    }
}

bool EventTypeModel::rowMatches(int row, const WordFilter &filter) const
{
    const EventTypeOut &type = rowAt(row);
    const QString flags = flagsOf(type);
    const QString group = type.groupName.value_or(QString());
    const QStringView texts[] = {type.name, type.description, flags, group};
    return filter.matches(texts);
}

} // namespace svix
