// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QScintilla's headers are written with the short keywords of Qt, which are off here.
#pragma push_macro("signals")
#pragma push_macro("slots")
#undef signals
#undef slots
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexerjavascript.h>
#include <Qsci/qsciscintilla.h>
#pragma pop_macro("slots")
#pragma pop_macro("signals")

namespace svix {

struct Tokens;

/// Modern JavaScript in the colours of the console.
class CodeLexer : public QsciLexerJavaScript
{
    Q_OBJECT
public:
    explicit CodeLexer(QObject *parent = nullptr);

    /// Takes the colours and the font, at first and whenever one of them changes.
    void adopt(const svix::Tokens &tokens, const QFont &font);
    /// Set 1: what the language reserves; set 2: what a transformation works with.
    const char *keywords(int set) const override;

private:
    static QColor colorOf(int style, const Tokens &tokens);
};

} // namespace svix
