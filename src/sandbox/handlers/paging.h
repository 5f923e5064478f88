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

template <typename K, typename V>
const V &valueOf(const std::pair<const K, V> &entry)
{
    return entry.second;
}
template <typename T>
const T &valueOf(const std::unique_ptr<T> &entry)
{
    return *entry;
}

/// One page of a map sorted by key, or of anything that finds a key as a map does. `keep` filters,
/// `emit` makes the row.
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
        if (!keep(valueOf(entry))) {
            continue;
        }
        if (page.data.size() == ask.limit) {
            page.done = false;
            break;
        }
        page.data.append(emit(valueOf(entry)));
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

/// Rows in ascending order, borrowed: a set, what an endpoint was sent, or 0, 1, 2 … count - 1.
class RowSpan
{
public:
    using Place = RowSet::Place;

    explicit RowSpan(quint32 count)
        : m_count(count)
    {
    }
    explicit RowSpan(const RowSet &rows)
        : m_rows(&rows)
    {
    }
    explicit RowSpan(const RowBlocks<SentMessage> &sent)
        : m_sent(&sent)
    {
    }
    /// The first place whose row is at or above `row`.
    Place lowerBound(quint32 row) const;
    Place after(const Place &place) const;
    Place before(const Place &place) const;
    quint32 rowAt(const Place &place) const;

private:
    const RowSet *m_rows = nullptr;
    const RowBlocks<SentMessage> *m_sent = nullptr;
    quint32 m_count = 0;
};

struct RowPage
{
    std::vector<quint32> rows; ///< newest first
    bool done = true;
};

/// Walks the union of the spans between two rows, so that a page costs what it shows, wherever it
/// lies and however much there is. What it looks at is counted in the log.
RowPage pageOfRows(const MessageLog &log, const std::vector<RowSpan> &spans, quint32 firstRow,
                   quint32 endRow, bool ascending, int limit);

} // namespace svix::sandbox
