// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/backgroundjobs.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/paging.h"

namespace svix::sandbox {

namespace {

HttpAnswer list(const Router &router, Context &context, const ListBackgroundTasksQuery &query)
{
    // The latest first, as lists of what happened come.
    const bool ascending = query.order == QLatin1String("ascending");
    return router.answer(200, pageOfMap<BackgroundTaskOut>(
                                  context.environment->tasks,
                                  PageAsk::from(query.limit, query.iterator), ascending,
                                  [&](const BackgroundTaskOut &task) {
                                      return (!query.status || task.status == *query.status) &&
                                             (!query.task || task.task == *query.task);
                                  },
                                  [](const BackgroundTaskOut &task) { return task; },
                                  [](const BackgroundTaskOut &row) { return row.id; }));
}

} // namespace

void addTaskHandlers(Router &router)
{
    router.add(op::listBackgroundTasks,
               [&router](Context &context, const ListBackgroundTasksQuery &query, const auto &) {
                   forgetOldTasks(*context.environment, context.now);
                   return list(router, context, query);
               });
    router.add(op::getBackgroundTask, [&router](Context &context, const auto &, const auto &) {
        forgetOldTasks(*context.environment, context.now);
        const auto at = context.environment->tasks.find(context.path.value(0));
        return at == context.environment->tasks.end() ? refusal::notFound()
                                                      : router.answer(200, at->second);
    });
}

} // namespace svix::sandbox
