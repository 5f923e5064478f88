// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/openapidocument.h"

#include "sandbox/handlers/openapinames.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

QJsonObject reference(const QString &schema)
{
    return {{u"$ref"_s, u"#/components/schemas/"_s + schema}};
}

// svix-server's document forgets the application's id in these.
bool forgetsApplication(const Operation &operation)
{
    return &operation == &op::getApplication || &operation == &op::patchApplication ||
           &operation == &op::deleteApplication || &operation == &op::listMessages;
}

class Document
{
public:
    explicit Document(ServerKind kind)
        : m_kind(kind)
    {
    }

    QByteArray text()
    {
        for (const Operation *operation : allOperations) {
            const bool offered = operation->is(m_kind == ServerKind::Cloud ? Cloud : OpenSource) &&
                                 !operation->is(Hidden) && operation != &op::document;
            if (offered) {
                add(*operation);
            }
        }
        if (m_kind != ServerKind::Cloud) {
            add(op::logout); // there, and answered 501
        }
        addErrors();
        addPing();
        m_schemas[u"EmptyResponse"_s] = QJsonObject{{u"type"_s, u"object"_s}};
        const QJsonObject values = valueSchemas();
        for (auto it = values.begin(); it != values.end(); ++it) {
            m_schemas[it.key()] = it.value();
        }
        const QJsonObject document{
            {u"openapi"_s, u"3.0.2"_s},
            {u"info"_s, QJsonObject{{u"title"_s, u"Svix API"_s}, {u"version"_s, u"1.1.1"_s}}},
            {u"paths"_s, m_paths},
            {u"components"_s, QJsonObject{{u"schemas"_s, m_schemas}}}};
        return QJsonDocument(document).toJson(QJsonDocument::Compact);
    }

private:
    bool offered(const SchemaInfo &info, const FieldInfo &field) const
    {
        return !isHiddenField(info, field) &&
               !field.is(m_kind == ServerKind::Cloud ? NotCloud : CloudOnly);
    }

    QJsonObject typeOf(const FieldInfo &field)
    {
        if (const QString values = valuesName(field); !values.isEmpty()) {
            return reference(values);
        }
        const QJsonObject string{{u"type"_s, u"string"_s}};
        switch (field.type) {
        case FieldType::String:
            return string;
        case FieldType::Integer:
            return {{u"type"_s, u"integer"_s}};
        case FieldType::Boolean:
            return {{u"type"_s, u"boolean"_s}};
        case FieldType::Time:
            return {{u"type"_s, u"string"_s}, {u"format"_s, u"date-time"_s}};
        case FieldType::StringList:
            return {{u"type"_s, u"array"_s}, {u"items"_s, string}};
        case FieldType::StringMap:
            return {{u"type"_s, u"object"_s}, {u"additionalProperties"_s, string}};
        case FieldType::Raw:
            if (qstrcmp(field.name, "schemas") == 0) {
                return {{u"type"_s, u"object"_s},
                        {u"additionalProperties"_s, QJsonObject{{u"type"_s, u"object"_s}}}};
            }
            return {{u"type"_s, u"object"_s}};
        case FieldType::Object:
            return field.nested ? schemaReference(*field.nested) : QJsonObject();
        case FieldType::List:
            return {{u"type"_s, u"array"_s},
                    {u"items"_s, field.nested ? schemaReference(*field.nested) : QJsonObject()}};
        }
        return {};
    }

    // Adds the schema on the way, once.
    QJsonObject schemaReference(const SchemaInfo &info)
    {
        const QString name = publishedName(info);
        if (!m_schemas.contains(name)) {
            m_schemas[name] = QJsonObject(); // in case it names itself
            QJsonObject properties;
            QJsonArray required;
            for (const FieldInfo &field : info.fields) {
                if (!offered(info, field)) {
                    continue;
                }
                QJsonObject type = typeOf(field);
                if (isNullableField(info, field)) {
                    type[u"nullable"_s] = true;
                }
                properties[QLatin1String(field.name)] = type;
                if (isRequiredField(info, field)) {
                    required.append(QLatin1String(field.name));
                }
            }
            QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
            if (!required.isEmpty()) {
                schema[u"required"_s] = required;
            }
            m_schemas[name] = schema;
        }
        return reference(name);
    }

    static QJsonObject content(const QJsonObject &schema)
    {
        return {{u"application/json"_s, QJsonObject{{u"schema"_s, schema}}}};
    }

