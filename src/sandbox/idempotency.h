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

private:
    struct Kept
    {
        HttpAnswer answer;
        qint64 until = 0;
    };
    QHash<QByteArray, Kept> m_kept;
    std::deque<QByteArray> m_order;
};

} // namespace svix::sandbox
