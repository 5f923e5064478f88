// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/eventtypeacts.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/eventtypedialog.h"
#include "panes/dialogact.h"
#include "panes/eventtypebody.h"
#include "panes/eventtypenames.h"

#include <utility>

namespace svix {

namespace {
const QString topic = QStringLiteral("eventTypes"); // of the notices
}

EventTypeActs::EventTypeActs(const PaneContext &context, EventTypeNames &eventTypes, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_eventTypes(eventTypes)
    , m_pane(pane)
    , m_undo(new QAction(tr("Undo"), this))
{
    m_undo->setObjectName(QStringLiteral("undoEventType"));
    connect(m_undo, &QAction::triggered, this, [this] {
        if (const auto undo = std::exchange(m_undoNow, nullptr)) {
            m_undo->setEnabled(false);
            undo();
        }
    });
    // What was done on one connection must never be undone on another.
    connect(&context.session, &Session::clientChanged, this, &EventTypeActs::forget);
}

EventTypeActs::~EventTypeActs() = default;

void EventTypeActs::forget()
{
    m_undoNow = nullptr;
    m_undo->setEnabled(false);
    m_reading.clear();
}

QString EventTypeActs::reasonAgainstChange() const
{
    const bool patches = m_context.session.capabilities().offers(op::patchEventType);
    return patches ? m_context.runner.reasonAgainst(op::patchEventType)
                   : m_context.runner.reasonAgainst(op::updateEventType);
}

void EventTypeActs::read(const QString &name, const QString &notDone,
                         std::function<void(const EventTypeOut &)> then)
{
    ApiClient *client = m_context.session.client();
    if (!client || name.isEmpty() || m_reading.contains(name)) {
        return; // one click, one act
    }
    m_reading.insert(name);
    client->get<op::getEventType>({this}, name)
        .then(this, [this, name, notDone, then, generation = m_context.session.generation()](
                        const Result<EventTypeOut> &type) {
            if (generation != m_context.session.generation()) {
                return;
            }
            m_reading.remove(name);
            if (type.ok()) {
                then(*type);
            } else if (type.error().kind == ErrorKind::NotFound) {
                tellGone(name);
            } else {
                Q_EMIT m_pane->failed(type.error(), notDone);
            }
        });
}

void EventTypeActs::tellGone(const QString &name)
{
    Q_EMIT m_pane->notice({Tone::Info,
                           tr("%1 was gone already").arg(name),
                           tr("It was deleted elsewhere. Nothing was changed."),
                           {},
                           {},
                           topic});
    Q_EMIT gone(name);
    m_eventTypes.load();
}

EventTypeDialog *EventTypeActs::openDialog()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return nullptr;
    }
    const Session &session = m_context.session;
    auto *dialog = new EventTypeDialog(m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(session.profile().name, session.profile().connectionClass);
    dialog->setCloud(session.capabilities().kind == ServerKind::Cloud,
                     tr("Not offered by this server: %1.").arg(session.capabilities().server));
    return dialog;
}

void EventTypeActs::create()
{
    EventTypeDialog *dialog = openDialog();
    if (!dialog) {
        return;
    }
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The event type was not created."));
    act->onError([dialog = QPointer(dialog)](const Error &error) {
        if (error.kind != ErrorKind::Conflict || !dialog) {
            return false;
        }
        dialog->showTaken(dialog->content().name);
        return true;
    });
    connect(dialog, &EventTypeDialog::openExistingRequested, this,
            [this, dialog](const QString &name) {
                dialog->reject();
                Q_EMIT openRequested(name);
            });
    connect(dialog, &EventTypeDialog::saveRequested, act, [this, act](const EventTypeIn &in) {
        ConfirmationRequest confirm;
        confirm.title = tr("Create event type %1").arg(in.name);
        confirm.verb = tr("Create event type");
        act->run<op::createEventType>(
            confirm,
            [this](const EventTypeOut &made) {
                tell(tr("Event type created"), made, [this, made] {
                    ifUnchanged(made, [this](const EventTypeOut &now) { deleteForGood(now); });
                });
            },
            in);
    });
    dialog->open();
}

void EventTypeActs::edit(const QString &name)
{
    read(name, tr("The event type was not opened for editing."),
         [this](const EventTypeOut &type) { openEditor(type); });
}

void EventTypeActs::openEditor(const EventTypeOut &before)
{
    EventTypeDialog *dialog = openDialog();
    if (!dialog) {
        return;
    }
    dialog->setEventType(bodyOf(before));
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The event type was not changed."));
    act->onError([this, dialog = QPointer(dialog), name = before.name](const Error &error) {
        if (error.kind != ErrorKind::NotFound) {
            return false;
        }
        if (dialog) {
            dialog->accept();
        }
        tellGone(name);
        return true;
    });
    connect(dialog, &EventTypeDialog::saveRequested, act,
            [this, act, dialog, before](const EventTypeIn &to) {
                if (!difference(bodyOf(before), to)) {
                    dialog->accept();
                    return;
                }
                change(act, bodyOf(before), to, [this, before](const EventTypeOut &after) {
                    tell(tr("Event type saved"), after,
                         [this, before, after] { undo(before, after); });
                });
            });
    dialog->open();
}

void EventTypeActs::change(DialogAct *act, const EventTypeIn &from, const EventTypeIn &to,
                           std::function<void(const EventTypeOut &)> done)
{
    if (!m_context.session.capabilities().offers(op::patchEventType)) {
        replace(act, to, std::move(done));
        return;
    }
    if (const auto patch = difference(from, to)) {
        ConfirmationRequest confirm;
        confirm.title = tr("Change event type %1").arg(to.name);
        confirm.verb = tr("Change event type");
        act->run<op::patchEventType>(confirm, std::move(done), to.name, *patch);
    }
}

void EventTypeActs::replace(DialogAct *act, const EventTypeIn &to,
                            std::function<void(const EventTypeOut &)> done)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Change event type %1").arg(to.name);
    confirm.verb = tr("Change event type");
    act->run<op::updateEventType>(confirm, std::move(done), to.name, replacement(to));
}

