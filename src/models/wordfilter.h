// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <span>

namespace svix {

/// The words typed into a filter field; a row matches when each word is in one of its texts,
/// whatever the case.
class WordFilter
{
public:
    WordFilter() = default;
    explicit WordFilter(const QString &text);

    bool isEmpty() const { return m_words.isEmpty(); }
    qsizetype wordCount() const { return m_words.size(); }
    /// Every word is in one of `texts`.
    bool matches(std::span<const QStringView> texts) const;
    /// The word at `index` is in `text`; lets a model ask once for a text that many rows share.
    bool contains(qsizetype index, QStringView text) const;

    /// Whatever this accepts, `earlier` accepted too: it needs to be looked for there only.
    bool narrows(const WordFilter &earlier) const;

    bool operator==(const WordFilter &) const = default;

private:
    struct Word
    {
        QString folded;
        bool ascii = true; // then a plain comparison will do, ten times quicker than Unicode's
        bool operator==(const Word &) const = default;
    };
    QList<Word> m_words;
};

/// A model that can tell quickly whether a row matches; FilterProxy asks it instead of every cell.
class WordSearchable
{
public:
    virtual ~WordSearchable() = default;
    /// Called before many rowMatches() with the same filter.
    virtual void prepareSearch(const WordFilter &filter) const { Q_UNUSED(filter) }
    virtual bool rowMatches(int row, const WordFilter &filter) const = 0;
};

} // namespace svix
