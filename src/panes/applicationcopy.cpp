// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/applicationcopy.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int pageSize = 250;

template <typename T>
QJsonObject objectOf(const T &value)
{
    return QJsonDocument::fromJson(writeJson(value, Dialect::answering(ServerKind::Cloud)))
        .object();
}

} // namespace

QJsonObject jsonOf(const ApplicationOut &application)
{
    return objectOf(application);
}

ApplicationCopy::ApplicationCopy(const PaneContext &context, const ApplicationOut &application,
                                 QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_application(application)
    , m_cancel(new CancelSource(this))
    , m_generation(context.session.generation())
{
}

ApplicationCopy::~ApplicationCopy() = default;

void ApplicationCopy::start()
{
    readEndpoints(std::nullopt);
}

void ApplicationCopy::cancel()
{
    m_cancel->cancel();
}

bool ApplicationCopy::goesOn()
{
    if (m_generation != m_context.session.generation() || !m_context.session.client()) {
        deleteLater();
        return false;
    }
    if (m_cancel->isCanceled()) {
        deleteLater();
        Q_EMIT canceled();
        return false;
    }
    return true;
}

void ApplicationCopy::readEndpoints(const std::optional<QString> &iterator)
{
    if (!goesOn()) {
        return;
    }
    ListEndpointsQuery query;
    query.limit = pageSize;
    query.iterator = iterator;
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel;
    m_context.session.client()
        ->get<op::listEndpoints>(options, m_application.id, query)
        .then(this, [this](const Result<Page<EndpointOut>> &result) {
            if (!result.ok()) {
                m_found.complete = false;
                readEach(0);
                return;
            }
            m_endpoints += result->data;
            const bool more = !result->done && !result->data.isEmpty() && result->iterator;
            if (more && m_endpoints.size() < mostEndpoints) {
                Q_EMIT progress(static_cast<int>(m_endpoints.size()), 0);
                readEndpoints(result->iterator);
                return;
            }
            m_found.endpoints = static_cast<int>(m_endpoints.size());
            m_found.more = more;
            m_found.complete &= !more;
            readEach(0);
        });
}

void ApplicationCopy::readEach(qsizetype next)
{
    if (!goesOn()) {
        return;
    }
    if (next >= m_endpoints.size()) {
        readIntegrations(std::nullopt);
        return;
    }
    Q_EMIT progress(static_cast<int>(next), static_cast<int>(m_endpoints.size()));
    EndpointCopy::read(m_context, m_application.id, m_endpoints.at(next), m_cancel, this,
                       [this, next](const EndpointCopy::Found &endpoint) {
                           m_endpointCopies.append(endpoint.json);
                           m_found.complete &= endpoint.complete;
                           readEach(next + 1);
                       });
}

void ApplicationCopy::readIntegrations(const std::optional<QString> &iterator)
{
    if (!goesOn()) {
        return;
    }
    if (!m_context.runner.reasonAgainst(op::listIntegrations).isEmpty()) {
        finish(); // this server has none
        return;
    }
    ListIntegrationsQuery query;
    query.limit = pageSize;
    query.iterator = iterator;
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel;
    m_context.session.client()
        ->get<op::listIntegrations>(options, m_application.id, query)
        .then(this, [this](const Result<Page<IntegrationOut>> &result) {
            if (!result.ok()) {
                m_found.complete &= result.error().kind == ErrorKind::NotOffered;
                finish();
                return;
            }
            for (const IntegrationOut &integration : result->data) {
                m_integrations.append(objectOf(integration));
            }
            const bool more = !result->done && !result->data.isEmpty() && result->iterator;
            if (more && m_integrations.size() < mostEndpoints) {
                readIntegrations(result->iterator);
                return;
            }
            m_found.complete &= !more;
            finish();
        });
}

void ApplicationCopy::finish()
{
    if (!goesOn()) {
        return;
    }
    m_found.json = {{u"application"_s, jsonOf(m_application)}, {u"endpoints"_s, m_endpointCopies}};
    if (!m_integrations.isEmpty()) {
        m_found.json.insert(u"integrations"_s, m_integrations);
    }
    m_found.integrations = static_cast<int>(m_integrations.size());
    deleteLater();
    Q_EMIT found(m_found);
}

} // namespace svix
