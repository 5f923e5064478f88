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
class ConsoleDialog;
class ResendOutcome;
struct BulkSummary;

/// One thing to send again: a message to an endpoint.
struct ResendItem
{
    QString messageId;
    QString endpointId;
    QString words;            ///< for the report: event type and URL as far as known
    QString idempotencyKey{}; ///< of the try whose outcome is unknown; empty for a new act
    bool failed = false;      ///< there, for good
    bool retrying = false;    ///< there, and another try is planned
    friend bool operator==(const ResendItem &, const ResendItem &) = default;
};

/// Sending again: one message to chosen endpoints, chosen messages to the endpoints where they have
/// not arrived or to all, chosen attempts. Several go one after the other, with progress, Cancel
/// and a report of what was asked for, refused and not tried; of one message also what came of it.
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
    /// Finds out where each of them has arrived and where not, asks which to send, and sends.
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
    void askWhich(quint64 chosenOn, const QString &appId, int messages,
                  const QList<ResendItem> &items, const QString &note);
    void ask(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items);
    /// Sends. Of one message its attempts are read before, to tell the new one from them.
    void run(quint64 chosenOn, const QString &appId, const QList<ResendItem> &items,
             const QString &name = {});
    void start(const QList<ResendItem> &items);
    void finished(const BulkSummary &ended);
    /// What was tried again and tells nothing of its first try is as unknown as before.
    BulkSummary withFirstTries(const BulkSummary &summary) const;
    void keepUnsure(const BulkSummary &summary);
    void tellAsked(const BulkSummary &summary, const QString &details,
                   const QList<QAction *> &actions);
    void outcomeKnown(const QString &messageId, const QList<AttemptOut> &attempts, int endpoints);
    void cancel();

    static constexpr QChar m_separator = u'\n'; // stands in no id

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ConsoleDialog> m_dialog;
    BulkJob *m_job = nullptr;
    QString m_appId;                // of the last job
    quint64 m_chosenOn = 0;         // of the last job
    QHash<QString, QString> m_keys; // of what the last job tries again, by BulkItem::key
    QList<ResendItem> m_unsure;     // of m_unsureApp: what may have been sent, with the keys
    QString m_unsureApp;
    QAction *m_tryAgain;
    QAction *m_showAttempts;
    ResendOutcome *m_outcome;
    bool m_preparing = false;
    QString m_name;                       // of the message, where the last job was about one
    QString m_messageId;                  // of that one, empty where there were several
    std::optional<QSet<QString>> m_known; // its attempts before, when they could be read
    // While it is found out where chosen messages have not arrived.
    struct Collecting
    {
        quint64 run = 0; ///< tells the answers of a canceled one from those of the next
        quint64 chosenOn = 0;
        QString appId;
        QStringList rest;
        QList<ResendItem> items;
        int looked = 0;
        int unread = 0;
    };
    std::optional<Collecting> m_collecting;
    quint64 m_collectings = 0;
};

} // namespace svix
