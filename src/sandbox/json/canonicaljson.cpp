// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/json/jsontext.h"

#include "api/jsonstring.h"

#include <QMap>

namespace svix::sandbox {

namespace {

QByteArray canonicalNumber(QByteArray digits)
{
    if (digits == "-0") {
        return "0";
    }
    for (const char mark : {'e', 'E'}) {
        const qsizetype at = digits.indexOf(mark);
        if (at >= 0 && digits[at + 1] != '+' && digits[at + 1] != '-') {
            digits.insert(at + 1, '+');
        }
    }
    return digits;
}

void write(QByteArray &out, const JsonNode &node)
{
    switch (node.type) {
    case JsonNode::Type::Null:
        out += "null";
        break;
    case JsonNode::Type::Bool:
        out += node.text;
        break;
    case JsonNode::Type::Number:
        out += canonicalNumber(node.text);
        break;
    case JsonNode::Type::String:
        appendJsonString(out, node.text);
        break;
    case JsonNode::Type::Array: {
        out += '[';
        bool first = true;
        for (const JsonNode &item : node.items) {
            if (!first) {
                out += ',';
            }
            first = false;
            write(out, item);
        }
        out += ']';
        break;
    }
    case JsonNode::Type::Object: {
        QMap<QByteArray, const JsonNode *> sorted;
        for (const auto &[name, member] : node.members) {
            sorted[name] = &member;
        }
        out += '{';
        for (auto it = sorted.cbegin(); it != sorted.cend(); ++it) {
            if (it != sorted.cbegin()) {
                out += ',';
            }
            appendJsonString(out, it.key());
            out += ':';
            write(out, **it);
        }
        out += '}';
        break;
    }
    }
}

} // namespace

QByteArray canonicalJson(const JsonNode &node)
{
    QByteArray out;
    write(out, node);
    return out;
}

QByteArray payloadReadBack(const QByteArray &text)
{
    const JsonDocument document = parseJson(text);
    return document.problem ? QByteArrayLiteral(R"({"expired":true})")
                            : canonicalJson(document.root);
}

} // namespace svix::sandbox
