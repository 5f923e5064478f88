// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/messagelog.h"

#include "sandbox/store/idmaker.h"

#include <QRandomGenerator>

#include <algorithm>

namespace svix::sandbox {

namespace {

constexpr qint64 dayMs = 24 * 3600 * 1000LL;
// Longer answers of receivers are not looked up to be shared.
constexpr qsizetype sharedTextSize = 200;

template <typename Row>
std::size_t lowerBound(const std::vector<Row> &rows, const IdNumber &id)
{
    const auto at =
        std::lower_bound(rows.begin(), rows.end(), id,
                         [](const Row &row, const IdNumber &key) { return row.id < key; });
    return static_cast<std::size_t>(at - rows.begin());
}

} // namespace

IdNumber idAfter(const IdNumber &last, const Timestamp &time, QRandomGenerator &random)
{
    IdNumber id = makeIdNumber(time, random);
    if (id > last) {
        return id;
    }
    id = last;
    for (std::size_t word = 4; word > 0; --word) {
        const quint32 before = id[word];
        id[word] += word == 4 ? 1 + (random.generate() & 0xffffU) : 1;
        if (id[word] > before) {
            break;
        }
    }
    return id;
}

void MessageLog::reserve(std::size_t messages, std::size_t attempts)
{
    m_messages.reserve(messages);
    m_attempts.reserve(attempts);
}

quint32 MessageLog::internChannels(const QStringList &channels)
{
    if (channels.isEmpty()) {
        return 0;
    }
    QStringList sorted = channels;
    sorted.removeDuplicates();
    sorted.sort();
    const QString key = sorted.join(QLatin1Char(','));
    const auto at = m_channelSetNumbers.constFind(key);
    if (at != m_channelSetNumbers.cend()) {
        return *at;
    }
    const auto number = static_cast<quint32>(m_channelSets.size());
    m_channelSets.push_back(sorted);
    m_channelSetNumbers.insert(key, number);
    return number;
}

quint32 MessageLog::appendMessage(const MessageDraft &draft, QRandomGenerator &random)
{
    const quint32 row = messageCount();
    MessageRow message;
    message.id =
        idAfter(m_messages.empty() ? IdNumber{} : m_messages.back().id, draft.time, random);
    message.type = m_texts.intern(draft.eventType);
    message.channels = internChannels(draft.channels);
    message.retentionDays = static_cast<quint16>(draft.retentionDays);
    if (draft.numberedEvent) {
        message.eventId = numberedEvent;
    } else if (draft.eventId) {
        message.eventId = static_cast<quint32>(m_eventIds.size());
        m_eventIds.push_back(*draft.eventId);
        m_byEventId.insert(*draft.eventId, row);
    }
    message.payload = madePayload;
    if (draft.payload) {
        message.payload = static_cast<quint32>(m_payloads.size());
        m_payloads.push_back(*draft.payload);
        m_payloadBytes += draft.payload->size();
        m_expiries.emplace_back(millisecondsOfId(message.id) + draft.retentionDays * dayMs, row);
        std::push_heap(m_expiries.begin(), m_expiries.end(), std::greater<>());
    }
    m_messages.push_back(message);
    m_byType[message.type].push_back(row);
    for (const QString &channel : std::as_const(m_channelSets[message.channels])) {
        m_byChannel[channel].push_back(row);
        m_byTypeInChannel[{message.type, channel}].push_back(row);
    }
    return row;
}

quint32 MessageLog::appendAttempt(const AttemptDraft &draft, QRandomGenerator &random)
{
    const quint32 row = attemptCount();
    AttemptRow attempt;
    attempt.id =
        idAfter(m_attempts.empty() ? IdNumber{} : m_attempts.back().id, draft.time, random);
    attempt.message = draft.message;
    attempt.before = std::exchange(m_messages[draft.message].lastAttempt, row);
    attempt.response = draft.response.size() <= sharedTextSize ? m_texts.intern(draft.response)
                                                               : m_texts.append(draft.response);
    attempt.url = m_texts.intern(draft.url);
    attempt.durationMs = static_cast<quint32>(draft.durationMs);
    attempt.endpoint = static_cast<quint16>(draft.endpoint);
    attempt.statusCode = static_cast<qint16>(draft.statusCode);
    attempt.success = draft.success;
    attempt.manual = draft.manual;
    attempt.canceled = draft.canceled;
    m_attempts.push_back(attempt);

    if (m_traffic.size() <= attempt.endpoint) {
        m_traffic.resize(attempt.endpoint + 1U);
    }
    EndpointTraffic &traffic = m_traffic[attempt.endpoint];
    traffic.attempts.push_back(row);
    const auto at =
        std::lower_bound(traffic.messages.begin(), traffic.messages.end(), draft.message);
    const auto place = at - traffic.messages.begin();
    if (at != traffic.messages.end() && *at == draft.message) {
        traffic.lastAttempts[static_cast<std::size_t>(place)] = row;
    } else {
        traffic.messages.insert(at, draft.message);
        traffic.lastAttempts.insert(traffic.lastAttempts.begin() + place, row);
    }
    return row;
}

quint32 MessageLog::messageAtOrAfter(const IdNumber &id) const
{
    return static_cast<quint32>(lowerBound(m_messages, id));
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
    return number == numberedEvent ? QStringLiteral("evt-%1").arg(m_eventBase + row)
                                   : m_eventIds[number];
}

QByteArray MessageLog::payload(quint32 row, qint64 nowMs) const
{
    const MessageRow &message = m_messages[row];
    const qint64 made = millisecondsOfId(message.id);
    if (message.payload == noRow || made + message.retentionDays * dayMs < nowMs) {
        return {};
    }
    if (message.payload == madePayload) {
        return m_source ? m_source->payload(m_texts.at(message.type), row, made)
                        : QByteArrayLiteral("{}");
    }
    return m_payloads[message.payload];
}

void MessageLog::expungePayload(quint32 row)
{
    const quint32 payload = std::exchange(m_messages[row].payload, noRow);
    if (payload < m_payloads.size()) {
        m_payloadBytes -= m_payloads[payload].size();
        m_payloads[payload].clear();
    }
    m_params.remove(row);
}

int MessageLog::forgetExpired(qint64 nowMs)
{
    int count = 0;
    while (!m_expiries.empty() && m_expiries.front().first < nowMs) {
        const quint32 row = m_expiries.front().second;
        std::pop_heap(m_expiries.begin(), m_expiries.end(), std::greater<>());
        m_expiries.pop_back();
        if (m_messages[row].payload != noRow) {
            expungePayload(row);
            ++count;
        }
    }
    return count;
}

bool MessageLog::hasChannel(quint32 row, const QString &channel) const
{
    return m_channelSets[m_messages[row].channels].contains(channel);
}

const std::vector<quint32> *MessageLog::ofType(const QString &eventType) const
{
    const auto at = m_byType.constFind(m_texts.find(eventType, noRow));
    return at == m_byType.cend() ? nullptr : &*at;
}

const std::vector<quint32> *MessageLog::ofChannel(const QString &channel) const
{
    const auto at = m_byChannel.constFind(channel);
    return at == m_byChannel.cend() ? nullptr : &*at;
}

const std::vector<quint32> *MessageLog::ofTypeInChannel(const QString &eventType,
                                                        const QString &channel) const
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
    const EndpointTraffic &sent = traffic(endpoint);
    const auto at = std::lower_bound(sent.messages.begin(), sent.messages.end(), message);
    if (at == sent.messages.end() || *at != message) {
        return noRow;
    }
    return sent.lastAttempts[static_cast<std::size_t>(at - sent.messages.begin())];
}

std::optional<Timestamp> MessageLog::nextAttempt(quint32 message, int endpoint) const
{
    const auto at = m_next.find({message, endpoint});
    return at == m_next.end() ? std::nullopt : std::optional(at->second);
}

void MessageLog::setNextAttempt(quint32 message, int endpoint, std::optional<Timestamp> time)
{
    if (time) {
        m_next[{message, endpoint}] = *time;
    } else {
        m_next.erase({message, endpoint});
    }
}

} // namespace svix::sandbox
