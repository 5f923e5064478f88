// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "api/messages.h"
#include "app/erased.h"
#include "core/result.h"
#include "dialogs/composerdialog.h"
#include "panes/pane.h"

#include <QPointer>

#include <optional>

namespace svix {

class EventTypeNames;

/// Sending a message: opens the composer, keeps its draft, sends once, and when no answer comes
/// says so and sends again only with the same idempotency key.
class ComposerFlow : public QObject
{
    Q_OBJECT
public:
    ComposerFlow(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent);

    /// With the draft that was left for this application, if there is one.
    void start(const QString &appId, const QString &appName);
    /// With what this message holds, to be sent as a new one; needs its payload. What was begun as
    /// a new message of one's own stays as it is.
    void startWith(const QString &appId, const QString &appName, const MessageOut &message);
    ComposerDialog *dialog() const { return m_dialog; }

Q_SIGNALS:
    void sent(const svix::MessageOut &message);
    void notice(const svix::Notice &notice);

private:
    /// No copy of an erased payload stays in the dialog or in what is kept of the last try.
    void wipe(const Erased &erased);
    /// Where a message goes, and under which name its draft is kept.
    struct Target
    {
        QString profileId;
        QString appId;
        QString draftName;
        bool operator==(const Target &) const = default;
    };
    /// A try whose outcome is unknown.
    struct Unsure
    {
        Target target;
        DraftTry tried;
    };

    /// With what is kept of a draft, else with `fresh`.
    void open(const Target &target, const QString &appName, const DraftContent &fresh);
    void discard(const Target &target, const DraftContent &fresh);
    void askSchemas(const QString &eventType);
    /// What is unknown of this target: as kept on the disk, or where that could not be, here.
    std::optional<DraftTry> triedBefore(const Target &target) const;
    bool isKeyKept(const DraftTry &tried) const;
    bool isUnsure(const Target &target, const DraftContent &draft) const;
    void send(const Target &target, const DraftContent &draft, SendKind kind);
    /// Reads the endpoints, page by page, to say in the question which of them get the message.
    void readEndpoints(const Target &target, const DraftContent &draft,
                       const QList<EndpointOut> &known, const std::optional<QString> &iterator);
    /// `endpoints`: all of the application, nullopt when they could not be read.
    void ask(const Target &target, const DraftContent &draft,
             const std::optional<QList<EndpointOut>> &endpoints);
    QString consequence(const DraftContent &draft,
                        const std::optional<QList<EndpointOut>> &endpoints) const;
    /// Nothing was sent: the dialog is as it was before.
    void backToDialog(const Target &target, const DraftContent &draft);
    /// A new composer has been opened where this one was.
    bool isOpen(const Target &target) const { return m_dialog && m_openFor == target; }
    void post(const Target &target, const DraftContent &draft, bool confirmed);
    bool isSameConnection() const;
    /// `dialog` is the one that it was sent from, if that is still open.
    void answered(const Target &target, const DraftTry &tried, ComposerDialog *dialog,
                  const Result<MessageOut> &result);

    PaneContext m_context;
    EventTypeNames &m_eventTypes;
    QWidget *m_parent;
    QPointer<ComposerDialog> m_dialog;
    Target m_openFor; // of m_dialog
    DraftKey m_key;
    std::optional<Unsure> m_unsure;
    quint64 m_chosenOn = 0; // Session::generation() of when m_dialog was opened
};

} // namespace svix
