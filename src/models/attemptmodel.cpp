// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attemptmodel.h"

#include "api/apiclient.h"
#include "models/attemptmerge.h"
#include "models/celltext.h"
#include "models/destinationfetch.h"
#include "models/lazyqueue.h"

namespace svix {

SVIX_API_MODEL(AttemptOut)

AttemptModel::AttemptModel(QObject *parent)
    : ApiModel<AttemptOut>(
          {{QStringLiteral("status"), tr("Status"), CellKind::State, 7.5, 7.5},
           {QStringLiteral("code"), tr("Code"), CellKind::Number, 4.8, 4.8},
           {QStringLiteral("endpoint"), tr("Endpoint"), CellKind::Url, 24, 13, false, true},
           {QStringLiteral("eventType"), tr("Event type"), CellKind::Text, 13.2, 9},
           {QStringLiteral("trigger"), tr("Trigger"), CellKind::Text, 8, 5, true},
           {QStringLiteral("duration"), tr("Took"), CellKind::Number, 5.2, 5.2},
           {QStringLiteral("time"), tr("Time"), CellKind::Time, 7, 6.5},
           {QStringLiteral("nextRetry"), tr("Next try"), CellKind::Time, 6, 5.5},
           {QStringLiteral("message"), tr("Message"), CellKind::Id, 14, 6, true},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 14, 6, true}},
          parent)
    , m_lazy(new LazyQueue([this](const QString &id, const auto &done) { askMessage(id, done); },
                           this))
{
}

AttemptModel::~AttemptModel() = default;

void AttemptModel::setEndpoint(ApiClient *client, const QString &appId, const QString &endpointId)
{
    setSource(client, appId, {endpointId}, {});
}

void AttemptModel::setEndpoints(ApiClient *client, const QString &appId,
                                const QStringList &endpointIds)
{
    setSource(client, appId, endpointIds.first(std::min<qsizetype>(endpointIds.size(), mostMerged)),
              {});
    m_cut = endpointIds.size() > mostMerged;
}

void AttemptModel::setMessage(ApiClient *client, const QString &appId, const QString &messageId,
                              const QString &endpointId)
{
    setSource(client, appId, endpointId.isEmpty() ? QStringList() : QStringList(endpointId),
              messageId);
}

void AttemptModel::setList(AttemptList list)
{
    if (list != m_list) {
        m_list = list;
        queryChanged();
    }
}

bool AttemptModel::isOldList() const
{
    const ApiClient *client = source().client();
    return !m_messageId.isEmpty() &&
           (m_list == AttemptList::Old || (client && client->isMissing(op::listAttemptsByMsg)));
}

void AttemptModel::clearSource()
{
    setSource(nullptr, {}, {}, {});
}

void AttemptModel::setSource(ApiClient *client, const QString &appId,
                             const QStringList &endpointIds, const QString &messageId)
{
    m_cut = false;
    const bool sameApplication = source().is(client, {appId});
    if (sameApplication && endpointIds == m_endpointIds && messageId == m_messageId) {
        return;
    }
    if (!sameApplication) {
        m_messages.clear();
    }
    m_endpointIds = endpointIds;
    m_messageId = messageId;
    replaceSource(client, {appId},
                  client && !appId.isEmpty() &&
                      (!messageId.isEmpty() || !endpointIds.value(0).isEmpty()));
}

void AttemptModel::forgetRows()
{
    m_lazy->clear();
    m_visible.clear();
    letGo(m_merge);
    letGo(m_fresh);
}

void AttemptModel::letGo(std::unique_ptr<AttemptMerge> &merge)
{
    if (merge) {
        merge->abandon();
        merge.release()->deleteLater(); // it may be just giving its page
    }
}

void AttemptModel::setFilter(const AttemptFilter &filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    queryChanged();
}

void AttemptModel::beginWalk()
{
    m_bounds = boundsOf(m_filter.window, Timestamp::now());
    letGo(m_fresh);
    if (m_messageId.isEmpty() && m_endpointIds.size() > 1) {
        // The rows that are there go on where they did until the reload has replaced them, and
        // those below what it reads anew even after that.
        m_fresh = std::make_unique<AttemptMerge>(
            m_endpointIds, QStringLiteral("merged-%1-").arg(++m_merges),
            [this](const QString &id, const PageRequest &part) {
                return source().client() ? fetchOfEndpoint(id, part) : noClient<Page<AttemptOut>>();
            });
    }
}

