// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/json/jsontext.h"

#include "api/jsonstring.h"
#include "sandbox/json/plainjson.h"

#include <algorithm>

namespace svix::sandbox {

namespace {

using Named = std::pair<QByteArray, JsonNode>;

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
        std::vector<const Named *> sorted;
        sorted.reserve(node.members.size());
        for (const Named &member : node.members) {
            sorted.push_back(&member);
        }
        std::sort(sorted.begin(), sorted.end(), [](const Named *a, const Named *b) {
            const int order = a->first.compare(b->first);
            return order != 0 ? order < 0 : a < b;
        });
        out += '{';
        bool first = true;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            if (i + 1 < sorted.size() && sorted[i]->first == sorted[i + 1]->first) {
                continue; // the last of equal names counts
            }
            if (!first) {
                out += ',';
            }
            first = false;
            appendJsonString(out, sorted[i]->first);
            out += ':';
            write(out, sorted[i]->second);
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
    out.reserve(node.end - node.begin);
    write(out, node);
    return out;
}

QByteArray payloadReadBack(const QByteArray &text)
{
    if (auto plain = plainReadBack(text)) {
        return std::move(*plain);
    }
    const JsonDocument document = parseJson(text);
    return document.problem ? QByteArrayLiteral(R"({"expired":true})")
                            : canonicalJson(document.root);
}

} // namespace svix::sandbox
