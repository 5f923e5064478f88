// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/filters.h"
#include "panes/listpane.h"

namespace svix {

class ChoiceMenu;
class ComposerFlow;
class DeliveryMenu;
class EndpointSelector;
class EventTypeNames;
class ExpungeFlow;
class FilterButton;
class MessageDetail;
class MessageModel;
class ResendFlow;
class StatusMenu;
class WindowMenu;

/// The messages of the chosen application: find one, read what became of it, send it again, send a
/// new one.
class MessagesPane : public ListPane
{
    Q_OBJECT
public:
    MessagesPane(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent = nullptr);
    ~MessagesPane() override;

    void go(const Place &place) override;
    Place place() const override;
    std::optional<Place> placeOfLoaded(const QString &text) const override;
    void refresh() override;
    void reset() override;

    MessageModel *model() const { return m_model; }

protected:
    void showRow(const QString &key) override;
    void clearDetail() override;
    void askWanted() override;
    void refreshActs() override;

private:
    void buildFilters();
    void buildActs();
    void buildEndpointFilter();
    void setEndpoint(const QString &id);
    void applyFilter();
    void clearFilter();
    void resend();
    void expunge();
    void showAttempts(const QString &messageId);
    void sendAgain();

    EventTypeNames &m_eventTypes;
    MessageModel *m_model;
    MessageDetail *m_detail;
    EndpointSelector *m_endpoint = nullptr;
    FilterButton *m_statusButton = nullptr;
    StatusMenu *m_status = nullptr;
    DeliveryMenu *m_delivery = nullptr;
    ChoiceMenu *m_type = nullptr;
    ChoiceMenu *m_channel = nullptr;
    ChoiceMenu *m_tag = nullptr;
    WindowMenu *m_window = nullptr;
    ComposerFlow *m_composer;
    ResendFlow *m_resend;
    ExpungeFlow *m_expungeFlow;
    QAction *m_new = nullptr;
    QAction *m_resendAct = nullptr;
    QAction *m_copyPayload = nullptr;
    QAction *m_sendAgain = nullptr;
    QAction *m_showAttempts = nullptr;
    QAction *m_expunge = nullptr;
    QString m_appId;
};

} // namespace svix
