// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bulkjob.h"

namespace svix {

namespace {

// After these every further try would fail alike, or do harm.
bool stopsAll(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::ReadOnly:
    case ErrorKind::NotOffered:
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::Canceled:
    case ErrorKind::RateLimited: // it was waited for already
    case ErrorKind::Unreachable:
    case ErrorKind::HostNotFound:
    case ErrorKind::Tls:
    case ErrorKind::Proxy:
        return true;
    default:
        return false;
    }
}

} // namespace

QString BulkSummary::text() const
{
    QStringList parts;
    parts.append(BulkJob::tr("%1 done").arg(done.size()));
    if (!failed.isEmpty()) {
        parts.append(BulkJob::tr("%1 failed").arg(failed.size()));
    }
    if (!unknown.isEmpty()) {
        parts.append(BulkJob::tr("%1 unknown").arg(unknown.size()));
    }
    if (!notTried.isEmpty()) {
        parts.append(BulkJob::tr("%1 not tried").arg(notTried.size()));
    }
    return parts.join(QStringLiteral(", "));
}

BulkJob::BulkJob(QList<BulkItem> items, Act act, QObject *parent, int atOnce)
    : QObject(parent)
    , m_items(std::move(items))
    , m_act(std::move(act))
    , m_total(static_cast<int>(m_items.size()))
    , m_atOnce(std::max(1, atOnce))
{
}

void BulkJob::start()
{
    if (m_active) {
        return;
    }
    m_active = true;
    pump();
}

void BulkJob::cancel()
{
    while (m_next < m_items.size()) {
        m_summary.notTried.append(m_items.at(m_next++));
    }
    finishWhenDone();
}

void BulkJob::pump()
{
    while (m_running < m_atOnce && m_next < m_items.size()) {
        const BulkItem item = m_items.at(m_next++);
        ++m_running;
        m_act(item).then(this, [this, item](const Result<Nothing> &result) {
            --m_running;
            ended(item, result);
        });
    }
    finishWhenDone();
}

void BulkJob::ended(const BulkItem &item, const Result<Nothing> &result)
{
    if (result.ok() || result.error().outcome == Outcome::Done) {
        m_summary.done.append(item);
    } else if (result.error().outcome == Outcome::Unknown) {
        m_summary.unknown.append({item, result.error()});
    } else if (result.error().kind == ErrorKind::Canceled) {
        m_summary.notTried.append(item);
    } else {
        m_summary.failed.append({item, result.error()});
    }
    const int failures = static_cast<int>(m_summary.failed.size() + m_summary.unknown.size());
    Q_EMIT progress(static_cast<int>(m_summary.done.size()) + failures, m_total, failures);
    if (!result.ok() && stopsAll(result.error().kind)) {
        cancel();
        return;
    }
    // Through the event loop: results that are there at once must not nest.
    QMetaObject::invokeMethod(this, &BulkJob::pump, Qt::QueuedConnection);
}

void BulkJob::finishWhenDone()
{
    if (m_active && m_running == 0 && m_next >= m_items.size()) {
        m_active = false;
        Q_EMIT finished(m_summary);
    }
}

} // namespace svix
