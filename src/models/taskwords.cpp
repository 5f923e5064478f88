// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/taskwords.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace svix {

QString TaskWords::ofType(const QString &task)
{
    if (task == "endpoint.recover"_L1) {
        return tr("Recover failed messages");
    }
    if (task == "endpoint.replay"_L1) {
        return tr("Replay missing messages");
    }
    if (task == "endpoint.bulk-replay"_L1) {
        return tr("Replay many messages");
    }
    if (task == "application.stats"_L1) {
        return tr("Count messages of applications");
    }
    if (task == "application.purge_content"_L1) {
        return tr("Delete payloads of an application");
    }
    if (task == "message.broadcast"_L1) {
        return tr("Send to all applications");
    }
    if (task == "event-type.aggregate"_L1) {
        return tr("Count event types");
    }
    if (task == "sdk.generate"_L1) {
        return tr("Generate a library");
    }
    return task;
}

StateText TaskWords::ofStatus(const QString &status)
{
    if (status == "running"_L1) {
        return {tr("running"), StateKind::Sending};
    }
    if (status == "finished"_L1) {
        return {tr("finished"), StateKind::Ok};
    }
    if (status == "failed"_L1) {
        return {tr("failed"), StateKind::Fail};
    }
    return {status, StateKind::Info};
}

std::optional<qint64> TaskWords::messagesSent(const BackgroundTaskOut &task)
{
    const QJsonValue sent =
        QJsonDocument::fromJson(task.data.text).object().value("messagesSent"_L1);
    return sent.isDouble() ? std::optional(sent.toInteger()) : std::nullopt;
}

QStringList TaskWords::knownTypes()
{
    return {u"endpoint.recover"_s,          u"endpoint.replay"_s,
            u"endpoint.bulk-replay"_s,      u"application.stats"_s,
            u"application.purge_content"_s, u"message.broadcast"_s,
            u"event-type.aggregate"_s,      u"sdk.generate"_s};
}

QStringList TaskWords::knownStatuses()
{
    return {u"running"_s, u"finished"_s, u"failed"_s};
}

} // namespace svix
