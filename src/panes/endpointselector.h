// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace svix {

class ApiClient;
class ChoiceMenu;
class EndpointModel;
class FilterButton;

/// Fills a FilterButton with the endpoints of an application by URL, and "all endpoints". Any other
/// endpoint can be typed by its id or uid.
class EndpointSelector : public QObject
{
    Q_OBJECT
public:
    /// `all` stands where no endpoint is chosen.
    EndpointSelector(FilterButton *button, const QString &all);

    /// Loads the endpoints of this application; nullptr forgets them.
    void setApplication(ApiClient *client, const QString &appId);
    /// The same, but they are asked for when the menu opens or one of them is to be named.
    void setApplicationLazily(ApiClient *client, const QString &appId);
    void reload();
    /// Ids, newest first, as far as they are loaded.
    QStringList ids() const;
    /// The first page is there, so ids() tells.
    bool isLoaded() const;
    /// Every endpoint of the application is known.
    bool isComplete() const;

    /// Empty: all endpoints.
    QString endpoint() const { return m_endpoint; }
    /// Without a signal.
    void setEndpoint(const QString &id);

Q_SIGNALS:
    void chosen(const QString &endpointId);
    /// The endpoints came, for the first time or anew.
    void loaded();
    void failed(const svix::Error &error);

private:
    void fill();
    void loadOnce();
    QString labelOf(const QString &id) const;

    FilterButton *m_button;
    EndpointModel *m_model;
    ChoiceMenu *m_menu;
    QString m_endpoint;
    QStringList m_labels;
    QHash<QString, QString> m_ids; // by label
};

} // namespace svix
