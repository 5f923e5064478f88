// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timestamp.h"

#include <QHash>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace svix::sandbox {

/// What only Svix cloud knows of a message. Most messages have none of it.
struct MessageExtra
{
    QStringList tags;                   ///< none is none
    std::optional<Timestamp> deliverAt; ///< when it was to be sent, kept afterwards
    std::optional<Timestamp> erase;     ///< when its payload goes, where that was given in hours
    bool sent = false;                  ///< deliverAt has come

    bool isEmpty() const { return tags.isEmpty() && !deliverAt && !erase; }
};

/// The extras of an application's messages, by row of its log.
class MessageExtras
{
public:
    void add(quint32 row, const MessageExtra &extra);
    /// An empty one where there is none.
    const MessageExtra &of(quint32 row) const;
    bool hasTag(quint32 row, const QString &tag) const { return of(row).tags.contains(tag); }
    /// Rows with that tag, ascending.
    const std::vector<quint32> &ofTag(const QString &tag) const;
    /// Rows whose payload is to go by now; each is told once.
    std::vector<quint32> takeErasable(const Timestamp &now);

    /// To be told to the log as well, by noteExtra().
    void markSent(quint32 row) { m_extras[row].sent = true; }

    const std::map<quint32, MessageExtra> &all() const { return m_extras; }

private:
    std::map<quint32, MessageExtra> m_extras;
    QHash<QString, std::vector<quint32>> m_byTag;
    std::multimap<qint64, quint32> m_toErase; // by microseconds
};

} // namespace svix::sandbox
