// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/apiclient.h"
#include "app/confirmation.h"
#include "app/session.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

namespace svix {

/// How an act is to be run: what it is about, for the guard, and how, for the client.
struct RunOptions
{
    ConfirmationRequest confirm; ///< objects, consequences and verb; asked when the guard wants it
    bool confirmed = false;      ///< the dialog that started it has asked already, with the count
    CancelSource *cancel = nullptr;
    QString idempotencyKey; ///< Try again after an unknown outcome: the one of before
    Priority priority = Priority::Interactive;
};

/// The only way to change something: checks that the connection is not read-only and that the
/// server offers the operation, asks the person where that is due, and alone can make the Consent
/// that the client wants.
class OperationRunner : public QObject
{
    Q_OBJECT
public:
    OperationRunner(Session &session, ConfirmationPort &port, QObject *parent = nullptr);

    /// Why this operation cannot be run now (read-only, not offered, no connection); empty if it
    /// can. For the tool tip of a disabled action.
    QString reasonAgainst(const Operation &operation) const;

    /// Whether the guard asks before this runs: always for destructive acts, on production also for
    /// what sends to receivers.
    bool asksBefore(const Operation &operation) const;

    /// Runs an act: path ids, query, body as in ApiClient::act. Ends in one result; a "no" of the
    /// person is ErrorKind::Canceled with Outcome::NotDone.
    template <const auto &Op, typename... Args>
    auto run(const RunOptions &options, Args... args)
    {
        using Answer = typename std::remove_cvref_t<decltype(Op)>::Answer;
        auto promise = std::make_shared<QPromise<Result<Answer>>>();
        promise->start();
        QFuture<Result<Answer>> future = promise->future();
        const auto finish = [promise](Result<Answer> result) {
            promise->addResult(std::move(result));
            promise->finish();
        };
        guard(Op, options, [this, options, finish, args...](std::optional<Error> refused) {
            if (refused) {
                finish(*refused);
                return;
            }
            CallOptions call;
            call.cancel = options.cancel;
            call.priority = options.priority;
            call.idempotencyKey = options.idempotencyKey;
            m_session.client()
                ->act<Op>(Consent(), call, args...)
                .then(QtFuture::Launch::Sync,
                      [finish](Result<Answer> result) { finish(std::move(result)); });
        });
        return future;
    }

private:
    void guard(const Operation &operation, const RunOptions &options,
               std::function<void(std::optional<Error>)> then);

    Session &m_session;
    ConfirmationPort &m_port;
};

} // namespace svix
