// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QByteArray>

namespace svix {

/// Bytes as rows of sixteen: offset, hexadecimal, and the printable ones. Nothing is built ahead,
/// so any size costs nothing.
class HexModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { OffsetColumn, BytesColumn, TextColumn, ColumnCount };
    static constexpr int bytesPerRow = 16;

    using QAbstractTableModel::QAbstractTableModel;

    void setBytes(const QByteArray &bytes);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QByteArray m_bytes;
};

} // namespace svix
