// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"
#include "dialogs/consoledialog.h"
#include "widgets/forms/formbinder.h"

#include <memory>

namespace svix {

namespace Ui {
class EventTypeDialog;
}

class EventTypeSchemas;

/// Creates an event type or changes one: what it is called, who sees it, and the schema of each
/// version, checked as JSON.
///
/// saveRequested() is answered by accept(), showFieldErrors(), showTaken() or showMessage().
class EventTypeDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit EventTypeDialog(QWidget *parent = nullptr);
    ~EventTypeDialog() override;

    /// Svix cloud has several flags and a group; elsewhere the server would drop them, and
    /// `whyNoGroup` says so in the field.
    void setCloud(bool cloud, const QString &whyNoGroup = {});
    /// For a new one; what is given is what the fields begin with.
    void setNew(const EventTypeIn &content = {});
    /// To change this one, whose name stays.
    void setEventType(const EventTypeIn &content);
    /// What is there `now`, with what a person has typed over it.
    void rebase(const EventTypeIn &now, const EventTypeIn &typed);
    /// As the form says it; what the form does not show is as it was loaded.
    EventTypeIn content() const;

    /// 409: there is one of this name, which is offered to be opened.
    void showTaken(const QString &name);

Q_SIGNALS:
    void saveRequested(const svix::EventTypeIn &content);
    void openExistingRequested(const QString &name);

protected:
    void refreshButtons() override;

private:
    void bindAll();
    bool check();
    void save();

    std::unique_ptr<Ui::EventTypeDialog> m_ui;
    FormBinder<EventTypeIn> m_form;
    EventTypeSchemas *m_schemas;
    QPushButton *m_existing;
    QPushButton *m_save;
    QString m_taken;
    bool m_isNew = true;
};

} // namespace svix
