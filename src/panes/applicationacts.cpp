// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/applicationacts.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "app/typedname.h"
#include "dialogs/applicationdialog.h"
#include "panes/dialogact.h"
#include "panes/editmerge.h"
#include "panes/undo.h"

#include <QJsonDocument>
#include <QLocale>

#include <memory>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// Only what differs; what is cleared is null.
ApplicationPatch patchFrom(const ApplicationIn &before, const ApplicationIn &in)
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

bool isSame(const ApplicationIn &a, const ApplicationIn &b)
{
    return a.name == b.name && a.uid == b.uid && a.throttleRate == b.throttleRate &&
           a.metadata == b.metadata;
}

} // namespace

ApplicationActs::ApplicationActs(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_undo(new Undo(context, pane, u"undoApplication"_s, u"application"_s))
{
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
    connect(dialog, &ApplicationDialog::openExistingRequested, this,
            [this, dialog](const QString &uid) {
                dialog->reject();
                Q_EMIT openRequested(uid);
            });
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
    connect(dialog, &ApplicationDialog::saveRequested, act, [this, act](const ApplicationIn &in) {
        ConfirmationRequest confirm;
        confirm.title = tr("Create application %1").arg(in.name);
        confirm.verb = tr("Create application");
        act->run<op::createApplication>(
            confirm,
            [this](const ApplicationOut &made) {
                Q_EMIT saved(made);
                tellSaved(tr("%1 created").arg(made.name), undoOfCreate(made));
            },
            CreateApplicationQuery(), in);
    });
}

void ApplicationActs::edit(const ApplicationOut &application)
{
    ApplicationDialog *dialog = makeDialog();
    if (!dialog) {
        return;
    }
    dialog->setApplication(application);
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The application was not changed."));
    const auto form = std::make_shared<ApplicationForm>(applicationIn(application));
    connect(dialog, &ConsoleDialog::theirsRequested, act, [dialog, form] {
        const auto [now, typed] = form->takeTheirs();
        dialog->rebase(now, typed);
    });
    connect(dialog, &ApplicationDialog::saveRequested, act,
            [this, act, dialog, form, id = application.id](const ApplicationIn &in) {
                act->read<op::getApplication>(
                    [this, act, dialog, form, in](const ApplicationOut &now) {
                        if (const auto to =
                                form->onto(*dialog, in, applicationIn(now), act->isUnsure())) {
                            save(act, *form, now, *to);
                        }
                    },
                    id);
            });
    dialog->open();
}

void ApplicationActs::save(DialogAct *act, ApplicationForm &form, const ApplicationOut &before,
                           const ApplicationIn &to)
{
    const ApplicationIn from = applicationIn(before);
    if (isSame(from, to)) {
        const bool ours = act->isUnsure() && form.overwritten();
        act->foundOut();
        act->dialog()->accept();
        Q_EMIT saved(before);
        if (ours) {
            tellSaved(tr("%1 was saved after all").arg(before.name),
                      undoOfEdit(applicationIn(*form.overwritten()), before));
            return;
        }
        Q_EMIT m_pane->notice({Tone::Info,
                               tr("Nothing was changed"),
                               tr("Somebody else has made %1 so already.").arg(before.name),
                               {},
                               {},
                               u"application"_s});
        return;
    }
    ConfirmationRequest confirm;
    confirm.title = tr("Change application %1").arg(before.name);
    confirm.verb = tr("Save application");
    form.writesOver(before, act->isUnsure());
    write(act, confirm, before, to,
          [this, from = applicationIn(*form.overwritten())](const ApplicationOut &after) {
              Q_EMIT saved(after);
              tellSaved(tr("%1 saved").arg(after.name), undoOfEdit(from, after));
          });
}

template <typename Done>
void ApplicationActs::write(DialogAct *act, const ConfirmationRequest &confirm,
                            const ApplicationOut &now, const ApplicationIn &to, Done done)
{
    // Where there is no PATCH all of what was read just now goes back with the change.
    if (!m_context.runner.reasonAgainst(op::patchApplication).isEmpty() &&
        m_context.runner.reasonAgainst(op::updateApplication).isEmpty()) {
        act->run<op::updateApplication>(confirm, done, now.id, to);
        return;
    }
    act->onError([act, confirm, done, id = now.id, uid = now.uid, to](const Error &error) {
        auto *dialog = qobject_cast<ApplicationDialog *>(act->dialog());
        if (dialog && error.kind == ErrorKind::Conflict && to.uid && to.uid != uid) {
            dialog->offerExisting(*to.uid);
            return true;
        }
        const bool older = error.kind == ErrorKind::NotOffered && error.status != 0 &&
                           error.operation == op::patchApplication.name();
        if (older) {
            act->run<op::updateApplication>(confirm, done, id, to);
        }
        return older;
    });
    act->run<op::patchApplication>(confirm, done, now.id, patchFrom(applicationIn(now), to));
}

void ApplicationActs::tellSaved(const QString &title, QAction *undo)
{
    Q_EMIT m_pane->notice({Tone::Ok, title, {}, {}, {undo}, u"application"_s});
}

UndoWords ApplicationActs::undoWords(const ApplicationOut &application) const
{
    return {tr("Nothing was undone"), tr("%1 was changed meanwhile.").arg(application.name)};
}

QAction *ApplicationActs::undoOfCreate(const ApplicationOut &made)
{
    return m_undo->offer<op::getApplication>(
        undoWords(made),
        [this, made](DialogAct *, const ApplicationOut &now) {
            const bool stands = isSame(applicationIn(now), applicationIn(made));
            if (stands) {
                remove(now);
            } else {
                Q_EMIT saved(now);
            }
            return stands;
        },
        made.id);
}

QAction *ApplicationActs::undoOfEdit(const ApplicationIn &before, const ApplicationOut &after)
{
    return m_undo->offer<op::getApplication>(
        undoWords(after),
        [this, before, after](DialogAct *act, const ApplicationOut &now) {
            const auto back = EditMerge::merged(applicationIn(after), before, applicationIn(now));
            if (!back.stands) {
                Q_EMIT saved(now);
                return false;
            }
            ConfirmationRequest confirm;
            confirm.title = tr("Change application %1 back").arg(now.name);
            confirm.verb = tr("Change back");
            write(act, confirm, now, back.wanted, [this](const ApplicationOut &undone) {
                Q_EMIT saved(undone);
                Q_EMIT m_pane->notice({Tone::Ok,
                                       tr("%1 is as it was before").arg(undone.name),
                                       {},
                                       {},
                                       {},
                                       u"application"_s});
            });
            return true;
        },
        after.id);
}

void ApplicationActs::remove(const ApplicationOut &application)
{
    if (m_removing) {
        return;
    }
    m_removing = true;
    auto *copy = new ApplicationCopy(m_context, application, this);
    connect(copy, &ApplicationCopy::progress, this, [this, copy](int done, int total) {
        m_pane->startJob(this, [copy] { copy->cancel(); });
        m_pane->showJob(this, tr("Reading endpoints"), done, total);
    });
    connect(copy, &ApplicationCopy::found, this,
            [this, application](const ApplicationCopy::Found &found) {
                endReading();
                confirmRemoval(application, found);
            });
    connect(copy, &ApplicationCopy::canceled, this, [this, application] {
        endReading();
        Q_EMIT m_pane->notice({Tone::Info,
                               tr("%1 was not deleted").arg(application.name),
                               tr("Reading what goes with it was canceled. Nothing was changed."),
                               {},
                               {},
                               u"application"_s});
    });
    connect(copy, &QObject::destroyed, this, [this, copy] {
        if (m_reading == copy) {
            endReading(); // the connection has gone
        }
    });
    m_reading = copy;
    copy->start();
}

void ApplicationActs::endReading()
{
    m_reading = nullptr;
    m_removing = false;
    m_pane->endJob(this);
}

QString ApplicationActs::consequenceOfRemoving(const ApplicationCopy::Found &found)
{
    QStringList words;
    if (found.more) {
        words << tr("It goes with more than %1 endpoints, all its messages and all their attempts.")
                     .arg(QLocale().toString(static_cast<int>(ApplicationCopy::mostEndpoints)));
    } else if (found.endpoints) {
        words << tr("It goes with %n endpoint(s), all its messages and all their attempts.",
                    nullptr, *found.endpoints);
    } else {
        words << tr("It goes with its endpoints, all its messages and all their attempts.");
    }
    if (found.integrations > 0) {
        words << tr("%n integration(s) (goes|go) too, with (its|their) key(s).", nullptr,
                    found.integrations);
    }
    words << tr("Messages, signing secrets and the values of headers and variables cannot be "
                "brought back.");
    if (found.complete) {
        words << tr("Everything else is kept as a copy on this computer for 30 days.");
    } else {
        words << tr("What could be read of the rest is kept as a copy on this computer for 30 "
                    "days; some of it could not be read.");
    }
    return words.join(u' ');
}

void ApplicationActs::confirmRemoval(const ApplicationOut &application,
                                     const ApplicationCopy::Found &found)
{
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The application was not deleted."));
    act->keepCopy(u"application"_s, application.name, QJsonDocument(found.json).toJson());
    ConfirmationRequest confirm;
    confirm.title = tr("Delete application %1").arg(application.name);
    confirm.consequence = consequenceOfRemoving(found);
    confirm.verb = tr("Delete application");
    confirm.typedName = typedNameOf(application.uid, application.name, application.id);
    confirm.destructive = true;
    const auto gone = [this, application](const QString &title, bool copyKept) {
        Q_EMIT m_pane->notice({Tone::Ok, title, {}, {}, {}, u"application"_s, copyKept});
        Q_EMIT removed(application.id);
    };
    act->onError([application, gone](const Error &error) {
        const bool already = error.kind == ErrorKind::NotFound;
        if (already) {
            gone(tr("%1 was deleted already").arg(application.name), false);
        }
        return already;
    });
    act->run<op::deleteApplication>(
        confirm,
        [application, gone](const Nothing &) {
            gone(tr("%1 deleted").arg(application.name), true);
        },
        application.id);
}

} // namespace svix
