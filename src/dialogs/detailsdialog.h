// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class DetailsDialog;
}

/// Plain text to read and copy: the details of an error, diagnostics, a request.
class DetailsDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit DetailsDialog(QWidget *parent = nullptr);
    ~DetailsDialog() override;

    /// The text is shown as it is; whoever gives it has taken the secrets out.
    void setDetails(const QString &title, const QString &text);
    QString text() const;

private:
    std::unique_ptr<Ui::DetailsDialog> m_ui;
};

} // namespace svix
