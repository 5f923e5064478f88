// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <Qt>

namespace svix {

/// What a state cell says by shape, colour and word; the word itself is the DisplayRole.
enum class StateKind : int {
    None,
    Ok,       ///< check: delivered, enabled
    Fail,     ///< cross: failed, disabled by failures
    Pending,  ///< clock: pending
    Sending,  ///< arrows: another try is planned
    Canceled, ///< bar: canceled, archived
    Paused,   ///< pause: disabled by hand, no endpoint
    Info,     ///< dot: manual, beta
    Loading   ///< muted dots: not known yet
};

/// How a delegate should draw a cell.
enum class CellKind : int {
    Text,
    State, ///< icon and word, StateRole holds the StateKind
    Time,  ///< TimeRole holds milliseconds since the epoch; shown relative, refreshed each minute
    Id,    ///< monospaced, elided in the middle
    Url,   ///< elided in the middle
    Number ///< right-aligned
};

/// Data roles shared by every model and delegate of the console.
enum Role : int {
    StateRole = Qt::UserRole + 1, ///< int of StateKind
    TimeRole,                     ///< qint64 milliseconds since the epoch, UTC; 0 when unknown
    CellKindRole,                 ///< int of CellKind
    KeyRole,                      ///< QString: the row's id, the same in every column
    UidRole,                      ///< QString: the row's uid or event id, may be empty
    CopyRole,                     ///< QString: what "Copy cell" puts on the clipboard
    JsonRole,                     ///< QByteArray: the row as one JSON object
    MutedRole                     ///< bool: draw in the muted text colour
};

} // namespace svix
