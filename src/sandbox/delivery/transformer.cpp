// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/transformer.h"

#include "sandbox/handlers/validation.h"

#include <QThread>
#include <QUrl>

namespace svix::sandbox {

Transformer::Transformer(const ScriptLimits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
}

Transformer::~Transformer() = default;

void Transformer::run(const ScriptRequest &request, QObject *context, const Done &done)
{
    m_queue.push_back({request, context, done});
    startNext();
}

void Transformer::startNext()
{
    while (!m_queue.empty() && m_running < std::max(1, QThread::idealThreadCount())) {
        Job job = std::move(m_queue.front());
        m_queue.pop_front();
        if (!job.context) {
            continue;
        }
        ++m_running;
        auto *script = new ScriptRun(job.request, m_limits, this);
        connect(script, &ScriptRun::finished, this,
                [this, script, context = job.context, done = job.done](const ScriptOutcome &got) {
                    script->deleteLater();
                    --m_running;
                    if (context) {
                        done(got);
                    }
                    startNext();
                });
        script->start();
    }
}

QString Transformer::failureOf(const ScriptOutcome &outcome)
{
    if (outcome.done()) {
        return {};
    }
    return outcome.line > 0 ? QStringLiteral("%1 (line %2)").arg(outcome.message).arg(outcome.line)
                            : outcome.message;
}

QString Transformer::apply(const ScriptOutcome &outcome, OutgoingWebhook &webhook)
{
    const QString failure = failureOf(outcome);
    if (!failure.isEmpty()) {
        return failure;
    }
    const QUrl url(outcome.url);
    if (!url.isValid() || url.host().isEmpty() ||
        (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))) {
        return QStringLiteral("url is no http or https address: %1").arg(outcome.url);
    }
    QMap<QString, QString> headers = webhook.headers;
    for (auto it = outcome.headers.cbegin(); it != outcome.headers.cend(); ++it) {
        QString problem = headerNameProblem(it.key());
        problem = problem.isEmpty() ? headerValueProblem(it.value()) : problem;
        if (!problem.isEmpty()) {
            return QStringLiteral("header %1: %2").arg(it.key(), problem);
        }
        // It wins over the endpoint's header, however that is spelt.
        for (auto own = headers.begin(); own != headers.end();) {
            own = own.key().compare(it.key(), Qt::CaseInsensitive) == 0 ? headers.erase(own)
                                                                        : std::next(own);
        }
    }
    headers.insert(outcome.headers);
    webhook.method = outcome.method;
    webhook.url = outcome.url;
    webhook.body = outcome.payload;
    webhook.headers = headers;
    webhook.canceled = outcome.cancel;
    return {};
}

} // namespace svix::sandbox
