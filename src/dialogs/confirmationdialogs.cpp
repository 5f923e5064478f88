// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmationdialogs.h"

#include "dialogs/confirmdialog.h"

#include <QApplication>

namespace svix {

ConfirmationDialogs::ConfirmationDialogs(QWidget *window)
    : m_window(window)
{
}

void ConfirmationDialogs::ask(const ConfirmationRequest &request, std::function<void(bool)> answer)
{
    if (!m_window) {
        answer(false);
        return;
    }
    QWidget *modal = QApplication::activeModalWidget();
    const bool overDialog = modal && m_window->isAncestorOf(modal);
    auto *dialog = new ConfirmDialog(request, overDialog ? modal : m_window.data());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ConfirmDialog::answered, dialog,
                     [answer = std::move(answer)](bool confirmed) { answer(confirmed); });
    dialog->open();
}

} // namespace svix
