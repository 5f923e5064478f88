// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/transformationflow.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/dialogact.h"
#include "panes/eventtypenames.h"
#include "panes/undo.h"

namespace svix {

namespace {

const QString transformationTopic = QStringLiteral("transformation"); // of the notices

/// What the server has after a patch.
EndpointTransformationOut patched(EndpointTransformationOut now,
                                  const EndpointTransformationPatch &patch)
{
    if (!patch.code.isAbsent()) {
        now.code = patch.code.hasValue() ? std::optional(patch.code.value()) : std::nullopt;
    }
    if (patch.enabled.hasValue()) {
        now.enabled = patch.enabled.value();
    }
    if (patch.variables.hasValue()) {
        now.variables = patch.variables.value();
    }
    return now;
}

/// What takes `patch` back.
EndpointTransformationPatch inverse(const EndpointTransformationPatch &patch,
                                    const EndpointTransformationOut &before)
{
    EndpointTransformationPatch back;
    if (!patch.code.isAbsent()) {
        back.code = Patchable<QString>::fromOptional(before.code);
    }
    if (!patch.enabled.isAbsent()) {
        back.enabled = before.enabled;
    }
    if (!patch.variables.isAbsent()) {
        back.variables = before.variables.value_or(QMap<QString, QString>());
    }
    return back;
}

bool isSame(const EndpointTransformationOut &one, const EndpointTransformationOut &other)
{
    const QMap<QString, QString> none;
    return one.code == other.code && one.enabled == other.enabled &&
           one.variables.value_or(none) == other.variables.value_or(none);
}

} // namespace

TransformationFlow::TransformationFlow(const PaneContext &context, EventTypeNames &eventTypes,
                                       Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_eventTypes(eventTypes)
    , m_pane(pane)
    , m_undo(new Undo(context, pane, QStringLiteral("undoTransformation"), transformationTopic))
{
}

QString TransformationFlow::reason() const
{
    return m_context.runner.reasonAgainst(op::getEndpointTransformation);
}

ApiClient *TransformationFlow::client() const
{
    const Session &session = m_context.session;
    return session.isStill(m_chosenOn) ? session.client() : nullptr;
}

void TransformationFlow::start(const QString &appId, const EndpointOut &endpoint)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const Target target{appId, endpoint.id, endpoint.url};
    const Profile &profile = m_context.session.profile();
    auto *dialog = new TransformationDialog(m_pane->window());
    m_dialog = dialog;
    m_chosenOn = m_context.session.generation();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(profile.name, profile.connectionClass);
    dialog->setEndpoint(endpoint.url);
    dialog->setSaveReason(m_context.runner.reasonAgainst(op::setEndpointTransformation));
    dialog->setServerRunReason(m_context.runner.reasonAgainst(op::simulateTransformation));
    connect(dialog, &TransformationDialog::eventTypeChosen, this, &TransformationFlow::askSchemas);
    connect(dialog, &TransformationDialog::messageChosen, this,
            [this, appId](const QString &id) { askMessage(appId, id); });
    connect(dialog, &TransformationDialog::runRequested, this,
            [this, target](const TransformationTest &test, RunPlace place) {
                place == RunPlace::Here ? runHere(target, test) : runOnServer(target, test);
            });
    const auto names = [this, dialog, taken = endpoint.eventTypes] {
        dialog->setEventTypes(m_eventTypes.choices(taken));
    };
    names();
    connect(&m_eventTypes, &EventTypeNames::changed, dialog, names);
    dialog->setBusy(true);
    dialog->open();
    read(target);
    askMessages(appId, endpoint.eventTypes.value_or(QStringList()));
}

void TransformationFlow::read(const Target &target)
{
    auto *cancel = new CancelSource(this);
    const QMetaObject::Connection asked =
        connect(m_dialog.data(), &ConsoleDialog::cancelRequested, cancel, &CancelSource::cancel);
    CallOptions options;
    options.owner = this;
    options.cancel = cancel;
    m_context.session.client()
        ->get<op::getEndpointTransformation>(options, target.appId, target.endpointId)
        .then(this, [this, cancel, asked, target,
                     dialog = m_dialog](const Result<EndpointTransformationOut> &result) {
            disconnect(asked);
            cancel->deleteLater();
            if (!dialog) {
                return;
            }
            dialog->setBusy(false);
            if (result.ok()) {
                fill(target, *result);
                return;
            }
            dialog->reject();
            if (result.error().kind != ErrorKind::Canceled) {
                Q_EMIT m_pane->failed(result.error(), tr("Transformation not loaded."));
            }
        });
}

void TransformationFlow::fill(const Target &target, const EndpointTransformationOut &now)
{
    m_dialog->setTransformation(now);
    auto *act = new DialogAct(m_context, m_pane, m_dialog, tr("The transformation was not saved."));
    const auto known = std::make_shared<EndpointTransformationOut>(now);
    connect(m_dialog, &TransformationDialog::saveRequested, act,
            [this, act, target, known](const EndpointTransformationPatch &patch) {
                if (act->isUnsure()) {
                    write(act, target, *known, patch); // what is there now may be this very change
                    return;
                }
                act->read<op::getEndpointTransformation>(
                    [this, act, target, known, patch](const EndpointTransformationOut &there) {
                        if (isSame(there, *known)) {
                            write(act, target, there, patch);
                            return;
                        }
                        *known = there;
                        act->dialog()->showMessage(
                            Tone::Warn,
                            (there.enabled
                                 ? tr("Somebody else has changed it meanwhile, and it is switched "
                                      "on. Press again to save what stands here over it.")
                                 : tr("Somebody else has changed it meanwhile, and it is switched "
                                      "off. Press again to save what stands here over it.")),
                            tr("Nothing was saved."), there.code.value_or(QString()));
                    },
                    target.appId, target.endpointId);
            });
}

void TransformationFlow::write(DialogAct *act, const Target &target,
                               const EndpointTransformationOut &now,
                               const EndpointTransformationPatch &patch)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Change the transformation of %1").arg(target.url);
    const bool live = patched(now, patch).enabled;
    confirm.consequence =
        live ? tr("Each message to this endpoint goes through it from the moment it is saved.")
             : tr("It is switched off: messages to this endpoint go as they are.");
    confirm.onProduction = live || now.enabled;
    confirm.verb = tr("Save transformation");
    act->run<op::setEndpointTransformation>(
        confirm, [this, target, now, patch](const Nothing &) { saved(target, now, patch); },
        target.appId, target.endpointId, patch);
}

