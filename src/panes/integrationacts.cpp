// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/integrationacts.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "core/settings.h"
#include "dialogs/integrationdialog.h"
#include "dialogs/integrationkeydialog.h"
#include "panes/dialogact.h"

namespace svix {

IntegrationActs::IntegrationActs(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
{
}

IntegrationActs::~IntegrationActs() = default;

bool IntegrationActs::raised()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
    }
    return m_dialog;
}

void IntegrationActs::adopt(ConsoleDialog *dialog)
{
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(m_context.session.profile().name,
                          m_context.session.profile().connectionClass);
}

void IntegrationActs::create(const QString &appId)
{
    if (raised()) {
        return;
    }
    auto *dialog = new IntegrationDialog(m_pane->window());
    adopt(dialog);
    dialog->setApplication(m_context.session.applicationName());
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The integration was not created."));
    connect(dialog, &IntegrationDialog::saveRequested, act,
            [this, act, appId](const IntegrationIn &body) {
                act->run<op::createIntegration>(
                    {},
                    [this](const IntegrationOut &made) {
                        Q_EMIT saved(made, true);
                        Q_EMIT notice({Tone::Ok,
                                       tr("Integration created"),
                                       tr("The service needs the key of %1; rotating it shows "
                                          "it.")
                                           .arg(made.name),
                                       {},
                                       {}});
                    },
                    appId, body);
            });
    dialog->open();
}

void IntegrationActs::edit(const QString &appId, const IntegrationOut &integration)
{
    if (raised()) {
        return;
    }
    auto *dialog = new IntegrationDialog(m_pane->window());
    adopt(dialog);
    dialog->setIntegration(integration);
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The integration was not saved."));
    connect(dialog, &IntegrationDialog::saveRequested, act,
            [this, act, appId, id = integration.id](const IntegrationIn &body) {
                act->run<op::updateIntegration>(
                    {},
                    [this](const IntegrationOut &now) {
                        Q_EMIT saved(now, false);
                        Q_EMIT notice({Tone::Ok, tr("Integration saved"), now.name, {}, {}});
                    },
                    appId, id, body);
            });
    dialog->open();
}

void IntegrationActs::showKey(const QString &appId, const IntegrationOut &integration)
{
    if (raised()) {
        return;
    }
    auto *dialog = new IntegrationKeyDialog(m_pane->window());
    adopt(dialog);
    dialog->setIntegration(integration.name, m_context.session.applicationName());
    const int seconds = m_context.settings.preferences().clipboardSeconds;
    dialog->setClipboardSeconds(seconds);
    dialog->setReasons(m_context.runner.reasonAgainst(op::getIntegrationKey),
                       m_context.runner.reasonAgainst(op::rotateIntegrationKey));
    connect(dialog, &IntegrationKeyDialog::copyRequested, this,
            [this, seconds](const QString &key) {
                // Without an end it is a day: nobody wants a key there for ever.
                m_clipboard.copySecret(key, seconds > 0 ? seconds : 24 * 3600);
            });
    connect(dialog, &IntegrationKeyDialog::readRequested, this,
            [this, dialog, appId, id = integration.id] { readKey(dialog, appId, id); });
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The key was not rotated."));
    act->keepOpen();
    connect(dialog, &IntegrationKeyDialog::rotateRequested, act,
            [act, dialog = QPointer(dialog), appId, integration] {
                ConfirmationRequest confirm;
                confirm.title = tr("Rotate the key of %1").arg(integration.name);
                confirm.consequence =
                    tr("The key of now stops working at once, and cannot be brought back. The "
                       "service needs the new one.");
                confirm.verb = tr("Rotate key");
                confirm.typedName = integration.name;
                act->run<op::rotateIntegrationKey>(
                    confirm,
                    [dialog](const IntegrationKeyOut &answer) {
                        if (dialog) {
                            dialog->setKey(answer.key, true);
                        }
                    },
                    appId, integration.id);
            });
    dialog->open();
}

void IntegrationActs::readKey(IntegrationKeyDialog *dialog, const QString &appId, const QString &id)
{
    ApiClient *client = m_context.session.client();
    if (!client) {
        return;
    }
    dialog->clearMessage();
    dialog->setBusy(true);
    CallOptions options;
    options.owner = dialog;
    auto *cancel = new CancelSource(dialog);
    options.cancel = cancel;
    connect(dialog, &ConsoleDialog::cancelRequested, cancel, &CancelSource::cancel);
    client->get<op::getIntegrationKey>(options, appId, id)
        .then(dialog, [dialog, cancel](const Result<IntegrationKeyOut> &result) {
            cancel->deleteLater();
            dialog->setBusy(false);
            if (result.ok()) {
                dialog->setKey(result->key, false);
                return;
            }
            if (result.error().kind == ErrorKind::Canceled) {
                return;
            }
            const ErrorWords words =
                ErrorReporter::describe(result.error(), tr("The key was not read."));
            dialog->showMessage(Tone::Bad, words.text, words.title, words.details);
        });
}

void IntegrationActs::remove(const QString &appId, const IntegrationOut &integration)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Delete integration %1").arg(integration.name);
    confirm.consequence =
        tr("The service can no longer make or change endpoints. Its key cannot be brought back; "
           "the endpoints that it made stay.");
    confirm.verb = tr("Delete integration");
    confirm.typedName = integration.name;
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The integration was not deleted."));
    if (!act->keepCopy(QStringLiteral("integration"), integration.name,
                       writeJson(integration, Dialect()))) {
        return;
    }
    act->onError([this, integration](const Error &error) {
        if (error.kind != ErrorKind::NotFound) {
            return false;
        }
        Q_EMIT removed(integration.id);
        Q_EMIT notice({Tone::Info,
                       tr("It was gone already"),
                       tr("Somebody else has deleted %1.").arg(integration.name),
                       {},
                       {}});
        return true;
    });
    act->run<op::deleteIntegration>(
        confirm,
        [this, integration](const Nothing &) {
            Q_EMIT removed(integration.id);
            Q_EMIT notice({Tone::Ok, tr("Integration deleted"), integration.name, {}, {}});
        },
        appId, integration.id);
}

} // namespace svix
