// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/applicationmodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"

namespace svix {

SVIX_API_MODEL(ApplicationOut)

ApplicationModel::ApplicationModel(QObject *parent)
    : ApiModel<ApplicationOut>(
          {{QStringLiteral("name"), tr("Name"), CellKind::Text, 20, 11, false, true},
           {QStringLiteral("uid"), tr("Uid"), CellKind::Id, 12, 6},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 16, 6},
           {QStringLiteral("throttleRate"), tr("Messages a second"), CellKind::Number, 10, 6, true},
           {QStringLiteral("metadata"), tr("Metadata"), CellKind::Text, 14, 6, true},
           {QStringLiteral("created"), tr("Created"), CellKind::Time, 8, 7},
           {QStringLiteral("updated"), tr("Updated"), CellKind::Time, 8, 6, true}},
          parent)
{
}

ApplicationModel::~ApplicationModel() = default;

void ApplicationModel::setSource(ApiClient *client)
{
    setSourcePath(client, {});
}

ApplicationModel::Answer ApplicationModel::fetchPage(const PageRequest &request)
{
    return source().client()->get<op::listApplications>(pageOptions(this, request),
                                                        queryOf<ListApplicationsQuery>(request));
}

int ApplicationModel::placeFor(const ApplicationOut &row) const
{
    // Ids are in order of time; the server lists the oldest first.
    const auto at = std::upper_bound(
        rows().begin(), rows().end(), row,
        [](const ApplicationOut &a, const ApplicationOut &b) { return a.id < b.id; });
    return static_cast<int>(at - rows().begin());
}

QVariant ApplicationModel::cell(const ApplicationOut &row, int column, int role) const
{
    if (role == UidRole) {
        return row.uid.value_or(QString());
    }
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    switch (column) {
    case Name:
        return textCell(row.name, role);
    case Uid:
        return textCell(row.uid.value_or(QString()), role);
    case Id:
        return textCell(row.id, role);
    case ThrottleRate:
        return textCell(row.throttleRate ? QString::number(*row.throttleRate) : QString(), role);
    case Metadata:
        return textCell(metadataText(row.metadata), role);
    case Created:
        return timeCell(row.createdAt, role);
    case Updated:
        return timeCell(row.updatedAt, role);
    default:
        return {};
    }
}

bool ApplicationModel::rowMatches(int row, const WordFilter &filter) const
{
    const ApplicationOut &application = rowAt(row);
    const QString uid = application.uid.value_or(QString());
    const QString metadata = metadataText(application.metadata);
    const QStringView texts[] = {application.name, uid, application.id, metadata};
    return filter.matches(texts);
}

} // namespace svix
