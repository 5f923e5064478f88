// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "models/apimodel.h"
#include "models/filters.h"
#include "models/internedstrings.h"
#include "models/statewords.h"

namespace svix {

class ApiClient;
class LazyQueue;

/// A message as either list gives it: of all messages, or of those tried at one endpoint.
struct MessageItem
{
    MessageOut message;
    std::optional<MessageStatus> status; ///< at that endpoint
    QString statusText;
    std::optional<Timestamp> nextAttempt;
};

/// What is kept of a message in the list; never its payload.
struct MessageRow
{
    QString id;
    QString eventId;
    Timestamp sent;
    int eventType = 0; ///< numbers of the model's shared texts
    int channels = 0;
    int tags = 0;
    enum class Delivery : quint8 { Unknown, Known, Failed };
    Delivery asked = Delivery::Unknown;
    bool stale = false; ///< shown, but to be asked again
    bool there = false; ///< tried at the endpoint of the filter, with the state there
    MessageStatus status = MessageStatus::Success;
    int statusText = 0;
    std::optional<qint64> nextTry; ///< microseconds since the epoch
    DeliverySummary delivery;
};

using MessageRows = ApiModel<MessageRow, MessageItem>;

SVIX_API_MODEL_ELSEWHERE(MessageRow, MessageItem)

/// The messages of an application, or those tried at one of its endpoints; newest first.
class MessageModel : public MessageRows
{
    Q_OBJECT
public:
    enum Column { Delivered, EventType, EventId, Channels, Tags, Sent, NextTry, Id };

    explicit MessageModel(QObject *parent = nullptr);
    ~MessageModel() override;

    /// Another application drops all rows at once; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client, const QString &appId);
    QString appId() const { return source().appId(); }
    /// Takes effect with the next reload(); rows of the old filter go when its answer comes.
    void setFilter(const MessageFilter &filter);
    const MessageFilter &filter() const { return m_filter; }

    /// Asks for the deliveries of these rows, four at a time.
    void setVisibleRows(const QList<int> &rows) override;
    /// Asks for the deliveries of all loaded rows, those on screen first; or of those only. It ends
    /// when its requests are canceled by a person.
    void setAskAll(bool all);
    bool isAskingAll() const { return m_askAll; }
    /// Loaded rows of which the delivery is not known yet and was not asked for in vain.
    int unknownDeliveries() const;
    /// After a resend or on F5 in the detail: asks for this row anew when it is on screen.
    void forgetDelivery(const QString &messageId);
    /// What the detail found out is taken over.
    void setDelivery(const QString &messageId, const DeliverySummary &delivery);

    /// The row as it came, without payload; nothing when it is not loaded.
    std::optional<MessageOut> message(const QString &id) const;
    /// Event types, channels and tags of the rows that are loaded, sorted, for filter menus.
    QStringList loadedEventTypes() const;
    QStringList loadedChannels() const;

    void prepareSearch(const WordFilter &filter) const override;
    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const MessageRow &row) const override { return row.id; }
    MessageRow makeRow(const MessageItem &item) override;
    QVariant cell(const MessageRow &row, int column, int role) const override;
    void carryOver(const MessageRow &old, MessageRow &fresh) override;
    void beginWalk() override;
    void reloaded() override;
    void forgetRows() override;

private:
    Answer fetchPage(const PageRequest &request) override;
    Answer fetchOfEndpoint(const PageRequest &request);
    void askDelivery(const QString &id, const std::function<void()> &done);
    void askVisible();
    static bool lacksDelivery(const MessageRow &row);
    MessageOut restored(const MessageRow &row) const;

    MessageFilter m_filter;
    TimeBounds m_bounds;
    InternedStrings m_types;
    InternedStrings m_lists; // channels and tags, sorted and comma-joined
    QStringList m_visible;   // ids
    bool m_askAll = false;
    LazyQueue *m_deliveries;
    // Of the last prepareSearch(): which words are in which shared text.
    mutable QList<quint64> m_typeWords;
    mutable QList<quint64> m_listWords;
};

} // namespace svix
