// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace svix {

/// What happens to line breaks and tabs when text is made visible.
enum class LineBreaks {
    Keep,  ///< \n, \r\n and \t stay (editors, raw views)
    Escape ///< everything on one line (cells, labels)
};

/// True when `c` would be invisible or would reorder its neighbours: control characters,
/// bidirectional overrides, zero-width marks (but not the joiners that scripts and emoji need).
bool isHiddenCharacter(char32_t c);

/// `text` with every hidden character and lone surrogate written as ‹U+202E›.
/// Returns the same (shared) string when there is nothing to escape.
QString visibleText(const QString &text, LineBreaks breaks = LineBreaks::Escape);

/// `text` for a tool tip, with hidden characters visible and never taken for HTML: a tool tip of Qt
/// guesses by itself.
QString plainTip(const QString &text);

/// Valid UTF-8 as text, with a byte order mark kept as a character.
QString exactUtf8(QByteArrayView bytes);

/// UTF-8 bytes as text; a byte that is not valid UTF-8 becomes ‹FF›, and nothing stops at a NUL.
QString visibleUtf8(QByteArrayView bytes, LineBreaks breaks = LineBreaks::Keep);

/// The length of the well-formed UTF-8 sequence at `bytes[at]`, 0 when it is malformed.
int utf8Length(QByteArrayView bytes, qsizetype at);

} // namespace svix
