// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointselector.h"

#include "models/endpointmodel.h"
#include "panes/choicemenu.h"
#include "panes/endpointdetail.h"
#include "widgets/filterbutton.h"
#include "widgets/visibletext.h"

#include <QMenu>

namespace svix {

namespace {
constexpr int asked = 250; // one page; more can be typed
}

EndpointSelector::EndpointSelector(FilterButton *button, const QString &all)
    : QObject(button)
    , m_button(button)
    , m_model(new EndpointModel(this))
    , m_menu(new ChoiceMenu(button, all, tr("Id or uid of another endpoint"),
                            [this] { return m_labels; }))
{
    m_model->setPageSize(asked);
    connect(button->filterMenu(), &QMenu::aboutToShow, this, &EndpointSelector::loadOnce);
    connect(m_menu, &ChoiceMenu::chosen, this, [this](const QString &label) {
        m_endpoint = m_ids.value(label, label);
        Q_EMIT chosen(m_endpoint);
    });
    connect(m_model, &PagedModelBase::stateChanged, this, [this](PagedModelBase::State state) {
        if (state == PagedModelBase::State::Failed) {
            Q_EMIT failed(m_model->error());
        } else if (state != PagedModelBase::State::Loading && m_model->hasLoaded()) {
            fill();
            m_menu->refresh();
            Q_EMIT loaded();
        }
    });
}

void EndpointSelector::setApplication(ApiClient *client, const QString &appId)
{
    m_model->setSource(client, appId);
    fill();
    if (m_model->hasSource()) {
        m_model->reload();
    }
}

void EndpointSelector::setApplicationLazily(ApiClient *client, const QString &appId)
{
    m_model->setSource(client, appId);
    fill();
}

void EndpointSelector::loadOnce()
{
    if (m_model->hasSource() && !m_model->hasLoaded() &&
        m_model->state() != PagedModelBase::State::Loading) {
        m_model->reload();
    }
}

void EndpointSelector::reload()
{
    if (m_model->hasSource()) {
        m_model->reload();
    }
}

bool EndpointSelector::isLoaded() const
{
    return m_model->hasLoaded();
}

bool EndpointSelector::isComplete() const
{
    return m_model->isComplete();
}

QStringList EndpointSelector::ids() const
{
    QStringList ids;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        ids.append(m_model->rowAt(row).id);
    }
    return ids;
}

QString EndpointSelector::labelOf(const QString &id) const
{
    return m_ids.key(id, id);
}

void EndpointSelector::setEndpoint(const QString &id)
{
    m_endpoint = id;
    m_menu->setValue(id.isEmpty() ? QString() : labelOf(id));
    if (!id.isEmpty()) {
        loadOnce();
    }
}

void EndpointSelector::fill()
{
    m_labels.clear();
    m_ids.clear();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const EndpointOut &endpoint = m_model->rowAt(row);
        QString label = visibleText(EndpointDetail::nameOf(endpoint));
        if (m_ids.contains(label)) {
            // Two endpoints may share a URL.
            label += QStringLiteral(" (%1)").arg(endpoint.id);
        }
        m_labels.append(label);
        m_ids.insert(label, endpoint.id);
    }
    setEndpoint(m_endpoint);
}

} // namespace svix
