// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/logtables.h"

#include "sandbox/persist/persisttext.h"
#include "sandbox/persist/rowcodec.h"

#include <array>

namespace svix::sandbox {

namespace {

// One step of erasing a log holds up requests for some milliseconds.
constexpr int mostErasedRows = 5000;
constexpr qint64 mostErasedBytes = 8LL * 1024 * 1024;

// The tables of a log that have a key(), and what is large in them.
struct KeyedTable
{
    const char *measure;
    const char *erase;
};
#define SVIX_KEYED(TABLE, CONTENT)                                                                 \
    KeyedTable                                                                                     \
    {                                                                                              \
        "SELECT key, length(" CONTENT ") FROM " TABLE                                              \
        " WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",                                        \
            "DELETE FROM " TABLE " WHERE key >= ? AND key < ?"                                     \
    }
constexpr std::array keyedTables{SVIX_KEYED("texts", "text"),    SVIX_KEYED("channels", "text"),
                                 SVIX_KEYED("events", "text"),   SVIX_KEYED("messages", "rows"),
                                 SVIX_KEYED("attempts", "rows"), SVIX_KEYED("payloads", "payload"),
                                 SVIX_KEYED("extras", "value"),  SVIX_KEYED("params", "text")};
#undef SVIX_KEYED

class StoredPayloads : public PayloadStore
{
public:
    StoredPayloads(Database &database, qint64 firstKey)
        : m_database(database)
        , m_firstKey(firstKey)
    {
    }
    QByteArray payload(quint32 row) const override
    {
        QByteArray bytes;
        bool found = false;
        const bool ok = m_database.select("SELECT payload FROM payloads WHERE key = ?",
                                          {m_firstKey + row}, [&](const QSqlQuery &query) {
                                              bytes = query.value(0).toByteArray();
                                              found = true;
                                              return false;
                                          });
        if (!ok || !found) {
            qWarning("svix-sandbox: a payload cannot be read: %s",
                     qPrintable(ok ? QStringLiteral("it is missing") : m_database.lastError()));
            m_database.noteReadFailure();
        }
        return bytes;
    }

private:
    Database &m_database;
    qint64 m_firstKey;
};

// The blocks that hold the rows from `saved` to `count`, and those of changed rows.
std::set<quint32> blocksOf(quint32 saved, quint32 count, const std::set<quint32> &changed)
{
    std::set<quint32> blocks;
    for (quint32 row = saved; row < count; row = (row / rowsInBlock + 1) * rowsInBlock) {
        blocks.insert(row / rowsInBlock);
    }
    for (const quint32 row : changed) {
        blocks.insert(row / rowsInBlock);
    }
    return blocks;
}

template <typename RowAt>
QByteArray block(quint32 number, quint32 count, RowAt rowAt)
{
    QByteArray bytes;
    const quint32 first = number * rowsInBlock;
    for (quint32 row = first; row < std::min(first + rowsInBlock, count); ++row) {
        appendRow(bytes, rowAt(row));
    }
    return bytes;
}

} // namespace

bool LogTables::save(const MessageLog &log, const LogJournal &journal, LogSaved &saved)
{
    return saveTexts(log, journal, saved) && saveRows(log, journal, saved) &&
           savePlans(log, journal);
}

bool LogTables::saveTexts(const MessageLog &log, const LogJournal &journal, LogSaved &saved)
{
    const auto saveText = [&](quint32 number) {
        return m_database.run("REPLACE INTO texts VALUES (?, ?, ?)",
                              {key(number), log.texts().isShared(number), log.text(number)});
    };
    for (; saved.texts < log.texts().size(); ++saved.texts) {
        if (!saveText(saved.texts)) {
            return false;
        }
    }
    for (const quint32 number : journal.texts) {
        if (!saveText(number)) {
            return false;
        }
    }
    for (; saved.channelSets < log.channelSets().size(); ++saved.channelSets) {
        if (!m_database.run("INSERT INTO channels VALUES (?, ?)",
                            {key(saved.channelSets),
                             log.channelSets()[saved.channelSets].join(QLatin1Char('\n'))})) {
            return false;
        }
    }
    for (; saved.events < log.eventIds().size(); ++saved.events) {
        if (!m_database.run("INSERT INTO events VALUES (?, ?)",
                            {key(saved.events), log.eventIds()[saved.events]})) {
            return false;
        }
    }
    return true;
}

bool LogTables::saveRows(const MessageLog &log, const LogJournal &journal, LogSaved &saved)
{
    const quint32 messages = log.messageCount();
    for (const quint32 number : blocksOf(saved.messages, messages, journal.messages)) {
        const QByteArray bytes = block(
            number, messages, [&](quint32 row) -> const auto & { return log.message(row); });
        if (!m_database.run("REPLACE INTO messages VALUES (?, ?)", {key(number), bytes})) {
            return false;
        }
    }
    for (quint32 row = saved.messages; row < messages; ++row) {
        if (log.message(row).payload < MessageLog::storedPayload &&
            !m_database.run("INSERT INTO payloads VALUES (?, ?)",
                            {key(row), log.payload(row, 0)})) {
            return false;
        }
    }
    for (const quint32 row : journal.messages) {
        if (!m_database.run("DELETE FROM payloads WHERE key = ?", {key(row)})) {
            return false;
        }
    }
    const quint32 attempts = log.attemptCount();
    for (const quint32 number : blocksOf(saved.attempts, attempts, journal.attempts)) {
        const QByteArray bytes = block(
            number, attempts, [&](quint32 row) -> const auto & { return log.attempt(row); });
        if (!m_database.run("REPLACE INTO attempts VALUES (?, ?)", {key(number), bytes})) {
            return false;
        }
    }
    saved.messages = messages;
    saved.attempts = attempts;
    return true;
}

bool LogTables::savePlans(const MessageLog &log, const LogJournal &journal)
{
    for (const auto &[message, endpoint] : journal.next) {
        const auto due = log.nextAttempt(message, endpoint);
        const bool ok =
            due ? m_database.run("REPLACE INTO next VALUES (?, ?, ?, ?)",
                                 {m_number, message, endpoint, due->microseconds()})
                : m_database.run("DELETE FROM next WHERE log = ? AND message = ? AND endpoint = ?",
                                 {m_number, message, endpoint});
        if (!ok) {
            return false;
        }
    }
    for (const quint64 number : journal.plans) {
        const auto at = log.plans().find(number);
        const bool ok = at == log.plans().end()
                            ? m_database.run("DELETE FROM plans WHERE log = ? AND number = ?",
                                             {m_number, number})
                            : m_database.run("REPLACE INTO plans VALUES (?, ?, ?, ?, ?, ?, ?)",
                                             {m_number, number, at->second.message,
                                              at->second.endpoint, at->second.tries,
                                              at->second.manual, at->second.due.microseconds()});
        if (!ok) {
            return false;
        }
    }
    return true;
}

LogTables::Erased LogTables::eraseSome()
{
    const qint64 first = key(0);
    const qint64 end = (m_number + 1) << 32;
    int rows = mostErasedRows;
    qint64 bytes = mostErasedBytes;
    for (const KeyedTable &table : keyedTables) {
        qint64 last = -1;
        const bool read =
            m_database.select(table.measure, {first, end, rows}, [&](const QSqlQuery &query) {
                last = query.value(0).toLongLong();
                bytes -= query.value(1).toLongLong();
                return --rows > 0 && bytes > 0;
            });
        if (!read || (last >= 0 && !m_database.run(table.erase, {first, last + 1}))) {
            return Erased::Failed;
        }
        if (rows <= 0 || bytes <= 0) {
            return Erased::Some;
        }
    }
    for (const char *sql : {"DELETE FROM next WHERE (log, message, endpoint) IN "
                            "(SELECT log, message, endpoint FROM next WHERE log = ? LIMIT ?)",
                            "DELETE FROM plans WHERE (log, number) IN "
                            "(SELECT log, number FROM plans WHERE log = ? LIMIT ?)"}) {
        const bool ok = m_database.run(sql, {m_number, rows}) &&
                        m_database.select("SELECT changes()", {}, [&](const QSqlQuery &query) {
                            rows -= query.value(0).toInt();
                            return false;
                        });
        if (!ok) {
            return Erased::Failed;
        }
        if (rows <= 0) {
            return Erased::Some;
        }
    }
    return Erased::All;
}

std::shared_ptr<const PayloadStore> LogTables::payloads() const
{
    return std::make_shared<StoredPayloads>(m_database, key(0));
}

} // namespace svix::sandbox
