// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/json/jsontext.h"

#include <QStringDecoder>

namespace svix::sandbox {

namespace {

class Parser
{
public:
    Parser(QByteArrayView text, int depth, Deeper deeper, const WantsMember &wants)
        : m_text(text)
        , m_depth(depth)
        , m_deeper(deeper)
        , m_wants(wants)
    {
    }

    JsonDocument run()
    {
        JsonDocument document;
        if (!value(document.root, 0)) {
            document.problem = std::move(m_problem);
        }
        return document;
    }

private:
    bool fail(const char *message)
    {
        m_problem.message = QString::fromLatin1(message);
        m_problem.offset = m_at;
        return false;
    }
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return m_text[m_at]; }
    void space()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) {
            ++m_at;
        }
    }

    bool value(JsonNode &node, int depth, bool wanted = true)
    {
        space();
        if (atEnd()) {
            return fail("EOF while parsing a value");
        }
        node.begin = m_at;
        const char c = peek();
        bool good = false;
        if ((c == '{' || c == '[') && (!wanted || depth >= m_depth)) {
            node.type = c == '{' ? JsonNode::Type::Object : JsonNode::Type::Array;
            node.shallow = true;
            good = !wanted || m_deeper == Deeper::Skip ? skip() : fail("recursion limit exceeded");
        } else if (c == '{') {
            good = object(node, depth);
        } else if (c == '[') {
            good = array(node, depth);
        } else {
            good = scalar(node);
        }
        node.end = m_at;
        return good;
    }

    bool scalar(JsonNode &node)
    {
        const char c = peek();
        if (c == '"') {
            node.type = JsonNode::Type::String;
            return string(node.text);
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            node.type = JsonNode::Type::Number;
            return number(node.text);
        }
        if (c == 't' || c == 'f') {
            node.type = JsonNode::Type::Bool;
            node.text = c == 't' ? "true" : "false";
            return word(node.text);
        }
        return c == 'n' ? word("null") : fail("expected value");
    }

    bool word(QByteArrayView expected)
    {
        if (!m_text.sliced(m_at).startsWith(expected)) {
            return fail("expected ident");
        }
        m_at += expected.size();
        return true;
    }

    bool object(JsonNode &node, int depth)
    {
        node.type = JsonNode::Type::Object;
        ++m_at;
        space();
        if (!atEnd() && peek() == '}') {
            ++m_at;
            return true;
        }
        for (;;) {
            space();
            if (atEnd()) {
                return fail("EOF while parsing an object");
            }
            if (peek() != '"') {
                return fail("key must be a string");
            }
            auto &member = node.members.emplace_back();
            if (!string(member.first)) {
                return false;
            }
            space();
            if (atEnd() || peek() != ':') {
                return fail(atEnd() ? "EOF while parsing an object" : "expected `:`");
            }
            ++m_at;
            const bool wanted = depth > 0 || !m_wants || m_wants(member.first);
            if (!value(member.second, depth + 1, wanted)) {
                m_problem.path.prepend(QString::fromUtf8(member.first));
                return false;
            }
            space();
            if (atEnd()) {
                return fail("EOF while parsing an object");
            }
            if (peek() == '}') {
                ++m_at;
                return true;
            }
            if (peek() != ',') {
                return fail("expected `,` or `}`");
            }
            ++m_at;
        }
    }

    bool array(JsonNode &node, int depth)
    {
        node.type = JsonNode::Type::Array;
        ++m_at;
        space();
        if (!atEnd() && peek() == ']') {
            ++m_at;
            return true;
        }
        for (;;) {
            if (!value(node.items.emplace_back(), depth + 1)) {
                m_problem.path.prepend(QStringLiteral("[%1]").arg(node.items.size() - 1));
                return false;
            }
            space();
            if (atEnd()) {
                return fail("EOF while parsing a list");
            }
            if (peek() == ']') {
                ++m_at;
                return true;
            }
            if (peek() != ',') {
                return fail("expected `,` or `]`");
            }
            ++m_at;
        }
    }

    // Checks an object or a list of any depth without recursion, so that no text can exhaust the
    // stack.
    bool skip()
    {
        QByteArray open;
        bool wantsName = false;
        bool mayClose = false;
        JsonNode ignored;
        for (;;) {
            space();
            if (atEnd()) {
                return fail("EOF while parsing a value");
            }
            char c = peek();
            const bool closes = !open.isEmpty() && c == (open.back() == '{' ? '}' : ']');
            if (closes && mayClose) {
                ++m_at;
                open.chop(1);
            } else {
                if (wantsName && !name()) {
                    return false;
                }
                space();
                if (atEnd()) {
                    return fail("EOF while parsing a value");
                }
                c = peek();
                if (c == '{' || c == '[') {
                    ++m_at;
                    open.append(c);
                    wantsName = c == '{';
                    mayClose = true;
                    continue;
                }
                if (!scalar(ignored)) {
                    return false;
                }
            }
            if (open.isEmpty()) {
                return true;
            }
            space();
            mayClose = true;
            wantsName = open.back() == '{';
            if (!atEnd() && peek() == ',') {
                ++m_at;
                mayClose = false;
            } else if (!atEnd() && peek() != '}' && peek() != ']') {
                return fail("expected `,` or `}`");
            }
        }
    }

    bool name()
    {
        QByteArray ignored;
        if (peek() != '"') {
            return fail("key must be a string");
        }
        if (!string(ignored)) {
            return false;
        }
        space();
        if (atEnd() || peek() != ':') {
            return fail("expected `:`");
        }
        ++m_at;
        return true;
    }

    bool digits()
    {
        const qsizetype from = m_at;
        while (!atEnd() && peek() >= '0' && peek() <= '9') {
            ++m_at;
        }
        return m_at > from;
    }

    bool number(QByteArray &out)
    {
        const qsizetype from = m_at;
        if (peek() == '-') {
            ++m_at;
        }
        const bool zero = !atEnd() && peek() == '0';
        const qsizetype first = m_at;
        if (!digits() || (zero && m_at - first > 1)) {
            return fail("invalid number");
        }
        if (!atEnd() && peek() == '.') {
            ++m_at;
            if (!digits()) {
                return fail("invalid number");
            }
        }
        if (!atEnd() && (peek() == 'e' || peek() == 'E')) {
            ++m_at;
            if (!atEnd() && (peek() == '+' || peek() == '-')) {
                ++m_at;
            }
            if (!digits()) {
                return fail("invalid number");
            }
        }
        out = m_text.sliced(from, m_at - from).toByteArray();
        return true;
    }

    bool string(QByteArray &out)
    {
        ++m_at;
        out.clear();
        bool ascii = true;
        for (;;) {
            const qsizetype from = m_at;
            while (!atEnd() && peek() != '"' && peek() != '\\' &&
                   static_cast<unsigned char>(peek()) >= 0x20) {
                ascii = ascii && static_cast<unsigned char>(peek()) < 0x80;
                ++m_at;
            }
            const QByteArrayView run = m_text.sliced(from, m_at - from);
            if (out.isEmpty()) {
                out = run.toByteArray(); // most are one run
            } else {
                out += run;
            }
            if (atEnd()) {
                return fail("EOF while parsing a string");
            }
            const char c = peek();
            if (c == '"') {
                ++m_at;
                break;
            }
            if (c != '\\') {
                return fail("control character (\\u0000-\\u001F) found while parsing a string");
            }
            if (!escape(out)) {
                return false;
            }
        }
        if (ascii) {
            return true;
        }
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString decoded = decoder.decode(out);
        Q_UNUSED(decoded)
        return decoder.hasError() ? fail("invalid unicode code point") : true;
    }

    std::optional<char16_t> hex4()
    {
        if (m_at + 4 > m_text.size()) {
            return std::nullopt;
        }
        bool ok = false;
        const auto unit = m_text.sliced(m_at, 4).toByteArray().toUShort(&ok, 16);
        m_at += 4;
        return ok ? std::optional(static_cast<char16_t>(unit)) : std::nullopt;
    }

    bool escape(QByteArray &out)
    {
        ++m_at;
        if (atEnd()) {
            return fail("EOF while parsing a string");
        }
        const char c = m_text[m_at++];
        static constexpr char from[] = "\"\\/bfnrt";
        static constexpr char to[] = "\"\\/\b\f\n\r\t";
        if (c != 'u') {
            const qsizetype index = QByteArrayView(from).indexOf(c);
            if (index < 0) {
                return fail("invalid escape");
            }
            out += to[index];
            return true;
        }
        const auto high = hex4();
        if (!high) {
            return fail("invalid escape");
        }
        if (!QChar::isSurrogate(*high)) {
            out += QString(QChar(*high)).toUtf8();
            return true;
        }
        if (!QChar::isHighSurrogate(*high) || !m_text.sliced(m_at).startsWith("\\u")) {
            return fail("lone leading surrogate in hex escape");
        }
        m_at += 2;
        const auto low = hex4();
        if (!low || !QChar::isLowSurrogate(*low)) {
            return fail("lone leading surrogate in hex escape");
        }
        out += QString(QChar(*high)).append(QChar(*low)).toUtf8();
        return true;
    }

    QByteArrayView m_text;
    int m_depth;
    Deeper m_deeper;
    const WantsMember &m_wants;
    qsizetype m_at = 0;
    JsonProblem m_problem;
};

} // namespace

JsonDocument parseJson(QByteArrayView text, int depth, Deeper deeper, const WantsMember &wants)
{
    return Parser(text, depth, deeper, wants).run();
}

} // namespace svix::sandbox
