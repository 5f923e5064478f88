// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/applicationacts.h"

#include "api/apiclient.h"
#include "app/deletedcopies.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/applicationdialog.h"
#include "panes/dialogact.h"

using namespace Qt::StringLiterals;

namespace svix {

namespace {

bool isSame(const ApplicationOut &a, const ApplicationOut &b)
{
    return a.name == b.name && a.uid == b.uid && a.throttleRate == b.throttleRate &&
           a.metadata == b.metadata;
}

/// Only what differs; what is cleared is null.
ApplicationPatch patchFrom(const ApplicationOut &before, const ApplicationIn &in)
{
    ApplicationPatch patch;
    if (in.name != before.name) {
        patch.name = in.name;
    }
    if (in.uid != before.uid) {
        patch.uid = Patchable<QString>::fromOptional(in.uid);
    }
    if (in.throttleRate != before.throttleRate) {
        patch.throttleRate = Patchable<int>::fromOptional(in.throttleRate);
    }
    if (in.metadata != before.metadata) {
        patch.metadata = in.metadata;
    }
    return patch;
}

} // namespace

ApplicationActs::ApplicationActs(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_undo(new QAction(tr("Undo"), this))
{
    connect(m_undo, &QAction::triggered, this, [this] {
        if (const auto undo = std::exchange(m_undoes, nullptr)) {
            undo();
        }
    });
    connect(&context.session, &Session::clientChanged, this, [this] { m_undoes = nullptr; });
}

ApplicationDialog *ApplicationActs::makeDialog()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return nullptr;
    }
    auto *dialog = new ApplicationDialog(m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Profile &profile = m_context.session.profile();
    dialog->setConnection(profile.name, profile.connectionClass);
    dialog->setThrottles(m_context.session.capabilities().kind == ServerKind::Cloud);
    return dialog;
}

void ApplicationActs::create()
{
    if (ApplicationDialog *dialog = makeDialog()) {
        sendCreate(dialog);
        dialog->open();
    }
}

void ApplicationActs::sendCreate(ApplicationDialog *dialog)
{
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The application was not created."));
    act->onError([dialog = QPointer(dialog)](const Error &error) {
        const bool exists = dialog && error.kind == ErrorKind::Conflict && dialog->value().uid;
        if (exists) {
            dialog->offerExisting(*dialog->value().uid);
        }
        return exists;
    });
    connect(dialog, &ApplicationDialog::openExistingRequested, this,
            [this, dialog](const QString &uid) {
                dialog->reject();
                Q_EMIT openRequested(uid);
            });
    connect(dialog, &ApplicationDialog::saveRequested, act, [this, act](const ApplicationIn &in) {
        ConfirmationRequest confirm;
        confirm.title = tr("Create application %1").arg(in.name);
        confirm.verb = tr("Create application");
        act->run<op::createApplication>(
            confirm,
            [this](const ApplicationOut &made) {
                Q_EMIT saved(made);
                tellSaved(tr("%1 created").arg(made.name), [this, made] { undoCreate(made); });
            },
            CreateApplicationQuery(), in);
    });
}

template <typename Done>
void ApplicationActs::sendEdit(DialogAct *act, const ApplicationOut &before,
                               const ApplicationIn &in, Done done)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Change application %1").arg(before.name);
    confirm.verb = tr("Save application");
    if (m_context.runner.reasonAgainst(op::patchApplication).isEmpty()) {
        act->run<op::patchApplication>(confirm, done, before.id, patchFrom(before, in));
    } else {
        act->run<op::updateApplication>(confirm, done, before.id, in);
    }
}

void ApplicationActs::edit(const ApplicationOut &application)
{
    ApplicationDialog *dialog = makeDialog();
    if (!dialog) {
        return;
    }
    dialog->setApplication(application);
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The application was not changed."));
    connect(dialog, &ApplicationDialog::saveRequested, act,
            [this, act, application](const ApplicationIn &in) {
                sendEdit(act, application, in, [this, application](const ApplicationOut &after) {
                    Q_EMIT saved(after);
                    tellSaved(tr("%1 saved").arg(after.name),
                              [this, application, after] { undoEdit(application, after); });
                });
            });
    dialog->open();
}

void ApplicationActs::tellSaved(const QString &title, std::function<void()> undo)
{
    m_undoes = std::move(undo);
    Q_EMIT m_pane->notice({Tone::Ok, title, {}, {}, {m_undo}, u"application"_s});
}

