// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace svix {

/// A line of two texts that are compared: in both, or in one of them only.
struct DiffLine
{
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    QString text;
    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};

/// How `before` becomes `after` with the fewest lines taken away and put in; where something is
/// replaced, what goes comes first. Texts that differ in thousands of lines are not looked through:
/// all of what differs is then said to be replaced.
QList<DiffLine> lineDiff(const QStringList &before, const QStringList &after);

} // namespace svix
