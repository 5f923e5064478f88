// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/persist/datadir.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <map>

namespace svix::sandbox {

/// The SQLite database of a sandbox. A transaction that was committed outlives the process,
/// however it ends. Nothing here throws data away: what cannot be read is refused.
class Database
{
public:
    Database() = default;
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Opens or makes it. Refuses what is damaged, of a newer version or no sandbox's.
    Result<Nothing> open(const QString &dir);
    /// It was made by this open().
    bool isNew() const { return m_new; }

    bool begin();
    /// False when the disk is full or broken: then nothing of the transaction is kept.
    bool commit();
    void rollback();
    /// Empties the write-ahead log, in which older states of what was changed or erased still
    /// stand.
    bool emptyLog();

    /// False on an error, which lastError() tells. `sql` is a literal: it is prepared once.
    bool run(const char *sql, const QVariantList &values = {});
    /// Calls `row` for each row until it returns false.
    bool select(const char *sql, const QVariantList &values,
                const std::function<bool(const QSqlQuery &)> &row);
    const QString &lastError() const { return m_error; }

    /// A payload could not be read since the last call: what was answered is not to be trusted.
    bool takeReadFailure() { return std::exchange(m_readFailed, false); }
    void noteReadFailure() { m_readFailed = true; }

private:
    QSqlQuery *prepared(const char *sql);
    Result<Nothing> check();
    Result<Nothing> create();
    Result<Nothing> refused(const QString &why) const;
    QVariant pragma(const QString &name);
    bool runOnce(const QString &sql);

    DataDir m_dir;
    QSqlDatabase m_database;
    std::map<const char *, QSqlQuery> m_prepared;
    QString m_error;
    bool m_new = false;
    bool m_readFailed = false;
};

} // namespace svix::sandbox
