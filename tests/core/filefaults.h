// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/fsuid.h>
#include <sys/resource.h>

namespace svix::test {

/// Permissions that a private file or folder must not have.
inline constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                               QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

inline QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

inline void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// No file of this process may grow beyond so many bytes: a write is cut short there and the next
/// one fails, as on a disk with that much room.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

/// Root may write everywhere; as somebody else in the eyes of the file system it may not.
class AsNobody
{
public:
    AsNobody()
        : m_before(::setfsuid(65534))
    {
    }
    ~AsNobody() { ::setfsuid(static_cast<uid_t>(m_before)); }

private:
    int m_before;
};

} // namespace svix::test
