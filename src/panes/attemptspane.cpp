// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/attemptspane.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "core/ids.h"
#include "core/settings.h"
#include "models/attemptmodel.h"
#include "panes/attemptdetail.h"
#include "panes/attemptfilters.h"
#include "panes/endpointselector.h"
#include "panes/expungeflow.h"
#include "panes/listside.h"
#include "panes/resendflow.h"
#include "panes/windowmenu.h"
#include "widgets/filterbutton.h"
#include "widgets/searchfield.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/views/tableview.h"

#include <QPushButton>

namespace svix {

namespace {

QString noAttemptsIn(const TimeWindow &window)
{
    switch (window.preset) {
    case TimeWindow::Preset::Hour:
        return AttemptsPane::tr("No attempts in the last hour");
    case TimeWindow::Preset::Today:
        return AttemptsPane::tr("No attempts today");
    case TimeWindow::Preset::Yesterday:
        return AttemptsPane::tr("No attempts yesterday");
    case TimeWindow::Preset::Custom:
        return AttemptsPane::tr("No attempts in this time: %1").arg(WindowMenu::words(window));
    default:
        return AttemptsPane::tr("No attempts in the last %1").arg(WindowMenu::words(window));
    }
}

} // namespace

AttemptsPane::AttemptsPane(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent)
    : ListPane(context, Section::Attempts, parent)
    , m_model(new AttemptModel(this))
    , m_detail(new AttemptDetail(context.session, this))
    , m_resend(new ResendFlow(context, this))
    , m_expungeFlow(new ExpungeFlow(context, this))
{
    setTitle(tr("Attempts"));
    buildActs();
    buildBar(eventTypes);
    setModel(m_model, QStringLiteral("attempts"), tr("Attempts not loaded."));
    list()->setFiltered([this]() -> std::optional<ListSide::NoMatch> {
        if (!m_filters->isActive()) {
            return std::nullopt;
        }
        if (!m_filters->isOnlyWindow()) {
            return ListSide::NoMatch();
        }
        return ListSide::NoMatch{noAttemptsIn(m_filters->window()), tr("There may be older ones."),
                                 tr("Show 90 days")};
    });
    list()->setNothingYet(QStringLiteral("activity"), tr("No attempts yet"),
                          tr("Each try to deliver a message will be here, with what the receiver "
                             "answered."));
    list()->table()->setAccessibleName(tr("Attempts"));
    list()->table()->setCopyUidText(tr("Copy event id"));
    list()->table()->setServerOrder(AttemptModel::Time, Qt::DescendingOrder);
    list()->table()->addRowActions(
        {m_resendAct, m_showMessage, m_showEndpoint, m_copyResponse, m_expunge});
    setDetail(m_detail, QStringLiteral("activity"), tr("No attempt chosen"),
              tr("Choose one in the list to see what the receiver answered."));
    m_detail->setActions({m_resendAct, m_showMessage, m_copyResponse});
    connectAll();
    refreshActs();
}

AttemptsPane::~AttemptsPane() = default;

void AttemptsPane::buildBar(EventTypeNames &eventTypes)
{
    auto *button = new FilterButton(tr("Endpoint"));
    button->setObjectName(QStringLiteral("endpointFilter"));
    list()->addFilter(button);
    m_selector = new EndpointSelector(button, tr("all endpoints"));
    m_chip = new QPushButton(list());
    m_chip->setObjectName(QStringLiteral("messageChip"));
    m_chip->setIcon(icon(u"close"));
    m_chip->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    list()->addFilter(m_chip);
    m_chip->hide();
    m_filters = new AttemptFilters(list(), eventTypes);
}

void AttemptsPane::connectAll()
{
    connect(list()->filterField(), &QLineEdit::returnPressed, list(), &ListSide::goToOnlyRow);
    connect(list()->table(), &TableView::opened, this, &AttemptsPane::showMessage);
    connect(list(), &ListSide::clearFiltersRequested, this, [this] {
        m_filters->clear();
        applyFilter();
    });
    connect(m_filters, &AttemptFilters::changed, this, &AttemptsPane::applyFilter);
    connect(m_selector, &EndpointSelector::chosen, this, &AttemptsPane::endpointChosen);
    connect(m_selector, &EndpointSelector::loaded, this, &AttemptsPane::endpointsLoaded);
    connect(m_selector, &EndpointSelector::failed, this, [this](const Error &error) {
        const QString what = tr("Endpoints not loaded.");
        if (m_model->hasSource()) {
            Q_EMIT failed(error, what); // the attempts of one endpoint or message are there
        } else {
            list()->setFailedInstead(error, what);
            tellListFailed(error, what);
        }
    });
    connect(list(), &ListSide::retryRequested, this, [this] {
        if (!m_model->hasSource()) {
            list()->setInstead({}, {}, {});
            m_selector->reload();
        }
    });
    connect(m_chip, &QPushButton::clicked, this, &AttemptsPane::messageLeft);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        const QString type = eventTypeOf(m_detail->attempt().id);
        if (!type.isEmpty()) {
            m_detail->setEventType(type);
        }
    });
    // Found out by asking: this server knows only the old one.
    connect(m_model, &PagedModelBase::loadedChanged, this, &AttemptsPane::showList);
    connect(m_detail, &AttemptDetail::placeRequested, this, &Pane::placeRequested);
    connect(m_detail, &AttemptDetail::loadedMore, this, &AttemptsPane::refreshActs);
    connect(m_detail, &AttemptDetail::failed, this, &Pane::failed);
    connect(m_resend, &ResendFlow::notice, this, &Pane::notice);
    connect(m_resend, &ResendFlow::failed, this, &Pane::failed);
    connect(m_resend, &ResendFlow::resent, this, [this] { m_model->reload(); });
    connect(m_expungeFlow, &ExpungeFlow::notice, this, &Pane::notice);
    connect(m_expungeFlow, &ExpungeFlow::failed, this, &Pane::failed);
    connect(m_expungeFlow, &ExpungeFlow::ended, m_detail, &AttemptDetail::refresh);
}

