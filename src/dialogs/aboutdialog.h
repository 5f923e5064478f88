// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class AboutDialog;
}

/// Version, licence and libraries, and the diagnostics to copy into a report.
class AboutDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent = nullptr);
    ~AboutDialog() override;

    /// What "Copy diagnostics" copies after the versions; free of secrets when given.
    void setDiagnostics(const QString &text) { m_diagnostics = text; }
    /// As copied.
    QString diagnostics() const;

private:
    void listLibraries();

    std::unique_ptr<Ui::AboutDialog> m_ui;
    QString m_diagnostics;
};

} // namespace svix
