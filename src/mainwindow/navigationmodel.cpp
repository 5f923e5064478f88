// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/navigationmodel.h"

#include "widgets/visibletext.h"

#include <QLocale>

namespace svix {

NavigationModel::NavigationModel(QObject *parent)
    : QAbstractListModel(parent)
{
    rebuild();
}

int NavigationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant NavigationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Item &item = m_items.at(index.row());
    const int count = m_counts.value(item.place.section, -1);
    const bool counted = item.kind == Kind::ChildPage && count >= 0;
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(item.text);
    case Qt::AccessibleTextRole:
        return counted
                   ? QStringLiteral("%1, %2").arg(visibleText(item.text), QLocale().toString(count))
                   : visibleText(item.text);
    case Qt::ToolTipRole:
        return item.kind == Kind::Recent || item.kind == Kind::Application ? plainTip(item.text)
                                                                           : QString();
    case KindRole:
        return static_cast<int>(item.kind);
    case IconRole:
        return item.icon;
    case CountRole:
        return counted ? QLocale().toString(count) : QString();
    case PlaceRole:
        return QVariant::fromValue(item.place);
    default:
        return {};
    }
}

Qt::ItemFlags NavigationModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || m_items.at(index.row()).kind == Kind::Caption) {
        return Qt::ItemNeverHasChildren;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void NavigationModel::setApplication(const QString &id, const QString &name, bool alone)
{
    if (id == m_id && name == m_name && alone == m_alone) {
        return;
    }
    if (id != m_id) {
        m_counts.clear();
    }
    m_id = id;
    m_name = name;
    m_alone = alone;
    rebuild();
}

void NavigationModel::setCount(Section section, int count)
{
    if (m_counts.value(section, -1) == count) {
        return;
    }
    m_counts.insert(section, count);
    const QModelIndex index = indexOf(section);
    if (index.isValid()) {
        Q_EMIT dataChanged(index, index);
    }
}

void NavigationModel::setRecent(const QList<Recent> &recent)
{
    m_recent = recent;
    rebuild();
}

Place NavigationModel::place(const QModelIndex &index) const
{
    return index.isValid() ? m_items.at(index.row()).place : Place();
}

QModelIndex NavigationModel::indexOf(Section section) const
{
    for (qsizetype row = 0; row < m_items.size(); ++row) {
        const Item &item = m_items.at(row);
        if (item.place.section == section &&
            (item.kind == Kind::Page || item.kind == Kind::ChildPage)) {
            return index(static_cast<int>(row));
        }
    }
    return {};
}

void NavigationModel::rebuild()
{
    beginResetModel();
    m_items.clear();
    if (!m_alone) {
        m_items.append({Kind::Page,
                        tr("Applications"),
                        QStringLiteral("applications"),
                        {Section::Applications, {}, {}, {}, {}}});
    } else if (m_id.isEmpty()) {
        m_items.append({Kind::Page,
                        tr("Application"),
                        QStringLiteral("applications"),
                        {Section::Applications, {}, {}, {}, {}}});
    }
    if (!m_id.isEmpty()) {
        m_items.append({Kind::Application, m_name, {}, {Section::Endpoints, m_id, {}, {}, {}}});
        m_items.append({Kind::ChildPage,
                        tr("Endpoints"),
                        QStringLiteral("endpoint"),
                        {Section::Endpoints, m_id, {}, {}, {}}});
        m_items.append({Kind::ChildPage,
                        tr("Messages"),
                        QStringLiteral("message"),
                        {Section::Messages, m_id, {}, {}, {}}});
        m_items.append({Kind::ChildPage,
                        tr("Attempts"),
                        QStringLiteral("attempts"),
                        {Section::Attempts, m_id, {}, {}, {}}});
        m_items.append({Kind::ChildPage,
                        tr("Integrations"),
                        QStringLiteral("integration"),
                        {Section::Integrations, m_id, {}, {}, {}}});
    }
    m_items.append({Kind::Page,
                    tr("Event types"),
                    QStringLiteral("event-types"),
                    {Section::EventTypes, {}, {}, {}, {}}});
    if (!m_alone) {
        m_items.append({Kind::Page,
                        tr("Background tasks"),
                        QStringLiteral("tasks"),
                        {Section::BackgroundTasks, {}, {}, {}, {}}});
    }
    m_items.append({Kind::Page,
                    tr("Activity"),
                    QStringLiteral("activity"),
                    {Section::Activity, {}, {}, {}, {}}});
    bool captioned = false;
    for (const Recent &recent : std::as_const(m_recent)) {
        if (recent.id == m_id) {
            continue;
        }
        if (!captioned) {
            m_items.append({Kind::Caption, tr("Recent applications"), {}, {}});
            captioned = true;
        }
        m_items.append({Kind::Recent, recent.name, {}, {Section::Messages, recent.id, {}, {}, {}}});
    }
    endResetModel();
}

} // namespace svix
