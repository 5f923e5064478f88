// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/hexmodel.h"

using namespace Qt::StringLiterals;

namespace svix {

void HexModel::setBytes(const QByteArray &bytes)
{
    beginResetModel();
    m_bytes = bytes;
    endResetModel();
}

int HexModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_bytes.size() + bytesPerRow - 1) / bytesPerRow);
}

int HexModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HexModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const qsizetype offset = qsizetype(index.row()) * bytesPerRow;
    const QByteArray row = m_bytes.mid(offset, bytesPerRow);
    switch (index.column()) {
    case OffsetColumn:
        return u"%1"_s.arg(offset, 8, 16, QLatin1Char('0'));
    case BytesColumn: {
        QString text =
            QString::fromLatin1(row.first(std::min<qsizetype>(8, row.size())).toHex(' '));
        if (row.size() > 8) {
            text += u"  "_s + QString::fromLatin1(row.sliced(8).toHex(' '));
        }
        return text;
    }
    default: {
        QString text;
        for (const char c : row) {
            text += c >= 0x20 && c < 0x7F ? QLatin1Char(c) : QLatin1Char('.');
        }
        return text;
    }
    }
}

QVariant HexModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == OffsetColumn  ? tr("Offset")
           : section == BytesColumn ? tr("Bytes")
                                    : tr("Text");
}

} // namespace svix
