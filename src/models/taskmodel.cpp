// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/taskmodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"
#include "models/taskwords.h"

#include <QLocale>

namespace svix {

SVIX_API_MODEL(BackgroundTaskOut)

TaskModel::TaskModel(QObject *parent)
    : ApiModel<BackgroundTaskOut>(
          {{QStringLiteral("status"), tr("Status"), CellKind::State, 9, 7},
           {QStringLiteral("task"), tr("Task"), CellKind::Text, 20, 11, false, true},
           {QStringLiteral("sent"), tr("Messages sent"), CellKind::Number, 10, 6},
           {QStringLiteral("updated"), tr("Updated"), CellKind::Time, 9, 7},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 14, 6, true}},
          parent)
{
}

TaskModel::~TaskModel() = default;

void TaskModel::setSource(ApiClient *client, const TaskFilter &filter)
{
    m_filter = filter;
    const QStringList ids{filter.status, filter.task};
    if (!source().is(client, ids)) {
        replaceSource(client, ids, client != nullptr);
    }
}

TaskModel::Answer TaskModel::fetchPage(const PageRequest &request)
{
    auto query = queryOf<ListBackgroundTasksQuery>(request);
    query.order = QStringLiteral("descending");
    if (!m_filter.status.isEmpty()) {
        query.status = m_filter.status;
    }
    if (!m_filter.task.isEmpty()) {
        query.task = m_filter.task;
    }
    return source().client()->get<op::listBackgroundTasks>(pageOptions(this, request), query);
}

QVariant TaskModel::cell(const BackgroundTaskOut &row, int column, int role) const
{
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    switch (column) {
    case Status:
        return stateCell(TaskWords::ofStatus(row.status), role);
    case Task:
        // The server's own word is what filters and other tools know it by.
        return role == Qt::ToolTipRole ? QVariant(row.task)
                                       : textCell(TaskWords::ofType(row.task), role);
    case Sent: {
        const auto sent = TaskWords::messagesSent(row);
        return textCell(sent ? QLocale().toString(*sent) : QString(), role);
    }
    case Updated:
        return timeCell(row.updatedAt.value_or(Timestamp()), role);
    case Id:
        return textCell(row.id, role);
    default:
        return {};
    }
}

bool TaskModel::rowMatches(int row, const WordFilter &filter) const
{
    const BackgroundTaskOut &task = rowAt(row);
    const QString words = TaskWords::ofType(task.task);
    const QString state = TaskWords::ofStatus(task.status).text;
    const QStringView texts[] = {words, task.task, state, task.status, task.id};
    return filter.matches(texts);
}

} // namespace svix
