// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/linediff.h"

#include <algorithm>
#include <vector>

namespace svix {

namespace {

/// Cells of the table below: 16 MB and some milliseconds.
constexpr qsizetype mostCells = 4'000'000;

void append(QList<DiffLine> &result, DiffLine::Kind kind, const QStringList &lines)
{
    for (const QString &line : lines) {
        result.append({kind, line});
    }
}

/// The length of the longest common subsequence of what follows, for each pair of lines.
std::vector<int> commonLengths(const QStringList &before, const QStringList &after)
{
    const qsizetype width = after.size() + 1;
    std::vector<int> lengths(std::size_t((before.size() + 1) * width), 0);
    for (qsizetype i = before.size() - 1; i >= 0; --i) {
        for (qsizetype j = after.size() - 1; j >= 0; --j) {
            const auto at = std::size_t(i * width + j);
            lengths[at] = before.at(i) == after.at(j)
                              ? lengths[at + std::size_t(width) + 1] + 1
                              : std::max(lengths[at + std::size_t(width)], lengths[at + 1]);
        }
    }
    return lengths;
}

void appendMiddle(QList<DiffLine> &result, const QStringList &before, const QStringList &after)
{
    if (before.size() * after.size() > mostCells) {
        append(result, DiffLine::Kind::Removed, before);
        append(result, DiffLine::Kind::Added, after);
        return;
    }
    const std::vector<int> lengths = commonLengths(before, after);
    const qsizetype width = after.size() + 1;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < before.size() && j < after.size()) {
        if (before.at(i) == after.at(j)) {
            result.append({DiffLine::Kind::Same, before.at(i++)});
            ++j;
        } else if (lengths[std::size_t((i + 1) * width + j)] >=
                   lengths[std::size_t(i * width + j + 1)]) {
            result.append({DiffLine::Kind::Removed, before.at(i++)});
        } else {
            result.append({DiffLine::Kind::Added, after.at(j++)});
        }
    }
    append(result, DiffLine::Kind::Removed, before.sliced(i));
    append(result, DiffLine::Kind::Added, after.sliced(j));
}

} // namespace

QList<DiffLine> lineDiff(const QStringList &before, const QStringList &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == after.at(head)) {
        ++head;
    }
    qsizetype tail = 0;
    while (tail < shorter - head &&
           before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail)) {
        ++tail;
    }
    QList<DiffLine> result;
    append(result, DiffLine::Kind::Same, before.first(head));
    appendMiddle(result, before.sliced(head, before.size() - head - tail),
                 after.sliced(head, after.size() - head - tail));
    append(result, DiffLine::Kind::Same, before.last(tail));
    return result;
}

} // namespace svix
