// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QString folder()
{
    return u"svix-console"_s;
}

QString inside(QStandardPaths::StandardLocation location)
{
    return QStandardPaths::writableLocation(location) + u'/' + folder();
}

// QStandardPaths has no state folder before Qt 6.7. The XDG rules ignore relative paths.
QString stateHome()
{
#ifdef Q_OS_UNIX
    const QString set = qEnvironmentVariable("XDG_STATE_HOME");
    return QDir::isAbsolutePath(set) ? set : QDir::homePath() + u"/.local/state"_s;
#else
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
#endif
}

} // namespace

Paths Paths::standard()
{
    return {inside(QStandardPaths::GenericConfigLocation),
            inside(QStandardPaths::GenericDataLocation),
            inside(QStandardPaths::GenericCacheLocation), stateHome() + u'/' + folder()};
}

Paths Paths::under(const QString &directory)
{
    const QString root = QDir::cleanPath(QDir(directory).absolutePath());
    return {root, root + u"/data"_s, root + u"/cache"_s, root + u"/state"_s};
}

QString Paths::settingsFile() const
{
    return config + u"/settings.json"_s;
}

QString Paths::lockFile() const
{
    return config + u"/lock"_s;
}

QString Paths::logFile() const
{
    return state + u"/svix-console.log"_s;
}

QString Paths::socketFile() const
{
    const QByteArray hash =
        QCryptographicHash::hash(config.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    const QString name = folder() + u'-' + QString::fromLatin1(hash);
#ifdef Q_OS_UNIX
    // Not RuntimeLocation: it warns, and makes folders, where there is none.
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QFileInfo info(runtime);
    if (QDir::isAbsolutePath(runtime) && info.isDir() && info.isWritable()) {
        return runtime + u'/' + name;
    }
    // The config folder is private too; a socket's path has at most 107 bytes.
    const QString own = config + u"/socket"_s;
    if (own.toUtf8().size() < 90) {
        return own;
    }
    return QDir::tempPath() + u'/' + name;
#else
    return name;
#endif
}

} // namespace svix
