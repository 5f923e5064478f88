// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace svix {

/// What the server could give back of an object before it was deleted, kept on this computer for 30
/// days: one file each, for this person only (0600). Payloads and secrets are never among them.
class DeletedCopies
{
public:
    struct Copy
    {
        QString file;
        QString kind;       ///< of the API: "application", "endpoint", "event-type", "integration"
        QString name;       ///< for people: what it was called
        QString connection; ///< the name of the connection it was deleted on
        QDateTime kept;     ///< UTC
    };

    /// `directory` is made when the first one is kept.
    explicit DeletedCopies(QString directory);

    /// `json` is one object, kept byte for byte; the value is the file, for remove() where nothing
    /// was deleted after all. Storage when it cannot be written: then nothing
    /// should be deleted without saying so. What is over 30 days old goes at the same time.
    Result<QString> keep(const QString &kind, const QString &name, const QString &connection,
                         const QByteArray &json);
    /// Latest first; what cannot be read is left out.
    QList<Copy> list() const;
    /// The object as it was kept, byte for byte. Storage when it is gone or damaged.
    Result<QByteArray> read(const QString &file) const;
    /// Storage when it is still there afterwards.
    Result<Nothing> remove(const QString &file);
    /// Removes what is over 30 days old; how many.
    int prune(const QDateTime &now);

    static constexpr int days = 30;

private:
    QString pathOf(const QString &file) const;

    QString m_directory;
};

} // namespace svix
