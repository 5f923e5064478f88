// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QString>

#include <list>

namespace svix::sandbox {

/// What a sandbox was asked, so that a test can count it. Holds no token, query or body, and of
/// what was asked often only how often.
class RequestLog
{
public:
    struct Entry
    {
        QByteArray method;
        QByteArray path;
        QString operation; ///< empty: none of the table
        int status = 0;    ///< as it was answered; 0: not answered
        QByteArray idempotencyKey;
        QString fault;    ///< text of the rule by which it went wrong; empty: it went right
        bool done = true; ///< it was carried out
    };

    /// The least recently asked of 1,000 different entries is forgotten.
    void add(const Entry &entry);
    void clear();
    /// In the order of the first time.
    QJsonArray toJson() const;

private:
    struct Counted
    {
        Entry entry;
        QByteArray key;
        qint64 count = 0;
        quint64 firstTurn = 0;
    };

    std::list<Counted> m_entries; // least recently asked first
    QHash<QByteArray, std::list<Counted>::iterator> m_byKey;
    quint64 m_turn = 0;
};

} // namespace svix::sandbox
