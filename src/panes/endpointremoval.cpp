// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of EndpointActs that deletes.

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/dialogact.h"
#include "panes/endpointacts.h"
#include "panes/endpointchange.h"
#include "panes/endpointdetail.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace svix {

void EndpointActs::remove(const QString &appId, const EndpointOut &endpoint)
{
    if (m_removing) {
        return; // a held key asks once
    }
    m_removing = true;
    // Read for the copy; who may not read them may delete all the same.
    CallOptions options;
    options.owner = this;
    const quint64 chosenOn = m_context.session.generation();
    m_context.session.client()
        ->get<op::getEndpointHeaders>(options, appId, endpoint.id)
        .then(this, [this, appId, endpoint, chosenOn](const Result<EndpointHeadersOut> &headers) {
            m_removing = false;
            if (chosenOn == m_context.session.generation()) {
                askToRemove(appId, endpoint, headers.ok() ? std::optional(*headers) : std::nullopt);
            }
        });
}

QString EndpointActs::consequenceOfRemoving(const EndpointOut &endpoint) const
{
    const QString name = m_context.session.applicationName();
    const QStringList types = endpoint.eventTypes.value_or(QStringList());
    QString text;
    if (types.isEmpty()) {
        text = tr("%1 stops receiving all messages here.").arg(name);
    } else if (types.size() == 1) {
        text = tr("%1 stops receiving %2 here.").arg(name, types.first());
    } else {
        text = tr("%1 stops receiving %2 and %n other type(s) here.", nullptr,
                  static_cast<int>(types.size()) - 1)
                   .arg(name, types.first());
    }
    return text + u' ' +
           tr("Its signing secret and the values of its headers cannot be brought back; everything "
              "else is kept as a copy on this computer.");
}

void EndpointActs::askToRemove(const QString &appId, const EndpointOut &endpoint,
                               const std::optional<EndpointHeadersOut> &headers)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Delete endpoint %1").arg(endpoint.url);
    confirm.consequence = consequenceOfRemoving(endpoint);
    confirm.verb = tr("Delete endpoint");
    confirm.typedName = typedNameOf(endpoint);
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The endpoint was not deleted."));
    QJsonObject copy = QJsonDocument::fromJson(writeJson(endpoint, Dialect())).object();
    copy.insert(u"application"_s, appId);
    if (headers) {
        // Names only: a value may be as secret as a token.
        copy.insert(u"headerNames"_s,
                    QJsonArray::fromStringList(headers->headers.keys() + headers->sensitive));
    }
    if (!act->keepCopy(u"endpoint"_s, endpoint.url, QJsonDocument(copy).toJson())) {
        return;
    }
    act->onError([this, endpoint](const Error &error) {
        if (error.kind != ErrorKind::NotFound) {
            return false;
        }
        Q_EMIT m_pane->notice({Tone::Info,
                               tr("The endpoint was gone already"),
                               EndpointDetail::nameOf(endpoint),
                               {},
                               {}});
        Q_EMIT removed(endpoint.id);
        m_pane->refresh(); // what else has changed?
        return true;
    });
    act->run<op::deleteEndpoint>(
        confirm,
        [this, endpoint](const Nothing &) {
            Q_EMIT m_pane->notice(
                {Tone::Ok, tr("Endpoint deleted"), EndpointDetail::nameOf(endpoint), {}, {}});
            Q_EMIT removed(endpoint.id);
        },
        appId, endpoint.id);
}

} // namespace svix
