// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class TokenDialog;
}

/// Asks for the token of a connection: when none is stored or the keyring cannot be read, and to
/// replace one. tokenGiven() is answered by accept(), showFieldErrors() or showMessage() after
/// setBusy(false).
class TokenDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    enum class Purpose {
        Ask,    ///< to connect now
        Replace ///< of a connection that has one
    };

    TokenDialog(Purpose purpose, const Profile &profile, QWidget *parent = nullptr);
    ~TokenDialog() override;

    /// Why it is asked for ("The keyring is locked."), above the field.
    void setReason(const QString &words);
    /// Without a keyring the token lasts for the session, and the dialog says so.
    void setKeyringAvailable(bool available);

Q_SIGNALS:
    /// `token` is clean; `keep` says whether it goes to the keyring or lasts for the session.
    void tokenGiven(const QByteArray &token, bool keep);

private:
    void tokenEdited();
    void give();

    std::unique_ptr<Ui::TokenDialog> m_ui;
    QPushButton *m_use;
    Profile m_profile;
    QString m_warnedOf; ///< the remark that was pointed out before
};

} // namespace svix
