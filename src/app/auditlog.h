// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"
#include "core/result.h"

#include <QObject>
#include <QString>

namespace svix {

/// The writes of this console, one JSON object a line, added to and never rewritten but for its
/// age. Holds what, where, when and how it ended; no bodies, no tokens.
class AuditLog : public QObject
{
    Q_OBJECT
public:
    explicit AuditLog(QString file, QObject *parent = nullptr);

    QString file() const { return m_file; }
    /// Takes the end of each call that is not safe; everything else is ignored.
    void record(const QString &connection, const ActivityEntry &entry);
    /// Drops lines older than so many days; 0 keeps all. Storage when the file cannot be written.
    Result<Nothing> prune(int days);

Q_SIGNALS:
    /// A line could not be written; said once until it works again.
    void failed(const svix::Error &error);

private:
    bool endsTorn() const;

    QString m_file;
    bool m_failing = false;
    bool m_looked = false; // at the end of a file of before
};

} // namespace svix
