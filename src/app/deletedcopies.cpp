// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/deletedcopies.h"

#include "core/securefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(DeletedCopies)
};

constexpr qint64 largestCopy = 64LL * 1024 * 1024;

// A file is two lines: what it is, and the object as the server gave it.
struct Parts
{
    QJsonObject head;
    QByteArray object;
};

std::optional<Parts> partsOf(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QJsonDocument head = QJsonDocument::fromJson(bytes.first(std::max<qsizetype>(end, 0)));
    if (end < 0 || !head.isObject() || !head.object().contains(u"deleted")) {
        return std::nullopt;
    }
    return Parts{head.object(), bytes.sliced(end + 1)};
}

} // namespace

DeletedCopies::DeletedCopies(QString directory)
    : m_directory(std::move(directory))
{
}

QString DeletedCopies::pathOf(const QString &file) const
{
    // Only what lies in the folder itself.
    return m_directory + u'/' + QFileInfo(file).fileName();
}

Result<QString> DeletedCopies::keep(const QString &kind, const QString &name,
                                    const QString &connection, const QByteArray &json)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    prune(now);
    const QJsonObject head{{u"kind"_s, kind},
                           {u"name"_s, name},
                           {u"connection"_s, connection},
                           {u"deleted"_s, now.toString(Qt::ISODateWithMs)}};
    const QString file =
        u"%1-%2.json"_s.arg(now.toString(u"yyyyMMddTHHmmsszzz"_s),
                            QUuid::createUuid().toString(QUuid::WithoutBraces).first(8));
    const auto written = writePrivateFile(
        pathOf(file), QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n' + json);
    if (!written.ok()) {
        return written.error();
    }
    return file;
}

QList<DeletedCopies::Copy> DeletedCopies::list() const
{
    QList<Copy> copies;
    for (const QString &file : QDir(m_directory).entryList({u"*.json"_s}, QDir::Files)) {
        const auto bytes = readFile(pathOf(file), largestCopy);
        const auto parts = bytes.ok() ? partsOf(*bytes) : std::nullopt;
        if (parts) {
            const QJsonObject &head = parts->head;
            copies.append({file, head[u"kind"].toString(), head[u"name"].toString(),
                           head[u"connection"].toString(),
                           QDateTime::fromString(head[u"deleted"].toString(), Qt::ISODateWithMs)});
        }
    }
    std::stable_sort(copies.begin(), copies.end(),
                     [](const Copy &a, const Copy &b) { return a.kept > b.kept; });
    return copies;
}

Result<QByteArray> DeletedCopies::read(const QString &file) const
{
    const auto bytes = readFile(pathOf(file), largestCopy);
    if (!bytes.ok()) {
        return bytes.error();
    }
    const auto parts = partsOf(*bytes);
    if (!parts) {
        return makeError(ErrorKind::Storage, Words::tr("The copy is damaged."));
    }
    return parts->object;
}

Result<Nothing> DeletedCopies::remove(const QString &file)
{
    QFile copy(pathOf(file));
    if (!copy.remove() && copy.exists()) {
        return makeError(ErrorKind::Storage,
                         Words::tr("The copy could not be removed: %1").arg(copy.errorString()));
    }
    return Nothing{};
}

int DeletedCopies::prune(const QDateTime &now)
{
    int removed = 0;
    for (const Copy &copy : list()) {
        if (copy.kept.isValid() && copy.kept.daysTo(now) > days && remove(copy.file).ok()) {
            ++removed;
        }
    }
    return removed;
}

} // namespace svix
