// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "app/erased.h"
#include "core/result.h"
#include "models/statewords.h"
#include "panes/place.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;

namespace svix {

namespace Ui {
class MessageDetail;
}

class CancelSource;
class DestinationModel;
class Session;

/// A message: its payload as a tree and as raw bytes, the endpoints it was tried on, and every
/// attempt with what the receiver answered.
class MessageDetail : public QWidget
{
    Q_OBJECT
public:
    explicit MessageDetail(Session &session, QWidget *parent = nullptr);
    ~MessageDetail() override;

    /// Shows this message; the parts that the list does not have are asked for a moment later, so
    /// that running through a list by keyboard asks for nothing.
    void showMessage(const QString &appId, const MessageOut &message);
    /// Asks for everything anew.
    void refresh();
    /// After something was sent: shortly, and once more a little later.
    void refreshSoon();
    void clear();

    QString messageId() const { return m_message.id; }
    const MessageOut &message() const { return m_message; }
    bool hasPayload() const { return m_payloadKnown && !m_payloadGone; }
    bool payloadGone() const { return m_payloadGone; }
    DestinationModel *destinations() const { return m_destinations; }
    const QList<AttemptOut> &attempts() const { return m_attempts; }
    /// Buttons of the header, the first one the filled one.
    void setActions(const QList<QAction *> &actions);

Q_SIGNALS:
    void placeRequested(const svix::Place &place);
    /// What was found out about the deliveries of this message, for its row in the list.
    void deliveryKnown(const QString &messageId, const svix::DeliverySummary &summary);
    /// Payload, destinations or attempts have come.
    void loadedMore();
    void failed(const svix::Error &error, const QString &what);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void load();
    void forget(const Erased &erased);
    void showPayloadGone();
    void payloadCame(const Result<MessageOut> &result);
    void attemptsCame(const Result<Page<AttemptOut>> &result);
    void destinationsChanged();
    void showFacts();
    void choosePage(int tab);
    void placeAttempts();

    Session &m_session;
    std::unique_ptr<Ui::MessageDetail> m_ui;
    DestinationModel *m_destinations;
    std::unique_ptr<CancelSource> m_cancel;
    QTimer m_delay;
    QString m_appId;
    MessageOut m_message;
    QList<AttemptOut> m_attempts;
    bool m_payloadKnown = false;
    bool m_payloadGone = false;
    bool m_moreAttempts = false;
    bool m_attemptsTab = false; // there is too little room for them below the rest
};

} // namespace svix
