// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/common.h"
#include "models/roles.h"
#include "models/statewords.h"

#include <QVariant>

namespace svix {

/// A cell of plain text: a dash on screen when it is empty, nothing on the clipboard.
inline QVariant textCell(const QString &text, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return text.isEmpty() ? StateWords::none() : text;
    case Qt::ToolTipRole:
        return text.isEmpty() ? QVariant() : QVariant(text);
    case CopyRole:
        return text;
    case MutedRole:
        return text.isEmpty();
    default:
        return {};
    }
}

/// A cell of CellKind::Time; a time that could not be read is shown as it came.
inline QVariant timeCell(const Timestamp &time, int role)
{
    switch (role) {
    case TimeRole:
        return time.isValid() ? time.milliseconds() : 0;
    case Qt::DisplayRole:
        return time.isEmpty() ? StateWords::none() : time.toText();
    case CopyRole:
        return time.toText();
    default:
        return {};
    }
}

/// A cell of CellKind::State.
inline QVariant stateCell(const StateText &state, int role)
{
    if (role == StateRole) {
        return int(state.kind);
    }
    return textCell(state.text, role);
}

/// "plan: gold, team: 7"
inline QString metadataText(const Metadata &metadata)
{
    QStringList parts;
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it) {
        parts.append(it.key() + QStringLiteral(": ") + it.value());
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace svix
