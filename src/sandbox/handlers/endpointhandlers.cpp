// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/operationalevents.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/paging.h"

#include <QUrl>

namespace svix::sandbox {

namespace {

// As a browser writes it: host in lower case and punycode, no default port, a path.
QString normalUrl(const QString &text)
{
    QUrl url(text);
    const int usual = url.scheme() == QLatin1String("https") ? 443 : 80;
    if (url.port() == usual) {
        url.setPort(-1);
    }
    if (url.path().isEmpty()) {
        url.setPath(QStringLiteral("/"));
    }
    return QString::fromLatin1(url.toEncoded());
}

std::optional<HttpAnswer> missingTypes(const Context &context,
                                       const std::optional<QStringList> &types)
{
    QStringList missing;
    for (const QString &type : types.value_or(QStringList())) {
        const auto at = context.environment->eventTypes.find(type);
        if (at == context.environment->eventTypes.end() || at->second.archived) {
            missing.append(type);
        }
    }
    if (missing.isEmpty()) {
        return std::nullopt;
    }
    return refusal::validation({{{QStringLiteral("body"), QStringLiteral("eventTypes")},
                                 QStringLiteral("The following event types don't exist: %1")
                                     .arg(missing.join(QLatin1String(", ")))}});
}

bool uidTaken(Context &context, const std::optional<QString> &uid, const Endpoint *except)
{
    const Endpoint *other = uid ? context.application->findEndpoint(*uid) : nullptr;
    return other && other != except;
}

template <typename Body>
void replace(EndpointOut &out, const Body &in, const Timestamp &now)
{
    out.url = normalUrl(in.url);
    out.description = in.description;
    out.uid = in.uid;
    out.throttleRate = in.throttleRate;
    out.disabled = in.disabled;
    out.eventTypes = asSet(in.eventTypes);
    out.channels = asSet(in.channels);
    out.metadata = in.metadata;
    out.version = in.version.value_or(1);
    out.updatedAt = now;
}

// Svix cloud takes a key without its prefix.
QString prefixed(const QString &key)
{
    return key.isEmpty() || key.contains(QLatin1Char('_')) ? key : QStringLiteral("whsec_") + key;
}

template <typename Body>
HttpAnswer create(const Router &router, Context &context, const Body &in, const QString &key,
                  const QMap<QString, QString> &headers = {})
{
    if (auto refused = missingTypes(context, in.eventTypes)) {
        return *refused;
    }
    if (uidTaken(context, in.uid, nullptr)) {
        return refusal::conflict();
    }
    if (context.application->endpoints.size() >= Application::mostEndpoints) {
        return refusal::standard(400, QStringLiteral("too_many_endpoints"),
                                 QStringLiteral("An application of the sandbox holds at most %1 "
                                                "endpoints, deleted ones included.")
                                     .arg(Application::mostEndpoints));
    }
    EndpointOut out;
    replace(out, in, context.now);
    out.createdAt = context.now;
    Endpoint &made =
        context.environment->addEndpoint(*context.application, std::move(out), prefixed(key));
    made.headers = headers;
    context.services.events.endpointCreated(*context.application, made);
    return router.answer(201, made.out);
}

// Switched on again, the cloud gives an endpoint time anew; svix-server remembers its failures.
void wasChanged(const Router &router, Context &context, Endpoint &endpoint, bool wasDisabled)
{
    if (router.kind() == ServerKind::Cloud && wasDisabled && !endpoint.out.disabled) {
        endpoint.failingSince.reset();
    }
    context.services.events.endpointUpdated(*context.application, endpoint, wasDisabled);
}

HttpAnswer update(const Router &router, Context &context, const EndpointUpdate &in)
{
    Endpoint *endpoint = context.application->findEndpoint(context.path.value(1));
    if (!endpoint) {
        return create(router, context, in, {});
    }
    if (endpoint->poisoned) {
        return HttpAnswer::dropped();
    }
    if (auto refused = missingTypes(context, in.eventTypes)) {
        return *refused;
    }
    if (uidTaken(context, in.uid, endpoint)) {
        return refusal::conflict();
    }
    const bool wasDisabled = endpoint->out.disabled;
    replace(endpoint->out, in, context.now);
    context.application->noteUid(*endpoint);
    wasChanged(router, context, *endpoint, wasDisabled);
    return router.answer(200, endpoint->out);
}

template <typename T>
void take(std::optional<T> &member, const Patchable<T> &in)
{
    if (!in.isAbsent()) {
        member = in.hasValue() ? std::optional(in.value()) : std::nullopt;
    }
}

HttpAnswer patch(const Router &router, Context &context, const EndpointPatch &in)
{
    HttpAnswer refused;
    Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
    if (!endpoint) {
        return refused;
    }
    if (in.eventTypes.hasValue()) {
        if (auto missing = missingTypes(context, in.eventTypes.value())) {
            return *missing;
        }
    }
    if (in.uid.hasValue() && uidTaken(context, in.uid.value(), endpoint)) {
        return refusal::conflict();
    }
    EndpointOut &out = endpoint->out;
    const bool wasDisabled = out.disabled;
    if (in.url.hasValue()) {
        out.url = normalUrl(in.url.value());
    }
    if (in.description.hasValue()) {
        out.description = in.description.value();
    }
    if (in.disabled.hasValue()) {
        out.disabled = in.disabled.value();
    }
    take(out.uid, in.uid);
    take(out.throttleRate, in.throttleRate);
    take(out.eventTypes, in.eventTypes);
    take(out.channels, in.channels);
    out.eventTypes = asSet(out.eventTypes);
    out.channels = asSet(out.channels);
    if (!in.metadata.isAbsent()) {
        out.metadata = in.metadata.hasValue() ? in.metadata.value() : Metadata();
    }
    if (in.version.hasValue()) {
        out.version = in.version.value();
    }
    out.updatedAt = context.now;
    context.application->noteUid(*endpoint);
    wasChanged(router, context, *endpoint, wasDisabled);
    return router.answer(200, out);
}

// Endpoints stand in the order of their ids; this finds one as a map does.
struct EndpointsById
{
    const std::vector<std::unique_ptr<Endpoint>> &all;

