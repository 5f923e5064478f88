// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "dialogs/secretdialog.h"
#include "panes/pane.h"

#include <QPointer>

namespace svix {

class DialogAct;

/// The signing secret of an endpoint: reads it for the dialog, copies it for a while, rotates it
/// after a question.
class SecretFlow : public QObject
{
    Q_OBJECT
public:
    SecretFlow(const PaneContext &context, Pane *pane);

    void open(const QString &appId, const EndpointOut &endpoint);

private:
    void read(const QString &appId, const QString &endpointId);
    void rotate(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                const EndpointSecretRotateIn &wanted);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<SecretDialog> m_dialog;
    quint64 m_chosenOn = 0; // the connection of the dialog
};

} // namespace svix
