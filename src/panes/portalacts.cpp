// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/portalacts.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "app/typedname.h"
#include "core/settings.h"
#include "dialogs/portalaccessdialog.h"
#include "panes/dialogact.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
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
    dialog->setApplication(application.name);
    const Capabilities &server = m_context.session.capabilities();
    if (server.kind != ServerKind::Cloud) {
        dialog->setLimitedBecause(
            tr("This server would leave it out without a word: %1.").arg(server.server));
    }
    dialog->setExpireAll(m_context.runner.reasonAgainst(op::expireAll));
    connect(dialog, &PortalAccessDialog::copyRequested, this, [this](const QString &secret) {
        // 0 is "never": then nothing clears it.
        if (const int seconds = m_context.settings.preferences().clipboardSeconds) {
            m_clipboard.copySecret(secret, seconds);
        } else {
            QGuiApplication::clipboard()->setText(secret);
        }
    });
    connect(dialog, &PortalAccessDialog::openRequested, this, [](const QString &url) {
        if (isSafeToOpen(QUrl(url))) {
            QDesktopServices::openUrl(QUrl(url));
        }
    });
    connect(dialog, &PortalAccessDialog::expireAllRequested, this,
            [this, application] { expireAll(application); });
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
            [act, application, dialog = QPointer(dialog)](const AppPortalAccessIn &in) {
                ConfirmationRequest confirm;
                confirm.title = tr("Make a portal link of %1").arg(application.name);
                confirm.verb = tr("Make link");
                act->run<op::getAppPortalAccess>(
                    confirm,
                    [dialog](const PortalAccessOut &access) {
                        if (dialog) {
                            dialog->showAccess(access);
                        }
                    },
                    application.id, in);
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
            [act, application, dialog = QPointer(dialog)](const AppPortalAccessIn &) {
                ConfirmationRequest confirm;
                confirm.title = tr("Make a portal link of %1").arg(application.name);
                confirm.verb = tr("Make link");
                act->run<op::getDashboardAccess>(
                    confirm,
                    [dialog](const PortalAccessOut &access) {
                        if (dialog) {
                            dialog->showAccess(access);
                        }
                    },
                    application.id);
            });
    dialog->open();
}

void PortalActs::expireAll(const ApplicationOut &application)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Expire all portal access to %1").arg(application.name);
    confirm.consequence =
        tr("Every portal link and session of this application ends now. Whoever has one open is "
           "signed out. The links cannot be brought back; new ones can be made.");
    confirm.verb = tr("Expire all access");
    confirm.typedName = typedNameOf(application.uid, application.name);
    confirm.destructive = true;
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("No portal access was ended."));
    act->run<op::expireAll>(
        confirm,
        [pane = m_pane, name = application.name](const Nothing &) {
            Q_EMIT pane->notice(
                {Tone::Ok, tr("All portal access to %1 has ended").arg(name), {}, {}, {}, {}});
        },
        application.id, ExpireAllIn());
}

} // namespace svix
