// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpointmodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"
#include "models/lazyqueue.h"

#include <QLocale>

#include <cmath>

namespace svix {

SVIX_API_MODEL(EndpointOut)

EndpointModel::EndpointModel(QObject *parent)
    : ApiModel<EndpointOut>(
          {{QStringLiteral("state"), tr("State"), CellKind::State, 8, 6},
           {QStringLiteral("url"), tr("URL"), CellKind::Url, 24, 10, false, true},
           {QStringLiteral("description"), tr("Description"), CellKind::Text, 14, 6, true},
           {QStringLiteral("eventTypes"), tr("Event types"), CellKind::Text, 11, 6},
           {QStringLiteral("channels"), tr("Channels"), CellKind::Text, 8, 5, true},
           {QStringLiteral("succeeded"), tr("Succeeded"), CellKind::Number, 8, 6},
           {QStringLiteral("throttleRate"), tr("Messages a second"), CellKind::Number, 10, 6, true},
           {QStringLiteral("version"), tr("Version"), CellKind::Number, 6, 4, true},
           {QStringLiteral("uid"), tr("Uid"), CellKind::Id, 12, 6, true},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 14, 6, true},
           {QStringLiteral("created"), tr("Created"), CellKind::Time, 8, 6, true},
           {QStringLiteral("updated"), tr("Updated"), CellKind::Time, 8, 6, true}},
          parent)
    , m_lazy(new LazyQueue([this](const QString &id, const auto &done) { askStats(id, done); },
                           this, 3))
{
}

EndpointModel::~EndpointModel() = default;

void EndpointModel::setSource(ApiClient *client, const QString &appId)
{
    setSourcePath(client, {appId});
}

void EndpointModel::forgetRows()
{
    m_lazy->clear();
    m_visible.clear();
    m_stats.clear();
}

EndpointModel::Answer EndpointModel::fetchPage(const PageRequest &request)
{
    return source().client()->get<op::listEndpoints>(pageOptions(this, request), appId(),
                                                     queryOf<ListEndpointsQuery>(request));
}

void EndpointModel::reloaded()
{
    for (Stats &stats : m_stats) {
        stats.stale = true;
    }
    askVisible();
}

void EndpointModel::setVisibleRows(const QList<int> &visible)
{
    m_visible.clear();
    for (const int row : visible) {
        if (row >= 0 && row < rowCount()) {
            m_visible.append(rowAt(row).id);
        }
    }
    askVisible();
}

void EndpointModel::askVisible()
{
    QStringList wanted;
    for (const QString &id : std::as_const(m_visible)) {
        const auto stats = m_stats.constFind(id);
        if (stats == m_stats.constEnd() || stats->stale) {
            wanted.append(id);
        }
    }
    m_lazy->setWanted(wanted);
}

void EndpointModel::askStats(const QString &id, const std::function<void()> &done)
{
    if (!source().client()) {
        done();
        return;
    }
    m_stats[id].stale = false; // not again until the next refresh
    const QString app = appId();
    CallOptions options;
    options.owner = this;
    options.priority = Priority::Bulk;
    source()
        .client()
        ->get<op::getEndpointStats>(options, app, id, EndpointStatsQuery())
        .then(this, [this, app, id, done](const Result<EndpointStatsOut> &result) {
            done();
            if (app != appId() || !m_stats.contains(id)) {
                return;
            }
            if (result.ok()) {
                setStats(id, *result);
            } else if (m_stats.value(id).state != Stats::State::Known) {
                m_stats[id].state = Stats::State::Failed;
                touchStats(id);
            }
        });
}

void EndpointModel::setStats(const QString &endpointId, const EndpointStatsOut &stats)
{
    m_stats.insert(endpointId, {Stats::State::Known, false, stats});
    touchStats(endpointId);
}

void EndpointModel::touchStats(const QString &id)
{
    const int row = rowOfKey(id);
    if (row >= 0) {
        Q_EMIT dataChanged(index(row, Succeeded), index(row, Succeeded));
    }
}