AttemptModel::Answer AttemptModel::fetchPage(const PageRequest &request)
{
    if (!m_messageId.isEmpty()) {
        return fetchOfMessage(request);
    }
    if (m_endpointIds.size() == 1) {
        return fetchOfEndpoint(m_endpointIds.first(), request);
    }
    AttemptMerge *merge =
        m_merge && m_merge->gave(request.iterator) ? m_merge.get() : m_fresh.get();
    return merge ? merge->page(request) : noClient<Page<AttemptOut>>();
}

// The two lists take the same filters, in structs of their own.
template <typename Query>
static void narrow(Query &query, const AttemptFilter &filter, const TimeBounds &bounds)
{
    query.status = filter.status;
    query.statusCodeClass = filter.codeClass;
    if (!filter.eventTypes.isEmpty()) {
        query.eventTypes = filter.eventTypes;
    }
    if (!filter.channel.isEmpty()) {
        query.channel = filter.channel;
    }
    if (!filter.tag.isEmpty()) {
        query.tag = filter.tag;
    }
    query.before = bounds.before;
    query.after = bounds.after;
    query.withContent = false;
    query.expandedStatuses = true;
}

AttemptModel::Answer AttemptModel::fetchOfEndpoint(const QString &endpointId,
                                                   const PageRequest &request)
{
    auto query = queryOf<ListAttemptsByEndpointQuery>(request);
    narrow(query, m_filter, m_bounds);
    if (source().dialect().kind == ServerKind::Cloud) {
        query.withMsg = true;
    }
    return source().client()->get<op::listAttemptsByEndpoint>(pageOptions(this, request),
                                                              source().appId(), endpointId, query);
}

AttemptModel::Answer AttemptModel::fetchOfMessage(const PageRequest &request)
{
    auto query = queryOf<ListAttemptsByMsgQuery>(request);
    narrow(query, m_filter, m_bounds);
    if (!m_endpointIds.isEmpty()) {
        query.endpointId = m_endpointIds.first();
    }
    return fetchAttempts(*source().client(), pageOptions(this, request), source().appId(),
                         m_messageId, query, m_list);
}

AttemptOut AttemptModel::makeRow(const AttemptOut &item)
{
    AttemptOut row = item;
    row.response.clear(); // "{}" without content
    if (item.msg) {
        MessageInfo &info = m_messages[item.msgId];
        info.asked = true;
        info.eventType = item.msg->eventType;
        info.eventId = item.msg->eventId.value_or(QString());
        row.msg.reset();
    }
    return row;
}

void AttemptModel::reloaded()
{
    if (m_fresh && !(m_merge && m_merge->gave(nextPage()))) {
        letGo(m_merge);
        m_merge = std::move(m_fresh);
    }
    letGo(m_fresh);
    // Planned tries have moved; what a message is has not.
    for (MessageInfo &info : m_messages) {
        info.retriesAsked = false;
    }
    askVisible();
}

void AttemptModel::setVisibleRows(const QList<int> &visible)
{
    m_visible.clear();
    for (const int row : visible) {
        if (row >= 0 && row < rowCount() && !m_visible.contains(rowAt(row).msgId)) {
            m_visible.append(rowAt(row).msgId);
        }
    }
    askVisible();
}

void AttemptModel::askVisible()
{
    QStringList wanted;
    for (const QString &id : std::as_const(m_visible)) {
        const MessageInfo info = m_messages.value(id);
        const bool unsettled =
            !info.retriesAsked && std::any_of(rows().begin(), rows().end(), [&](const auto &row) {
                return row.msgId == id && row.status != MessageStatus::Success;
            });
        if (!info.asked || unsettled) {
            wanted.append(id);
        }
    }
    m_lazy->setWanted(wanted);
}

