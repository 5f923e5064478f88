// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "panes/pane.h"

#include <QPointer>

#include <optional>

namespace svix {

class BulkJob;
class DestinationModel;
class ResendDialog;
struct BulkSummary;

/// One thing to send again: a message to an endpoint.
struct ResendItem
{
    QString messageId;
    QString endpointId;
    QString words;            ///< for the report: event type and URL as far as known
    QString idempotencyKey{}; ///< of the try whose outcome is unknown; empty for a new act
    friend bool operator==(const ResendItem &, const ResendItem &) = default;
};

/// Sending again: one message to chosen endpoints, chosen messages to the endpoints where they
/// failed, chosen attempts. Several go one after the other, with progress, Cancel and a report of
/// done, failed and not tried.
class ResendFlow : public QObject
{
    Q_OBJECT
public:
    /// The pane shows its progress and offers Cancel.
    ResendFlow(const PaneContext &context, Pane *pane);
    ~ResendFlow() override;

    /// Asks to which endpoints.
    void resendOne(const QString &appId, const MessageOut &message,
                   const DestinationModel &destinations, const QList<AttemptOut> &attempts);
    /// Finds out where each of them has not arrived, says how many that are, and sends.
    void resendMessages(const QString &appId, const QStringList &messageIds);
    /// Each pair of message and endpoint once.
    void resendAttempts(const QString &appId, const QList<AttemptOut> &attempts);

Q_SIGNALS:
    void notice(const svix::Notice &notice);
    void failed(const svix::Error &error, const QString &what);
    /// These have new attempts now.
    void resent(const QStringList &messageIds);

private:
    /// Whether one is chosen, looked for or sent just now; says so where nothing else shows it.
    bool isBusy();
    void forget();
    void collect();
    // `chosenOn` is Session::generation() of when they were chosen: on another connection nothing
    // is sent, and it says so.
    void ask(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items,
             const QString &note);
    void run(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items);
    void finished(const BulkSummary &summary);
    void cancel();

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ResendDialog> m_dialog;
    BulkJob *m_job = nullptr;
    QString m_appId;            // of the last job
    quint64 m_chosenOn = 0;     // of the last job
    QList<ResendItem> m_unsure; // what may or may not have been sent by it, with the keys
    QAction *m_tryAgain;
    // While it is found out where chosen messages have not arrived.
    struct Collecting
    {
        quint64 chosenOn = 0;
        QString appId;
        QStringList rest;
        QList<ResendItem> items;
        int looked = 0;
        int unread = 0;
    };
    std::optional<Collecting> m_collecting;
};

} // namespace svix
