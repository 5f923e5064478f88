// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/common.h"
#include "sandbox/store/messagelog.h"

#include <functional>

namespace svix::sandbox {

/// The `limit` and `iterator` of a list, and which way they lead.
struct PageAsk
{
    int limit = 50;
    QString id;        ///< without the "-" in front, empty when there is none
    bool back = false; ///< towards the beginning of the list

    static PageAsk from(const std::optional<int> &limit, const std::optional<QString> &iterator);
};

/// Sets iterator and prevIterator from the keys of the first and the last row.
template <typename T, typename Key>
void finishPage(Page<T> &page, Key key)
{
    if (!page.data.isEmpty()) {
        page.iterator = key(page.data.last());
        page.prevIterator = QLatin1Char('-') + key(page.data.first());
    }
}

/// One page of a map sorted by key. `keep` filters, `emit` makes the row.
template <typename T, typename Map, typename Keep, typename Emit, typename Key>
Page<T> pageOfMap(const Map &map, const PageAsk &ask, bool ascending, Keep keep, Emit emit, Key key)
{
    Page<T> page;
    page.done = true;
    const bool up = ascending != ask.back;
    auto at = ask.id.isEmpty() ? (up ? map.begin() : map.end())
                               : (up ? map.upper_bound(ask.id) : map.lower_bound(ask.id));
    for (;;) {
        if (at == (up ? map.end() : map.begin())) {
            break;
        }
        const auto &entry = up ? *at++ : *--at;
        if (!keep(entry.second)) {
            continue;
        }
        if (page.data.size() == ask.limit) {
            page.done = false;
            break;
        }
        page.data.append(emit(entry.second));
    }
    if (ask.back) {
        std::reverse(page.data.begin(), page.data.end());
    }
    finishPage(page, key);
    return page;
}

/// Where a page of a list over time begins and which way it walks; both bounds are left out.
struct TimeBounds
{
    IdNumber low{};
    IdNumber high{};
    bool ascending = false; ///< walk from the oldest end; the page is still shown newest first
};

/// The 90-day rules of the contract. Nothing when the iterator is no id: svix-server breaks there.
std::optional<TimeBounds> timeBounds(const PageAsk &ask, IdKind kind,
                                     const std::optional<Timestamp> &before,
                                     const std::optional<Timestamp> &after, const Timestamp &now);

/// Rows in ascending order, borrowed; without a vector they are 0, 1, 2 … count - 1.
struct RowSpan
{
    const std::vector<quint32> *rows = nullptr;
    quint32 count = 0;

    static RowSpan of(const std::vector<quint32> &rows)
    {
        return {&rows, static_cast<quint32>(rows.size())};
    }
    quint32 at(quint32 i) const { return rows ? (*rows)[i] : i; }
    /// The first place whose row is at or above `row`.
    quint32 lowerBound(quint32 row) const;
};

struct RowPage
{
    std::vector<quint32> rows; ///< newest first
    bool done = true;
};

/// Walks the union of the spans between two rows and takes what `keep` keeps, so that a page costs
/// what it shows and passes over, wherever it lies.
RowPage pageOfRows(const std::vector<RowSpan> &spans, quint32 firstRow, quint32 endRow,
                   bool ascending, int limit, const std::function<bool(quint32)> &keep);

} // namespace svix::sandbox
