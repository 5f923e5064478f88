// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "panes/pane.h"
#include "widgets/forms/clipboard.h"

#include <QPointer>

namespace svix {

class PortalAccessDialog;

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
    void expireAll(const ApplicationOut &application);

private:
    PortalAccessDialog *open(const ApplicationOut &application);

    PaneContext m_context;
    Pane *m_pane;
    SecretClipboard m_clipboard;
    QPointer<PortalAccessDialog> m_dialog;
};

} // namespace svix
