// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class IntegrationDialog;
}

/// Creates or changes an integration: its name and feature flags. saveRequested() is answered by
/// accept(), showFieldErrors() or showMessage().
class IntegrationDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit IntegrationDialog(QWidget *parent = nullptr);
    ~IntegrationDialog() override;

    /// A new one of this application.
    void setApplication(const QString &name);
    /// An existing one; what was read of it stays where the form does not change it.
    void setIntegration(const IntegrationOut &integration);
    /// What is there `now`, with what a person has typed over it.
    void rebase(const IntegrationIn &now, const IntegrationIn &typed);

Q_SIGNALS:
    void saveRequested(const svix::IntegrationIn &integration);

protected:
    void refreshButtons() override;

private:
    void save();
    QStringList flags() const;

    std::unique_ptr<Ui::IntegrationDialog> m_ui;
    QPushButton *m_save;
    IntegrationIn m_read; // what the form does not change stays as it was
    bool m_isNew = true;
};

} // namespace svix
