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

quint32 RowSpan::lowerBound(quint32 row) const
{
    if (!rows) {
        return std::min(row, count);
    }
    return static_cast<quint32>(std::lower_bound(rows->begin(), rows->end(), row) - rows->begin());
}

RowPage pageOfRows(const std::vector<RowSpan> &spans, quint32 firstRow, quint32 endRow,
                   bool ascending, int limit, const std::function<bool(quint32)> &keep)
{
    struct Cursor
    {
        const RowSpan *span;
        quint32 next; // ascending: the next place; descending: one above it
        quint32 stop;
    };
    std::vector<Cursor> cursors;
    for (const RowSpan &span : spans) {
        const quint32 from = span.lowerBound(firstRow);
        const quint32 to = std::max(from, span.lowerBound(endRow));
        cursors.push_back(ascending ? Cursor{&span, from, to} : Cursor{&span, to, from});
    }
    RowPage page;
    for (;;) {
        Cursor *best = nullptr;
        quint32 bestRow = 0;
        for (Cursor &cursor : cursors) {
            if (cursor.next == cursor.stop) {
                continue;
            }
            const quint32 row = cursor.span->at(ascending ? cursor.next : cursor.next - 1);
            if (!best || (ascending ? row < bestRow : row > bestRow)) {
                best = &cursor;
                bestRow = row;
            }
        }
        if (!best) {
            break;
        }
        best->next += ascending ? 1U : static_cast<quint32>(-1);
        if (!keep(bestRow)) {
            continue;
        }
        if (page.rows.size() == static_cast<std::size_t>(limit)) {
            page.done = false;
            break;
        }
        page.rows.push_back(bestRow);
    }
    if (ascending) {
        std::reverse(page.rows.begin(), page.rows.end());
    }
    return page;
}

} // namespace svix::sandbox
