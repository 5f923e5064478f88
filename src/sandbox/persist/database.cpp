// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/database.h"

#include "sandbox/persist/persisttext.h"

#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include <array>

namespace svix::sandbox {

namespace {

// "SvSb", so that no other program's database is taken for one of ours.
constexpr int applicationId = 0x53765362;
constexpr int schemaVersion = 1;
// Beyond, reading every page would take longer than the start may.
constexpr qint64 mostChecked = 64LL * 1024 * 1024;

// A key of a log's part is the number of the log in the upper 32 bits, and a number within it.
constexpr std::array tables{
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    "CREATE TABLE objects (environment TEXT, application TEXT, kind TEXT, key TEXT, value TEXT, "
    "PRIMARY KEY (environment, application, kind, key)) WITHOUT ROWID",
    "CREATE TABLE logs (number INTEGER PRIMARY KEY, environment TEXT, application TEXT, "
    "value TEXT)",
    "CREATE TABLE texts (key INTEGER PRIMARY KEY, shared INTEGER, text TEXT)",
    "CREATE TABLE channels (key INTEGER PRIMARY KEY, text TEXT)",
    "CREATE TABLE events (key INTEGER PRIMARY KEY, text TEXT)",
    "CREATE TABLE messages (key INTEGER PRIMARY KEY, rows BLOB)",
    "CREATE TABLE attempts (key INTEGER PRIMARY KEY, rows BLOB)",
    "CREATE TABLE payloads (key INTEGER PRIMARY KEY, payload BLOB)",
    "CREATE TABLE extras (key INTEGER PRIMARY KEY, value TEXT)",
    "CREATE TABLE params (key INTEGER PRIMARY KEY, text BLOB)",
    "CREATE TABLE next (log INTEGER, message INTEGER, endpoint INTEGER, due INTEGER, "
    "PRIMARY KEY (log, message, endpoint)) WITHOUT ROWID",
    "CREATE TABLE plans (log INTEGER, number INTEGER, message INTEGER, endpoint INTEGER, "
    "tries INTEGER, manual INTEGER, due INTEGER, PRIMARY KEY (log, number)) WITHOUT ROWID",
    "CREATE TABLE answers (slot BLOB PRIMARY KEY, status INTEGER, headers TEXT, body BLOB, "
    "until INTEGER) WITHOUT ROWID",
};

} // namespace

Database::~Database()
{
    m_prepared.clear();
    const QString name = m_database.connectionName();
    m_database = {};
    if (!name.isEmpty()) {
        QSqlDatabase::removeDatabase(name);
    }
}

Result<Nothing> Database::open(const QString &dir)
{
    if (const auto opened = m_dir.open(dir); !opened) {
        return opened;
    }
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE"))) {
        return storageError(PersistText::tr(
            "Qt's driver for SQLite is missing. The package is called libqt6sql6-sqlite."));
    }
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"),
                                           QUuid::createUuid().toString(QUuid::WithoutBraces));
    m_database.setDatabaseName(m_dir.databaseFile());
    if (!m_database.open()) {
        return refused(m_database.lastError().databaseText());
    }
    // Exclusive: the index of the write-ahead log needs no file, and no other program writes.
    // In that log a commit outlives the process without waiting for the disk; only a power cut can
    // take the last ones.
    for (const char *setting : {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL",
                                "PRAGMA synchronous = NORMAL", "PRAGMA secure_delete = ON"}) {
        if (!runOnce(QLatin1String(setting))) {
            return refused(m_error);
        }
    }
    return check();
}

QVariant Database::pragma(const QString &name)
{
    QSqlQuery query(m_database);
    if (!query.exec(QStringLiteral("PRAGMA ") + name) || !query.next()) {
        m_error = query.lastError().databaseText();
        return {};
    }
    return query.value(0);
}

bool Database::runOnce(const QString &sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql)) {
        return true;
    }
    m_error = query.lastError().databaseText();
    return false;
}

Result<Nothing> Database::refused(const QString &why) const
{
    return storageError(PersistText::tr("%1 cannot be used: %2. Nothing in it was changed.")
                            .arg(m_dir.databaseFile(), why));
}

Result<Nothing> Database::check()
{
    QSqlQuery query(m_database);
    if (!query.exec(QStringLiteral("SELECT count(*) FROM sqlite_master")) || !query.next()) {
        return refused(query.lastError().databaseText());
    }
    const int objects = query.value(0).toInt();
    query.finish();
    const int id = pragma(QStringLiteral("application_id")).toInt();
    const int version = pragma(QStringLiteral("user_version")).toInt();
    if (objects == 0 && id == 0 && version == 0) {
        m_new = true;
        return create();
    }
    if (id != applicationId) {
        return refused(PersistText::tr("it is no database of svix-sandbox"));
    }
    if (version > schemaVersion) {
        return refused(
            PersistText::tr("a newer svix-sandbox made it (version %1, this one knows %2)")
                .arg(version)
                .arg(schemaVersion));
    }
    if (version < 1) {
        return refused(PersistText::tr("it names no version"));
    }
    if (QFileInfo(m_dir.databaseFile()).size() <= mostChecked) {
        const QString found = pragma(QStringLiteral("quick_check(1)")).toString();
        if (found != QLatin1String("ok")) {
            return refused(
                PersistText::tr("it is damaged (%1)").arg(found.isEmpty() ? m_error : found));
        }
    }
    return Nothing{};
}

Result<Nothing> Database::create()
{
    bool ok = begin();
    for (const char *table : tables) {
        ok = ok && runOnce(QLatin1String(table));
    }
    ok = ok && runOnce(QStringLiteral("PRAGMA application_id = %1").arg(applicationId)) &&
         runOnce(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));
    if (!ok || !commit()) {
        return refused(m_error);
    }
    return Nothing{};
}

bool Database::begin()
{
    return runOnce(QStringLiteral("BEGIN IMMEDIATE"));
}

bool Database::commit()
{
    if (runOnce(QStringLiteral("COMMIT"))) {
        return true;
    }
    const QString why = m_error;
    rollback();
    m_error = why;
    return false;
}

void Database::rollback()
{
    // SQLite may have rolled back by itself, and says so here.
    const QString why = m_error;
    runOnce(QStringLiteral("ROLLBACK"));
    m_error = why;
}

bool Database::emptyLog()
{
    return runOnce(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

QSqlQuery *Database::prepared(const char *sql)
{
    auto at = m_prepared.find(sql);
    if (at == m_prepared.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(QLatin1String(sql))) {
            m_error = query.lastError().databaseText();
            return nullptr;
        }
        at = m_prepared.emplace(sql, std::move(query)).first;
    }
    return &at->second;
}

bool Database::run(const char *sql, const QVariantList &values)
{
    return select(sql, values, [](const QSqlQuery &) { return false; });
}

bool Database::select(const char *sql, const QVariantList &values,
                      const std::function<bool(const QSqlQuery &)> &row)
{
    QSqlQuery *query = prepared(sql);
    bool ok = query != nullptr;
    if (ok) {
        for (qsizetype i = 0; i < values.size(); ++i) {
            query->bindValue(static_cast<int>(i), values[i]);
        }
        ok = query->exec();
        while (ok && query->next() && row(*query)) {
        }
        ok = ok && query->lastError().type() == QSqlError::NoError;
        if (!ok) {
            m_error = query->lastError().databaseText();
        }
        query->finish();
    }
    return ok;
}

} // namespace svix::sandbox