void EventTypeActs::setArchived(const QString &name, bool archived)
{
    const QString notDone =
        archived ? tr("The event type was not archived.") : tr("The event type is still archived.");
    read(name, notDone, [this, archived, notDone](const EventTypeOut &before) {
        if (before.archived == archived) {
            tell(archived ? tr("It was archived already") : tr("It was in use already"), before,
                 nullptr);
            return;
        }
        EventTypeIn to = bodyOf(before);
        to.archived = archived;
        auto *act = new DialogAct(m_context, m_pane, nullptr, notDone);
        const auto done = [this, archived, before](const EventTypeOut &after) {
            tell(archived ? tr("Event type archived") : tr("Event type in use again"), after,
                 [this, before, after] { undo(before, after); });
        };
        if (archived) {
            change(act, bodyOf(before), to, done);
        } else {
            // Replacing is what both documents name as the way back from the archive.
            replace(act, to, done);
        }
    });
}

void EventTypeActs::remove(const QString &name)
{
    read(name, tr("The event type was not deleted."),
         [this](const EventTypeOut &type) { deleteForGood(type); });
}

void EventTypeActs::deleteForGood(const EventTypeOut &type)
{
    auto *act = new DialogAct(m_context, m_pane, nullptr, tr("The event type was not deleted."));
    if (!act->keepCopy(QStringLiteral("eventType"), type.name, writeJson(type, Dialect()))) {
        return;
    }
    act->onError([this, name = type.name](const Error &error) {
        if (error.kind != ErrorKind::NotFound) {
            return false;
        }
        tellGone(name);
        return true;
    });
    ConfirmationRequest confirm;
    confirm.title = tr("Delete event type %1").arg(type.name);
    confirm.consequence =
        tr("Its description and the schemas of all versions go, and cannot be brought back from "
           "the server. Messages that were sent keep their type. To take it out of use only, "
           "archive it instead.");
    confirm.verb = tr("Delete event type");
    confirm.typedName = type.name;
    confirm.destructive = true;
    DeleteEventTypeQuery query;
    query.expunge = true;
    act->run<op::deleteEventType>(
        confirm,
        [this, name = type.name](const Nothing &) {
            m_undoNow = nullptr;
            Q_EMIT m_pane->notice({Tone::Ok, tr("Event type deleted"), name, {}, {}, topic});
            Q_EMIT gone(name);
            m_eventTypes.load();
        },
        type.name, query);
}

void EventTypeActs::tell(const QString &title, const EventTypeOut &now, std::function<void()> undo)
{
    m_undoNow = std::move(undo);
    m_undo->setEnabled(m_undoNow != nullptr);
    const QList<QAction *> actions = m_undoNow ? QList{m_undo} : QList<QAction *>();
    Q_EMIT written(now);
    Q_EMIT m_pane->notice({Tone::Ok, title, now.name, {}, actions, topic});
    m_eventTypes.load();
}

void EventTypeActs::ifUnchanged(const EventTypeOut &after,
                                std::function<void(const EventTypeOut &)> then)
{
    read(after.name, tr("Nothing was undone."), [this, after, then](const EventTypeOut &now) {
        if (now.updatedAt == after.updatedAt && !difference(bodyOf(after), bodyOf(now))) {
            then(now);
            return;
        }
        Q_EMIT m_pane->notice({Tone::Warn,
                               tr("Nothing was undone"),
                               tr("%1 was changed elsewhere since.").arg(now.name),
                               {},
                               {},
                               topic});
        Q_EMIT written(now);
    });
}

void EventTypeActs::undo(const EventTypeOut &before, const EventTypeOut &after)
{
    ifUnchanged(after, [this, before](const EventTypeOut &now) {
        auto *act = new DialogAct(m_context, m_pane, nullptr, tr("Nothing was undone."));
        change(act, bodyOf(now), bodyOf(before),
               [this](const EventTypeOut &back) { tell(tr("Undone"), back, nullptr); });
    });
}

} // namespace svix
