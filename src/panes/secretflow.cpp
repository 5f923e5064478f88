// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/secretflow.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "core/settings.h"
#include "panes/dialogact.h"
#include "panes/endpointchange.h"
#include "panes/endpointdetail.h"
#include "widgets/forms/clipboard.h"

namespace svix {

SecretFlow::SecretFlow(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
{
}

void SecretFlow::open(const QString &appId, const EndpointOut &endpoint)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const Capabilities &capabilities = m_context.session.capabilities();
    auto *dialog = new SecretDialog(m_pane->window());
    m_dialog = dialog;
    m_chosenOn = m_context.session.generation();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(m_context.session.profile().name,
                          m_context.session.profile().connectionClass);
    dialog->setEndpoint(endpoint.url);
    const bool grace = capabilities.dialect.gracePeriod;
    dialog->setGraceOffered(
        grace, grace ? QString() : tr("%1 does not let one choose.").arg(capabilities.server));
    dialog->setReason(m_context.runner.reasonAgainst(op::rotateEndpointSecret));
    const int seconds = m_context.settings.preferences().clipboardSeconds;
    dialog->setClipboardSeconds(seconds);
    connect(dialog, &SecretDialog::copyRequested, this, [this, dialog, seconds] {
        m_context.secrets.copySecret(dialog->secret(), seconds);
        dialog->showCopied();
    });
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The secret was not rotated."));
    act->keepOpen();
    act->onError([dialog = m_dialog](const Error &error) {
        if (dialog && error.outcome == Outcome::Unknown) {
            dialog->setSecret({});
            dialog->setUnread(
                tr("It may be another one by now, so the one from before is no longer "
                   "shown. Open this dialog anew to read it."));
        }
        return false;
    });
    connect(dialog, &SecretDialog::rotateRequested, act,
            [this, act, appId, endpoint](const EndpointSecretRotateIn &wanted) {
                rotate(act, appId, endpoint, wanted);
            });
    read(appId, endpoint.id);
    dialog->open();
}

void SecretFlow::read(const QString &appId, const QString &endpointId)
{
    if (m_chosenOn != m_context.session.generation()) {
        m_dialog->setSecret({});
        m_dialog->setUnread(tr("The secret was not read: another connection is open by now."));
        return;
    }
    m_dialog->setBusy(true);
    auto *cancel = new CancelSource(m_dialog);
    connect(m_dialog, &ConsoleDialog::cancelRequested, cancel, &CancelSource::cancel);
    CallOptions options;
    options.owner = this;
    options.cancel = cancel;
    m_context.session.client()
        ->get<op::getEndpointSecret>(options, appId, endpointId)
        .then(this, [dialog = m_dialog,
                     cancel = QPointer(cancel)](const Result<EndpointSecretOut> &secret) {
            if (!dialog) {
                return;
            }
            delete cancel;
            if (secret.ok()) {
                dialog->setSecret(secret->key);
            } else if (secret.error().kind == ErrorKind::Canceled) {
                dialog->setBusy(false);
                dialog->reject();
            } else {
                dialog->setSecret({});
                dialog->setUnread(
                    ErrorReporter::describe(secret.error(), tr("The secret was not read.")).text);
            }
        });
}

void SecretFlow::rotate(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                        const EndpointSecretRotateIn &wanted)
{
    constexpr int usualGrace = 24 * 3600;
    const int grace = wanted.gracePeriodSeconds.value_or(usualGrace);
    ConfirmationRequest confirm;
    confirm.title = tr("Rotate the signing secret of %1").arg(endpoint.url);
    confirm.consequence =
        grace > 0 ? tr("The old secret signs for another %1 beside the new one. A receiver that "
                       "has not got the new one by then refuses every message.")
                        .arg(SecretDialog::graceText(grace))
                  : tr("The old secret is worth nothing at once. A receiver that has not got the "
                       "new one refuses every message.");
    confirm.verb = tr("Rotate secret");
    confirm.typedName = typedNameOf(endpoint);
    act->run<op::rotateEndpointSecret>(
        confirm,
        [this, dialog = m_dialog, appId, endpoint, wanted](const Nothing &) {
            if (dialog && dialog == m_dialog) {
                dialog->showRotated(wanted);
                read(appId, endpoint.id); // the answer does not have it
                return;
            }
            Q_EMIT m_pane->notice(
                {Tone::Ok,
                 tr("The secret was rotated"),
                 tr("%1: its signing secret dialog shows the new one, for the receiver.")
                     .arg(EndpointDetail::nameOf(endpoint)),
                 {},
                 {},
                 {}});
        },
        appId, endpoint.id, wanted);
}

} // namespace svix
