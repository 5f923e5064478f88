// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attemptmerge.h"

#include "api/apiclient.h"

#include <algorithm>

namespace svix {

AttemptMerge::AttemptMerge(const QStringList &endpointIds, QString name, Fetch fetch,
                           QObject *parent)
    : QObject(parent)
    , m_name(std::move(name))
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
    abandon();
}

void AttemptMerge::abandon()
{
    if (m_promise) {
        end(makeError(ErrorKind::Canceled, QString()));
    }
}

bool AttemptMerge::gave(const std::optional<QString> &iterator) const
{
    return iterator && iterator->startsWith(m_name);
}

QFuture<Result<Page<AttemptOut>>> AttemptMerge::page(const PageRequest &request)
{
    abandon();
    if (m_last && request.iterator == m_lastIterator) {
        return QtFuture::makeReadyFuture(Result<Page<AttemptOut>>(*m_last));
    }
    m_request = request;
    m_cancel = request.cancel;
    ++m_turn;
    m_promise = std::make_shared<QPromise<Result<Page<AttemptOut>>>>();
    m_promise->start();
    const auto future = m_promise->future();
    m_error = {};
    pump();
    return future;
}

void AttemptMerge::pump()
{
    while (m_promise && m_page.data.size() < m_request.limit) {
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
                source.turn = m_turn;
                PageRequest part = m_request;
                part.iterator = source.iterator;
                part.limit = std::clamp(m_request.limit, 1, 50);
                part.cancel = m_cancel;
                m_fetch(source.endpointId, part)
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
    page.iterator = m_name + QString::number(++m_pages);
    m_lastIterator = m_request.iterator;
    m_last = page;
    end(std::move(page));
}

void AttemptMerge::answered(std::size_t index, const Result<Page<AttemptOut>> &result)
{
    Source &source = m_sources[index];
    source.asking = false;
    if (!result.ok()) {
        if (result.error().kind == ErrorKind::NotFound) {
            source.done = true; // deleted meanwhile
        } else if (source.turn == m_turn) {
            m_error = result.error();
        } // else it was given up with an older page, and is asked again
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
