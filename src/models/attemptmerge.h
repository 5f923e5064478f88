// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "api/common.h"
#include "core/result.h"

#include <QFuture>
#include <QObject>
#include <QStringList>

#include <functional>

namespace svix {

/// Several lists of attempts, each newest first, read as one: a page of the merged list holds the
/// newest that no list has given yet. Ids are in order of time, so they are what is compared.
class AttemptMerge : public QObject
{
    Q_OBJECT
public:
    using Fetch = std::function<QFuture<Result<Page<AttemptOut>>>(
        const QString &endpointId, const std::optional<QString> &iterator)>;

    AttemptMerge(const QStringList &endpointIds, Fetch fetch, QObject *parent = nullptr);
    ~AttemptMerge() override;

    /// The next `limit` attempts; one call at a time. An endpoint that is gone (404) counts as
    /// empty; any other error ends the page, and the same page can be asked for again.
    QFuture<Result<Page<AttemptOut>>> next(int limit);

private:
    struct Source
    {
        QString endpointId;
        QList<AttemptOut> buffer;
        qsizetype taken = 0;
        std::optional<QString> iterator;
        bool done = false;
        bool asking = false;
    };
    void pump();
    void answered(std::size_t source, const Result<Page<AttemptOut>> &result);
    void end(Result<Page<AttemptOut>> result);

    std::vector<Source> m_sources;
    Fetch m_fetch;
    std::shared_ptr<QPromise<Result<Page<AttemptOut>>>> m_promise;
    Page<AttemptOut> m_page;
    int m_limit = 0;
    int m_pages = 0;
    Error m_error;
};

} // namespace svix
