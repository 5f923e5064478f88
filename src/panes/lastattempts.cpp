// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/lastattempts.h"

#include "api/apiclient.h"
#include "models/lazyqueue.h"
#include "panes/attemptgroups.h"
#include "widgets/hairline.h"
#include "widgets/taborder.h"

#include <QVBoxLayout>

namespace svix {

LastAttempts::LastAttempts(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_lazy(new LazyQueue([this](const QString &id, const auto &done) { askMessage(id, done); },
                           this, 3))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

LastAttempts::~LastAttempts() = default;

void LastAttempts::clear()
{
    setAttempts(nullptr, {}, {});
    m_messages.clear();
}

void LastAttempts::setAttempts(ApiClient *client, const QString &appId,
                               const QList<AttemptOut> &attempts)
{
    m_lazy->clear();
    m_client = client;
    m_appId = appId;
    m_attempts = attempts;
    for (AttemptOut &attempt : m_attempts) {
        if (attempt.responseStatusCode != 0) {
            attempt.response.clear(); // not shown here; it may be erased elsewhere
        }
    }
    rebuild();
    QStringList wanted;
    for (const AttemptOut &attempt : attempts) {
        if (attempt.msg) {
            m_messages.insert(attempt.msgId, *attempt.msg);
        }
        const auto message = m_messages.constFind(attempt.msgId);
        if (message != m_messages.constEnd()) {
            tellSubject(*message);
        } else if (!wanted.contains(attempt.msgId)) {
            wanted.append(attempt.msgId);
        }
    }
    m_lazy->setWanted(wanted);
}

void LastAttempts::rebuild()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_heads.clear();
    for (const AttemptOut &attempt : std::as_const(m_attempts)) {
        auto *head = new AttemptHead(this);
        head->setCheckable(false);
        head->setObjectName(QStringLiteral("lastAttempt%1").arg(m_heads.size()));
        head->setAttempt(attempt);
        // Until more is known, the message's id tells which one it was.
        head->setSubject({}, attempt.msgId);
        connect(head, &QAbstractButton::clicked, this,
                [this, id = attempt.id] { Q_EMIT attemptOpened(id); });
        m_heads.append(head);
        m_layout->addWidget(head);
        m_layout->addWidget(new Hairline(this));
    }
    chainTabs(this, tabStops(m_layout));
}

int LastAttempts::failuresInARow() const
{
    int count = 0;
    for (const AttemptOut &attempt : m_attempts) {
        if (attempt.status == MessageStatus::Success) {
            break;
        }
        count += attempt.status == MessageStatus::Fail ? 1 : 0;
    }
    return count;
}

void LastAttempts::askMessage(const QString &messageId, const std::function<void()> &done)
{
    if (!m_client) {
        done();
        return;
    }
    GetMessageQuery query;
    query.withContent = false;
    CallOptions options;
    options.owner = this;
    options.priority = Priority::Bulk;
    m_client->get<op::getMessage>(options, m_appId, messageId, query)
        .then(this, [this, done](const Result<MessageOut> &result) {
            done();
            // A failure leaves the id: enough to go on with.
            if (result.ok()) {
                m_messages.insert(result->id, *result);
                tellSubject(*result);
            }
        });
}

void LastAttempts::tellSubject(const MessageOut &message)
{
    for (qsizetype i = 0; i < m_attempts.size(); ++i) {
        if (m_attempts.at(i).msgId == message.id) {
            m_heads.at(i)->setSubject(message.eventType, message.eventId.value_or(QString()));
        }
    }
}

} // namespace svix
