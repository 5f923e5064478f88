// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/router.h"

#include "sandbox/access.h"

#include "sandbox/handlers/portalrights.h"

#include <QStringDecoder>

namespace svix::sandbox {

namespace {

const QByteArray &varyHeader()
{
    static const QByteArray text =
        "origin, access-control-request-method, access-control-request-headers";
    return text;
}

// The parts of a path, still encoded; empty ones (a doubled or trailing slash) do not count.
QList<QByteArray> partsOf(QByteArrayView path)
{
    QList<QByteArray> parts = path.toByteArray().split('/');
    parts.removeAll(QByteArray());
    return parts;
}

std::optional<QStringList> decoded(const QList<QByteArray> &parts)
{
    QStringList out;
    for (const QByteArray &part : parts) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        out.append(decoder.decode(QByteArray::fromPercentEncoding(part)));
        if (decoder.hasError()) {
            return std::nullopt;
        }
    }
    return out;
}

} // namespace

void Router::addRaw(Verb verb, QLatin1String path, std::function<HttpAnswer(Context &)> handler)
{
    QStringList segments;
    for (const QByteArray &part : partsOf(QByteArrayView(path.data(), path.size()))) {
        segments.append(part.startsWith('{') ? QString() : QString::fromLatin1(part));
    }
    for (Route &route : m_routes) {
        if (route.segments == segments) {
            route.handlers[verb] = std::move(handler);
            return;
        }
    }
    Route &route = m_routes.emplace_back();
    route.segments = segments;
    route.handlers[verb] = std::move(handler);
}

const Router::Route *Router::find(const QStringList &segments, QStringList &arguments) const
{
    for (const Route &route : m_routes) {
        if (route.segments.size() != segments.size()) {
            continue;
        }
        arguments.clear();
        bool matches = true;
        for (qsizetype i = 0; matches && i < segments.size(); ++i) {
            if (route.segments[i].isEmpty()) {
                arguments.append(segments[i]);
            } else {
                matches = route.segments[i] == segments[i];
            }
        }
        if (matches) {
            return &route;
        }
    }
    return nullptr;
}

HttpAnswer Router::route(const HttpRequest &request, Services &services) const
{
    const auto withVary = [](HttpAnswer answer) {
        return HttpAnswer::changed(std::move(answer), [](HttpAnswer &made) {
            made.headers.append({"vary", varyHeader()});
        });
    };
    if (request.method == "OPTIONS") {
        return withVary(HttpAnswer::empty(200));
    }
    const auto segments = decoded(partsOf(request.path()));
    if (!segments) {
        // Nobody has seen the cloud fail here.
        return withVary(isCloud() ? refusal::standard(400, QStringLiteral("generic_error"),
                                                      QStringLiteral("Invalid UTF-8 in path"))
                                  : refusal::serverFault());
    }
    Context context{request, services, {}, {}, nullptr, nullptr, services.clock.now()};
    const Route *route = find(*segments, context.path);
    if (!route) {
        return withVary(HttpAnswer::empty(404));
    }
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    QByteArray allow;
    for (const auto &[verb, handler] : route->handlers) {
        if (verbText(verb) == method) {
            if (request.bodyTooLarge) {
                return withVary(refusal::standard(413, QStringLiteral("payload_too_large"),
                                                  QStringLiteral("Request payload is too large.")));
            }
            return withVary(handler(context));
        }
        allow += (allow.isEmpty() ? "" : ",") +
                 (verb == Verb::Get ? QByteArray("GET,HEAD") : verbText(verb));
    }
    HttpAnswer answer = HttpAnswer::empty(405);
    answer.headers.append({"allow", allow});
    return withVary(answer);
}

std::optional<HttpAnswer> Router::authorise(Context &context, const Operation &operation) const
{
    if (operation.token == TokenNeed::None) {
        return std::nullopt;
    }
    const auto access =
        accessOf(context.request, context.services.tokens, context.services.store, context.now);
    if (!access) {
        return refusal::unauthorized();
    }
    context.access = *access;
    context.environment = &context.services.store.environment(access->organisation);
    if (!mayCall(operation, *access, m_kind)) {
        return refusal::forbidden();
    }
    if (!QByteArrayView(operation.path).startsWith("/api/v1/app/")) {
        return std::nullopt;
    }
    context.application = context.environment->findApplication(context.path.value(0));
    // Replacing makes the application, and a message may bring it along: they look for themselves.
    const bool looksItself =
        &operation == &op::updateApplication || &operation == &op::createMessage;
    if (!context.application && !looksItself) {
        return refusal::notFound();
    }
    if (context.application) {
        context.application->forgetPayloads(context.now);
    }
    if (access->isPortal() && context.application->out.id != access->application) {
        return refusal::notFound();
    }
    return std::nullopt;
}

} // namespace svix::sandbox
