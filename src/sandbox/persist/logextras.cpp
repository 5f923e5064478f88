// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/logtables.h"
#include "sandbox/persist/objectjson.h"
#include "sandbox/persist/persisttext.h"

namespace svix::sandbox {

bool LogTables::saveExtras(const MessageExtras &extras, const MessageLog &log,
                           const LogJournal &journal, quint32 first)
{
    const auto saveExtra = [&](quint32 row, const MessageExtra &extra) {
        return m_database.run("REPLACE INTO extras VALUES (?, ?)",
                              {key(row), QString::fromUtf8(textOf(extra))});
    };
    const auto &all = extras.all();
    for (auto at = all.lower_bound(first); at != all.end(); ++at) {
        if (!saveExtra(at->first, at->second)) {
            return false;
        }
    }
    for (const quint32 row : journal.extras) {
        if (!saveExtra(row, extras.of(row))) {
            return false;
        }
    }
    const auto saveParams = [&](quint32 row) {
        const QByteArray text = log.transformationsParams(row);
        return text.isEmpty() ||
               m_database.run("REPLACE INTO params VALUES (?, ?)", {key(row), text});
    };
    // Few messages have any, so that they are looked for from the shorter side.
    const auto &params = log.allTransformationsParams();
    const quint32 count = log.messageCount() - std::min(first, log.messageCount());
    if (static_cast<qsizetype>(count) < params.size()) {
        for (quint32 row = first; row < log.messageCount(); ++row) {
            if (!saveParams(row)) {
                return false;
            }
        }
    } else {
        for (auto it = params.cbegin(); it != params.cend(); ++it) {
            if (it.key() >= first && !saveParams(it.key())) {
                return false;
            }
        }
    }
    for (const quint32 row : journal.messages) { // whose payload was erased, and these with it
        if (!m_database.run("DELETE FROM params WHERE key = ?", {key(row)})) {
            return false;
        }
    }
    return true;
}

QString LogTables::loadExtras(MessageExtras &extras, MessageLog &log)
{
    const QVariantList range{key(0), key(0) + (1LL << 32)};
    const char *table = "extras";
    bool fine = true;
    const auto rowOf = [&](const QSqlQuery &query) {
        const qint64 row = query.value(0).toLongLong() - key(0);
        fine = fine && row < log.messageCount();
        return static_cast<quint32>(row);
    };
    bool ok = m_database.select(
        "SELECT key, value FROM extras WHERE key >= ? AND key < ? ORDER BY key", range,
        [&](const QSqlQuery &query) {
            const quint32 row = rowOf(query);
            MessageExtra extra;
            JsonReader reader;
            reader.read(QJsonDocument::fromJson(query.value(1).toString().toUtf8()).object(),
                        extra);
            fine = fine && reader.problem().isEmpty() && !extra.isEmpty();
            if (fine) {
                extras.add(row, extra);
            }
            return fine;
        });
    if (ok && fine) {
        table = "params";
        ok = m_database.select(
            "SELECT key, text FROM params WHERE key >= ? AND key < ? ORDER BY key", range,
            [&](const QSqlQuery &query) {
                const quint32 row = rowOf(query);
                if (fine) {
                    log.setTransformationsParams(row, query.value(1).toByteArray());
                }
                return fine;
            });
    }
    return !ok    ? m_database.lastError()
           : fine ? QString()
                  : PersistText::tr("the table \"%1\" is damaged").arg(QLatin1String(table));
}

} // namespace svix::sandbox
