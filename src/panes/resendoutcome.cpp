// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/resendoutcome.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "models/attemptfetch.h"

namespace svix {

namespace {

constexpr int waitMs = 700;
constexpr int mostLooks = 12; // a receiver may take some seconds, and is given up after 15 or so
constexpr int attemptsOfOutcome = 50;

} // namespace

ResendOutcome::ResendOutcome(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(waitMs);
    connect(&m_timer, &QTimer::timeout, this, &ResendOutcome::look);
    connect(&session, &Session::clientChanged, this, &ResendOutcome::stop);
}

ResendOutcome::~ResendOutcome() = default;

void ResendOutcome::follow(const QString &appId, const QString &messageId,
                           const QStringList &endpointIds, const QSet<QString> &known)
{
    stop();
    m_followedOn = m_session.generation();
    m_appId = appId;
    m_messageId = messageId;
    m_endpoints = endpointIds;
    m_known = known;
    m_looks = 0;
    m_timer.start();
}

void ResendOutcome::stop()
{
    m_timer.stop();
    m_messageId.clear();
}

void ResendOutcome::look()
{
    ApiClient *client = m_session.client();
    if (!client || m_followedOn != m_session.generation() || m_messageId.isEmpty()) {
        return;
    }
    ++m_looks;
    ListAttemptsByMsgQuery query;
    query.limit = attemptsOfOutcome;
    query.withContent = false;
    fetchAttempts(*client, {this}, m_appId, m_messageId, query)
        .then(this, [this, id = m_messageId](const Result<Page<AttemptOut>> &result) {
            if (id == m_messageId) {
                came(result.ok() ? result->data : QList<AttemptOut>());
            }
        });
}

void ResendOutcome::came(const QList<AttemptOut> &attempts)
{
    QList<AttemptOut> fresh;
    QSet<QString> heardOf;
    for (const AttemptOut &attempt : attempts) {
        const bool over =
            attempt.status == MessageStatus::Success || attempt.status == MessageStatus::Fail;
        if (over && attempt.triggerType == TriggerType::Manual && !m_known.contains(attempt.id) &&
            m_endpoints.contains(attempt.endpointId) && !heardOf.contains(attempt.endpointId)) {
            heardOf.insert(attempt.endpointId);
            fresh.append(attempt);
        }
    }
    if (fresh.size() < m_endpoints.size() && m_looks < mostLooks) {
        m_timer.start();
        return;
    }
    const QString id = std::exchange(m_messageId, {});
    if (!fresh.isEmpty()) {
        Q_EMIT ended(id, fresh, static_cast<int>(m_endpoints.size()));
    }
}

} // namespace svix
