// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/messages.h"
#include "app/draftstore.h"
#include "app/schemacheck.h"
#include "dialogs/consoledialog.h"
#include "dialogs/eventtypechoice.h"

#include <memory>
#include <optional>

namespace svix {

namespace Ui {
class ComposerDialog;
}

/// A message being written; a copy of another keeps that one's id in sourceMessage.
using MessageDraft = DraftContent;

/// The body of the request for a draft; empty fields are left out.
MessageIn toMessageIn(const DraftContent &draft);

/// What the server at hand takes.
struct ComposerLimits
{
    int maxChannels = 5;
    int minRetentionDays = 5;
    int maxRetentionDays = 90;
    bool tags = false;
    QString whyNoTags; ///< shown where tags are not offered
};

/// How a message that is asked to be sent relates to the try before it.
enum class SendKind {
    First,
    Again,     ///< the same draft after an unknown outcome: the idempotency key is kept
    NewMessage ///< edited or too old after an unknown outcome, and the person was told: a new key
};

/// Writes a message and sends it: event type with its schema and example, payload checked as JSON,
/// and against the schema, which is told and never keeps from sending.
///
/// sendRequested() is answered by accept(), showFieldErrors(), showEventIdTaken(), showRefused() or
/// showUnknownOutcome().
class ComposerDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ComposerDialog(QWidget *parent = nullptr);
    ~ComposerDialog() override;

    void setApplication(const QString &name);
    void setLimits(const ComposerLimits &limits);
    /// Names to choose from; the typed text stays.
    void setEventTypes(const QList<EventTypeChoice> &types);
    /// The answer to eventTypeChosen(); ignored when another type stands there by now.
    void setSchemas(const QString &eventType, const QByteArray &schemas);
    void setDraft(const DraftContent &draft);
    DraftContent draft() const;

    /// Nothing was sent or the server refused; the draft stays.
    void showRefused(const QString &words, const QString &details = {});
    /// It was written before, and left: says so where nothing else is said, and offers to begin
    /// anew, by discardRequested(), until the next setDraft().
    void showRestored();
    /// 409: a message with this event id exists.
    void showEventIdTaken();
    /// The request went out and no answer came.
    void showUnknownOutcome(const QString &words);
    /// `tried` was sent at `at` and no answer came. Without `keyKept` the server has forgotten its
    /// key by now, so that sending it again may make a second message.
    void showTriedBefore(const DraftContent &tried, const QDateTime &at, bool keyKept);

Q_SIGNALS:
    /// A known type without loaded schemas stands in the field.
    void eventTypeChosen(const QString &eventType);
    void sendRequested(const svix::DraftContent &draft, svix::SendKind kind);
    /// At each change, for keeping the draft.
    void draftChanged();
    /// The person does not want what was restored: the owner fills the form anew.
    void discardRequested();

protected:
    void refreshButtons() override;

private:
    void setUpFields();
    void eventTypeEdited();
    void showSchema();
    void payloadChecked(bool ok, const QString &message, int line, int column);
    void checkSchema();
    void schemaChecked(const svix::SchemaVerdict &verdict);
    void insertExample();
    void edited();
    bool check();
    void send();
    void tellUnknown(const QString &words);
    const EventTypeChoice *choice() const;

    std::unique_ptr<Ui::ComposerDialog> m_ui;
    SchemaCheck *m_schemaCheck;
    QPushButton *m_schemaButton;
    QPushButton *m_discard;
    QPushButton *m_send;
    ComposerLimits m_limits;
    QList<EventTypeChoice> m_types;
    SchemaExample m_schema;
    QString m_source;                      ///< DraftContent::sourceMessage of what was loaded
    QString m_asked;                       ///< the type whose schemas were asked for last
    std::optional<DraftContent> m_unknown; ///< sent, outcome unknown
    bool m_keyForgotten = false;           ///< m_unknown cannot be tried again with its key
    bool m_schemaHidden = false;
    bool m_filling = false;
};

} // namespace svix
