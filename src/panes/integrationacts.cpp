// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/integrationacts.h"

#include "api/apiclient.h"
#include "core/settings.h"
#include "dialogs/integrationdialog.h"
#include "dialogs/integrationkeydialog.h"
#include "panes/dialogact.h"
#include "panes/editmerge.h"
#include "panes/undo.h"
#include "widgets/forms/clipboard.h"

#include <memory>

namespace svix {

namespace {

const QString integrationTopic = QStringLiteral("integrations"); // of the notices

IntegrationIn bodyOf(const IntegrationOut &integration)
{
    return {integration.name, integration.featureFlags, integration.unknown};
}

bool isSame(const IntegrationIn &a, const IntegrationIn &b)
{
    return a.name == b.name && a.featureFlags == b.featureFlags;
}

} // namespace

IntegrationActs::IntegrationActs(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_undo(new Undo(context, pane, QStringLiteral("undoIntegration"), integrationTopic))
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
                    [this, appId](const IntegrationOut &made) {
                        Q_EMIT saved(appId, made, true);
                        Q_EMIT notice({Tone::Ok,
                                       tr("Integration created"),
                                       tr("The service needs the key of %1; rotating it shows "
                                          "it.")
                                           .arg(made.name),
                                       {},
                                       {undoOfCreate(appId, made)},
                                       integrationTopic});
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
    const auto form = std::make_shared<IntegrationForm>(bodyOf(integration));
    connect(dialog, &ConsoleDialog::theirsRequested, act, [dialog, form] {
        const auto [now, typed] = form->takeTheirs();
        dialog->rebase(now, typed);
    });
    connect(dialog, &IntegrationDialog::saveRequested, act,
            [this, act, dialog, form, appId, id = integration.id](const IntegrationIn &typed) {
                if (isSame(form->before(), typed)) {
                    dialog->accept(); // typed and taken back
                    return;
                }
                act->read<op::getIntegration>(
                    [this, act, dialog, form, appId, typed](const IntegrationOut &now) {
                        if (const auto to =
                                form->onto(*dialog, typed, bodyOf(now), act->isUnsure())) {
                            save(act, *form, appId, now, *to);
                        }
                    },
                    appId, id);
            });
    dialog->open();
}

void IntegrationActs::save(DialogAct *act, IntegrationForm &form, const QString &appId,
                           const IntegrationOut &before, const IntegrationIn &to)
{
    if (isSame(bodyOf(before), to)) {
        const bool ours = act->isUnsure() && form.overwritten();
        act->foundOut();
        act->dialog()->accept();
        Q_EMIT saved(appId, before, false);
        if (ours) {
            tellSaved(tr("Integration was saved after all"), appId, *form.overwritten(), before);
            return;
        }
        Q_EMIT notice({Tone::Info,
                       tr("Nothing was changed"),
                       tr("Somebody else has made %1 so already.").arg(before.name),
                       {},
                       {},
                       integrationTopic});
        return;
    }
    form.writesOver(before, act->isUnsure());
    act->run<op::updateIntegration>(
        {},
        [this, appId, there = *form.overwritten()](const IntegrationOut &after) {
            Q_EMIT saved(appId, after, false);
            tellSaved(tr("Integration saved"), appId, there, after);
        },
        appId, before.id, to);
}

void IntegrationActs::tellSaved(const QString &title, const QString &appId,
                                const IntegrationOut &before, const IntegrationOut &after)
{
    Q_EMIT notice(
        {Tone::Ok, title, after.name, {}, {undoOfEdit(appId, before, after)}, integrationTopic});
}

UndoWords IntegrationActs::undoWords(const IntegrationOut &integration)
{
    return {tr("The change was not undone."),
            tr("Somebody has changed %1 meanwhile. It is as they left it.").arg(integration.name),
            [this, integration] { tellGone(integration); }};
}

QAction *IntegrationActs::undoOfCreate(const QString &appId, const IntegrationOut &made)
{
    return m_undo->offer<op::getIntegration>(
        undoWords(made),
        [this, appId, made](DialogAct *, const IntegrationOut &now) {
            const bool stands = isSame(bodyOf(made), bodyOf(now));
            if (stands) {
                remove(appId, now);
            } else {
                Q_EMIT saved(appId, now, false);
            }
            return stands;
        },
        appId, made.id);
}

QAction *IntegrationActs::undoOfEdit(const QString &appId, const IntegrationOut &before,
                                     const IntegrationOut &after)
{
    return m_undo->offer<op::getIntegration>(
        undoWords(after),
        [this, appId, before, after](DialogAct *act, const IntegrationOut &now) {
            const auto back = EditMerge::merged(bodyOf(after), bodyOf(before), bodyOf(now));
            if (!back.stands) {
                Q_EMIT saved(appId, now, false);
                return false;
            }
            act->run<op::updateIntegration>(
                {},
                [this, appId](const IntegrationOut &undone) {
                    Q_EMIT saved(appId, undone, false);
                    Q_EMIT notice({Tone::Ok, tr("Undone"), undone.name, {}, {}, integrationTopic});
                },
                appId, now.id, back.wanted);
            return true;
        },
        appId, after.id);
}

void IntegrationActs::tellGone(const IntegrationOut &integration)
{
    Q_EMIT removed(integration.id);
    Q_EMIT notice({Tone::Info,
                   tr("It was gone already"),
                   tr("Somebody else has deleted %1.").arg(integration.name),
                   {},
                   {},
                   integrationTopic});
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
            [this, seconds](const QString &key) { m_context.secrets.copySecret(key, seconds); });
    auto *reading = new DialogAct(m_context, m_pane, dialog, tr("The key was not read."));
    connect(dialog, &IntegrationKeyDialog::readRequested, reading,
            [reading, dialog, appId, id = integration.id] {
                reading->read<op::getIntegrationKey>(
                    [dialog](const IntegrationKeyOut &answer) {
                        dialog->setBusy(false);
                        dialog->setKey(answer.key, false);
                    },
                    appId, id);
            });
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The key was not rotated."));
    act->onError([dialog = QPointer(dialog)](const Error &error) {
        if (dialog && error.outcome == Outcome::Unknown) {
            dialog->setKey({}, false); // the one from before may be worth nothing by now
        }
        return false;
    });
    act->keepOpen();
    connect(dialog, &IntegrationKeyDialog::rotateRequested, act,
            [this, act, dialog = QPointer(dialog), appId, integration] {
                ConfirmationRequest confirm;
                confirm.title = tr("Rotate the key of %1").arg(integration.name);
                confirm.consequence =
                    tr("The key of now stops working at once, and cannot be brought back. The "
                       "service needs the new one.");
                confirm.verb = tr("Rotate key");
                confirm.typedName = integration.name;
                act->run<op::rotateIntegrationKey>(
                    confirm,
                    [this, dialog, name = integration.name](const IntegrationKeyOut &answer) {
                        if (dialog) {
                            dialog->setKey(answer.key, true);
                            return;
                        }
                        Q_EMIT notice(
                            {Tone::Warn,
                             tr("The key of %1 was rotated").arg(name),
                             tr("Its dialog was closed before, so nobody has seen the new "
                                "one, and the one before works no more. Key… reads or "
                                "rotates it."),
                             {},
                             {}});
                    },
                    appId, integration.id);
            });
    dialog->open();
}

void IntegrationActs::remove(const QString &appId, const IntegrationOut &integration)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Delete integration %1").arg(integration.name);
    confirm.consequence =
        tr("The service can no longer make or change endpoints. Its key cannot be brought back; "
           "the endpoints that it made stay. Everything else is kept as a copy on this computer.");
    confirm.verb = tr("Delete integration");
    confirm.typedName = integration.name;
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The integration was not deleted."));
    act->keepCopy(QStringLiteral("integration"), integration.name,
                  writeJson(integration, Dialect()));
    act->onError([this, integration](const Error &error) {
        if (error.kind != ErrorKind::NotFound) {
            return false;
        }
        tellGone(integration);
        return true;
    });
    act->run<op::deleteIntegration>(
        confirm,
        [this, integration](const Nothing &) {
            Q_EMIT removed(integration.id);
            Q_EMIT notice({Tone::Ok,
                           tr("Integration deleted"),
                           integration.name,
                           {},
                           {},
                           integrationTopic,
                           true});
        },
        appId, integration.id);
}

} // namespace svix
