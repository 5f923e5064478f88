// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "panes/applicationcopy.h"
#include "panes/editmerge.h"
#include "panes/pane.h"

#include <QPointer>

namespace svix {

class ApplicationDialog;
class DialogAct;
class Undo;
struct ConfirmationRequest;
struct UndoWords;

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
    /// Writes what differs from `before`, which was read just now.
    using ApplicationForm = EditedForm<ApplicationIn, ApplicationOut>;
    void save(DialogAct *act, ApplicationForm &form, const ApplicationOut &before,
              const ApplicationIn &to);
    template <typename Done>
    void write(DialogAct *act, const ConfirmationRequest &confirm, const ApplicationOut &now,
               const ApplicationIn &to, Done done);
    void endReading();
    static QString consequenceOfRemoving(const ApplicationCopy::Found &found);
    void confirmRemoval(const ApplicationOut &application, const ApplicationCopy::Found &found);
    void tellSaved(const QString &title, QAction *undo);
    UndoWords undoWords(const ApplicationOut &application) const;
    QAction *undoOfCreate(const ApplicationOut &made);
    QAction *undoOfEdit(const ApplicationIn &before, const ApplicationOut &after);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ApplicationDialog> m_dialog;
    Undo *m_undo;
    ApplicationCopy *m_reading = nullptr; // only told from another one
    bool m_removing = false;
};

} // namespace svix