    QJsonArray parametersOf(const Operation &operation)
    {
        QJsonArray parameters;
        const auto add = [&](const QString &name, const QString &where, bool required,
                             const QJsonObject &type) {
            parameters.append(QJsonObject{{u"name"_s, name},
                                          {u"in"_s, where},
                                          {u"required"_s, required},
                                          {u"schema"_s, type}});
        };
        for (const QString &part : operation.pathTemplate().split(u'/')) {
            const bool forgotten = part == u"{app_id}" && forgetsApplication(operation);
            if (part.startsWith(u'{') && !forgotten) {
                add(part.mid(1, part.size() - 2), u"path"_s, true, {{u"type"_s, u"string"_s}});
            }
        }
        for (const FieldInfo &field : operation.query().fields) {
            if (offered(operation.query(), field)) {
                add(QLatin1String(field.name), u"query"_s, false, typeOf(field));
            }
        }
        if (operation.verb == Verb::Post) {
            add(u"idempotency-key"_s, u"header"_s, false, {{u"type"_s, u"string"_s}});
        }
        return parameters;
    }

    // A route beside the table.
    void addPing()
    {
        const QJsonObject answer{{u"description"_s, u""_s}};
        const QJsonObject item{{u"responses"_s, QJsonObject{{u"204"_s, answer}}}};
        m_paths[u"/api/v1/health/ping"_s] = QJsonObject{{u"get"_s, item}, {u"head"_s, item}};
    }

    // The schemas of the two kinds of refusal.
    void addErrors()
    {
        const QJsonObject string{{u"type"_s, u"string"_s}};
        const QJsonObject strings{{u"type"_s, u"array"_s}, {u"items"_s, string}};
        const auto object = [](const QJsonObject &properties) {
            QJsonArray required;
            for (const QString &name : properties.keys()) {
                required.append(name);
            }
            return QJsonObject{
                {u"type"_s, u"object"_s}, {u"required"_s, required}, {u"properties"_s, properties}};
        };
        m_schemas[u"HttpErrorOut"_s] = object({{u"code"_s, string}, {u"detail"_s, string}});
        m_schemas[u"ValidationErrorItem"_s] =
            object({{u"loc"_s, strings}, {u"msg"_s, string}, {u"type"_s, string}});
        const QJsonObject item = reference(u"ValidationErrorItem"_s);
        m_schemas[u"HTTPValidationError"_s] =
            object({{u"detail"_s, QJsonObject{{u"type"_s, u"array"_s}, {u"items"_s, item}}}});
    }

    void add(const Operation &operation)
    {
        QJsonObject answer{{u"description"_s, u""_s}};
        if (operation.hasAnswer && &operation != &op::health) {
            answer[u"content"_s] = content(schemaReference(operation.answer()));
        } else if (&operation == &op::resendWebhook) {
            answer[u"content"_s] = content(reference(u"EmptyResponse"_s));
        }
        QJsonObject responses;
        for (const QString &code : successCodes(operation, m_kind)) {
            responses[code] = answer;
        }
        if (&operation != &op::logout) {
            const QJsonObject error = content(reference(u"HttpErrorOut"_s));
            const QJsonObject problems = content(reference(u"HTTPValidationError"_s));
            for (const QString &code :
                 {u"401"_s, u"403"_s, u"404"_s, u"409"_s, u"422"_s, u"429"_s}) {
                responses[code] = QJsonObject{{u"description"_s, u""_s},
                                              {u"content"_s, code == u"422" ? problems : error}};
            }
        }
        QJsonObject item{{u"operationId"_s, publishedId(operation)},
                         {u"summary"_s, QLatin1String(operation.summary)},
                         {u"tags"_s, QJsonArray{publishedTag(operation)}},
                         {u"parameters"_s, parametersOf(operation)},
                         {u"responses"_s, responses}};
        if (operation.hasBody) {
            item[u"requestBody"_s] = QJsonObject{
                {u"required"_s, true}, {u"content"_s, content(schemaReference(operation.body()))}};
        }
        QJsonObject path = m_paths[operation.pathTemplate()].toObject();
        path[QString::fromLatin1(verbText(operation.verb).toLower())] = item;
        if (&operation == &op::health) {
            responses.remove(u"204"_s);
            item[u"responses"_s] = responses;
            path[u"head"_s] = item;
        }
        m_paths[operation.pathTemplate()] = path;
    }

    ServerKind m_kind;
    QJsonObject m_paths;
    QJsonObject m_schemas;
};

} // namespace

QByteArray openApiDocument(ServerKind kind)
{
    return Document(kind).text();
}

} // namespace svix::sandbox