void TransformationFlow::saved(const Target &target, const EndpointTransformationOut &before,
                               const EndpointTransformationPatch &patch)
{
    const EndpointTransformationOut after = patched(before, patch);
    Q_EMIT changed();
    Q_EMIT m_pane->notice(
        {Tone::Ok,
         tr("Transformation saved"),
         after.enabled ? tr("Each message to %1 goes through it from now on.").arg(target.url)
                       : tr("It is switched off: messages to %1 go as they are.").arg(target.url),
         {},
         {undoOf(target, after, inverse(patch, before))},
         transformationTopic});
}

QAction *TransformationFlow::undoOf(const Target &target, const EndpointTransformationOut &done,
                                    const EndpointTransformationPatch &back)
{
    return m_undo->offer<op::getEndpointTransformation>(
        {tr("Not undone"),
         tr("The transformation of %1 was changed meanwhile. Nothing was changed now.")
             .arg(target.url)},
        [this, target, done, back](DialogAct *act, const EndpointTransformationOut &now) {
            if (!isSame(now, done)) {
                return false;
            }
            act->run<op::setEndpointTransformation>(
                {},
                [this, target](const Nothing &) {
                    Q_EMIT changed();
                    Q_EMIT m_pane->notice(
                        {Tone::Ok,
                         tr("Undone"),
                         tr("The transformation of %1 is as it was before.").arg(target.url),
                         {},
                         {},
                         transformationTopic});
                },
                target.appId, target.endpointId, back);
            return true;
        },
        target.appId, target.endpointId);
}

} // namespace svix
