// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/securefile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class FileText
{
    Q_DECLARE_TR_FUNCTIONS(File)
};

constexpr auto ownerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto ownerDir = ownerFile | QFileDevice::ExeOwner;

Error storage(const QString &sentence, const QString &path, const QString &reason)
{
    return makeError(ErrorKind::Storage, sentence.arg(QDir::toNativeSeparators(path), reason));
}

// Some file systems report a full disk or a broken line only here. QSaveFile syncs as well, but
// drops the answer.
bool synced(const QFileDevice &file, QString &reason)
{
#ifdef Q_OS_UNIX
    if (::fsync(file.handle()) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EROFS) {
        reason = qt_error_string(errno);
        return false;
    }
#else
    Q_UNUSED(file)
    Q_UNUSED(reason)
#endif
    return true;
}

// Whether something is there that is no file, as far as can be seen.
bool isIrregular(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 && !S_ISREG(status.st_mode);
#else
    return QFileInfo::exists(path) && !QFileInfo(path).isFile();
#endif
}

// Opens for reading; why not, if not. A pipe under this name would not even open before someone
// writes to it, a device would never end.
QString openRegular(QFile &file)
{
    const QString irregular = FileText::tr("it is not a regular file");
#ifdef Q_OS_UNIX
    const int descriptor =
        ::open(QFile::encodeName(file.fileName()).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        return qt_error_string(errno);
    }
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return irregular;
    }
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return file.errorString();
    }
#else
    if (isIrregular(file.fileName())) {
        return irregular;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return file.errorString();
    }
#endif
    return {};
}

} // namespace

Result<Nothing> makePrivateDir(const QString &path)
{
    if (QFileInfo(path).isDir()) {
        return Nothing{};
    }
    const QString parent = QFileInfo(path).absolutePath();
    if (parent != QFileInfo(path).absoluteFilePath()) {
        if (const auto made = makePrivateDir(parent); !made) {
            return made;
        }
    }
    errno = 0;
    // Another process may have made it meanwhile.
    if (!QDir().mkdir(path, ownerDir) && !QFileInfo(path).isDir()) {
        return storage(FileText::tr("The folder %1 cannot be made: %2"), path,
                       qt_error_string(errno));
    }
    return Nothing{};
}

Result<Nothing> writePrivateFile(const QString &path, const QByteArray &bytes)
{
    const QString sentence = FileText::tr("The file %1 cannot be saved: %2");
    const QString directory = QFileInfo(path).absolutePath();
    if (!QFileInfo(directory).isDir()) {
        if (const auto made = makePrivateDir(directory); !made) {
            return made.error();
        }
    }
    // A device or pipe would be replaced by a file; a link to a file is followed.
    if (isIrregular(path)) {
        return storage(sentence, path, FileText::tr("it is not a regular file"));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return storage(sentence, path, file.errorString());
    }
    const auto giveUp = [&](const QString &reason) {
        file.cancelWriting();
        return storage(sentence, path, reason);
    };
    // Before the first byte, so that there is no moment at which others could open it.
    if (!file.setPermissions(ownerFile)) {
        return giveUp(file.errorString());
    }
    // A short write is no error to QSaveFile: it would put the short file in place of the good one.
    const bool whole = file.write(bytes) == bytes.size() && file.flush();
    if (!whole || file.size() != bytes.size()) {
        return giveUp(
            file.error() != QFileDevice::NoError
                ? file.errorString()
                : FileText::tr("only a part of it could be written; the disk may be full"));
    }
    if (QString reason; !synced(file, reason)) {
        return giveUp(reason);
    }
    if (!file.commit()) {
        return storage(sentence, path, file.errorString());
    }
    return Nothing{};
}

Result<QByteArray> readFile(const QString &path, qint64 cap)
{
    const QString sentence = FileText::tr("The file %1 cannot be read: %2");
    QFile file(path);
    if (const QString reason = openRegular(file); !reason.isEmpty()) {
        return storage(sentence, path, reason);
    }
    QByteArray bytes;
    // Not readAll(): the file may grow without end.
    while (bytes.size() <= cap) {
        const QByteArray part = file.read(qMin<qint64>(cap + 1 - bytes.size(), 1 << 20));
        if (part.isEmpty()) {
            break;
        }
        bytes += part;
    }
    if (file.error() != QFileDevice::NoError) {
        return storage(sentence, path, file.errorString());
    }
    if (bytes.size() > cap) {
        return storage(sentence, path, FileText::tr("it is larger than %L1 bytes").arg(cap));
    }
    return bytes;
}

Result<QString> setAside(const QString &path, const QString &why)
{
    const QString base = u"%1.%2-%3"_s.arg(
        path, why, QDateTime::currentDateTimeUtc().toString(u"yyyyMMddTHHmmss"_s));
    QString reason;
    for (int attempt = 0; attempt < 100; ++attempt) {
        const QString target = attempt == 0 ? base : u"%1-%2"_s.arg(base).arg(attempt);
        QFile file(path);
        if (file.rename(target)) { // refuses an existing target
            return target;
        }
        reason = file.errorString();
        if (!QFileInfo::exists(target)) {
            break;
        }
    }
    return storage(FileText::tr("The file %1 cannot be set aside: %2"), path, reason);
}

} // namespace svix
