// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace svix {

struct BulkSummary;

/// What became of each object of a bulk act that was not done, one a line: what failed with its
/// reason, what may have been done, what was not tried. `notDone` says what was not done. Empty
/// when all was.
QString bulkDetails(const BulkSummary &summary, const QString &notDone);

} // namespace svix
