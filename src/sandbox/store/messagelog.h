// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "sandbox/store/endpointtraffic.h"
#include "sandbox/store/logjournal.h"
#include "sandbox/store/stringtable.h"

#include <QStringList>

#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace svix::sandbox {

constexpr quint32 noRow = std::numeric_limits<quint32>::max();

/// One message in 44 bytes. Its number in the log is its place in time.
struct MessageRow
{
    IdNumber id{};
    quint32 type = 0;        ///< in the log's texts
    quint32 channels = 0;    ///< in the log's channel sets; 0 is none
    quint32 eventId = noRow; ///< in the log's event ids, numberedEvent, or noRow
    quint32 payload = noRow; ///< in the log's payloads, madePayload, storedPayload, noRow: erased
    quint32 lastAttempt = noRow;
    quint16 retentionDays = 90;
};

/// One try to deliver, in 48 bytes. Its number in the log is its place in time.
struct AttemptRow
{
    IdNumber id{};
    quint32 message = 0;
    quint32 before = noRow; ///< the previous attempt of the same message, at any endpoint
    quint32 response = 0;   ///< in the log's texts
    quint32 url = 0;        ///< in the log's texts
    quint32 durationMs = 0;
    quint16 endpoint = 0;  ///< number of the endpoint within its application
    qint16 statusCode = 0; ///< 0 when no HTTP answer came
    bool success = false;
    bool manual = false;
    bool expunged = false;
    bool canceled = false; ///< a transformation called it off; counts as a success
};

/// How an attempt ended, as filters see it.
inline EndpointTraffic::Outcome outcomeOf(const AttemptRow &attempt)
{
    return {static_cast<qint16>(attempt.statusCode / 100), attempt.success, attempt.canceled};
}

/// Makes the payload of rows that have none of their own: a seed of a million messages keeps none.
class PayloadSource
{
public:
    virtual ~PayloadSource() = default;
    virtual QByteArray payload(const QString &eventType, quint32 row, qint64 timeMs) const = 0;
    /// What makes the same source again: payloadSourceOf() in demopayloads.h.
    virtual QString name() const = 0;
};

/// Reads the payload of rows that are kept on disk.
class PayloadStore
{
public:
    virtual ~PayloadStore() = default;
    virtual QByteArray payload(quint32 row) const = 0;
};

/// A delivery that is to be tried: queued, under way or waiting for its time.
struct PlannedTry
{
    quint32 message = 0;
    int endpoint = 0;
    int tries = 0; ///< made before
    bool manual = false;
    Timestamp due;
};

struct MessageDraft
{
    Timestamp time;
    QString eventType;
    QStringList channels;
    std::optional<QString> eventId;
    std::optional<QByteArray> payload; ///< exact text; nullopt: made by the payload source
    bool numberedEvent = false;        ///< event id by eventNumberBase() instead
    int retentionDays = 90;
};

struct AttemptDraft
{
    Timestamp time;
    quint32 message = 0;
    int endpoint = 0;
    QString url;
    QString response;
    int statusCode = 0;
    qint64 durationMs = 0;
    bool success = false;
    bool manual = false;
    bool canceled = false;
};

/// The messages and attempts of one application, packed, with the indexes that lists need: by event
/// type, by channel, by endpoint, by message. Rows are numbered in time order and never move.
class MessageLog
{
public:
    static constexpr quint32 numberedEvent = noRow - 1;
    static constexpr quint32 madePayload = noRow - 1;
    static constexpr quint32 storedPayload = noRow - 2;

    /// Ids are made strictly ascending, even when the clock stands still or goes back.
    quint32 appendMessage(const MessageDraft &draft, QRandomGenerator &random);
    quint32 appendAttempt(const AttemptDraft &draft, QRandomGenerator &random);
    /// With an id of its own, above all before it.
    quint32 addMessage(const IdNumber &id, const MessageDraft &draft);
    quint32 addAttempt(const IdNumber &id, const AttemptDraft &draft);
    void reserve(std::size_t messages, std::size_t attempts);

