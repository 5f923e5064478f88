// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/destinationfetch.h"

#include "api/apiclient.h"

namespace svix {

namespace {

constexpr int pageSize = 250;
constexpr int mostEndpointPages = 40; // ten thousand endpoints on one application

/// One walk over the pages. Lives until its last answer.
class Walk : public QObject
{
public:
    Walk(ApiClient &client, QObject *owner, QString appId, QString messageId)
        : m_client(&client)
        , m_owner(owner)
        , m_appId(std::move(appId))
        , m_messageId(std::move(messageId))
    {
        m_promise.start();
    }
    ~Walk() override
    {
        if (!m_ended) {
            m_promise.addResult(
                Result<QList<DestinationOut>>(makeError(ErrorKind::Canceled, QString())));
            m_promise.finish();
        }
    }

    QFuture<Result<QList<DestinationOut>>> future() { return m_promise.future(); }

    void next(const std::optional<QString> &iterator)
    {
        if (!m_client || (!m_owner && m_hadOwner)) {
            deleteLater();
            return;
        }
        ListDestinationsQuery query;
        query.limit = pageSize;
        query.iterator = iterator;
        CallOptions options;
        options.owner = this;
        options.priority = Priority::Bulk;
        m_client->get<op::listAttemptedDestinations>(options, m_appId, m_messageId, query)
            .then(this, [this](const Result<Page<DestinationOut>> &result) { answered(result); });
    }

private:
    void answered(const Result<Page<DestinationOut>> &result)
    {
        if (!result.ok()) {
            end(result.error());
            return;
        }
        const qsizetype before = m_all.size();
        for (const DestinationOut &destination : result->data) {
            const bool known = std::any_of(m_all.cbegin(), m_all.cend(),
                                           [&](const auto &d) { return d.id == destination.id; });
            if (!known) {
                m_all.append(destination);
            }
        }
        const bool full = result->data.size() >= pageSize;
        if (full && m_all.size() > before && result->iterator && ++m_pages < mostEndpointPages) {
            next(result->iterator);
        } else {
            end(m_all);
        }
    }
    void end(Result<QList<DestinationOut>> result)
    {
        m_ended = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    QPointer<ApiClient> m_client;
    QPointer<QObject> m_owner;
    bool m_hadOwner = m_owner != nullptr;
    QString m_appId;
    QString m_messageId;
    QList<DestinationOut> m_all;
    QPromise<Result<QList<DestinationOut>>> m_promise;
    int m_pages = 0;
    bool m_ended = false;
};

} // namespace

QFuture<Result<QList<DestinationOut>>>
fetchDestinations(ApiClient &client, QObject *owner, const QString &appId, const QString &messageId)
{
    auto *walk = new Walk(client, owner, appId, messageId);
    // With the owner it goes, and so does the request under way.
    walk->setParent(owner);
    const auto future = walk->future();
    walk->next({});
    return future;
}

} // namespace svix
