// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/common.h"
#include "core/result.h"
#include "models/pagedmodelbase.h"

#include <QFuture>
#include <QHash>

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace svix {

/// A table over a list that the API gives in pages. `Item` is what a page holds, `Row` what is kept
/// of it. Rows are found by key, never by a number that was remembered.
template <typename RowT, typename ItemT = RowT>
class PagedModel : public PagedModelBase
{
public:
    using Row = RowT;
    using Item = ItemT;
    /// Asks for one page. The future ends in exactly one result.
    using Fetch = std::function<QFuture<Result<Page<Item>>>(const PageRequest &)>;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
            return {};
        }
        const Row &row = m_rows[static_cast<std::size_t>(index.row())];
        if (role == KeyRole) {
            return keyOf(row);
        }
        if (role == CellKindRole) {
            return int(columns().at(index.column()).kind);
        }
        return cell(row, index.column(), role);
    }

    const Row &rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// nullptr when it is not loaded; valid until the next event.
    const Row *find(const QString &key) const
    {
        const int row = rowOfKey(key);
        return row < 0 ? nullptr : &rowAt(row);
    }
    int rowOfKey(const QString &key) const override
    {
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (keyOf(m_rows[i]) == key) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }

    /// Puts in what a write gave back: in its row, or as a new one where the order wants it.
    void upsert(const Item &item)
    {
        Row fresh = makeRow(item);
        const QString key = keyOf(fresh);
        const int old = rowOfKey(key);
        if (old >= 0) {
            Row &row = m_rows[static_cast<std::size_t>(old)];
            carryOver(row, fresh);
            row = std::move(fresh);
            Q_EMIT dataChanged(index(old, 0), index(old, columnCount() - 1));
        } else {
            const int at = placeFor(fresh);
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, std::move(fresh));
            m_known.insert(qHash(key));
            endInsertRows();
        }
        if (isStaging()) {
            m_touched.insert(key, *find(key));
        }
        rowsTouched();
    }
    bool removeKey(const QString &key) override
    {
        if (isStaging()) {
            m_touched.insert(key, std::nullopt);
        }
        const int row = rowOfKey(key);
        if (row < 0) {
            return false;
        }
        removeRange(row, row);
        m_known.remove(qHash(key));
        rowsTouched();
        return true;
    }

protected:
    using PagedModelBase::PagedModelBase;

    /// Set before the first reload.
    void setFetch(Fetch fetch)
    {
        m_fetch = std::move(fetch);
        setHasSource(m_fetch != nullptr);
    }
    std::deque<Row> &rows() { return m_rows; }
    const std::deque<Row> &rows() const { return m_rows; }
    void touchRow(int row) { Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1)); }

    virtual QString keyOf(const Row &row) const = 0;
    virtual Row makeRow(const Item &item) = 0;
    /// Everything about a cell but KeyRole and CellKindRole.
    virtual QVariant cell(const Row &row, int column, int role) const = 0;
    /// What was asked for separately survives when a row is read anew.
    virtual void carryOver(const Row &old, Row &fresh)
    {
        Q_UNUSED(old)
        Q_UNUSED(fresh)
    }
    /// Where a new row goes: at the top in lists that are newest first.
    virtual int placeFor(const Row &row) const
    {
        Q_UNUSED(row)
        return 0;
    }

