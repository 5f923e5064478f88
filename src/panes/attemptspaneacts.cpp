// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/attemptspane.h"

#include "app/operationrunner.h"
#include "models/attemptmodel.h"
#include "panes/attemptdetail.h"
#include "panes/expungeflow.h"
#include "panes/listside.h"
#include "panes/resendflow.h"
#include "widgets/json/contentclipboard.h"
#include "widgets/views/tableview.h"

// What can be done with attempts.

namespace svix {

void AttemptsPane::buildActs()
{
    m_resendAct = addAct(QStringLiteral("resend"), tr("&Resend…"), QStringLiteral("retry"),
                         QKeySequence(Qt::CTRL | Qt::Key_R));
    m_showMessage =
        addAct(QStringLiteral("showMessage"), tr("Show &message"), QStringLiteral("message"));
    m_showEndpoint =
        addAct(QStringLiteral("showEndpoint"), tr("Show en&dpoint"), QStringLiteral("endpoint"));
    m_copyResponse = addAct(QStringLiteral("copyResponse"), tr("Copy ans&wer"),
                            QStringLiteral("copy"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    m_expunge =
        addAct(QStringLiteral("expungeAnswer"), tr("De&lete answer…"), QStringLiteral("trash"));
    m_old = addAct(QStringLiteral("oldList"), tr("Attempts from the &old list (deprecated)"));
    m_old->setCheckable(true);
    connect(m_old, &QAction::triggered, this, [this] {
        leaveDetail();
        applySource();
    });
    connect(m_expunge, &QAction::triggered, this, &AttemptsPane::expunge);
    connect(m_resendAct, &QAction::triggered, this, [this] {
        const QList<AttemptOut> attempts = chosen();
        if (!attempts.isEmpty()) {
            m_resend->resendAttempts(m_appId, attempts);
        }
    });
    connect(m_showMessage, &QAction::triggered, this, &AttemptsPane::showMessage);
    connect(m_showEndpoint, &QAction::triggered, this, [this] {
        Q_EMIT placeRequested(
            {Section::Endpoints, m_appId, m_detail->attempt().endpointId, {}, {}});
    });
    connect(m_copyResponse, &QAction::triggered, this, [this] {
        copyContent(m_detail->attempt().response, m_detail->attempt().id);
        Q_EMIT notice({Tone::Info, tr("Answer copied"), {}, {}, {}});
    });
}

void AttemptsPane::showMessage()
{
    const QString id = m_detail->attempt().msgId;
    if (!id.isEmpty()) {
        Q_EMIT placeRequested({Section::Messages, m_appId, id, {}, {}});
    }
}

void AttemptsPane::refreshActs()
{
    const QString none =
        m_detail->attempt().id.isEmpty() ? tr("Choose an attempt first.") : QString();
    const auto several = list()->table()->selectedKeys().size();
    const QString why = runner().reasonAgainst(op::resendWebhook);
    setReason(m_resendAct, why.isEmpty() ? none : why);
    m_resendAct->setText(several > 1 ? tr("&Resend %1…").arg(several) : tr("&Resend…"));
    const QString many = reasonAgainstSeveral(tr("Choose one attempt only."));
    const QString notOne = none.isEmpty() ? many : none;
    setReason(m_showMessage, notOne);
    setReason(m_showEndpoint, notOne);
    setReason(m_copyResponse, !notOne.isEmpty()         ? notOne
                              : m_detail->hasResponse() ? QString()
                                                        : tr("There is no answer to copy."));
    QString whyOld = m_endpoint.isEmpty() ? runner().reasonAgainst(op::listAttempts)
                                          : runner().reasonAgainst(op::listAttemptsForEndpoint);
    if (whyOld.isEmpty() && m_message.isEmpty()) {
        whyOld = tr("It lists the attempts of one message: show those first.");
    }
    setReason(m_old, whyOld);
    QString whyNot = runner().reasonAgainst(op::expungeAttemptContent);
    if (whyNot.isEmpty()) {
        whyNot = none;
    }
    if (whyNot.isEmpty() && several < 2 && m_detail->isGone()) {
        whyNot = tr("The answer is gone already.");
    }
    setReason(m_expunge, whyNot);
    m_expunge->setText(several > 1 ? tr("De&lete %1 answers…").arg(several)
                                   : tr("De&lete answer…"));
}

void AttemptsPane::expunge()
{
    QList<ExpungeItem> items;
    for (const AttemptOut &attempt : chosen()) {
        items.append(ExpungeFlow::answerOf(attempt));
    }
    m_expungeFlow->expunge(m_appId, items);
}

QList<AttemptOut> AttemptsPane::chosen() const
{
    QList<AttemptOut> attempts;
    const QStringList keys = list()->table()->selectedKeys();
    for (const QString &key : keys) {
        if (const AttemptOut *row = m_model->find(key)) {
            attempts.append(*row);
        }
    }
    if (attempts.isEmpty() && !m_detail->attempt().id.isEmpty()) {
        attempts.append(m_detail->attempt());
    }
    return attempts;
}

} // namespace svix
