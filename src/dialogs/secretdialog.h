// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class SecretDialog;
}

/// The signing secret of an endpoint: masked, to be revealed or copied, and rotated.
///
/// Busy until setSecret() or setUnread(). rotateRequested() is answered by showRotated(),
/// showFieldErrors() or showMessage(), each after setBusy(false).
class SecretDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit SecretDialog(QWidget *parent = nullptr);
    ~SecretDialog() override;

    void setEndpoint(const QString &url);
    /// Masked, whatever was shown before.
    void setSecret(const QString &secret);
    /// It could not be read; it can be rotated all the same.
    void setUnread(const QString &words);
    /// Whether the server lets one choose how long the old secret stays valid.
    void setGraceOffered(bool offered, const QString &whyNot);
    /// Why it cannot be rotated here; empty when it can.
    void setReason(const QString &againstRotating);
    /// For how long the copy stays on the clipboard; 0: until one disconnects or
    /// quits.
    void setClipboardSeconds(int seconds);
    QString secret() const;
    /// Copied: says what becomes of the copy.
    void showCopied();
    /// Rotated as `wanted` says; the new secret comes by setSecret().
    void showRotated(const EndpointSecretRotateIn &wanted);
    /// How long the old secret stays valid: "24 hours"; "" for at once.
    static QString graceText(int seconds);

Q_SIGNALS:
    void copyRequested();
    void rotateRequested(const svix::EndpointSecretRotateIn &wanted);

protected:
    void refreshButtons() override;

private:
    void setUpFields();
    void refreshConsequence();
    int graceSeconds() const;
    void rotate();

    std::unique_ptr<Ui::SecretDialog> m_ui;
    QPushButton *m_rotate;
    QString m_reason;
    int m_clipboardSeconds = 30;
    bool m_graceOffered = true;
};

} // namespace svix
