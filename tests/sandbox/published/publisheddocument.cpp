// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/published/publisheddocument.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

using namespace Qt::StringLiterals;

namespace svix::test {

namespace {

const QString schemaPlace = u"#/components/schemas/"_s;

QJsonValue converted(const QJsonValue &schema);

QJsonArray convertedList(const QJsonArray &schemas)
{
    QJsonArray out;
    for (const auto &schema : schemas) {
        out.append(converted(schema));
    }
    return out;
}

// OpenAPI's schemas as JSON Schema: "nullable" becomes a type, and an object that names its members
// has no others.
QJsonValue converted(const QJsonValue &schema)
{
    if (!schema.isObject()) {
        return schema;
    }
    const QJsonObject in = schema.toObject();
    const bool nullable = in[u"nullable"_s].toBool();
    if (in.contains(u"$ref"_s)) {
        const QJsonObject reference{{u"$ref"_s, in[u"$ref"_s]}};
        const QJsonObject null{{u"type"_s, u"null"_s}};
        return nullable ? QJsonObject{{u"anyOf"_s, QJsonArray{reference, null}}} : reference;
    }
    static const QStringList same{u"type"_s,     u"required"_s,  u"enum"_s,        u"minimum"_s,
                                  u"maximum"_s,  u"minLength"_s, u"maxLength"_s,   u"pattern"_s,
                                  u"minItems"_s, u"maxItems"_s,  u"uniqueItems"_s, u"format"_s};
    QJsonObject out;
    for (const QString &word : same) {
        if (in.contains(word)) {
            out[word] = in[word];
        }
    }
    for (const QString &word : {u"items"_s, u"additionalProperties"_s}) {
        if (in.contains(word)) {
            out[word] = converted(in[word]);
        }
    }
    for (const QString &word : {u"allOf"_s, u"anyOf"_s, u"oneOf"_s}) {
        if (in.contains(word)) {
            out[word] = convertedList(in[word].toArray());
        }
    }
    if (in.contains(u"properties"_s)) {
        QJsonObject members;
        const QJsonObject properties = in[u"properties"_s].toObject();
        for (auto it = properties.begin(); it != properties.end(); ++it) {
            members[it.key()] = converted(it.value());
        }
        out[u"properties"_s] = members;
        if (!in.contains(u"additionalProperties"_s)) {
            out[u"additionalProperties"_s] = false;
        }
    }
    if (nullable && in.contains(u"format"_s)) {
        // The validator would look for the format in a null.
        return QJsonObject{{u"anyOf"_s, QJsonArray{out, QJsonObject{{u"type"_s, u"null"_s}}}}};
    }
    if (nullable && in[u"type"_s].isString()) {
        out[u"type"_s] = QJsonArray{in[u"type"_s], u"null"_s};
        if (in.contains(u"enum"_s)) {
            QJsonArray values = in[u"enum"_s].toArray();
            values.append(QJsonValue());
            out[u"enum"_s] = values;
        }
    }
    return out;
}

QString keyOf(const QString &verb, QString path)
{
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    static const QRegularExpression argument(u"\\{[^}]*\\}"_s);
    return verb.toUpper() + u' ' + path.replace(argument, u"{}"_s);
}

void collectNames(const QJsonValue &schema, const QJsonObject &all, QSet<QString> &names)
{
    if (schema.isArray()) {
        for (const auto &item : schema.toArray()) {
            collectNames(item, all, names);
        }
    }
    const QJsonObject object = schema.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = it.key() == u"$ref"_s && it.value().isString()
                                 ? it.value().toString().mid(schemaPlace.size())
                                 : QString();
        if (!name.isEmpty() && !names.contains(name)) {
            names.insert(name);
            collectNames(all[name], all, names);
        }
        collectNames(it.value(), all, names);
    }
}

} // namespace

struct PublishedDocument::Judges
{
    // The parser keeps what it read for as long as the schema is used.
    std::map<QString, std::unique_ptr<valijson::Schema>> byAnswer;

