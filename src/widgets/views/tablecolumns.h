// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace svix {

/// One column of a TableView as its pane declares it.
struct TableColumn
{
    QString id;           ///< stable over versions, never shown; names the column in saved states
    double width = 10;    ///< in em of the table's font, so that it follows font and scale
    double minimum = 4;   ///< in em; others than the stretch column also keep six tenths of `width`
    bool hidden = false;  ///< at first
    bool stretch = false; ///< takes the room that is left; one column at most
};

/// What a person changed about the columns of one table.
struct ColumnsState
{
    struct Column
    {
        QString id;
        double width = 10;
        bool hidden = false;
    };
    QList<Column> columns; ///< in visual order
    QString sortColumn;    ///< empty: in the order of the model
    bool sortDescending = false;
};

/// JSON with a version, for the settings file.
QByteArray writeColumnsState(const ColumnsState &state);
/// Nothing when the bytes are not such a state or of a later version. Sane widths only.
std::optional<ColumnsState> readColumnsState(const QByteArray &bytes);

/// Widths in pixels for `available` pixels: the stretch column (-1: none) takes what is left; when
/// there is too little, every column gives way towards its minimum before a scroll bar is needed.
QList<int> fitColumns(const QList<int> &preferred, const QList<int> &minimum, int stretch,
                      int available);

} // namespace svix
