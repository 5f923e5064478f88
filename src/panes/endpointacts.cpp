// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointacts.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/dialogact.h"
#include "panes/endpointchange.h"
#include "panes/endpointdetail.h"
#include "panes/eventtypenames.h"

namespace svix {

namespace {
constexpr int applicationsOffered = 250; // the id or uid of any other can be typed
} // namespace

EndpointActs::EndpointActs(const PaneContext &context, EventTypeNames &eventTypes, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_eventTypes(eventTypes)
    , m_pane(pane)
{
    // What can be undone was done on the connection of before.
    connect(&context.session, &Session::clientChanged, this, [this] { delete m_undo; });
}

QString EndpointActs::reasonAgainstChanging() const
{
    const QString reason = m_context.runner.reasonAgainst(op::patchEndpoint);
    return reason.isEmpty() ? reason : m_context.runner.reasonAgainst(op::updateEndpoint);
}

void EndpointActs::create(const QString &appId)
{
    EndpointIn fresh;
    if (m_context.session.capabilities().kind != ServerKind::Cloud) {
        fresh.version = 1; // old servers want one
    }
    open(EndpointDialog::Purpose::Create, appId, fresh);
}

void EndpointActs::duplicate(const QString &appId, const EndpointOut &endpoint)
{
    EndpointIn copy = inputOf(endpoint);
    copy.uid.reset(); // taken in this application
    if (open(EndpointDialog::Purpose::Duplicate, appId, copy)) {
        offerApplications();
    }
}

void EndpointActs::edit(const QString &appId, const EndpointOut &endpoint)
{
    EndpointDialog *dialog = open(EndpointDialog::Purpose::Edit, appId, inputOf(endpoint));
    if (!dialog) {
        return;
    }
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The endpoint was not saved."));
    connect(dialog, &EndpointDialog::saveRequested, act,
            [this, act, dialog, target = Target{appId, endpoint.id},
             endpoint](const EndpointIn &wanted) {
                const EndpointPatch patch = patchOf(endpoint, wanted);
                if (isEmpty(patch)) {
                    dialog->accept(); // typed and taken back
                    return;
                }
                change(act, target, patch,
                       [this, target, endpoint, patch](const EndpointOut &after) {
                           tellChanged(target, endpoint, patch, after, tr("Endpoint saved"));
                       });
            });
}

EndpointDialog *EndpointActs::open(EndpointDialog::Purpose purpose, const QString &appId,
                                   const EndpointIn &endpoint)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return nullptr;
    }
    const Session &session = m_context.session;
    const bool cloud = session.capabilities().kind == ServerKind::Cloud;
    auto *dialog = new EndpointDialog(purpose, m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(session.profile().name, session.profile().connectionClass);
    dialog->setLimits({cloud, endpoint.version.has_value()});
    dialog->setApplication(
        {appId, session.applicationName(),
         session.application() ? session.application()->uid.value_or(QString()) : QString()});
    const auto fill = [this, dialog] { dialog->setEventTypes(m_eventTypes.choices()); };
    fill();
    connect(&m_eventTypes, &EventTypeNames::changed, dialog, fill);
    dialog->setEndpoint(endpoint);
    connect(dialog, &EndpointDialog::openExistingRequested, this,
            [this, dialog](const QString &uid, const QString &application) {
                dialog->reject();
                Q_EMIT m_pane->placeRequested({Section::Endpoints, application, uid, {}, {}});
            });
    if (purpose != EndpointDialog::Purpose::Edit) {
        auto *act = new DialogAct(m_context, m_pane, dialog, tr("The endpoint was not created."));
        connect(dialog, &EndpointDialog::saveRequested, act,
                [this, act](const EndpointIn &wanted, const QString &application) {
                    add(act, wanted, application);
                });
    }
    dialog->open();
    return dialog;
}

void EndpointActs::offerApplications()
{
    if (!m_context.session.capabilities().offers(op::listApplications)) {
        return;
    }
    ListApplicationsQuery query;
    query.limit = applicationsOffered;
    CallOptions options;
    options.owner = this;
    m_context.session.client()
        ->get<op::listApplications>(options, query)
        .then(this, [dialog = m_dialog](const Result<Page<ApplicationOut>> &page) {
            if (!dialog || !page.ok()) {
                return; // an id can be typed all the same
            }
            QList<ApplicationChoice> choices;
            for (const ApplicationOut &application : page->data) {
                choices.append(
                    {application.id, application.name, application.uid.value_or(QString())});
            }
            dialog->setApplications(choices);
        });
}

void EndpointActs::add(DialogAct *act, const EndpointIn &endpoint, const QString &application)
{
    act->onError([dialog = m_dialog, uid = endpoint.uid](const Error &error) {
        const bool taken = error.kind == ErrorKind::Conflict && uid && dialog;
        if (taken) {
            dialog->showTaken(*uid);
        }
        return taken;
    });
    act->run<op::createEndpoint>(
        ConfirmationRequest(),
        [this, application](const EndpointOut &made) {
            const QString title = tr("Endpoint created");
            const QString name = EndpointDetail::nameOf(made);
            if (application == m_context.session.applicationId()) {
                Q_EMIT m_pane->notice({Tone::Ok, title, name, {}, {}});
                Q_EMIT created(made);
                return;
            }
            auto *show = new QAction(tr("Show"), this);
            show->setObjectName(QStringLiteral("showCreated"));
            connect(show, &QAction::triggered, this, [this, application, id = made.id] {
                Q_EMIT m_pane->placeRequested({Section::Endpoints, application, id, {}, {}});
            });
            connect(&m_context.session, &Session::clientChanged, show, &QObject::deleteLater);
            Q_EMIT m_pane->notice(
                {Tone::Ok, title, tr("%1, in another application.").arg(name), {}, {show}});
        },
        application, endpoint);
}

void EndpointActs::setDisabled(const QString &appId, const EndpointOut &endpoint, bool disabled)
{
    const QString notDone =
        disabled ? tr("The endpoint was not disabled.") : tr("The endpoint was not enabled.");
    if (m_switching.contains(endpoint.id)) {
        return; // a double click is one
    }
    m_switching.insert(endpoint.id);
    EndpointPatch patch;
    patch.disabled = disabled;
    const Target target{appId, endpoint.id};
    auto *act = new DialogAct(m_context, m_pane, nullptr, notDone);
    connect(act, &QObject::destroyed, this, [this, id = endpoint.id] { m_switching.remove(id); });
    change(act, target, patch, [this, target, endpoint, patch, disabled](const EndpointOut &after) {
        tellChanged(target, endpoint, patch, after,
                    disabled ? tr("Endpoint disabled") : tr("Endpoint enabled"));
    });
}

void EndpointActs::change(DialogAct *act, const Target &target, const EndpointPatch &patch,
                          const Done &done)
{
    if (!m_context.runner.reasonAgainst(op::patchEndpoint).isEmpty() &&
        m_context.runner.reasonAgainst(op::updateEndpoint).isEmpty()) {
        replace(act, target, patch, done);
        return;
    }
    // The dialog of the act, if any: another one may be open.
    auto *dialog = qobject_cast<EndpointDialog *>(act->dialog());
    act->onError([this, act, dialog = QPointer(dialog), target, patch, done](const Error &error) {
        if (error.kind == ErrorKind::Conflict && dialog && patch.uid.hasValue()) {
            dialog->showTaken(patch.uid.value());
            return true;
        }
        if (error.kind == ErrorKind::NotOffered && error.operation == op::patchEndpoint.name() &&
            error.status != 0) {
            replace(act, target, patch, done); // older than its PATCH
            return true;
        }
        return false;
    });
    act->run<op::patchEndpoint>(ConfirmationRequest(), done, target.app, target.id, patch);
}

void EndpointActs::replace(DialogAct *act, const Target &target, const EndpointPatch &patch,
                           const Done &done)
{
    act->read<op::getEndpoint>(
        [act, target, patch, done](const EndpointOut &now) {
            auto *dialog = qobject_cast<EndpointDialog *>(act->dialog());
            act->onError([dialog = QPointer(dialog), uid = patch.uid](const Error &error) {
                const bool taken = error.kind == ErrorKind::Conflict && dialog && uid.hasValue();
                if (taken) {
                    dialog->showTaken(uid.value());
                }
                return taken;
            });
            act->run<op::updateEndpoint>(ConfirmationRequest(), done, target.app, target.id,
                                         replacementOf(now, patch));
        },
        target.app, target.id);
}

void EndpointActs::tellChanged(const Target &target, const EndpointOut &before,
                               const EndpointPatch &patch, const EndpointOut &after,
                               const QString &what)
{
    Q_EMIT changed(after);
    // As the server has written it.
    const EndpointPatch done = inverseOf(after, patch);
    Q_EMIT m_pane->notice({Tone::Ok,
                           what,
                           EndpointDetail::nameOf(after),
                           {},
                           {undoOf(target, done, inverseOf(before, patch))},
                           QStringLiteral("endpointChanged")});
}

QAction *EndpointActs::undoOf(const Target &target, const EndpointPatch &done,
                              const EndpointPatch &back)
{
    delete m_undo;
    m_undo = new QAction(tr("Undo"), this);
    m_undo->setObjectName(QStringLiteral("undoEndpointChange"));
    connect(m_undo, &QAction::triggered, this, [this, target, done, back] {
        m_undo->deleteLater(); // once
        undo(target, done, back);
    });
    return m_undo;
}

void EndpointActs::undo(const Target &target, const EndpointPatch &done, const EndpointPatch &back)
{
    const QString notDone = tr("The change was not undone.");
    auto *act = new DialogAct(m_context, m_pane, nullptr, notDone);
    act->read<op::getEndpoint>(
        [this, act, target, done, back, notDone](const EndpointOut &now) {
            if (!holds(now, done)) {
                Q_EMIT changed(now);
                Q_EMIT m_pane->notice(
                    {Tone::Warn,
                     notDone,
                     tr("Somebody has changed the endpoint meanwhile. It is as they left it."),
                     {},
                     {}});
                return;
            }
            change(act, target, back, [this](const EndpointOut &after) {
                Q_EMIT changed(after);
                Q_EMIT m_pane->notice(
                    {Tone::Ok, tr("Undone"), EndpointDetail::nameOf(after), {}, {}});
            });
        },
        target.app, target.id);
}

} // namespace svix
