// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"
#include "models/columninfo.h"
#include "models/statewords.h"
#include "models/wordfilter.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QPointer>

#include <deque>

namespace svix {

class ApiClient;

/// Every request of the console, newest first, free of tokens and secrets. The oldest go when there
/// are too many.
class ActivityModel : public QAbstractTableModel, public WordSearchable
{
    Q_OBJECT
public:
    enum Column {
        Time,
        State,
        Operation,
        Object,
        Status,
        Duration,
        Tries,
        Received,
        IdempotencyKey
    };

    explicit ActivityModel(QObject *parent = nullptr, int mostEntries = 2000);

    /// Listens to this client as well; entries of clients before stay. Each client's entries are
    /// told apart although their numbers start anew.
    void attach(ApiClient *client);

    const QList<ColumnInfo> &columns() const { return m_columns; }
    /// nullptr when it is gone; valid until the next event.
    const ActivityEntry *find(const QString &key) const;
    const ActivityEntry &entryAt(int row) const { return m_rows[std::size_t(row)].entry; }
    /// How far it is or how it ended.
    static StateText stateOf(const ActivityEntry &entry);
    /// No body keeps the payload of this message: those that made it or bear its event id, and
    /// those with the very same payload where that is known.
    void wipePayload(const QString &messageId, const QString &eventId, const QByteArray &payload);
    /// Drops what is done; what is under way stays.
    void clearDone();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool rowMatches(int row, const WordFilter &filter) const override;

private:
    struct Row
    {
        QString key;
        ActivityEntry entry;
    };
    void record(int client, const ActivityEntry &entry);
    QVariant cell(const Row &row, int column, int role) const;

    QList<ColumnInfo> m_columns;
    std::deque<Row> m_rows;
    int m_most;
    int m_clients = 0;
};

} // namespace svix
