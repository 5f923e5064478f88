// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/serverprobe.h"

#include "api/apiclient.h"
#include "core/serverurl.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace svix {

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
    m_clock.start();
    m_found.token = inspectToken(m_client.config().token);
    m_client.get<op::health>({this}).then(this, [this](Result<RawAnswerBody> health) {
        m_found.roundTripMs = static_cast<int>(m_clock.elapsed());
        if (!health.ok()) {
            const Error &error = health.error();
            // svix-server answers 500 with the same JSON when its database, queue or cache is down.
            if (error.status == 500 && error.kind == ErrorKind::ServerError) {
                m_found.healthProblem = error.detail;
                askDocument();
                return;
            }
            finish(error);
            return;
        }
        if (health->json.isEmpty()) {
            m_found.kind = ServerKind::Cloud;
            m_found.dialect = Dialect::cloud();
            const auto region = cloudRegionOf(m_client.config().baseUrl);
            m_found.server = region ? region->label : tr("Svix cloud");
            askToken();
            return;
        }
        askDocument();
    });
    return m_promise.future();
}

void ServerProbe::askDocument()
{
    m_client.get<op::document>({this}).then(this, [this](Result<RawAnswerBody> document) {
        m_found.kind = ServerKind::OpenSource;
        m_found.dialect.kind = ServerKind::OpenSource;
        if (!document.ok() || !readServerDocument(document->json.text, m_found)) {
            // The document is reliable since 1.57 only: without it the oldest names are safe.
            m_found.server = tr("svix-server");
        }
        askToken();
    });
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
