// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/json/schemacheck.h"

#include <algorithm>
#include <array>

namespace svix::sandbox {

namespace {

using Type = JsonNode::Type;

bool isOneOf(const QByteArray &name, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(), [&](const char *n) { return name == n; });
}

bool isTypeName(const JsonNode &node)
{
    return node.type == Type::String && isOneOf(node.text, {"array", "boolean", "integer", "null",
                                                            "number", "object", "string"});
}

QString schemaProblem(const JsonNode &node);

QString eachMember(const JsonNode &node)
{
    for (const auto &member : node.members) {
        if (const QString problem = schemaProblem(member.second); !problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

QString eachItem(const JsonNode &node)
{
    for (const JsonNode &item : node.items) {
        if (const QString problem = schemaProblem(item); !problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

QString notOfType(const char *types)
{
    return QStringLiteral("value is not of type %1").arg(QLatin1String(types));
}

// What the meta schema says of one keyword; unknown keywords may be anything.
QString keywordProblem(const QByteArray &name, const JsonNode &value)
{
    if (name == "type") {
        const bool list = value.type == Type::Array && !value.items.empty() &&
                          std::all_of(value.items.begin(), value.items.end(), isTypeName);
        return list || isTypeName(value)
                   ? QString()
                   : QStringLiteral("\"%1\" is not valid under any of the schemas listed in the "
                                    "'anyOf' keyword")
                         .arg(QString::fromUtf8(value.text));
    }
    if (isOneOf(name, {"properties", "patternProperties", "definitions", "$defs"})) {
        return value.type == Type::Object ? eachMember(value) : notOfType("\"object\"");
    }
    if (isOneOf(name, {"additionalProperties", "additionalItems", "not", "contains",
                       "propertyNames", "if", "then", "else"})) {
        return schemaProblem(value);
    }
    if (name == "items") {
        return value.type == Type::Array ? eachItem(value) : schemaProblem(value);
    }
    if (isOneOf(name, {"allOf", "anyOf", "oneOf"})) {
        return value.type == Type::Array && !value.items.empty() ? eachItem(value)
                                                                 : notOfType("\"array\"");
    }
    if (name == "required") {
        const bool good = value.type == Type::Array &&
                          std::all_of(value.items.begin(), value.items.end(),
                                      [](const auto &item) { return item.type == Type::String; });
        return good ? QString() : notOfType("\"array\"");
    }
    if (isOneOf(name, {"title", "description", "$id", "$ref", "$schema", "$comment", "pattern",
                       "format"})) {
        return value.type == Type::String ? QString() : notOfType("\"string\"");
    }
    if (isOneOf(name, {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
                       "minLength", "maxLength", "minItems", "maxItems", "minProperties",
                       "maxProperties"})) {
        return value.type == Type::Number ? QString() : notOfType("\"number\"");
    }
    if (isOneOf(name, {"enum", "examples"})) {
        return value.type == Type::Array ? QString() : notOfType("\"array\"");
    }
    return {};
}

QString schemaProblem(const JsonNode &node)
{
    if (node.type == Type::Bool || node.shallow) {
        return {};
    }
    if (node.type != Type::Object) {
        return (node.type == Type::Array ? QStringLiteral("[]") : QString::fromUtf8(node.text)) +
               QStringLiteral(" is not of types \"boolean\", \"object\"");
    }
    for (const auto &[name, value] : node.members) {
        if (const QString problem = keywordProblem(name, value); !problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

} // namespace

QString schemasProblem(const JsonNode &schemas)
{
    if (schemas.type != Type::Object) {
        return QStringLiteral("invalid type, expected a map");
    }
    return eachMember(schemas);
}

} // namespace svix::sandbox
