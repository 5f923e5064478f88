// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scriptrun.h"
#include "sandbox/store/store.h"

#include <QPointer>

#include <deque>
#include <functional>

namespace svix::sandbox {

/// What is sent: at first what the endpoint says, then what its transformation made of it.
struct OutgoingWebhook
{
    QString method = QStringLiteral("POST");
    QString url;
    QByteArray body;
    QMap<QString, QString> headers; ///< of the endpoint
    bool canceled = false;          ///< the transformation wants it not to be sent
};

/// Runs transformations, a few at a time so that each has its second to itself.
class Transformer : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const ScriptOutcome &)>;

    explicit Transformer(const ScriptLimits &limits, QObject *parent = nullptr);
    ~Transformer() override;

    /// `done` is called exactly once, later, while `context` lives.
    void run(const ScriptRequest &request, QObject *context, const Done &done);

    /// Puts what a run gave into a webhook. What it gave that cannot be sent (an address that is
    /// none, a header that Svix keeps for itself) is said as a text; empty: all is well.
    static QString apply(const ScriptOutcome &outcome, OutgoingWebhook &webhook);
    /// Why a run gave nothing, with the line; empty when it is done.
    static QString failureOf(const ScriptOutcome &outcome);

private:
    struct Job
    {
        ScriptRequest request;
        QPointer<QObject> context;
        Done done;
    };
    void startNext();

    ScriptLimits m_limits;
    std::deque<Job> m_queue;
    int m_running = 0;
};

} // namespace svix::sandbox
