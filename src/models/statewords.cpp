// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/statewords.h"

#include <QLocale>

namespace svix {

StateText StateWords::ofStatus(MessageStatus status, const QString &serverWord)
{
    switch (status) {
    case MessageStatus::Success:
        return {tr("delivered"), StateKind::Ok};
    case MessageStatus::Pending:
        return {tr("pending"), StateKind::Pending};
    case MessageStatus::Fail:
        return {tr("failed"), StateKind::Fail};
    case MessageStatus::Sending:
        return {tr("sending"), StateKind::Sending};
    case MessageStatus::Canceled:
        return {tr("canceled"), StateKind::Canceled};
    }
    return {serverWord.isEmpty() ? QString::number(int(status)) : serverWord, StateKind::Info};
}

StateText StateWords::ofDestination(const DestinationOut &destination)
{
    if (destination.status == MessageStatus::Fail && destination.nextAttempt) {
        return {tr("retrying"), StateKind::Sending};
    }
    return ofStatus(destination.status, destination.statusText.value_or(QString()));
}

StateText StateWords::ofEndpoint(bool disabled)
{
    return disabled ? StateText{tr("disabled"), StateKind::Paused}
                    : StateText{tr("enabled"), StateKind::Ok};
}

QString StateWords::ofTrigger(TriggerType trigger)
{
    switch (trigger) {
    case TriggerType::Scheduled:
        return tr("scheduled");
    case TriggerType::Manual:
        return tr("manual");
    }
    return QString::number(int(trigger));
}

QString StateWords::duration(std::optional<qint64> milliseconds)
{
    if (!milliseconds || *milliseconds < 0) {
        return none();
    }
    const QLocale locale;
    if (*milliseconds < 1000) {
        return tr("%1 ms").arg(locale.toString(*milliseconds));
    }
    return tr("%1 s").arg(locale.toString(double(*milliseconds) / 1000.0, 'f', 1));
}

QString StateWords::list(const std::optional<QStringList> &texts)
{
    if (!texts || texts->isEmpty()) {
        return none();
    }
    QStringList sorted = *texts; // servers give sets in random order
    sorted.sort();
    return sorted.join(QStringLiteral(", "));
}

QString StateWords::none()
{
    return QString(QChar(0x2013));
}

void DeliverySummary::add(const DestinationOut &destination)
{
    ++total;
    switch (destination.status) {
    case MessageStatus::Success:
        ++ok;
        break;
    case MessageStatus::Pending:
        ++pending;
        break;
    case MessageStatus::Sending:
        ++sending;
        break;
    case MessageStatus::Canceled:
        ++canceled;
        break;
    case MessageStatus::Fail:
    default:
        ++(destination.nextAttempt ? sending : failed);
        break;
    }
}

StateText DeliverySummary::text() const
{
    if (total == 0) {
        return {StateWords::tr("no endpoint"), StateKind::Paused};
    }
    const QString text =
        StateWords::tr("%1 of %2", "delivered to so many endpoints of so many").arg(ok).arg(total);
    if (failed > 0) {
        return {text, StateKind::Fail};
    }
    if (sending > 0) {
        return {text, StateKind::Sending};
    }
    if (pending > 0) {
        return {text, StateKind::Pending};
    }
    return {text, canceled > 0 ? StateKind::Canceled : StateKind::Ok};
}

} // namespace svix
