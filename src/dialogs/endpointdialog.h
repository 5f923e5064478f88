// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "dialogs/consoledialog.h"
#include "dialogs/eventtypechoice.h"
#include "widgets/forms/formbinder.h"

#include <memory>

namespace svix {

namespace Ui {
class EndpointDialog;
}

/// What the server takes of an endpoint.
struct EndpointLimits
{
    bool moreChannelMarks = false; ///< ":" and "+" in channels
    bool version = false;          ///< the server has a version
};

/// An application that an endpoint can be copied to.
struct ApplicationChoice
{
    QString id;
    QString name;
    QString uid; ///< may be empty
};

/// Makes an endpoint, edits one, or copies one to the same or another application.
/// saveRequested() is answered by accept(), showFieldErrors(), showTaken() or showMessage() after
/// setBusy(false).
class EndpointDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    enum class Purpose { Create, Edit, Duplicate };

    explicit EndpointDialog(Purpose purpose, QWidget *parent = nullptr);
    ~EndpointDialog() override;

    /// The application that it is in, or goes to. Only a copy can go to another.
    void setApplication(const ApplicationChoice &application);
    /// For a copy: where it can go.
    void setApplications(const QList<ApplicationChoice> &applications);
    void setLimits(const EndpointLimits &limits);
    void setEventTypes(const QList<EventTypeChoice> &types);
    /// Fills the form; what the form does not show is kept for endpoint().
    void setEndpoint(const EndpointIn &endpoint);
    /// What is there `now`, with what a person has typed over it.
    void rebase(const EndpointIn &now, const EndpointIn &typed);
    /// What stands in the form; an empty choice of event types or channels is none at all.
    EndpointIn endpoint() const;

    /// Another endpoint has this uid already: says so, and offers to open that one.
    void showTaken(const QString &uid);
    /// Of which application it becomes: an id, or what was typed as one.
    QString application() const;

Q_SIGNALS:
    /// `application` is an id or uid.
    void saveRequested(const svix::EndpointIn &endpoint, const QString &application);
    /// The endpoint that is in the way is to be opened instead.
    void openExistingRequested(const QString &uid, const QString &application);

protected:
    void refreshButtons() override;

private:
    void setUpFields();
    /// One of the list, not something typed.
    bool isApplicationChosen() const;
    void urlEdited();
    QList<FieldError> problems() const;
    void save();

    Purpose m_purpose;
    std::unique_ptr<Ui::EndpointDialog> m_ui;
    FormBinder<EndpointIn> m_binder;
    QPushButton *m_openExisting;
    QPushButton *m_save;
    EndpointLimits m_limits;
    ApplicationChoice m_application;
    QString m_taken; // the uid that was refused
};

} // namespace svix
