// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/messagespane.h"

#include "app/operationrunner.h"
#include "app/session.h"
#include "models/messagemodel.h"
#include "panes/composerflow.h"
#include "panes/expungeflow.h"
#include "panes/listside.h"
#include "panes/messagedetail.h"
#include "panes/resendflow.h"
#include "widgets/json/contentclipboard.h"
#include "widgets/views/tableview.h"

// What can be done with messages.

namespace svix {

void MessagesPane::buildActs()
{
    m_new = addAct(QStringLiteral("newMessage"), tr("&New message"), QStringLiteral("plus"),
                   QKeySequence::New);
    m_resendAct = addAct(QStringLiteral("resend"), tr("&Resend…"), QStringLiteral("retry"),
                         QKeySequence(Qt::CTRL | Qt::Key_R));
    m_copyPayload = addAct(QStringLiteral("copyPayload"), tr("Copy &payload"),
                           QStringLiteral("copy"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    m_sendAgain = addAct(QStringLiteral("sendAgain"), tr("Send as new…"), QStringLiteral("send"));
    m_showAttempts =
        addAct(QStringLiteral("showAttempts"), tr("Show &attempts"), QStringLiteral("activity"));
    m_expunge =
        addAct(QStringLiteral("expungePayload"), tr("De&lete payload…"), QStringLiteral("trash"));
    connect(m_expunge, &QAction::triggered, this, &MessagesPane::expunge);
    connect(m_new, &QAction::triggered, this,
            [this] { m_composer->start(m_appId, session().applicationName()); });
    connect(m_resendAct, &QAction::triggered, this, &MessagesPane::resend);
    connect(m_sendAgain, &QAction::triggered, this, &MessagesPane::sendAgain);
    connect(m_copyPayload, &QAction::triggered, this, [this] {
        copyContent(QString::fromUtf8(m_detail->message().payload.text), m_detail->messageId());
        Q_EMIT notice({Tone::Info, tr("Payload copied"), {}, {}, {}});
    });
    connect(m_showAttempts, &QAction::triggered, this,
            [this] { showAttempts(m_detail->messageId()); });
}

void MessagesPane::showAttempts(const QString &messageId)
{
    if (!messageId.isEmpty()) {
        Q_EMIT placeRequested({Section::Attempts, m_appId, {}, {}, messageId});
    }
}

void MessagesPane::refreshActs()
{
    const bool chosen = !m_detail->messageId().isEmpty() && isDetailShown();
    const QString none = chosen ? QString() : tr("Choose a message first.");
    // One detail is shown, of the current row: what is done with one payload must not seem to be
    // done with all.
    const QString many = reasonAgainstSeveral(tr("Choose one message only."));
    const QString noPayload = !many.isEmpty()          ? many
                              : m_detail->hasPayload() ? QString()
                                                       : tr("There is no payload.");
    const auto several = list()->table()->selectedKeys().size();
    setReason(m_new, runner().reasonAgainst(op::createMessage));
    QString why = runner().reasonAgainst(op::resendWebhook);
    if (why.isEmpty()) {
        why = none;
    }
    if (why.isEmpty() && several < 2 && m_detail->payloadGone()) {
        why = tr("The payload is gone, so there is nothing to send again.");
    }
    setReason(m_resendAct, why);
    m_resendAct->setText(several > 1 ? tr("&Resend %1…").arg(several) : tr("&Resend…"));
    setReason(m_copyPayload, noPayload);
    why = runner().reasonAgainst(op::createMessage);
    setReason(m_sendAgain, !why.isEmpty() ? why : noPayload);
    setReason(m_showAttempts, none.isEmpty() ? many : none);
    why = runner().reasonAgainst(op::expungeMessagePayload);
    if (why.isEmpty()) {
        why = none;
    }
    if (why.isEmpty() && several < 2 && m_detail->payloadGone()) {
        why = tr("The payload is gone already.");
    }
    setReason(m_expunge, why);
    m_expunge->setText(several > 1 ? tr("De&lete %1 payloads…").arg(several)
                                   : tr("De&lete payload…"));
}

void MessagesPane::expunge()
{
    QList<ExpungeItem> items;
    const QStringList keys = list()->table()->selectedKeys();
    for (const QString &key : keys) {
        // The one in the detail has its payload.
        if (const auto row = m_model->message(key); row && key != m_detail->messageId()) {
            items.append(ExpungeFlow::payloadOf(*row, false));
        } else if (key == m_detail->messageId()) {
            items.append(ExpungeFlow::payloadOf(m_detail->message(), m_detail->hasPayload()));
        }
    }
    if (keys.isEmpty() && !m_detail->messageId().isEmpty()) {
        items.append(ExpungeFlow::payloadOf(m_detail->message(), m_detail->hasPayload()));
    }
    m_expungeFlow->expunge(m_appId, items);
}

void MessagesPane::resend()
{
    const QStringList keys = list()->table()->selectedKeys();
    if (keys.size() > 1) {
        m_resend->resendMessages(m_appId, keys);
    } else if (!m_detail->messageId().isEmpty()) {
        m_resend->resendOne(m_appId, m_detail->message(), *m_detail->destinations(),
                            m_detail->attempts());
    }
}

void MessagesPane::sendAgain()
{
    const MessageOut &message = m_detail->message();
    m_composer->startWith(m_appId, session().applicationName(), message);
}

} // namespace svix