void AttemptModel::askMessage(const QString &messageId, const std::function<void()> &done)
{
    if (!source().client()) {
        done();
        return;
    }
    const QString app = source().appId();
    MessageInfo &info = m_messages[messageId];
    if (!info.asked) {
        info.asked = true; // a failure is not repeated until the source changes
        GetMessageQuery query;
        query.withContent = false;
        CallOptions options;
        options.owner = this;
        options.priority = Priority::Bulk;
        source()
            .client()
            ->get<op::getMessage>(options, app, messageId, query)
            .then(this, [this, app, messageId, done](const Result<MessageOut> &result) {
                if (app == source().appId() && result.ok()) {
                    MessageInfo &found = m_messages[messageId];
                    found.eventType = result->eventType;
                    found.eventId = result->eventId.value_or(QString());
                    touchMessage(messageId);
                }
                done();
                askVisible();
            });
        return;
    }
    info.retriesAsked = true;
    fetchDestinations(*source().client(), this, app, messageId)
        .then(this, [this, app, messageId, done](const Result<QList<DestinationOut>> &result) {
            done();
            if (app != source().appId() || !result.ok()) {
                return;
            }
            MessageInfo &found = m_messages[messageId];
            found.nextRetries.clear();
            for (const DestinationOut &destination : *result) {
                if (destination.nextAttempt) {
                    found.nextRetries.insert(destination.id, *destination.nextAttempt);
                }
            }
            touchMessage(messageId);
        });
}

void AttemptModel::touchMessage(const QString &messageId)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (rowAt(row).msgId == messageId) {
            touchRow(row);
        }
    }
}

bool AttemptModel::isLatest(const AttemptOut &attempt) const
{
    return std::none_of(rows().begin(), rows().end(), [&](const AttemptOut &other) {
        return other.msgId == attempt.msgId && other.endpointId == attempt.endpointId &&
               attempt.id < other.id;
    });
}

QVariant AttemptModel::cell(const AttemptOut &row, int column, int role) const
{
    const auto info = m_messages.constFind(row.msgId);
    if (role == UidRole) {
        return info == m_messages.constEnd() ? QString() : info->eventId;
    }
    if (role == JsonRole) {
        return writeJson(row, source().dialect());
    }
    switch (column) {
    case Status:
        return stateCell(StateWords::ofStatus(row.status, row.statusText.value_or(QString())),
                         role);
    case Code:
        return role == Qt::ToolTipRole && row.responseStatusCode == 0
                   ? QVariant(tr("No HTTP answer came."))
                   : textCell(row.responseStatusCode > 0 ? QString::number(row.responseStatusCode)
                                                         : QString(),
                              role);
    case Endpoint:
        // What differs between endpoints is behind the scheme; plain http stays worth seeing.
        return textCell(role == Qt::DisplayRole && row.url.startsWith(QLatin1String("https://"))
                            ? row.url.mid(8)
                            : row.url,
                        role);
    case EventType:
        return textCell(info == m_messages.constEnd() ? QString() : info->eventType, role);
    case Trigger:
        return textCell(StateWords::ofTrigger(row.triggerType), role);
    case Duration:
        return textCell(StateWords::duration(row.responseDurationMs), role);
    case Time:
        return timeCell(row.timestamp, role);
    case NextRetry:
        // Only the latest attempt at an endpoint can be followed by another one.
        return timeCell(info != m_messages.constEnd() &&
                                info->nextRetries.contains(row.endpointId) && isLatest(row)
                            ? info->nextRetries.value(row.endpointId)
                            : Timestamp(),
                        role);
    case Message:
        return textCell(row.msgId, role);
    case Id:
        return textCell(row.id, role);
    default:
        return {};
    }
}

bool AttemptModel::rowMatches(int row, const WordFilter &filter) const
{
    const AttemptOut &attempt = rowAt(row);
    const auto info = m_messages.constFind(attempt.msgId);
    const bool known = info != m_messages.constEnd();
    const QString eventType = known ? info->eventType : QString();
    const QString eventId = known ? info->eventId : QString();
    const QString status =
        StateWords::ofStatus(attempt.status, attempt.statusText.value_or(QString())).text;
    const QString code = QString::number(attempt.responseStatusCode);
    const QString trigger = StateWords::ofTrigger(attempt.triggerType);
    const QStringView texts[] = {attempt.url, attempt.id, attempt.msgId, eventType,
                                 eventId,     status,     code,          trigger};
    return filter.matches(texts);
}

} // namespace svix
