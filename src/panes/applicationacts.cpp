// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/applicationacts.h"

#include "api/apiclient.h"
#include "app/deletedcopies.h"
#include "dialogs/applicationdialog.h"
#include "panes/dialogact.h"
#include "panes/undooffer.h"

namespace svix {

namespace {

constexpr int mostEndpointPages = 40;

bool isSame(const ApplicationOut &a, const ApplicationOut &b)
{
    return differencesInWords(writeJson(a, Dialect()), writeJson(b, Dialect())).isEmpty();
}

} // namespace

ApplicationActs::ApplicationActs(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
{
}

ApplicationDialog *ApplicationActs::open(ApplicationDialog *dialog)
{
    m_dialog = dialog;
    const Profile &profile = m_context.session.profile();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(profile.name, profile.connectionClass);
    connect(dialog, &ApplicationDialog::existingRequested, this, [this](const QString &uid) {
        m_dialog->reject();
        Q_EMIT wanted(uid);
    });
    dialog->open();
    return dialog;
}

void ApplicationActs::create()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    ApplicationDialog *dialog = open(new ApplicationDialog(m_pane->window()));
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The application was not created."));
    connect(dialog, &ApplicationDialog::saveRequested, act, [=, this](const ApplicationIn &in) {
        act->onError([dialog = QPointer(dialog), in](const Error &error) {
            if (!dialog || error.kind != ErrorKind::Conflict || !in.uid) {
                return false;
            }
            dialog->showTaken(*in.uid);
            return true;
        });
        act->run<op::createApplication>(
            {}, [this](const ApplicationOut &made) { tellMade(made); }, CreateApplicationQuery(),
            in);
    });
}

void ApplicationActs::tellMade(const ApplicationOut &made)
{
    Q_EMIT changed(made, true);
    QAction *undo = makeUndo(m_context, m_pane, [this, made] { undoCreate(made); });
    Q_EMIT m_pane->notice({Tone::Ok, tr("Application %1 created").arg(made.name), {}, {}, {undo}});
}

void ApplicationActs::undoCreate(const ApplicationOut &made)
{
    ApiClient *client = m_context.session.client();
    if (!client) {
        return;
    }
    client->get<op::getApplication>({this}, made.id)
        .then(this, [this, made](const Result<ApplicationOut> &now) {
            if (!now.ok()) {
                Q_EMIT m_pane->failed(now.error(), tr("Nothing was undone."));
            } else if (!isSame(made, *now)) {
                Q_EMIT m_pane->notice({Tone::Warn,
                                       tr("Nothing was undone."),
                                       tr("%1 was changed meanwhile.").arg(made.name),
                                       {},
                                       {}});
            } else {
                remove(*now);
            }
        });
}

void ApplicationActs::edit(const ApplicationOut &application)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_before = application;
    auto *dialog = new ApplicationDialog(m_pane->window());
    dialog->setApplication(application);
    open(dialog);
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The application was not saved."));
    connect(dialog, &ApplicationDialog::saveRequested, act,
            [=, this](const ApplicationIn &in) { checkThenSave(act, dialog, in); });
}

void ApplicationActs::checkThenSave(DialogAct *act, ApplicationDialog *dialog,
                                    const ApplicationIn &wanted)
{
    ApiClient *client = m_context.session.client();
    if (!client) {
        return;
    }
    dialog->setBusy(true);
    client->get<op::getApplication>({act}, m_before.id)
        .then(dialog, [=, this](const Result<ApplicationOut> &now) {
            if (now.ok() && !isSame(m_before, *now)) {
                dialog->setBusy(false);
                const QString others =
                    differencesInWords(writeJson(m_before, Dialect()), writeJson(*now, Dialect()));
                m_before = *now;
                dialog->showMessage(
                    Tone::Warn,
                    tr("Others have changed it meanwhile:\n%1\nSave again to put yours over it.")
                        .arg(others),
                    tr("Not saved."));
                return;
            }
            // What could not be read is told by the saving itself.
            saveChange(act, dialog, m_before, wanted);
        });
}

void ApplicationActs::saveChange(DialogAct *act, ApplicationDialog *dialog,
                                 const ApplicationOut &before, const ApplicationIn &wanted)
{
    const auto done = [this, before](const ApplicationOut &after) { tellChanged(before, after); };
    const bool patches = m_context.session.capabilities().offers(op::patchApplication);
    act->onError([=, dialog = QPointer(dialog)](const Error &error) {
        if (patches && error.kind == ErrorKind::NotOffered &&
            error.operation == op::patchApplication.name()) {
            act->run<op::updateApplication>({}, done, before.id, wanted); // an old server
            return true;
        }
        if (!dialog || error.kind != ErrorKind::Conflict || !wanted.uid) {
            return false;
        }
        dialog->showTaken(*wanted.uid);
        return true;
    });
    if (patches) {
        act->run<op::patchApplication>({}, done, before.id, patchOf(inputOf(before), wanted));
    } else {
        act->run<op::updateApplication>({}, done, before.id, wanted);
    }
}

