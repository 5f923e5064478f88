// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redactor.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

// Each pattern keeps in \1 what may be seen. Order matters: whole headers before their parts.
const std::array<Rule, 8> &rules()
{
    constexpr auto anyCase = QRegularExpression::CaseInsensitiveOption;
    static const std::array<Rule, 8> all{
        // Header lines, also as JSON members and in a shell command.
        Rule{QRegularExpression(
                 u"((?:proxy-)?authorization|svix-signature|webhook-signature|(?:set-)?cookie"
                 "|x-api-key)(\\\\?[\"']?\\s*[:=]\\s*+\\\\?+[\"']?+)"
                 "(?!\\[hidden\\])[^\\r\\n\"'\\\\]+"_s,
                 anyCase),
             u"\\1\\2[hidden]"_s},
        Rule{QRegularExpression(
                 u"\\b(Bearer|Basic)(?:\\s++|%20)(?!\\[hidden\\])[^\\s\"',;&\\\\]+"_s, anyCase),
             u"\\1 [hidden]"_s},
        Rule{
            QRegularExpression(
                u"(?<![A-Za-z0-9])((?:test)?(?:app|integ)?sk_|whsec_|whsk\\d*_)[A-Za-z0-9+/=._~-]+"_s),
            u"\\1[hidden]"_s},
        Rule{QRegularExpression(u"()eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?"_s),
             u"[hidden]"_s},
        Rule{QRegularExpression(u"\\b(v1a?,)[A-Za-z0-9+/_-]{20,}={0,2}"_s), u"\\1[hidden]"_s},
        Rule{QRegularExpression(u"([a-z][a-z0-9+.-]*://)[^/?#\\s\"'<>]*@"_s, anyCase),
             u"\\1[hidden]@"_s},
        Rule{QRegularExpression(
                 u"([?&;](?:[a-z]+[_-])?(?:token|key|secret|password|passwd|signature|"
                 "apikey|auth|code)=)[^&#\\s\"'<>]+"_s,
                 anyCase),
             u"\\1[hidden]"_s},
        Rule{
            QRegularExpression(u"(#(?:[^\\s\"'<>]*[&?])?(?:key|token|access_token|one_time_token)=)"
                               "[^&\\s\"'<>]+"_s,
                               anyCase),
            u"\\1[hidden]"_s},
    };
    return all;
}

bool isJsonSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Walks over JSON text without building it, so that all but the secrets stays as it was written.
// Text that is not JSON is walked over all the same: it only has strings and values to be hidden.
class JsonCleaner
{
public:
    explicit JsonCleaner(const QByteArray &in)
        : m_in(in)
    {
        m_out.reserve(in.size());
    }

    QByteArray run()
    {
        while (m_at < m_in.size()) {
            const char c = m_in[m_at];
            if (c != '"') {
                m_out += c;
                ++m_at;
                continue;
            }
            const QByteArray text = string();
            m_out += text;
            const qsizetype colon = skipSpace(m_at);
            if (colon >= m_in.size() || m_in[colon] != ':') {
                continue;
            }
            const qsizetype value = skipSpace(colon + 1);
            const QString name = QString::fromUtf8(text.mid(1, text.size() - 2));
            if (Redactor::isSecretField(name)) {
                m_out += m_in.mid(m_at, value - m_at);
                m_at = value;
                hideValue();
            } else if (name.compare(u"headers", Qt::CaseInsensitive) == 0 && value < m_in.size() &&
                       m_in[value] == '{') {
                m_out += m_in.mid(m_at, value - m_at);
                m_at = value;
                hideMembers();
            }
        }
        return m_out;
    }

private:
    qsizetype skipSpace(qsizetype at) const
    {
        while (at < m_in.size() && isJsonSpace(m_in[at])) {
            ++at;
        }
        return at;
    }

    // The string at m_at with its quotes; m_at goes behind it.
    QByteArray string()
    {
        const qsizetype start = m_at++;
        while (m_at < m_in.size() && m_in[m_at] != '"') {
            m_at += m_in[m_at] == '\\' ? 2 : 1;
        }
        m_at = qMin(m_at + 1, m_in.size());
        return m_in.mid(start, m_at - start);
    }

    // Any value, replaced as a whole; null and booleans tell nothing and stay.
    void hideValue()
    {
        const qsizetype start = m_at;
        int depth = 0;
        while (m_at < m_in.size()) {
            const char c = m_in[m_at];
            if (c == '"') {
                string();
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (depth == 0 && (c == ',' || c == '}' || c == ']' || isJsonSpace(c))) {
                break;
            } else {
                depth -= c == '}' || c == ']';
                ++m_at;
            }
            if (depth == 0 && (c == '"' || c == '}' || c == ']')) {
                break;
            }
        }
        const QByteArray value = m_in.mid(start, m_at - start);
        const bool harmless = value == "null" || value == "true" || value == "false" ||
                              value == "\"\"" || value == "{}" || value == "[]" || value.isEmpty();
        m_out += harmless ? value : "\"[hidden]\"";
    }

    void hideMembers()
    {
        m_out += m_in[m_at++]; // the brace
        while (m_at < m_in.size() && m_in[m_at] != '}') {
            if (m_in[m_at] == '"') {
                m_out += string();
            } else if (m_in[m_at] == ':') {
                const qsizetype value = skipSpace(m_at + 1);
                m_out += m_in.mid(m_at, value - m_at);
                m_at = value;
                hideValue();
            } else {
                m_out += m_in[m_at++];
            }
        }
    }

    const QByteArray &m_in;
    QByteArray m_out;
    qsizetype m_at = 0;
};

} // namespace

QString Redactor::clean(const QString &text)
{
    QString cleaned = text;
    for (const Rule &rule : rules()) {
        cleaned.replace(rule.pattern, rule.replacement);
    }
    return cleaned;
}

QByteArray Redactor::clean(const QByteArray &bytes)
{
    // Latin-1 maps every byte to one character and back, whatever the real encoding.
    return clean(QString::fromLatin1(bytes)).toLatin1();
}

QByteArray Redactor::cleanJson(const QByteArray &json)
{
    return clean(JsonCleaner(json).run());
}

bool Redactor::isSecretField(QStringView name)
{
    const QString plain = name.toString().remove(u'_').remove(u'-').toLower();
    if (plain == u"idempotencykey" || plain == u"publickey") {
        return false;
    }
    for (const QStringView end : {u"token", u"secret", u"password", u"passwd", u"key", u"apikey",
                                  u"authorization", u"signature", u"cookie", u"credentials"}) {
        if (plain.endsWith(end)) {
            return true;
        }
    }
    return false;
}

} // namespace svix
