// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/place.h"

#include <QAbstractListModel>

namespace svix {

/// The rows of the navigation: pages, the chosen application with its pages, recent applications.
class NavigationModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Page, Application, ChildPage, Caption, Recent };
    /// IconRole: every page has one; while names are shown those of an application do without.
    enum NavigationRole : int { KindRole = Qt::UserRole + 100, IconRole, CountRole, PlaceRole };

    struct Recent
    {
        QString id;
        QString name;
    };

    explicit NavigationModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// The chosen application; an empty id takes its rows away. With `alone` (a portal token) the
    /// list of applications and what is of the whole environment are not offered, only the
    /// application or the place where it will be.
    void setApplication(const QString &id, const QString &name, bool alone = false);
    /// Shown beside a page; negative hides it.
    void setCount(Section section, int count);
    void setRecent(const QList<Recent> &recent);
    Place place(const QModelIndex &index) const;
    /// The row that stands for this page; invalid when there is none.
    QModelIndex indexOf(Section section) const;

private:
    struct Item
    {
        Kind kind;
        QString text;
        QString icon;
        Place place;
    };
    void rebuild();

    QString m_id;
    QString m_name;
    bool m_alone = false;
    QMap<Section, int> m_counts;
    QList<Recent> m_recent;
    QList<Item> m_items;
};

} // namespace svix
