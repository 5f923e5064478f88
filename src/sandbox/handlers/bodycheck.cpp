// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/bodycheck.h"

#include <algorithm>
#include <array>

namespace svix::sandbox {

namespace {

struct ShapeProblem
{
    QStringList path;
    QString message;
};
using Shape = std::optional<ShapeProblem>;

QString kindText(const JsonNode &node)
{
    switch (node.type) {
    case JsonNode::Type::Null:
        return QStringLiteral("null");
    case JsonNode::Type::Bool:
        return QStringLiteral("boolean `%1`").arg(QString::fromLatin1(node.text));
    case JsonNode::Type::Number:
        return (node.text.contains('.') ? QStringLiteral("floating point `%1`")
                                        : QStringLiteral("integer `%1`"))
            .arg(QString::fromLatin1(node.text));
    case JsonNode::Type::String:
        return QStringLiteral("string \"%1\"").arg(QString::fromUtf8(node.text));
    case JsonNode::Type::Array:
        return QStringLiteral("sequence");
    case JsonNode::Type::Object:
        return QStringLiteral("map");
    }
    return {};
}

Shape wrong(const JsonNode &node, const char *expected, QStringList path = {})
{
    return ShapeProblem{std::move(path), QStringLiteral("invalid type: %1, expected %2")
                                             .arg(kindText(node), QLatin1String(expected))};
}

// Fields of a PATCH that can be left out but not cleared.
bool neverNull(const SchemaInfo &schema, const FieldInfo &field)
{
    static constexpr std::array names{"name",    "url",      "description", "disabled",
                                      "version", "archived", "deprecated"};
    return QByteArrayView(schema.name).endsWith("Patch") &&
           std::any_of(names.begin(), names.end(),
                       [&](const char *name) { return qstrcmp(name, field.name) == 0; });
}

bool takesNull(const SchemaInfo &schema, const FieldInfo &field)
{
    if (neverNull(schema, field)) {
        return false;
    }
    return field.nullable || field.type == FieldType::Raw || qstrcmp(field.name, "metadata") == 0;
}

Shape integerShape(const FieldInfo &field, const JsonNode &node)
{
    struct Width
    {
        const char *field;
        const char *type;
        qint64 highest;
    };
    static constexpr std::array widths{Width{"throttleRate", "u16", 0xffff},
                                       Width{"version", "u16", 0xffff},
                                       Width{"gracePeriodSeconds", "u32", 0xffffffff}};
    const auto width = std::find_if(widths.begin(), widths.end(), [&](const Width &w) {
        return qstrcmp(w.field, field.name) == 0;
    });
    const bool isUnsigned = width != widths.end();
    const char *expected = isUnsigned ? width->type : "i64";
    if (node.type != JsonNode::Type::Number || node.text.contains('.') ||
        node.text.toLower().contains('e')) {
        return wrong(node, expected);
    }
    bool ok = false;
    const qint64 value = node.text.toLongLong(&ok);
    // What no int holds is outside every range that is checked later, too.
    if (!ok || (isUnsigned && (value < 0 || value > width->highest)) ||
        value > std::numeric_limits<int>::max()) {
        return ShapeProblem{{},
                            QStringLiteral("invalid value: integer `%1`, expected %2")
                                .arg(QString::fromLatin1(node.text), QLatin1String(expected))};
    }
    return std::nullopt;
}

Shape listShape(const SchemaInfo &schema, const FieldInfo &field, const JsonNode &node,
                ServerKind kind)
{
    if (node.type != JsonNode::Type::Array) {
        return wrong(node, "a sequence");
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const QString index = QStringLiteral("[%1]").arg(i);
        if (node.items[i].type != JsonNode::Type::String) {
            return wrong(node.items[i], "a string", {index});
        }
        if (const QString problem = contentProblem(schema, field, node.items[i], kind);
            !problem.isEmpty()) {
            return ShapeProblem{{index}, problem};
        }
    }
    return std::nullopt;
}

Shape mapShape(const SchemaInfo &schema, const JsonNode &node)
{
    if (node.type != JsonNode::Type::Object) {
        return wrong(node, "a map");
    }
    const bool deletes = qstrcmp(schema.name, "EndpointHeadersPatch") == 0;
    for (const auto &[name, value] : node.members) {
        const bool null = value.type == JsonNode::Type::Null && deletes;
        if (value.type != JsonNode::Type::String && !null) {
            return wrong(value, "a string", {QString::fromUtf8(name)});
        }
    }
    return std::nullopt;
}

// {"channels", "[0]"} is written "channels[0]".
QStringList glued(const QStringList &path)
{
    QStringList out;
    for (const QString &part : path) {
        if (part.startsWith(QLatin1Char('[')) && !out.isEmpty()) {
            out.last() += part;
        } else {
            out.append(part);
        }
    }
    return out;
}

// The way to the first value that was too deep to be taken apart. It is as long as the depth that
// was read, and so is this recursion.
std::optional<QStringList> wayToShallow(const JsonNode &node)
{
    if (node.shallow) {
        return QStringList();
    }
    const auto within = [](const JsonNode &child, const QString &step) {
        auto way = wayToShallow(child);
        if (way) {
            way->prepend(step);
        }
        return way;
    };
    for (const auto &[name, member] : node.members) {
        if (auto way = within(member, QString::fromUtf8(name))) {
            return way;
        }
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (auto way = within(node.items[i], QStringLiteral("[%1]").arg(i))) {
            return way;
        }
    }
    return std::nullopt;
}

// Values that svix-server keeps as text, whatever is in them; schemas it takes apart.
bool isOpaque(const FieldInfo &field)
{
    return field.type == FieldType::Raw && qstrcmp(field.name, "schemas") != 0;
}

class ShapeCheck
{
public:
    explicit ShapeCheck(ServerKind kind)
        : m_kind(kind)
    {
    }

