// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/serverprobe.h"

#include "api/apiclient.h"
#include "core/serverurl.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace svix {

namespace {

// A server that has no such route says so. This is trouble on the way to one, or in it.
bool tellsNothing(const Error &error)
{
    return error.status == 0 || error.kind == ErrorKind::ServerError ||
           error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::TooLarge;
}

} // namespace

ServerProbe::ServerProbe(ApiClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_promise.start();
}

ServerProbe::~ServerProbe()
{
    Error error;
    error.kind = ErrorKind::Canceled;
    finish(error);
}

QFuture<Result<Capabilities>> ServerProbe::run()
{
    m_found.token = inspectToken(m_client.config().token);
    askHealth();
    return m_promise.future();
}

void ServerProbe::askHealth()
{
    m_clock.start();
    m_client.get<op::health>({this}).then(this, [this](Result<RawAnswerBody> health) {
        m_found.roundTripMs = static_cast<int>(m_clock.elapsed());
        if (!health.ok()) {
            const Error &error = health.error();
            // svix-server answers 500 with the same JSON when its database, queue or cache is down.
            if (error.status == 500 && error.kind == ErrorKind::ServerError) {
                m_found.healthProblem = error.detail;
                if (cloudRegionOf(m_client.config().baseUrl)) {
                    isCloud();
                } else {
                    askDocument();
                }
            } else if (error.kind == ErrorKind::NotOffered && error.status == 404 &&
                       !m_client.trailingSlash()) {
                // Before 1.22 there was no route without a slash at its end.
                m_withoutSlash = error;
                m_client.setTrailingSlash(true);
                askHealth();
            } else {
                const bool slash = m_client.trailingSlash() && m_withoutSlash.isError();
                m_client.setTrailingSlash(false);
                finish(slash && error.kind == ErrorKind::NotOffered ? m_withoutSlash : error);
            }
            return;
        }
        if (health->json.isEmpty()) {
            isCloud();
            return;
        }
        askDocument();
    });
}

void ServerProbe::isCloud()
{
    m_found.kind = ServerKind::Cloud;
    m_found.dialect = Dialect::cloud();
    const auto region = cloudRegionOf(m_client.config().baseUrl);
    m_found.server = region ? region->label : tr("Svix cloud");
    askToken();
}

void ServerProbe::askDocument()
{
    m_client.get<op::document>({this}).then(this, [this](Result<RawAnswerBody> document) {
        if (!document.ok() && tellsNothing(document.error())) {
            finish(document.error()); // taken for an old server it would lose half of what it can
            return;
        }
        m_found.kind = ServerKind::OpenSource;
        m_found.dialect.kind = ServerKind::OpenSource;
        if (!document.ok() || !readServerDocument(document->json.text, m_found)) {
            // The document is reliable since 1.57 only: without it the oldest names are safe.
            m_found.server =
                m_client.trailingSlash() ? tr("svix-server, older than 1.22") : tr("svix-server");
            askRoutes();
            return;
        }
        askToken();
    });
}

namespace {

// A GET on a route that only takes POST is answered 405 where the route exists and with an empty
// 404 where it does not, whatever ids stand in the path: a question without effect.
using Question = TypedOperation<NoQuery, NoBody, RawAnswerBody>;

constexpr Question asGet(const Operation &route)
{
    return operation<NoQuery, NoBody, RawAnswerBody>("probe", route.id, Verb::Get, route.path,
                                                     Risk::Safe, route.token, Everywhere, "");
}

constexpr Question recoverRoute = asGet(op::recoverFailedWebhooks);
constexpr Question exampleRoute = asGet(op::sendExample);
constexpr Question portalRoute = asGet(op::getAppPortalAccess);
constexpr Question rotateRoute = asGet(op::rotateEndpointSecret);
constexpr Question resendRoute = asGet(op::resendWebhook);
constexpr Question dashboardRoute = asGet(op::getDashboardAccess);

} // namespace

void ServerProbe::askRoutes()
{
    m_routes = 1;
    askRoute<recoverRoute>(op::recoverFailedWebhooks);
    askRoute<exampleRoute>(op::sendExample);
    askRoute<portalRoute>(op::getAppPortalAccess);
    askRoute<rotateRoute>(op::rotateEndpointSecret);
    askRoute<resendRoute>(op::resendWebhook);
    askRoute<dashboardRoute>(op::getDashboardAccess);
    if (--m_routes == 0) {
        askToken();
    }
}

template <const auto &Op>
void ServerProbe::askRoute(const Operation &route)
{
    ++m_routes;
    const auto answered = [this, &route](const Result<RawAnswerBody> &answer) {
        if (!answer.ok() && answer.error().kind == ErrorKind::NotOffered &&
            answer.error().status == 404) {
            m_found.missing.insert(route.name());
        }
        if (--m_routes == 0) {
            askToken();
        }
    };
    const QString none = QStringLiteral("x");
    if constexpr (Op.pathArguments() == 3) {
        m_client.get<Op>({this}, none, none, none).then(this, answered);
    } else if constexpr (Op.pathArguments() == 2) {
        m_client.get<Op>({this}, none, none).then(this, answered);
    } else {
        m_client.get<Op>({this}, none).then(this, answered);
    }
}

void ServerProbe::askToken()
{
    m_client.setDialect(m_found.dialect);
    ListEventTypesQuery query;
    query.limit = 1;
    m_client.get<op::listEventTypes>({this}, query)
        .then(this, [this](Result<Page<EventTypeOut>> page) {
            if (!page.ok()) {
                finish(page.error());
                return;
            }
            askApplications();
        });
}

void ServerProbe::askApplications()
{
    ListApplicationsQuery query;
    query.limit = 1;
    m_client.get<op::listApplications>({this}, query)
        .then(this, [this](Result<Page<ApplicationOut>> page) {
            if (!page.ok() && page.error().kind != ErrorKind::Forbidden) {
                finish(page.error());
                return;
            }
            m_found.portal = !page.ok();
            if (m_found.portal) {
                m_found.application = m_found.token.application;
            }
            if (m_found.kind == ServerKind::Cloud) {
                askWhoami();
            } else {
                finish(m_found);
            }
        });
}

void ServerProbe::askWhoami()
{
    m_client.get<op::whoami>({this}).then(this, [this](Result<WhoamiOut> who) {
        // The operation is internal to the cloud: without it nothing is claimed.
        if (who.ok()) {
            m_found.environment = who->envId.value_or(QString());
            if (m_found.portal && who->appId) {
                m_found.application = *who->appId;
            }
        }
        finish(m_found);
    });
}

void ServerProbe::finish(Result<Capabilities> result)
{
    if (m_finished) {
        return;
    }
    m_finished = true;
    m_promise.addResult(std::move(result));
    m_promise.finish();
}

} // namespace svix
