// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/endpointtraffic.h"

namespace svix::sandbox {

std::vector<const RowSet *> EndpointTraffic::attemptsThat(const SubjectTest &subject,
                                                          const OutcomeTest &outcome) const
{
    std::vector<const RowSet *> sets;
    for (const auto &[key, rows] : m_attemptsBy) {
        if (outcome(key.second) && subject(key.first)) {
            sets.push_back(&rows);
        }
    }
    return sets;
}

std::vector<const RowSet *> EndpointTraffic::messagesThat(const SubjectTest &subject,
                                                          const StateTest &state) const
{
    std::vector<const RowSet *> sets;
    for (const auto &[key, rows] : m_messagesBy) {
        if (state(key.second) && subject(key.first)) {
            sets.push_back(&rows);
        }
    }
    return sets;
}

void EndpointTraffic::addAttempt(quint32 attempt, quint32 message, const Subject &subject,
                                 const Outcome &outcome)
{
    m_attempts.insert(attempt);
    m_attemptsBy[{subject, outcome}].insert(attempt);
    if (SentMessage *sent = m_messages.find(message)) {
        sent->lastAttempt = attempt;
    } else {
        m_messages.insert({message, attempt});
    }
}

void EndpointTraffic::moveMessage(quint32 message, const Subject &subject,
                                  std::optional<SentState> before, SentState after)
{
    if (before == after) {
        return;
    }
    if (before) {
        m_messagesBy[{subject, *before}].erase(message);
    }
    m_messagesBy[{subject, after}].insert(message);
}

} // namespace svix::sandbox
