// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "models/pagedmodel.h"

#include <QPointer>

namespace svix {

class ApiClient;

/// The endpoints of an application, in the order of the server (newest first).
class EndpointModel : public PagedModel<EndpointOut>
{
    Q_OBJECT
public:
    enum Column {
        State,
        Url,
        Description,
        EventTypes,
        Channels,
        ThrottleRate,
        Version,
        Uid,
        Id,
        Created,
        Updated
    };

    explicit EndpointModel(QObject *parent = nullptr);

    /// Another application drops all rows at once; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client, const QString &appId);
    QString appId() const { return m_appId; }

    bool rowMatches(int row, const WordFilter &filter) const override;

    /// "all event types", else the names; what an empty selection means is said everywhere alike.
    static QString eventTypesText(const std::optional<QStringList> &eventTypes);
    static QString channelsText(const std::optional<QStringList> &channels);

protected:
    QString keyOf(const EndpointOut &row) const override { return row.id; }
    EndpointOut makeRow(EndpointOut &&item) override { return std::move(item); }
    QVariant cell(const EndpointOut &row, int column, int role) const override;

private:
    QFuture<Result<Page<EndpointOut>>> fetchPage(const PageRequest &request);

    QPointer<ApiClient> m_client;
    QString m_appId;
};

} // namespace svix
