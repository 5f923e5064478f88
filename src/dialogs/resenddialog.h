// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"
#include "models/roles.h"

#include <memory>

namespace svix {

namespace Ui {
class ResendDialog;
}

/// An endpoint that a message can be sent to again.
struct ResendTarget
{
    QString endpointId;
    QString url;
    StateKind state = StateKind::None; ///< of this message at this endpoint
    QString stateText;
    qint64 lastAttemptMs = 0; ///< UTC, 0 when it was never tried
    bool disabled = false;    ///< the server would accept the resend and send nothing
};

/// Sends one message again to chosen endpoints; those where it failed are chosen at
/// first, or else those that are still being tried.
/// resendRequested() is answered by accept() or showMessage() after setBusy(false).
class ResendDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ResendDialog(QWidget *parent = nullptr);
    ~ResendDialog() override;

    /// `message` names it in the title: its event type or event id. `expired`: its payload is gone.
    void setMessage(const QString &message, bool expired = false);
    void setTargets(const QList<ResendTarget> &targets);
    /// Ids of the chosen endpoints in the order of the list.
    QStringList chosen() const;

Q_SIGNALS:
    void resendRequested(const QStringList &endpointIds);

protected:
    void refreshButtons() override;

private:
    void chooseNotArrived();

    std::unique_ptr<Ui::ResendDialog> m_ui;
    QPushButton *m_failed;
    QPushButton *m_resend;
    bool m_expired = false;
};

} // namespace svix
