// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of MessageModel that asks: of all messages, or of those tried at one endpoint.

#include "api/apiclient.h"
#include "models/messagemodel.h"

namespace svix {

namespace {

// The two lists take the same filters, in structs of their own.
template <typename Query>
void narrow(Query &query, const MessageFilter &filter, const TimeBounds &bounds)
{
    if (!filter.eventTypes.isEmpty()) {
        query.eventTypes = filter.eventTypes;
    }
    if (!filter.channel.isEmpty()) {
        query.channel = filter.channel;
    }
    if (!filter.tag.isEmpty()) {
        query.tag = filter.tag;
    }
    query.before = bounds.before;
    query.after = bounds.after;
    query.withContent = false;
}

MessageItem itemOf(const MessageOut &message)
{
    MessageItem item;
    item.message = message;
    return item;
}

MessageItem itemOf(const AttemptedMessageOut &tried)
{
    MessageItem item;
    item.message.id = tried.id;
    item.message.eventId = tried.eventId;
    item.message.eventType = tried.eventType;
    item.message.channels = tried.channels;
    item.message.tags = tried.tags;
    item.message.timestamp = tried.timestamp;
    item.status = tried.status;
    item.statusText = tried.statusText.value_or(QString());
    item.nextAttempt = tried.nextAttempt;
    return item;
}

template <typename T>
Result<Page<MessageItem>> itemsOf(const Result<Page<T>> &answer)
{
    if (!answer.ok()) {
        return answer.error();
    }
    Page<MessageItem> page;
    page.iterator = answer->iterator;
    page.prevIterator = answer->prevIterator;
    page.done = answer->done;
    page.data.reserve(answer->data.size());
    for (const T &item : answer->data) {
        page.data.append(itemOf(item));
    }
    return page;
}

} // namespace

MessageModel::Answer MessageModel::fetchPage(const PageRequest &request)
{
    if (!m_filter.endpoint.isEmpty()) {
        return fetchOfEndpoint(request);
    }
    auto query = queryOf<ListMessagesQuery>(request);
    narrow(query, m_filter, m_bounds);
    return source()
        .client()
        ->get<op::listMessages>(pageOptions(this, request), appId(), query)
        .then(QtFuture::Launch::Sync, itemsOf<MessageOut>);
}

MessageModel::Answer MessageModel::fetchOfEndpoint(const PageRequest &request)
{
    auto query = queryOf<ListAttemptedMessagesQuery>(request);
    narrow(query, m_filter, m_bounds);
    query.status = m_filter.status;
    query.expandedStatuses = true;
    return source()
        .client()
        ->get<op::listAttemptedMessages>(pageOptions(this, request), appId(), m_filter.endpoint,
                                         query)
        .then(QtFuture::Launch::Sync, itemsOf<AttemptedMessageOut>);
}

} // namespace svix