void ApplicationActs::tellChanged(const ApplicationOut &before, const ApplicationOut &after)
{
    Q_EMIT changed(after, false);
    QAction *undo =
        makeUndo(m_context, m_pane, [this, before, after] { undoChange(before, after); });
    Q_EMIT m_pane->notice({Tone::Ok, tr("Application %1 saved").arg(after.name), {}, {}, {undo}});
}

void ApplicationActs::undoChange(const ApplicationOut &before, const ApplicationOut &after)
{
    ApiClient *client = m_context.session.client();
    if (!client) {
        return;
    }
    client->get<op::getApplication>({this}, after.id)
        .then(this, [this, before, after](const Result<ApplicationOut> &now) {
            if (!now.ok()) {
                Q_EMIT m_pane->failed(now.error(), tr("Nothing was undone."));
                return;
            }
            if (!isSame(after, *now)) {
                Q_EMIT m_pane->notice({Tone::Warn,
                                       tr("Nothing was undone."),
                                       tr("%1 was changed meanwhile.").arg(after.name),
                                       {},
                                       {}});
                return;
            }
            auto *act = new DialogAct(m_context, m_pane, nullptr, tr("Nothing was undone."));
            const auto done = [this](const ApplicationOut &back) {
                Q_EMIT changed(back, false);
                Q_EMIT m_pane->notice(
                    {Tone::Ok, tr("Application %1 is as before").arg(back.name), {}, {}, {}});
            };
            if (m_context.session.capabilities().offers(op::patchApplication)) {
                act->run<op::patchApplication>({}, done, after.id,
                                               patchOf(inputOf(after), inputOf(before)));
            } else {
                act->run<op::updateApplication>({}, done, after.id, inputOf(before));
            }
        });
}

void ApplicationActs::remove(const ApplicationOut &application)
{
    if (m_reading || m_context.runner.isBusy()) {
        return;
    }
    m_reading = true;
    m_chosenOn = m_context.session.generation();
    readEndpoints(application, {}, std::nullopt);
}

void ApplicationActs::readEndpoints(const ApplicationOut &application,
                                    const QList<EndpointOut> &known,
                                    const std::optional<QString> &iterator)
{
    ApiClient *client = m_context.session.client();
    if (!client || m_chosenOn != m_context.session.generation()) {
        m_reading = false;
        return;
    }
    constexpr int pageSize = 250;
    ListEndpointsQuery query;
    query.limit = pageSize;
    query.iterator = iterator;
    client->get<op::listEndpoints>({this}, application.id, query)
        .then(this, [this, application, known](const Result<Page<EndpointOut>> &page) {
            if (!page.ok()) {
                m_reading = false;
                if (page.error().kind == ErrorKind::NotFound) {
                    gone(application, true);
                } else {
                    Q_EMIT m_pane->failed(page.error(), tr("The application was not deleted."));
                }
                return;
            }
            const QList<EndpointOut> all = known + page->data;
            const bool more = !page->done && page->iterator && !page->data.isEmpty();
            if (more && all.size() < mostEndpointPages * pageSize) {
                readEndpoints(application, all, page->iterator);
            } else {
                m_reading = false;
                ask(application, all, !more);
            }
        });
}

void ApplicationActs::ask(const ApplicationOut &application, const QList<EndpointOut> &endpoints,
                          bool all)
{
    QByteArrayList parts;
    for (const EndpointOut &endpoint : endpoints) {
        parts.append(writeJson(endpoint, Dialect()));
    }
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The application was not deleted."));
    if (!act->keepCopy(QStringLiteral("application"), application.name,
                       "{\"application\":" + writeJson(application, Dialect()) +
                           ",\"endpoints\":[" + parts.join(',') + "]}")) {
        return;
    }
    ConfirmationRequest confirm;
    confirm.title = tr("Delete application %1").arg(application.name);
    const int count = static_cast<int>(endpoints.size());
    confirm.consequence =
        (count == 0 ? tr("It has no endpoints.")
         : all      ? tr("Its %n endpoint(s) go with it.", nullptr, count)
                    : tr("At least %n endpoint(s) go with it.", nullptr, count)) +
        u' ' +
        tr("Its messages, attempts, signing secrets and portal links cannot be brought back. What "
           "can be told of it and its endpoints is kept on this computer for %1 days.")
            .arg(DeletedCopies::days);
    confirm.verb = tr("Delete application");
    confirm.typedName = application.uid.value_or(application.name);
    act->onError([this, application](const Error &error) {
        if (error.kind != ErrorKind::NotFound) {
            return false;
        }
        gone(application, true);
        return true;
    });
    act->run<op::deleteApplication>(
        confirm, [this, application](Nothing) { gone(application, false); }, application.id);
}

void ApplicationActs::gone(const ApplicationOut &application, bool already)
{
    if (m_context.session.applicationId() == application.id) {
        m_context.session.leaveApplication();
    }
    Q_EMIT removed(application.id);
    Q_EMIT m_pane->notice({already ? Tone::Info : Tone::Ok,
                           already ? tr("Application %1 was already gone").arg(application.name)
                                   : tr("Application %1 deleted").arg(application.name),
                           {},
                           {},
                           {}});
}

} // namespace svix
