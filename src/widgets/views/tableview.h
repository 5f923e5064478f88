// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/tablecolumns.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QTableView>
#include <QTimeZone>
#include <QTimer>

class QMenu;

namespace svix {

class CellDelegate;
class TableCopy;

/// The one table of the console: rows chosen and kept by key, columns that can be moved, hidden and
/// remembered, copy actions, hairlines instead of a grid.
///
/// Models give the roles of models/roles.h; cells are drawn by CellDelegate.
class TableView : public QTableView
{
    Q_OBJECT
public:
    explicit TableView(QWidget *parent = nullptr);
    ~TableView() override;

    /// Keeps the columns that setColumns() declared when their number fits.
    void setModel(QAbstractItemModel *model) override;

    /// Declares the columns in the order of the model's; call after setModel().
    void setColumns(const QList<TableColumn> &columns);
    /// Widths, order, visibility and sorting, for the settings.
    QByteArray saveColumns() const;
    /// Takes back what saveColumns() gave; unknown columns are ignored and new ones keep their
    /// place. False, and nothing changed, when the bytes are no such state.
    bool restoreColumns(const QByteArray &state);
    /// As declared by setColumns().
    void resetColumns();
    /// A column that the list has nothing for at the moment is neither shown nor offered.
    void setColumnOffered(int column, bool offered);
    /// Marks the column by which the server orders the rows; nothing can be sorted by a click then.
    void setServerOrder(int column, Qt::SortOrder order);
    /// A menu of checkable columns and "Reset columns"; owned by the view, always up to date.
    QMenu *columnsMenu();

    /// Copy id, uid, URL, cell, row as JSON: each with shortcut, enabled as the row allows.
    QList<QAction *> copyActions() const;
    /// Words of "Copy id" where the rows are known by something else.
    void setCopyIdText(const QString &text);
    /// Words of "Copy uid" where the rows call it otherwise; empty: they have none.
    void setCopyUidText(const QString &text);
    /// False where the page has an act of its own that copies the URL.
    void setCopyUrlOffered(bool offered);
    /// Actions that stand above the copy actions in the context menu; not owned.
    void addRowActions(const QList<QAction *> &actions);

    /// The one row that a detail beside the table shows: the current row while it is selected, else
    /// the one that was so before, else the first selected. Invalid when no row is selected.
    QModelIndex chosenIndex() const;
    /// Key of the chosen row, empty when there is none.
    QString currentKey() const;
    /// Keys of the selected rows, in the order of the rows.
    QStringList selectedKeys() const;
    /// Selects the row with this key and scrolls to it. When it is not loaded yet nothing is
    /// selected, and the row is waited for until the person chooses another. An empty key clears
    /// the selection.
    void selectKey(const QString &key);
    /// Selects the first row when none is selected or waited for.
    void chooseFirst();
    /// Row of a key, -1 when it is not loaded.
    int rowOfKey(const QString &key) const;

    /// Zone of the times shown.
    void setTimeZone(const QTimeZone &zone);
    CellDelegate *cellDelegate() const { return m_delegate; }
    /// Row under the pointer, -1 when there is none.
    int hoveredRow() const { return m_hoveredRow; }
    /// True when the person moves by keyboard, so that the current row shows the focus.
    bool isKeyboardFocusShown() const;

Q_SIGNALS:
    /// Double click or Enter on a row.
    void opened(const QString &key);
    /// The chosen row is another one; empty when there is none. Not sent when a refresh brings the
    /// same row back.
    void currentKeyChanged(const QString &key);
    void selectedKeysChanged();
    /// Rows on screen, at most ten times a second while scrolling; -1, -1 for an empty table.
    void visibleRowsChanged(int first, int last);
    /// A person moved, sized, hid or sorted a column: time to save.
    void columnsChanged();

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event) const override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void showEvent(QShowEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void keepInSight();
    void setUpHeader();
    void setUpTimers();
    void adoptFont();
    void fitToViewport();
    void columnResized(int logical, int oldSize, int newSize);
    int pixels(double ems) const;
    double ems(int pixels) const;
    int stretchColumn() const;
    ColumnsState columnsState() const;
    void applyColumnsState(const ColumnsState &state);
    void fillColumnsMenu();

    void aboutToReset();
    void afterReset();
    bool restoreWanted(int firstRow, int lastRow);
    bool isChosen(const QModelIndex &index) const;
    int firstVisibleColumn() const;
    void scheduleKeyCheck();
    void reportKeys();
    void reportKeysNow();
    void reportVisibleRows();
    void setHoveredRow(int row);
    void updateRow(int row);
    void openCurrent();

    CellDelegate *m_delegate;
    TableCopy *m_copy;
    QMenu *m_columnsMenu = nullptr;
    QList<QAction *> m_rowActions;
    QList<QMetaObject::Connection> m_modelConnections;

    QList<TableColumn> m_columns;
    QSet<int> m_absent;     ///< not offered
    QList<double> m_widths; ///< wished for, in em, by logical column
    bool m_fitting = false;

    QStringList m_wanted; ///< keys to select again as soon as their rows are there
    QString m_wantedCurrent;
    bool m_wantedReplaces = false; ///< the first row found takes the place of what is chosen
    bool m_wantedScrolls = false;  ///< gone to on purpose: shown wherever it comes
    QPersistentModelIndex m_chosen;
    QString m_anchorKey; ///< first row on screen before a reset
    int m_anchorOffset = 0;
    bool m_restoring = false;
    QString m_reportedKey;
    QStringList m_reportedSelection;
    std::pair<int, int> m_reportedRows{-2, -2};

    int m_hoveredRow = -1;
    QTimer m_keyTimer;
    QTimer m_visibleTimer;
    QTimer m_sightTimer;
    QPersistentModelIndex m_sight; // while the rows get another height
};

} // namespace svix
