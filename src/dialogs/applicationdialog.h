// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "dialogs/consoledialog.h"
#include "widgets/forms/formbinder.h"

#include <memory>

namespace svix {

namespace Ui {
class ApplicationDialog;
}

/// Makes an application, or changes one: name, uid, throttle rate, metadata.
class ApplicationDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ApplicationDialog(QWidget *parent = nullptr);
    ~ApplicationDialog() override;

    /// A new one is made otherwise.
    void setApplication(const ApplicationOut &application);
    /// What is there `now`, with what a person has typed over it.
    void rebase(const ApplicationIn &now, const ApplicationIn &typed);
    /// `throttles`: the server keeps to the rate; svix-server only stores it.
    void setThrottles(bool throttles);
    /// As the form says it.
    ApplicationIn value() const;
    /// After a 409: offers to open the application that has this uid.
    void offerExisting(const QString &uid);

Q_SIGNALS:
    void saveRequested(const svix::ApplicationIn &value);
    void openExistingRequested(const QString &uid);

protected:
    void refreshButtons() override;

private:
    void save();

    std::unique_ptr<Ui::ApplicationDialog> m_ui;
    QPushButton *m_save;
    QPushButton *m_existing;
    FormBinder<ApplicationIn> m_binder;
    QString m_existingUid;
    bool m_new = true;
};

/// What a person may change of it, as it is now.
ApplicationIn applicationIn(const ApplicationOut &application);

} // namespace svix
