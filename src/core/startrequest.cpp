// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/startrequest.h"

#include "core/token.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qsizetype longestName = 200;
constexpr qsizetype longestObject = 512;

bool isName(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return text.size() <= longestName && text == text.trimmed() && !looksLikeToken(text) &&
           std::all_of(characters.cbegin(), characters.cend(), [](uint c) {
               return c != QChar::ReplacementCharacter && QChar::isPrint(c);
           });
}

bool isObject(const QString &text)
{
    return text.size() <= longestObject && !looksLikeToken(text) &&
           std::all_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

} // namespace

std::optional<QByteArray> StartRequest::toLine() const
{
    if (!isName(profile) || !isObject(open) || (sandbox && !profile.isEmpty())) {
        return {};
    }
    QByteArrayList words;
    if (sandbox) {
        words.append("sandbox");
    }
    if (!profile.isEmpty()) {
        words.append("profile:" + QUrl::toPercentEncoding(profile));
    }
    if (!open.isEmpty()) {
        words.append("open:" + open.toLatin1());
    }
    return words.join(' ');
}

std::optional<StartRequest> StartRequest::fromLine(const QByteArray &line)
{
    StartRequest request;
    if (line.isEmpty()) {
        return request; // only come to the front
    }
    if (line.size() > longestLine) {
        return {};
    }
    for (const QByteArray &word : line.split(' ')) {
        if (word == "sandbox") {
            request.sandbox = true;
        } else if (word.startsWith("profile:")) {
            request.profile = QString::fromUtf8(QByteArray::fromPercentEncoding(word.mid(8)));
        } else if (word.startsWith("open:")) {
            request.open = QString::fromLatin1(word.mid(5));
        } else {
            return {};
        }
    }
    // The one way to write it: no part twice, empty, in another order or encoded otherwise.
    const auto written = request.toLine();
    return written && *written == line ? std::optional(request) : std::nullopt;
}

} // namespace svix
