// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/jsonwalk.h"
#include "widgets/visibletext.h"

namespace svix {

namespace {

/// Writes every token again with line breaks and indentation of its own.
class FormatSink final : public JsonSink
{
public:
    FormatSink(QByteArrayView json, int indent)
        : m_json(json)
        , m_indent(indent)
    {
        out.reserve(json.size() + json.size() / 2);
    }

    void token(JsonToken token, qsizetype begin, qsizetype end) override
    {
        const QByteArrayView text = m_json.sliced(begin, end - begin);
        if (token == JsonToken::ObjectEnd || token == JsonToken::ArrayEnd) {
            --m_depth;
            if (!m_first) {
                newLine();
            }
            out += text;
            m_first = false;
            return;
        }
        if (!m_afterName && m_depth > 0) {
            if (!m_first) {
                out += ',';
            }
            newLine();
        }
        out += text;
        m_first = false;
        m_afterName = token == JsonToken::Name;
        if (m_afterName) {
            out += ": ";
        } else if (token == JsonToken::ObjectBegin || token == JsonToken::ArrayBegin) {
            ++m_depth;
            m_first = true;
        }
    }

    QByteArray out;

private:
    void newLine()
    {
        out += '\n';
        out.append(qsizetype(m_depth) * m_indent, ' ');
    }

    QByteArrayView m_json;
    int m_indent;
    int m_depth = 0;
    bool m_first = true;
    bool m_afterName = false;
};

} // namespace

QString decodeJsonString(QByteArrayView token)
{
    const QByteArrayView body = token.size() >= 2 ? token.sliced(1, token.size() - 2) : token;
    if (!body.contains('\\')) {
        return exactUtf8(body);
    }
    QString out;
    out.reserve(body.size());
    for (qsizetype i = 0; i < body.size();) {
        const qsizetype escape = body.indexOf('\\', i);
        out += exactUtf8(body.sliced(i, (escape < 0 ? body.size() : escape) - i));
        if (escape < 0 || escape + 1 >= body.size()) {
            break;
        }
        const char c = body[escape + 1];
        i = escape + 2;
        switch (c) {
        case 'b':
            out += u'\b';
            break;
        case 'f':
            out += u'\f';
            break;
        case 'n':
            out += u'\n';
            break;
        case 'r':
            out += u'\r';
            break;
        case 't':
            out += u'\t';
            break;
        case 'u':
            out += QChar(body.sliced(i, std::min<qsizetype>(4, body.size() - i))
                             .toByteArray()
                             .toUShort(nullptr, 16));
            i += 4;
            break;
        default:
            out += QLatin1Char(c);
        }
    }
    return out;
}

QByteArray formatJson(QByteArrayView json, int indent)
{
    FormatSink sink(json, indent);
    return walkJson(json, sink).isFault() ? json.toByteArray() : sink.out;
}

} // namespace svix
