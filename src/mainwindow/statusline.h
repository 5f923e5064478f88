// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QStatusBar>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace svix {

class Outage;
class Session;
struct ActivityEntry;

/// The bottom line: what the server is and how quick, requests under way, a long job with Cancel,
/// and in which zone times are.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    /// Both must outlive it.
    StatusLine(Session &session, const Outage &outage, QWidget *parent = nullptr);

    /// A job of several requests; `total` 0 when it is not known. `job` only tells one from
    /// another: the one that began last is shown, with the number of the others.
    void showJob(const QObject *job, const QString &what, int done, int total);
    void endJob(const QObject *job);
    bool hasJob() const;
    /// What is shown of the job, such as "Resending: 12 of 90"; empty for none.
    QString jobText() const;
    /// When the shown list was loaded last, and how often it is by itself; empty for no list.
    void setRefreshed(const QString &text);
    void refreshZone();
    /// The outage has begun or ended.
    void refreshServer();

Q_SIGNALS:
    /// The one that is shown.
    void cancelJobRequested(const QObject *job);
    void cancelRequestsRequested();

private:
    // Each change of each call: those that wait because the server limits them are counted down
    // by the second, to the first of their next tries.
    void noteCall(const ActivityEntry &entry);
    void setRequests(int count);
    void showRequests();
    void showLastJob();

    struct Job
    {
        const QObject *job;
        QString what;
        int done;
        int total;
    };

    Session &m_session;
    const Outage &m_outage;
    QList<Job> m_jobs; // in the order in which they began
    QLabel *m_server;
    QLabel *m_refreshed;
    QLabel *m_requests;
    QPushButton *m_cancelRequests;
    QLabel *m_readOnly;
    QLabel *m_jobText;
    QProgressBar *m_jobBar;
    QPushButton *m_jobCancel;
    QLabel *m_zone;
    QHash<quint64, QDateTime> m_limited; // call id to next try
    QTimer m_tick;
    QTimer m_requestsDelay;
    int m_requestCount = 0;
    bool m_requestsShown = false;
};

} // namespace svix
