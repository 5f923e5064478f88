// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "panes/pane.h"

#include <QPointer>

namespace svix {

class ExpireAccessDialog;
class PortalAccessDialog;
struct PortalAccessOut;

/// Hands out portal links of an application, and ends all that were handed out. Links and tokens
/// are shown in the dialog only: never told, logged or kept.
class PortalActs : public QObject
{
    Q_OBJECT
public:
    PortalActs(const PaneContext &context, Pane *pane);

    void access(const ApplicationOut &application);
    /// By the deprecated operation, for servers that know only that.
    void oldAccess(const ApplicationOut &application);
    /// Asks when and of which sessions, in a dialog above `over` (nullptr: the window).
    void expireAll(const ApplicationOut &application, QWidget *over = nullptr);

private:
    PortalAccessDialog *open(const ApplicationOut &application);
    /// In the dialog; where that is closed, that there is one is told without showing it.
    void show(PortalAccessDialog *dialog, const ApplicationOut &application,
              const PortalAccessOut &access);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<PortalAccessDialog> m_dialog;
    QPointer<ExpireAccessDialog> m_expiring;
};

} // namespace svix
