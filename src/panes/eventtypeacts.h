// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"
#include "core/result.h"
#include "panes/pane.h"

#include <QPointer>
#include <QSet>

#include <functional>
#include <memory>

namespace svix {

class DialogAct;
class EventTypeDialog;
class EventTypeNames;

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
    /// Reads all of it, once at a time for a name; one that is gone is said to be.
    void read(const QString &name, const QString &notDone,
              std::function<void(const EventTypeOut &)> then);
    EventTypeDialog *openDialog();
    void openEditor(const EventTypeOut &before);
    /// By PATCH where the server has it, else by PUT with everything that was read.
    void change(DialogAct *act, const EventTypeIn &from, const EventTypeIn &to,
                std::function<void(const EventTypeOut &)> done);
    /// PUT with everything that was read just now.
    void replace(DialogAct *act, const EventTypeIn &to,
                 std::function<void(const EventTypeOut &)> done);
    void deleteForGood(const EventTypeOut &type);
    /// The one place through which whatever is deleted passes, whole, before it goes.
    void tellGone(const QString &name);
    void tell(const QString &title, const EventTypeOut &now, std::function<void()> undo);
    /// Brings `before` back unless it is another than `after` by now.
    void undo(const EventTypeOut &before, const EventTypeOut &after);
    /// Reads it and goes on when nobody has changed it since.
    void ifUnchanged(const EventTypeOut &after, std::function<void(const EventTypeOut &)> then);
    void forget();

    PaneContext m_context;
    EventTypeNames &m_eventTypes;
    Pane *m_pane;
    QPointer<EventTypeDialog> m_dialog;
    QSet<QString> m_reading;
    QAction *m_undo;
    std::function<void()> m_undoNow;
};

} // namespace svix
