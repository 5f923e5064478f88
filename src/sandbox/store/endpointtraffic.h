// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/store/rowset.h"

#include <functional>
#include <map>
#include <optional>

namespace svix::sandbox {

/// A message as one endpoint was sent it.
struct SentMessage
{
    quint32 message = 0;
    quint32 lastAttempt = 0;
};

inline quint32 rowOf(const SentMessage &sent)
{
    return sent.message;
}

enum class SentState : quint8 { Success, Fail, Sending, Canceled };

/// What one endpoint was sent, with an index for everything that lists filter by: rows that differ
/// in one of these stand in different sets, so that a filtered page passes over none.
class EndpointTraffic
{
public:
    /// What filters can see of a message; numbers of the log's texts and channel sets.
    struct Subject
    {
        quint32 type = 0;
        quint32 channels = 0;
        auto operator<=>(const Subject &) const = default;
    };
    struct Outcome
    {
        qint16 codeClass = 0; ///< 0, 1 … 5: hundreds
        bool success = false;
        bool canceled = false; ///< counts as a success
        auto operator<=>(const Outcome &) const = default;
    };
    using SubjectTest = std::function<bool(const Subject &)>;
    using OutcomeTest = std::function<bool(const Outcome &)>;
    using StateTest = std::function<bool(SentState)>;

    const RowSet &attempts() const { return m_attempts; }
    const RowBlocks<SentMessage> &messages() const { return m_messages; }
    /// The sets of what passes both tests; together they hold each row once.
    std::vector<const RowSet *> attemptsThat(const SubjectTest &subject,
                                             const OutcomeTest &outcome) const;
    std::vector<const RowSet *> messagesThat(const SubjectTest &subject,
                                             const StateTest &state) const;

    void addAttempt(quint32 attempt, quint32 message, const Subject &subject,
                    const Outcome &outcome);
    /// Files the message under its state; `before` is nothing for one that was not sent until now.
    void moveMessage(quint32 message, const Subject &subject, std::optional<SentState> before,
                     SentState after);

private:
    RowSet m_attempts;
    RowBlocks<SentMessage> m_messages;
    std::map<std::pair<Subject, Outcome>, RowSet> m_attemptsBy;
    std::map<std::pair<Subject, SentState>, RowSet> m_messagesBy;
};

} // namespace svix::sandbox
