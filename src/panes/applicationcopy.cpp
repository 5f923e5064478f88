// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/applicationcopy.h"

#include "api/apiclient.h"
#include "app/session.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int pageSize = 250;
constexpr qsizetype mostEndpoints = 1000; // more would hold the deletion up for minutes

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

ApplicationCopy::ApplicationCopy(Session &session, const ApplicationOut &application,
                                 QObject *parent, Done done)
    : QObject(parent)
    , m_session(session)
    , m_application(application)
    , m_done(std::move(done))
    , m_generation(session.generation())
{
}

void ApplicationCopy::read(Session &session, const ApplicationOut &application, QObject *parent,
                           Done done)
{
    auto *copy = new ApplicationCopy(session, application, parent, std::move(done));
    copy->readEndpoints(std::nullopt);
}

void ApplicationCopy::readEndpoints(const std::optional<QString> &iterator)
{
    ApiClient *client = m_session.client();
    if (!client || m_session.generation() != m_generation) {
        deleteLater();
        return;
    }
    ListEndpointsQuery query;
    query.limit = pageSize;
    query.iterator = iterator;
    client->get<op::listEndpoints>({this}, m_application.id, query)
        .then(this, [this](const Result<Page<EndpointOut>> &result) {
            if (!result.ok()) {
                m_complete = false;
                readHeaders(0);
                return;
            }
            m_endpoints += result->data;
            const bool more = !result->done && !result->data.isEmpty() && result->iterator;
            if (more && m_endpoints.size() < mostEndpoints) {
                readEndpoints(result->iterator);
            } else {
                m_complete = !more;
                readHeaders(0);
            }
        });
}

void ApplicationCopy::readHeaders(qsizetype next)
{
    ApiClient *client = m_session.client();
    if (!client || m_session.generation() != m_generation) {
        deleteLater();
        return;
    }
    if (next >= m_endpoints.size()) {
        finish();
        return;
    }
    client->get<op::getEndpointHeaders>({this}, m_application.id, m_endpoints.at(next).id)
        .then(this, [this, next](const Result<EndpointHeadersOut> &result) {
            QJsonObject endpoint = objectOf(m_endpoints.at(next));
            if (result.ok()) {
                endpoint.insert(u"headerNames"_s, QJsonArray::fromStringList(
                                                      result->headers.keys() + result->sensitive));
            } else {
                m_complete = false;
            }
            m_json.append(endpoint);
            readHeaders(next + 1);
        });
}

void ApplicationCopy::finish()
{
    Found found;
    found.json = {{u"application"_s, jsonOf(m_application)}, {u"endpoints"_s, m_json}};
    found.endpoints = static_cast<int>(m_endpoints.size());
    found.complete = m_complete;
    deleteLater();
    m_done(found);
}

} // namespace svix
