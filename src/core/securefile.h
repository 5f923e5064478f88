// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace svix {

/// Makes a directory and its parents, each new one for this person only (0700). What exists already
/// is left as it is: it may be a folder of the person's choice.
Result<Nothing> makePrivateDir(const QString &path);

/// Writes a whole file or nothing, readable by this person only (0600): after any failure (full
/// disk, no permission, a device or pipe under this name, a network home that refuses late) the old
/// file stands as it was and the error, of kind Storage, names the file and the reason. Makes the
/// directory where it is missing.
Result<Nothing> writePrivateFile(const QString &path, const QByteArray &bytes);

/// The whole file; Storage when it cannot be read, is over `cap` bytes or no regular file. A file
/// that does not exist is an error too: ask QFileInfo first where that matters.
Result<QByteArray> readFile(const QString &path, qint64 cap);

/// Renames a file that cannot be used to a free name beside it, which starts with its own and
/// carries `why` and the time, such as "settings.json.corrupt-20240131T120000". Never deletes or
/// overwrites. The value is the new path.
Result<QString> setAside(const QString &path, const QString &why);

} // namespace svix