void ApplicationActs::whenUnchanged(const ApplicationOut &known,
                                    std::function<void(const ApplicationOut &)> then)
{
    ApiClient *client = m_context.session.client();
    if (!client) {
        return;
    }
    client->get<op::getApplication>({this}, known.id)
        .then(this, [this, known, then](const Result<ApplicationOut> &result) {
            if (!result.ok()) {
                Q_EMIT m_pane->failed(result.error(), tr("Nothing was undone."));
            } else if (!isSame(*result, known)) {
                Q_EMIT saved(*result);
                Q_EMIT m_pane->notice({Tone::Warn,
                                       tr("Nothing was undone"),
                                       tr("%1 was changed meanwhile.").arg(result->name),
                                       {},
                                       {},
                                       u"application"_s});
            } else {
                then(*result);
            }
        });
}

void ApplicationActs::undoCreate(const ApplicationOut &made)
{
    whenUnchanged(made, [this](const ApplicationOut &now) { remove(now); });
}

void ApplicationActs::undoEdit(const ApplicationOut &before, const ApplicationOut &after)
{
    whenUnchanged(after, [this, before](const ApplicationOut &now) {
        ConfirmationRequest confirm;
        confirm.title = tr("Change application %1 back").arg(now.name);
        confirm.verb = tr("Change back");
        auto *act =
            new DialogAct(m_context, m_pane, nullptr, tr("The application was not changed back."));
        // All of it is to be as before, which is what a replacement says.
        act->run<op::updateApplication>(
            confirm,
            [this](const ApplicationOut &back) {
                Q_EMIT saved(back);
                Q_EMIT m_pane->notice({Tone::Ok,
                                       tr("%1 is as it was before").arg(back.name),
                                       {},
                                       {},
                                       {},
                                       u"application"_s});
            },
            now.id, applicationIn(before));
    });
}

void ApplicationActs::remove(const ApplicationOut &application)
{
    if (m_removing) {
        return;
    }
    m_removing = true;
    const auto started = m_context.session.generation();
    connect(
        &m_context.session, &Session::clientChanged, this, [this] { m_removing = false; },
        Qt::SingleShotConnection);
    ApplicationCopy::read(m_context.session, application, this,
                          [this, application, started](const ApplicationCopy::Found &found) {
                              m_removing = false;
                              if (started == m_context.session.generation()) {
                                  confirmRemoval(application, found);
                              }
                          });
}

void ApplicationActs::confirmRemoval(const ApplicationOut &application,
                                     const ApplicationCopy::Found &found)
{
    const auto kept = m_context.deleted.keep(u"application"_s, application.name, found.json,
                                             m_context.session.profile().name);
    QStringList words;
    words << tr("It goes with %n endpoint(s), all its messages and all their attempts.", nullptr,
                found.endpoints);
    words << tr("Messages, signing secrets and values of headers cannot be brought back.");
    if (!kept.ok()) {
        words << tr("No copy could be kept on this computer: %1.").arg(kept.error().detail);
    } else if (found.complete) {
        words << tr("Everything else is kept as a copy on this computer for 30 days.");
    } else {
        words << tr("What could be read of the rest is kept as a copy on this computer for 30 "
                    "days; some of it could not be read.");
    }
    ConfirmationRequest confirm;
    confirm.title = tr("Delete application %1").arg(application.name);
    confirm.consequence = words.join(u' ');
    confirm.verb = tr("Delete application");
    confirm.typedName = application.uid.value_or(application.name);
    confirm.destructive = true;
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The application was not deleted."));
    const auto gone = [this, application](const QString &title) {
        Q_EMIT m_pane->notice({Tone::Ok, title, {}, {}, {}, u"application"_s});
        Q_EMIT removed(application.id);
    };
    act->onError([this, application, gone, kept](const Error &error) {
        if (error.outcome == Outcome::NotDone && kept.ok()) {
            static_cast<void>(m_context.deleted.remove(*kept)); // it is still there
        }
        const bool already = error.kind == ErrorKind::NotFound;
        if (already) {
            gone(tr("%1 was deleted already").arg(application.name));
        }
        return already;
    });
    act->run<op::deleteApplication>(
        confirm,
        [application, gone](const Nothing &) { gone(tr("%1 deleted").arg(application.name)); },
        application.id);
}

} // namespace svix