    auto begin() const { return all.begin(); }
    auto end() const { return all.end(); }
    auto lower_bound(const QString &id) const
    {
        return std::partition_point(all.begin(), all.end(),
                                    [&](const auto &endpoint) { return endpoint->out.id < id; });
    }
    auto upper_bound(const QString &id) const
    {
        return std::partition_point(all.begin(), all.end(),
                                    [&](const auto &endpoint) { return !(id < endpoint->out.id); });
    }
};

HttpAnswer list(const Router &router, Context &context, const ListEndpointsQuery &query)
{
    if (context.application->isPoisoned()) {
        return HttpAnswer::dropped();
    }
    const bool ascending = query.order == QLatin1String("ascending");
    return router.answer(200, pageOfMap<EndpointOut>(
                                  EndpointsById{context.application->endpoints},
                                  PageAsk::from(query.limit, query.iterator), ascending,
                                  [](const Endpoint &endpoint) { return !endpoint.deleted; },
                                  [](const Endpoint &endpoint) { return endpoint.out; },
                                  [](const EndpointOut &row) { return row.id; }));
}

} // namespace

std::optional<QStringList> asSet(std::optional<QStringList> names)
{
    if (names) {
        names->removeDuplicates();
    }
    return names;
}

Endpoint *endpointOf(Context &context, const QString &idOrUid, HttpAnswer &refused)
{
    Endpoint *endpoint = context.application->findEndpoint(idOrUid);
    if (!endpoint) {
        refused = refusal::notFound();
        return nullptr;
    }
    if (endpoint->poisoned) {
        refused = HttpAnswer::dropped();
        return nullptr;
    }
    return endpoint;
}

void addEndpointHandlers(Router &router)
{
    router.add(op::listEndpoints, [&router](Context &context, const ListEndpointsQuery &query,
                                            const auto &) { return list(router, context, query); });
    router.add(op::createEndpoint, [&router](Context &context, const auto &,
                                             const Received<EndpointIn> &body) {
        const FieldProblems problems = problemsOf(body.value, body.names);
        return problems.isEmpty()
                   ? create(router, context, body.value, body.value.secret.value_or(QString()),
                            body.value.headers.value_or(QMap<QString, QString>()))
                   : refusal::validation(problems);
    });
    router.add(op::getEndpoint, [&router](Context &context, const auto &, const auto &) {
        HttpAnswer refused;
        const Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
        return endpoint ? router.answer(200, endpoint->out) : refused;
    });
    router.add(op::updateEndpoint,
               [&router](Context &context, const auto &, const Received<EndpointUpdate> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? update(router, context, body.value)
                                             : refusal::validation(problems);
               });
    router.add(op::patchEndpoint,
               [&router](Context &context, const auto &, const Received<EndpointPatch> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? patch(router, context, body.value)
                                             : refusal::validation(problems);
               });
    router.add(op::deleteEndpoint, [](Context &context, const auto &, const auto &) {
        HttpAnswer refused;
        Endpoint *endpoint = endpointOf(context, context.path.value(1), refused);
        if (!endpoint) {
            return refused;
        }
        // Kept: the destinations of old messages still show it. They need none of its secrets.
        endpoint->deleted = true;
        endpoint->headers.clear();
        endpoint->key.clear();
        endpoint->oldKeys.clear();
        endpoint->transformation = {};
        context.services.events.endpointDeleted(*context.application, *endpoint);
        return HttpAnswer::empty(204);
    });
}

} // namespace svix::sandbox
