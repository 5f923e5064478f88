// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "models/apimodel.h"

#include <QHash>
namespace svix {

class ApiClient;
class LazyQueue;

SVIX_API_MODEL_ELSEWHERE(EndpointOut)

/// The endpoints of an application, in the order of the server (newest first).
class EndpointModel : public ApiModel<EndpointOut>
{
    Q_OBJECT
public:
    enum Column {
        State,
        Url,
        Description,
        EventTypes,
        Channels,
        Succeeded,
        ThrottleRate,
        Version,
        Uid,
        Id,
        Created,
        Updated
    };

    explicit EndpointModel(QObject *parent = nullptr);
    ~EndpointModel() override;

    /// Another application drops all rows at once; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client, const QString &appId);
    QString appId() const { return source().appId(); }

    /// Asks for the counts of these rows, three at a time.
    void setVisibleRows(const QList<int> &rows) override;
    /// What the detail found out is taken over.
    void setStats(const QString &endpointId, const EndpointStatsOut &stats);

    bool rowMatches(int row, const WordFilter &filter) const override;

    /// "all event types", else the names; what an empty selection means is said everywhere alike.
    static QString eventTypesText(const std::optional<QStringList> &eventTypes);
    /// "invoice.* (4)" for several of one group, else as above.
    static QString shortEventTypes(const std::optional<QStringList> &eventTypes);
    static QString channelsText(const std::optional<QStringList> &channels);
    /// "99.9 %" of what is settled, never rounded up to 100; "no traffic" when nothing is.
    static QString succeededText(const EndpointStatsOut &stats);

protected:
    QString keyOf(const EndpointOut &row) const override { return row.id; }
    EndpointOut makeRow(const EndpointOut &item) override { return item; }
    QVariant cell(const EndpointOut &row, int column, int role) const override;
    void reloaded() override;
    void forgetRows() override;

private:
    /// What was found out about an endpoint beyond its row.
    struct Stats
    {
        enum class State : quint8 { Asked, Known, Failed };
        State state = State::Asked;
        bool stale = false; ///< shown, but to be asked again
        EndpointStatsOut counts;
    };
    QVariant succeededCell(const EndpointOut &row, int role) const;
    void askVisible();
    void askStats(const QString &id, const std::function<void()> &done);
    void touchStats(const QString &id);
    Answer fetchPage(const PageRequest &request) override;

    QHash<QString, Stats> m_stats; // by id
    QStringList m_visible;         // ids
    LazyQueue *m_lazy;
};

} // namespace svix
