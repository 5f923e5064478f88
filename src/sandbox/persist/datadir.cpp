// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/datadir.h"

#include "core/securefile.h"
#include "sandbox/persist/persisttext.h"

#include <QDir>
#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace svix::sandbox {

namespace {

QString databaseName()
{
    return QStringLiteral("sandbox.db");
}

// Why something is not ours alone; empty when it is. `kind` is S_IFREG or S_IFDIR.
QString problemOf(const struct stat &status, mode_t kind)
{
    if ((status.st_mode & S_IFMT) != kind) {
        return kind == S_IFDIR ? PersistText::tr("it is no folder")
                               : PersistText::tr("it is not a regular file");
    }
    if (status.st_uid != ::geteuid()) {
        return PersistText::tr("it belongs to someone else");
    }
    return (status.st_mode & (S_IRWXG | S_IRWXO)) != 0
               ? PersistText::tr("others than its owner may use it")
               : QString();
}

// Opens a file and makes it private; -1 when that fails, which `why` tells.
int openPrivate(const QString &path, int flags, QString &why)
{
    // Not through a link, which would lead out of the folder; a pipe would wait for someone.
    const int file = ::open(QFile::encodeName(path).constData(),
                            O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags, 0600);
    if (file < 0) {
        why = errno == ELOOP ? PersistText::tr("it is a link") : qt_error_string(errno);
        return -1;
    }
    struct stat status = {};
    ::fchmod(file, 0600); // what fails here shows below
    why = ::fstat(file, &status) != 0 ? qt_error_string(errno) : problemOf(status, S_IFREG);
    if (!why.isEmpty()) {
        ::close(file);
        return -1;
    }
    return file;
}

Error unusable(const QString &path, const QString &why)
{
    return storageError(PersistText::tr("%1 cannot be used: %2").arg(path, why));
}

} // namespace

DataDir::~DataDir()
{
    if (m_lock >= 0) {
        ::close(m_lock);
    }
}

Result<Nothing> DataDir::open(const QString &path)
{
    const QDir dir(path);
    const bool empty =
        !dir.exists() || dir.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    if (!empty && !dir.exists(databaseName())) {
        return storageError(
            PersistText::tr("%1 holds other files and nothing of a sandbox. Nothing "
                            "was changed. Name a new or an empty folder.")
                .arg(path));
    }
    if (const auto made = makePrivateDir(path); !made) {
        return made.error();
    }
    struct stat folder = {};
    ::chmod(QFile::encodeName(path).constData(), 0700); // what fails here shows below
    QString why = ::stat(QFile::encodeName(path).constData(), &folder) != 0
                      ? qt_error_string(errno)
                      : problemOf(folder, S_IFDIR);
    if (!why.isEmpty()) {
        return unusable(path, why);
    }
    m_path = path;
    const QString lock = dir.filePath(QStringLiteral("lock"));
    m_lock = openPrivate(lock, O_CREAT, why);
    if (m_lock < 0) {
        return unusable(lock, why);
    }
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK
                   ? storageError(
                         PersistText::tr("%1 is in use by another svix-sandbox.").arg(path))
                   : unusable(path, qt_error_string(errno));
    }
    // SQLite opens what stands beside the database without looking.
    for (const char *beside : {"", "-wal", "-journal", "-shm"}) {
        const QString name = databaseFile() + QLatin1String(beside);
        const bool itself = *beside == '\0';
        struct stat status = {};
        if (!itself && ::lstat(QFile::encodeName(name).constData(), &status) != 0) {
            continue; // not there
        }
        const int file = openPrivate(name, itself ? O_CREAT : 0, why);
        if (file < 0) {
            return unusable(name, why);
        }
        ::close(file);
    }
    return Nothing{};
}

QString DataDir::databaseFile() const
{
    return QDir(m_path).filePath(databaseName());
}

} // namespace svix::sandbox
