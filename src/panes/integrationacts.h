// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "panes/pane.h"
#include "widgets/forms/clipboard.h"

#include <QPointer>

namespace svix {

class ConsoleDialog;
class DialogAct;
class IntegrationKeyDialog;

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
    void saved(const svix::IntegrationOut &integration, bool isNew);
    void removed(const QString &integrationId);
    void notice(const svix::Notice &notice);

private:
    /// One dialog at a time; the one that is open comes to the front.
    bool raised();
    void adopt(ConsoleDialog *dialog);
    void readKey(IntegrationKeyDialog *dialog, const QString &appId, const QString &id);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ConsoleDialog> m_dialog;
    SecretClipboard m_clipboard;
};

} // namespace svix
