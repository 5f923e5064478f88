// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attemptmerge.h"

namespace svix {

AttemptMerge::AttemptMerge(const QStringList &endpointIds, Fetch fetch, QObject *parent)
    : QObject(parent)
    , m_fetch(std::move(fetch))
{
    for (const QString &id : endpointIds) {
        Source source;
        source.endpointId = id;
        m_sources.push_back(source);
    }
}

AttemptMerge::~AttemptMerge()
{
    if (m_promise) {
        end(makeError(ErrorKind::Canceled, QString()));
    }
}

QFuture<Result<Page<AttemptOut>>> AttemptMerge::next(int limit)
{
    Q_ASSERT(!m_promise);
    m_promise = std::make_shared<QPromise<Result<Page<AttemptOut>>>>();
    m_promise->start();
    const auto future = m_promise->future();
    m_limit = limit;
    m_error = {};
    pump();
    return future;
}

void AttemptMerge::pump()
{
    while (m_promise && m_page.data.size() < m_limit) {
        bool waiting = false;
        Source *newest = nullptr;
        for (std::size_t i = 0; i < m_sources.size(); ++i) {
            Source &source = m_sources[i];
            if (source.taken < source.buffer.size()) {
                const auto &candidate = source.buffer.at(source.taken);
                if (!newest || newest->buffer.at(newest->taken).id < candidate.id) {
                    newest = &source;
                }
            } else if (source.asking) {
                waiting = true;
            } else if (!source.done && !m_error.isError()) {
                // Without its next attempt nobody knows which one is the newest.
                waiting = true;
                source.asking = true;
                m_fetch(source.endpointId, source.iterator)
                    .then(this, [this, i](const Result<Page<AttemptOut>> &result) {
                        answered(i, result);
                    });
            }
        }
        if (waiting) {
            return;
        }
        if (m_error.isError()) {
            end(m_error);
            return;
        }
        if (!newest) {
            break;
        }
        m_page.data.append(newest->buffer.at(newest->taken));
        ++newest->taken;
    }
    if (!m_promise) {
        return;
    }
    Page<AttemptOut> page = std::exchange(m_page, {});
    page.done = std::all_of(m_sources.begin(), m_sources.end(), [](const Source &source) {
        return source.done && source.taken >= source.buffer.size();
    });
    page.iterator = QStringLiteral("merged-%1").arg(++m_pages);
    end(std::move(page));
}

void AttemptMerge::answered(std::size_t index, const Result<Page<AttemptOut>> &result)
{
    Source &source = m_sources[index];
    source.asking = false;
    if (!result.ok()) {
        if (result.error().kind == ErrorKind::NotFound) {
            source.done = true; // deleted meanwhile
        } else {
            m_error = result.error();
        }
    } else {
        source.buffer = result->data;
        source.taken = 0;
        source.done = result->done || !result->iterator || result->iterator == source.iterator;
        source.iterator = result->iterator;
    }
    pump();
}

void AttemptMerge::end(Result<Page<AttemptOut>> result)
{
    const auto promise = std::exchange(m_promise, nullptr);
    promise->addResult(std::move(result));
    promise->finish();
}

} // namespace svix
