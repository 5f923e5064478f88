// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filterproxy.h"

#include "models/pagedmodelbase.h"

#include <algorithm>

namespace svix {

FilterProxy::FilterProxy(QObject *parent)
    : QAbstractProxyModel(parent)
{
}

void FilterProxy::setFilterText(const QString &text)
{
    m_text = text;
    WordFilter filter(text);
    if (filter == m_filter) {
        return;
    }
    const bool within = !m_all && !m_predicate && filter.narrows(m_filter);
    m_filter = std::move(filter);
    if (within && !m_filter.isEmpty()) {
        beginResetModel();
        prepare();
        std::erase_if(m_rows, [this](int row) { return !accepts(row); });
        endResetModel();
        tell();
        return;
    }
    beginResetModel();
    rebuild();
    endResetModel();
    tell();
}

void FilterProxy::setPredicate(Predicate predicate)
{
    beginResetModel();
    m_predicate = std::move(predicate);
    rebuild();
    endResetModel();
    tell();
}

void FilterProxy::setVisibleRows(int first, int last)
{
    auto *paged = qobject_cast<PagedModelBase *>(sourceModel());
    if (!paged) {
        return;
    }
    QList<int> rows;
    for (int row = std::max(0, first); row <= last && row < rowCount(); ++row) {
        rows.append(m_all ? row : m_rows[static_cast<std::size_t>(row)]);
    }
    paged->setVisibleRows(rows);
}

void FilterProxy::setSourceModel(QAbstractItemModel *model)
{
    beginResetModel();
    if (sourceModel()) {
        sourceModel()->disconnect(this);
    }
    QAbstractProxyModel::setSourceModel(model);
    m_searchable = dynamic_cast<const WordSearchable *>(model);
    rebuild();
    endResetModel();
    if (!model) {
        return;
    }
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this](const QModelIndex &, int first, int last) {
                if (m_all) {
                    beginInsertRows({}, first, last);
                }
            });
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { sourceInserted(first, last); });
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { sourceAboutToRemove(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { sourceRemoved(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this, &FilterProxy::sourceChanged);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        rebuild();
        endResetModel();
        tell();
    });
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this,
            &FilterProxy::sourceAboutToMove);
    connect(model, &QAbstractItemModel::layoutChanged, this, &FilterProxy::sourceMoved);
    connect(model, &QAbstractItemModel::headerDataChanged, this,
            &QAbstractItemModel::headerDataChanged);
}

void FilterProxy::sourceAboutToMove()
{
    Q_EMIT layoutAboutToBeChanged();
    m_before = persistentIndexList();
    m_inSource.clear();
    for (const QModelIndex &proxy : std::as_const(m_before)) {
        m_inSource.append(mapToSource(proxy));
    }
}

void FilterProxy::sourceMoved()
{
    rebuild();
    QModelIndexList after;
    for (const QPersistentModelIndex &source : std::as_const(m_inSource)) {
        after.append(mapFromSource(source));
    }
    changePersistentIndexList(m_before, after);
    m_before.clear();
    m_inSource.clear();
    Q_EMIT layoutChanged();
}

void FilterProxy::prepare() const
{
    if (m_searchable) {
        m_searchable->prepareSearch(m_filter);
    }
}

bool FilterProxy::accepts(int row) const
{
    if (m_predicate && !m_predicate(row)) {
        return false;
    }
    if (m_filter.isEmpty()) {
        return true;
    }
    if (m_searchable) {
        return m_searchable->rowMatches(row, m_filter);
    }
    QStringList texts;
    for (int column = 0; column < sourceModel()->columnCount(); ++column) {
        texts.append(sourceModel()->index(row, column).data().toString());
    }
    const QList<QStringView> views(texts.cbegin(), texts.cend());
    return m_filter.matches(std::span(views.constData(), static_cast<std::size_t>(views.size())));
}

std::vector<int> FilterProxy::accepted(int first, int last) const
{
    prepare();
    std::vector<int> rows;
    for (int row = first; row <= last; ++row) {
        if (accepts(row)) {
            rows.push_back(row);
        }
    }
    return rows;
}

void FilterProxy::rebuild()
{
    m_all = !isFiltering();
    m_rows.clear();
    if (!m_all && sourceModel()) {
        m_rows = accepted(0, sourceModel()->rowCount() - 1);
    }
}

