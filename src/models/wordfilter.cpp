// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wordfilter.h"

#include <QStringList>

#include <algorithm>

namespace svix {

namespace {

char16_t lower(char16_t c)
{
    return c >= u'A' && c <= u'Z' ? char16_t(c + 32) : c;
}

bool containsAscii(QStringView text, QStringView word)
{
    const qsizetype last = text.size() - word.size();
    const char16_t *const data = text.utf16();
    const char16_t *const wanted = word.utf16();
    const qsizetype length = word.size();
    const char16_t first = wanted[0];
    for (qsizetype at = 0; at <= last; ++at) {
        if (lower(data[at]) != first) {
            continue;
        }
        qsizetype i = 1;
        while (i < length && lower(data[at + i]) == wanted[i]) {
            ++i;
        }
        if (i == length) {
            return true;
        }
    }
    return false;
}

} // namespace

WordFilter::WordFilter(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QString folded = word.toCaseFolded();
        const bool ascii =
            std::all_of(folded.begin(), folded.end(), [](QChar c) { return c.unicode() < 0x80; });
        m_words.append({folded, ascii});
    }
}

bool WordFilter::contains(qsizetype index, QStringView text) const
{
    const Word &word = m_words.at(index);
    if (word.ascii) {
        return containsAscii(text, word.folded);
    }
    // ASCII folds to ASCII only, so an id cannot hold the word; most texts are ids.
    const char16_t *const data = text.utf16();
    const bool mayHold =
        std::any_of(data, data + text.size(), [](char16_t c) { return c >= 0x80; });
    return mayHold && text.contains(word.folded, Qt::CaseInsensitive);
}

bool WordFilter::matches(std::span<const QStringView> texts) const
{
    for (qsizetype i = 0; i < m_words.size(); ++i) {
        if (std::none_of(texts.begin(), texts.end(),
                         [this, i](QStringView text) { return contains(i, text); })) {
            return false;
        }
    }
    return true;
}

bool WordFilter::narrows(const WordFilter &earlier) const
{
    return std::all_of(earlier.m_words.begin(), earlier.m_words.end(), [this](const Word &old) {
        return std::any_of(m_words.begin(), m_words.end(),
                           [&old](const Word &word) { return word.folded.contains(old.folded); });
    });
}

} // namespace svix
