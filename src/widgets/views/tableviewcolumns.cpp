// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/theme.h"
#include "widgets/views/tableview.h"

#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

namespace svix {

namespace {

/// Set while columns change by our own doing, which is no news to be saved.
class Flag
{
public:
    explicit Flag(bool &flag)
        : m_flag(flag)
        , m_before(flag)
    {
        m_flag = true;
    }
    ~Flag() { m_flag = m_before; }
    Q_DISABLE_COPY_MOVE(Flag)

private:
    bool &m_flag;
    bool m_before;
};

} // namespace

void TableView::setUpHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(true);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(false);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setTextElideMode(Qt::ElideRight);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint &at) {
        columnsMenu()->popup(horizontalHeader()->viewport()->mapToGlobal(at));
    });
    connect(header, &QHeaderView::sectionResized, this, &TableView::columnResized);
    const auto changed = [this] {
        if (!m_fitting) {
            viewport()->update();
            Q_EMIT columnsChanged();
        }
    };
    connect(header, &QHeaderView::sectionMoved, this, changed);
    connect(header, &QHeaderView::sortIndicatorChanged, this, changed);
}

void TableView::adoptFont()
{
    const int height = QFontMetrics(font()).height() + scaled(10);
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    const QFont caption = captionFont(this);
    if (horizontalHeader()->font() != caption) {
        horizontalHeader()->setFont(caption);
    }
    horizontalHeader()->setFixedHeight(height);
    {
        // Qt widens sections that are below it now, which is no drag of the person's.
        const Flag fitting(m_fitting);
        horizontalHeader()->setMinimumSectionSize(pixels(2));
    }
    verticalScrollBar()->setSingleStep(height);
    fitToViewport();
}

int TableView::pixels(double ems) const
{
    return qRound(ems * QFontInfo(font()).pixelSize());
}

double TableView::ems(int pixels) const
{
    return double(pixels) / std::max(1, QFontInfo(font()).pixelSize());
}

int TableView::stretchColumn() const
{
    for (int i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].stretch && !isColumnHidden(i)) {
            return i;
        }
    }
    return -1;
}

void TableView::setColumnOffered(int column, bool offered)
{
    if (offered == !m_absent.contains(column)) {
        return;
    }
    if (offered) {
        m_absent.remove(column);
    } else {
        m_absent.insert(column);
    }
    const Flag fitting(m_fitting);
    setColumnHidden(column, !offered || m_columns.value(column).hidden);
    fitToViewport();
}

void TableView::setServerOrder(int column, Qt::SortOrder order)
{
    const Flag fitting(m_fitting);
    setSortingEnabled(false);
    // A click would move the arrow, and the rows would stay.
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicator(column, order);
}

void TableView::setColumns(const QList<TableColumn> &columns)
{
    m_columns = columns;
    resetColumns();
}

void TableView::resetColumns()
{
    ColumnsState state;
    for (const TableColumn &column : std::as_const(m_columns)) {
        state.columns.append({column.id, column.width, column.hidden});
    }
    applyColumnsState(state);
}

ColumnsState TableView::columnsState() const
{
    ColumnsState state;
    const QHeaderView *header = horizontalHeader();
    const int count = std::min<int>(header->count(), int(m_columns.size()));
    for (int visual = 0; visual < header->count(); ++visual) {
        const int logical = header->logicalIndex(visual);
        if (logical < count) {
            state.columns.append({m_columns[logical].id, m_widths.value(logical),
                                  m_absent.contains(logical) ? m_columns[logical].hidden
                                                             : header->isSectionHidden(logical)});
        }
    }
    const int sorted = header->sortIndicatorSection();
    if (isSortingEnabled() && sorted >= 0 && sorted < count) {
        state.sortColumn = m_columns[sorted].id;
        state.sortDescending = header->sortIndicatorOrder() == Qt::DescendingOrder;
    }
    return state;
}

