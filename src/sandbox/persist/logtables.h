// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/persist/database.h"
#include "sandbox/store/messageextras.h"
#include "sandbox/store/messagelog.h"

namespace svix::sandbox {

/// How much of a log is in the database.
struct LogSaved
{
    quint32 texts = 0;
    quint32 channelSets = 1; // the empty one is always there
    quint32 events = 0;
    quint32 messages = 0;
    quint32 attempts = 0;
    bool operator==(const LogSaved &) const = default;
};

/// Writes one log into its tables and reads it back. Rows stand packed, in blocks of which only the
/// last one grows, so that a million are read within seconds.
class LogTables
{
public:
    /// The database is borrowed. `number` names the log there and is never used again.
    LogTables(Database &database, qint64 number)
        : m_database(database)
        , m_number(number)
    {
    }

    /// Writes what came since `saved` and what the journal names, within the open transaction.
    /// False on an error. `saved` is what will be saved when the transaction is committed.
    bool save(const MessageLog &log, const LogJournal &journal, LogSaved &saved);
    /// Reads everything into an empty log. The text is empty, or says what is wrong.
    QString load(MessageLog &log, LogSaved &saved, qsizetype endpoints);
    /// What messages from row `first` on, and those that the journal names, bring along beside
    /// their rows: tags, times, and parameters of transformations. As save() and load().
    bool saveExtras(const MessageExtras &extras, const MessageLog &log, const LogJournal &journal,
                    quint32 first);
    QString loadExtras(MessageExtras &extras, MessageLog &log);
    enum class Erased { Some, All, Failed };
    /// Erases some rows, within the open transaction, so that no step takes long.
    Erased eraseSome();
    /// Where the log finds its payloads again.
    std::shared_ptr<const PayloadStore> payloads() const;

private:
    qint64 key(quint32 number) const { return (m_number << 32) | number; }
    bool saveTexts(const MessageLog &log, const LogJournal &journal, LogSaved &saved);
    bool saveRows(const MessageLog &log, const LogJournal &journal, LogSaved &saved);
    bool savePlans(const MessageLog &log, const LogJournal &journal);
    QString loadTexts(MessageLog &log, LogSaved &saved);
    QString loadPlans(MessageLog &log, qsizetype endpoints);
    QString checked(const MessageLog &log, const MessageRow &row) const;
    QString checked(const MessageLog &log, const AttemptRow &row, qsizetype endpoints) const;

    Database &m_database;
    qint64 m_number;
};

} // namespace svix::sandbox
