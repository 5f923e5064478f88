// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"
#include "api/clientconfig.h"
#include "api/consent.h"
#include "api/operations.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QPromise>
#include <QSet>
#include <QSslConfiguration>

#include <functional>

class QNetworkAccessManager;

namespace svix {

class Call;

/// What is left of an HTTP answer once its status was judged a success.
struct HttpAnswerBody
{
    QByteArray body;
    const Operation *operation = nullptr;
    int status = 0;
    QString requestId;
};

/// Cancels every call it was given to; owned by whoever offers the Cancel button.
class CancelSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    bool isCanceled() const { return m_canceled; }
    void cancel()
    {
        m_canceled = true;
        Q_EMIT canceled();
    }
Q_SIGNALS:
    void canceled();

private:
    bool m_canceled = false;
};

enum class Priority { Interactive, Bulk };

/// How a single call is to be made.
struct CallOptions
{
    QObject *owner = nullptr; ///< a safe call is aborted when this goes; a write is never
    CancelSource *cancel = nullptr;
    Priority priority = Priority::Interactive;
    QString idempotencyKey; ///< of a POST; empty: a new one is made
};

/// A call ready to be sent: the untyped half of get() and act().
struct PreparedCall
{
    const Operation *operation = nullptr;
    QStringList ids;
    QUrlQuery query;
    QByteArray body;
};

/// The asynchronous client of one connection. Every call ends in exactly one Result: on timeout, on
/// cancel and when the client goes. One call is at most one effect on the server; a read is tried
/// up to three times, a write again only after a 429. Lives in one thread, needs an event loop.
class ApiClient : public QObject
{
    Q_OBJECT
public:
    explicit ApiClient(ClientConfig config, QObject *parent = nullptr);
    /// Ends what is under way: queued calls as canceled, sent writes as unknown.
    ~ApiClient() override;

    const ClientConfig &config() const { return m_config; }
    const Dialect &dialect() const { return m_dialect; }
    /// What this server understands; set after the probe.
    void setDialect(const Dialect &dialect) { m_dialect = dialect; }
    /// Read-only can be switched on at any time; it counts from the next call on.
    void setReadOnly(bool readOnly) { m_config.readOnly = readOnly; }
    /// svix-server before 1.22 knows its routes only with a slash at the end; set by the probe.
    void setTrailingSlash(bool slash) { m_trailingSlash = slash; }
    bool trailingSlash() const { return m_trailingSlash; }
    /// This server has no such route; found out by the probe, or by asking in vain.
    void setMissing(const Operation &operation);
    bool isMissing(const Operation &operation) const { return m_missing.contains(&operation); }
    /// Calls queued, under way or waiting.
    int inFlight() const { return static_cast<int>(m_calls.size()); }
    /// Cancels everything under way.
    void cancelAll();

    /// Calls a safe operation: path ids, then the query if it has one, then the body if it has one.
    template <const auto &Op, typename... Args>
    auto get(const CallOptions &options, Args &&...args)
    {
        static_assert(Op.risk == Risk::Safe, "this operation changes something: use act()");
        return perform<Op>(options, std::forward<Args>(args)...);
    }

    /// Calls an operation that changes something; `consent` comes from the OperationRunner.
    template <const auto &Op, typename... Args>
    auto act([[maybe_unused]] Consent consent, const CallOptions &options, Args &&...args)
    {
        static_assert(Op.risk != Risk::Safe, "this operation is safe: use get()");
        return perform<Op>(options, std::forward<Args>(args)...);
    }

    /// A new key as it is sent with a POST that was given none.
    static QString makeIdempotencyKey();

Q_SIGNALS:
    /// Each change of each call: queued, running, waiting, done.
    void activity(const svix::ActivityEntry &entry);
    void inFlightChanged(int count);
    /// setMissing() was called for this for the first time.
    void missingFound(const QString &operation);

private:
    friend class Call;
    /// A result that was read and not yet handed over.
    struct Delivery
    {
        Error error; ///< found in reading the answer, if any
        std::function<void()> deliver;
        QString made{}; ///< id of what a POST made
    };
    /// Reads the answer or takes the error; may be called in any thread. What it returns is handed
    /// over in the client's.
    using Read = std::function<Delivery(const Result<HttpAnswerBody> &)>;

    template <const auto &Op, typename... Args>
    auto perform(const CallOptions &options, Args &&...args)
    {
        using Typed = std::remove_cvref_t<decltype(Op)>;
        using Answer = typename Typed::Answer;
        constexpr int ids = Op.pathArguments();
        static_assert(sizeof...(Args) == ids + int(Op.hasQuery) + int(Op.hasBody),
                      "path ids, then the query, then the body");
        PreparedCall call;
        call.operation = &Op;
        Dialect dialect = m_dialect;
        int index = 0;
        [[maybe_unused]] const auto take = [&](const auto &argument) {
            using A = std::remove_cvref_t<decltype(argument)>;
            if constexpr (std::is_convertible_v<A, QString>) {
                call.ids.append(argument);
            } else if constexpr (std::is_same_v<A, typename Typed::Query>) {
                call.query = writeQuery(argument, dialect);
            } else {
                static_assert(std::is_same_v<A, typename Typed::Body>,
                              "neither an id nor the query or body of this operation");
                call.body = writeJson(argument, dialect);
            }
            ++index;
        };
        (take(args), ...);
        Awaited<Answer> awaited = await<Answer>(Op.verb == Verb::Post);
        start(std::move(call), options, std::move(awaited.read));
        return awaited.future;
    }

    /// An answer that is to come, and what reads it.
    template <typename Answer>
    struct Awaited
    {
        QFuture<Result<Answer>> future;
        Read read;
    };
    /// `makes`: the operation makes an object, whose id is in its answer. Instantiated for each
    /// type of answer in answers.cpp, and nowhere else.
    template <typename Answer>
    static Awaited<Answer> await(bool makes);
    template <typename Answer>
    static Result<Answer> decode(const Result<HttpAnswerBody> &result);

    /// Of a body that is kept as it is: a broken off document is no answer. Empty is fine.
    static std::optional<ReadProblem> syntaxProblem(const QByteArray &body);
    static Error badAnswer(const HttpAnswerBody &answer, const ReadProblem &problem);
    void start(PreparedCall call, const CallOptions &options, Read read);
    void pump();
    void readLater(Call *call);
    QNetworkAccessManager *makeNetwork();
    void leaveConnections(const QNetworkAccessManager *used);
    void done(Call *call);

    ClientConfig m_config;
    Dialect m_dialect;
    QNetworkAccessManager *m_network = nullptr;
    QList<QNetworkAccessManager *> m_left;  // until nothing is under way on them
    std::optional<QSslConfiguration> m_tls; // of https
    QList<Call *> m_calls;                  // in the order in which they came
    // With a large answer to read, in the order in which those came; the first is being read. One
    // at a time: what reading takes in memory is taken once, and the order stays.
    QList<Call *> m_reading;
    quint64 m_lastId = 0;
    bool m_trailingSlash = false;
    QSet<const Operation *> m_missing;
    QString m_configProblem; // why nothing can be sent with this configuration, or empty
    bool m_closing = false;
};

} // namespace svix
