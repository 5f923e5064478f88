// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class IntegrationKeyDialog;
}

/// The key of an integration: read where the server still gives it, rotated, and shown masked.
/// readRequested() and rotateRequested() are answered by setKey() or showMessage(); it stays open
/// for the new key to be copied.
class IntegrationKeyDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit IntegrationKeyDialog(QWidget *parent = nullptr);
    ~IntegrationKeyDialog() override;

    void setIntegration(const QString &name, const QString &applicationName);
    /// Why one of the acts cannot be done here; empty when it can.
    void setReasons(const QString &read, const QString &rotate);
    /// How long a copied key stays on the clipboard; 0: until one disconnects or quits.
    void setClipboardSeconds(int seconds);
    /// `isNew`: it has just been made, and the one before is worth nothing any more.
    void setKey(const QString &key, bool isNew);

Q_SIGNALS:
    void readRequested();
    void rotateRequested();
    void copyRequested(const QString &key);

protected:
    void refreshButtons() override;

private:
    void copy(const QString &key);
    std::unique_ptr<Ui::IntegrationKeyDialog> m_ui;
    QPushButton *m_rotate;
    QString m_whyNoRead;
    QString m_whyNoRotate;
    int m_clipboardSeconds = 30;
};

} // namespace svix
