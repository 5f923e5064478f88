// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QByteArray>

#include <vector>

namespace svix {

/// The lines of a long text, decoded only where they are looked at. A line that is too long for a
/// text layout takes several rows.
class LinesModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Looks for line breaks only: some milliseconds for megabytes. True when a line was broken.
    bool setBytes(const QByteArray &bytes, int longestLine);
    /// The bytes of these rows as they came, with the line breaks between them.
    QByteArray bytes(int firstRow, int lastRow) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QByteArray m_bytes;
    std::vector<qsizetype> m_starts; ///< of the rows
};

} // namespace svix