    quint32 messageCount() const { return static_cast<quint32>(m_messages.size()); }
    quint32 attemptCount() const { return static_cast<quint32>(m_attempts.size()); }
    const MessageRow &message(quint32 row) const { return m_messages[row]; }
    const AttemptRow &attempt(quint32 row) const { return m_attempts[row]; }

    /// By id or event id; noRow when there is none.
    quint32 findMessage(const QString &idOrEventId) const;
    quint32 findAttempt(const QString &id) const;
    bool hasEventId(const QString &eventId) const { return findEvent(eventId) != noRow; }

    QString messageId(quint32 row) const
    {
        return idFromNumber(IdKind::Message, m_messages[row].id);
    }
    QString attemptId(quint32 row) const
    {
        return idFromNumber(IdKind::Attempt, m_attempts[row].id);
    }
    const QString &text(quint32 number) const { return m_texts.at(number); }
    const StringTable &texts() const { return m_texts; }
    const std::vector<QStringList> &channelSets() const { return m_channelSets; }
    const std::vector<QString> &eventIds() const { return m_eventIds; }
    QStringList channels(quint32 row) const { return m_channelSets[m_messages[row].channels]; }
    std::optional<QString> eventId(quint32 row) const;
    /// The exact text that was sent; empty when erased, over its retention, or when it cannot be
    /// read, which hasPayload() tells apart.
    QByteArray payload(quint32 row, qint64 nowMs) const;
    /// Neither erased nor over its retention.
    bool hasPayload(quint32 row, qint64 nowMs) const;
    void expungePayload(quint32 row);
    /// Frees the payloads whose retention is over, in time of their number; how many there were.
    int forgetExpired(qint64 nowMs);
    /// Bytes of payloads in memory; those made by the payload source or stored are not.
    qint64 payloadBytes() const { return m_payloadBytes; }
    /// What a message brought along for transformations: JSON text, empty for most.
    QByteArray transformationsParams(quint32 row) const { return m_params.value(row); }
    void setTransformationsParams(quint32 row, const QByteArray &text) { m_params[row] = text; }
    const QHash<quint32, QByteArray> &allTransformationsParams() const { return m_params; }
    void expungeResponse(quint32 attempt);
    /// To be called after a message's extra changed, which stands beside the log.
    void noteExtra(quint32 row);
    bool hasChannel(quint32 row, const QString &channel) const;

    /// Rows of that type or channel, ascending; nullptr when there never was one.
    const RowSet *ofType(const QString &eventType) const;
    const RowSet *ofChannel(const QString &channel) const;
    /// Both at once, so that a page of few among many need not pass over the many.
    const RowSet *ofTypeInChannel(const QString &eventType, const QString &channel) const;
    /// What an endpoint was sent; empty for one that was sent nothing.
    const EndpointTraffic &traffic(int endpoint) const;
    /// The latest attempt of a message at an endpoint, or noRow.
    quint32 lastAttemptAt(quint32 message, int endpoint) const;

    /// Nothing where the endpoint has not been sent the message.
    std::optional<SentState> stateAt(quint32 message, int endpoint) const;
    /// Tells the subjects of those types (all without) in that channel (all without).
    EndpointTraffic::SubjectTest subjectsOf(const std::optional<QStringList> &types,
                                            const std::optional<QString> &channel) const;
    /// How many attempts at an endpoint among the rows [first, end) went well, or failed.
    quint32 countAttempts(int endpoint, bool success, quint32 first, quint32 end) const;
    /// Messages with a failed attempt there among the rows [first, end) and none that went well.
    std::vector<quint32> failedMessages(int endpoint, quint32 first, quint32 end) const;

    /// The first row whose id is at or above `id`.
    quint32 messageAtOrAfter(const IdNumber &id) const;
    quint32 attemptAtOrAfter(const IdNumber &id) const;

