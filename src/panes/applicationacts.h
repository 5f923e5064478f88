// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "panes/applicationcopy.h"
#include "panes/pane.h"

#include <QPointer>

namespace svix {

class ApplicationDialog;
class DialogAct;

/// Makes, changes and deletes applications, and takes the first two back on request.
class ApplicationActs : public QObject
{
    Q_OBJECT
public:
    ApplicationActs(const PaneContext &context, Pane *pane);

    void create();
    void edit(const ApplicationOut &application);
    /// Reads what it holds, keeps a copy, asks, deletes.
    void remove(const ApplicationOut &application);

Q_SIGNALS:
    /// Made or changed: this is what the server has now.
    void saved(const svix::ApplicationOut &application);
    void removed(const QString &id);
    /// A person wants to see the application of this uid.
    void openRequested(const QString &uid);

private:
    ApplicationDialog *makeDialog();
    void sendCreate(ApplicationDialog *dialog);
    template <typename Done>
    void sendEdit(DialogAct *act, const ApplicationOut &before, const ApplicationIn &in, Done done);
    void confirmRemoval(const ApplicationOut &application, const ApplicationCopy::Found &found);
    void tellSaved(const QString &title, std::function<void()> undo);
    void undoCreate(const ApplicationOut &made);
    void undoEdit(const ApplicationOut &before, const ApplicationOut &after);
    /// Asks for it anew and goes on when it is still as it was, else says that it is not.
    void whenUnchanged(const ApplicationOut &known,
                       std::function<void(const ApplicationOut &)> then);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ApplicationDialog> m_dialog;
    QAction *m_undo;
    std::function<void()> m_undoes;
    bool m_removing = false;
};

} // namespace svix
