// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/messagemodel.h"

#include "api/apiclient.h"
#include "models/celltext.h"
#include "models/destinationfetch.h"
#include "models/lazyqueue.h"

#include <QSet>

namespace svix {

SVIX_API_MODEL(MessageRow, MessageItem)

namespace {

constexpr qsizetype mostWords = 64;

QList<quint64> wordsIn(const InternedStrings &texts, const WordFilter &filter)
{
    QList<quint64> found;
    found.reserve(texts.size());
    for (int i = 0; i < texts.size(); ++i) {
        quint64 bits = 0;
        for (qsizetype word = 0; word < std::min(filter.wordCount(), mostWords); ++word) {
            bits |= quint64(filter.contains(word, texts.at(i))) << word;
        }
        found.append(bits);
    }
    return found;
}

QString joined(const std::optional<QStringList> &texts)
{
    if (!texts || texts->isEmpty()) {
        return {};
    }
    return texts->size() == 1 ? texts->first() : StateWords::list(texts);
}

std::optional<QStringList> split(const QString &text)
{
    if (text.isEmpty()) {
        return std::nullopt;
    }
    return text.split(QStringLiteral(", ")); // neither channels nor tags can hold a comma
}

} // namespace

MessageModel::MessageModel(QObject *parent)
    : MessageRows(
          {{QStringLiteral("delivered"), tr("Delivered"), CellKind::State, 9, 7},
           {QStringLiteral("eventType"), tr("Event type"), CellKind::Text, 18, 8, false, true},
           {QStringLiteral("eventId"), tr("Event id"), CellKind::Id, 9, 6},
           {QStringLiteral("channels"), tr("Channels"), CellKind::Text, 8, 5},
           {QStringLiteral("tags"), tr("Tags"), CellKind::Text, 8, 5, true},
           {QStringLiteral("sent"), tr("Sent"), CellKind::Time, 8, 6},
           {QStringLiteral("nextTry"), tr("Next try"), CellKind::Time, 7, 5.5},
           {QStringLiteral("id"), tr("Id"), CellKind::Id, 14, 6, true}},
          parent)
    , m_deliveries(new LazyQueue(
          [this](const QString &id, const auto &done) { askDelivery(id, done); }, this))
{
    connect(this, &PagedModelBase::loadedChanged, this, [this] {
        if (m_askAll) {
            askVisible();
        }
    });
}

MessageModel::~MessageModel() = default;

void MessageModel::setSource(ApiClient *client, const QString &appId)
{
    setSourcePath(client, {appId});
    if (rowCount() == 0) { // of an application that was left
        m_types = {};
        m_lists = {};
    }
}

void MessageModel::forgetRows()
{
    m_deliveries->clear();
    m_visible.clear();
}

void MessageModel::setFilter(const MessageFilter &filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    queryChanged();
}

void MessageModel::beginWalk()
{
    m_bounds = boundsOf(m_filter.window, Timestamp::now());
}

MessageRow MessageModel::makeRow(const MessageItem &tried)
{
    const MessageOut &item = tried.message;
    MessageRow row;
    if (tried.status) {
        row.there = true;
        row.status = *tried.status;
        row.statusText = m_lists.add(tried.statusText);
        if (tried.nextAttempt && tried.nextAttempt->isValid()) {
            row.nextTry = tried.nextAttempt->microseconds();
        }
    }
    row.id = item.id;
    row.eventId = item.eventId.value_or(QString());
    row.sent = item.timestamp;
    row.eventType = m_types.add(item.eventType);
    row.channels = item.channels ? m_lists.add(joined(item.channels)) : 0;
    row.tags = item.tags ? m_lists.add(joined(item.tags)) : 0;
    return row;
}

void MessageModel::carryOver(const MessageRow &old, MessageRow &fresh)
{
    fresh.asked = old.asked;
    fresh.delivery = old.delivery;
    // What is on its way, failed or had no endpoint may have changed since.
    fresh.stale = !old.delivery.isSettled();
}

void MessageModel::reloaded()
{
    askVisible();
}

MessageOut MessageModel::restored(const MessageRow &row) const
{
    MessageOut message;
    message.id = row.id;
    message.eventId = row.eventId.isEmpty() ? std::optional<QString>() : row.eventId;
    message.eventType = m_types.at(row.eventType);
    message.channels = split(m_lists.at(row.channels));
    message.tags = split(m_lists.at(row.tags));
    message.timestamp = row.sent;
    message.payload.text = "{}";
    return message;
}

std::optional<MessageOut> MessageModel::message(const QString &id) const
{
    const MessageRow *row = find(id);
    return row ? std::optional(restored(*row)) : std::nullopt;
}

QVariant MessageModel::cell(const MessageRow &row, int column, int role) const
{
    if (role == UidRole) {
        return row.eventId;
    }
    if (role == JsonRole) {
        return writeJson(restored(row), source().dialect());
    }
    const bool text = role == Qt::DisplayRole || role == Qt::ToolTipRole || role == CopyRole;
    switch (column) {
    case Delivered: {
        if (row.there) {
            return stateCell(StateWords::ofStatus(row.status, m_lists.at(row.statusText)), role);
        }
        const bool known = row.asked == MessageRow::Delivery::Known;
        if (role == StateRole) {
            return int(known ? row.delivery.text().kind
                             : (row.asked == MessageRow::Delivery::Failed ? StateKind::None
                                                                          : StateKind::Loading));
        }
        if (role == MutedRole) {
            return !known || row.delivery.total == 0;
        }
        if (role == Qt::ToolTipRole && row.asked == MessageRow::Delivery::Failed) {
            return tr("The state could not be loaded. Refresh to try again.");
        }
        return text ? QVariant(known ? row.delivery.text().text : StateWords::none()) : QVariant();
    }
    case EventType:
        return textCell(m_types.at(row.eventType), role);
    case EventId:
        return textCell(row.eventId, role);
    case Channels:
        return textCell(m_lists.at(row.channels), role);
    case Tags:
        return textCell(m_lists.at(row.tags), role);
    case Sent:
        return timeCell(row.sent, role);
    case NextTry:
        return timeCell(row.nextTry ? Timestamp(*row.nextTry) : Timestamp(), role);
    case Id:
        return textCell(row.id, role);
    default:
        return {};
    }
}

void MessageModel::setVisibleRows(const QList<int> &visible)
{
    m_visible.clear();
    for (const int row : visible) {
        if (row >= 0 && row < rowCount()) {
            m_visible.append(rowAt(row).id);
        }
    }
    askVisible();
}

bool MessageModel::lacksDelivery(const MessageRow &row)
{
    return !row.there && (row.asked == MessageRow::Delivery::Unknown || row.stale);
}

void MessageModel::setAskAll(bool all)
{
    m_askAll = all;
    askVisible();
}

int MessageModel::unknownDeliveries() const
{
    return int(std::count_if(rows().cbegin(), rows().cend(), [](const MessageRow &row) {
        return !row.there && row.asked == MessageRow::Delivery::Unknown;
    }));
}

void MessageModel::askVisible()
{
    QStringList wanted;
    for (const QString &id : std::as_const(m_visible)) {
        const MessageRow *row = find(id);
        if (row && lacksDelivery(*row)) {
            wanted.append(id);
        }
    }
    if (m_askAll) {
        const QSet<QString> first(wanted.cbegin(), wanted.cend());
        for (const MessageRow &row : rows()) {
            if (lacksDelivery(row) && !first.contains(row.id)) {
                wanted.append(row.id);
            }
        }
    }
    m_deliveries->setWanted(wanted);
}

void MessageModel::askDelivery(const QString &id, const std::function<void()> &done)
{
    if (!source().client()) {
        done();
        return;
    }
    const QString app = appId();
    fetchDestinations(*source().client(), this, app, id)
        .then(this, [this, id, app, done](const Result<QList<DestinationOut>> &result) {
            done();
            const int at = app == appId() ? rowOfKey(id) : -1;
            if (at < 0) {
                return;
            }
            if (result.ok()) {
                DeliverySummary delivery;
                for (const DestinationOut &destination : *result) {
                    delivery.add(destination);
                }
                setDelivery(id, delivery);
                return;
            }
            MessageRow &row = rows()[static_cast<std::size_t>(at)];
            if (result.error().kind == ErrorKind::Canceled) {
                m_askAll = false; // the rest is not wanted either
                m_deliveries->setWanted({});
                touchRow(at);
                return;
            }
            row.stale = false; // not again until the next refresh
            if (row.asked == MessageRow::Delivery::Unknown) {
                row.asked = MessageRow::Delivery::Failed;
            }
            touchRow(at);
        });
}

void MessageModel::setDelivery(const QString &messageId, const DeliverySummary &delivery)
{
    const int at = rowOfKey(messageId);
    if (at < 0) {
        return;
    }
    MessageRow &row = rows()[static_cast<std::size_t>(at)];
    row.asked = MessageRow::Delivery::Known;
    row.stale = false;
    row.delivery = delivery;
    const QModelIndex changed = index(at, Delivered);
    Q_EMIT dataChanged(changed, changed);
}

void MessageModel::forgetDelivery(const QString &messageId)
{
    const int at = rowOfKey(messageId);
    if (at >= 0) {
        rows()[static_cast<std::size_t>(at)].stale = true;
        askVisible();
    }
}

QStringList MessageModel::loadedEventTypes() const
{
    QSet<int> types;
    for (const MessageRow &row : rows()) {
        types.insert(row.eventType);
    }
    QStringList sorted;
    for (const int type : std::as_const(types)) {
        sorted.append(m_types.at(type));
    }
    sorted.sort();
    return sorted;
}

QStringList MessageModel::loadedChannels() const
{
    QSet<int> lists;
    for (const MessageRow &row : rows()) {
        lists.insert(row.channels);
    }
    QSet<QString> found;
    for (const int list : std::as_const(lists)) {
        for (const QString &channel : split(m_lists.at(list)).value_or(QStringList())) {
            found.insert(channel);
        }
    }
    QStringList sorted(found.cbegin(), found.cend());
    sorted.sort();
    return sorted;
}

void MessageModel::prepareSearch(const WordFilter &filter) const
{
    m_typeWords = wordsIn(m_types, filter);
    m_listWords = wordsIn(m_lists, filter);
}

bool MessageModel::rowMatches(int row, const WordFilter &filter) const
{
    const MessageRow &message = rowAt(row);
    if (m_typeWords.size() != m_types.size() || m_listWords.size() != m_lists.size()) {
        prepareSearch(filter); // rows came since
    }
    const quint64 shared = m_typeWords.at(message.eventType) | m_listWords.at(message.channels) |
                           m_listWords.at(message.tags);
    for (qsizetype word = 0; word < filter.wordCount(); ++word) {
        const bool found = (word < mostWords && (shared >> word & 1) != 0) ||
                           filter.contains(word, message.eventId) ||
                           filter.contains(word, message.id);
        if (!found) {
            return false;
        }
    }
    return true;
}

} // namespace svix
