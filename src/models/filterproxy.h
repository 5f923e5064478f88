// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wordfilter.h"

#include <QAbstractProxyModel>

#include <functional>
#include <vector>

namespace svix {

/// The loaded rows that match what was typed, in the order of the source. Unlike
/// QSortFilterProxyModel it filters a hundred thousand rows between two frames.
class FilterProxy : public QAbstractProxyModel
{
    Q_OBJECT
public:
    using Predicate = std::function<bool(int sourceRow)>;

    explicit FilterProxy(QObject *parent = nullptr);

    /// Every word must be in some text of the row, whatever the case; empty shows all.
    void setFilterText(const QString &text);
    QString filterText() const { return m_text; }
    /// A further condition of the pane; nullptr for none. Call again when its answer changes.
    void setPredicate(Predicate predicate);
    bool isFiltering() const { return !m_filter.isEmpty() || m_predicate; }

    /// Rows on screen, as the view tells: handed on to a model that asks for more about them.
    void setVisibleRows(int first, int last);

    void setSourceModel(QAbstractItemModel *model) override;
    QModelIndex mapToSource(const QModelIndex &index) const override;
    QModelIndex mapFromSource(const QModelIndex &index) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &) const override { return {}; }
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// More is loaded only while nothing is filtered: else a filter that matches little would load
    /// the whole list.
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// Rows shown, of rows loaded.
    void shownChanged(int shown, int loaded);

private:
    void rebuild();
    std::vector<int> accepted(int first, int last) const;
    bool accepts(int sourceRow) const;
    void prepare() const;
    int lowerBound(int sourceRow) const;
    void sourceInserted(int first, int last);
    void sourceAboutToRemove(int first, int last);
    void sourceRemoved(int first, int last);
    void sourceChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void sourceAboutToMove();
    void sourceMoved();
    void tell();

    QString m_text;
    WordFilter m_filter;
    Predicate m_predicate;
    const WordSearchable *m_searchable = nullptr;
    std::vector<int> m_rows; // source rows shown, ascending; unused while nothing is filtered
    bool m_all = true;       // every source row is shown
    bool m_removing = false;
    QModelIndexList m_before; // during a change of order
    QList<QPersistentModelIndex> m_inSource;
};

} // namespace svix
