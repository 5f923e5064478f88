// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointheaders.h"

#include "api/apiclient.h"
#include "panes/factlist.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

namespace svix {

EndpointHeaders::EndpointHeaders(Session &session, QWidget *parent)
    : EndpointPart(session, parent)
{
    note()->setObjectName(QStringLiteral("headersNote"));
}

void EndpointHeaders::empty()
{
    note()->setText(tr("Sent with every message."));
}

void EndpointHeaders::ask(ApiClient &client, const CallOptions &options, const QString &appId,
                          const QString &endpointId)
{
    answered(client.get<op::getEndpointHeaders>(options, appId, endpointId),
             tr("The headers could not be loaded. F5 tries again."),
             [this](const EndpointHeadersOut &headers) {
                 QList<Fact> all;
                 for (auto it = headers.headers.cbegin(); it != headers.headers.cend(); ++it) {
                     all.append({visibleText(it.key()), it.value(), true, {}});
                 }
                 QStringList hidden = headers.sensitive;
                 hidden.sort(Qt::CaseInsensitive);
                 for (const QString &name : std::as_const(hidden)) {
                     all.append({visibleText(name), tr("kept, hidden"), false,
                                 tr("The server keeps the value and shows it to nobody.")});
                 }
                 showFacts(all);
                 note()->setText(all.isEmpty()
                                     ? tr("No headers yet. Svix sends its own with every message.")
                                     : tr("Sent with every message."));
             });
}

} // namespace svix
