// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "core/result.h"
#include "dialogs/endpointdialog.h"
#include "panes/editmerge.h"
#include "panes/endpointcopy.h"
#include "panes/pane.h"

#include <QPointer>
#include <QSet>

#include <functional>
#include <optional>

namespace svix {

class DialogAct;
class EventTypeNames;
class Undo;

/// Making, changing, copying, switching and deleting endpoints.
class EndpointActs : public QObject
{
    Q_OBJECT
public:
    EndpointActs(const PaneContext &context, EventTypeNames &eventTypes, Pane *pane);

    void create(const QString &appId);
    void edit(const QString &appId, const EndpointOut &endpoint);
    /// A copy of it here or in another application.
    void duplicate(const QString &appId, const EndpointOut &endpoint);
    void setDisabled(const QString &appId, const EndpointOut &endpoint, bool disabled);
    void remove(const QString &appId, const EndpointOut &endpoint);

    /// Why an endpoint cannot be changed here, by PATCH or PUT; empty when it can.
    QString reasonAgainstChanging() const;

Q_SIGNALS:
    /// A new one, in the application that is shown.
    void created(const svix::EndpointOut &endpoint);
    void changed(const svix::EndpointOut &endpoint);
    void removed(const QString &endpointId);

private:
    /// Which endpoint an act is about.
    struct Target
    {
        QString app;
        QString id;
    };
    using Done = std::function<void(const EndpointOut &)>;

    EndpointDialog *open(EndpointDialog::Purpose purpose, const QString &appId,
                         const EndpointIn &endpoint);
    void offerApplications();
    void add(DialogAct *act, const EndpointIn &endpoint, const QString &application);
    /// Writes what differs from `now`, which was read just now: by PATCH where the server has it,
    /// else by PUT with all that was read.
    void write(DialogAct *act, const Target &target, const EndpointOut &now,
               const EndpointIn &wanted, const Done &done);
    void replace(DialogAct *act, const Target &target, const EndpointOut &now,
                 const EndpointPatch &patch, const Done &done);
    bool hasPatch() const;
    using EndpointForm = EditedForm<EndpointIn, EndpointOut>;
    void save(DialogAct *act, EndpointForm &form, const Target &target, const EndpointOut &now,
              const EndpointIn &wanted);
    void tellChanged(const Target &target, const EndpointIn &before, const EndpointOut &after,
                     const QString &what);
    QAction *undoOf(const Target &target, const EndpointIn &before, const EndpointOut &after);
    void askToRemove(const Target &target, const QString &application, const EndpointOut &endpoint,
                     const EndpointCopy::Found &found);
    static QString consequenceOfRemoving(const QString &application, const EndpointOut &endpoint,
                                         bool complete);

    PaneContext m_context;
    EventTypeNames &m_eventTypes;
    Pane *m_pane;
    QPointer<EndpointDialog> m_dialog;
    Undo *m_undo;
    QSet<QString> m_switching; // ids of endpoints
    bool m_removing = false;
};

} // namespace svix
