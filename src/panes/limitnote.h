// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace svix {

class ConsoleDialog;
class Session;

/// Says in a busy dialog that the server limits requests, and counts down to the next try: the
/// status bar that says it too lies behind the dialog. Goes with the dialog.
class LimitNote : public QObject
{
    Q_OBJECT
public:
    LimitNote(Session &session, ConsoleDialog *dialog);

private:
    void show();

    ConsoleDialog *m_dialog;
    quint64 m_call = 0; // that waits; 0: none
    QDateTime m_until;
    QTimer m_tick;
};

} // namespace svix
