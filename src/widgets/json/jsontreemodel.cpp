// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/jsontreemodel.h"

#include "widgets/visibletext.h"

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr quint32 none = 0xFFFFFFFF;
constexpr qsizetype largest = qsizetype(1) << 30;
/// A cell shows the start of a long string only; the whole is in plainValue().
constexpr qsizetype longestShown = 500;

} // namespace

/// Offsets instead of copies: 32 bytes a value.
struct JsonTreeModel::Node
{
    quint32 parent = none;
    quint32 row = 0;
    quint32 nameBegin = 0; ///< offsets of the name token with its quotes; equal when there is none
    quint32 nameEnd = 0;
    quint32 begin = 0;
    quint32 end = 0;
    quint32 firstChild = 0; ///< into m_children
    quint32 childCount = 0;
    JsonToken token = JsonToken::Null;
};

class JsonTreeModel::Builder final : public JsonSink
{
public:
    explicit Builder(std::vector<Node> &nodes)
        : m_nodes(nodes)
    {
    }

    void token(JsonToken token, qsizetype begin, qsizetype end) override
    {
        switch (token) {
        case JsonToken::Name:
            m_nameBegin = quint32(begin);
            m_nameEnd = quint32(end);
            return;
        case JsonToken::ObjectEnd:
        case JsonToken::ArrayEnd:
            m_nodes[m_parent].end = quint32(end);
            m_parent = m_nodes[m_parent].parent;
            return;
        default:
            break;
        }
        Node node;
        node.parent = m_parent;
        node.token = token;
        node.begin = quint32(begin);
        node.end = quint32(end);
        node.nameBegin = std::exchange(m_nameBegin, 0);
        node.nameEnd = std::exchange(m_nameEnd, 0);
        if (m_parent != none) {
            node.row = m_nodes[m_parent].childCount++;
        }
        m_nodes.push_back(node);
        if (token == JsonToken::ObjectBegin || token == JsonToken::ArrayBegin) {
            m_parent = quint32(m_nodes.size() - 1);
        }
    }

private:
    std::vector<Node> &m_nodes;
    quint32 m_parent = none;
    quint32 m_nameBegin = 0;
    quint32 m_nameEnd = 0;
};

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

JsonTreeModel::~JsonTreeModel() = default;

JsonFault JsonTreeModel::setJson(const QByteArray &json)
{
    beginResetModel();
    m_json = json;
    m_nodes.clear();
    m_children.clear();
    JsonFault fault;
    if (json.size() > largest) {
        fault.offset = 0;
        fault.line = fault.column = 1;
        fault.message = tr("The text is too long for a tree.");
    } else {
        Builder builder(m_nodes);
        fault = walkJson(json, builder);
    }
    if (fault.isFault()) {
        m_nodes.clear();
        m_nodes.shrink_to_fit();
    } else {
        quint32 next = 0;
        for (Node &node : m_nodes) {
            node.firstChild = next;
            next += node.childCount;
        }
        m_children.resize(next);
        for (quint32 i = 1; i < m_nodes.size(); ++i) {
            m_children[m_nodes[m_nodes[i].parent].firstChild + m_nodes[i].row] = i;
        }
    }
    endResetModel();
    return fault;
}

/// The node behind an index; the invisible root is the outermost object or array.
quint32 JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? quint32(index.internalId()) : 0;
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    const Node &node = m_nodes[nodeOf(parent)];
    // A lone scalar is its own row; node 0 as an index is nothing else.
    const quint32 id = node.childCount == 0 ? 0 : m_children[node.firstChild + quint32(row)];
    return createIndex(row, column, quintptr(id));
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    const quint32 id = nodeOf(child);
    if (!child.isValid() || id == 0 || m_nodes[id].parent == 0) {
        return {};
    }
    const quint32 above = m_nodes[id].parent;
    return createIndex(int(m_nodes[above].row), 0, quintptr(above));
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    if (m_nodes.empty() || parent.column() > 0) {
        return 0;
    }
    const Node &node = m_nodes[nodeOf(parent)];
    const bool scalar = node.token != JsonToken::ObjectBegin && node.token != JsonToken::ArrayBegin;
    if (!parent.isValid() && scalar) {
        return 1;
    }
    return int(node.childCount);
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString JsonTreeModel::nameOf(quint32 id) const
{
    const Node &node = m_nodes[id];
    return decodeJsonString(
        QByteArrayView(m_json).sliced(node.nameBegin, node.nameEnd - node.nameBegin));
}

