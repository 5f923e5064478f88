// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/resendflow.h"

#include "api/operations.h"
#include "app/bulkjob.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "panes/bulkreport.h"
#include "panes/resendoutcome.h"

#include <QLocale>

// What is said of a resend: what was asked for, and what came of it.

namespace svix {

BulkSummary ResendFlow::withFirstTries(const BulkSummary &summary) const
{
    BulkSummary known = summary;
    known.failed.clear();
    known.notTried.clear();
    for (BulkSummary::Failure failure : summary.failed) {
        const QString key = m_keys.value(failure.item.key);
        const bool told = key.isEmpty() || tellsOfTryBefore(failure.error);
        if (!told) {
            failure.error.outcome = Outcome::Unknown;
            failure.error.idempotencyKey = key;
        }
        (told ? known.failed : known.unknown).append(failure);
    }
    for (const BulkItem &item : summary.notTried) {
        const QString key = m_keys.value(item.key);
        if (key.isEmpty()) {
            known.notTried.append(item);
            continue;
        }
        Error error = makeError(ErrorKind::Canceled, tr("It was not tried again."));
        error.outcome = Outcome::Unknown;
        error.operation = op::resendWebhook.name();
        error.idempotencyKey = key;
        known.unknown.append({item, error});
    }
    return known;
}

void ResendFlow::keepUnsure(const BulkSummary &summary)
{
    if (m_unsureApp != m_appId) {
        m_unsure.clear(); // one application at a time
        m_unsureApp = m_appId;
    }
    for (const BulkSummary::Failure &failure : summary.unknown) {
        // On another connection "again" would be something else.
        if (!failure.error.idempotencyKey.isEmpty() &&
            m_chosenOn == m_context.session.generation()) {
            m_unsure.append({failure.item.key.section(m_separator, 0, 0),
                             failure.item.key.section(m_separator, 1, 1), failure.item.label,
                             failure.error.idempotencyKey});
        }
    }
    m_tryAgain->setEnabled(!m_unsure.isEmpty());
}

void ResendFlow::finished(const BulkSummary &ended)
{
    const BulkSummary summary = withFirstTries(ended);
    m_job->deleteLater();
    m_job = nullptr;
    m_pane->endJob(this);
    QStringList touched;
    const auto touch = [&](const BulkItem &item) {
        touched.append(item.key.section(m_separator, 0, 0));
    };
    for (const BulkItem &item : summary.done) {
        touch(item);
    }
    for (const auto &failure : summary.failed + summary.unknown) {
        touch(failure.item);
    }
    keepUnsure(summary);
    QList<QAction *> actions;
    if (!m_unsure.isEmpty()) {
        actions.append(m_tryAgain);
    }
    const bool one = summary.done.size() + summary.failed.size() + summary.unknown.size() == 1 &&
                     summary.notTried.isEmpty();
    if (one && !m_unsure.isEmpty() && !summary.unknown.isEmpty()) {
        const ErrorWords words = ErrorReporter::describe(summary.unknown.first().error);
        Q_EMIT notice({Tone::Warn, tr("It is not known whether the message was sent again."),
                       words.text, words.details, actions, QStringLiteral("resend")});
    } else if (one && summary.done.isEmpty()) {
        const bool unknown = !summary.unknown.isEmpty();
        Q_EMIT failed((unknown ? summary.unknown : summary.failed).first().error,
                      unknown ? tr("It is not known whether the message was sent again.")
                              : tr("The message was not sent again."));
    } else {
        tellAsked(summary, bulkDetails(summary, tr("Not sent again.")), actions);
    }
    touched.removeDuplicates();
    if (!touched.isEmpty()) {
        Q_EMIT resent(touched);
    }
}

/// A server that takes a resend has promised a try, and no more than that.
void ResendFlow::tellAsked(const BulkSummary &summary, const QString &details,
                           const QList<QAction *> &actions)
{
    const int asked = static_cast<int>(summary.done.size());
    const bool follows = m_known && asked > 0 && m_chosenOn == m_context.session.generation();
    QStringList parts;
    if (!details.isEmpty()) {
        const QLocale locale;
        parts.append(tr("%1 asked for").arg(locale.toString(asked)));
        if (!summary.failed.isEmpty()) {
            parts.append(tr("%1 refused").arg(locale.toString(summary.failed.size())));
        }
        if (!summary.unknown.isEmpty()) {
            parts.append(tr("%1 unknown").arg(locale.toString(summary.unknown.size())));
        }
        if (!summary.notTried.isEmpty()) {
            parts.append(tr("%1 not tried").arg(locale.toString(summary.notTried.size())));
        }
    }
    QString text = parts.isEmpty() ? QString() : tr("%1.").arg(parts.join(QStringLiteral(", ")));
    QString more;
    if (follows) {
        more = tr("%1: waiting for the answer.").arg(m_name);
    } else if (asked > 0) {
        more = m_messageId.isEmpty() ? tr("What came of it is among the attempts.")
                                     : tr("%1: what came of it is among its attempts.").arg(m_name);
    }
    if (!more.isEmpty()) {
        text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + more;
    }
    Notice said;
    said.tone = details.isEmpty() ? Tone::Info : Tone::Warn;
    said.title = details.isEmpty() ? tr("%n deliver(y|ies) asked for.", nullptr, asked)
                                   : tr("Resending ended.");
    said.text = text;
    said.details = details;
    said.actions = actions;
    said.topic = QStringLiteral("resend");
    if (asked > 0) {
        said.actions.append(m_showAttempts);
    }
    Q_EMIT notice(said);
    if (follows) {
        QStringList endpoints;
        for (const BulkItem &item : summary.done) {
            endpoints.append(item.key.section(m_separator, 1, 1));
        }
        m_outcome->follow(m_appId, m_messageId, endpoints, *m_known);
    }
}

void ResendFlow::outcomeKnown(const QString &messageId, const QList<AttemptOut> &attempts,
                              int endpoints)
{
    int delivered = 0;
    QStringList codes;
    for (const AttemptOut &attempt : attempts) {
        if (attempt.status == MessageStatus::Success) {
            ++delivered;
            continue;
        }
        const QString code = attempt.responseStatusCode > 0
                                 ? QString::number(attempt.responseStatusCode)
                                 : tr("no answer");
        if (!codes.contains(code)) {
            codes.append(code);
        }
    }
    const int failed = static_cast<int>(attempts.size()) - delivered;
    const int open = endpoints - static_cast<int>(attempts.size());
    QStringList parts;
    if (delivered > 0) {
        parts.append(tr("%1 delivered").arg(delivered));
    }
    if (failed > 0) {
        parts.append(tr("%1 failed again (%2)").arg(failed).arg(codes.join(QStringLiteral(", "))));
    }
    if (open > 0) {
        parts.append(tr("%1 without an answer yet").arg(open));
    }
    Notice said;
    said.tone = delivered == endpoints ? Tone::Ok : Tone::Warn;
    said.title = tr("%1.").arg(parts.join(QStringLiteral(", ")));
    said.text = m_name;
    said.actions = {m_showAttempts};
    said.topic = QStringLiteral("resend");
    Q_EMIT notice(said);
    Q_EMIT resent({messageId});
}

} // namespace svix
