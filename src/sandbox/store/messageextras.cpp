// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/messageextras.h"

namespace svix::sandbox {

void MessageExtras::add(quint32 row, const MessageExtra &extra)
{
    if (extra.isEmpty()) {
        return;
    }
    MessageExtra &kept = m_extras[row];
    kept = extra;
    kept.tags.removeDuplicates();
    for (const QString &tag : std::as_const(kept.tags)) {
        m_byTag[tag].push_back(row);
    }
    if (kept.erase) {
        m_toErase.emplace(kept.erase->microseconds(), row);
    }
}

const MessageExtra &MessageExtras::of(quint32 row) const
{
    static const MessageExtra none;
    const auto at = m_extras.find(row);
    return at == m_extras.end() ? none : at->second;
}

const std::vector<quint32> &MessageExtras::ofTag(const QString &tag) const
{
    static const std::vector<quint32> none;
    const auto at = m_byTag.constFind(tag);
    return at == m_byTag.cend() ? none : *at;
}

std::vector<quint32> MessageExtras::takeErasable(const Timestamp &now)
{
    std::vector<quint32> rows;
    const auto end = m_toErase.upper_bound(now.microseconds());
    for (auto at = m_toErase.begin(); at != end; ++at) {
        rows.push_back(at->second);
    }
    m_toErase.erase(m_toErase.begin(), end);
    return rows;
}

} // namespace svix::sandbox