void TableView::applyColumnsState(const ColumnsState &state)
{
    const Flag fitting(m_fitting);
    QHeaderView *header = horizontalHeader();
    const int count = std::min<int>(header->count(), int(m_columns.size()));
    m_widths.clear();
    for (const TableColumn &column : std::as_const(m_columns)) {
        m_widths.append(column.width);
    }
    int visual = 0;
    int shown = 0;
    QList<bool> hidden(count, false);
    for (int i = 0; i < count; ++i) {
        hidden[i] = m_columns[i].hidden;
    }
    for (const ColumnsState::Column &column : state.columns) {
        for (int logical = 0; logical < count; ++logical) {
            if (m_columns[logical].id == column.id) {
                header->moveSection(header->visualIndex(logical), visual++);
                m_widths[logical] = column.width;
                hidden[logical] = column.hidden;
            }
        }
    }
    for (int i = 0; i < count; ++i) {
        hidden[i] = hidden[i] || m_absent.contains(i);
        header->setSectionHidden(i, hidden[i]);
        shown += hidden[i] ? 0 : 1;
        if (isSortingEnabled() && !state.sortColumn.isEmpty() &&
            m_columns[i].id == state.sortColumn) {
            sortByColumn(i, state.sortDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
        }
    }
    if (shown == 0 && count > 0) {
        header->setSectionHidden(header->logicalIndex(0), false);
    }
    fitToViewport();
}

QByteArray TableView::saveColumns() const
{
    return writeColumnsState(columnsState());
}

bool TableView::restoreColumns(const QByteArray &state)
{
    const std::optional<ColumnsState> read = readColumnsState(state);
    if (!read) {
        return false;
    }
    applyColumnsState(*read);
    return true;
}

QMenu *TableView::columnsMenu()
{
    if (!m_columnsMenu) {
        m_columnsMenu = new QMenu(tr("Columns"), this);
        connect(m_columnsMenu, &QMenu::aboutToShow, this, &TableView::fillColumnsMenu);
    }
    fillColumnsMenu();
    return m_columnsMenu;
}

void TableView::fillColumnsMenu()
{
    m_columnsMenu->clear();
    if (!model()) {
        return;
    }
    const QHeaderView *header = horizontalHeader();
    const int shown = header->count() - header->hiddenSectionCount();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int logical = header->logicalIndex(visual);
        if (m_absent.contains(logical)) {
            continue;
        }
        QAction *action = m_columnsMenu->addAction(
            model()->headerData(logical, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(logical));
        // The last one stays: an empty table has no header to bring the others back from.
        action->setEnabled(shown > 1 || header->isSectionHidden(logical));
        connect(action, &QAction::toggled, this, [this, logical](bool on) {
            {
                const Flag fitting(m_fitting);
                setColumnHidden(logical, !on);
                fitToViewport();
            }
            Q_EMIT columnsChanged();
        });
    }
    m_columnsMenu->addSeparator();
    connect(m_columnsMenu->addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        resetColumns();
        Q_EMIT columnsChanged();
    });
}

void TableView::fitToViewport()
{
    const int count = std::min<int>(horizontalHeader()->count(), int(m_columns.size()));
    if (count == 0 || m_widths.size() < count || viewport()->width() <= 0) {
        return;
    }
    QList<int> preferred(count, 0);
    QList<int> minimum(count, 0);
    for (int i = 0; i < count; ++i) {
        if (!isColumnHidden(i)) {
            preferred[i] = pixels(m_widths[i]);
            // Narrower than this a column says nothing; then it is better to scroll.
            minimum[i] =
                std::min(preferred[i], pixels(std::max(m_columns[i].minimum, 0.6 * m_widths[i])));
        }
    }
    const int stretch = stretchColumn();
    if (stretch >= 0) {
        minimum[stretch] = pixels(m_columns[stretch].minimum);
    }
    const QList<int> widths = fitColumns(preferred, minimum, stretch, viewport()->width());
    const Flag fitting(m_fitting);
    for (int i = 0; i < count; ++i) {
        if (!isColumnHidden(i) && columnWidth(i) != widths[i]) {
            setColumnWidth(i, widths[i]);
        }
    }
}

/// The person drags the edge of a column. The stretch column has no width of its own: its edge
/// moves the next column instead, so that the edge follows the pointer.
void TableView::columnResized(int logical, int oldSize, int newSize)
{
    if (m_fitting || logical >= m_widths.size() || oldSize == 0 || newSize == 0) {
        return;
    }
    const QHeaderView *header = horizontalHeader();
    if (logical == stretchColumn()) {
        for (int visual = header->visualIndex(logical) + 1; visual < header->count(); ++visual) {
            const int next = header->logicalIndex(visual);
            if (!header->isSectionHidden(next) && next < m_widths.size()) {
                const int width = header->sectionSize(next) + oldSize - newSize;
                m_widths[next] = std::max(m_columns[next].minimum, ems(width));
                break;
            }
        }
    } else {
        m_widths[logical] = ems(newSize);
    }
    fitToViewport();
    Q_EMIT columnsChanged();
}

} // namespace svix
