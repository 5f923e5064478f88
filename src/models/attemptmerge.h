// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "api/common.h"
#include "core/result.h"
#include "models/pagedmodelbase.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QPromise>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace svix {

/// Several lists of attempts, each newest first, read as one: a page of the merged list holds the
/// newest that no list has given yet. Ids are in order of time, so they are what is compared.
class AttemptMerge : public QObject
{
    Q_OBJECT
public:
    using Fetch = std::function<QFuture<Result<Page<AttemptOut>>>(const QString &endpointId,
                                                                  const PageRequest &request)>;

    /// `name` begins the iterators of this merge and of no other one.
    AttemptMerge(const QStringList &endpointIds, QString name, Fetch fetch,
                 QObject *parent = nullptr);
    ~AttemptMerge() override;

    /// The page that is asked for: the first one, the one after the last, or that one again, for
    /// whoever dropped it. Another request that is under way ends as canceled. An endpoint that is
    /// gone (404) counts as empty; any other error ends the page, and it can be asked for again.
    QFuture<Result<Page<AttemptOut>>> page(const PageRequest &request);
    /// That iterator came from here.
    bool gave(const std::optional<QString> &iterator) const;
    /// Ends what is under way as canceled, at once.
    void abandon();

private:
    struct Source
    {
        QString endpointId;
        QList<AttemptOut> buffer;
        qsizetype taken = 0;
        std::optional<QString> iterator;
        bool done = false;
        bool asking = false;
        quint64 turn = 0; // of the page for which it was asked
    };
    void pump();
    void answered(std::size_t source, const Result<Page<AttemptOut>> &result);
    void end(Result<Page<AttemptOut>> result);

    std::vector<Source> m_sources;
    QString m_name;
    Fetch m_fetch;
    PageRequest m_request;
    QPointer<CancelSource> m_cancel; // of m_request: it may go first
    quint64 m_turn = 0;
    std::shared_ptr<QPromise<Result<Page<AttemptOut>>>> m_promise;
    Page<AttemptOut> m_page;
    std::optional<QString> m_lastIterator; // by which m_last was asked for
    std::optional<Page<AttemptOut>> m_last;
    int m_pages = 0;
    Error m_error;
};

} // namespace svix
