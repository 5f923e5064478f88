// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/messages.h"
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
        DraftContent draft;
    };

    void open(const Target &target, const QString &appName, const DraftContent &draft);
    void askSchemas(const QString &eventType);
    void send(const Target &target, quint64 chosenOn, const DraftContent &draft);
    /// `dialog` is the one that it was sent from, if that is still open.
    void answered(const Target &target, const DraftContent &draft, ComposerDialog *dialog,
                  const Result<MessageOut> &result);

    PaneContext m_context;
    EventTypeNames &m_eventTypes;
    QWidget *m_parent;
    QPointer<ComposerDialog> m_dialog;
    DraftKey m_key;
    std::optional<Unsure> m_unsure;
};

} // namespace svix
