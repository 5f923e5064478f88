// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "app/confirmation.h"
#include "app/erased.h"
#include "panes/pane.h"

#include <QFuture>
#include <QList>

namespace svix {

class BulkJob;
class GroupConsent;
struct BulkSummary;

/// Something to erase, and how people call it.
struct ExpungeItem
{
    Erased what;
    QString words;
};

/// Erases payloads of messages or answers of attempts for good: asks once with what goes and how
/// many, goes on with progress and Cancel, and says what was erased, what not and what was not
/// tried. What is erased on the server goes here as well; see Session::erased().
class ExpungeFlow : public QObject
{
    Q_OBJECT
public:
    /// The pane shows its progress and offers Cancel.
    ExpungeFlow(const PaneContext &context, Pane *pane);
    ~ExpungeFlow() override;

    /// All of them payloads, or all of them answers.
    void expunge(const QString &appId, const QList<ExpungeItem> &items);
    static ExpungeItem payloadOf(const MessageOut &message, bool loaded);
    static ExpungeItem answerOf(const AttemptOut &attempt);

Q_SIGNALS:
    void notice(const svix::Notice &notice);
    void failed(const svix::Error &error, const QString &what);
    /// Something was erased, or may have been: to be read anew.
    void ended();

private:
    ConfirmationRequest request(const QList<ExpungeItem> &items) const;
    void start(const QString &appId, const GroupConsent &consent);
    QFuture<Result<Nothing>> eraseOne(const QString &appId, const GroupConsent &consent,
                                      const ExpungeItem &item);
    void forget(const ExpungeItem &item);
    void finished(const BulkSummary &summary);
    bool isAnswers() const;

    PaneContext m_context;
    Pane *m_pane;
    BulkJob *m_job = nullptr;
    bool m_asking = false;
    QAction *m_tryAgain;
    QString m_appId;
    quint64 m_chosenOn = 0;     // Session::generation() of the last ones
    QList<ExpungeItem> m_items; // of the job, then what it left
    int m_gone = 0;             // were erased before
    int m_drafts = 0;           // that went along
};

} // namespace svix
