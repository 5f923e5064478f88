// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/confirmation.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class ConfirmDialog;
}

/// Asks before an act that cannot be taken back. Cancel is the default; the verb never is, so Enter
/// never does it unless its button has the focus.
class ConfirmDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ConfirmDialog(const ConfirmationRequest &request, QWidget *parent = nullptr);
    ~ConfirmDialog() override;

Q_SIGNALS:
    /// Exactly once: true when the verb was pressed, false when the dialog closed otherwise, even
    /// by being destroyed with its parent.
    void answered(bool confirmed);

protected:
    void refreshButtons() override;

private:
    void showTypedName();
    void answer(bool confirmed);

    std::unique_ptr<Ui::ConfirmDialog> m_ui;
    QPushButton *m_verb;
    QString m_typedName;
    bool m_answered = false;
};

} // namespace svix
