// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "models/apimodel.h"

namespace svix {

class ApiClient;

/// What the server leaves out of a list of background tasks; empty means all.
struct TaskFilter
{
    QString status;
    QString task;

    bool isActive() const { return !status.isEmpty() || !task.isEmpty(); }
    bool operator==(const TaskFilter &) const = default;
};

SVIX_API_MODEL_ELSEWHERE(BackgroundTaskOut)

/// The background tasks of the environment, the latest first.
class TaskModel : public ApiModel<BackgroundTaskOut>
{
    Q_OBJECT
public:
    enum Column { Status, Task, Sent, Updated, Id };

    explicit TaskModel(QObject *parent = nullptr);
    ~TaskModel() override;

    /// Another client or filter drops all rows; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client, const TaskFilter &filter = {});
    const TaskFilter &filter() const { return m_filter; }

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const BackgroundTaskOut &row) const override { return row.id; }
    BackgroundTaskOut makeRow(const BackgroundTaskOut &item) override { return item; }
    QVariant cell(const BackgroundTaskOut &row, int column, int role) const override;

private:
    Answer fetchPage(const PageRequest &request) override;

    TaskFilter m_filter;
};

} // namespace svix
