// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/messagespane.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "models/destinationmodel.h"
#include "models/messagemodel.h"
#include "panes/choicemenu.h"
#include "panes/composerflow.h"
#include "panes/deliverymenu.h"
#include "panes/endpointselector.h"
#include "panes/eventtypenames.h"
#include "panes/expungeflow.h"
#include "panes/listside.h"
#include "panes/messagedetail.h"
#include "panes/resendflow.h"
#include "panes/statusmenu.h"
#include "panes/windowmenu.h"
#include "widgets/filterbutton.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

namespace svix {

namespace {

TimeWindow initialWindow()
{
    TimeWindow window;
    window.preset = TimeWindow::Preset::Day;
    return window;
}

QString noMessagesIn(const TimeWindow &window)
{
    switch (window.preset) {
    case TimeWindow::Preset::Hour:
        return MessagesPane::tr("No messages in the last hour");
    case TimeWindow::Preset::Today:
        return MessagesPane::tr("No messages today");
    case TimeWindow::Preset::Yesterday:
        return MessagesPane::tr("No messages yesterday");
    case TimeWindow::Preset::Custom:
        return MessagesPane::tr("No messages in this time: %1").arg(WindowMenu::words(window));
    default:
        return MessagesPane::tr("No messages in the last %1").arg(WindowMenu::words(window));
    }
}

} // namespace

MessagesPane::MessagesPane(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent)
    : ListPane(context, Section::Messages, parent)
    , m_eventTypes(eventTypes)
    , m_model(new MessageModel(this))
    , m_detail(new MessageDetail(context.session, this))
    , m_composer(new ComposerFlow(context, eventTypes, this))
    , m_resend(new ResendFlow(context, this))
    , m_expungeFlow(new ExpungeFlow(context, this))
{
    setTitle(tr("Messages"));
    buildActs();
    buildFilters();
    setModel(m_model, QStringLiteral("messages"), tr("Messages not loaded."));
    list()->table()->setAccessibleName(tr("Messages"));
    list()->table()->setCopyUidText(tr("Copy event id"));
    list()->table()->setColumnOffered(MessageModel::NextTry, false);
    list()->table()->setServerOrder(MessageModel::Sent, Qt::DescendingOrder);
    list()->table()->addRowActions(
        {m_resendAct, m_copyPayload, m_sendAgain, m_showAttempts, m_expunge});
    setDetail(m_detail, QStringLiteral("message"), tr("No message chosen"),
              tr("Choose one in the list to see its payload and every attempt."));
    m_detail->setActions({m_resendAct, m_copyPayload, m_sendAgain});

    connect(list()->filterField(), &QLineEdit::returnPressed, list(), &ListSide::goToOnlyRow);
    connect(list()->table(), &TableView::opened, this, &MessagesPane::showAttempts);
    connect(list(), &ListSide::clearFiltersRequested, this, &MessagesPane::clearFilter);
    connect(m_detail, &MessageDetail::placeRequested, this, &Pane::placeRequested);
    connect(m_detail, &MessageDetail::deliveryKnown, m_model, &MessageModel::setDelivery);
    connect(m_detail, &MessageDetail::loadedMore, this, &MessagesPane::refreshActs);
    connect(m_detail, &MessageDetail::failed, this, &Pane::failed);
    connect(m_composer, &ComposerFlow::sent, this, [this](const MessageOut &message) {
        // It is shown also where a filter of the server leaves it out of the list.
        list()->clearLocalFilters();
        setWanted(message.id);
        m_detail->showMessage(m_appId, message);
        showDetail();
        m_model->reload();
        list()->table()->selectKey(message.id);
        m_detail->refreshSoon();
    });
    connect(m_composer, &ComposerFlow::notice, this, &Pane::notice);
    connect(m_resend, &ResendFlow::notice, this, &Pane::notice);
    connect(m_resend, &ResendFlow::failed, this, &Pane::failed);
    connect(m_expungeFlow, &ExpungeFlow::notice, this, &Pane::notice);
    connect(m_expungeFlow, &ExpungeFlow::failed, this, &Pane::failed);
    connect(m_expungeFlow, &ExpungeFlow::ended, m_detail, &MessageDetail::refresh);
    connect(m_resend, &ResendFlow::resent, this, [this](const QStringList &messageIds) {
        for (const QString &id : messageIds) {
            m_model->forgetDelivery(id);
        }
        m_detail->refreshSoon();
    });
    refreshActs();
}

MessagesPane::~MessagesPane() = default;

void MessagesPane::buildFilters()
{
    buildEndpointFilter();
    auto *type = new FilterButton(tr("Type"));
    type->setObjectName(QStringLiteral("typeFilter"));
    m_type = new ChoiceMenu(type, tr("any"), tr("Another type"), [this] {
        QStringList names = m_eventTypes.names();
        for (const QString &name : m_model->loadedEventTypes()) {
            if (!names.contains(name)) {
                names.append(name);
            }
        }
        return names;
    });
    m_type->setSeveral(true);
    auto *channel = new FilterButton(tr("Channel"));
    channel->setObjectName(QStringLiteral("channelFilter"));
    m_channel = new ChoiceMenu(channel, tr("any"), tr("Another channel"),
                               [this] { return m_model->loadedChannels(); });
    // svix-server ignores this filter without a word, so it is offered on the cloud only.
    auto *tag = new FilterButton(tr("Tag"));
    tag->setObjectName(QStringLiteral("tagFilter"));
    m_tag = new ChoiceMenu(tag, tr("any"), tr("A tag"), [] { return QStringList(); });
    const auto offerTag = [this, tag] {
        const bool cloud = session().capabilities().kind == ServerKind::Cloud;
        tag->setVisible(cloud);
        if (!cloud) {
            m_tag->setValue({});
        }
    };
    connect(&session(), &Session::stateChanged, tag, offerTag);
    auto *window = new FilterButton;
    window->setObjectName(QStringLiteral("windowFilter"));
    m_window = new WindowMenu(window, initialWindow());
    for (FilterButton *button : {type, channel, tag, window}) {
        list()->addFilter(button);
    }
    connect(m_type, &ChoiceMenu::chosen, this, &MessagesPane::applyFilter);
    connect(m_channel, &ChoiceMenu::chosen, this, &MessagesPane::applyFilter);
    connect(m_tag, &ChoiceMenu::chosen, this, &MessagesPane::applyFilter);
    connect(m_window, &WindowMenu::chosen, this, &MessagesPane::applyFilter);
    list()->setLookBack(m_window->widening());
    offerTag();
    list()->setFiltered([this]() -> std::optional<ListSide::NoMatch> {
        if (!m_type->value().isEmpty() || !m_channel->value().isEmpty() ||
            !m_tag->value().isEmpty() || m_status->status()) {
            return ListSide::NoMatch();
        }
        if (m_window->window() == TimeWindow()) {
            return std::nullopt;
        }
        // The time that is there from the beginning is easily forgotten.
        return ListSide::NoMatch{noMessagesIn(m_window->window()), tr("There may be older ones."),
                                 tr("Show 90 days")};
    });
    list()->addButton(m_new, true);
}

/// Those that were tried at one endpoint, with the state there: a list of its own.
void MessagesPane::buildEndpointFilter()
{
    auto *endpoint = new FilterButton(tr("Endpoint"));
    endpoint->setObjectName(QStringLiteral("endpointFilter"));
    m_endpoint = new EndpointSelector(endpoint, tr("any"));
    m_statusButton = new FilterButton(tr("Status"));
    m_statusButton->setObjectName(QStringLiteral("stateFilter"));
    m_status = new StatusMenu(m_statusButton);
    list()->addFilter(endpoint);
    list()->addFilter(m_statusButton);
    m_statusButton->hide();
    m_delivery = new DeliveryMenu(list(), m_model);
    connect(m_status, &StatusMenu::chosen, this, &MessagesPane::applyFilter);
    connect(m_endpoint, &EndpointSelector::chosen, this, [this](const QString &id) {
        setWanted({});
        setEndpoint(id);
        applyFilter();
        Q_EMIT placeChanged(place());
    });
    connect(m_endpoint, &EndpointSelector::failed, this,
            [this](const Error &error) { Q_EMIT failed(error, tr("Endpoints not loaded.")); });
}

void MessagesPane::setEndpoint(const QString &id)
{
    m_endpoint->setEndpoint(id);
    m_statusButton->setVisible(!id.isEmpty());
    m_delivery->setOffered(id.isEmpty());
    list()->table()->setColumnOffered(MessageModel::NextTry, !id.isEmpty());
    if (id.isEmpty()) {
        m_status->setStatus(std::nullopt);
    }
    if (session().capabilities().kind == ServerKind::OpenSource) {
        m_status->setNever({MessageStatus::Pending, MessageStatus::Canceled},
                           tr("svix-server has no message in this state."));
    } else {
        m_status->setNever({}, {});
    }
}

void MessagesPane::go(const Place &place)
{
    setWanted(place.object);
    ApiClient *client = session().client();
    if (place.application != m_appId || m_model->appId() != place.application ||
        !m_model->hasSource()) {
        m_appId = place.application;
        leaveDetail();
        m_model->setSource(client, m_appId);
        m_endpoint->setApplicationLazily(client, m_appId);
        setEndpoint(place.endpoint);
        list()->setNothingYet(QStringLiteral("message"), tr("No messages yet"),
                              tr("Messages sent to %1 will be here, each with what became of it.")
                                  .arg(session().applicationName()),
                              {m_new});
        applyFilter();
    } else if (place.endpoint != m_endpoint->endpoint()) {
        leaveDetail();
        setEndpoint(place.endpoint);
        applyFilter();
    }
    chooseWanted();
}

Place MessagesPane::place() const
{
    return {Section::Messages, m_appId, m_detail->messageId(), m_endpoint->endpoint(), {}};
}

std::optional<Place> MessagesPane::placeOfLoaded(const QString &text) const
{
    const bool chosen = m_appId == session().applicationId();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const MessageRow &message = m_model->rowAt(row);
        if (message.id == text || (chosen && message.eventId == text)) {
            return Place{Section::Messages, m_appId, message.id, m_endpoint->endpoint(), {}};
        }
    }
    return std::nullopt;
}

