// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/jsonwalk.h"

#include "widgets/visibletext.h"

#include <QCoreApplication>

#include <vector>

namespace svix {

namespace {

/// One pass over the bytes; the nesting stands in a vector, never on the call stack.
class Walker
{
    Q_DECLARE_TR_FUNCTIONS(JsonWalk)

public:
    Walker(QByteArrayView json, JsonSink &sink)
        : m_json(json)
        , m_sink(sink)
    {
    }

    JsonFault run()
    {
        if (m_json.startsWith(QByteArrayView("\xEF\xBB\xBF"))) {
            return fault(0, tr("The text starts with a byte order mark."));
        }
        skipSpace();
        if (atEnd()) {
            return fault(m_at, tr("The text is empty."));
        }
        bool more = value();
        while (more && !m_open.empty()) {
            more = m_open.back() == '{' ? member() : element();
        }
        if (more) {
            skipSpace();
            if (!atEnd()) {
                fail(m_at, tr("Something follows after the end of the value."));
            }
        }
        return m_fault;
    }

private:
    bool atEnd() const { return m_at >= m_json.size(); }
    char peek() const { return atEnd() ? '\0' : m_json[m_at]; }

    void skipSpace()
    {
        while (m_at < m_json.size()) {
            const char c = m_json[m_at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            ++m_at;
        }
    }

    JsonFault fault(qsizetype at, const QString &message)
    {
        fail(at, message);
        return m_fault;
    }

    bool fail(qsizetype at, const QString &message)
    {
        const QByteArrayView before = m_json.first(at);
        const qsizetype lineStart = before.lastIndexOf('\n') + 1;
        m_fault.offset = at;
        m_fault.line = int(std::count(before.begin(), before.end(), '\n')) + 1;
        m_fault.column = int(QString::fromUtf8(before.sliced(lineStart)).size()) + 1;
        m_fault.message = message;
        return false;
    }

    bool emitToken(JsonToken token, qsizetype begin)
    {
        m_sink.token(token, begin, m_at);
        return true;
    }

    bool open(JsonToken token, char bracket)
    {
        if (int(m_open.size()) >= jsonMaxDepth) {
            return fail(m_at,
                        tr("More than %1 values are nested in each other.").arg(jsonMaxDepth));
        }
        const qsizetype begin = m_at++;
        m_open.push_back(bracket);
        m_first = true;
        return emitToken(token, begin);
    }

    bool close(JsonToken token)
    {
        const qsizetype begin = m_at++;
        m_open.pop_back();
        m_first = false;
        return emitToken(token, begin);
    }

    /// Before a member or element: the closing bracket, or the comma that must stand between two.
    bool separator(char closing, JsonToken end, bool &closed)
    {
        skipSpace();
        closed = peek() == closing && !atEnd();
        if (closed) {
            return close(end);
        }
        if (atEnd()) {
            return fail(m_at, tr("The text ends before “%1”.").arg(QLatin1Char(closing)));
        }
        if (!m_first) {
            if (peek() != ',') {
                return fail(m_at, tr("Expected “,” or “%1”.").arg(QLatin1Char(closing)));
            }
            ++m_at;
            skipSpace();
            if (peek() == closing) {
                return fail(m_at,
                            tr("A comma must not stand before “%1”.").arg(QLatin1Char(closing)));
            }
        }
        m_first = false;
        return true;
    }

    bool member()
    {
        bool closed = false;
        if (!separator('}', JsonToken::ObjectEnd, closed) || closed) {
            return closed;
        }
        if (peek() != '"') {
            return fail(m_at, tr("Expected a name in double quotes."));
        }
        if (!string(JsonToken::Name)) {
            return false;
        }
        skipSpace();
        if (peek() != ':') {
            return fail(m_at, tr("Expected “:” after the name."));
        }
        ++m_at;
        skipSpace();
        return value();
    }

    bool element()
    {
        bool closed = false;
        if (!separator(']', JsonToken::ArrayEnd, closed) || closed) {
            return closed;
        }
        return value();
    }

    bool value()
    {
        switch (peek()) {
        case '{':
            return open(JsonToken::ObjectBegin, '{');
        case '[':
            return open(JsonToken::ArrayBegin, '[');
        case '"':
            return string(JsonToken::String);
        case 't':
            return word("true", JsonToken::True);
        case 'f':
            return word("false", JsonToken::False);
        case 'n':
            return word("null", JsonToken::Null);
        default:
            return number();
        }
    }

    bool word(QByteArrayView expected, JsonToken token)
    {
        if (!m_json.sliced(m_at).startsWith(expected)) {
            return fail(m_at, tr("Expected a value."));
        }
        const qsizetype begin = m_at;
        m_at += expected.size();
        return emitToken(token, begin);
    }

    bool digits()
    {
        const qsizetype begin = m_at;
        while (peek() >= '0' && peek() <= '9') {
            ++m_at;
        }
        return m_at > begin;
    }

    bool number()
    {
        const qsizetype begin = m_at;
        if (peek() == '-') {
            ++m_at;
        }
        const qsizetype first = m_at;
        if (!digits()) {
            return fail(begin, atEnd() && m_at == begin ? tr("The text ends where a value is due.")
                                                        : tr("Expected a value."));
        }
        if (m_json[first] == '0' && m_at - first > 1) {
            return fail(first, tr("A number must not start with a zero."));
        }
        if (peek() == '.') {
            ++m_at;
            if (!digits()) {
                return fail(m_at, tr("Expected a digit after the point."));
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-') {
                ++m_at;
            }
            if (!digits()) {
                return fail(m_at, tr("Expected a digit in the exponent."));
            }
        }
        return emitToken(JsonToken::Number, begin);
    }

    bool escape()
    {
        const qsizetype begin = m_at++;
        const char c = peek();
        ++m_at;
        if (c == 'u') {
            for (int i = 0; i < 4; ++i, ++m_at) {
                if (!isxdigit(static_cast<unsigned char>(peek()))) {
                    return fail(begin, tr("Expected four hexadecimal digits after “\\u”."));
                }
            }
            return true;
        }
        if (c == '\0' || !QByteArrayView("\"\\/bfnrt").contains(c)) {
            return fail(begin, tr("This escape is not one of JSON."));
        }
        return true;
    }

    bool string(JsonToken token)
    {
        const qsizetype begin = m_at++;
        while (!atEnd()) {
            const auto c = static_cast<unsigned char>(m_json[m_at]);
            if (c == '"') {
                ++m_at;
                return emitToken(token, begin);
            }
            if (c == '\\') {
                if (!escape()) {
                    return false;
                }
            } else if (c < 0x20) {
                return fail(m_at, tr("A string must not hold a line break or control character."));
            } else if (c < 0x80) {
                ++m_at;
            } else if (const int length = utf8Length(m_json, m_at); length > 0) {
                m_at += length;
            } else {
                return fail(m_at, tr("This byte is not UTF-8."));
            }
        }
        return fail(begin, tr("This string has no end."));
    }

    QByteArrayView m_json;
    JsonSink &m_sink;
    qsizetype m_at = 0;
    std::vector<char> m_open;
    bool m_first = false;
    JsonFault m_fault;
};

class NullSink final : public JsonSink
{
    void token(JsonToken, qsizetype, qsizetype) override {}
};

} // namespace

QString JsonFault::text() const
{
    return QCoreApplication::translate("svix::JsonWalk", "Line %1, column %2: %3")
        .arg(line)
        .arg(column)
        .arg(message);
}

JsonFault walkJson(QByteArrayView json, JsonSink &sink)
{
    return Walker(json, sink).run();
}

JsonFault checkJson(QByteArrayView json)
{
    NullSink sink;
    return walkJson(json, sink);
}

} // namespace svix
