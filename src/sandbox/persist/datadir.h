// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace svix::sandbox {

/// A folder of a sandbox's own, held by one process at a time and readable by its owner only.
class DataDir
{
public:
    DataDir() = default;
    ~DataDir();
    Q_DISABLE_COPY_MOVE(DataDir)

    /// Makes the folder where it is missing (0700). Refuses one that another process holds, one
    /// with files in it that no sandbox made, and one that is not ours alone or leads elsewhere by
    /// a link in it. The kernel lets go of it when the process ends.
    Result<Nothing> open(const QString &path);
    /// The database in it, made empty (0600) by open() where it was missing.
    QString databaseFile() const;

private:
    QString m_path;
    int m_lock = -1;
};

} // namespace svix::sandbox