    bool takesApart(const SchemaInfo &schema, const QByteArray &name) const
    {
        const FieldInfo *field = find(schema, name);
        return field && !isOpaque(*field);
    }

    /// The struct has such a field, but this kind of server does not.
    bool isForeign(const SchemaInfo &schema, const QByteArray &name) const
    {
        return !find(schema, name) &&
               std::any_of(schema.fields.cbegin(), schema.fields.cend(),
                           [&](const FieldInfo &field) { return name == field.name; });
    }

    Shape object(const SchemaInfo &schema, const JsonNode &node) const
    {
        QStringList seen;
        for (const auto &[name, value] : node.members) {
            const FieldInfo *field = find(schema, name);
            if (!field) {
                continue;
            }
            // The two names of one rate are two fields to the server; other pairs are one.
            const QString key =
                QString::fromLatin1(field->is(BothNames) ? name.constData() : field->name);
            if (seen.contains(key)) {
                return ShapeProblem{{}, QStringLiteral("duplicate field `%1`").arg(key)};
            }
            seen.append(key);
            if (Shape problem = member(schema, *field, value)) {
                const QString where = QString::fromUtf8(name);
                if (!problem->path.isEmpty() && problem->path.first().startsWith(u'[')) {
                    problem->path.first().prepend(where);
                } else {
                    problem->path.prepend(where);
                }
                return problem;
            }
        }
        for (const FieldInfo &field : schema.fields) {
            if (field.is(Required) && offered(field) && !seen.contains(QLatin1String(field.name))) {
                return ShapeProblem{
                    {}, QStringLiteral("missing field `%1`").arg(QLatin1String(field.name))};
            }
        }
        return std::nullopt;
    }

private:
    bool offered(const FieldInfo &field) const
    {
        return !field.is(m_kind == ServerKind::Cloud ? NotCloud : CloudOnly);
    }

    const FieldInfo *find(const SchemaInfo &schema, const QByteArray &name) const
    {
        const auto at =
            std::find_if(schema.fields.cbegin(), schema.fields.cend(), [&](const FieldInfo &f) {
                return offered(f) && (name == f.name || (f.oldName && name == f.oldName));
            });
        return at == schema.fields.cend() ? nullptr : &*at;
    }

