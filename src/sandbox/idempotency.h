// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

#include <QHash>

#include <deque>

namespace svix::sandbox {

/// Remembers the answers of POSTs by their idempotency key, as svix-server does: per token and path
/// with query (a trailing slash aside), 2xx only, 12 hours, whatever the body is.
class Idempotency
{
public:
    /// Empty when the request has no key, no token, or is no POST.
    static QByteArray slotOf(const HttpRequest &request);
    const HttpAnswer *find(const QByteArray &slot) const;
    void keep(const QByteArray &slot, const HttpAnswer &answer);
    /// Drops an answer.
    void forget(const QByteArray &slot);

    struct Kept
    {
        HttpAnswer answer;
        qint64 until = 0; ///< milliseconds since 1970
    };
    /// nullptr when nothing is kept there.
    const Kept *keptAt(const QByteArray &slot) const;
    /// For an answer that is read back; in the order in which they were kept.
    void restore(const QByteArray &slot, const HttpAnswer &answer, qint64 until);
    /// Called with each slot whose answer is kept or dropped from then on.
    void setJournal(std::function<void(const QByteArray &slot)> changed)
    {
        m_changed = std::move(changed);
    }

    /// Calls the journal.
    void note(const QByteArray &slot) const
    {
        if (m_changed) {
            m_changed(slot);
        }
    }
    /// Every answer that is still kept, in the order in which they were.
    void forEach(const std::function<void(const QByteArray &, const Kept &)> &visit) const;

private:
    QHash<QByteArray, Kept> m_kept;
    std::deque<QByteArray> m_order;
    std::function<void(const QByteArray &)> m_changed;
};

} // namespace svix::sandbox
