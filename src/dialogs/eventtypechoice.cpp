// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/eventtypechoice.h"

#include "widgets/json/jsonwalk.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// Where the members or elements of the outermost value stand, so that digits and order survive.
class MemberSpans : public JsonSink
{
public:
    struct Span
    {
        QString name;
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    explicit MemberSpans(const QByteArray &json)
        : m_json(json)
    {
        if (walkJson(json, *this).isFault()) {
            m_spans.clear();
        }
    }

    void token(JsonToken token, qsizetype begin, qsizetype end) override
    {
        switch (token) {
        case JsonToken::ObjectBegin:
        case JsonToken::ArrayBegin:
            if (m_depth++ == 1) {
                m_spans.append({m_name, begin, end});
            }
            return;
        case JsonToken::ObjectEnd:
        case JsonToken::ArrayEnd:
            if (--m_depth == 1) {
                m_spans.last().end = end;
            }
            return;
        case JsonToken::Name:
            if (m_depth == 1) {
                m_name = decodeJsonString(QByteArrayView(m_json).sliced(begin, end - begin));
            }
            return;
        default:
            if (m_depth == 1) {
                m_spans.append({m_name, begin, end});
            }
            return;
        }
    }

    QByteArray value(const QString &name) const
    {
        for (const Span &span : m_spans) {
            if (span.name == name) {
                return text(span);
            }
        }
        return {};
    }
    QByteArray text(const Span &span) const
    {
        return m_json.mid(span.begin, span.end - span.begin);
    }
    const QList<Span> &spans() const { return m_spans; }

private:
    QByteArray m_json;
    QList<Span> m_spans;
    QString m_name;
    int m_depth = 0;
};

/// The first example in a schema.
QByteArray exampleOf(const QByteArray &schemaText)
{
    if (!schemaText.startsWith('{')) {
        return {};
    }
    const MemberSpans schema(schemaText);
    const QByteArray list = schema.value(u"examples"_s);
    const MemberSpans examples(list);
    return list.startsWith('[') && !examples.spans().isEmpty()
               ? examples.text(examples.spans().first())
               : schema.value(u"example"_s);
}

} // namespace

QList<SchemaExample> schemaVersions(const QByteArray &schemas)
{
    QList<SchemaExample> all;
    if (!schemas.trimmed().startsWith('{')) {
        return all;
    }
    const MemberSpans versions(schemas);
    for (const MemberSpans::Span &span : versions.spans()) {
        const QByteArray schema = versions.text(span);
        // Of two with the same name the last one counts, as for every server.
        all.removeIf([&](const SchemaExample &other) { return other.version == span.name; });
        all.append({span.name, schema, exampleOf(schema)});
    }
    std::stable_sort(all.begin(), all.end(), [](const SchemaExample &a, const SchemaExample &b) {
        return a.version.toInt() > b.version.toInt();
    });
    return all;
}

QByteArray joinSchemas(const QList<SchemaExample> &versions)
{
    QByteArray members;
    // The lowest version first, as people write them.
    for (auto it = versions.crbegin(); it != versions.crend(); ++it) {
        const QByteArray name =
            QJsonDocument(QJsonArray{it->version}).toJson(QJsonDocument::Compact);
        members +=
            (members.isEmpty() ? "" : ",") + name.sliced(1, name.size() - 2) + ':' + it->schema;
    }
    return members.isEmpty() ? members : '{' + members + '}';
}

QList<EventTypeChoice> withSchemasOf(const QList<EventTypeChoice> &before,
                                     QList<EventTypeChoice> types)
{
    QHash<QString, QByteArray> loaded;
    for (const EventTypeChoice &type : before) {
        if (!type.schemas.isEmpty()) {
            loaded.insert(type.name, type.schemas);
        }
    }
    for (EventTypeChoice &type : types) {
        if (type.schemas.isEmpty()) {
            type.schemas = loaded.value(type.name);
        }
    }
    return types;
}

SchemaExample latestSchema(const QByteArray &schemas)
{
    const QList<SchemaExample> all = schemaVersions(schemas);
    return all.isEmpty() || !all.first().schema.startsWith('{') ? SchemaExample() : all.first();
}

bool isEventTypeName(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9\\-_.]{1,256}\\z"_s);
    return name.match(text).hasMatch();
}

} // namespace svix
