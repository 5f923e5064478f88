// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QList>
#include <QString>

namespace svix::test {

/// Rows like those of the messages pane, with the roles that every model of the console gives.
class RowsModel : public QAbstractTableModel
{
public:
    struct Row
    {
        QString key;
        QString uid;
        StateKind state = StateKind::Ok;
        QString word;
        QString type;
        QString url;
        qint64 time = 0;
    };
    enum Column { State, Type, Id, Url, Count, Time, ColumnCount };

    explicit RowsModel(int count = 0) { fill(count); }

    void fill(int count)
    {
        beginResetModel();
        rows.clear();
        for (int i = 0; i < count; ++i) {
            rows.append(make(i));
        }
        endResetModel();
    }
    void reset(const QList<Row> &fresh)
    {
        beginResetModel();
        rows = fresh;
        endResetModel();
    }
    void append(int count)
    {
        const int first = int(rows.size());
        beginInsertRows({}, first, first + count - 1);
        for (int i = 0; i < count; ++i) {
            rows.append(make(first + i));
        }
        endInsertRows();
    }
    void removeAt(int row)
    {
        beginRemoveRows({}, row, row);
        rows.removeAt(row);
        endRemoveRows();
    }
    void touchAll()
    {
        Q_EMIT dataChanged(index(0, 0), index(int(rows.size()) - 1, ColumnCount - 1));
    }

    static Row make(int i)
    {
        using namespace Qt::StringLiterals;
        static const QList<std::pair<StateKind, QString>> states{
            {StateKind::Ok, u"3 of 3"_s},          {StateKind::Fail, u"2 of 3"_s},
            {StateKind::Sending, u"1 of 3"_s},     {StateKind::Ok, u"1 of 1"_s},
            {StateKind::Paused, u"no endpoint"_s}, {StateKind::Pending, u"pending"_s}};
        static const QStringList types{u"invoice.paid"_s, u"user.created"_s, u"order.shipped"_s,
                                       u"invoice.payment_failed"_s};
        const auto &state = states.at(i % states.size());
        return {u"msg_%1"_s.arg(i, 6, 10, QLatin1Char('0')),
                i % 3 == 0 ? QString() : u"evt-%1"_s.arg(90418 - i),
                state.first,
                state.second,
                types.at(i % types.size()),
                u"https://hooks.acme.example/billing/%1"_s.arg(i),
                QDateTime::currentMSecsSinceEpoch() - (qint64(i) * i + 2) * 60000};
    }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(rows.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(ColumnCount);
    }
    bool canFetchMore(const QModelIndex &) const override { return available > 0; }
    void fetchMore(const QModelIndex &) override
    {
        ++fetches;
        const int count = std::min(available, 50);
        available -= count;
        append(count);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        static const QStringList names{QStringLiteral("Delivered"), QStringLiteral("Event type"),
                                       QStringLiteral("Event id"),  QStringLiteral("URL"),
                                       QStringLiteral("Size"),      QStringLiteral("Sent")};
        if (orientation != Qt::Horizontal) {
            return {};
        }
        if (role == Qt::TextAlignmentRole && section == Count) {
            return int(Qt::AlignRight | Qt::AlignVCenter);
        }
        return role == Qt::DisplayRole ? QVariant(names.at(section)) : QVariant();
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        ++reads;
        const Row &row = rows.at(index.row());
        static constexpr CellKind kinds[] = {CellKind::State, CellKind::Text,   CellKind::Id,
                                             CellKind::Url,   CellKind::Number, CellKind::Time};
        switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
            case State:
                return row.word;
            case Type:
                return row.type;
            case Id:
                return row.key;
            case Url:
                return row.url;
            case Count:
                return QString::number(index.row() * 37);
            default:
                return {};
            }
        case CellKindRole:
            return int(kinds[index.column()]);
        case StateRole:
            return index.column() == State ? QVariant(int(row.state)) : QVariant();
        case TimeRole:
            return index.column() == Time ? QVariant(row.time) : QVariant();
        case KeyRole:
            return row.key;
        case UidRole:
            return row.uid;
        case JsonRole:
            return QByteArray("{\"id\":\"" + row.key.toUtf8() + "\"}");
        default:
            return {};
        }
    }

    QList<Row> rows;
    int available = 0;
    int fetches = 0;
    mutable qint64 reads = 0;
};

} // namespace svix::test
