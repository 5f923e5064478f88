// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>

namespace svix {

/// One object of a bulk act.
struct BulkItem
{
    QString key;   ///< what the act gets
    QString label; ///< for people: "invoice.paid to https://…"
};

/// What became of a bulk act; nothing is left out.
struct BulkSummary
{
    struct Failure
    {
        BulkItem item;
        Error error;
    };
    QList<BulkItem> done;
    QList<Failure> failed;    ///< certainly not done
    QList<Failure> unknown;   ///< may have been done
    QList<BulkItem> notTried; ///< canceled or stopped before their turn

    /// "12 done, 1 failed, 3 not tried"
    QString text() const;
};

/// Does one act for many objects, a few at a time, with progress and Cancel, and says in the end
/// what was done and what was not.
class BulkJob : public QObject
{
    Q_OBJECT
public:
    /// Starts the act on one object; ends in one result. The client's cancel is the caller's.
    using Act = std::function<QFuture<Result<Nothing>>(const BulkItem &)>;

    BulkJob(QList<BulkItem> items, Act act, QObject *parent = nullptr, int atOnce = 2);

    void start();
    /// What is under way is waited for, so that its outcome is known; the rest is not tried.
    void cancel();

    bool isRunning() const { return m_running > 0 || m_next < m_items.size(); }
    int total() const { return m_total; }
    const BulkSummary &summary() const { return m_summary; }

Q_SIGNALS:
    /// `ended` of `total`, whatever their outcome.
    void progress(int ended, int total, int failed);
    void finished(const svix::BulkSummary &summary);

private:
    void pump();
    void ended(const BulkItem &item, const Result<Nothing> &result);
    void finishWhenDone();

    QList<BulkItem> m_items;
    Act m_act;
    BulkSummary m_summary;
    qsizetype m_next = 0;
    int m_total = 0;
    int m_running = 0;
    int m_atOnce;
    bool m_active = false;
};

} // namespace svix
