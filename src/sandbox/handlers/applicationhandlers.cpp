// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/handlers.h"
#include "sandbox/handlers/paging.h"

#include <QUrl>

namespace svix::sandbox {

namespace {

bool uidTaken(const Environment &environment, const std::optional<QString> &uid,
              const Application *except)
{
    if (!uid) {
        return false;
    }
    const auto other = environment.findApplication(*uid);
    return other && other.get() != except;
}

HttpAnswer taken()
{
    return refusal::conflict(QStringLiteral("An application with that id or uid already exists"));
}

void replace(ApplicationOut &out, const ApplicationIn &in, const Timestamp &now)
{
    out.name = in.name;
    out.uid = in.uid;
    out.throttleRate = in.throttleRate;
    out.metadata = in.metadata;
    out.updatedAt = now;
}

// Endpoints of Svix Play, a page that shows what it gets.
bool isPlay(const Endpoint &endpoint)
{
    return QUrl(endpoint.out.url).host() == QLatin1String("play.svix.com");
}

// The three filters of Svix cloud; none of them means anything where there are no endpoints but the
// first.
bool isListed(const Application &application, const ListApplicationsQuery &query)
{
    bool any = false;
    bool enabled = false;
    bool real = false;
    for (const auto &endpoint : application.endpoints) {
        any = any || !endpoint->deleted;
        enabled = enabled || (!endpoint->deleted && !endpoint->out.disabled);
        real = real || (!endpoint->deleted && !isPlay(*endpoint));
    }
    if (!any) {
        return !query.excludeAppsWithNoEndpoints.value_or(false);
    }
    return (enabled || !query.excludeAppsWithDisabledEndpoints.value_or(false)) &&
           (real || !query.excludeAppsWithSvixPlayEndpoints.value_or(false));
}

HttpAnswer create(const Router &router, Context &context, const ApplicationIn &in)
{
    if (uidTaken(*context.environment, in.uid, nullptr)) {
        return taken();
    }
    const auto made = context.environment->addApplication(applicationFrom(in, context.now));
    return router.answer(201, made->out);
}

HttpAnswer patch(const Router &router, Context &context, const ApplicationPatch &in)
{
    ApplicationOut &out = context.application->out;
    if (in.uid.hasValue() &&
        uidTaken(*context.environment, in.uid.value(), context.application.get())) {
        return taken();
    }
    if (in.name.hasValue()) {
        out.name = in.name.value();
    }
    if (!in.uid.isAbsent()) {
        out.uid = in.uid.hasValue() ? std::optional(in.uid.value()) : std::nullopt;
    }
    if (!in.throttleRate.isAbsent()) {
        out.throttleRate =
            in.throttleRate.hasValue() ? std::optional(in.throttleRate.value()) : std::nullopt;
    }
    if (!in.metadata.isAbsent()) {
        out.metadata = in.metadata.hasValue() ? in.metadata.value() : Metadata();
    }
    out.updatedAt = context.now;
    context.environment->noteUid(*context.application);
    return router.answer(200, out);
}

} // namespace

ApplicationOut applicationFrom(const ApplicationIn &in, const Timestamp &now)
{
    ApplicationOut out;
    replace(out, in, now);
    out.createdAt = now;
    return out;
}

std::optional<HttpAnswer> findOrMakeApplication(Context &context,
                                                const std::optional<ApplicationIn> &inlined)
{
    const QString wanted = context.path.value(0);
    if (!context.application) {
        context.application = context.environment->findApplication(wanted);
    }
    if (context.application) {
        return std::nullopt;
    }
    if (!inlined) {
        return refusal::notFound(QStringLiteral("Application not found"));
    }
    const auto refuse = [](const QString &message, const QString &type) {
        return refusal::validation(
            {{{QStringLiteral("body"), QStringLiteral("application"), QStringLiteral("uid")},
              message,
              type}});
    };
    if (!inlined->uid) {
        return refuse(QStringLiteral("Application UID not set in body"),
                      QStringLiteral("application_uid_missing"));
    }
    if (*inlined->uid != wanted) {
        return refuse(QStringLiteral("Application UID in the path and body must match"),
                      QStringLiteral("application_uid_mismatch"));
    }
    context.application =
        context.environment->addApplication(applicationFrom(*inlined, context.now));
    return std::nullopt;
}

void addApplicationHandlers(Router &router)
{
    router.add(op::listApplications, [&router](Context &context, const ListApplicationsQuery &query,
                                               const auto &) {
        const bool ascending =
            query.order.value_or(QStringLiteral("ascending")) == QLatin1String("ascending");
        return router.answer(
            200,
            pageOfMap<ApplicationOut>(
                context.environment->applications(), PageAsk::from(query.limit, query.iterator),
                ascending, [&](const auto &application) { return isListed(*application, query); },
                [](const auto &application) { return application->out; },
                [](const ApplicationOut &row) { return row.id; }));
    });
    router.add(op::createApplication, [&router](Context &context,
                                                const CreateApplicationQuery &query,
                                                const Received<ApplicationIn> &body) {
        const FieldProblems problems = problemsOf(body.value, body.names);
        if (!problems.isEmpty()) {
            return refusal::validation(problems);
        }
        if (query.getIfExists.value_or(false) && body.value.uid) {
            if (const auto existing = context.environment->findApplication(*body.value.uid)) {
                return router.answer(200, existing->out);
            }
        }
        return create(router, context, body.value);
    });
    router.add(op::getApplication, [&router](Context &context, const auto &, const auto &) {
        return router.answer(200, context.application->out);
    });
    router.add(op::updateApplication,
               [&router](Context &context, const auto &, const Received<ApplicationIn> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   if (!problems.isEmpty()) {
                       return refusal::validation(problems);
                   }
                   if (!context.application) {
                       return create(router, context, body.value);
                   }
                   if (uidTaken(*context.environment, body.value.uid, context.application.get())) {
                       return taken();
                   }
                   replace(context.application->out, body.value, context.now);
                   context.environment->noteUid(*context.application);
                   return router.answer(200, context.application->out);
               });
    router.add(op::patchApplication,
               [&router](Context &context, const auto &, const Received<ApplicationPatch> &body) {
                   const FieldProblems problems = problemsOf(body.value, body.names);
                   return problems.isEmpty() ? patch(router, context, body.value)
                                             : refusal::validation(problems);
               });
    router.add(op::deleteApplication, [](Context &context, const auto &, const auto &) {
        context.environment->removeApplication(context.application->out.id);
        return HttpAnswer::empty(204);
    });
}

} // namespace svix::sandbox