private:
    void ask(const PageRequest &request) override
    {
        const quint64 asked = generation();
        const auto arrived = [this, asked](const Result<Page<Item>> &result) {
            if (asked != generation()) {
                return; // of an older filter or application
            }
            if (!result.ok()) {
                pageFailed(result.error());
                return;
            }
            PageHead head;
            head.iterator = result->iterator;
            head.done = result->done;
            head.rows = static_cast<int>(result->data.size());
            m_arrived = result->data;
            pageArrived(head);
        };
        QFuture<Result<Page<Item>>> future = m_fetch(request);
        if (future.isFinished()) {
            // Never before ask() has returned.
            QMetaObject::invokeMethod(
                this, [arrived, future] { arrived(future.result()); }, Qt::QueuedConnection);
        } else {
            // No takeResult(): in Qt 6.4 it takes the state too, and the promise's end would run
            // this once more.
            future.then(this, arrived);
        }
    }

    /// Rows of the page that are not in `known` yet; `has` looks closer where the hash was seen.
    template <typename Has>
    std::vector<Row> freshRows(QSet<size_t> &known, const Has &has)
    {
        std::vector<Row> fresh;
        fresh.reserve(static_cast<std::size_t>(m_arrived.size()));
        const QList<Item> items = std::exchange(m_arrived, {});
        for (const Item &item : items) {
            Row row = makeRow(item);
            const QString key = keyOf(row);
            const size_t hash = qHash(key);
            if (known.contains(hash) &&
                (has(key) || std::any_of(fresh.begin(), fresh.end(),
                                         [&](const Row &other) { return keyOf(other) == key; }))) {
                continue;
            }
            known.insert(hash);
            fresh.push_back(std::move(row));
        }
        return fresh;
    }
    int appendArrived() override
    {
        std::vector<Row> fresh =
            freshRows(m_known, [this](const QString &key) { return rowOfKey(key) >= 0; });
        if (fresh.empty()) {
            return 0;
        }
        const int count = static_cast<int>(fresh.size());
        beginInsertRows({}, rowCount(), rowCount() + count - 1);
        m_rows.insert(m_rows.end(), std::make_move_iterator(fresh.begin()),
                      std::make_move_iterator(fresh.end()));
        endInsertRows();
        return count;
    }
    int stageArrived() override
    {
        std::vector<Row> fresh = freshRows(m_stageKnown, [this](const QString &key) {
            return std::any_of(m_stage.begin(), m_stage.end(),
                               [&](const Row &row) { return keyOf(row) == key; });
        });
        m_stage.insert(m_stage.end(), std::make_move_iterator(fresh.begin()),
                       std::make_move_iterator(fresh.end()));
        return static_cast<int>(fresh.size());
    }
    void dropArrived() override { m_arrived.clear(); }
    int stagedRows() const override { return static_cast<int>(m_stage.size()); }
    void dropStage() override
    {
        m_stage.clear();
        m_stageKnown.clear();
        m_touched.clear();
    }
    /// The answer to a reload that was asked for before a write may not know of it yet.
    void applyTouched()
    {
        for (auto it = m_touched.cbegin(); it != m_touched.cend(); ++it) {
            const auto same = [&](const Row &row) { return keyOf(row) == it.key(); };
            const auto staged = std::find_if(m_stage.begin(), m_stage.end(), same);
            if (!it.value()) {
                m_stage.erase(staged, staged == m_stage.end() ? staged : staged + 1);
            } else if (staged != m_stage.end()) {
                *staged = *it.value();
            } else {
                const auto at =
                    std::min(m_stage.size(), std::size_t(std::max(0, rowOfKey(it.key()))));
                m_stage.insert(m_stage.begin() + std::ptrdiff_t(at), *it.value());
            }
        }
        m_touched.clear();
    }
    void resetRows() override
    {
        beginResetModel();
        m_rows.clear();
        m_known.clear();
        endResetModel();
    }
    void removeRange(int first, int last)
    {
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    }

    bool commitStage(bool keepTail) override
    {
        applyTouched();
        QHash<QString, int> wanted;
        wanted.reserve(static_cast<qsizetype>(m_stage.size()));
        for (std::size_t i = 0; i < m_stage.size(); ++i) {
            wanted.insert(keyOf(m_stage[i]), static_cast<int>(i));
        }
        // The list is cut where the stage ends, if that row is known; what is below stays.
        int head = rowCount();
        bool tail = false;
        if (keepTail && !m_stage.empty()) {
            const int last = rowOfKey(keyOf(m_stage.back()));
            tail = last >= 0 && last + 1 < rowCount();
            head = tail ? last + 1 : head;
        }
        for (int row = rowCount() - 1; row >= 0; --row) {
            const auto goes = [&](int r) {
                return wanted.contains(keyOf(rowAt(r))) == (r >= head);
            };
            if (!goes(row)) {
                continue;
            }
            int first = row;
            while (first > 0 && first != head && goes(first - 1)) {
                --first;
            }
            removeRange(first, row);
            head -= first < head ? row - first + 1 : 0;
            row = first;
        }
        orderHead(wanted, head);
        int at = 0;
        const int all = static_cast<int>(m_stage.size());
        while (at < all) {
            if (at < head && keyOf(rowAt(at)) == keyOf(m_stage[static_cast<std::size_t>(at)])) {
                Row &fresh = m_stage[static_cast<std::size_t>(at)];
                carryOver(rowAt(at), fresh);
                m_rows[static_cast<std::size_t>(at)] = std::move(fresh);
                ++at;
                continue;
            }
            const int end = at < head ? wanted.value(keyOf(rowAt(at))) : all;
            beginInsertRows({}, at, end - 1);
            m_rows.insert(m_rows.begin() + at, std::make_move_iterator(m_stage.begin() + at),
                          std::make_move_iterator(m_stage.begin() + end));
            endInsertRows();
            head += end - at;
            at = end;
        }
        dropStage();
        m_known.clear();
        m_known.reserve(static_cast<qsizetype>(m_rows.size()));
        for (const Row &row : m_rows) {
            m_known.insert(qHash(keyOf(row)));
        }
        if (all > 0) {
            Q_EMIT dataChanged(index(0, 0), index(all - 1, columnCount() - 1));
        }
        return tail;
    }

    /// Brings the first `count` rows, all of them in `wanted`, into its order.
    void orderHead(const QHash<QString, int> &wanted, int count)
    {
        std::vector<std::pair<int, int>> order; // place wanted, row now
        for (int row = 0; row < count; ++row) {
            order.emplace_back(wanted.value(keyOf(rowAt(row))), row);
        }
        if (std::is_sorted(order.begin(), order.end())) {
            return;
        }
        std::sort(order.begin(), order.end());
        Q_EMIT layoutAboutToBeChanged();
        std::vector<Row> sorted;
        std::vector<int> rowNow(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            const auto from = static_cast<std::size_t>(order[i].second);
            sorted.push_back(std::move(m_rows[from]));
            rowNow[from] = static_cast<int>(i);
        }
        std::move(sorted.begin(), sorted.end(), m_rows.begin());
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        for (const QModelIndex &old : before) {
            after.append(old.row() < count
                             ? index(rowNow[static_cast<std::size_t>(old.row())], old.column())
                             : old);
        }
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged();
    }

    Fetch m_fetch;
    std::deque<Row> m_rows;
    QSet<size_t> m_known; // hashes of the keys: 12 bytes a row where the keys would be a hundred
    QList<Item> m_arrived;
    std::vector<Row> m_stage;
    QSet<size_t> m_stageKnown;
    QHash<QString, std::optional<Row>> m_touched; // while a reload is under way; nothing: removed
};

} // namespace svix
