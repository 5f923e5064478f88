// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activitymodel.h"

#include "api/apiclient.h"
#include "api/operations.h"
#include "models/celltext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace svix {

namespace {

QByteArray jsonOf(const ActivityEntry &entry)
{
    QJsonObject object{
        {QStringLiteral("time"), entry.started.toString(Qt::ISODateWithMs)},
        {QStringLiteral("operation"), entry.operation ? entry.operation->name() : QString()},
        {QStringLiteral("url"), entry.url.toString(QUrl::RemoveUserInfo)},
        {QStringLiteral("status"), entry.status},
        {QStringLiteral("milliseconds"), entry.milliseconds},
        {QStringLiteral("tries"), entry.tries},
        {QStringLiteral("requestId"), entry.requestId},
        {QStringLiteral("idempotencyKey"), entry.idempotencyKey},
    };
    if (entry.error.isError()) {
        object.insert(QStringLiteral("error"), entry.error.detail);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

namespace {

QString summaryOf(const ActivityEntry &entry)
{
    return entry.operation ? QString::fromLatin1(entry.operation->summary) : QString();
}

QString lastId(const QString &object)
{
    return object.section(QStringLiteral(" / "), -1);
}

} // namespace

StateText ActivityModel::stateOf(const ActivityEntry &entry)
{
    using S = ActivityEntry::State;
    switch (entry.state) {
    case S::Queued:
        return {tr("queued"), StateKind::Pending};
    case S::Running:
        return {tr("under way"), StateKind::Sending};
    case S::Waiting:
        return {tr("waiting"), StateKind::Pending};
    case S::Done:
        break;
    }
    if (!entry.error.isError()) {
        return {tr("done"), StateKind::Ok};
    }
    if (entry.error.kind == ErrorKind::Canceled && entry.error.outcome == Outcome::NotDone) {
        return {tr("canceled"), StateKind::Canceled};
    }
    switch (entry.error.outcome) {
    case Outcome::Unknown:
        return {tr("unknown"), StateKind::Pending};
    case Outcome::Done:
        return {tr("done, unread"), StateKind::Pending};
    case Outcome::NotDone:
        break;
    }
    return {tr("failed"), StateKind::Fail};
}

ActivityModel::ActivityModel(QObject *parent, int mostEntries)
    : QAbstractTableModel(parent)
    , m_columns{{QStringLiteral("time"), tr("Time"), CellKind::Time, 8, 6},
                {QStringLiteral("state"), tr("State"), CellKind::State, 8, 6},
                {QStringLiteral("operation"), tr("Operation"), CellKind::Text, 18, 8},
                {QStringLiteral("object"), tr("Object"), CellKind::Id, 20, 8, false, true},
                {QStringLiteral("status"), tr("Status"), CellKind::Number, 5, 4},
                {QStringLiteral("duration"), tr("Took"), CellKind::Number, 6, 5},
                {QStringLiteral("tries"), tr("Tries"), CellKind::Number, 4, 4},
                {QStringLiteral("received"), tr("Received"), CellKind::Number, 7, 5, true},
                {QStringLiteral("idempotencyKey"), tr("Idempotency key"), CellKind::Id, 14, 6,
                 true}}
    , m_most(mostEntries)
{
}

void ActivityModel::attach(ApiClient *client)
{
    const int number = ++m_clients;
    connect(client, &ApiClient::activity, this,
            [this, number](const ActivityEntry &entry) { record(number, entry); });
}

void ActivityModel::record(int client, const ActivityEntry &entry)
{
    const QString key = QStringLiteral("%1-%2").arg(client).arg(entry.id);
    // Changes concern young entries: look from the top.
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].key == key) {
            m_rows[i].entry = entry;
            const int row = static_cast<int>(i);
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
            return;
        }
    }
    beginInsertRows({}, 0, 0);
    m_rows.push_front({key, entry});
    endInsertRows();
    if (rowCount() > m_most) {
        const int last = rowCount() - 1;
        beginRemoveRows({}, last, last);
        m_rows.pop_back();
        endRemoveRows();
    }
}

