// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/linesmodel.h"

#include "widgets/visibletext.h"

namespace svix {

bool LinesModel::setBytes(const QByteArray &bytes, int longestLine)
{
    beginResetModel();
    m_bytes = bytes;
    m_starts.clear();
    bool broken = false;
    for (qsizetype begin = 0; begin < bytes.size();) {
        m_starts.push_back(begin);
        const QByteArrayView window = QByteArrayView(bytes).sliced(
            begin, std::min<qsizetype>(longestLine + 1, bytes.size() - begin));
        const qsizetype lineBreak = window.indexOf('\n');
        if (lineBreak >= 0) {
            begin += lineBreak + 1;
            continue;
        }
        qsizetype length = window.size();
        if (length > longestLine) {
            broken = true;
            // Not between the bytes of a character; rubbish may be cut anywhere.
            length = longestLine;
            for (int back = 0; back < 3 && length > 1; ++back, --length) {
                if ((static_cast<unsigned char>(window[length]) & 0xC0U) != 0x80U) {
                    break;
                }
            }
        }
        begin += length;
    }
    endResetModel();
    return broken;
}

QByteArray LinesModel::bytes(int firstRow, int lastRow) const
{
    const auto start = [this](int row) {
        return row < int(m_starts.size()) ? m_starts[size_t(row)] : m_bytes.size();
    };
    return m_bytes.mid(start(firstRow), start(lastRow + 1) - start(firstRow));
}

int LinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_starts.size());
}

QVariant LinesModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    QByteArray line = bytes(index.row(), index.row());
    if (line.endsWith('\n')) {
        line.chop(line.endsWith("\r\n") ? 2 : 1);
    }
    return visibleUtf8(line, LineBreaks::Escape)
        .replace(QStringLiteral("‹U+0009›"), QStringLiteral("    "));
}

} // namespace svix