void AttemptsPane::go(const Place &place)
{
    setWanted(place.object);
    const bool otherApp = place.application != m_appId;
    const bool first = otherApp || !m_model->hasSource();
    m_appId = place.application;
    if (otherApp || !m_selector->isLoaded()) {
        m_filters->setServer(session().capabilities().kind);
        m_selector->setApplication(session().client(), m_appId);
    }
    QString endpoint = place.endpoint;
    if (endpoint.isEmpty() && place.message.isEmpty()) {
        endpoint = remembered();
    }
    const bool narrowed = !wanted().isEmpty() && m_model->rowOfKey(wanted()) < 0;
    if (narrowed && kindOfId(wanted()) == IdKind::Attempt) {
        m_filters->admit(timeOfId(wanted()));
    }
    if (first || narrowed || endpoint != m_endpoint || place.message != m_message) {
        m_endpoint = endpoint;
        m_message = place.message;
        leaveDetail();
        applySource();
    }
    chooseWanted();
    refreshActs();
}

Place AttemptsPane::place() const
{
    return {Section::Attempts, m_appId, m_detail->attempt().id, m_endpoint, m_message};
}

std::optional<Place> AttemptsPane::placeOfLoaded(const QString &text) const
{
    if (m_model->rowOfKey(text) < 0) {
        return std::nullopt;
    }
    return Place{Section::Attempts, m_appId, text, m_endpoint, m_message};
}

void AttemptsPane::refresh()
{
    m_selector->reload();
    m_model->reload();
    m_detail->refresh();
}

void AttemptsPane::reset()
{
    m_appId.clear();
    m_endpoint.clear();
    m_message.clear();
    setWanted({});
    m_selector->setApplication(nullptr, {});
    m_selector->setEndpoint({});
    m_filters->clear();
    list()->filterField()->clear();
    m_all.clear();
    m_model->clearSource();
    list()->setInstead({}, {}, {});
    showChip();
    leaveDetail();
}

