// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace svix::sandbox {

inline quint32 rowOf(quint32 row)
{
    return row;
}

/// Entries in ascending order of their rows, each row once, in blocks: adding one in the middle of
/// a million moves a block and not the million. `rowOf(entry)` names its row.
template <typename Entry>
class RowBlocks
{
public:
    struct Place
    {
        std::size_t block = 0;
        std::size_t at = 0;
        bool operator==(const Place &) const = default;
    };

    quint32 size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    Place begin() const { return {}; }
    Place end() const { return {m_blocks.size(), 0}; }
    const Entry &entryAt(const Place &place) const { return m_blocks[place.block][place.at]; }
    quint32 rowAt(const Place &place) const { return rowOf(entryAt(place)); }
    /// Not of the end.
    Place after(Place place) const
    {
        return ++place.at < m_blocks[place.block].size() ? place : Place{place.block + 1, 0};
    }
    /// Not of the beginning.
    Place before(const Place &place) const
    {
        return place.at > 0 ? Place{place.block, place.at - 1}
                            : Place{place.block - 1, m_blocks[place.block - 1].size() - 1};
    }

    /// The first place whose row is at or above `row`.
    Place lowerBound(quint32 row) const
    {
        const auto block = std::partition_point(
            m_blocks.begin(), m_blocks.end(), [&](const auto &b) { return rowOf(b.back()) < row; });
        if (block == m_blocks.end()) {
            return end();
        }
        return {static_cast<std::size_t>(block - m_blocks.begin()), placeIn(*block, row)};
    }
    /// How many entries stand before a place; costs a step a block.
    quint32 countBefore(const Place &place) const
    {
        std::size_t count = place.at;
        for (std::size_t block = 0; block < place.block; ++block) {
            count += m_blocks[block].size();
        }
        return static_cast<quint32>(count);
    }
    const Entry *find(quint32 row) const
    {
        const Place place = lowerBound(row);
        return place == end() || rowAt(place) != row ? nullptr : &entryAt(place);
    }
    Entry *find(quint32 row) { return const_cast<Entry *>(std::as_const(*this).find(row)); }

    /// Nothing happens when the row is there already.
    void insert(const Entry &entry)
    {
        const quint32 row = rowOf(entry);
        Place place = lowerBound(row);
        if (place == end()) {
            // At the end, where nearly all go: blocks get full there.
            if (m_blocks.empty() || m_blocks.back().size() == mostInBlock) {
                m_blocks.emplace_back();
            }
            m_blocks.back().push_back(entry);
            ++m_size;
            return;
        }
        if (rowAt(place) == row) {
            return;
        }
        if (m_blocks[place.block].size() == mostInBlock) {
            split(place.block);
            place = lowerBound(row);
        }
        auto &block = m_blocks[place.block];
        block.insert(block.begin() + static_cast<std::ptrdiff_t>(place.at), entry);
        ++m_size;
    }
    /// Nothing happens when the row is not there.
    void erase(quint32 row)
    {
        const Place place = lowerBound(row);
        if (place == end() || rowAt(place) != row) {
            return;
        }
        auto &block = m_blocks[place.block];
        block.erase(block.begin() + static_cast<std::ptrdiff_t>(place.at));
        --m_size;
        const auto at = m_blocks.begin() + static_cast<std::ptrdiff_t>(place.block);
        if (block.empty()) {
            m_blocks.erase(at);
        } else if (place.block > 0 && block.size() + (at - 1)->size() <= mostInBlock / 2) {
            (at - 1)->insert((at - 1)->end(), block.begin(), block.end());
            m_blocks.erase(at);
        }
    }

private:
    using Block = std::vector<Entry>;
    static constexpr std::size_t mostInBlock = 512;

    static std::size_t placeIn(const Block &block, quint32 row)
    {
        return static_cast<std::size_t>(
            std::partition_point(block.begin(), block.end(),
                                 [&](const Entry &e) { return rowOf(e) < row; }) -
            block.begin());
    }
    void split(std::size_t number)
    {
        Block upper(m_blocks[number].begin() + mostInBlock / 2, m_blocks[number].end());
        m_blocks[number].resize(mostInBlock / 2);
        m_blocks.insert(m_blocks.begin() + static_cast<std::ptrdiff_t>(number) + 1,
                        std::move(upper));
    }

    std::vector<Block> m_blocks; // none is empty
    quint32 m_size = 0;
};

using RowSet = RowBlocks<quint32>;

} // namespace svix::sandbox
