// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointacts.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/dialogact.h"
#include "panes/editmerge.h"
#include "panes/endpointchange.h"
#include "panes/endpointdetail.h"
#include "panes/eventtypenames.h"
#include "panes/undo.h"

#include <memory>

namespace svix {

namespace {
constexpr int applicationsOffered = 250; // the id or uid of any other can be typed

/// The server is older than its PATCH, which is known only by asking.
bool isWithoutPatch(const Error &error)
{
    return error.kind == ErrorKind::NotOffered && error.status != 0 &&
           error.operation == op::patchEndpoint.name();
}

/// Whether it was that: another one has the uid already.
bool showTaken(DialogAct *act, const Error &error, const EndpointPatch &patch)
{
    auto *dialog = qobject_cast<EndpointDialog *>(act->dialog());
    const bool taken = error.kind == ErrorKind::Conflict && dialog && patch.uid.hasValue();
    if (taken) {
        dialog->showTaken(patch.uid.value());
    }
    return taken;
}
} // namespace

EndpointActs::EndpointActs(const PaneContext &context, EventTypeNames &eventTypes, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_eventTypes(eventTypes)
    , m_pane(pane)
    , m_undo(new Undo(context, pane, QStringLiteral("undoEndpointChange"),
                      QStringLiteral("endpointChanged")))
{
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
    const auto form = std::make_shared<EndpointForm>(inputOf(endpoint));
    connect(dialog, &ConsoleDialog::theirsRequested, act, [dialog, form] {
        const auto [now, typed] = form->takeTheirs();
        dialog->rebase(now, typed);
    });
    connect(
        dialog, &EndpointDialog::saveRequested, act,
        [this, act, dialog, form, target = Target{appId, endpoint.id}](const EndpointIn &typed) {
            if (isEmpty(patchOf(form->before(), typed))) {
                dialog->accept(); // typed and taken back
                return;
            }
            act->read<op::getEndpoint>(
                [this, act, dialog, form, target, typed](const EndpointOut &now) {
                    if (const auto wanted =
                            form->onto(*dialog, typed, inputOf(now), act->isUnsure())) {
                        save(act, *form, target, now, *wanted);
                    }
                },
                target.app, target.id);
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
    const Target target{appId, endpoint.id};
    auto *act = new DialogAct(m_context, m_pane, nullptr, notDone);
    connect(act, &QObject::destroyed, this, [this, id = endpoint.id] { m_switching.remove(id); });
    const auto done = [this, target, was = endpoint.disabled, disabled](const EndpointOut &after) {
        EndpointIn before = inputOf(after);
        before.disabled = was;
        tellChanged(target, before, after,
                    disabled ? tr("Endpoint disabled") : tr("Endpoint enabled"));
    };
    EndpointPatch patch;
    patch.disabled = disabled;
    const auto readFirst = [this, act, target, patch, done] {
        act->read<op::getEndpoint>(
            [this, act, target, patch, done](const EndpointOut &now) {
                replace(act, target, now, patch, done);
            },
            target.app, target.id);
    };
    if (!hasPatch()) {
        readFirst();
        return;
    }
    // Nothing else is touched by it, so that nothing needs to be read.
    act->onError([readFirst](const Error &error) {
        const bool older = isWithoutPatch(error);
        if (older) {
            readFirst();
        }
        return older;
    });
    act->run<op::patchEndpoint>(ConfirmationRequest(), done, target.app, target.id, patch);
}

bool EndpointActs::hasPatch() const
{
    return m_context.runner.reasonAgainst(op::patchEndpoint).isEmpty() ||
           !m_context.runner.reasonAgainst(op::updateEndpoint).isEmpty();
}

void EndpointActs::save(DialogAct *act, EndpointForm &form, const Target &target,
                        const EndpointOut &now, const EndpointIn &wanted)
{
    if (isEmpty(patchOf(inputOf(now), wanted))) {
        const bool ours = act->isUnsure() && form.overwritten();
        act->foundOut();
        act->dialog()->accept();
        if (ours) {
            tellChanged(target, inputOf(*form.overwritten()), now,
                        tr("Endpoint was saved after all"));
            return;
        }
        Q_EMIT changed(now);
        Q_EMIT m_pane->notice({Tone::Info,
                               tr("Nothing was changed"),
                               tr("Somebody else has made it so already."),
                               {},
                               {}});
        return;
    }
    form.writesOver(now, act->isUnsure());
    write(act, target, now, wanted,
          [this, target, before = inputOf(*form.overwritten())](const EndpointOut &after) {
              tellChanged(target, before, after, tr("Endpoint saved"));
          });
}

void EndpointActs::write(DialogAct *act, const Target &target, const EndpointOut &now,
                         const EndpointIn &wanted, const Done &done)
{
    const EndpointPatch patch = patchOf(inputOf(now), wanted);
    if (!hasPatch()) {
        act->onError([act, patch](const Error &error) { return showTaken(act, error, patch); });
        replace(act, target, now, patch, done);
        return;
    }
    act->onError([this, act, target, now, patch, done](const Error &error) {
        if (isWithoutPatch(error)) {
            replace(act, target, now, patch, done);
            return true;
        }
        return showTaken(act, error, patch);
    });
    act->run<op::patchEndpoint>(ConfirmationRequest(), done, target.app, target.id, patch);
}

void EndpointActs::replace(DialogAct *act, const Target &target, const EndpointOut &now,
                           const EndpointPatch &patch, const Done &done)
{
    act->run<op::updateEndpoint>(ConfirmationRequest(), done, target.app, target.id,
                                 replacementOf(now, patch));
}

void EndpointActs::tellChanged(const Target &target, const EndpointIn &before,
                               const EndpointOut &after, const QString &what)
{
    Q_EMIT changed(after);
    Q_EMIT m_pane->notice({Tone::Ok,
                           what,
                           EndpointDetail::nameOf(after),
                           {},
                           {undoOf(target, before, after)},
                           QStringLiteral("endpointChanged")});
}

QAction *EndpointActs::undoOf(const Target &target, const EndpointIn &before,
                              const EndpointOut &after)
{
    return m_undo->offer<op::getEndpoint>(
        {tr("The change was not undone."),
         tr("Somebody has changed the endpoint meanwhile. It is as they left it.")},
        [this, target, before, after](DialogAct *act, const EndpointOut &now) {
            const auto back = EditMerge::merged(inputOf(after), before, inputOf(now));
            if (!back.stands) {
                Q_EMIT changed(now);
                return false;
            }
            write(act, target, now, back.wanted, [this](const EndpointOut &undone) {
                Q_EMIT changed(undone);
                Q_EMIT m_pane->notice(
                    {Tone::Ok, tr("Undone"), EndpointDetail::nameOf(undone), {}, {}});
            });
            return true;
        },
        target.app, target.id);
}

} // namespace svix
