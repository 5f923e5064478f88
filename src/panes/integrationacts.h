// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "panes/editmerge.h"
#include "panes/pane.h"

#include <QPointer>

namespace svix {

class ConsoleDialog;
class DialogAct;
class IntegrationKeyDialog;
class Undo;
struct UndoWords;

/// What can be done with an integration: create, edit, its key, delete.
class IntegrationActs : public QObject
{
    Q_OBJECT
public:
    IntegrationActs(const PaneContext &context, Pane *pane);
    ~IntegrationActs() override;

    void create(const QString &appId);
    void edit(const QString &appId, const IntegrationOut &integration);
    void showKey(const QString &appId, const IntegrationOut &integration);
    void remove(const QString &appId, const IntegrationOut &integration);

Q_SIGNALS:
    void saved(const QString &appId, const svix::IntegrationOut &integration, bool isNew);
    void removed(const QString &integrationId);
    void notice(const svix::Notice &notice);

private:
    /// One dialog at a time; the one that is open comes to the front.
    bool raised();
    void adopt(ConsoleDialog *dialog);
    /// Writes what differs from `before`, which was read just now.
    using IntegrationForm = EditedForm<IntegrationIn, IntegrationOut>;
    void save(DialogAct *act, IntegrationForm &form, const QString &appId,
              const IntegrationOut &before, const IntegrationIn &to);
    void tellSaved(const QString &title, const QString &appId, const IntegrationOut &before,
                   const IntegrationOut &after);
    UndoWords undoWords(const IntegrationOut &integration);
    QAction *undoOfCreate(const QString &appId, const IntegrationOut &made);
    QAction *undoOfEdit(const QString &appId, const IntegrationOut &before,
                        const IntegrationOut &after);
    void tellGone(const IntegrationOut &integration);

    PaneContext m_context;
    Pane *m_pane;
    Undo *m_undo;
    QPointer<ConsoleDialog> m_dialog;
};

} // namespace svix
