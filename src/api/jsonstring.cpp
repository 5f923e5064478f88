// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsonstring.h"

#include <QByteArray>

#include <algorithm>

namespace svix {

namespace {

constexpr bool isPlain(char16_t unit)
{
    return unit >= 0x20 && unit != u'"' && unit != u'\\';
}

// Appends quotes with room for so many bytes between them.
char *addQuotes(QByteArray &out, qsizetype size)
{
    const qsizetype at = out.size();
    out.resize(at + size + 2);
    out[at] = '"';
    out.back() = '"';
    return out.data() + at + 1;
}

} // namespace

// What needs no escape is copied in one piece: byte by byte, texts were half of what a page costs.
void appendJsonString(QByteArray &out, QByteArrayView utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    if (std::all_of(utf8.cbegin(), utf8.cend(),
                    [](char c) { return isPlain(static_cast<unsigned char>(c)); })) {
        char *to = addQuotes(out, utf8.size());
        std::copy(utf8.cbegin(), utf8.cend(), to);
        return;
    }
    out += '"';
    qsizetype plain = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto u = static_cast<unsigned char>(utf8[i]);
        if (isPlain(u)) {
            continue;
        }
        out += utf8.sliced(plain, i - plain);
        plain = i + 1;
        switch (u) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += hex[u >> 4];
            out += hex[u & 15];
        }
    }
    out += utf8.sliced(plain);
    out += '"';
}

void appendJsonString(QByteArray &out, QStringView text)
{
    const bool isAscii = std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return isPlain(c.unicode()) && c.unicode() < 0x80;
    });
    if (!isAscii) {
        appendJsonString(out, QByteArrayView(text.toUtf8()));
        return;
    }
    std::transform(text.cbegin(), text.cend(), addQuotes(out, text.size()),
                   [](QChar c) { return static_cast<char>(c.unicode()); });
}

} // namespace svix