    Shape member(const SchemaInfo &schema, const FieldInfo &field, const JsonNode &node) const
    {
        if (node.type == JsonNode::Type::Null && takesNull(schema, field)) {
            return std::nullopt;
        }
        Shape problem;
        switch (field.type) {
        case FieldType::String:
        case FieldType::Time:
            if (node.type != JsonNode::Type::String) {
                const bool url = qstrcmp(field.name, "url") == 0;
                return wrong(node, url ? "a string representing an URL" : "a string");
            }
            break;
        case FieldType::Integer:
            return integerShape(field, node);
        case FieldType::Boolean:
            return node.type == JsonNode::Type::Bool ? Shape() : wrong(node, "a boolean");
        case FieldType::StringList:
            return listShape(schema, field, node, m_kind);
        case FieldType::StringMap:
            problem = mapShape(schema, node);
            break;
        case FieldType::Object:
            if (node.type != JsonNode::Type::Object) {
                return wrong(node, "struct");
            }
            return field.nested ? object(*field.nested, node) : Shape();
        case FieldType::Raw:
            if (const auto way = isOpaque(field) ? std::nullopt : wayToShallow(node)) {
                return ShapeProblem{glued(*way), QStringLiteral("recursion limit exceeded")};
            }
            break;
        case FieldType::List:
            break;
        }
        if (problem) {
            return problem;
        }
        const QString content = contentProblem(schema, field, node, m_kind);
        return content.isEmpty() ? Shape() : Shape(ShapeProblem{{}, content});
    }

    ServerKind m_kind;
};

// serde_path_to_error writes the path with dots and svix-server splits it there again: an empty
// path is "." and so becomes two empty parts, and a dot in a member's name parts it.
HttpAnswer shapeRefusal(const QStringList &path, const QString &message)
{
    const QString joined = path.isEmpty() ? QStringLiteral(".") : path.join(QLatin1Char('.'));
    const QString text = path.isEmpty() ? message : joined + QStringLiteral(": ") + message;
    return refusal::validation(
        {{QStringList{QStringLiteral("body")} + joined.split(QLatin1Char('.')), text,
          QStringLiteral("value_error.jsondecode")}});
}

// The text of the object without the members that a server of the other kind would know.
QByteArray documentOf(const ShapeCheck &shapes, const SchemaInfo &schema, const JsonNode &root,
                      const QByteArray &body)
{
    const auto foreign = [&](const auto &member) { return shapes.isForeign(schema, member.first); };
    if (std::none_of(root.members.begin(), root.members.end(), foreign)) {
        return body.sliced(root.begin, root.end - root.begin);
    }
    QByteArrayList kept;
    for (const auto &member : root.members) {
        if (!foreign(member)) {
            const JsonNode &value = member.second;
            kept.append(jsonString(QString::fromUtf8(member.first)) + ':' +
                        body.sliced(value.begin, value.end - value.begin));
        }
    }
    return '{' + kept.join(',') + '}';
}

} // namespace

BodyCheck checkBody(const SchemaInfo &schema, const QByteArray &body, ServerKind kind)
{
    constexpr int depth = 127; // of serde_json, for all that it takes apart
    BodyCheck result;
    result.names.kind = kind;
    const ShapeCheck shapes(kind);
    const JsonDocument parsed = parseJson(body, depth, Deeper::Skip, [&](const QByteArray &name) {
        return shapes.takesApart(schema, name);
    });
    if (parsed.problem) {
        result.refusal = shapeRefusal(glued(parsed.problem->path), parsed.problem->message);
        return result;
    }
    if (parsed.root.type != JsonNode::Type::Object) {
        const bool list = parsed.root.type == JsonNode::Type::Array && !parsed.root.items.empty();
        const Shape problem =
            list ? wrong(parsed.root.items.front(), "a string") : wrong(parsed.root, "struct");
        result.refusal = shapeRefusal(list ? QStringList{QStringLiteral("[0]")} : QStringList(),
                                      problem->message);
        return result;
    }
    if (const Shape problem = shapes.object(schema, parsed.root)) {
        result.refusal = shapeRefusal(problem->path, problem->message);
        return result;
    }
    for (const auto &member : parsed.root.members) {
        result.names.members.append(QString::fromUtf8(member.first));
    }
    result.document = documentOf(shapes, schema, parsed.root, body);
    return result;
}

} // namespace svix::sandbox
