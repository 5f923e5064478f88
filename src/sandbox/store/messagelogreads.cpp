// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/messagelog.h"

#include <algorithm>
#include <set>

namespace svix::sandbox {

namespace {

constexpr qint64 dayMilliseconds = 24 * 3600 * 1000LL;

template <typename Row>
std::size_t lowerBound(const std::vector<Row> &rows, const IdNumber &id)
{
    const auto at =
        std::lower_bound(rows.begin(), rows.end(), id,
                         [](const Row &row, const IdNumber &key) { return row.id < key; });
    return static_cast<std::size_t>(at - rows.begin());
}

} // namespace

quint32 MessageLog::messageAtOrAfter(const IdNumber &id) const
{
    return static_cast<quint32>(lowerBound(m_messages, id));
}

quint32 MessageLog::attemptAtOrAfter(const IdNumber &id) const
{
    return static_cast<quint32>(lowerBound(m_attempts, id));
}

quint32 MessageLog::findMessage(const QString &idOrEventId) const
{
    if (const auto id = numberOfId(idOrEventId, IdKind::Message)) {
        const std::size_t at = lowerBound(m_messages, *id);
        return at < m_messages.size() && m_messages[at].id == *id ? static_cast<quint32>(at)
                                                                  : noRow;
    }
    return findEvent(idOrEventId);
}

quint32 MessageLog::findAttempt(const QString &id) const
{
    const auto number = numberOfId(id, IdKind::Attempt);
    if (!number) {
        return noRow;
    }
    const std::size_t at = lowerBound(m_attempts, *number);
    return at < m_attempts.size() && m_attempts[at].id == *number ? static_cast<quint32>(at)
                                                                  : noRow;
}

quint32 MessageLog::findEvent(const QString &eventId) const
{
    if (eventId.startsWith(QLatin1String("evt-"))) {
        bool ok = false;
        const qint64 row = eventId.mid(4).toLongLong(&ok) - m_eventBase;
        if (ok && row >= 0 && row < messageCount() &&
            m_messages[static_cast<std::size_t>(row)].eventId == numberedEvent &&
            this->eventId(static_cast<quint32>(row)) == eventId) {
            return static_cast<quint32>(row);
        }
    }
    return m_byEventId.value(eventId, noRow);
}

std::optional<QString> MessageLog::eventId(quint32 row) const
{
    const quint32 number = m_messages[row].eventId;
    if (number == noRow) {
        return std::nullopt;
    }
    return number == numberedEvent ? QLatin1String("evt-") + QString::number(m_eventBase + row)
                                   : m_eventIds[number];
}

bool MessageLog::hasPayload(quint32 row, qint64 nowMs) const
{
    const MessageRow &message = m_messages[row];
    return message.payload != noRow &&
           millisecondsOfId(message.id) + message.retentionDays * dayMilliseconds >= nowMs;
}

QByteArray MessageLog::payload(quint32 row, qint64 nowMs) const
{
    if (!hasPayload(row, nowMs)) {
        return {};
    }
    const MessageRow &message = m_messages[row];
    if (message.payload == madePayload) {
        return m_source
                   ? m_source->payload(m_texts.at(message.type), row, millisecondsOfId(message.id))
                   : QByteArrayLiteral("{}");
    }
    if (message.payload == storedPayload) {
        return m_store->payload(row);
    }
    return m_payloads[message.payload - m_firstPayload];
}

bool MessageLog::hasChannel(quint32 row, const QString &channel) const
{
    return m_channelSets[m_messages[row].channels].contains(channel);
}

const RowSet *MessageLog::ofType(const QString &eventType) const
{
    const auto at = m_byType.constFind(m_texts.find(eventType, noRow));
    return at == m_byType.cend() ? nullptr : &*at;
}

const RowSet *MessageLog::ofChannel(const QString &channel) const
{
    const auto at = m_byChannel.constFind(channel);
    return at == m_byChannel.cend() ? nullptr : &*at;
}

const RowSet *MessageLog::ofTypeInChannel(const QString &eventType, const QString &channel) const
{
    const auto at = m_byTypeInChannel.constFind({m_texts.find(eventType, noRow), channel});
    return at == m_byTypeInChannel.cend() ? nullptr : &*at;
}

const EndpointTraffic &MessageLog::traffic(int endpoint) const
{
    static const EndpointTraffic none;
    const auto index = static_cast<std::size_t>(endpoint);
    return index < m_traffic.size() ? m_traffic[index] : none;
}

quint32 MessageLog::lastAttemptAt(quint32 message, int endpoint) const
{
    const SentMessage *sent = traffic(endpoint).messages().find(message);
    return sent ? sent->lastAttempt : noRow;
}

std::optional<SentState> MessageLog::stateAt(quint32 message, int endpoint) const
{
    const quint32 last = lastAttemptAt(message, endpoint);
    if (last == noRow) {
        return std::nullopt;
    }
    if (m_next.count({message, endpoint}) != 0) {
        return SentState::Sending;
    }
    const AttemptRow &attempt = m_attempts[last];
    return attempt.canceled  ? SentState::Canceled
           : attempt.success ? SentState::Success
                             : SentState::Fail;
}

EndpointTraffic::SubjectTest MessageLog::subjectsOf(const std::optional<QStringList> &types,
                                                    const std::optional<QString> &channel) const
{
    std::set<quint32> numbers;
    for (const QString &type : types.value_or(QStringList())) {
        numbers.insert(m_texts.find(type, noRow));
    }
    return [this, all = !types, numbers, channel](const EndpointTraffic::Subject &subject) {
        return (all || numbers.count(subject.type) != 0) &&
               (!channel || m_channelSets[subject.channels].contains(*channel));
    };
}

quint32 MessageLog::countAttempts(int endpoint, bool success, quint32 first, quint32 end) const
{
    quint32 count = 0;
    for (const RowSet *rows : traffic(endpoint).attemptsThat(
             [](const auto &) { return true; },
             [success](const auto &outcome) { return outcome.success == success; })) {
        visited(1);
        count +=
            rows->countBefore(rows->lowerBound(end)) - rows->countBefore(rows->lowerBound(first));
    }
    return count;
}

std::vector<quint32> MessageLog::failedMessages(int endpoint, quint32 first, quint32 end) const
{
    const auto wentWell = [&](quint32 message) {
        for (quint32 row = m_messages[message].lastAttempt; row != noRow && row >= first;
             row = m_attempts[row].before) {
            visited(1);
            const AttemptRow &attempt = m_attempts[row];
            if (row < end && attempt.endpoint == endpoint && attempt.success) {
                return true;
            }
        }
        return false;
    };
    std::vector<quint32> messages;
    for (const RowSet *rows :
         traffic(endpoint).attemptsThat([](const auto &) { return true; },
                                        [](const auto &outcome) { return !outcome.success; })) {
        for (auto at = rows->lowerBound(first); at != rows->end() && rows->rowAt(at) < end;
             at = rows->after(at)) {
            visited(1);
            messages.push_back(m_attempts[rows->rowAt(at)].message);
        }
    }
    std::sort(messages.begin(), messages.end());
    messages.erase(std::unique(messages.begin(), messages.end()), messages.end());
    std::erase_if(messages, wentWell);
    return messages;
}

std::optional<Timestamp> MessageLog::nextAttempt(quint32 message, int endpoint) const
{
    const auto at = m_next.find({message, endpoint});
    return at == m_next.end() ? std::nullopt : std::optional(at->second);
}

} // namespace svix::sandbox
