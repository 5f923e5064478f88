// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/keyvalueedit.h"

#include "widgets/style/icons.h"

#include <QApplication>
#include <QBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QSet>
#include <QStyledItemDelegate>
#include <QTableWidget>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// Cells begin where the titles above them do.
class PaddedCells : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, option.palette.highlight());
        }
        QStyleOptionViewItem inner(option);
        const int padding = option.fontMetrics.height() / 3;
        inner.rect.adjust(padding, 0, -padding, 0);
        QStyledItemDelegate::paint(painter, inner, index);
    }
};

} // namespace

KeyValueEdit::KeyValueEdit(QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 2, this))
    , m_add(new QPushButton(icon(u"plus"_s), tr("Add ro&w"), this))
    , m_remove(new QPushButton(icon(u"trash"_s), tr("Remo&ve row"), this))
{
    m_table->setObjectName(u"pairs"_s);
    m_add->setObjectName(u"addRowButton"_s);
    m_remove->setObjectName(u"removeRowButton"_s);
    m_add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_table);
    layout->addLayout(buttons);
    setTitles(tr("Name"), tr("Value"));
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed);
    m_table->setItemDelegate(new PaddedCells(m_table));
    fitRows();
    m_table->verticalHeader()->hide();
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setHighlightSections(false);
    m_table->installEventFilter(this);
    setFocusProxy(m_table);
    connect(m_add, &QPushButton::clicked, this, &KeyValueEdit::addRow);
    connect(m_remove, &QPushButton::clicked, this, &KeyValueEdit::removeRow);
    connect(m_table, &QTableWidget::itemChanged, this, &KeyValueEdit::changed);
    connect(m_table, &QTableWidget::currentCellChanged, this, &KeyValueEdit::refresh);
    refresh();
}

void KeyValueEdit::fitRows()
{
    const int row = fontMetrics().height() + 10;
    m_table->verticalHeader()->setMinimumSectionSize(row); // else the style says how low
    m_table->verticalHeader()->setDefaultSectionSize(row);
    m_table->setMinimumHeight(row * 4);
}

void KeyValueEdit::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_table && (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)) {
        fitRows();
    }
}

QSize KeyValueEdit::sizeHint() const
{
    // The base would take room for eight rows and more.
    return {QWidget::sizeHint().width(), minimumSizeHint().height() + fontMetrics().height() * 2};
}

void KeyValueEdit::setTitles(const QString &key, const QString &value)
{
    m_table->setHorizontalHeaderLabels({key, value});
}

void KeyValueEdit::setMap(const QMap<QString, QString> &map)
{
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(0);
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        append(it.key(), it.value());
    }
    refresh();
    Q_EMIT changed();
}

void KeyValueEdit::append(const QString &key, const QString &value)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(key));
    m_table->setItem(row, 1, new QTableWidgetItem(value));
}

QList<QPair<QString, QString>> KeyValueEdit::rows() const
{
    QList<QPair<QString, QString>> rows;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QTableWidgetItem *key = m_table->item(row, 0);
        const QTableWidgetItem *value = m_table->item(row, 1);
        const QPair<QString, QString> pair(key ? key->text() : QString(),
                                           value ? value->text() : QString());
        if (!pair.first.isEmpty() || !pair.second.isEmpty()) {
            rows.append(pair);
        }
    }
    return rows;
}

QMap<QString, QString> KeyValueEdit::map() const
{
    QMap<QString, QString> map;
    for (const auto &[key, value] : rows()) {
        map.insert(key, value);
    }
    return map;
}

QString KeyValueEdit::state() const
{
    QStringList parts;
    for (const auto &[key, value] : rows()) {
        parts << key << value;
    }
    return parts.join(QChar(0));
}

QString KeyValueEdit::problem() const
{
    QSet<QString> seen;
    QJsonObject object;
    for (const auto &[key, value] : rows()) {
        if (key.isEmpty()) {
            return tr("The value \"%1\" has no name.").arg(value);
        }
        if (seen.contains(key)) {
            return tr("The name \"%1\" is there twice.").arg(key);
        }
        seen.insert(key);
        object.insert(key, value);
        if (const QString wrong = m_check ? m_check(key, value) : QString(); !wrong.isEmpty()) {
            return wrong;
        }
    }
    const qsizetype bytes = QJsonDocument(object).toJson(QJsonDocument::Compact).size();
    if (m_maxBytes > 0 && bytes > m_maxBytes) {
        return tr("Too much: it takes %1 of at most %2 bytes.")
            .arg(locale().toString(bytes), locale().toString(m_maxBytes));
    }
    return {};
}

void KeyValueEdit::commit()
{
    const QWidget *focus = QApplication::focusWidget();
    if (focus && focus != m_table && m_table->isAncestorOf(focus)) {
        m_table->setFocus(); // an editor that loses the focus hands over what stands in it
    }
}

void KeyValueEdit::addRow()
{
    {
        const QSignalBlocker quiet(m_table);
        append({}, {});
    }
    m_table->setFocus();
    m_table->setCurrentCell(m_table->rowCount() - 1, 0);
    refresh();
    m_table->editItem(m_table->currentItem());
}

void KeyValueEdit::removeRow()
{
    const int row = m_table->currentRow();
    if (row < 0) {
        return;
    }
    m_table->removeRow(row);
    m_table->setFocus();
    refresh();
    Q_EMIT changed();
}

void KeyValueEdit::refresh()
{
    m_remove->setEnabled(m_table->currentRow() >= 0);
}

bool KeyValueEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Insert) {
            addRow();
            return true;
        }
        if (key == Qt::Key_Delete) {
            removeRow();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace svix