QString EndpointModel::succeededText(const EndpointStatsOut &stats)
{
    // What is being retried has failed so far: left out, it would make 100 % of an outage.
    const qint64 tried = stats.success + stats.fail + stats.sending;
    if (tried <= 0) {
        return tr("no traffic");
    }
    // Rounded down: "100 %" would hide the one that failed.
    const double percent = std::floor(1000.0 * double(stats.success) / double(tried)) / 10.0;
    const QLocale locale;
    return tr("%1\u00a0%")
        .arg(percent == std::floor(percent) ? locale.toString(percent, 'f', 0)
                                            : locale.toString(percent, 'f', 1));
}

QVariant EndpointModel::succeededCell(const EndpointOut &row, int role) const
{
    const auto stats = m_stats.constFind(row.id);
    const bool known = stats != m_stats.constEnd() && stats->state == Stats::State::Known;
    if (role == Qt::ToolTipRole) {
        if (!known) {
            return stats != m_stats.constEnd() && stats->state == Stats::State::Failed
                       ? tr("The counts could not be loaded. Refresh to try again.")
                       : QVariant();
        }
        const QLocale locale;
        const EndpointStatsOut &counts = stats->counts;
        const bool cloud = source().dialect().kind == ServerKind::Cloud;
        return (cloud ? tr("Of the messages of the last 28 days: %1 delivered, %2 failed, "
                           "%3 being retried.")
                      : tr("Of the attempts of the last 28 days: %1 delivered, %2 failed, %3 being "
                           "retried."))
            .arg(locale.toString(counts.success), locale.toString(counts.fail),
                 locale.toString(counts.sending));
    }
    if (role == MutedRole) {
        return !known || stats->counts.success + stats->counts.fail == 0;
    }
    return textCell(known ? succeededText(stats->counts) : QString(), role);
}

QString EndpointModel::eventTypesText(const std::optional<QStringList> &eventTypes)
{
    return eventTypes ? StateWords::list(eventTypes) : tr("all types");
}

QString EndpointModel::channelsText(const std::optional<QStringList> &channels)
{
    return channels ? StateWords::list(channels) : tr("all");
}

QString EndpointModel::shortEventTypes(const std::optional<QStringList> &eventTypes)
{
    if (!eventTypes || eventTypes->size() < 2) {
        return eventTypesText(eventTypes);
    }
    const QString group = eventTypes->first().section(u'.', 0, 0) + u'.';
    for (const QString &name : *eventTypes) {
        if (!name.startsWith(group)) {
            return eventTypesText(eventTypes);
        }
    }
    // Not "invoice.*" and a number: that reads as all of them.
    return tr("%n type(s) of %1*", nullptr, static_cast<int>(eventTypes->size())).arg(group);
}

QVariant EndpointModel::cell(const EndpointOut &row, int column, int role) const
{
    if (role == UidRole) {
        return row.uid.value_or(QString());
    }
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    const auto number = [role](const std::optional<int> &value) {
        return textCell(value ? QString::number(*value) : QString(), role);
    };
    const auto orAll = [role](const std::optional<QStringList> &list, const QString &text) {
        return role == MutedRole ? QVariant(!list) : textCell(text, role);
    };
    switch (column) {
    case State:
        return stateCell(StateWords::ofEndpoint(row.disabled), role);
    case Url:
        return textCell(row.url, role);
    case Description:
        return textCell(row.description, role);
    case EventTypes:
        return orAll(row.eventTypes, role == Qt::DisplayRole ? shortEventTypes(row.eventTypes)
                                                             : eventTypesText(row.eventTypes));
    case Channels:
        return orAll(row.channels, channelsText(row.channels));
    case Succeeded:
        return succeededCell(row, role);
    case ThrottleRate:
        return number(row.throttleRate);
    case Version:
        return number(row.version);
    case Uid:
        return textCell(row.uid.value_or(QString()), role);
    case Id:
        return textCell(row.id, role);
    case Created:
        return timeCell(row.createdAt, role);
    case Updated:
        return timeCell(row.updatedAt, role);
    default:
        return {};
    }
}

bool EndpointModel::rowMatches(int row, const WordFilter &filter) const
{
    const EndpointOut &endpoint = rowAt(row);
    const QString uid = endpoint.uid.value_or(QString());
    const QString types = eventTypesText(endpoint.eventTypes);
    const QString channels = channelsText(endpoint.channels);
    const QString state = StateWords::ofEndpoint(endpoint.disabled).text;
    const QStringView texts[] = {
        endpoint.url, endpoint.description, uid, endpoint.id, types, channels, state};
    return filter.matches(texts);
}

} // namespace svix
