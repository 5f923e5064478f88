// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "core/result.h"
#include "panes/pane.h"

#include <QPointer>

namespace svix {

class ApplicationDialog;
class DialogAct;
struct EndpointOut;

/// Making, changing and deleting applications, each with its dialog or question, and undoing the
/// first two.
class ApplicationActs : public QObject
{
    Q_OBJECT
public:
    ApplicationActs(const PaneContext &context, Pane *pane);

    void create();
    /// Sends what was changed only, where the server can take that; else all that was read.
    void edit(const ApplicationOut &application);
    /// Reads its endpoints first, to name them in the question and to keep a copy of all on this
    /// computer.
    void remove(const ApplicationOut &application);

Q_SIGNALS:
    /// It is as this now; `made` just now.
    void changed(const svix::ApplicationOut &application, bool made);
    void removed(const QString &applicationId);
    /// The person wants to see this one instead.
    void wanted(const QString &idOrUid);

private:
    ApplicationDialog *open(ApplicationDialog *dialog);
    void saveChange(DialogAct *act, ApplicationDialog *dialog, const ApplicationOut &before,
                    const ApplicationIn &wanted);
    /// Reads it again: somebody may have changed it since it was shown.
    void checkThenSave(DialogAct *act, ApplicationDialog *dialog, const ApplicationIn &wanted);
    void tellMade(const ApplicationOut &application);
    void tellChanged(const ApplicationOut &before, const ApplicationOut &after);
    void undoCreate(const ApplicationOut &made);
    void undoChange(const ApplicationOut &before, const ApplicationOut &after);
    void readEndpoints(const ApplicationOut &application, const QList<EndpointOut> &known,
                       const std::optional<QString> &iterator);
    void ask(const ApplicationOut &application, const QList<EndpointOut> &endpoints, bool all);
    void gone(const ApplicationOut &application, bool already);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ApplicationDialog> m_dialog;
    ApplicationOut m_before; // of the one in the dialog, as it was read last
    quint64 m_chosenOn = 0;
    bool m_reading = false; // before a deletion
};

} // namespace svix
