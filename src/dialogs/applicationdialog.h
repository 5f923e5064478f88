// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class ApplicationDialog;
}

/// Makes an application or changes one: name, uid, throttle rate, metadata. saveRequested() is
/// answered by accept(), showFieldErrors() or showMessage() after setBusy(false).
class ApplicationDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    /// For a new one.
    explicit ApplicationDialog(QWidget *parent = nullptr);
    ~ApplicationDialog() override;

    /// To change this one.
    void setApplication(const ApplicationOut &application);
    /// The application as the form says it; members that it does not show are those it began with.
    ApplicationIn application() const;
    /// One with this uid is there already: offers to open it.
    void showTaken(const QString &uid);

Q_SIGNALS:
    void saveRequested(const svix::ApplicationIn &application);
    void existingRequested(const QString &uid);

protected:
    void refreshButtons() override;

private:
    void save();
    bool check();

    std::unique_ptr<Ui::ApplicationDialog> m_ui;
    QPushButton *m_save;
    QPushButton *m_existing;
    std::optional<ApplicationIn> m_before; // of one that is changed
    QString m_taken;
};

/// What a PATCH changes to make of `before` what `wanted` says; members that are equal are absent.
ApplicationPatch patchOf(const ApplicationIn &before, const ApplicationIn &wanted);
/// The body of a PUT that changes nothing.
ApplicationIn inputOf(const ApplicationOut &application);

} // namespace svix
