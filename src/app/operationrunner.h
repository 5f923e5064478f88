// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consent.h"
#include "api/operations.h"
#include "app/confirmation.h"
#include "app/session.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QPromise>
#include <QSet>

#include <functional>

namespace svix {

class ApiClient;
class CancelSource;
struct CallOptions;
enum class Priority;

/// The client's header costs seconds, so this one does without: who calls run() includes
/// api/apiclient.h.
template <typename Client>
struct OptionsOf
{
    using Type = CallOptions;
};

/// The "yes" of a person to one operation on several objects, which were named or counted in the
/// question. Only OperationRunner::askForAll() gives it; it counts on the connection of then.
class GroupConsent
{
public:
    bool covers(const Operation &operation, quint64 generation) const
    {
        return m_operation == &operation && m_generation == generation;
    }

private:
    friend class OperationRunner;
    GroupConsent(const Operation &operation, quint64 generation)
        : m_operation(&operation)
        , m_generation(generation)
    {
    }
    const Operation *m_operation;
    quint64 m_generation;
};

/// How an act is to be run: what it is about, for the guard, and how, for the client.
struct RunOptions
{
    ConfirmationRequest confirm; ///< objects, consequences and verb; asked when the guard wants it
    bool confirmed = false;      ///< the dialog that started it has asked already, with the count
    std::optional<GroupConsent> agreed; ///< to this and others: not asked for each of them
    CancelSource *cancel = nullptr;
    QString idempotencyKey; ///< Try again after an unknown outcome: the one of before
    /// Session::generation() of when its objects were chosen; another connection by now (see
    /// Session::isStill()) refuses the act. 0 where choosing and running are one step.
    quint64 chosenOn = 0;
    Priority priority{}; ///< Interactive
    /// Called when nothing keeps the request from leaving any more; an error does, and is what the
    /// act ends in.
    std::function<std::optional<Error>()> beforeSending{};
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

    /// What refuses this operation before it is sent: the connection is another one than that of
    /// `chosenOn` (as RunOptions has it; 0 for any), or what reasonAgainst() says. Nothing if it
    /// can be sent.
    std::optional<Error> refusal(const Operation &operation, quint64 chosenOn) const;

    /// Whether the guard asks before this runs: always for destructive acts, on production also for
    /// what sends to receivers.
    bool asksBefore(const Operation &operation) const;
    /// Some act is asked about or under way.
    bool isBusy() const { return !m_underWay.isEmpty(); }

    /// Asks once before one operation is run on several objects, as run() would for each. `then`
    /// gets what to put into RunOptions::agreed, or why nothing is to be done.
    void askForAll(const Operation &operation, const ConfirmationRequest &request,
                   std::function<void(const Result<GroupConsent> &)> then);

    /// Runs an act: path ids, query, body as in ApiClient::act. Ends in one result; a "no" of the
    /// person is ErrorKind::Canceled with Outcome::NotDone, and a "yes" that comes when the
    /// connection is another one is ErrorKind::InvalidInput. The very same act that is still under
    /// way is not done a second time: a double click, a held Enter.
    template <const auto &Op, typename Client = ApiClient, typename... Args>
    auto run(const RunOptions &options, Args... args)
    {
        using Answer = typename std::remove_cvref_t<decltype(Op)>::Answer;
        auto promise = std::make_shared<QPromise<Result<Answer>>>();
        promise->start();
        QFuture<Result<Answer>> future = promise->future();
        const QByteArray act = fingerprint<Op>(args...);
        const auto finish = [promise, act, self = QPointer<OperationRunner>(this)](auto result) {
            if (self) {
                self->m_underWay.remove(act);
            }
            promise->addResult(Result<Answer>(std::move(result)));
            promise->finish();
        };
        if (m_underWay.contains(act)) {
            promise->addResult(Result<Answer>(alreadyUnderWay(Op)));
            promise->finish();
            return future;
        }
        m_underWay.insert(act);
        guard(Op, options, [this, options, finish, args...](std::optional<Error> refused) {
            if (refused) {
                finish(*refused);
                return;
            }
            if (options.beforeSending) {
                if (auto unready = options.beforeSending()) {
                    finish(*unready);
                    return;
                }
            }
            typename OptionsOf<Client>::Type call;
            call.cancel = options.cancel;
            call.priority = options.priority;
            call.idempotencyKey = options.idempotencyKey;
            Client *client = m_session.client();
            client->template act<Op>(Consent(), call, args...)
                .then(QtFuture::Launch::Sync,
                      [finish](Result<Answer> result) { finish(std::move(result)); });
        });
        return future;
    }

    /// What tells one act from another: the same bytes for the same operation, ids, query and body.
    template <const auto &Op, typename... Args>
    static QByteArray fingerprint(const Args &...args)
    {
        return (QByteArray(Op.id) + ... +
                ('\n' + bytesOf<std::remove_cvref_t<decltype(Op)>>(args)));
    }

private:
    template <typename Typed, typename T>
    static QByteArray bytesOf(const T &argument)
    {
        if constexpr (std::is_convertible_v<T, QString>) {
            return QString(argument).toUtf8();
        } else if constexpr (std::is_same_v<T, typename Typed::Query>) {
            return writeQuery(argument, Dialect()).toString().toUtf8();
        } else {
            return writeJson(argument, Dialect());
        }
    }
    static Error alreadyUnderWay(const Operation &operation);
    static Error otherConnection(const Operation &operation);
    void guard(const Operation &operation, const RunOptions &options,
               std::function<void(std::optional<Error>)> then);

    Session &m_session;
    ConfirmationPort &m_port;
    QSet<QByteArray> m_underWay;
};

} // namespace svix
