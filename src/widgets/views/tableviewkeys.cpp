// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/roles.h"
#include "widgets/views/tablecopy.h"
#include "widgets/views/tableview.h"

#include <QScrollBar>
#include <QSet>

namespace svix {

bool TableView::isChosen(const QModelIndex &index) const
{
    return index.isValid() && selectionModel()->isRowSelected(index.row(), rootIndex());
}

QModelIndex TableView::chosenIndex() const
{
    if (!selectionModel() || !model()) {
        return {};
    }
    for (const QModelIndex &index : {currentIndex(), QModelIndex(m_chosen)}) {
        if (isChosen(index)) {
            return index;
        }
    }
    int first = -1;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        first = first < 0 ? range.top() : std::min(first, range.top());
    }
    return first < 0 ? QModelIndex() : model()->index(first, 0, rootIndex());
}

QString TableView::currentKey() const
{
    return chosenIndex().data(KeyRole).toString();
}

int TableView::firstVisibleColumn() const
{
    int column = 0;
    while (column + 1 < model()->columnCount(rootIndex()) && isColumnHidden(column)) {
        ++column;
    }
    return column;
}

void TableView::chooseFirst()
{
    if (!model() || model()->rowCount(rootIndex()) == 0 || chosenIndex().isValid() ||
        !m_wanted.isEmpty()) {
        return;
    }
    selectionModel()->setCurrentIndex(model()->index(0, firstVisibleColumn(), rootIndex()),
                                      QItemSelectionModel::ClearAndSelect |
                                          QItemSelectionModel::Rows);
}

QStringList TableView::selectedKeys() const
{
    QStringList keys;
    if (!selectionModel()) {
        return keys;
    }
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(),
              [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    for (const QModelIndex &row : std::as_const(rows)) {
        keys.append(row.data(KeyRole).toString());
    }
    return keys;
}

int TableView::rowOfKey(const QString &key) const
{
    if (!model() || key.isEmpty()) {
        return -1;
    }
    for (int row = 0; row < model()->rowCount(rootIndex()); ++row) {
        if (model()->index(row, 0, rootIndex()).data(KeyRole).toString() == key) {
            return row;
        }
    }
    return -1;
}

void TableView::selectKey(const QString &key)
{
    m_wanted.clear();
    m_wantedCurrent.clear();
    m_wantedScrolls = false;
    if (!model()) {
        return;
    }
    if (!key.isEmpty()) {
        m_wanted = QStringList{key};
        m_wantedCurrent = key;
        m_wantedReplaces = true;
        m_wantedScrolls = true;
    }
    if (key.isEmpty() || !restoreWanted(0, model()->rowCount(rootIndex()) - 1)) {
        // What was chosen before must not be acted on in its place.
        selectionModel()->clear();
    }
}

/// Selects those of the wanted keys that are among these rows; true when the current one is.
bool TableView::restoreWanted(int firstRow, int lastRow)
{
    if (m_wanted.isEmpty() || !model()) {
        return false;
    }
    const QSet<QString> wanted(m_wanted.cbegin(), m_wanted.cend());
    QItemSelection selection;
    QModelIndex current;
    const int lastColumn = model()->columnCount(rootIndex()) - 1;
    const int column = std::max(0, currentIndex().column());
    for (int row = firstRow; row <= lastRow; ++row) {
        const QModelIndex first = model()->index(row, 0, rootIndex());
        const QString key = first.data(KeyRole).toString();
        if (!wanted.contains(key)) {
            continue;
        }
        selection.select(first, first.siblingAtColumn(lastColumn));
        m_wanted.removeAll(key);
        if (key == m_wantedCurrent) {
            current = first.siblingAtColumn(std::min(column, lastColumn));
        }
    }
    if (selection.isEmpty()) {
        return false;
    }
    m_restoring = true;
    if (current.isValid()) {
        // Without this a view scrolls to its new current row; the refreshed list must stay put.
        const bool scrolled = hasAutoScroll();
        setAutoScroll(false);
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        setAutoScroll(scrolled);
    }
    selectionModel()->select(selection, std::exchange(m_wantedReplaces, false)
                                            ? QItemSelectionModel::ClearAndSelect
                                            : QItemSelectionModel::Select);
    m_restoring = false;
    if (current.isValid() && std::exchange(m_wantedScrolls, false)) {
        m_anchorKey.clear();
        executeDelayedItemsLayout();
        scrollTo(current);
    }
    scheduleKeyCheck();
    return current.isValid();
}

void TableView::aboutToReset()
{
    // Keys still waited for from an earlier reset stay wanted when nothing was chosen since.
    const QStringList keys = selectedKeys();
    if (!keys.isEmpty() || m_wanted.isEmpty()) {
        m_wanted = keys;
        m_wantedCurrent = currentKey();
    }
    const int top = rowAt(0);
    m_anchorKey.clear();
    if (top > 0 || (top == 0 && rowViewportPosition(0) < 0)) {
        m_anchorKey = model()->index(top, 0, rootIndex()).data(KeyRole).toString();
        m_anchorOffset = rowViewportPosition(top);
    }
    m_wantedReplaces = true;
    m_restoring = true;
}

void TableView::afterReset()
{
    m_restoring = false;
    setHoveredRow(-1);
    restoreWanted(0, model()->rowCount(rootIndex()) - 1);
    if (const int row = rowOfKey(m_anchorKey); row >= 0) {
        executeDelayedItemsLayout();
        verticalScrollBar()->setValue(rowViewportPosition(row) + verticalOffset() - m_anchorOffset);
    }
    m_visibleTimer.start();
    scheduleKeyCheck();
}

void TableView::scheduleKeyCheck()
{
    m_chosen = chosenIndex();
    m_keyTimer.start();
}

/// After what a person did: an act that follows at once must find the detail of this very row.
void TableView::reportKeysNow()
{
    if (m_keyTimer.isActive()) {
        m_keyTimer.stop();
        reportKeys();
    }
}

/// Runs once after a burst of changes, so that a refresh that brings the same rows says nothing.
void TableView::reportKeys()
{
    m_copy->refresh();
    const QString key = currentKey();
    if (key != m_reportedKey) {
        m_reportedKey = key;
        Q_EMIT currentKeyChanged(key);
    }
    QStringList keys = selectedKeys();
    if (keys != m_reportedSelection) {
        m_reportedSelection = std::move(keys);
        Q_EMIT selectedKeysChanged();
    }
}

} // namespace svix
