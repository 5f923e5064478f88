// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/logtables.h"
#include "sandbox/persist/persisttext.h"
#include "sandbox/persist/rowcodec.h"

namespace svix::sandbox {

namespace {

QString damaged(const char *table)
{
    return PersistText::tr("the table \"%1\" is damaged").arg(QLatin1String(table));
}

// Reads a table whose rows are numbered 0, 1, 2 … without a gap. `row` returns false to refuse.
template <typename Row>
QString readNumbered(Database &database, const char *table, const char *sql, qint64 firstKey,
                     quint32 firstNumber, Row row)
{
    const qint64 end = firstKey + (1LL << 32);
    bool fine = true;
    qint64 expected = firstKey + firstNumber;
    const bool ok = database.select(sql, {firstKey, end}, [&](const QSqlQuery &query) {
        fine = query.value(0).toLongLong() == expected++ && row(query);
        return fine;
    });
    return !ok ? database.lastError() : fine ? QString() : damaged(table);
}

} // namespace

QString LogTables::checked(const MessageLog &log, const MessageRow &row) const
{
    const bool event = row.eventId == noRow || row.eventId == MessageLog::numberedEvent ||
                       row.eventId < log.eventIds().size();
    const bool later = log.messageCount() == 0 || log.message(log.messageCount() - 1).id < row.id;
    const bool payload = row.payload != MessageLog::madePayload || log.payloadSource();
    return event && later && payload && row.type < log.texts().size() &&
                   row.channels < log.channelSets().size()
               ? QString()
               : damaged("messages");
}

QString LogTables::checked(const MessageLog &log, const AttemptRow &row, qsizetype endpoints) const
{
    const bool later = log.attemptCount() == 0 || log.attempt(log.attemptCount() - 1).id < row.id;
    return later && row.message < log.messageCount() && row.endpoint < endpoints &&
                   row.response < log.texts().size() && row.url < log.texts().size()
               ? QString()
               : damaged("attempts");
}

QString LogTables::loadTexts(MessageLog &log, LogSaved &saved)
{
    QString problem =
        readNumbered(m_database, "texts",
                     "SELECT key, shared, text FROM texts WHERE key >= ? AND key < ? ORDER BY key",
                     key(0), 0, [&](const QSqlQuery &query) {
                         log.restoreText(query.value(2).toString(), query.value(1).toBool());
                         // A text that is there twice would move the numbers of those after it.
                         return log.texts().size() == ++saved.texts;
                     });
    if (problem.isEmpty()) {
        problem = readNumbered(
            m_database, "channels",
            "SELECT key, text FROM channels WHERE key >= ? AND key < ? ORDER BY key", key(0), 1,
            [&](const QSqlQuery &query) {
                log.restoreChannels(query.value(1).toString().split(QLatin1Char('\n')));
                return log.channelSets().size() == ++saved.channelSets;
            });
    }
    if (problem.isEmpty()) {
        problem =
            readNumbered(m_database, "events",
                         "SELECT key, text FROM events WHERE key >= ? AND key < ? ORDER BY key",
                         key(0), 0, [&](const QSqlQuery &query) {
                             log.restoreEventId(query.value(1).toString());
                             return log.eventIds().size() == ++saved.events;
                         });
    }
    return problem;
}

QString LogTables::load(MessageLog &log, LogSaved &saved, qsizetype endpoints)
{
    QString problem = loadTexts(log, saved);
    if (!problem.isEmpty()) {
        return problem;
    }
    const auto read = [&](const char *table, const char *sql, qsizetype size, auto row) {
        quint32 blocks = 0;
        quint32 rows = 0;
        return readNumbered(m_database, table, sql, key(0), 0, [&](const QSqlQuery &query) {
            const QByteArray bytes = query.value(1).toByteArray();
            // Only the last block may have room.
            bool fine = !bytes.isEmpty() && bytes.size() % size == 0 &&
                        rows == blocks++ * rowsInBlock &&
                        bytes.size() <= size * static_cast<qsizetype>(rowsInBlock);
            for (qsizetype at = 0; fine && at < bytes.size(); at += size, ++rows) {
                fine = row(bytes.constData() + at);
            }
            return fine;
        });
    };
    log.setPayloadStore(payloads());
    problem =
        read("messages", "SELECT key, rows FROM messages WHERE key >= ? AND key < ? ORDER BY key",
             messageBytes, [&](const char *at) {
                 const MessageRow row = messageAt(at);
                 const bool fine = checked(log, row).isEmpty();
                 if (fine) {
                     log.restoreMessage(row);
                 }
                 return fine;
             });
    if (problem.isEmpty()) {
        problem = read("attempts",
                       "SELECT key, rows FROM attempts WHERE key >= ? AND key < ? ORDER BY key",
                       attemptBytes, [&](const char *at) {
                           const AttemptRow row = attemptAt(at);
                           const bool fine = checked(log, row, endpoints).isEmpty();
                           if (fine) {
                               log.restoreAttempt(row);
                           }
                           return fine;
                       });
    }
    saved.messages = log.messageCount();
    saved.attempts = log.attemptCount();
    return problem.isEmpty() ? loadPlans(log, endpoints) : problem;
}

QString LogTables::loadPlans(MessageLog &log, qsizetype endpoints)
{
    bool fine = true;
    const auto known = [&](const QVariant &message, const QVariant &endpoint) {
        fine = fine && message.toUInt() < log.messageCount() && endpoint.toInt() >= 0 &&
               endpoint.toInt() < endpoints;
        return fine;
    };
    bool ok = m_database.select("SELECT message, endpoint, due FROM next WHERE log = ?", {m_number},
                                [&](const QSqlQuery &query) {
                                    if (known(query.value(0), query.value(1))) {
                                        log.setNextAttempt(query.value(0).toUInt(),
                                                           query.value(1).toInt(),
                                                           Timestamp(query.value(2).toLongLong()));
                                    }
                                    return fine;
                                });
    ok = ok && m_database.select(
                   "SELECT number, message, endpoint, tries, manual, due FROM plans WHERE log = ?",
                   {m_number}, [&](const QSqlQuery &query) {
                       if (known(query.value(1), query.value(2)) && query.value(3).toInt() >= 0) {
                           log.restorePlan(query.value(0).toULongLong(),
                                           {query.value(1).toUInt(), query.value(2).toInt(),
                                            query.value(3).toInt(), query.value(4).toBool(),
                                            Timestamp(query.value(5).toLongLong())});
                       }
                       return fine;
                   });
    return !ok ? m_database.lastError() : fine ? QString() : damaged("plans");
}

} // namespace svix::sandbox
