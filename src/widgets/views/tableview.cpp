// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/tableview.h"

#include "models/roles.h"
#include "widgets/minutetick.h"
#include "widgets/views/celldelegate.h"
#include "widgets/views/tablecopy.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

namespace svix {

TableView::TableView(QWidget *parent)
    : QTableView(parent)
    , m_delegate(new CellDelegate(this))
    , m_copy(new TableCopy(this))
{
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    verticalHeader()->setVisible(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setUpHeader();
    setUpTimers();
    adoptFont();
    connect(this, &QTableView::doubleClicked, this, &TableView::openCurrent);
}

TableView::~TableView() = default;

void TableView::setUpTimers()
{
    m_keyTimer.setSingleShot(true);
    m_keyTimer.setInterval(0);
    connect(&m_keyTimer, &QTimer::timeout, this, &TableView::reportKeys);
    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(100);
    connect(&m_visibleTimer, &QTimer::timeout, this, &TableView::reportVisibleRows);
    m_sightTimer.setSingleShot(true);
    m_sightTimer.setInterval(50);
    connect(&m_sightTimer, &QTimer::timeout, this, [this] {
        const QModelIndex seen = std::exchange(m_sight, QPersistentModelIndex());
        if (seen.isValid()) {
            scrollTo(seen, seen == currentIndex() ? EnsureVisible : PositionAtTop);
        }
    });
    const auto look = [this] {
        if (!m_visibleTimer.isActive()) {
            m_visibleTimer.start();
        }
    };
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, look);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, look);
    // Relative times age; only what is on screen is painted again.
    new MinuteTick(this, [this] { viewport()->update(); });
}

void TableView::setModel(QAbstractItemModel *newModel)
{
    for (const QMetaObject::Connection &connection : std::as_const(m_modelConnections)) {
        disconnect(connection);
    }
    m_modelConnections.clear();
    if (newModel) {
        // Before the base class connects: what is chosen must be read before it is reset.
        m_modelConnections << connect(newModel, &QAbstractItemModel::modelAboutToBeReset, this,
                                      &TableView::aboutToReset);
    }
    QTableView::setModel(newModel);
    if (!newModel) {
        return;
    }
    const auto look = [this] { m_visibleTimer.start(); };
    m_modelConnections
        << connect(newModel, &QAbstractItemModel::modelReset, this, &TableView::afterReset)
        << connect(newModel, &QAbstractItemModel::rowsInserted, this,
                   [this](const QModelIndex &, int first, int last) { restoreWanted(first, last); })
        << connect(newModel, &QAbstractItemModel::rowsInserted, this, look)
        << connect(newModel, &QAbstractItemModel::rowsRemoved, this, look)
        << connect(newModel, &QAbstractItemModel::rowsRemoved, this, &TableView::scheduleKeyCheck)
        << connect(newModel, &QAbstractItemModel::layoutChanged, this, look);
    if (m_columns.size() != newModel->columnCount()) {
        QList<TableColumn> columns;
        for (int i = 0; i < newModel->columnCount(); ++i) {
            columns.append({.id = QString::number(i)});
        }
        setColumns(columns);
    }
    look();
    scheduleKeyCheck();
}

QList<QAction *> TableView::copyActions() const
{
    return m_copy->actions();
}

void TableView::setCopyIdText(const QString &text)
{
    m_copy->setIdText(text);
}

void TableView::setCopyUidText(const QString &text)
{
    m_copy->setUidText(text);
}

void TableView::setCopyUrlOffered(bool offered)
{
    m_copy->setUrlOffered(offered);
}

void TableView::addRowActions(const QList<QAction *> &actions)
{
    m_rowActions += actions;
    addActions(actions);
}

void TableView::setTimeZone(const QTimeZone &zone)
{
    m_delegate->setTimeZone(zone);
    viewport()->update();
}

