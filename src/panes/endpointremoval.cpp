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

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace svix {

void EndpointActs::remove(const QString &appId, const EndpointOut &endpoint)
{
    if (m_removing) {
        return; // a held key asks once
    }
    m_removing = true;
    const quint64 chosenOn = m_context.session.generation();
    // Of now: the person may have gone to another application when the answers are here.
    const QString application = m_context.session.applicationName();
    EndpointCopy::read(
        m_context, appId, endpoint, nullptr, this,
        [this, appId, application, endpoint, chosenOn](const EndpointCopy::Found &found) {
            m_removing = false;
            if (chosenOn == m_context.session.generation()) {
                askToRemove({appId, endpoint.id}, application, endpoint, found);
            }
        });
}

QString EndpointActs::consequenceOfRemoving(const QString &name, const EndpointOut &endpoint,
                                            bool complete)
{
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
    text += u' ' + tr("Its signing secret and the values of its headers and variables cannot be "
                      "brought back.");
    if (complete) {
        return text + u' ' + tr("Everything else is kept as a copy on this computer.");
    }
    return text + u' ' +
           tr("What could be read of the rest is kept as a copy on this computer; some of it could "
              "not be read.");
}

void EndpointActs::askToRemove(const Target &target, const QString &application,
                               const EndpointOut &endpoint, const EndpointCopy::Found &found)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Delete endpoint %1").arg(endpoint.url);
    confirm.consequence = consequenceOfRemoving(application, endpoint, found.complete);
    confirm.verb = tr("Delete endpoint");
    confirm.typedName = typedNameOf(endpoint);
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The endpoint was not deleted."));
    QJsonObject copy = found.json;
    copy.insert(u"application"_s, target.app);
    act->keepCopy(u"endpoint"_s, endpoint.url, QJsonDocument(copy).toJson());
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
            Q_EMIT m_pane->notice({Tone::Ok,
                                   tr("Endpoint deleted"),
                                   EndpointDetail::nameOf(endpoint),
                                   {},
                                   {},
                                   {},
                                   true});
            Q_EMIT removed(endpoint.id);
        },
        target.app, target.id);
}

} // namespace svix
