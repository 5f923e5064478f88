// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/integrationspane.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "models/integrationmodel.h"
#include "models/statewords.h"
#include "panes/detailheader.h"
#include "panes/factsdetail.h"
#include "panes/integrationacts.h"
#include "panes/listside.h"
#include "panes/times.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

namespace svix {

IntegrationsPane::IntegrationsPane(const PaneContext &context, QWidget *parent)
    : ListPane(context, Section::Integrations, parent)
    , m_model(new IntegrationModel(this))
    , m_detail(new FactsDetail(this))
    , m_acts(new IntegrationActs(context, this))
{
    setTitle(tr("Integrations"));
    buildActs();
    setModel(m_model, QStringLiteral("integrations"), tr("Integrations not loaded."));
    list()->filterField()->setPlaceholder(tr("Filter by name, flag, id"));
    list()->addMenuButton(tr("Columns"), list()->table()->columnsMenu());
    list()->addButton(m_new, true);
    list()->table()->setAccessibleName(tr("Integrations"));
    list()->table()->setServerOrder(IntegrationModel::Created, Qt::AscendingOrder);
    list()->table()->addRowActions({m_edit, m_key, m_delete});
    setDetail(m_detail, QStringLiteral("integration"), tr("No integration chosen"),
              tr("Choose one in the list to see what it is."));
    m_detail->setActions({m_edit, m_key, m_delete}, false);
    connect(list()->filterField(), &QLineEdit::returnPressed, list(), &ListSide::goToOnlyRow);
    connect(list()->table(), &TableView::opened, m_edit, &QAction::trigger);
    connect(m_model, &PagedModelBase::loadedChanged, this, [this] {
        if (const IntegrationOut *row = m_model->find(m_shown.id)) {
            showIntegration(*row);
        }
    });
    connect(m_acts, &IntegrationActs::notice, this, &Pane::notice);
    connect(m_acts, &IntegrationActs::saved, this,
            [this](const QString &appId, const IntegrationOut &integration, bool isNew) {
                if (appId != m_appId) {
                    return; // of one that was left meanwhile
                }
                m_model->upsert(integration);
                if (isNew) {
                    list()->filterField()->clear();
                    list()->table()->selectKey(integration.id);
                }
                if (isNew || integration.id == m_shown.id) {
                    showIntegration(integration);
                    showDetail();
                }
            });
    connect(m_acts, &IntegrationActs::removed, this, [this](const QString &id) {
        m_model->removeKey(id);
        if (m_shown.id == id) {
            leaveDetail();
        }
    });
    refreshActs();
}

IntegrationsPane::~IntegrationsPane() = default;

void IntegrationsPane::buildActs()
{
    m_new = addAct(QStringLiteral("newIntegration"), tr("&New integration"), QStringLiteral("plus"),
                   QKeySequence::New);
    m_edit = addAct(QStringLiteral("editIntegration"), tr("&Edit…"), QStringLiteral("edit"),
                    QKeySequence(Qt::Key_F2));
    m_key = addAct(QStringLiteral("integrationKey"), tr("&Key…"), QStringLiteral("key"));
    m_delete = addAct(QStringLiteral("deleteIntegration"), tr("&Delete…"), QStringLiteral("trash"),
                      QKeySequence::Delete);
    connect(m_new, &QAction::triggered, this, [this] { m_acts->create(m_appId); });
    connect(m_edit, &QAction::triggered, this, [this] { m_acts->edit(m_appId, m_shown); });
    connect(m_key, &QAction::triggered, this, [this] { m_acts->showKey(m_appId, m_shown); });
    connect(m_delete, &QAction::triggered, this, [this] { m_acts->remove(m_appId, m_shown); });
}

void IntegrationsPane::refreshActs()
{
    const QString one = m_shown.id.isEmpty()
                            ? tr("Choose an integration first.")
                            : reasonAgainstSeveral(tr("Choose one integration only."));
    const auto first = [](const QString &why, const QString &otherwise) {
        return why.isEmpty() ? otherwise : why;
    };
    setReason(m_new, runner().reasonAgainst(op::createIntegration));
    setReason(m_edit, first(runner().reasonAgainst(op::updateIntegration), one));
    // What it shows can be read even where nothing may be changed.
    setReason(m_key, first(runner().reasonAgainst(op::getIntegrationKey), one));
    setReason(m_delete, first(runner().reasonAgainst(op::deleteIntegration), one));
}

void IntegrationsPane::go(const Place &place)
{
    setWanted(place.object);
    ApiClient *client = session().client();
    const QString reason =
        client ? session().capabilities().reason(op::listIntegrations) : QString();
    list()->setInstead(QStringLiteral("integration"),
                       reason.isEmpty() ? QString() : tr("No integrations here"), reason);
    setDetailSideShown(reason.isEmpty());
    if (place.application != m_appId || !m_model->hasSource()) {
        m_appId = place.application;
        leaveDetail();
        const QString name = session().applicationName();
        list()->setNothingYet(
            QStringLiteral("integration"), tr("No integrations yet"),
            name.isEmpty()
                ? tr("An integration is a service that makes endpoints by itself.")
                : tr("An integration is a service that makes endpoints in %1 by itself.").arg(name),
            {m_new});
        if (reason.isEmpty()) {
            m_model->setSource(client, m_appId);
            m_model->reload();
        }
    }
    chooseWanted();
}

Place IntegrationsPane::place() const
{
    return {Section::Integrations, m_appId, m_shown.id, {}, {}};
}

std::optional<Place> IntegrationsPane::placeOfLoaded(const QString &text) const
{
    return m_model->find(text) ? std::optional(Place{Section::Integrations, m_appId, text, {}, {}})
                               : std::nullopt;
}

void IntegrationsPane::refresh()
{
    m_model->reload();
}

void IntegrationsPane::reset()
{
    m_appId.clear();
    setWanted({});
    m_model->setSource(nullptr, {});
    list()->setInstead({}, {}, {});
    setDetailSideShown(true);
    list()->filterField()->clear();
    leaveDetail();
}

void IntegrationsPane::showRow(const QString &key)
{
    showIntegration(*m_model->find(key));
}

void IntegrationsPane::clearDetail()
{
    m_shown = {};
}

void IntegrationsPane::askWanted()
{
    if (ApiClient *client = session().client()) {
        showWanted(client->get<op::getIntegration>({this}, m_appId, wanted()),
                   tr("Integration not found."),
                   [this](const IntegrationOut &integration) { showIntegration(integration); });
    }
}

void IntegrationsPane::showIntegration(const IntegrationOut &integration)
{
    m_shown = integration;
    const auto ms = [](const Timestamp &time) { return time.isValid() ? time.milliseconds() : 0; };
    const qint64 created = ms(integration.createdAt);
    DetailHeader *header = m_detail->header();
    header->setTitle(integration.name);
    header->setId(integration.id, tr("integration id"));
    header->setFacts(
        [created] { return QStringList{tr("created %1").arg(relativeTime(created))}; });
    m_detail->setFacts(
        {{tr("Feature flags"),
          integration.featureFlags ? StateWords::list(integration.featureFlags) : tr("none"),
          false,
          {}},
         {tr("Key"), tr("not shown here; Key… reads or rotates it"), false, {}},
         timeFact(tr("Created"), created),
         timeFact(tr("Updated"), ms(integration.updatedAt))});
}

} // namespace svix
