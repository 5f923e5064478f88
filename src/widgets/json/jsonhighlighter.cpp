// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/jsonhighlighter.h"

#include "widgets/style/tokens.h"

namespace svix {

namespace {

/// A line longer than this is not looked at: colouring must never cost more than typing.
constexpr qsizetype longestColoured = 20000;

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'+' || c == u'.';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document, const QWidget *editor)
    : QSyntaxHighlighter(document)
    , m_editor(editor)
{
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (text.size() > longestColoured) {
        return;
    }
    const Tokens &tokens = Tokens::of(m_editor);
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text.at(i);
        const qsizetype begin = i++;
        if (c == u'"') {
            while (i < text.size() && text.at(i) != u'"') {
                i += text.at(i) == u'\\' ? 2 : 1;
            }
            i = std::min(i + 1, text.size());
            qsizetype after = i;
            while (after < text.size() && text.at(after).isSpace()) {
                ++after;
            }
            const bool name = after < text.size() && text.at(after) == u':';
            setFormat(int(begin), int(i - begin), name ? tokens.jsonKey : tokens.jsonString);
        } else if (isWordCharacter(c)) {
            while (i < text.size() && isWordCharacter(text.at(i))) {
                ++i;
            }
            setFormat(int(begin), int(i - begin), tokens.jsonNumber);
        }
    }
    // Last, so that it stands out inside strings too.
    for (qsizetype from = text.indexOf(u'\u2039'); from >= 0;
         from = text.indexOf(u'\u2039', from + 1)) {
        const qsizetype to = text.indexOf(u'\u203A', from);
        if (to > from && to - from <= 9) {
            setFormat(int(from), int(to - from + 1), tokens.bad);
        }
    }
}

} // namespace svix