    // nullptr where no body is documented.
    const valijson::Schema *of(const QString &answer, const std::function<QJsonObject()> &text)
    {
        const auto known = byAnswer.find(answer);
        if (known != byAnswer.end()) {
            return known->second.get();
        }
        auto &schema = byAnswer[answer];
        const QJsonValue value(text());
        if (!value.toObject().isEmpty()) {
            schema = std::make_unique<valijson::Schema>();
            valijson::SchemaParser parser;
            parser.populateSchema(valijson::adapters::QtJsonAdapter(value), *schema);
        }
        return schema.get();
    }
};

PublishedDocument::PublishedDocument()
    : m_judges(std::make_unique<Judges>())
{
}

PublishedDocument::~PublishedDocument() = default;

bool PublishedDocument::load(const QByteArray &json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const QJsonObject schemas = root[u"components"_s][u"schemas"_s].toObject();
    for (auto it = schemas.begin(); it != schemas.end(); ++it) {
        m_schemas[it.key()] = converted(it.value());
    }
    const QJsonObject paths = root[u"paths"_s].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject verbs = path.value().toObject();
        for (auto verb = verbs.begin(); verb != verbs.end(); ++verb) {
            m_operations[keyOf(verb.key(), path.key())] = verb.value()[u"responses"_s].toObject();
        }
    }
    return !m_schemas.isEmpty() && !m_operations.isEmpty();
}

void PublishedDocument::extend(const QList<BeyondDocument> &members)
{
    for (const BeyondDocument &beyond : members) {
        QJsonObject schema = m_schemas[beyond.schema].toObject();
        QJsonObject properties = schema[u"properties"_s].toObject();
        properties[beyond.member] = QJsonObject{{u"type"_s, QJsonArray{beyond.type, u"null"_s}}};
        schema[u"properties"_s] = properties;
        m_schemas[beyond.schema] = schema;
    }
}

QJsonObject PublishedDocument::responses(const Operation &operation) const
{
    const Operation *judged = &operation;
    for (const StandIn &other : m_standIns) {
        if (other.operation == operation.name()) {
            judged = findOperation(other.as);
        }
    }
    return m_operations.value(
        keyOf(QString::fromLatin1(verbText(judged->verb)), judged->pathTemplate()));
}

// The schema of an answer with all that it refers to, as one text.
QJsonObject PublishedDocument::schemaText(const QJsonObject &answer) const
{
    const QJsonValue schema = converted(answer[u"content"_s][u"application/json"_s][u"schema"_s]);
    if (!schema.isObject()) {
        return {};
    }
    QSet<QString> names;
    collectNames(schema, m_schemas, names);
    QJsonObject needed;
    for (const QString &name : std::as_const(names)) {
        needed[name] = m_schemas[name];
    }
    return {{u"allOf"_s, QJsonArray{schema}},
            {u"components"_s, QJsonObject{{u"schemas"_s, needed}}}};
}

QStringList PublishedDocument::judge(const Operation &operation, int status,
                                     const QByteArray &body) const
{
    const QJsonObject all = responses(operation);
    const QString code = QString::number(status);
    if (!all.contains(code)) {
        const bool known =
            std::any_of(m_statuses.cbegin(), m_statuses.cend(), [&](const BeyondStatus &beyond) {
                return beyond.operation == operation.name() && beyond.status == status;
            });
        if (known) {
            return {};
        }
        return {u"status %1 is not documented"_s.arg(status)};
    }
    const valijson::Schema *schema = m_judges->of(operation.name() + u' ' + code,
                                                  [&] { return schemaText(all[code].toObject()); });
    if (!schema) {
        return body.isEmpty() ? QStringList() : QStringList{u"a body where none is documented"_s};
    }
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull()) {
        return {u"no JSON: "_s + QString::fromUtf8(body.left(80))};
    }
    const QJsonValue value =
        document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(*schema, valijson::adapters::QtJsonAdapter(value), &results)) {
        return {};
    }
    QStringList problems;
    for (const valijson::ValidationResults::Error &error : results) {
        QString where;
        for (const std::string &part : error.context) {
            where += QString::fromStdString(part);
        }
        problems.append(where + u": "_s + QString::fromStdString(error.description));
    }
    return problems.isEmpty() ? QStringList{u"not as documented"_s} : problems;
}

} // namespace svix::test
