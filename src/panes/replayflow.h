// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "app/replaycount.h"
#include "panes/dialogact.h"
#include "panes/pane.h"

#include <QPointer>
#include <QTimer>

namespace svix {

class ReplayDialog;
class TaskFollow;
struct BackgroundTaskOut;

/// Recovering what failed at an endpoint and replaying what is missing there: the dialog with its
/// dry count, the act, and the background task to its end where the server tells of one.
class ReplayFlow : public QObject
{
    Q_OBJECT
public:
    /// The pane shows its progress and offers Cancel.
    ReplayFlow(const PaneContext &context, Pane *pane);
    ~ReplayFlow() override;

    /// Why this cannot be done for the endpoint; empty when it can.
    QString reasonAgainst(ReplayChoice::Kind kind, const EndpointOut &endpoint) const;
    /// Asks what is to be sent; the other kind can still be chosen there.
    void open(const QString &appId, const EndpointOut &endpoint, ReplayChoice::Kind kind);

Q_SIGNALS:
    void notice(const svix::Notice &notice);
    /// Something is being sent to this endpoint.
    void started(const QString &endpointId);

private:
    /// What was asked for, for the words that are said later.
    struct Asked
    {
        QString appId;
        EndpointOut endpoint;
        ReplayChoice choice;
        ReplayTally tally;
        Timestamp at; ///< when the server took it on, by the clock of here
    };
    /// What was sent for it, and for which choice.
    struct Sent
    {
        RecoverIn body;
        std::optional<ReplayChoice> of;
    };
    /// An act whose outcome is not known although its dialog has gone.
    struct Unsure
    {
        quint64 chosenOn = 0;
        QString endpointId;
        Sent sent;
        DialogAct::Unsure act;
    };
    void goOnFrom(DialogAct *act, const Asked &asked, const std::shared_ptr<Sent> &sent);
    void count(ReplayDialog *dialog, const Asked &asked);
    static RecoverIn bodyOf(const ReplayChoice &choice);
    void run(DialogAct *act, const Asked &asked, const RecoverIn &body);
    ConfirmationRequest confirmation(const Asked &asked, bool again) const;
    void answered(const Asked &asked, const RecoverOut &answer);
    void moved(const BackgroundTaskOut &task);
    void ended(const BackgroundTaskOut &task);
    void stop();
    /// Counts what the receiver has still not taken, and says so after `sent`.
    void countLeft(const QString &sent);
    void tell(Tone tone, const QString &title, const QString &text);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ReplayDialog> m_dialog;
    TaskFollow *m_follow;
    QAction *m_showAttempts;
    QAction *m_countLeft;
    QTimer m_settle; // until the receiver has answered what was sent last
    QPointer<ReplayCount> m_left;
    QString m_sent; // says what was sent
    Asked m_asked;  // of the last act
    std::optional<Unsure> m_unsure;
};

} // namespace svix
