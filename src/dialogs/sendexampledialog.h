// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"
#include "dialogs/eventtypechoice.h"

#include <memory>

namespace svix {

namespace Ui {
class SendExampleDialog;
}

/// Sends the example of an event type to one endpoint; the types that it takes come first.
/// sendRequested() is answered by accept() or showMessage() after setBusy(false).
class SendExampleDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit SendExampleDialog(QWidget *parent = nullptr);
    ~SendExampleDialog() override;

    /// `takesAll`: the endpoint has no list of event types. `hasChannels`: it takes only messages
    /// of its channels, and an example has none.
    void setEndpoint(const QString &url, bool takesAll, bool hasChannels);
    void setEventTypes(const QList<EventTypeChoice> &types);
    QString eventType() const;

Q_SIGNALS:
    void sendRequested(const QString &eventType);

protected:
    void refreshButtons() override;

private:
    void send();

    std::unique_ptr<Ui::SendExampleDialog> m_ui;
    QPushButton *m_send;
    QList<EventTypeChoice> m_types;
    bool m_takesAll = true;
    bool m_hasChannels = false;
};

} // namespace svix
