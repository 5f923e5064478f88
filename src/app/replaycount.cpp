// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replaycount.h"

#include "api/apiclient.h"
#include "app/session.h"

namespace svix {

namespace {

constexpr int pageSize = 250;
constexpr qsizetype typesInQuery = 50; // more would make too long an address
// This computer's clock may be behind the server's.
constexpr qint64 clockMargin = 30LL * 60 * 1'000'000;

template <typename Walk, typename T>
void moveOn(Walk &walk, const Page<T> &page)
{
    walk.begun = true;
    walk.iterator = page.iterator;
    walk.done = page.done || !page.iterator || page.data.isEmpty();
    if (!page.data.isEmpty()) {
        walk.floor = page.data.constLast().id;
    }
}

} // namespace

ReplayCount::ReplayCount(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
}

ReplayCount::~ReplayCount() = default;

void ReplayCount::start(const QString &appId, const EndpointOut &endpoint,
                        const ReplayChoice &choice)
{
    if (m_cancel) {
        std::exchange(m_cancel, nullptr)->cancel();
    }
    m_cancel = std::make_unique<CancelSource>();
    ++m_run;
    m_appId = appId;
    m_endpoint = endpoint;
    m_choice = choice;
    m_before = choice.until.value_or(Timestamp(Timestamp::now().microseconds() + clockMargin));
    m_pages = 0;
    m_first = {};
    m_second = {};
    m_found.clear();
    m_tried.clear();
    next();
}

void ReplayCount::cancel()
{
    if (m_cancel) {
        // What is under way ends within this call, and must find that it counts no more.
        const bool whole = m_choice.kind == ReplayChoice::Kind::Failed && m_first.done;
        std::exchange(m_cancel, nullptr)->cancel();
        end(whole);
    }
}

CallOptions ReplayCount::options()
{
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    options.priority = Priority::Bulk;
    return options;
}

// One page of any of the lists: an answer of an earlier count is not for this one. A failure ends
// the count, or only this walk where it can do without.
template <typename T, typename Take>
void ReplayCount::take(QFuture<Result<Page<T>>> answer, Take taken, Walk *optional)
{
    answer.then(this, [this, taken, optional, run = m_run](const Result<Page<T>> &result) {
        if (run != m_run || !m_cancel) {
            return;
        }
        if (!result.ok() && optional) {
            optional->done = true;
            next();
            return;
        }
        if (!result.ok()) {
            m_cancel.reset();
            Q_EMIT failed(result.error());
            return;
        }
        ++m_pages;
        taken(*result);
        Q_EMIT progress(m_pages, tally(false).messages);
        // Whoever hears of it may begin another count, or end this one.
        if (run == m_run && m_cancel) {
            next();
        }
    });
}

void ReplayCount::next()
{
    if (!m_session.client()) {
        m_cancel.reset();
        Q_EMIT failed(makeError(ErrorKind::Canceled, {}));
        return;
    }
    const bool spent = m_pages >= mostPages;
    if (m_choice.kind == ReplayChoice::Kind::Failed) {
        if (!m_first.done && !spent) {
            askAttempts();
        } else if (lacksTypes() && !m_second.done && !spent) {
            askTypes();
        } else {
            end(m_first.done);
        }
        return;
    }
    // Both lists go down together: of messages older than the last that is known to have been
    // tried, nothing can be said yet.
    const bool behind = m_second.done || (m_second.begun && m_second.floor <= m_first.floor);
    if (m_first.done && (behind || m_found.isEmpty())) {
        end(true);
    } else if (spent) {
        end(false);
    } else if (!m_first.done && (behind || !m_first.begun)) {
        askMessages();
    } else {
        askTried();
    }
}

void ReplayCount::askAttempts()
{
    ListAttemptsByEndpointQuery query;
    query.limit = pageSize;
    query.iterator = m_first.iterator;
    query.after = m_choice.since;
    query.before = m_before;
    query.withContent = false;
    query.withMsg = true;
    take<AttemptOut>(m_session.client()->get<op::listAttemptsByEndpoint>(options(), m_appId,
                                                                         m_endpoint.id, query),
                     [this](const Page<AttemptOut> &page) {
                         for (const AttemptOut &attempt : page.data) {
                             Found &found = m_found[attempt.msgId];
                             if (attempt.msg) {
                                 found.type = attempt.msg->eventType;
                             }
                             if (attempt.status == MessageStatus::Fail ||
                                 attempt.status == MessageStatus::Sending) {
                                 found.moment =
                                     std::max(found.moment, attempt.timestamp.milliseconds());
                                 found.failed = true;
                             } else if (attempt.status != MessageStatus::Pending) {
                                 found.succeeded = true;
                             }
                         }
                         moveOn(m_first, page);
                     });
}

// svix-server's attempts do not say of what type their message is; this list does.
void ReplayCount::askTypes()
{
    ListAttemptedMessagesQuery query;
    query.limit = pageSize;
    query.iterator = m_second.iterator;
    query.before = m_before;
    query.withContent = false;
    take<AttemptedMessageOut>(
        m_session.client()->get<op::listAttemptedMessages>(options(), m_appId, m_endpoint.id,
                                                           query),
        [this](const Page<AttemptedMessageOut> &page) {
            for (const AttemptedMessageOut &message : page.data) {
                const auto found = m_found.find(message.id);
                if (found != m_found.end()) {
                    found->type = message.eventType;
                }
            }
            moveOn(m_second, page);
        },
        &m_second);
}

void ReplayCount::askMessages()
{
    ListMessagesQuery query;
    query.limit = pageSize;
    query.iterator = m_first.iterator;
    query.after = m_choice.since;
    query.before = m_before;
    query.withContent = false;
    if (m_endpoint.eventTypes && m_endpoint.eventTypes->size() <= typesInQuery) {
        query.eventTypes = m_endpoint.eventTypes;
    }
    take<MessageOut>(m_session.client()->get<op::listMessages>(options(), m_appId, query),
                     [this](const Page<MessageOut> &page) {
                         for (const MessageOut &message : page.data) {
                             if (takes(message)) {
                                 m_found.insert(message.id, {message.eventType,
                                                             message.timestamp.milliseconds()});
                             }
                         }
                         moveOn(m_first, page);
                     });
}

void ReplayCount::askTried()
{
    ListAttemptedMessagesQuery query;
    query.limit = pageSize;
    query.iterator = m_second.iterator;
    query.after = m_choice.since;
    query.before = m_before;
    query.withContent = false;
    take<AttemptedMessageOut>(m_session.client()->get<op::listAttemptedMessages>(
                                  options(), m_appId, m_endpoint.id, query),
                              [this](const Page<AttemptedMessageOut> &page) {
                                  for (const AttemptedMessageOut &message : page.data) {
                                      m_tried.insert(message.id);
                                  }
                                  moveOn(m_second, page);
                              });
}

bool ReplayCount::takes(const MessageOut &message) const
{
    if (m_endpoint.eventTypes && !m_endpoint.eventTypes->contains(message.eventType)) {
        return false;
    }
    if (message.deliverAt && m_before < *message.deliverAt) {
        return false; // its time has not come
    }
    if (!m_endpoint.channels) {
        return true;
    }
    const QStringList channels = message.channels.value_or(QStringList());
    return std::any_of(channels.cbegin(), channels.cend(), [this](const QString &channel) {
        return m_endpoint.channels->contains(channel);
    });
}

bool ReplayCount::isWanted(const QString &id, const Found &found) const
{
    if (m_choice.kind == ReplayChoice::Kind::Failed) {
        return found.failed && !found.succeeded;
    }
    const bool known = m_second.done || (m_second.begun && id >= m_second.floor);
    return known && !m_tried.contains(id);
}

bool ReplayCount::lacksTypes() const
{
    for (auto it = m_found.cbegin(); it != m_found.cend(); ++it) {
        // Messages older than what that list has come to are still to be found there.
        if (it->type.isEmpty() && isWanted(it.key(), *it) &&
            (!m_second.begun || it.key() < m_second.floor)) {
            return true;
        }
    }
    return false;
}

ReplayTally ReplayCount::tally(bool whole) const
{
    ReplayTally tally;
    tally.atLeast = !whole;
    QMap<QString, int> types;
    for (auto it = m_found.cbegin(); it != m_found.cend(); ++it) {
        if (isWanted(it.key(), *it)) {
            ++tally.messages;
            ++types[it->type];
            tally.moments.append(it->moment);
        }
    }
    for (auto it = types.cbegin(); it != types.cend(); ++it) {
        tally.types.append({it.key(), it.value()});
    }
    std::stable_sort(tally.types.begin(), tally.types.end(),
                     [](const auto &a, const auto &b) { return a.messages > b.messages; });
    return tally;
}

void ReplayCount::end(bool whole)
{
    m_cancel.reset();
    Q_EMIT finished(tally(whole));
}

} // namespace svix