void FilterProxy::tell()
{
    Q_EMIT shownChanged(rowCount(), sourceModel() ? sourceModel()->rowCount() : 0);
}

int FilterProxy::lowerBound(int sourceRow) const
{
    return static_cast<int>(std::lower_bound(m_rows.begin(), m_rows.end(), sourceRow) -
                            m_rows.begin());
}

void FilterProxy::sourceInserted(int first, int last)
{
    if (m_all) {
        endInsertRows();
        tell();
        return;
    }
    const int at = lowerBound(first);
    for (std::size_t i = static_cast<std::size_t>(at); i < m_rows.size(); ++i) {
        m_rows[i] += last - first + 1;
    }
    const std::vector<int> fresh = accepted(first, last);
    if (!fresh.empty()) {
        beginInsertRows({}, at, at + static_cast<int>(fresh.size()) - 1);
        m_rows.insert(m_rows.begin() + at, fresh.begin(), fresh.end());
        endInsertRows();
    }
    tell();
}

void FilterProxy::sourceAboutToRemove(int first, int last)
{
    const int from = m_all ? first : lowerBound(first);
    const int to = m_all ? last : lowerBound(last + 1) - 1;
    m_removing = to >= from;
    if (m_removing) {
        beginRemoveRows({}, from, to);
    }
}

void FilterProxy::sourceRemoved(int first, int last)
{
    if (!m_all) {
        const int from = lowerBound(first);
        const int end = lowerBound(last + 1);
        m_rows.erase(m_rows.begin() + from, m_rows.begin() + end);
        for (std::size_t i = static_cast<std::size_t>(from); i < m_rows.size(); ++i) {
            m_rows[i] -= last - first + 1;
        }
    }
    if (m_removing) {
        m_removing = false;
        endRemoveRows();
    }
    tell();
}

void FilterProxy::sourceChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    if (m_all) {
        Q_EMIT dataChanged(index(topLeft.row(), topLeft.column()),
                           index(bottomRight.row(), bottomRight.column()));
        return;
    }
    prepare();
    bool moved = false;
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row) {
        const int at = lowerBound(row);
        const bool shown = at < rowCount() && m_rows[static_cast<std::size_t>(at)] == row;
        const bool wanted = accepts(row);
        if (shown && wanted) {
            Q_EMIT dataChanged(index(at, topLeft.column()), index(at, bottomRight.column()));
        } else if (shown) {
            beginRemoveRows({}, at, at);
            m_rows.erase(m_rows.begin() + at);
            endRemoveRows();
            moved = true;
        } else if (wanted) {
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, row);
            endInsertRows();
            moved = true;
        }
    }
    if (moved) {
        tell();
    }
}

QModelIndex FilterProxy::mapToSource(const QModelIndex &proxy) const
{
    if (!proxy.isValid() || !sourceModel()) {
        return {};
    }
    const int row = m_all ? proxy.row() : m_rows[static_cast<std::size_t>(proxy.row())];
    return sourceModel()->index(row, proxy.column());
}

QModelIndex FilterProxy::mapFromSource(const QModelIndex &source) const
{
    if (!source.isValid()) {
        return {};
    }
    if (m_all) {
        return createIndex(source.row(), source.column());
    }
    const int at = lowerBound(source.row());
    if (at >= static_cast<int>(m_rows.size()) ||
        m_rows[static_cast<std::size_t>(at)] != source.row()) {
        return {};
    }
    return createIndex(at, source.column());
}

QModelIndex FilterProxy::index(int row, int column, const QModelIndex &parent) const
{
    if (parent.isValid() || row < 0 || column < 0 || row >= rowCount() || column >= columnCount()) {
        return {};
    }
    return createIndex(row, column);
}

int FilterProxy::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !sourceModel()) {
        return 0;
    }
    return m_all ? sourceModel()->rowCount() : static_cast<int>(m_rows.size());
}

int FilterProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !sourceModel() ? 0 : sourceModel()->columnCount();
}

QVariant FilterProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    // Also while there is no row, where the inherited one has no index to ask.
    return sourceModel() ? sourceModel()->headerData(section, orientation, role) : QVariant();
}

bool FilterProxy::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !isFiltering() && sourceModel() && sourceModel()->canFetchMore({});
}

void FilterProxy::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        sourceModel()->fetchMore({});
    }
}

} // namespace svix
