// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "api/messages.h"
#include "dialogs/consoledialog.h"
#include "dialogs/eventtypechoice.h"
#include "dialogs/transformationtexts.h"

#include <memory>
#include <optional>

namespace svix {

namespace Ui {
class TransformationDialog;
}

/// What a transformation is tried with.
struct TransformationTest
{
    QString code;
    QMap<QString, QString> variables;
    QString eventType;
    QByteArray payload; ///< JSON text
    std::optional<QStringList> channels;
};

/// The code that an endpoint's messages go through: written, tried on an example, on JSON of one's
/// own or on a past message, and saved.
///
/// Made busy by its owner until setTransformation(). saveRequested() is answered as in any dialog;
/// runRequested() by showOutcome() or showRunRefused(), and stopRequested() by one of these too.
class TransformationDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit TransformationDialog(QWidget *parent = nullptr);
    ~TransformationDialog() override;

    void setEndpoint(const QString &url);
    /// What the server has; what is saved is told by its difference to this.
    void setTransformation(const EndpointTransformationOut &now);
    /// Why it cannot be saved, or run by the server; empty: it can.
    void setSaveReason(const QString &why);
    void setServerRunReason(const QString &why);
    /// Names to choose from; the typed text stays.
    void setEventTypes(const QList<EventTypeChoice> &types);
    /// The answer to eventTypeChosen(); ignored when another type stands there by now.
    void setSchemas(const QString &eventType, const QByteArray &schemas);
    /// The newest ones, without payload.
    void setMessages(const QList<MessageOut> &messages);
    /// The answer to messageChosen().
    /// The answers to messageChosen(`asked`); one that is no longer waited for is left.
    void showPastMessage(const QString &asked, const svix::MessageOut &message);
    void showNoMessage(const QString &asked, const QString &words);

    void showOutcome(const svix::ScriptOutcome &outcome, svix::RunPlace place);
    /// The server did not run it.
    void showRunRefused(const QString &words);
    bool isRunning() const { return m_running; }

    /// Only what was changed.
    EndpointTransformationPatch patch() const;
    bool isChanged() const;

    void reject() override;

Q_SIGNALS:
    void saveRequested(const svix::EndpointTransformationPatch &patch);
    void runRequested(const svix::TransformationTest &test, svix::RunPlace place);
    void stopRequested();
    /// A known type without loaded schemas stands in the field.
    void eventTypeChosen(const QString &eventType);
    void messageChosen(const QString &id);

protected:
    void refreshButtons() override;
    void changeEvent(QEvent *event) override;
    /// Plain Enter never saves here; Ctrl+Enter does.
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setUpCode();
    void setUpTest();
    void arrange();
    void eventTypeEdited();
    void exampleKnown();
    void putPayload(const QByteArray &json);
    void chooseMessage();
    void run(RunPlace place);
    void setRunning(bool running, RunPlace place);
    void save();
    bool checkCode();
    bool checkVariables();
    void edited();
    void setAsking(bool asking);

    std::unique_ptr<Ui::TransformationDialog> m_ui;
    QPushButton *m_discard;
    QPushButton *m_save;
    EndpointTransformationOut m_was;
    QString m_shownCode; // what stood there at first, also where the server has none
    QString m_url;
    QString m_whyNotSaved;
    QString m_whyNotOnServer;
    QList<EventTypeChoice> m_types;
    QByteArray m_example;
    QString m_asked; // the type whose schemas were asked for last
    std::optional<QStringList> m_channels;
    QByteArray m_tried; // the payload of the run that is under way or was the last
    RunPlace m_place = RunPlace::Here;
    QString m_askedMessage; // until it is there, or something else is
    bool m_ownPayload = false;
    bool m_filling = false;
    bool m_running = false;
    bool m_asking = false;
};

} // namespace svix