const ActivityEntry *ActivityModel::find(const QString &key) const
{
    for (const Row &row : m_rows) {
        if (row.key == key) {
            return &row.entry;
        }
    }
    return nullptr;
}

void ActivityModel::wipePayload(const QString &messageId, const QString &eventId,
                                const QByteArray &payload)
{
    const QJsonObject erased = QJsonDocument::fromJson(payload).object();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        ActivityEntry &entry = m_rows[i].entry;
        if (entry.body.isEmpty() || entry.bodyErased) {
            continue;
        }
        bool its = !messageId.isEmpty() && entry.made == messageId;
        if (!its && !entry.bodyCut) {
            const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
            const QString bodysId = body.value(QLatin1String("eventId")).toString();
            its = (!eventId.isEmpty() && bodysId == eventId) ||
                  (!erased.isEmpty() && body.value(QLatin1String("payload")).toObject() == erased);
        }
        if (!its && (payload.isEmpty() || entry.bodyCut)) {
            // Nobody can tell any more whose it was: it goes where it may be this one's.
            const bool unseen = entry.operation == &op::createMessage && entry.made.isEmpty() &&
                                entry.error.outcome == Outcome::Unknown;
            const bool large = payload.isEmpty() || payload.size() > entry.body.size() / 2;
            its = large && (unseen || entry.operation == &op::simulateTransformation);
        }
        if (its) {
            entry.body.clear();
            entry.bodyErased = true;
            const int row = static_cast<int>(i);
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
        }
    }
}

void ActivityModel::clearDone()
{
    beginResetModel();
    std::erase_if(m_rows,
                  [](const Row &row) { return row.entry.state == ActivityEntry::State::Done; });
    endResetModel();
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size()) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    const ColumnInfo &column = m_columns.at(section);
    if (role == Qt::TextAlignmentRole) {
        return int((column.kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole ? QVariant(column.title) : QVariant();
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole:
        return row.key;
    case UidRole:
        return row.entry.requestId;
    case JsonRole:
        return jsonOf(row.entry);
    case CellKindRole:
        return int(m_columns.at(index.column()).kind);
    default:
        return cell(row, index.column(), role);
    }
}

QVariant ActivityModel::cell(const Row &row, int column, int role) const
{
    const ActivityEntry &entry = row.entry;
    switch (column) {
    case Time:
        return timeCell(Timestamp::fromDateTime(entry.started), role);
    case State:
        return role == Qt::ToolTipRole && entry.error.isError() ? QVariant(entry.error.detail)
                                                                : stateCell(stateOf(entry), role);
    case Operation:
        return role == Qt::ToolTipRole && entry.operation ? QVariant(entry.operation->name())
                                                          : textCell(summaryOf(entry), role);
    case Object:
        // What it is about; where that is, the tip says.
        return textCell(role == Qt::ToolTipRole ? entry.object : lastId(entry.object), role);
    case Status:
        return textCell(entry.status > 0 ? QString::number(entry.status) : QString(), role);
    case Duration:
        return textCell(entry.state == ActivityEntry::State::Done
                            ? StateWords::duration(entry.milliseconds)
                            : QString(),
                        role);
    case Tries:
        return textCell(QString::number(entry.tries), role);
    case Received:
        return textCell(entry.bytesReceived > 0 ? QLocale().formattedDataSize(entry.bytesReceived)
                                                : QString(),
                        role);
    case IdempotencyKey:
        return textCell(entry.idempotencyKey, role);
    default:
        return {};
    }
}

bool ActivityModel::rowMatches(int row, const WordFilter &filter) const
{
    const ActivityEntry &entry = entryAt(row);
    const QString operation = entry.operation ? entry.operation->name() : QString();
    const QString summary = summaryOf(entry);
    const QString status = QString::number(entry.status);
    const QString state = stateOf(entry).text;
    const QStringView texts[] = {
        operation, summary, entry.object, status, entry.requestId, entry.idempotencyKey, state};
    return filter.matches(texts);
}

} // namespace svix
