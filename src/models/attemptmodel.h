// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "models/apimodel.h"
#include "models/attemptfetch.h"
#include "models/filters.h"
#include "models/internedstrings.h"

#include <QHash>
#include <memory>

namespace svix {

class ApiClient;
class AttemptMerge;
class LazyQueue;

SVIX_API_MODEL_ELSEWHERE(AttemptOut)

/// The attempts of an endpoint, of several endpoints merged, or of a message; newest first.
class AttemptModel : public ApiModel<AttemptOut>
{
    Q_OBJECT
public:
    enum Column {
        Status,
        Code,
        Endpoint,
        EventType,
        Trigger,
        Duration,
        Time,
        NextRetry,
        Message,
        Id
    };
    /// More endpoints than these are not merged: each page would cost too many requests.
    static constexpr int mostMerged = 20;

    explicit AttemptModel(QObject *parent = nullptr);
    ~AttemptModel() override;

    /// Another source drops all rows at once; call reload() afterwards.
    void setEndpoint(ApiClient *client, const QString &appId, const QString &endpointId);
    /// At most mostMerged; further ones are left out, see isCut().
    void setEndpoints(ApiClient *client, const QString &appId, const QStringList &endpointIds);
    /// `endpointId` may be empty: all endpoints of the message.
    void setMessage(ApiClient *client, const QString &appId, const QString &messageId,
                    const QString &endpointId = {});
    /// The deprecated list of a message, where it is of one; takes effect with the next reload().
    void setList(AttemptList list);
    /// The rows come from a deprecated list, as wanted or because there is no other.
    bool isOldList() const;
    void clearSource();
    bool isCut() const { return m_cut; }
    QString appId() const { return source().appId(); }
    QString messageId() const { return source().id(1); }

    /// Takes effect with the next reload(); rows of the old filter go when its answer comes.
    void setFilter(const AttemptFilter &filter);
    const AttemptFilter &filter() const { return m_filter; }

    /// Asks for event type and next retry of these rows, four at a time.
    void setVisibleRows(const QList<int> &rows) override;

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const AttemptOut &row) const override { return row.id; }
    AttemptOut makeRow(const AttemptOut &item) override;
    QVariant cell(const AttemptOut &row, int column, int role) const override;
    void beginWalk() override;
    void reloaded() override;
    void forgetRows() override;

private:
    /// What was found out about a message beyond its attempts.
    struct MessageInfo
    {
        bool asked = false;
        bool retriesAsked = false;
        QString eventType;
        QString eventId;
        QHash<QString, Timestamp> nextRetries; ///< by endpoint
    };
    void setSource(ApiClient *client, const QString &appId, const QStringList &endpointIds,
                   const QString &messageId);
    Answer fetchPage(const PageRequest &request) override;
    Answer fetchOfEndpoint(const QString &endpointId, const PageRequest &request);
    Answer fetchOfMessage(const PageRequest &request);
    void letGo(std::unique_ptr<AttemptMerge> &merge);
    void askVisible();
    void askMessage(const QString &messageId, const std::function<void()> &done);
    void touchMessage(const QString &messageId);
    bool isLatest(const AttemptOut &attempt) const;

    QStringList m_endpointIds;
    QString m_messageId;
    AttemptList m_list = AttemptList::Usual;
    bool m_cut = false;
    AttemptFilter m_filter;
    TimeBounds m_bounds;
    std::unique_ptr<AttemptMerge> m_merge; // of the rows
    std::unique_ptr<AttemptMerge> m_fresh; // of the reload under way
    quint64 m_merges = 0;
    QHash<QString, MessageInfo> m_messages;
    QStringList m_visible; // message ids
    LazyQueue *m_lazy;
};

} // namespace svix
