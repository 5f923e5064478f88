// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/portalacts.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "app/typedname.h"
#include "core/settings.h"
#include "dialogs/expireaccessdialog.h"
#include "dialogs/portalaccessdialog.h"
#include "panes/dialogact.h"
#include "widgets/forms/clipboard.h"

#include <QDesktopServices>
#include <QUrl>

namespace svix {

PortalActs::PortalActs(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
{
}

PortalAccessDialog *PortalActs::open(const ApplicationOut &application)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return nullptr;
    }
    auto *dialog = new PortalAccessDialog(m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Profile &profile = m_context.session.profile();
    dialog->setConnection(profile.name, profile.connectionClass);
    dialog->setApplication(application);
    const Capabilities &server = m_context.session.capabilities();
    if (server.kind != ServerKind::Cloud) {
        dialog->setLimitedBecause(
            tr("This server would leave it out without a word: %1.").arg(server.server));
    }
    if (server.kind == ServerKind::OpenSource) {
        dialog->setWithoutPortal();
    }
    dialog->setExpireAll(m_context.runner.reasonAgainst(op::expireAll));
    const int seconds = m_context.settings.preferences().clipboardSeconds;
    dialog->setClipboardSeconds(seconds);
    connect(
        dialog, &PortalAccessDialog::copyRequested, this,
        [this, seconds](const QString &secret) { m_context.secrets.copySecret(secret, seconds); });
    connect(dialog, &PortalAccessDialog::openRequested, this, [](const QString &url) {
        if (isSafeToOpen(QUrl(url))) {
            QDesktopServices::openUrl(QUrl(url));
        }
    });
    connect(dialog, &PortalAccessDialog::expireAllRequested, this,
            [this, dialog, application, chosenOn = m_context.session.generation()] {
                if (chosenOn == m_context.session.generation()) {
                    expireAll(application, dialog);
                    return;
                }
                dialog->showMessage(Tone::Bad,
                                    tr("This dialog is of a connection that is no longer the one "
                                       "that is open."),
                                    tr("No portal access was ended."));
            });
    return dialog;
}

void PortalActs::access(const ApplicationOut &application)
{
    PortalAccessDialog *dialog = open(application);
    if (!dialog) {
        return;
    }
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("No link was made."));
    act->keepOpen();
    connect(dialog, &PortalAccessDialog::accessRequested, act,
            [this, act, application, dialog = QPointer(dialog)](const AppPortalAccessIn &in) {
                ConfirmationRequest confirm;
                confirm.title = tr("Make a portal link of %1").arg(application.name);
                confirm.verb = tr("Make link");
                act->run<op::getAppPortalAccess>(
                    confirm,
                    [this, dialog, application](const PortalAccessOut &access) {
                        show(dialog, application, access);
                    },
                    // With the fields of the application it goes by its uid.
                    in.application ? in.application->uid.value_or(QString()) : application.id, in);
            });
    dialog->open();
}

void PortalActs::oldAccess(const ApplicationOut &application)
{
    PortalAccessDialog *dialog = open(application);
    if (!dialog) {
        return;
    }
    dialog->setOld();
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("No link was made."));
    act->keepOpen();
    connect(dialog, &PortalAccessDialog::accessRequested, act,
            [this, act, application, dialog = QPointer(dialog)](const AppPortalAccessIn &) {
                ConfirmationRequest confirm;
                confirm.title = tr("Make a portal link of %1").arg(application.name);
                confirm.verb = tr("Make link");
                act->run<op::getDashboardAccess>(
                    confirm,
                    [this, dialog, application](const PortalAccessOut &access) {
                        show(dialog, application, access);
                    },
                    application.id);
            });
    dialog->open();
}

void PortalActs::show(PortalAccessDialog *dialog, const ApplicationOut &application,
                      const PortalAccessOut &access)
{
    if (dialog) {
        dialog->showAccess(access);
        return;
    }
    Q_EMIT m_pane->notice(
        {Tone::Info,
         tr("A portal link of %1 was made").arg(application.name),
         tr("Its dialog was closed before, so nobody has seen it. Another one can "
            "be made."),
         {},
         {},
         {}});
}

void PortalActs::expireAll(const ApplicationOut &application, QWidget *over)
{
    if (m_expiring) {
        m_expiring->raise();
        m_expiring->activateWindow();
        return;
    }
    auto *dialog = new ExpireAccessDialog(over ? over : m_pane->window());
    m_expiring = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Profile &profile = m_context.session.profile();
    dialog->setConnection(profile.name, profile.connectionClass);
    dialog->setApplication(application.name);
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("No portal access was ended."));
    connect(dialog, &ExpireAccessDialog::expireRequested, act,
            [act, pane = m_pane, dialog, application](const ExpireAllIn &in) {
                ConfirmationRequest confirm;
                confirm.title = in.sessionIds
                                    ? tr("Expire portal access to %1").arg(application.name)
                                    : tr("Expire all portal access to %1").arg(application.name);
                confirm.consequence =
                    tr("%1 The links cannot be brought back; new ones can be made.")
                        .arg(dialog->consequence());
                confirm.verb = tr("Expire access");
                confirm.typedName = typedNameOf(application.uid, application.name, application.id);
                const QString when =
                    in.expiry ? tr("Portal access to %1 is going to end").arg(application.name)
                              : tr("Portal access to %1 has ended").arg(application.name);
                act->run<op::expireAll>(
                    confirm,
                    [pane, when, what = dialog->consequence()](const Nothing &) {
                        Q_EMIT pane->notice({Tone::Ok, when, what, {}, {}, {}});
                    },
                    application.id, in);
            });
    dialog->open();
}

} // namespace svix
