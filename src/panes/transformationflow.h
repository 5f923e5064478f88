// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "dialogs/transformationdialog.h"
#include "panes/pane.h"

#include <QPointer>

namespace svix {

class ApiClient;
class DialogAct;
class EventTypeNames;
class Undo;

/// The transformation of an endpoint: reads it, tries it in a process of its own or on the server
/// with an example or a past message, saves what was changed, and takes that back on request.
class TransformationFlow : public QObject
{
    Q_OBJECT
public:
    TransformationFlow(const PaneContext &context, EventTypeNames &eventTypes, Pane *pane);

    /// Why there is none to open here; empty: there is.
    QString reason() const;
    void start(const QString &appId, const EndpointOut &endpoint);

Q_SIGNALS:
    /// It was saved, or a change of it undone.
    void changed();

private:
    /// Whose transformation it is.
    struct Target
    {
        QString appId;
        QString endpointId;
        QString url;
    };

    void read(const Target &target);
    void fill(const Target &target, const EndpointTransformationOut &now);
    /// Those that the endpoint takes; an empty list takes all.
    void askMessages(const QString &appId, const QStringList &eventTypes);
    void askMessage(const QString &appId, const QString &id);
    void askSchemas(const QString &eventType);
    void runHere(const Target &target, const TransformationTest &test);
    void runOnServer(const Target &target, const TransformationTest &test);
    void write(DialogAct *act, const Target &target, const svix::EndpointTransformationOut &now,
               const svix::EndpointTransformationPatch &patch);
    void saved(const Target &target, const EndpointTransformationOut &before,
               const EndpointTransformationPatch &patch);
    QAction *undoOf(const Target &target, const EndpointTransformationOut &done,
                    const EndpointTransformationPatch &back);
    /// Of the connection on which the dialog was opened; nullptr when that is another by now.
    ApiClient *client() const;

    PaneContext m_context;
    EventTypeNames &m_eventTypes;
    Pane *m_pane;
    QPointer<TransformationDialog> m_dialog;
    Undo *m_undo;
    quint64 m_chosenOn = 0; // Session::generation() of when m_dialog was opened
};

} // namespace svix
