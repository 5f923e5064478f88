// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/confirmation.h"

#include <QPointer>
#include <QWidget>

namespace svix {

/// Puts the guard's questions to the person, each in a ConfirmDialog over the active window.
class ConfirmationDialogs : public ConfirmationPort
{
public:
    /// Dialogs stand over `window` or over a dialog that is open on it.
    explicit ConfirmationDialogs(QWidget *window);

    /// Answers false when the dialog closes in any other way than by its verb.
    void ask(const ConfirmationRequest &request, std::function<void(bool)> answer) override;

private:
    QPointer<QWidget> m_window;
};

} // namespace svix
