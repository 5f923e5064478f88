// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/operationalevents.h"
#include "sandbox/handlers/handlers.h"

#include <array>

namespace svix::sandbox {

namespace {

constexpr qint64 secondMicros = 1000LL * 1000;
constexpr int graceSeconds = 24 * 3600;
constexpr qsizetype mostOldKeys = 10;

bool isSensitive(const QString &name)
{
    static constexpr std::array names{"x-auth-token",  "x-api-key",          "www-authenticate",
                                      "authorization", "proxy-authenticate", "proxy-authorization"};
    const QString lower = name.toLower();
    return std::any_of(names.begin(), names.end(),
                       [&](const char *hidden) { return lower == QLatin1String(hidden); });
}

HttpAnswer getHeaders(const Router &router, const Endpoint &endpoint)
{
    EndpointHeadersOut out;
    for (auto it = endpoint.headers.cbegin(); it != endpoint.headers.cend(); ++it) {
        if (isSensitive(it.key())) {
            out.sensitive.append(it.key());
        } else {
            out.headers.insert(it.key(), it.value());
        }
    }
    return router.answer(200, out);
}

HttpAnswer patchHeaders(Endpoint &endpoint, const EndpointHeadersPatch &in)
{
    for (const QString &name : in.deleteHeaders.value_or(QStringList())) {
        endpoint.headers.remove(name);
    }
    for (auto it = in.headers.cbegin(); it != in.headers.cend(); ++it) {
        if (!it.value()) {
            endpoint.headers.remove(it.key());
            continue;
        }
        endpoint.headers.insert(it.key(), *it.value());
        endpoint.poisoned = endpoint.poisoned || !headerValueProblem(*it.value()).isEmpty();
    }
    return endpoint.poisoned ? HttpAnswer::dropped() : HttpAnswer::empty(204);
}

void dropExpired(Endpoint &endpoint, const Timestamp &now)
{
    endpoint.oldKeys.removeIf([&](const Endpoint::OldKey &old) { return old.expires < now; });
}

HttpAnswer rotate(Context &context, Endpoint &endpoint, const EndpointSecretRotateIn &in)
{
    dropExpired(endpoint, context.now);
    if (endpoint.oldKeys.size() >= mostOldKeys) {
        const auto next =
            std::min_element(endpoint.oldKeys.cbegin(), endpoint.oldKeys.cend(),
                             [](const auto &a, const auto &b) { return a.expires < b.expires; });
        return refusal::standard(
            400, QStringLiteral("limit_reached"),
            QStringLiteral("You can only rotate a key %1 times; please wait for old keys to "
                           "expire. Your next key expires at %2.")
                .arg(mostOldKeys)
                .arg(next->expires.toText()));
    }
    const qint64 grace = in.gracePeriodSeconds.value_or(graceSeconds);
    endpoint.oldKeys.prepend(
        {endpoint.key, Timestamp(context.now.microseconds() + grace * secondMicros)});
    endpoint.key = in.key ? *in.key : context.environment->makeKey();
    if (!endpoint.key.contains(QLatin1Char('_'))) {
        endpoint.key.prepend(QLatin1String("whsec_"));
    }
    context.services.events.endpointUpdated(*context.application, endpoint, endpoint.out.disabled);
    return HttpAnswer::empty(204);
}

// Only the public half of an ed25519 key is given out.
QString shownKey(const QString &key)
{
    if (!key.startsWith(QLatin1String("whsk_"))) {
        return key;
    }
    const QByteArray both = QByteArray::fromBase64(key.mid(5).toLatin1());
    return QStringLiteral("whpk_") + QString::fromLatin1(both.last(32).toBase64());
}

// Wraps what needs an endpoint of the call's application.
template <typename Work>
auto withEndpoint(Work work)
{
    return [work](Context &context, const auto &query, const auto &body) -> HttpAnswer {
        HttpAnswer refused;
        Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
        return endpoint ? work(context, *endpoint, query, body) : refused;
    };
}

} // namespace

void addEndpointSecretHandlers(Router &router)
{
    router.add(op::getEndpointHeaders,
               withEndpoint([&router](Context &, Endpoint &endpoint, const auto &, const auto &) {
                   return getHeaders(router, endpoint);
               }));
    router.add(op::updateEndpointHeaders,
               withEndpoint([](Context &, Endpoint &endpoint, const auto &,
                               const Received<EndpointHeadersIn> &body) {
                   endpoint.headers = body.value.headers;
                   return HttpAnswer::empty(204);
               }));
    router.add(op::patchEndpointHeaders,
               withEndpoint([](Context &, Endpoint &endpoint, const auto &,
                               const Received<EndpointHeadersPatch> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? patchHeaders(endpoint, body.value)
                                             : refusal::validation(problems);
               }));
    router.add(op::getEndpointSecret,
               withEndpoint([&router](Context &, Endpoint &endpoint, const auto &, const auto &) {
                   return router.answer(200, EndpointSecretOut{shownKey(endpoint.key)});
               }));
    router.add(op::rotateEndpointSecret,
               withEndpoint([](Context &context, Endpoint &endpoint, const auto &,
                               const Received<EndpointSecretRotateIn> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? rotate(context, endpoint, body.value)
                                             : refusal::validation(problems);
               }));
}

} // namespace svix::sandbox
