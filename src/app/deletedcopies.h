// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonValue>
#include <QList>
#include <QString>

namespace svix {

/// What is known of one copy without showing it.
struct DeletedCopy
{
    QString id;         ///< of the copy, for load() and remove()
    QString kind;       ///< "application", "endpoint", "eventType", "integration"
    QString name;       ///< as lists showed the object
    QString connection; ///< the name of the connection on which it was deleted
    QDateTime deleted;
};

/// Copies of objects that were deleted, as far as the API could give them back: one JSON file each,
/// for this person only (0600), taken away after 30 days. Never holds secrets: who keeps a copy
/// leaves them out.
class DeletedCopies
{
public:
    static constexpr int keptDays = 30;

    /// `directory` is made when the first copy is kept; what is too old there goes now.
    explicit DeletedCopies(QString directory);

    /// To be called before the object is deleted; Storage when the copy cannot be written: then
    /// nothing should be deleted without asking again. The value is the copy's id.
    Result<QString> keep(const QString &kind, const QString &name, const QJsonValue &json,
                         const QString &connection = {});
    /// After the object turned out to be still there, or when a person does not want the copy.
    /// NotFound is no error.
    Result<Nothing> remove(const QString &id);
    /// The newest first; files that are no copies are left out.
    QList<DeletedCopy> list() const;
    /// The object as indented JSON.
    Result<QByteArray> load(const QString &id) const;
    void removeOld(const QDateTime &now = QDateTime::currentDateTimeUtc());

private:
    QString fileOf(const QString &id) const;

    QString m_directory;
};

} // namespace svix
