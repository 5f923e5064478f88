// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/eventtypemodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"
#include "models/lazyqueue.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace svix {

SVIX_API_MODEL(EventTypeOut)

namespace {

QString flagsOf(const EventTypeOut &row)
{
    return row.featureFlags ? row.featureFlags->join(QStringLiteral(", "))
                            : row.featureFlag.value_or(QString());
}

QString latestVersion(const RawJson &schemas)
{
    const QStringList versions = QJsonDocument::fromJson(schemas.text).object().keys();
    const auto highest =
        std::max_element(versions.begin(), versions.end(),
                         [](const QString &a, const QString &b) { return a.toInt() < b.toInt(); });
    return highest == versions.end() ? QString() : *highest;
}

} // namespace

EventTypeModel::EventTypeModel(QObject *parent)
    : ApiModel<EventTypeOut>(
          {{QStringLiteral("name"), tr("Name"), CellKind::Text, 18, 8},
           {QStringLiteral("state"), tr("State"), CellKind::State, 9, 6},
           {QStringLiteral("description"), tr("Description"), CellKind::Text, 24, 8, false, true},
           {QStringLiteral("latestSchema"), tr("Schema version"), CellKind::Number, 9, 6},
           {QStringLiteral("featureFlag"), tr("Feature flag"), CellKind::Text, 9, 6, true},
           {QStringLiteral("group"), tr("Group"), CellKind::Text, 9, 6, true},
           {QStringLiteral("created"), tr("Created"), CellKind::Time, 8, 6, true},
           {QStringLiteral("updated"), tr("Updated"), CellKind::Time, 8, 6}},
          parent)
    , m_lazy(new LazyQueue(
          [this](const QString &name, const auto &done) { askSchemas(name, done); }, this, 3))
{
    // A name may begin with "-", which reads as "backwards" where it becomes an iterator: the fewer
    // pages the better.
    setPageSize(250);
}

EventTypeModel::~EventTypeModel() = default;

void EventTypeModel::setSource(ApiClient *client)
{
    setSourcePath(client, {});
}

void EventTypeModel::setIncludeArchived(bool include)
{
    if (include != m_includeArchived) {
        m_includeArchived = include;
        queryChanged();
    }
}

EventTypeModel::Answer EventTypeModel::fetchPage(const PageRequest &request)
{
    auto query = queryOf<ListEventTypesQuery>(request);
    query.withContent = false;
    if (m_includeArchived) {
        query.includeArchived = true;
    }
    return source().client()->get<op::listEventTypes>(pageOptions(this, request), query);
}

void EventTypeModel::forgetRows()
{
    m_lazy->clear();
    m_visible.clear();
    m_latest.clear();
}

void EventTypeModel::reloaded()
{
    for (Latest &latest : m_latest) {
        latest.stale = true;
    }
    askVisible();
}

void EventTypeModel::setVisibleRows(const QList<int> &visible)
{
    m_visible.clear();
    for (const int row : visible) {
        if (row >= 0 && row < rowCount()) {
            m_visible.append(rowAt(row).name);
        }
    }
    askVisible();
}

void EventTypeModel::askVisible()
{
    QStringList wanted;
    for (const QString &name : std::as_const(m_visible)) {
        const auto latest = m_latest.constFind(name);
        if (latest == m_latest.constEnd() || latest->stale) {
            wanted.append(name);
        }
    }
    m_lazy->setWanted(wanted);
}

void EventTypeModel::askSchemas(const QString &name, const std::function<void()> &done)
{
    if (!source().client()) {
        done();
        return;
    }
    m_latest[name].stale = false; // not again until the next refresh
    CallOptions options;
    options.owner = this;
    options.priority = Priority::Bulk;
    ApiClient *asked = source().client();
    asked->get<op::getEventType>(options, name)
        .then(this, [this, asked, name, done](const Result<EventTypeOut> &result) {
            done();
            if (asked != source().client() || !m_latest.contains(name)) {
                return;
            }
            if (result.ok()) {
                setSchemas(name, result->schemas);
            } else if (m_latest.value(name).state != Latest::State::Known) {
                m_latest[name].state = Latest::State::Failed;
                touchLatest(name);
            }
        });
}

void EventTypeModel::setSchemas(const QString &name, const RawJson &schemas)
{
    m_latest.insert(name, {Latest::State::Known, false, latestVersion(schemas)});
    touchLatest(name);
}

void EventTypeModel::touchLatest(const QString &name)
{
    const int row = rowOfKey(name);
    if (row >= 0) {
        Q_EMIT dataChanged(index(row, LatestSchema), index(row, LatestSchema));
    }
}

QVariant EventTypeModel::latestCell(const EventTypeOut &row, int role) const
{
    const Latest latest = m_latest.value(row.name);
    if (role == Qt::ToolTipRole && latest.state == Latest::State::Failed) {
        return tr("Could not be asked for. F5 tries again.");
    }
    if (role == Qt::ToolTipRole && latest.state == Latest::State::Known &&
        latest.version.isEmpty()) {
        return tr("This event type has no schema.");
    }
    return textCell(latest.version, role);
}

int EventTypeModel::placeFor(const EventTypeOut &row) const
{
    const auto at = std::upper_bound(
        rows().begin(), rows().end(), row,
        [](const EventTypeOut &a, const EventTypeOut &b) { return a.name < b.name; });
    return static_cast<int>(at - rows().begin());
}

QVariant EventTypeModel::cell(const EventTypeOut &row, int column, int role) const
{
    if (role == UidRole) {
        return QString();
    }
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    switch (column) {
    case Name:
        return textCell(row.name, role);
    case State:
        return stateCell(row.archived     ? StateText{tr("archived"), StateKind::Canceled}
                         : row.deprecated ? StateText{tr("deprecated"), StateKind::Pending}
                                          : StateText{tr("in use"), StateKind::Ok},
                         role);
    case Description:
        return textCell(row.description, role);
    case LatestSchema:
        return latestCell(row, role);
    case FeatureFlag:
        return textCell(flagsOf(row), role);
    case Group:
        return textCell(row.groupName.value_or(QString()), role);
    case Created:
        return timeCell(row.createdAt, role);
    case Updated:
        return timeCell(row.updatedAt, role);
    default:
        return {};
    }
}

bool EventTypeModel::rowMatches(int row, const WordFilter &filter) const
{
    const EventTypeOut &type = rowAt(row);
    const QString flags = flagsOf(type);
    const QString group = type.groupName.value_or(QString());
    const QStringView texts[] = {type.name, type.description, flags, group};
    return filter.matches(texts);
}

} // namespace svix