bool TableView::isKeyboardFocusShown() const
{
    return window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

// ---- What is on screen --------------------------------------------------------------------------

void TableView::reportVisibleRows()
{
    if (!isVisible() || !model()) {
        return;
    }
    executeDelayedItemsLayout();
    const int count = model()->rowCount(rootIndex());
    const int first = count == 0 ? -1 : rowAt(0);
    int last = count == 0 ? -1 : rowAt(viewport()->height() - 1);
    if (count > 0 && last < 0) {
        last = count - 1;
    }
    const std::pair<int, int> rows(first, last);
    if (rows != m_reportedRows || count == 0) {
        m_reportedRows = rows;
        Q_EMIT visibleRowsChanged(first, last);
    }
    // A page before the end is early enough to hide the request, and late enough to not load all.
    const int page = std::max(1, last - first + 1);
    if (last + page >= count && count > 0 && model()->canFetchMore(rootIndex())) {
        model()->fetchMore(rootIndex());
    }
}

void TableView::setHoveredRow(int row)
{
    if (row == m_hoveredRow) {
        return;
    }
    const int before = std::exchange(m_hoveredRow, row);
    updateRow(before);
    updateRow(row);
}

void TableView::updateRow(int row)
{
    if (row >= 0 && model() && row < model()->rowCount(rootIndex())) {
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
    }
}

void TableView::openCurrent()
{
    if (!isChosen(currentIndex())) {
        // Enter on a row that Ctrl+arrow led to: it is chosen thereby.
        selectionModel()->select(currentIndex(),
                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    reportKeysNow();
    if (const QString key = currentKey(); !key.isEmpty()) {
        Q_EMIT opened(key);
    }
}

// ---- Events -------------------------------------------------------------------------------------

void TableView::changeEvent(QEvent *event)
{
    const bool otherFont =
        event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange;
    if (otherFont) {
        keepInSight();
    }
    QTableView::changeEvent(event);
    if (otherFont) {
        adoptFont();
    }
}

/// Rows get another height: what is seen now is to be seen then, the current row above all.
void TableView::keepInSight()
{
    if (m_sight.isValid() || !model() || !isVisible()) {
        return;
    }
    // As it was when all was quiet: bars and headers may have changed already.
    const QModelIndex current = currentIndex();
    const auto [first, last] = m_reportedRows;
    const bool currentSeen = current.isValid() && current.row() >= first && current.row() <= last;
    m_sight = currentSeen ? current : model()->index(first, std::max(0, current.column()));
    m_sightTimer.start();
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    reportKeys();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_rowActions);
    if (!m_rowActions.isEmpty()) {
        menu->addSeparator();
    }
    menu->addActions(m_copy->actions());
    QPoint place = event->globalPos();
    if (const QModelIndex row = chosenIndex();
        event->reason() == QContextMenuEvent::Keyboard && row.isValid()) {
        place = viewport()->mapToGlobal(visualRect(row).center());
    }
    menu->popup(place);
    event->accept();
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    // The base repaints one cell each; the marker and the focus belong to whole rows.
    updateRow(previous.row());
    updateRow(current.row());
    scheduleKeyCheck();
}

void TableView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (!m_restoring && !selected.isEmpty()) {
        m_wanted.clear();
        m_wantedScrolls = false;
    }
    scheduleKeyCheck();
}

void TableView::focusInEvent(QFocusEvent *event)
{
    const bool none = !currentIndex().isValid();
    QTableView::focusInEvent(event);
    if (!none || !selectionModel()) {
        return;
    }
    // The base makes the first row current and selects nothing: neither chosen nor not.
    const Qt::FocusReason why = event->reason();
    if (why == Qt::MouseFocusReason || why == Qt::PopupFocusReason ||
        why == Qt::ActiveWindowFocusReason || !m_wanted.isEmpty()) {
        selectionModel()->clearCurrentIndex();
    } else {
        chooseFirst();
    }
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::KeyboardModifier::ControlModifier) == false &&
        currentIndex().isValid()) {
        openCurrent();
        event->accept();
        return;
    }
    if (event->matches(QKeySequence::Copy)) {
        event->ignore(); // ours is an action
        return;
    }
    QTableView::keyPressEvent(event);
    reportKeysNow();
}

/// Home and End lead to the first and the last loaded row, as in any list of objects.
QModelIndex TableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = model() ? model()->rowCount(rootIndex()) : 0;
    if ((action != MoveHome && action != MoveEnd) || rows == 0) {
        return QTableView::moveCursor(action, modifiers);
    }
    const int column = currentIndex().isValid() ? currentIndex().column() : firstVisibleColumn();
    return model()->index(action == MoveHome ? 0 : rows - 1, column, rootIndex());
}

QItemSelectionModel::SelectionFlags TableView::selectionCommand(const QModelIndex &index,
                                                                const QEvent *event) const
{
    if (event && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        const bool end = key->key() == Qt::Key_Home || key->key() == Qt::Key_End;
        if (end && key->modifiers().testFlag(Qt::ControlModifier)) {
            // Ctrl alone would move the current row and leave the choice where it was.
            const QKeyEvent plain(QEvent::KeyPress, key->key(),
                                  key->modifiers() & ~Qt::ControlModifier);
            return QTableView::selectionCommand(index, &plain);
        }
    }
    return QTableView::selectionCommand(index, event);
}

void TableView::mousePressEvent(QMouseEvent *event)
{
    QTableView::mousePressEvent(event);
    reportKeysNow();
}

void TableView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    reportKeysNow();
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    setHoveredRow(rowAt(int(event->position().y())));
    QTableView::mouseMoveEvent(event);
}

bool TableView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        setHoveredRow(-1);
    }
    return QTableView::viewportEvent(event);
}

void TableView::resizeEvent(QResizeEvent *event)
{
    fitToViewport(); // first, or the base would show a scroll bar for a moment
    QTableView::resizeEvent(event);
    m_visibleTimer.start();
    if (m_sight.isValid()) {
        m_sightTimer.start(); // what is around has another size too
    }
}

void TableView::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    m_reportedRows = {-2, -2};
    m_visibleTimer.start();
}

} // namespace svix
