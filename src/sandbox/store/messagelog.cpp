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
    const IdNumber last = m_messages.empty() ? IdNumber{} : m_messages.back().id;
    return addMessage(idAfter(last, draft.time, random), draft);
}

quint32 MessageLog::addMessage(const IdNumber &id, const MessageDraft &draft)
{
    MessageRow message;
    message.id = id;
    message.type = m_texts.intern(draft.eventType);
    message.channels = internChannels(draft.channels);
    message.retentionDays = static_cast<quint16>(draft.retentionDays);
    if (draft.numberedEvent) {
        message.eventId = numberedEvent;
    } else if (draft.eventId) {
        message.eventId = static_cast<quint32>(m_eventIds.size());
        m_eventIds.push_back(*draft.eventId);
    }
    message.payload = madePayload;
    if (draft.payload) {
        message.payload = m_firstPayload + static_cast<quint32>(m_payloads.size());
        m_payloads.push_back(*draft.payload);
        m_payloadBytes += draft.payload->size();
    }
    restoreMessage(message);
    changed();
    return messageCount() - 1;
}

void MessageLog::restoreMessage(const MessageRow &message)
{
    const quint32 row = messageCount();
    m_messages.push_back(message);
    m_messages.back().lastAttempt = noRow;
    if (message.payload != noRow && message.payload != madePayload) {
        m_expiries.emplace_back(millisecondsOfId(message.id) + message.retentionDays * dayMs, row);
        std::push_heap(m_expiries.begin(), m_expiries.end(), std::greater<>());
    }
    if (message.eventId < m_eventIds.size()) {
        m_byEventId.insert(m_eventIds[message.eventId], row);
    }
    m_byType[message.type].insert(row);
    for (const QString &channel : std::as_const(m_channelSets[message.channels])) {
        m_byChannel[channel].insert(row);
        m_byTypeInChannel[{message.type, channel}].insert(row);
    }
}

quint32 MessageLog::appendAttempt(const AttemptDraft &draft, QRandomGenerator &random)
{
    const IdNumber last = m_attempts.empty() ? IdNumber{} : m_attempts.back().id;
    return addAttempt(idAfter(last, draft.time, random), draft);
}

quint32 MessageLog::addAttempt(const IdNumber &id, const AttemptDraft &draft)
{
    AttemptRow attempt;
    attempt.id = id;
    attempt.message = draft.message;
    attempt.response = draft.response.size() <= sharedTextSize ? m_texts.intern(draft.response)
                                                               : m_texts.append(draft.response);
    attempt.url = m_texts.intern(draft.url);
    attempt.durationMs = static_cast<quint32>(draft.durationMs);
    attempt.endpoint = static_cast<quint16>(draft.endpoint);
    attempt.statusCode = static_cast<qint16>(draft.statusCode);
    attempt.success = draft.success;
    attempt.manual = draft.manual;
    attempt.canceled = draft.canceled;
    restoreAttempt(attempt);
    changed();
    return attemptCount() - 1;
}

void MessageLog::restoreAttempt(const AttemptRow &attempt)
{
    const quint32 row = attemptCount();
    const auto before = stateAt(attempt.message, attempt.endpoint);
    m_attempts.push_back(attempt);
    m_attempts.back().before = std::exchange(m_messages[attempt.message].lastAttempt, row);
    if (m_traffic.size() <= attempt.endpoint) {
        m_traffic.resize(attempt.endpoint + 1U);
    }
    EndpointTraffic &traffic = m_traffic[attempt.endpoint];
    const EndpointTraffic::Subject subject = subjectOf(attempt.message);
    traffic.addAttempt(row, attempt.message, subject, outcomeOf(attempt));
    traffic.moveMessage(attempt.message, subject, before,
                        *stateAt(attempt.message, attempt.endpoint));
}

void MessageLog::restoreText(const QString &text, bool shared)
{
    if (shared) {
        m_texts.intern(text);
    } else {
        m_texts.append(text);
    }
}

void MessageLog::restoreChannels(const QStringList &channels)
{
    internChannels(channels);
}

void MessageLog::restorePlan(quint64 number, const PlannedTry &planned)
{
    m_plans.emplace(number, planned);
    m_lastPlan = std::max(m_lastPlan, number);
}

void MessageLog::expungePayload(quint32 row)
{
    const quint32 payload = std::exchange(m_messages[row].payload, noRow);
    if (payload < storedPayload) {
        QByteArray &bytes = m_payloads[payload - m_firstPayload];
        m_payloadBytes -= bytes.size();
        bytes.clear();
    }
    m_params.remove(row);
    if (m_journal) {
        m_journal->messages.insert(row);
        changed();
    }
}

void MessageLog::noteExtra(quint32 row)
{
    if (m_journal) {
        m_journal->extras.insert(row);
        changed();
    }
}

// Nobody counts who shares a text: answers are erased one at a time, and rarely.
bool MessageLog::usesText(quint32 number) const
{
    return m_texts.isShared(number) &&
           (m_byType.contains(number) ||
            std::any_of(m_attempts.begin(), m_attempts.end(), [number](const AttemptRow &row) {
                return row.url == number || (row.response == number && !row.expunged);
            }));
}

void MessageLog::expungeResponse(quint32 attempt)
{
    AttemptRow &row = m_attempts[attempt];
    row.expunged = true;
    const quint32 text = std::exchange(row.response, m_texts.intern(QString()));
    const bool erases = !m_texts.at(text).isEmpty() && !usesText(text);
    if (erases) {
        m_texts.erase(text);
    }
    if (m_journal) {
        if (erases) {
            m_journal->texts.insert(text);
        }
        m_journal->attempts.insert(attempt);
        changed();
    }
}

void MessageLog::payloadsStored(quint32 begin, quint32 end)
{
    for (quint32 row = begin; row < end; ++row) {
        if (m_messages[row].payload < storedPayload) {
            m_messages[row].payload = storedPayload;
        }
    }
    // Payloads are numbered in the order of their rows, and all rows before `end` are stored.
    if (end == messageCount()) {
        m_firstPayload += static_cast<quint32>(m_payloads.size());
        m_payloads.clear();
        m_payloadBytes = 0;
    }
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

void MessageLog::setNextAttempt(quint32 message, int endpoint, std::optional<Timestamp> time)
{
    const auto before = stateAt(message, endpoint);
    if (time) {
        m_next[{message, endpoint}] = *time;
    } else if (m_next.erase({message, endpoint}) == 0) {
        return;
    }
    if (before) {
        m_traffic[static_cast<std::size_t>(endpoint)].moveMessage(
            message, subjectOf(message), before, *stateAt(message, endpoint));
    }
    if (m_journal) {
        m_journal->next.emplace(message, endpoint);
        changed();
    }
}

quint64 MessageLog::plan(const PlannedTry &planned)
{
    m_plans.emplace(++m_lastPlan, planned);
    if (m_journal) {
        m_journal->plans.insert(m_lastPlan);
        changed();
    }
    return m_lastPlan;
}

void MessageLog::forgetPlan(quint64 number)
{
    if (m_plans.erase(number) != 0 && m_journal) {
        m_journal->plans.insert(number);
        changed();
    }
}

} // namespace svix::sandbox
