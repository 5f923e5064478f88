// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/deletedcopies.h"

#include "core/securefile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qint64 largestCopy = 64 * 1024 * 1024;

QJsonObject readCopy(const QString &file)
{
    const auto bytes = readFile(file, largestCopy);
    return bytes.ok() ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

DeletedCopy headOf(const QString &id, const QJsonObject &object)
{
    return {id, object[u"kind"].toString(), object[u"name"].toString(),
            object[u"connection"].toString(),
            QDateTime::fromString(object[u"deleted"].toString(), Qt::ISODateWithMs)};
}

} // namespace

DeletedCopies::DeletedCopies(QString directory)
    : m_directory(std::move(directory))
{
    removeOld();
}

QString DeletedCopies::fileOf(const QString &id) const
{
    return m_directory + u'/' + id + u".json"_s;
}

Result<QString> DeletedCopies::keep(const QString &kind, const QString &name,
                                    const QJsonValue &json, const QString &connection)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QJsonObject object{
        {u"kind"_s, kind},
        {u"name"_s, name},
        {u"connection"_s, connection},
        {u"deleted"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
        {u"object"_s, json}};
    const auto written =
        writePrivateFile(fileOf(id), QJsonDocument(object).toJson(QJsonDocument::Indented));
    if (!written.ok()) {
        return written.error();
    }
    return id;
}

Result<Nothing> DeletedCopies::remove(const QString &id)
{
    QFile file(fileOf(id));
    if (file.exists() && !file.remove()) {
        Error error;
        error.kind = ErrorKind::Storage;
        error.detail = QDir::toNativeSeparators(file.fileName()) + u": "_s + file.errorString();
        return error;
    }
    return Nothing();
}

QList<DeletedCopy> DeletedCopies::list() const
{
    QList<DeletedCopy> copies;
    const QStringList files = QDir(m_directory).entryList({u"*.json"_s}, QDir::Files);
    for (const QString &file : files) {
        const DeletedCopy copy = headOf(file.chopped(5), readCopy(m_directory + u'/' + file));
        if (!copy.kind.isEmpty() && copy.deleted.isValid()) {
            copies.append(copy);
        }
    }
    std::stable_sort(copies.begin(), copies.end(), [](const DeletedCopy &a, const DeletedCopy &b) {
        return a.deleted > b.deleted;
    });
    return copies;
}

Result<QByteArray> DeletedCopies::load(const QString &id) const
{
    const auto bytes = readFile(fileOf(id), largestCopy);
    if (!bytes.ok()) {
        return bytes.error();
    }
    const QJsonValue value = QJsonDocument::fromJson(*bytes).object()[u"object"];
    return value.isArray() ? QJsonDocument(value.toArray()).toJson()
                           : QJsonDocument(value.toObject()).toJson();
}

void DeletedCopies::removeOld(const QDateTime &now)
{
    for (const DeletedCopy &copy : list()) {
        if (copy.deleted.addDays(keptDays) < now) {
            static_cast<void>(remove(copy.id));
        }
    }
}

} // namespace svix
