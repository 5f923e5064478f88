// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditlog.h"

#include "api/operations.h"
#include "core/redactor.h"
#include "core/securefile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QString outcomeText(const ActivityEntry &entry)
{
    if (!entry.error.isError() || entry.error.outcome == Outcome::Done) {
        return u"done"_s;
    }
    return entry.error.outcome == Outcome::Unknown ? u"unknown"_s : u"not done"_s;
}

constexpr auto lockWait = std::chrono::milliseconds(500);
const QString lockSuffix = u".lock"_s;
constexpr qint64 largestFile = 256LL * 1024 * 1024;

} // namespace

AuditLog::AuditLog(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
}

void AuditLog::record(const QString &connection, const ActivityEntry &entry)
{
    if (entry.state != ActivityEntry::State::Done || !entry.operation ||
        entry.operation->isSafe()) {
        return;
    }
    QJsonObject line{
        {u"time"_s, entry.started.toString(Qt::ISODateWithMs)},
        {u"connection"_s, connection},
        {u"server"_s,
         entry.url.adjusted(QUrl::RemovePath).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)},
        {u"operation"_s, entry.operation->name()},
        {u"object"_s, Redactor::clean(entry.object)},
        {u"outcome"_s, outcomeText(entry)},
        {u"status"_s, entry.status},
        {u"milliseconds"_s, entry.milliseconds},
        {u"tries"_s, entry.tries},
        {u"requestId"_s, entry.requestId}};
    if (!entry.idempotencyKey.isEmpty()) {
        line.insert(u"idempotencyKey"_s, entry.idempotencyKey);
    }
    if (entry.error.isError()) {
        line.insert(u"error"_s, Redactor::clean(entry.error.detail));
    }
    QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    const auto directory = makePrivateDir(QFileInfo(m_file).absolutePath());
    QLockFile lock(m_file + lockSuffix);
    lock.tryLock(lockWait); // without it the line is written all the same
    if (m_failing || !std::exchange(m_looked, true)) {
        // Half a line, of a full disk or a crash, must not spoil this one.
        bytes.prepend(endsTorn() ? "\n" : "");
    }
    QFile file(m_file);
    const bool written =
        directory.ok() &&
        file.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner) &&
        file.write(bytes) == bytes.size() && file.flush();
    if (!written && !m_failing) {
        Q_EMIT failed(makeError(
            ErrorKind::Storage,
            tr("The audit log %1 could not be written: %2").arg(m_file, file.errorString())));
    }
    m_failing = !written;
}

bool AuditLog::endsTorn() const
{
    QFile file(m_file);
    char last = '\n';
    return file.open(QIODevice::ReadOnly) && file.size() > 0 && file.seek(file.size() - 1) &&
           file.getChar(&last) && last != '\n';
}

Result<Nothing> AuditLog::prune(int days)
{
    if (days <= 0 || !QFileInfo::exists(m_file)) {
        return Nothing();
    }
    // Another console may write to it: not between reading and replacing.
    QLockFile lock(m_file + lockSuffix);
    if (!lock.tryLock(lockWait)) {
        return Nothing(); // the other one prunes
    }
    const auto all = readFile(m_file, largestFile);
    if (!all.ok()) {
        return all.error();
    }
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-days);
    QByteArray kept;
    const QList<QByteArray> lines = all->split('\n');
    for (const QByteArray &line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const QDateTime time =
            QDateTime::fromString(object.value(u"time"_s).toString(), Qt::ISODateWithMs);
        // A line that cannot be read has no age: it stays.
        if (!line.isEmpty() && (!time.isValid() || time >= oldest)) {
            kept += line + '\n';
        }
    }
    if (kept.size() == all->size()) {
        return Nothing();
    }
    return writePrivateFile(m_file, kept);
}

} // namespace svix
