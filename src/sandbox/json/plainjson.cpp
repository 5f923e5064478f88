// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/json/plainjson.h"

#include <algorithm>
#include <vector>

namespace svix::sandbox {

namespace {

constexpr int mostDepth = 127; // that of parseJson()

// Copies values from one text to the other and moves members where they are not sorted. Every
// function is false where the whole text has to be taken apart.
class Copier
{
public:
    explicit Copier(QByteArrayView text)
        : m_text(text)
    {
        m_out.reserve(text.size());
    }
    QByteArray take() { return std::move(m_out); }

    bool value(int depth)
    {
        space();
        switch (peek()) {
        case '{':
            return depth < mostDepth && object(depth);
        case '[':
            return depth < mostDepth && array(depth);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

private:
    struct Member
    {
        QByteArrayView name;
        qsizetype begin; // of its text in m_out
        qsizetype end;
    };

    // 0 at the end, which is no part of any JSON.
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void space()
    {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            ++m_at;
        }
    }
    void copy(qsizetype from) { m_out.append(m_text.sliced(from, m_at - from)); }
    bool take(char wanted)
    {
        if (peek() != wanted) {
            return false;
        }
        ++m_at;
        m_out += wanted;
        return true;
    }

    bool word(QByteArrayView expected)
    {
        if (!m_text.sliced(m_at).startsWith(expected)) {
            return false;
        }
        m_at += expected.size();
        m_out.append(expected);
        return true;
    }

    bool string()
    {
        const qsizetype from = m_at;
        ++m_at;
        while (static_cast<unsigned char>(peek()) >= 0x20 && peek() != '"' && peek() != '\\') {
            ++m_at;
        }
        if (peek() != '"') {
            return false;
        }
        ++m_at;
        copy(from);
        return true;
    }

    bool digits()
    {
        const qsizetype from = m_at;
        while (peek() >= '0' && peek() <= '9') {
            ++m_at;
        }
        return m_at > from;
    }

    // "-0" and exponents change, and "01" is none.
    bool number()
    {
        const qsizetype from = m_at;
        if (peek() == '-') {
            ++m_at;
        }
        const bool zero = peek() == '0';
        const qsizetype first = m_at;
        if (!digits() || (zero && (m_at > first + 1 || first > from))) {
            return false;
        }
        if (peek() == '.') {
            ++m_at;
            if (!digits()) {
                return false;
            }
        }
        copy(from);
        return peek() != 'e' && peek() != 'E';
    }

    bool array(int depth)
    {
        take('[');
        space();
        if (take(']')) {
            return true;
        }
        do {
            if (!value(depth + 1)) {
                return false;
            }
            space();
        } while (take(','));
        return take(']');
    }

    bool object(int depth)
    {
        take('{');
        space();
        if (take('}')) {
            return true;
        }
        std::vector<Member> members;
        members.reserve(8);
        do {
            space();
            const qsizetype begin = m_out.size();
            const qsizetype from = m_at + 1;
            if (peek() != '"' || !string()) {
                return false;
            }
            const QByteArrayView name = m_text.sliced(from, m_at - from - 1);
            space();
            if (!take(':') || !value(depth + 1)) {
                return false;
            }
            members.push_back({name, begin, m_out.size()});
            space();
        } while (take(','));
        return take('}') && sort(members);
    }

    bool sort(std::vector<Member> &members)
    {
        const auto before = [](const Member &a, const Member &b) { return a.name < b.name; };
        const auto isFirst = [&](const Member &a, const Member &b) { return !before(a, b); };
        if (std::adjacent_find(members.begin(), members.end(), isFirst) == members.end()) {
            return true; // each stands before the next one
        }
        const qsizetype first = members.front().begin;
        std::sort(members.begin(), members.end(), before);
        if (std::adjacent_find(members.begin(), members.end(), isFirst) != members.end()) {
            return false; // equal names
        }
        QByteArray sorted;
        sorted.reserve(m_out.size() - first);
        for (const Member &member : members) {
            sorted.append(QByteArrayView(m_out).sliced(member.begin, member.end - member.begin));
            sorted += ',';
        }
        sorted.back() = '}';
        std::copy(sorted.cbegin(), sorted.cend(), m_out.begin() + first); // as long as before
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    QByteArray m_out;
};

} // namespace

std::optional<QByteArray> plainReadBack(QByteArrayView text)
{
    if (!text.isValidUtf8()) {
        return std::nullopt;
    }
    Copier copier(text);
    return copier.value(0) ? std::optional(copier.take()) : std::nullopt;
}

} // namespace svix::sandbox
