// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/tablecopy.h"

#include "core/timeformat.h"
#include "models/roles.h"
#include "widgets/views/tableview.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QString textToCopy(const QModelIndex &index)
{
    const QVariant copy = index.data(CopyRole);
    if (copy.isValid()) {
        return copy.toString();
    }
    if (index.data(CellKindRole).toInt() == int(CellKind::Time)) {
        return TimeFormat::utc(index.data(TimeRole).toLongLong());
    }
    return index.data(Qt::DisplayRole).toString();
}

} // namespace

TableCopy::TableCopy(TableView *view)
    : QObject(view)
    , m_view(view)
{
    m_id = add(tr("Copy id"), u"copyId"_s, QKeySequence(u"Ctrl+Shift+C"_s), &TableCopy::ids);
    m_uid = add(tr("Copy uid"), u"copyUid"_s, QKeySequence(u"Ctrl+Alt+C"_s), &TableCopy::uids);
    m_url = add(tr("Copy URL"), u"copyUrl"_s, QKeySequence(u"Ctrl+Alt+U"_s), &TableCopy::urls);
    m_cell =
        add(tr("Copy cell"), u"copyCell"_s, QKeySequence(QKeySequence::Copy), &TableCopy::cell);
    m_json =
        add(tr("Copy row as JSON"), u"copyJson"_s, QKeySequence(u"Ctrl+Alt+J"_s), &TableCopy::json);
    refresh();
}

QAction *TableCopy::add(const QString &text, const QString &name, const QKeySequence &shortcut,
                        QString (TableCopy::*text_)() const)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, text_] {
        const QString copied = (this->*text_)();
        if (!copied.isEmpty()) {
            QGuiApplication::clipboard()->setText(copied);
        }
    });
    m_view->addAction(action);
    m_actions.append(action);
    return action;
}

void TableCopy::setUidText(const QString &text)
{
    m_uid->setVisible(!text.isEmpty());
    m_uid->setText(text);
    refresh();
}

void TableCopy::setUrlOffered(bool offered)
{
    m_urlOffered = offered;
    refresh();
}

QModelIndexList TableCopy::rows() const
{
    if (!m_view->selectionModel()) {
        return {};
    }
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(),
              [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    return rows;
}

QString TableCopy::roleOfRows(int role) const
{
    QStringList lines;
    const QModelIndexList chosen = rows();
    for (const QModelIndex &row : chosen) {
        const QString text = row.data(role).toString();
        if (!text.isEmpty()) {
            lines.append(text);
        }
    }
    return lines.join(u'\n');
}

QString TableCopy::ids() const
{
    return roleOfRows(KeyRole);
}

QString TableCopy::uids() const
{
    return roleOfRows(UidRole);
}

QString TableCopy::urls() const
{
    QStringList lines;
    const QModelIndexList chosen = rows();
    for (const QModelIndex &row : chosen) {
        for (int column = 0; column < row.model()->columnCount(); ++column) {
            const QModelIndex cell = row.siblingAtColumn(column);
            if (cell.data(CellKindRole).toInt() == int(CellKind::Url)) {
                lines.append(textToCopy(cell));
                break;
            }
        }
    }
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString TableCopy::cell() const
{
    const QModelIndex current = m_view->currentIndex();
    const QModelIndexList chosen = rows();
    QStringList lines;
    for (const QModelIndex &row : chosen) {
        lines.append(textToCopy(row.siblingAtColumn(std::max(0, current.column()))));
    }
    return lines.join(u'\n');
}

QString TableCopy::json() const
{
    QList<QByteArray> objects;
    const QModelIndexList chosen = rows();
    for (const QModelIndex &row : chosen) {
        const QByteArray object = row.data(JsonRole).toByteArray();
        if (!object.isEmpty()) {
            objects.append(object);
        }
    }
    const QByteArray text = objects.size() == 1 ? objects.constFirst()
                                                : QByteArray("[\n" + objects.join(",\n") + "\n]");
    return objects.isEmpty() ? QString() : QString::fromUtf8(text);
}

void TableCopy::refresh()
{
    // Only one row is looked at: a selection may hold 100,000 rows.
    const QModelIndex row = m_view->chosenIndex().siblingAtColumn(0);
    bool hasUrl = false;
    for (int column = 0;
         m_urlOffered && row.isValid() && column < row.model()->columnCount() && !hasUrl;
         ++column) {
        hasUrl = row.siblingAtColumn(column).data(CellKindRole).toInt() == int(CellKind::Url);
    }
    m_id->setEnabled(!row.data(KeyRole).toString().isEmpty());
    m_uid->setEnabled(m_uid->isVisible() && !row.data(UidRole).toString().isEmpty());
    m_url->setEnabled(hasUrl);
    m_url->setVisible(hasUrl);
    m_cell->setEnabled(row.isValid());
    m_json->setEnabled(!row.data(JsonRole).toByteArray().isEmpty());
}

} // namespace svix
