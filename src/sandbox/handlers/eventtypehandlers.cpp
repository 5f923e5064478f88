// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/paging.h"
#include "sandbox/json/jsontext.h"

namespace svix::sandbox {

namespace {

RawJson canonical(const RawJson &schemas)
{
    if (schemas.isEmpty() || schemas.text == "null") {
        return {};
    }
    return {payloadReadBack(schemas.text)};
}

template <typename Body>
void replace(const Router &router, EventTypeOut &out, const Body &in, const Timestamp &now)
{
    out.description = in.description;
    out.archived = in.archived;
    out.deprecated = in.deprecated;
    out.schemas = canonical(in.schemas);
    // Each kind of server has its own member, and does not look at the other's.
    if (router.kind() == ServerKind::Cloud) {
        out.featureFlags = asSet(in.featureFlags);
        out.groupName = in.groupName;
    } else {
        out.featureFlag = in.featureFlag;
    }
    out.updatedAt = now;
}

// A portal token sees what has no flag, or a flag that it holds.
bool isVisible(const Context &context, const EventTypeOut &type)
{
    if (!context.access.isPortal()) {
        return true;
    }
    const QStringList &held = context.access.featureFlags;
    if (type.featureFlags) {
        return std::any_of(type.featureFlags->cbegin(), type.featureFlags->cend(),
                           [&](const QString &flag) { return held.contains(flag); });
    }
    return !type.featureFlag || held.contains(*type.featureFlag);
}

HttpAnswer list(const Router &router, Context &context, const ListEventTypesQuery &query)
{
    const bool withContent = query.withContent.value_or(false);
    const bool archived = query.includeArchived.value_or(false);
    return router.answer(
        200, pageOfMap<EventTypeOut>(
                 context.environment->eventTypes, PageAsk::from(query.limit, query.iterator),
                 query.order != QLatin1String("descending"),
                 [&](const EventTypeOut &type) {
                     return (archived || !type.archived) && isVisible(context, type);
                 },
                 [&](EventTypeOut type) {
                     if (!withContent) {
                         type.schemas = {};
                     }
                     return type;
                 },
                 [](const EventTypeOut &row) { return row.name; }));
}

HttpAnswer create(const Router &router, Context &context, const EventTypeIn &in)
{
    auto &types = context.environment->eventTypes;
    const auto at = types.find(in.name);
    if (at != types.end() && !at->second.archived) {
        return refusal::standard(409, QStringLiteral("event_type_exists"),
                                 QStringLiteral("An event_type with this name already exists"));
    }
    EventTypeOut out;
    out.name = in.name;
    out.createdAt = at == types.end() ? context.now : at->second.createdAt;
    replace(router, out, in, context.now);
    types[in.name] = out;
    return router.answer(201, out);
}

HttpAnswer update(const Router &router, Context &context, const EventTypeUpdate &in)
{
    auto &types = context.environment->eventTypes;
    const QString name = context.path.value(0);
    const bool known = types.count(name) != 0;
    EventTypeOut &out = types[name];
    if (!known) {
        out.name = name;
        out.createdAt = context.now;
    }
    replace(router, out, in, context.now);
    return router.answer(known ? 200 : 201, out);
}

HttpAnswer patch(const Router &router, Context &context, const EventTypePatch &in)
{
    auto &types = context.environment->eventTypes;
    const auto at = types.find(context.path.value(0));
    if (at == types.end()) {
        return refusal::notFound();
    }
    EventTypeOut &out = at->second;
    if (in.description.hasValue()) {
        out.description = in.description.value();
    }
    if (in.archived.hasValue()) {
        out.archived = in.archived.value();
    }
    if (in.deprecated.hasValue()) {
        out.deprecated = in.deprecated.value();
    }
    if (!in.schemas.isAbsent()) {
        out.schemas = in.schemas.hasValue() ? canonical(in.schemas.value()) : RawJson();
    }
    const bool cloud = router.kind() == ServerKind::Cloud;
    if (!cloud && !in.featureFlag.isAbsent()) {
        out.featureFlag =
            in.featureFlag.hasValue() ? std::optional(in.featureFlag.value()) : std::nullopt;
    }
    if (cloud && !in.featureFlags.isAbsent()) {
        out.featureFlags =
            in.featureFlags.hasValue() ? asSet(in.featureFlags.value()) : std::nullopt;
    }
    if (cloud && !in.groupName.isAbsent()) {
        out.groupName =
            in.groupName.hasValue() ? std::optional(in.groupName.value()) : std::nullopt;
    }
    out.updatedAt = context.now;
    return router.answer(200, out);
}

HttpAnswer remove(Context &context, bool expunge)
{
    auto &types = context.environment->eventTypes;
    const auto at = types.find(context.path.value(0));
    if (at == types.end()) {
        return refusal::notFound();
    }
    if (expunge) {
        types.erase(at);
    } else {
        at->second.archived = true;
        at->second.updatedAt = context.now;
    }
    return HttpAnswer::empty(204);
}

} // namespace

void addEventTypeHandlers(Router &router)
{
    router.add(op::listEventTypes,
               [&router](Context &context, const ListEventTypesQuery &query, const auto &) {
                   return list(router, context, query);
               });
    router.add(op::createEventType,
               [&router](Context &context, const auto &, const Received<EventTypeIn> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? create(router, context, body.value)
                                             : refusal::validation(problems);
               });
    router.add(op::getEventType, [&router](Context &context, const auto &, const auto &) {
        const auto at = context.environment->eventTypes.find(context.path.value(0));
        return at == context.environment->eventTypes.end() || !isVisible(context, at->second)
                   ? refusal::notFound()
                   : router.answer(200, at->second);
    });
    router.add(op::updateEventType,
               [&router](Context &context, const auto &, const Received<EventTypeUpdate> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? update(router, context, body.value)
                                             : refusal::validation(problems);
               });
    router.add(op::patchEventType,
               [&router](Context &context, const auto &, const Received<EventTypePatch> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? patch(router, context, body.value)
                                             : refusal::validation(problems);
               });
    router.add(op::deleteEventType,
               [](Context &context, const DeleteEventTypeQuery &query, const auto &) {
                   return remove(context, query.expunge.value_or(false));
               });
}

} // namespace svix::sandbox
