// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attemptfetch.h"

#include "api/apiclient.h"

#include <QPointer>
#include <QPromise>

#include <memory>

namespace svix {

namespace {

using Answer = Result<Page<AttemptOut>>;

template <typename Query>
Query oldQuery(const ListAttemptsByMsgQuery &query)
{
    Query old;
    old.limit = query.limit;
    old.iterator = query.iterator;
    old.status = query.status;
    old.eventTypes = query.eventTypes;
    old.channel = query.channel;
    old.before = query.before;
    old.after = query.after;
    return old;
}

QFuture<Answer> fetchByOldList(ApiClient &client, const CallOptions &options, const QString &appId,
                               const QString &messageId, const ListAttemptsByMsgQuery &query)
{
    if (query.endpointId) {
        return client.get<op::listAttemptsForEndpoint>(
            options, appId, messageId, *query.endpointId,
            oldQuery<ListAttemptsForEndpointQuery>(query));
    }
    return client.get<op::listAttempts>(options, appId, messageId,
                                        oldQuery<ListAttemptsOldQuery>(query));
}

} // namespace

QFuture<Answer> fetchAttempts(ApiClient &client, const CallOptions &options, const QString &appId,
                              const QString &messageId, const ListAttemptsByMsgQuery &query,
                              AttemptList list)
{
    if (list == AttemptList::Old || client.isMissing(op::listAttemptsByMsg)) {
        return fetchByOldList(client, options, appId, messageId, query);
    }
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    const auto finish = [promise](const Answer &answer) {
        promise->addResult(answer);
        promise->finish();
    };
    client.get<op::listAttemptsByMsg>(options, appId, messageId, query)
        .then(QtFuture::Launch::Sync,
              [finish, self = QPointer(&client), owner = QPointer(options.owner),
               cancel = QPointer(options.cancel), options, appId, messageId,
               query](const Answer &answer) {
                  const bool owned = options.owner == nullptr || owner;
                  const bool wanted = options.cancel == nullptr || cancel;
                  if (answer.ok() || answer.error().kind != ErrorKind::NotOffered || !self ||
                      !owned || !wanted) {
                      finish(answer);
                      return;
                  }
                  self->setMissing(op::listAttemptsByMsg);
                  fetchByOldList(*self, options, appId, messageId, query)
                      .then(QtFuture::Launch::Sync, finish);
              });
    return promise->future();
}

} // namespace svix
