// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QCoreApplication>

namespace svix::sandbox {

/// The words of what keeps, exports and imports data.
struct PersistText
{
    Q_DECLARE_TR_FUNCTIONS(svix::Sandbox)
};

inline Error storageError(const QString &text)
{
    return makeError(ErrorKind::Storage, text);
}

} // namespace svix::sandbox
