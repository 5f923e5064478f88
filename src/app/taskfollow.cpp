// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/taskfollow.h"

#include "api/apiclient.h"
#include "app/session.h"

namespace svix {

TaskFollow::TaskFollow(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setSingleShot(true);
    setInterval(std::chrono::seconds(2));
    connect(&m_timer, &QTimer::timeout, this, &TaskFollow::ask);
    connect(&session, &Session::clientChanged, this, &TaskFollow::stop);
}

bool TaskFollow::isRunning(const BackgroundTaskOut &task)
{
    return task.status == QLatin1String("running");
}

void TaskFollow::follow(const QString &taskId)
{
    m_id = taskId;
    ask(); // most are short
}

void TaskFollow::stop()
{
    m_id.clear();
    m_timer.stop();
}

void TaskFollow::ask()
{
    ApiClient *client = m_session.client();
    if (!client || m_id.isEmpty()) {
        stop();
        return;
    }
    CallOptions options;
    options.owner = this;
    client->get<op::getBackgroundTask>(options, m_id)
        .then(this, [this, id = m_id](const Result<BackgroundTaskOut> &result) {
            if (id != m_id) {
                return;
            }
            if (!result.ok()) {
                stop();
                if (result.error().kind != ErrorKind::Canceled) {
                    Q_EMIT lost(result.error());
                }
            } else if (isRunning(*result)) {
                m_timer.start();
                Q_EMIT moved(*result);
            } else {
                stop();
                Q_EMIT ended(*result);
            }
        });
}

} // namespace svix
