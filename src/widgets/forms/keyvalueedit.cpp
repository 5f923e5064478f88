// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/keyvalueedit.h"

#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QSet>

namespace svix {

namespace {

constexpr int rowsShown = 3;

} // namespace

KeyValueEdit::KeyValueEdit(QWidget *parent)
    : QTableWidget(0, 2, parent)
{
    setHeaders(tr("Name"), tr("Value"));
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::AllEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    adoptFont();
    connect(this, &QTableWidget::itemChanged, this, [this] {
        if (!m_filling) {
            keepEmptyRow();
            Q_EMIT changed();
        }
    });
    setValues({});
}

void KeyValueEdit::setHeaders(const QString &key, const QString &value)
{
    setHorizontalHeaderLabels({key, value});
}

void KeyValueEdit::addRow(const QString &key, const QString &value)
{
    const int row = rowCount();
    insertRow(row);
    setItem(row, 0, new QTableWidgetItem(key));
    setItem(row, 1, new QTableWidgetItem(value));
}

void KeyValueEdit::setValues(const QMap<QString, QString> &values)
{
    m_filling = true;
    setRowCount(0);
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        addRow(it.key(), it.value());
    }
    m_filling = false;
    keepEmptyRow();
    setCurrentCell(0, 0);
    Q_EMIT changed();
}

void KeyValueEdit::keepEmptyRow()
{
    const int last = rowCount() - 1;
    if (last < 0 || !textAt(last, 0).isEmpty() || !textAt(last, 1).isEmpty()) {
        m_filling = true;
        addRow({}, {});
        m_filling = false;
    }
}

QString KeyValueEdit::textAt(int row, int column) const
{
    const QTableWidgetItem *cell = item(row, column);
    return cell ? cell->text() : QString();
}

QMap<QString, QString> KeyValueEdit::values() const
{
    QMap<QString, QString> values;
    for (int row = 0; row < rowCount(); ++row) {
        if (!textAt(row, 0).isEmpty()) {
            values.insert(textAt(row, 0), textAt(row, 1));
        }
    }
    return values;
}

QString KeyValueEdit::problem() const
{
    QSet<QString> seen;
    for (int row = 0; row < rowCount(); ++row) {
        const QString key = textAt(row, 0);
        if (key.isEmpty() && !textAt(row, 1).isEmpty()) {
            return tr("The value \"%1\" has no name.").arg(textAt(row, 1).left(40));
        }
        if (!key.isEmpty() && seen.contains(key)) {
            return tr("\"%1\" is there twice.").arg(key);
        }
        seen.insert(key);
    }
    return {};
}

void KeyValueEdit::keyPressEvent(QKeyEvent *event)
{
    const int row = currentRow();
    const bool last = row == rowCount() - 1;
    if (event->key() == Qt::Key_Delete && row >= 0 && !last && state() != EditingState) {
        const int column = currentColumn();
        removeRow(row);
        setCurrentCell(qMin(row, rowCount() - 1), column);
        Q_EMIT changed();
        return;
    }
    QTableWidget::keyPressEvent(event);
}

void KeyValueEdit::adoptFont()
{
    verticalHeader()->setDefaultSectionSize(svix::rowHeight() + unit());
    for (int row = 0; row < rowCount(); ++row) {
        setRowHeight(row, svix::rowHeight() + unit());
    }
    updateGeometry();
}

void KeyValueEdit::changeEvent(QEvent *event)
{
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        adoptFont();
    }
}

QSize KeyValueEdit::sizeHint() const
{
    const int rows = rowsShown * (svix::rowHeight() + unit());
    return {scaled(320), horizontalHeader()->sizeHint().height() + rows + 2 * frameWidth()};
}

QSize KeyValueEdit::minimumSizeHint() const
{
    return {scaled(200), sizeHint().height()};
}

} // namespace svix
