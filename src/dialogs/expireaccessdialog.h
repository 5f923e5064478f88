// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class ExpireAccessDialog;
}

/// Ends the portal access to an application: when, and of which sessions.
///
/// expireRequested() is answered by accept(), showFieldErrors() or showMessage().
class ExpireAccessDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ExpireAccessDialog(QWidget *parent = nullptr);
    ~ExpireAccessDialog() override;

    void setApplication(const QString &name);
    /// What ends, and when, in words.
    QString consequence() const;
    ExpireAllIn value() const;

Q_SIGNALS:
    void expireRequested(const svix::ExpireAllIn &value);

protected:
    void refreshButtons() override;

private:
    void expire();
    void refreshSummary();

    std::unique_ptr<Ui::ExpireAccessDialog> m_ui;
    QPushButton *m_expire;
};

} // namespace svix
