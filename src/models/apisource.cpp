// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/apisource.h"

#include "api/apiclient.h"
#include "models/pagedmodelbase.h"

namespace svix {

ApiSource::ApiSource() = default;
ApiSource::~ApiSource() = default;

void ApiSource::set(ApiClient *client, const QStringList &ids)
{
    m_client = client;
    m_ids = ids;
}

bool ApiSource::is(const ApiClient *client, const QStringList &ids) const
{
    return client == m_client.data() && ids == m_ids;
}

ApiClient *ApiSource::client() const
{
    return m_client.data();
}

Dialect ApiSource::dialect() const
{
    return m_client ? m_client->dialect() : Dialect();
}

CallOptions pageOptions(QObject *model, const PageRequest &request)
{
    CallOptions options;
    options.owner = model;
    options.cancel = request.cancel;
    options.priority = request.walks ? Priority::Bulk : Priority::Interactive;
    return options;
}

} // namespace svix
