// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/paging.h"

#include <algorithm>

namespace svix::sandbox {

namespace {

constexpr qint64 windowMicros = 90LL * 24 * 3600 * 1000 * 1000;
constexpr qint64 aheadMicros = 3600LL * 1000 * 1000;

Timestamp shifted(qint64 micros, qint64 by)
{
    return Timestamp(micros + by);
}

} // namespace

PageAsk PageAsk::from(const std::optional<int> &limit, const std::optional<QString> &iterator)
{
    PageAsk ask;
    ask.limit = limit.value_or(50);
    if (iterator) {
        ask.back = iterator->startsWith(QLatin1Char('-'));
        ask.id = ask.back ? iterator->mid(1) : *iterator;
    }
    return ask;
}

std::optional<TimeBounds> timeBounds(const PageAsk &ask, IdKind kind,
                                     const std::optional<Timestamp> &before,
                                     const std::optional<Timestamp> &after, const Timestamp &now)
{
    TimeBounds bounds;
    const auto lowAt = [](const Timestamp &time) { return idNumberAtTime(time, IdBound::Highest); };
    const auto highAt = [](const Timestamp &time) { return idNumberAtTime(time, IdBound::Lowest); };
    const qint64 nowMicros = now.microseconds();
    bounds.high = highAt(shifted(nowMicros, aheadMicros));
    if (!ask.id.isEmpty()) {
        const auto id = numberOfId(ask.id, kind);
        if (!id) {
            return std::nullopt;
        }
        const qint64 at = millisecondsOfId(*id) * 1000;
        bounds.ascending = ask.back;
        if (ask.back) {
            bounds.low = *id;
            bounds.high = std::min(bounds.high, highAt(shifted(at, windowMicros)));
        } else {
            bounds.high = std::min(bounds.high, *id);
            bounds.low = lowAt(shifted(at, -windowMicros));
        }
    } else if (after && !before) {
        bounds.ascending = true;
        bounds.high = std::min(bounds.high, highAt(shifted(after->microseconds(), windowMicros)));
    } else if (before) {
        bounds.low = lowAt(shifted(before->microseconds(), -windowMicros));
    } else {
        bounds.low = lowAt(shifted(nowMicros, -windowMicros));
    }
    if (before) {
        bounds.high = std::min(bounds.high, highAt(*before));
    }
    if (after) {
        bounds.low = std::max(bounds.low, lowAt(*after));
    }
    return bounds;
}

RowSpan::Place RowSpan::lowerBound(quint32 row) const
{
    if (m_sent) {
        const auto place = m_sent->lowerBound(row);
        return {place.block, place.at};
    }
    return m_rows ? m_rows->lowerBound(row) : Place{0, std::min(row, m_count)};
}

RowSpan::Place RowSpan::after(const Place &place) const
{
    if (m_sent) {
        const auto next = m_sent->after({place.block, place.at});
        return {next.block, next.at};
    }
    return m_rows ? m_rows->after(place) : Place{0, place.at + 1};
}

RowSpan::Place RowSpan::before(const Place &place) const
{
    if (m_sent) {
        const auto next = m_sent->before({place.block, place.at});
        return {next.block, next.at};
    }
    return m_rows ? m_rows->before(place) : Place{0, place.at - 1};
}

quint32 RowSpan::rowAt(const Place &place) const
{
    if (m_sent) {
        return m_sent->rowAt({place.block, place.at});
    }
    return m_rows ? m_rows->rowAt(place) : static_cast<quint32>(place.at);
}

RowPage pageOfRows(const MessageLog &log, const std::vector<RowSpan> &spans, quint32 firstRow,
                   quint32 endRow, bool ascending, int limit)
{
    struct Cursor
    {
        const RowSpan *span;
        RowSpan::Place next; // ascending: the next place; descending: the one above it
        RowSpan::Place stop;
        quint32 row; // at the next place

        bool look(const MessageLog &counter, bool up)
        {
            if (next == stop) {
                return false;
            }
            counter.visited(1);
            row = span->rowAt(up ? next : span->before(next));
            return true;
        }
    };
    // The heap has the cursor that comes next on top.
    const auto later = [ascending](const Cursor &a, const Cursor &b) {
        return ascending ? a.row > b.row : a.row < b.row;
    };
    std::vector<Cursor> cursors;
    for (const RowSpan &span : spans) {
        const auto from = span.lowerBound(firstRow);
        const auto to = span.lowerBound(std::max(firstRow, endRow));
        Cursor cursor = ascending ? Cursor{&span, from, to, 0} : Cursor{&span, to, from, 0};
        if (cursor.look(log, ascending)) {
            cursors.push_back(cursor);
        }
    }
    std::make_heap(cursors.begin(), cursors.end(), later);
    RowPage page;
    while (!cursors.empty()) {
        if (page.rows.size() == static_cast<std::size_t>(limit)) {
            page.done = false;
            break;
        }
        std::pop_heap(cursors.begin(), cursors.end(), later);
        Cursor &cursor = cursors.back();
        page.rows.push_back(cursor.row);
        cursor.next =
            ascending ? cursor.span->after(cursor.next) : cursor.span->before(cursor.next);
        if (cursor.look(log, ascending)) {
            std::push_heap(cursors.begin(), cursors.end(), later);
        } else {
            cursors.pop_back();
        }
    }
    if (ascending) {
        std::reverse(page.rows.begin(), page.rows.end());
    }
    return page;
}

} // namespace svix::sandbox
