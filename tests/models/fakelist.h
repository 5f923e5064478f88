// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pagedmodel.h"

#include <QPromise>

namespace svix::test {

struct Item
{
    QString id;
    int value = 0;
};

/// A paged model over a list that the test answers page by page, when and how it likes.
class FakeList : public PagedModel<Item>
{
    Q_OBJECT
public:
    struct Asked
    {
        std::optional<QString> iterator;
        int limit = 0;
        std::shared_ptr<QPromise<Result<Page<Item>>>> promise;
    };

    explicit FakeList(QObject *parent = nullptr)
        : PagedModel<Item>({{QStringLiteral("id"), QStringLiteral("Id"), CellKind::Id},
                            {QStringLiteral("value"), QStringLiteral("Value"), CellKind::Number}},
                           parent)
    {
        setFetch([this](const PageRequest &request) {
            auto promise = std::make_shared<QPromise<Result<Page<Item>>>>();
            promise->start();
            asked.append({request.iterator, request.limit, promise});
            return promise->future();
        });
    }

    QList<Asked> asked;

    using PagedModelBase::queryChanged;
    using PagedModelBase::setDoneIsTrusted;

    /// Answers the request at `index` with rows, and where it goes on (empty: nowhere).
    void answer(qsizetype index, const QStringList &ids, const QString &next = {}, int value = 0)
    {
        Page<Item> page;
        for (const QString &id : ids) {
            page.data.append({id, value});
        }
        if (!next.isEmpty()) {
            page.iterator = next;
        }
        page.done = next.isEmpty();
        give(index, std::move(page));
    }
    void give(qsizetype index, Result<Page<Item>> result)
    {
        const auto promise = asked.at(index).promise;
        promise->addResult(std::move(result));
        promise->finish();
    }
    void answerLast(const QStringList &ids, const QString &next = {}, int value = 0)
    {
        answer(asked.size() - 1, ids, next, value);
    }
    void failLast(ErrorKind kind = ErrorKind::Timeout)
    {
        give(asked.size() - 1, makeError(kind, QStringLiteral("as told")));
    }
    QStringList ids() const
    {
        QStringList all;
        for (int row = 0; row < rowCount(); ++row) {
            all.append(rowAt(row).id);
        }
        return all;
    }

protected:
    QString keyOf(const Item &row) const override { return row.id; }
    Item makeRow(const Item &item) override { return item; }
    QVariant cell(const Item &row, int column, int role) const override
    {
        if (role == Qt::DisplayRole) {
            return column == 0 ? QVariant(row.id) : QVariant(row.value);
        }
        return {};
    }
};

} // namespace svix::test
