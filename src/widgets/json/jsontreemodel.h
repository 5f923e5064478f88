// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/json/jsonwalk.h"

#include <QAbstractItemModel>

#include <vector>

namespace svix {

/// A JSON text as a read-only tree that loses nothing: order, duplicate keys and digits stay, and
/// every node knows its own bytes.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role {
        TokenRole = Qt::UserRole + 1, ///< int of JsonToken: what the value is
        CountRole                     ///< int: members or elements of an object or array
    };

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    /// Shows these bytes, of which a shared copy is kept. When they are not JSON the tree is empty
    /// and the fault says where. The members of the outermost value are the top rows; a lone
    /// scalar is one row without a name. Bytes beyond 1 GiB are refused.
    JsonFault setJson(const QByteArray &json);
    const QByteArray &json() const { return m_json; }

    /// Bytes of the value as they came.
    QByteArray rawValue(const QModelIndex &index) const;
    /// A string without its quotes and escapes, any other value as it came.
    QString plainValue(const QModelIndex &index) const;
    /// JSON path of the value, such as $.lines[0].id or $['odd name'].
    QString path(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    struct Node;
    class Builder;

    quint32 nodeOf(const QModelIndex &index) const;
    QString nameOf(quint32 node) const;
    QString display(const Node &node, int column, quint32 id) const;

    QByteArray m_json;
    std::vector<Node> m_nodes;       ///< in the order of the text; the first is the outermost value
    std::vector<quint32> m_children; ///< children of a node stand together
};

} // namespace svix