    /// Rows that lists and counts have looked at, so that tests can see what a page costs.
    quint64 rowsVisited() const { return m_visited; }
    void visited(quint64 rows) const { m_visited += rows; }

    /// When the next try is due, where one is planned.
    std::optional<Timestamp> nextAttempt(quint32 message, int endpoint) const;
    void setNextAttempt(quint32 message, int endpoint, std::optional<Timestamp> time);
    const std::map<std::pair<quint32, int>, Timestamp> &nextAttempts() const { return m_next; }

    /// Notes a try that is to be made, so that it is made even if the sandbox ends before; the
    /// number is what forgetPlan() takes, never 0.
    quint64 plan(const PlannedTry &planned);
    void forgetPlan(quint64 number);
    const std::map<quint64, PlannedTry> &plans() const { return m_plans; }

    void setPayloadSource(std::shared_ptr<const PayloadSource> source)
    {
        m_source = std::move(source);
    }
    const PayloadSource *payloadSource() const { return m_source.get(); }
    /// Row r of a numbered message has the event id "evt-<base + r>".
    void setEventNumberBase(qint64 base) { m_eventBase = base; }
    qint64 eventNumberBase() const { return m_eventBase; }

    /// Borrowed; nullptr for a log that is kept nowhere. Told of every change from then on.
    void setJournal(LogJournal *journal) { m_journal = journal; }
    /// The payloads of the rows [begin, end) are in the store; those before are already.
    void payloadsStored(quint32 begin, quint32 end);
    void setPayloadStore(std::shared_ptr<const PayloadStore> store) { m_store = std::move(store); }

    // For a log that is read back: texts, channel sets and event ids first, then messages, then
    // attempts, each in the order of their numbers. No journal is told.
    void restoreText(const QString &text, bool shared);
    void restoreChannels(const QStringList &channels);
    void restoreEventId(const QString &eventId) { m_eventIds.push_back(eventId); }
    void restoreMessage(const MessageRow &row);
    void restoreAttempt(const AttemptRow &row);
    void restorePlan(quint64 number, const PlannedTry &planned);

private:
    quint32 findEvent(const QString &eventId) const;
    bool usesText(quint32 number) const;
    quint32 internChannels(const QStringList &channels);
    EndpointTraffic::Subject subjectOf(quint32 message) const
    {
        return {m_messages[message].type, m_messages[message].channels};
    }
    void changed() const
    {
        if (m_journal) {
            m_journal->changed();
        }
    }

    std::vector<MessageRow> m_messages;
    std::vector<AttemptRow> m_attempts;
    std::vector<EndpointTraffic> m_traffic;
    StringTable m_texts;
    std::vector<QStringList> m_channelSets{{}};
    QHash<QString, quint32> m_channelSetNumbers;
    std::vector<QString> m_eventIds;
    QHash<QString, quint32> m_byEventId;
    std::deque<QByteArray> m_payloads; // from number m_firstPayload on
    quint32 m_firstPayload = 0;
    qint64 m_payloadBytes = 0;
    std::vector<std::pair<qint64, quint32>> m_expiries; ///< heap: when, which row; soonest on top
    QHash<quint32, QByteArray> m_params;
    QHash<quint32, RowSet> m_byType;
    QHash<QString, RowSet> m_byChannel;
    QHash<std::pair<quint32, QString>, RowSet> m_byTypeInChannel;
    std::map<std::pair<quint32, int>, Timestamp> m_next;
    std::map<quint64, PlannedTry> m_plans;
    quint64 m_lastPlan = 0;
    std::shared_ptr<const PayloadSource> m_source;
    std::shared_ptr<const PayloadStore> m_store;
    LogJournal *m_journal = nullptr;
    mutable quint64 m_visited = 0;
    qint64 m_eventBase = 0;
};

} // namespace svix::sandbox
