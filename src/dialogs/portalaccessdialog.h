// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "dialogs/consoledialog.h"

#include <memory>

class QListWidgetItem;

namespace svix {

namespace Ui {
class PortalAccessDialog;
}

/// Makes a link with which a customer opens the portal of one application: what its holder may do,
/// for how long, and then the link itself, masked. Answered by showAccess() or showMessage().
class PortalAccessDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit PortalAccessDialog(QWidget *parent = nullptr);
    ~PortalAccessDialog() override;

    /// Its name and uid; one without a uid cannot be made anew by the way.
    void setApplication(const svix::ApplicationOut &application);
    /// `reason` says why the server would drop capabilities, expiry and session; empty: it takes
    /// them.
    void setLimitedBecause(const QString &reason);
    /// The server has no portal of its own: its address is a page that says so, and what counts is
    /// the token.
    void setWithoutPortal();
    /// The deprecated form, which takes no options.
    void setOld();
    /// `reason` says why not all access can be ended here; empty: it can.
    void setExpireAll(const QString &reason);
    /// How long a copied secret stays on the clipboard; 0: until it is replaced.
    void setClipboardSeconds(int seconds) { m_clipboardSeconds = seconds; }
    AppPortalAccessIn value() const;
    /// What the holder may do, in words.
    QString summary() const;
    void showAccess(const PortalAccessOut &access);

Q_SIGNALS:
    void accessRequested(const svix::AppPortalAccessIn &value);
    /// To the clipboard, as a secret.
    void copyRequested(const QString &secret);
    void openRequested(const QString &url);
    void expireAllRequested();

protected:
    void refreshButtons() override;

private:
    void setUpFields();
    void addCapability(const QString &name, const QString &words, bool fixed = false);
    QStringList capabilities() const;
    QStringList flags() const;
    bool holdsAll() const;
    QString lifetime() const;
    void showAccessRows(bool shown);
    void refreshIntro();
    void refreshAccessHint();
    void refreshSummary();
    void copy(const QString &what, const QString &secret);
    void make();

    std::unique_ptr<Ui::PortalAccessDialog> m_ui;
    QPushButton *m_make;
    QPushButton *m_expire;
    QString m_limited;
    QString m_noExpiry;
    bool m_old = false;
    bool m_hasPortal = true;
    ApplicationOut m_application;
    int m_clipboardSeconds = 30;
    QString m_copied; // says that the link or the token of now was
    QString m_made;   // what the link that is shown lets its holder do
};

/// A page that may be opened in the browser: https, or http on this computer.
bool isSafeToOpen(const QUrl &url);

} // namespace svix
