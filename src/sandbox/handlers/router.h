// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/operations.h"
#include "sandbox/handlers/bodycheck.h"
#include "sandbox/handlers/context.h"
#include "sandbox/handlers/querycheck.h"

#include <functional>

namespace svix::sandbox {

/// A body as its handler gets it: the struct, and the members that were really there.
template <typename T>
struct Received
{
    T value{};
    NamesUsed names;
};

/// Leads a request to the handler of its operation. Paths, verbs, token needs, queries and bodies
/// come from the operation table; a handler only sees what passed all of them, in the order in
/// which svix-server looks: query, token, application, body.
class Router
{
public:
    explicit Router(ServerKind kind)
        : m_kind(kind)
    {
    }
    ServerKind kind() const { return m_kind; }
    bool isCloud() const { return m_kind == ServerKind::Cloud; }
    Dialect dialect() const { return Dialect::answering(m_kind); }

    /// Handler: HttpAnswer(Context &, const Query &, const Received<Body> &). Ignored when a server
    /// of this kind does not offer the operation.
    template <typename Q, typename B, typename A, typename Handler>
    void add(const TypedOperation<Q, B, A> &operation, Handler handler)
    {
        if (!operation.is(m_kind == ServerKind::Cloud ? Cloud : OpenSource)) {
            return;
        }
        addRaw(operation.verb, QLatin1String(operation.path),
               [this, &operation, handler](Context &context) -> HttpAnswer {
                   Q query{};
                   if (auto refused = prepare(context, operation, iteratorPrefix<A>(), &query)) {
                       return *refused;
                   }
                   Received<B> body;
                   if constexpr (!std::is_same_v<B, NoBody>) {
                       if (auto refused = receive(context, body)) {
                           return *refused;
                       }
                   }
                   return handler(context, query, body);
               });
    }
    /// A route beside the table.
    void addRaw(Verb verb, QLatin1String path, std::function<HttpAnswer(Context &)> handler);

    HttpAnswer route(const HttpRequest &request, Services &services) const;

    template <typename T>
    HttpAnswer answer(int status, const T &value) const
    {
        return HttpAnswer::json(status, writeJson(value, dialect()));
    }

private:
    struct Route
    {
        QStringList segments; ///< an argument is empty
        std::map<Verb, std::function<HttpAnswer(Context &)>> handlers;
    };

    template <typename A>
    static QStringView iteratorPrefix()
    {
        if constexpr (std::is_same_v<A, Page<ApplicationOut>>) {
            return u"app_";
        } else if constexpr (std::is_same_v<A, Page<EndpointOut>> ||
                             std::is_same_v<A, Page<DestinationOut>>) {
            return u"ep_";
        } else if constexpr (std::is_same_v<A, Page<MessageOut>> ||
                             std::is_same_v<A, Page<AttemptedMessageOut>>) {
            return u"msg_";
        } else if constexpr (std::is_same_v<A, Page<AttemptOut>>) {
            return u"atmpt_";
        } else if constexpr (std::is_same_v<A, Page<IntegrationOut>>) {
            return u"integ_";
        } else if constexpr (std::is_same_v<A, Page<BackgroundTaskOut>>) {
            return u"qtask_";
        } else {
            return {};
        }
    }

    template <typename Q>
    std::optional<HttpAnswer> prepare(Context &context, const Operation &operation,
                                      QStringView prefix, Q *query) const
    {
        if constexpr (!std::is_same_v<Q, NoQuery>) {
            const QueryCheck check =
                checkQuery(schema<Q>(), context.request.query(), prefix, m_kind);
            if (check.refusal) {
                return check.refusal;
            }
            auto read = readQuery<Q>(check.known);
            if (const auto *problem = std::get_if<ReadProblem>(&read)) {
                return refusal::badQuery(problem->text());
            }
            *query = std::move(std::get<Q>(read));
        }
        return authorise(context, operation);
    }

    template <typename B>
    std::optional<HttpAnswer> receive(Context &context, Received<B> &body) const
    {
        const BodyCheck check = checkBody(schema<B>(), context.request.body, m_kind);
        if (check.refusal) {
            return check.refusal;
        }
        auto read = readJson<B>(check.document);
        if (const auto *problem = std::get_if<ReadProblem>(&read)) {
            return refusal::validation(
                {{QStringList{QStringLiteral("body")} + problem->path, problem->text(),
                  QStringLiteral("value_error.jsondecode")}});
        }
        body.value = std::move(std::get<B>(read));
        body.names = check.names;
        return std::nullopt;
    }

    std::optional<HttpAnswer> authorise(Context &context, const Operation &operation) const;
    const Route *find(const QStringList &segments, QStringList &arguments) const;

    ServerKind m_kind;
    std::vector<Route> m_routes;
};

} // namespace svix::sandbox
