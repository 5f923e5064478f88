// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"
#include "core/result.h"
#include "panes/editmerge.h"
#include "panes/pane.h"

#include <QPointer>
#include <QSet>

#include <functional>

namespace svix {

class DialogAct;
class EventTypeDialog;
class EventTypeNames;
class Undo;
struct ConfirmationRequest;
struct UndoWords;

/// What can be done to event types: create, edit, archive, unarchive, delete for good, and undo of
/// all but the last. Whatever is changed is read anew before.
class EventTypeActs : public QObject
{
    Q_OBJECT
public:
    EventTypeActs(const PaneContext &context, EventTypeNames &eventTypes, Pane *pane);
    ~EventTypeActs() override;

    void create();
    void edit(const QString &name);
    void setArchived(const QString &name, bool archived);
    void remove(const QString &name);
    /// Why none can be changed; empty if it can.
    QString reasonAgainstChange() const;

Q_SIGNALS:
    /// This is what the server has now.
    void written(const svix::EventTypeOut &type);
    void gone(const QString &name);
    void openRequested(const QString &name);

private:
    using Then = std::function<void(DialogAct *, const EventTypeOut &)>;
    using Done = std::function<void(const EventTypeOut &)>;

    /// Reads all of it, once at a time for a name; one that is gone is said to be. `then` goes on
    /// with the same act.
    void read(const QString &name, const QString &notDone, const Then &then);
    EventTypeDialog *openDialog();
    void openEditor(const EventTypeOut &before);
    /// Writes what differs from `before`, which was read just now.
    using EventTypeForm = EditedForm<EventTypeIn, EventTypeOut>;
    void save(DialogAct *act, EventTypeForm &form, const EventTypeOut &before,
              const EventTypeIn &to);
    /// By PATCH where the server has it, else by PUT with everything that was read.
    void change(DialogAct *act, const EventTypeOut &now, const EventTypeIn &to, const Done &done);
    /// PUT with everything that was read just now.
    void replace(DialogAct *act, const EventTypeOut &now, const EventTypeIn &to, const Done &done);
    ConfirmationRequest asked(const QString &name) const;
    /// The one place through which whatever is deleted passes, whole, before it goes.
    void deleteForGood(DialogAct *act, const EventTypeOut &type);
    void tellGone(const QString &name);
    /// Whether the error is that, which is told then; the dialog of the act goes.
    bool isGone(DialogAct *act, const QString &name, const Error &error);
    void tell(const QString &title, const EventTypeOut &now, QAction *undo);
    UndoWords undoWords(const QString &name);
    QAction *undoOfCreate(const EventTypeOut &made);
    QAction *undoOfEdit(const EventTypeOut &before, const EventTypeOut &after);

    PaneContext m_context;
    EventTypeNames &m_eventTypes;
    Pane *m_pane;
    QPointer<EventTypeDialog> m_dialog;
    QSet<QString> m_reading;
    Undo *m_undo;
};

} // namespace svix
