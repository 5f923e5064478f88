// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/apiclient.h"
#include "api/exchange.h"

#include <QTimer>

namespace svix {

/// One call of the client from queue to answer, over one or more tries. Private to the client.
class Call : public QObject
{
    Q_OBJECT
public:
    Call(ApiClient &client, quint64 id, PreparedCall prepared, const CallOptions &options,
         ApiClient::Finish finish);

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

private:
    void answered(const HttpAnswer &answer, const Error &error);
    /// Milliseconds to wait before another try, or -1.
    qint64 waitBeforeRetry(const Error &error) const;
    void end(Result<HttpAnswerBody> result);
    WireRequest wireRequest() const;
    void report();

    ApiClient &m_client;
    PreparedCall m_prepared;
    CallOptions m_options;
    ApiClient::Finish m_finish;
    ActivityEntry m_entry;
    Exchange *m_exchange = nullptr;
    QTimer m_wait;
    qint64 m_startedAt = 0;
    bool m_refused = false;
    bool m_ended = false;
};

/// The body as it may be shown and kept: the fields that the schema marks secret become "***".
QByteArray bodyWithoutSecrets(const SchemaInfo &schema, const QByteArray &body);

} // namespace svix
