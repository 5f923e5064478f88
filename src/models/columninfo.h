// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QString>

namespace svix {

/// One column as its model knows it; panes make their table columns from it.
struct ColumnInfo
{
    QString id;    ///< stable over versions, never shown
    QString title; ///< translated
    CellKind kind = CellKind::Text;
    double width = 10;    ///< hint, in em of the table's font
    double minimum = 4;   ///< hint, in em
    bool hidden = false;  ///< at first
    bool stretch = false; ///< takes the room that is left
};

} // namespace svix