void AttemptsPane::applySource()
{
    ApiClient *client = session().client();
    m_selector->setEndpoint(m_endpoint);
    m_filters->setOneMessage(!m_message.isEmpty());
    showChip();
    list()->setInstead({}, {}, {});
    m_all.clear();
    if (m_message.isEmpty()) {
        m_old->setChecked(false);
    }
    m_model->setList(m_old->isChecked() ? AttemptList::Old : AttemptList::Usual);
    if (!m_message.isEmpty()) {
        m_model->setMessage(client, m_appId, m_message, m_endpoint);
    } else if (!m_endpoint.isEmpty()) {
        m_model->setEndpoint(client, m_appId, m_endpoint);
    } else if (!m_selector->isLoaded()) {
        m_model->clearSource(); // goes on when the endpoints are known
    } else if (m_selector->ids().isEmpty()) {
        m_model->clearSource();
        list()->setInstead(QStringLiteral("endpoint"), tr("No endpoints yet"),
                           tr("Attempts are made at endpoints, and there is none."));
    } else {
        m_all = m_selector->ids();
        m_model->setEndpoints(client, m_appId, m_all);
    }
    showList();
    applyFilter();
}

/// Which list it is, where that is not the usual one of all.
void AttemptsPane::showList()
{
    m_filters->setOldList(m_model->isOldList());
    list()->setFooterNote(m_model->isOldList() ? tr("from the old list, which is deprecated")
                          : m_model->isCut()
                              ? tr("of the %1 newest endpoints").arg(AttemptModel::mostMerged)
                              : QString());
}

void AttemptsPane::applyFilter()
{
    m_model->setFilter(m_filters->filter());
    m_model->reload();
}

void AttemptsPane::endpointChosen(const QString &id)
{
    m_endpoint = id;
    setWanted({});
    remember(id);
    leaveDetail();
    applySource();
    refreshActs();
    Q_EMIT placeChanged(place());
}

void AttemptsPane::endpointsLoaded()
{
    const bool known = m_endpoint.isEmpty() || m_selector->ids().contains(m_endpoint);
    if (!known && m_selector->isComplete() && m_message.isEmpty() && m_endpoint == remembered()) {
        // The remembered one was deleted meanwhile.
        remember({});
        m_endpoint.clear();
        applySource();
    } else if (m_endpoint.isEmpty() && m_message.isEmpty()) {
        if (!m_model->hasSource() || m_selector->ids() != m_all) {
            applySource();
        }
    }
}

void AttemptsPane::messageLeft()
{
    m_message.clear();
    setWanted({});
    leaveDetail();
    applySource();
    refreshActs();
    list()->table()->setFocus();
    Q_EMIT placeChanged(place());
}

void AttemptsPane::showChip()
{
    m_chip->setVisible(!m_message.isEmpty());
    const QString shown =
        m_message.size() > 16 ? m_message.left(8) + u'…' + m_message.right(5) : m_message;
    m_chip->setText(tr("of message %1").arg(shown));
    m_chip->setToolTip(tr("%1\nPress to show the attempts of all messages.").arg(m_message));
    m_chip->setAccessibleName(tr("Only of message %1; press to show all").arg(m_message));
}

void AttemptsPane::showRow(const QString &key)
{
    m_detail->showAttempt(m_appId, *m_model->find(key), eventTypeOf(key));
}

void AttemptsPane::clearDetail()
{
    m_detail->clear();
}

void AttemptsPane::askWanted()
{
    ApiClient *client = session().client();
    if (!client || m_message.isEmpty()) {
        return;
    }
    showWanted(client->get<op::getAttempt>({this}, m_appId, m_message, wanted(), GetAttemptQuery()),
               tr("Attempt not found."), [this](const AttemptOut &attempt) {
                   m_detail->showAttempt(m_appId, attempt, eventTypeOf(attempt.id));
               });
}

QString AttemptsPane::eventTypeOf(const QString &attemptId) const
{
    const int row = attemptId.isEmpty() ? -1 : m_model->rowOfKey(attemptId);
    return row < 0 ? QString()
                   : m_model->index(row, AttemptModel::EventType).data(CopyRole).toString();
}

QString AttemptsPane::remembered() const
{
    return QString::fromUtf8(settings().viewState(QStringLiteral("attempts/of/") + m_appId));
}

void AttemptsPane::remember(const QString &endpointId)
{
    settings().setViewState(QStringLiteral("attempts/of/") + m_appId, endpointId.toUtf8());
}

} // namespace svix