void MessagesPane::refresh()
{
    m_model->reload();
    m_detail->refresh();
}

void MessagesPane::reset()
{
    m_appId.clear();
    setWanted({});
    m_endpoint->setApplicationLazily(nullptr, {});
    setEndpoint({});
    m_delivery->setWanted(DeliveryMenu::Wanted::Any);
    m_type->setValue({});
    m_channel->setValue({});
    m_tag->setValue({});
    m_window->setWindow(initialWindow());
    list()->filterField()->clear();
    m_model->setSource(nullptr, {});
    leaveDetail();
}

void MessagesPane::applyFilter()
{
    MessageFilter filter;
    filter.eventTypes = m_type->values();
    filter.endpoint = m_endpoint->endpoint();
    filter.status = m_status->status();
    filter.channel = m_channel->value();
    filter.tag = m_tag->value();
    filter.window = m_window->window();
    m_model->setFilter(filter);
    m_model->reload();
}

void MessagesPane::clearFilter()
{
    m_status->setStatus(std::nullopt);
    m_delivery->setWanted(DeliveryMenu::Wanted::Any);
    m_type->setValue({});
    m_channel->setValue({});
    m_tag->setValue({});
    // Everything that the server would show: 90 days.
    m_window->setWindow({});
    applyFilter();
}

void MessagesPane::showRow(const QString &key)
{
    m_detail->showMessage(m_appId, m_model->message(key).value_or(MessageOut()));
}

void MessagesPane::clearDetail()
{
    m_detail->clear();
}

void MessagesPane::askWanted()
{
    if (ApiClient *client = session().client()) {
        GetMessageQuery query;
        query.withContent = false;
        showWanted(client->get<op::getMessage>({this}, m_appId, wanted(), query),
                   tr("Message not found."),
                   [this](const MessageOut &message) { m_detail->showMessage(m_appId, message); });
    }
}

} // namespace svix
