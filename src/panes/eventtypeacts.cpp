// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/eventtypeacts.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/eventtypedialog.h"
#include "panes/dialogact.h"
#include "panes/editmerge.h"
#include "panes/eventtypebody.h"
#include "panes/eventtypenames.h"
#include "panes/undo.h"

#include <memory>

namespace svix {

namespace {
const QString eventTypeTopic = QStringLiteral("eventTypes"); // of the notices
}

EventTypeActs::EventTypeActs(const PaneContext &context, EventTypeNames &eventTypes, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_eventTypes(eventTypes)
    , m_pane(pane)
    , m_undo(new Undo(context, pane, QStringLiteral("undoEventType"), eventTypeTopic))
{
}

EventTypeActs::~EventTypeActs() = default;

QString EventTypeActs::reasonAgainstChange() const
{
    const bool patches = m_context.session.capabilities().offers(op::patchEventType);
    return patches ? m_context.runner.reasonAgainst(op::patchEventType)
                   : m_context.runner.reasonAgainst(op::updateEventType);
}

void EventTypeActs::read(const QString &name, const QString &notDone, const Then &then)
{
    if (name.isEmpty() || m_reading.contains(name)) {
        return; // one click, one act
    }
    m_reading.insert(name);
    auto *act = new DialogAct(m_context, m_pane, nullptr, notDone);
    connect(act, &QObject::destroyed, this, [this, name] { m_reading.remove(name); });
    act->onError([this, act, name](const Error &error) { return isGone(act, name, error); });
    act->read<op::getEventType>([act, then](const EventTypeOut &type) { then(act, type); }, name);
}

bool EventTypeActs::isGone(DialogAct *act, const QString &name, const Error &error)
{
    if (error.kind != ErrorKind::NotFound) {
        return false;
    }
    if (act->dialog()) {
        act->dialog()->accept();
    }
    tellGone(name);
    return true;
}

void EventTypeActs::tellGone(const QString &name)
{
    Q_EMIT m_pane->notice({Tone::Info,
                           tr("%1 was gone already").arg(name),
                           tr("It was deleted elsewhere. Nothing was changed."),
                           {},
                           {},
                           eventTypeTopic});
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
                tell(tr("Event type created"), made, undoOfCreate(made));
            },
            in);
    });
    dialog->open();
}

void EventTypeActs::edit(const QString &name)
{
    read(name, tr("The event type was not opened for editing."),
         [this](DialogAct *, const EventTypeOut &type) { openEditor(type); });
}

void EventTypeActs::openEditor(const EventTypeOut &before)
{
    EventTypeDialog *dialog = openDialog();
    if (!dialog) {
        return;
    }
    dialog->setEventType(bodyOf(before));
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The event type was not changed."));
    const auto form = std::make_shared<EventTypeForm>(bodyOf(before));
    connect(dialog, &ConsoleDialog::theirsRequested, act, [dialog, form] {
        const auto [now, typed] = form->takeTheirs();
        dialog->rebase(now, typed);
    });
    connect(dialog, &EventTypeDialog::saveRequested, act,
            [this, act, dialog, form, name = before.name](const EventTypeIn &typed) {
                if (!difference(form->before(), typed)) {
                    dialog->accept();
                    return;
                }
                act->onError(
                    [this, act, name](const Error &error) { return isGone(act, name, error); });
                act->read<op::getEventType>(
                    [this, act, dialog, form, typed](const EventTypeOut &now) {
                        if (const auto to =
                                form->onto(*dialog, typed, bodyOf(now), act->isUnsure())) {
                            save(act, *form, now, *to);
                        }
                    },
                    name);
            });
    dialog->open();
}

void EventTypeActs::save(DialogAct *act, EventTypeForm &form, const EventTypeOut &before,
                         const EventTypeIn &to)
{
    if (!difference(bodyOf(before), to)) {
        const bool ours = act->isUnsure() && form.overwritten();
        act->foundOut();
        act->dialog()->accept();
        if (ours) {
            tell(tr("Event type was saved after all"), before,
                 undoOfEdit(*form.overwritten(), before));
            return;
        }
        tell(tr("Somebody else has made it so already"), before, nullptr);
        return;
    }
    form.writesOver(before, act->isUnsure());
    change(act, before, to, [this, there = *form.overwritten()](const EventTypeOut &after) {
        tell(tr("Event type saved"), after, undoOfEdit(there, after));
    });
}

ConfirmationRequest EventTypeActs::asked(const QString &name) const
{
    ConfirmationRequest confirm;
    confirm.title = tr("Change event type %1").arg(name);
    confirm.verb = tr("Change event type");
    return confirm;
}