QString JsonTreeModel::display(const Node &node, int column, quint32 id) const
{
    if (column == NameColumn) {
        if (node.nameEnd > node.nameBegin) {
            return visibleText(nameOf(id).left(longestShown));
        }
        return node.parent == none ? QString() : QString::number(node.row);
    }
    const QByteArrayView raw = QByteArrayView(m_json).sliced(node.begin, node.end - node.begin);
    switch (node.token) {
    case JsonToken::ObjectBegin:
        return node.childCount == 0
                   ? u"{}"_s
                   : (node.childCount == 1 ? tr("1 member")
                                           : tr("%1 members").arg(node.childCount));
    case JsonToken::ArrayBegin:
        return node.childCount == 0
                   ? u"[]"_s
                   : (node.childCount == 1 ? tr("1 item") : tr("%1 items").arg(node.childCount));
    case JsonToken::String: {
        // Escapes stay as they came: what is shown between the quotes is what was sent.
        const bool cut = raw.size() > longestShown;
        qsizetype length = cut ? longestShown : raw.size();
        while (cut && length > 0 && (static_cast<unsigned char>(raw[length]) & 0xC0U) == 0x80U) {
            --length;
        }
        return visibleUtf8(raw.first(length), LineBreaks::Escape) + (cut ? u"\u2026"_s : QString());
    }
    default:
        return QString::fromLatin1(raw.first(std::min(raw.size(), longestShown)));
    }
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const quint32 id = nodeOf(index);
    const Node &node = m_nodes[id];
    switch (role) {
    case Qt::DisplayRole:
        return display(node, index.column(), id);
    case TokenRole:
        return int(node.token);
    case CountRole:
        return int(node.childCount);
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == NameColumn ? tr("Name") : tr("Value");
}

QByteArray JsonTreeModel::rawValue(const QModelIndex &index) const
{
    if (m_nodes.empty()) {
        return {};
    }
    const Node &node = m_nodes[nodeOf(index)];
    return m_json.mid(node.begin, node.end - node.begin);
}

QString JsonTreeModel::plainValue(const QModelIndex &index) const
{
    if (m_nodes.empty()) {
        return {};
    }
    const QByteArray raw = rawValue(index);
    return m_nodes[nodeOf(index)].token == JsonToken::String ? decodeJsonString(raw)
                                                             : exactUtf8(raw);
}

QString JsonTreeModel::path(const QModelIndex &index) const
{
    const auto isPlain = [](const QString &name) {
        const auto plain = [](QChar c) {
            return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' ||
                   (c >= u'0' && c <= u'9');
        };
        return !name.isEmpty() && !name.front().isDigit() &&
               std::all_of(name.cbegin(), name.cend(), plain);
    };
    QStringList steps;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        const quint32 id = nodeOf(at);
        const Node &node = m_nodes[id];
        if (node.parent == none) {
            break;
        }
        if (node.nameEnd == node.nameBegin) {
            steps.prepend(u"[%1]"_s.arg(node.row));
            continue;
        }
        QString name = nameOf(id);
        if (isPlain(name)) {
            steps.prepend(u"."_s + name);
        } else {
            name.replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"\\'"_s);
            steps.prepend(u"['"_s + name + u"']"_s);
        }
    }
    return u"$"_s + steps.join(QString());
}

} // namespace svix
