// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/apiclient.h"
#include "api/exchange.h"

#include <QFutureWatcher>
#include <QTimer>

namespace svix {

/// One call of the client from queue to answer, over one or more tries. Private to the client.
class Call : public QObject
{
    Q_OBJECT
public:
    Call(ApiClient &client, quint64 id, PreparedCall prepared, const CallOptions &options,
         ApiClient::Read read);

    bool isQueued() const { return m_entry.state == ActivityEntry::State::Queued && !m_refused; }
    bool isRunning() const { return m_exchange != nullptr; }
    bool isBulk() const { return m_options.priority == Priority::Bulk; }
    const ActivityEntry &entry() const { return m_entry; }

    /// Sends it, or sends it again. Called by the client when a place is free.
    void run();
    void cancel();
    Error canceledError() const;
    /// Ends it with this error without touching the network, once the event loop runs: a caller
    /// gets its future before the future ends. Until then it is not queued: it must never be sent.
    void refuse(const Error &error);
    /// Reads its large answer in a thread of the pool. Called by the client when it is its turn.
    void readElsewhere();

private:
    void answered(const HttpAnswer &answer, const Error &error);
    /// Milliseconds to wait before another try, or -1.
    qint64 waitBeforeRetry(const Error &error) const;
    void end(const Error &error);
    void end(const ApiClient::Delivery &delivery);
    void close();
    WireRequest wireRequest() const;
    void report();

    ApiClient &m_client;
    PreparedCall m_prepared;
    CallOptions m_options;
    ApiClient::Read m_read;
    ActivityEntry m_entry;
    Exchange *m_exchange = nullptr;
    QPointer<QNetworkAccessManager> m_network; // of the exchange
    HttpAnswerBody m_answer;                   // a large one that waits to be read
    QFutureWatcher<ApiClient::Delivery> m_reader;
    QTimer m_wait;
    qint64 m_startedAt = 0;
    bool m_answered = false; // completely and well, as far as the status tells
    bool m_refused = false;
    bool m_ended = false;
};

} // namespace svix