void EventTypeActs::change(DialogAct *act, const EventTypeOut &now, const EventTypeIn &to,
                           const Done &done)
{
    const auto patch = difference(bodyOf(now), to);
    if (!m_context.session.capabilities().offers(op::patchEventType) || !patch) {
        replace(act, now, to, done);
        return;
    }
    act->onError([this, act, now, to, done](const Error &error) {
        const bool older = error.kind == ErrorKind::NotOffered && error.status != 0 &&
                           error.operation == op::patchEventType.name();
        if (older) {
            replace(act, now, to, done);
        }
        return older || isGone(act, now.name, error);
    });
    act->run<op::patchEventType>(asked(now.name), done, now.name, *patch);
}

void EventTypeActs::replace(DialogAct *act, const EventTypeOut &now, const EventTypeIn &to,
                            const Done &done)
{
    act->run<op::updateEventType>(asked(now.name), done, now.name, replacement(to));
}

void EventTypeActs::setArchived(const QString &name, bool archived)
{
    const QString notDone =
        archived ? tr("The event type was not archived.") : tr("The event type is still archived.");
    read(name, notDone, [this, archived](DialogAct *act, const EventTypeOut &before) {
        if (before.archived == archived) {
            tell(archived ? tr("It was archived already") : tr("It was in use already"), before,
                 nullptr);
            return;
        }
        EventTypeIn to = bodyOf(before);
        to.archived = archived;
        const auto done = [this, archived, before](const EventTypeOut &after) {
            tell(archived ? tr("Event type archived") : tr("Event type in use again"), after,
                 undoOfEdit(before, after));
        };
        if (archived) {
            change(act, before, to, done);
        } else {
            // Replacing is what both documents name as the way back from the archive.
            replace(act, before, to, done);
        }
    });
}

void EventTypeActs::remove(const QString &name)
{
    read(name, tr("The event type was not deleted."),
         [this](DialogAct *act, const EventTypeOut &type) { deleteForGood(act, type); });
}

void EventTypeActs::deleteForGood(DialogAct *act, const EventTypeOut &type)
{
    act->keepCopy(QStringLiteral("eventType"), type.name, writeJson(type, Dialect()));
    act->onError(
        [this, act, name = type.name](const Error &error) { return isGone(act, name, error); });
    ConfirmationRequest confirm;
    confirm.title = tr("Delete event type %1").arg(type.name);
    confirm.consequence =
        tr("Its description and the schemas of all versions go, and cannot be brought back from "
           "the server. Messages that were sent keep their type. To take it out of use only, "
           "archive it instead. What it is now is kept as a copy on this computer.");
    confirm.verb = tr("Delete event type");
    confirm.typedName = type.name;
    confirm.destructive = true;
    DeleteEventTypeQuery query;
    query.expunge = true;
    act->run<op::deleteEventType>(
        confirm,
        [this, name = type.name](const Nothing &) {
            m_undo->drop();
            Q_EMIT m_pane->notice(
                {Tone::Ok, tr("Event type deleted"), name, {}, {}, eventTypeTopic, true});
            Q_EMIT gone(name);
            m_eventTypes.load();
        },
        type.name, query);
}

void EventTypeActs::tell(const QString &title, const EventTypeOut &now, QAction *undo)
{
    if (!undo) {
        m_undo->drop(); // of what this takes the place of
    }
    const QList<QAction *> actions = undo ? QList{undo} : QList<QAction *>();
    Q_EMIT written(now);
    Q_EMIT m_pane->notice({Tone::Ok, title, now.name, {}, actions, eventTypeTopic});
    m_eventTypes.load();
}

UndoWords EventTypeActs::undoWords(const QString &name)
{
    return {tr("Nothing was undone"), tr("%1 was changed elsewhere since.").arg(name),
            [this, name] { tellGone(name); }};
}

QAction *EventTypeActs::undoOfCreate(const EventTypeOut &made)
{
    return m_undo->offer<op::getEventType>(
        undoWords(made.name),
        [this, made](DialogAct *act, const EventTypeOut &now) {
            const bool stands = !difference(bodyOf(made), bodyOf(now));
            if (stands) {
                deleteForGood(act, now);
            } else {
                Q_EMIT written(now);
            }
            return stands;
        },
        made.name);
}

QAction *EventTypeActs::undoOfEdit(const EventTypeOut &before, const EventTypeOut &after)
{
    return m_undo->offer<op::getEventType>(
        undoWords(after.name),
        [this, before, after](DialogAct *act, const EventTypeOut &now) {
            const auto back = EditMerge::merged(bodyOf(after), bodyOf(before), bodyOf(now));
            if (!back.stands) {
                Q_EMIT written(now);
                return false;
            }
            change(act, now, back.wanted,
                   [this](const EventTypeOut &undone) { tell(tr("Undone"), undone, nullptr); });
            return true;
        },
        after.name);
}

} // namespace svix
