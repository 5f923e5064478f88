// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/confirmation.h"
#include "app/session.h"
#include "panes/composerflow.h"

#include <QLocale>

#include <algorithm>

// Who gets the message, said before it is sent where the guard asks.

namespace svix {

namespace {

constexpr int endpointsAPage = 250;
constexpr qsizetype mostEndpoints = 2000; // more are not counted before a message is sent
constexpr qsizetype mostNamed = 6;

/// As servers choose: an endpoint with channels takes what is sent to one of them, one without
/// takes all.
bool takes(const EndpointOut &endpoint, const DraftContent &draft)
{
    if (endpoint.disabled ||
        (endpoint.eventTypes && !endpoint.eventTypes->contains(draft.eventType))) {
        return false;
    }
    return !endpoint.channels ||
           std::any_of(endpoint.channels->cbegin(), endpoint.channels->cend(),
                       [&](const QString &name) { return draft.channels.contains(name); });
}

} // namespace

void ComposerFlow::readEndpoints(const Target &target, const DraftContent &draft,
                                 const QList<EndpointOut> &known,
                                 const std::optional<QString> &iterator)
{
    ListEndpointsQuery query;
    query.limit = endpointsAPage;
    query.iterator = iterator;
    auto *cancel = new CancelSource(this);
    connect(m_dialog.data(), &ConsoleDialog::cancelRequested, cancel, &CancelSource::cancel);
    CallOptions options;
    options.owner = this;
    options.cancel = cancel;
    m_context.session.client()
        ->get<op::listEndpoints>(options, target.appId, query)
        .then(this, [this, cancel, target, draft, known,
                     dialog = m_dialog](const Result<Page<EndpointOut>> &result) {
            cancel->deleteLater();
            if (!dialog || dialog != m_dialog) {
                return; // closed meanwhile: nothing was sent
            }
            if (!result.ok() && result.error().kind == ErrorKind::Canceled) {
                backToDialog(target, draft);
                return;
            }
            if (!isSameConnection()) {
                post(target, draft, false); // is refused, and says why
                return;
            }
            if (!result.ok()) {
                ask(target, draft, std::nullopt);
                return;
            }
            const QList<EndpointOut> all = known + result->data;
            const bool more = !result->done && !result->data.isEmpty() && result->iterator;
            if (more && all.size() < mostEndpoints) {
                readEndpoints(target, draft, all, result->iterator);
            } else {
                ask(target, draft, more ? std::nullopt : std::optional(all));
            }
        });
}

QString ComposerFlow::consequence(const DraftContent &draft,
                                  const std::optional<QList<EndpointOut>> &endpoints) const
{
    const QString name = m_context.session.applicationName();
    if (!endpoints) {
        return draft.channels.isEmpty()
                   ? tr("It goes to every endpoint of %1 that takes this event type. How many that "
                        "are could not be found out.")
                         .arg(name)
                   : tr("It goes to every endpoint of %1 that takes this event type and one of "
                        "these channels. How many that are could not be found out.")
                         .arg(name);
    }
    QStringList urls;
    for (const EndpointOut &endpoint : *endpoints) {
        if (takes(endpoint, draft)) {
            urls.append(endpoint.url);
        }
    }
    const int total = static_cast<int>(endpoints->size());
    if (urls.isEmpty()) {
        return tr("It goes to none of the %n endpoint(s) of %1: the server keeps it and delivers "
                  "nothing.",
                  nullptr, total)
            .arg(name);
    }
    QString text = tr("It goes to %1 of %n endpoint(s) of %2:", nullptr, total)
                       .arg(QLocale().toString(urls.size()), name);
    for (const QString &url : urls.first(std::min(urls.size(), mostNamed))) {
        text += u'\n' + url;
    }
    if (urls.size() > mostNamed) {
        text += u'\n' + tr("and %1 more").arg(QLocale().toString(urls.size() - mostNamed));
    }
    return text;
}

void ComposerFlow::ask(const Target &target, const DraftContent &draft,
                       const std::optional<QList<EndpointOut>> &endpoints)
{
    const Profile &profile = m_context.session.profile();
    ConfirmationRequest request;
    request.title = tr("Send %1 to %2").arg(draft.eventType, m_context.session.applicationName());
    request.consequence = consequence(draft, endpoints);
    request.verb = tr("Send message");
    request.connection = profile.name;
    request.connectionClass = profile.connectionClass;
    // Nothing is under way while the question stands.
    m_dialog->setBusy(false);
    m_context.confirm.ask(request,
                          [self = QPointer(this), dialog = m_dialog, target, draft](bool yes) {
                              if (!self || !dialog || dialog != self->m_dialog) {
                                  return;
                              }
                              if (yes) {
                                  dialog->setBusy(true);
                                  self->post(target, draft, true);
                              } else {
                                  self->backToDialog(target, draft);
                              }
                          });
}

} // namespace svix
