// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codelexer.h"

#include "widgets/style/tokens.h"

namespace svix {

namespace {

/// Styles that are numbered from here on are Scintilla's own: line numbers, braces.
constexpr int lexerStyles = 32;

} // namespace

CodeLexer::CodeLexer(QObject *parent)
    : QsciLexerJavaScript(parent)
{
    setHighlightBackQuotedStrings(true);
    setFoldCompact(false);
    setFoldPreprocessor(false);
}

void CodeLexer::adopt(const Tokens &tokens, const QFont &font)
{
    setDefaultColor(tokens.text);
    setDefaultPaper(tokens.base);
    setDefaultFont(font);
    for (int style = 0; style < lexerStyles; ++style) {
        setColor(colorOf(style, tokens), style);
        setPaper(tokens.base, style);
        setFont(font, style);
        setEolFill(false, style);
    }
}

QColor CodeLexer::colorOf(int style, const Tokens &tokens)
{
    switch (style) {
    case Comment:
    case CommentLine:
    case CommentDoc:
    case CommentLineDoc:
    case CommentDocKeyword:
    case CommentDocKeywordError:
        return tokens.muted;
    case Number:
    case Regex:
    case EscapeSequence:
        return tokens.jsonNumber;
    case DoubleQuotedString:
    case SingleQuotedString:
    case RawString:
    case VerbatimString:
        return tokens.jsonString;
    case UnclosedString:
        return tokens.bad;
    case Keyword:
        return tokens.jsonKey;
    case KeywordSet2:
        return tokens.accent;
    default:
        return tokens.text;
    }
}

const char *CodeLexer::keywords(int set) const
{
    switch (set) {
    case 1:
        return "async await break case catch class const continue debugger default delete do else "
               "export extends false finally for function get if import in instanceof let new null "
               "of return set static super switch this throw true try typeof undefined var void "
               "while with yield";
    case 2:
        return "handler webhook console JSON Math Object Array String Number Boolean Date RegExp "
               "Map Set BigInt Symbol Promise Error";
    default:
        return nullptr;
    }
}

} // namespace svix
