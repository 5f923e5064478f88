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

// Makes the file where it is missing; -1 and errno when that fails.
int openPrivate(const QString &path)
{
    return ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
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
    ::chmod(QFile::encodeName(path).constData(), 0700); // what fails here shows below
    m_path = path;
    m_lock = openPrivate(dir.filePath(QStringLiteral("lock")));
    if (m_lock < 0 || ::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        return storageError(
            m_lock >= 0 && errno == EWOULDBLOCK
                ? PersistText::tr("%1 is in use by another svix-sandbox.").arg(path)
                : PersistText::tr("%1 cannot be used: %2").arg(path, qt_error_string(errno)));
    }
    const int file = openPrivate(databaseFile());
    if (file < 0 || ::fchmod(file, 0600) != 0) {
        const QString reason = qt_error_string(errno);
        if (file >= 0) {
            ::close(file);
        }
        return storageError(PersistText::tr("%1 cannot be used: %2").arg(databaseFile(), reason));
    }
    ::close(file);
    return Nothing{};
}

QString DataDir::databaseFile() const
{
    return QDir(m_path).filePath(databaseName());
}

} // namespace svix::sandbox
