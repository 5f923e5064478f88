// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/applicationspane.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "core/ids.h"
#include "models/applicationmodel.h"
#include "models/filterproxy.h"
#include "panes/applicationacts.h"
#include "panes/applicationdetail.h"
#include "panes/listside.h"
#include "panes/portalacts.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

namespace svix {

namespace {

// A uid has no spaces; asking for what cannot be one would only fail.
bool canBeId(const QString &text)
{
    return isSafePathId(text) && !text.contains(u' ');
}

} // namespace

ApplicationsPane::ApplicationsPane(const PaneContext &context, QWidget *parent)
    : ListPane(context, Section::Applications, parent)
    , m_model(new ApplicationModel(this))
    , m_detail(new ApplicationDetail(this))
    , m_acts(new ApplicationActs(context, this))
    , m_portal(new PortalActs(context, this))
{
    setTitle(tr("Applications"));
    buildActs();
    connectActs();
    setModel(m_model, QStringLiteral("applications"), tr("Applications not loaded."));
    list()->setNothingYet(QStringLiteral("applications"), tr("No applications yet"),
                          tr("An application is one receiver of webhooks, such as a customer. "
                             "Those on this server will be here."),
                          {m_new});
    list()->filterField()->setPlaceholder(tr("Filter by name, uid, id"));
    list()->addButton(m_searchAll, false);
    list()->addMenuButton(tr("Columns"), list()->table()->columnsMenu());
    list()->addButton(m_new, true);
    list()->table()->setAccessibleName(tr("Applications"));
    list()->table()->setServerOrder(ApplicationModel::Created, Qt::AscendingOrder);
    list()->table()->addRowActions({m_openMessages, m_openEndpoints, m_openAttempts, m_edit,
                                    m_access, m_oldAccess, m_expireAll, m_delete});
    setDetail(m_detail, QStringLiteral("applications"), tr("No application chosen"),
              tr("Choose one in the list to see what it is. Enter opens it."));
    m_detail->setActions({m_openMessages, m_openEndpoints, m_openAttempts, m_edit});
    m_detail->setMore({m_access, m_oldAccess, m_expireAll, m_delete});

    connect(list()->table(), &TableView::opened, this, [this] { open(Section::Messages); });
    connect(list()->filterField(), &QLineEdit::textChanged, this, [this](const QString &text) {
        setWanted({});
        if (m_searching && text.trimmed().isEmpty()) {
            m_model->stop();
            endSearch();
        }
        refreshActs();
    });
    connect(list()->filterField(), &QLineEdit::returnPressed, this, &ApplicationsPane::searchAll);
    connect(m_model, &PagedModelBase::stateChanged, this, [this] {
        searchMoved();
        refreshActs();
    });
    connect(m_model, &PagedModelBase::loadedChanged, this, [this] {
        if (const ApplicationOut *row = m_model->find(m_detail->application().id)) {
            m_detail->showApplication(*row);
        }
        searchMoved();
        refreshActs();
    });
    refreshActs();
}

ApplicationsPane::~ApplicationsPane() = default;

void ApplicationsPane::buildActs()
{
    m_new = addAct(QStringLiteral("newApplication"), tr("Ne&w application"), QStringLiteral("plus"),
                   QKeySequence(QKeySequence::New));
    m_edit = addAct(QStringLiteral("editApplication"), tr("Ed&it application…"),
                    QStringLiteral("edit"), QKeySequence(Qt::Key_F2));
    m_delete = addAct(QStringLiteral("deleteApplication"), tr("&Delete application…"),
                      QStringLiteral("trash"), QKeySequence(QKeySequence::Delete));
    m_openMessages =
        addAct(QStringLiteral("openMessages"), tr("Open &messages"), QStringLiteral("message"));
    m_openEndpoints =
        addAct(QStringLiteral("openEndpoints"), tr("E&ndpoints"), QStringLiteral("endpoint"));
    m_openAttempts =
        addAct(QStringLiteral("openAttempts"), tr("&Attempts"), QStringLiteral("activity"));
    m_searchAll = addAct(QStringLiteral("searchAll"), tr("&Search all"), QStringLiteral("search"));
    m_access =
        addAct(QStringLiteral("portalAccess"), tr("&Portal access…"), QStringLiteral("link"));
    m_oldAccess =
        addAct(QStringLiteral("dashboardAccess"), tr("Das&hboard access (old, deprecated)…"));
    m_expireAll = addAct(QStringLiteral("expireAllAccess"), tr("E&xpire all portal access…"));
    connect(m_openMessages, &QAction::triggered, this, [this] { open(Section::Messages); });
    connect(m_openEndpoints, &QAction::triggered, this, [this] { open(Section::Endpoints); });
    connect(m_openAttempts, &QAction::triggered, this, [this] { open(Section::Attempts); });
    connect(m_searchAll, &QAction::triggered, this, [this] {
        if (m_searching) {
            m_model->stop();
            endSearch();
        } else {
            searchAll();
        }
    });
}

void ApplicationsPane::connectActs()
{
    connect(m_new, &QAction::triggered, m_acts, &ApplicationActs::create);
    connect(m_edit, &QAction::triggered, this, [this] { m_acts->edit(m_detail->application()); });
    connect(m_delete, &QAction::triggered, this,
            [this] { m_acts->remove(m_detail->application()); });
    connect(m_access, &QAction::triggered, this,
            [this] { m_portal->access(m_detail->application()); });
    connect(m_oldAccess, &QAction::triggered, this,
            [this] { m_portal->oldAccess(m_detail->application()); });
    connect(m_expireAll, &QAction::triggered, this,
            [this] { m_portal->expireAll(m_detail->application()); });
    connect(m_acts, &ApplicationActs::saved, this, [this](const ApplicationOut &application) {
        m_model->upsert(application);
        list()->filterField()->clear();
        setWanted(application.id);
        m_detail->showApplication(application);
        showDetail();
        list()->table()->selectKey(application.id);
        if (session().applicationId() == application.id) {
            session().setApplication(application);
        }
        refreshActs();
    });
    connect(m_acts, &ApplicationActs::removed, this, [this](const QString &id) {
        if (m_detail->application().id == id) {
            setWanted({});
            leaveDetail();
        }
        m_model->removeKey(id);
        if (session().applicationId() == id) {
            session().leaveApplication();
        }
        Q_EMIT applicationRemoved(id);
        refreshActs();
    });
    connect(m_acts, &ApplicationActs::openRequested, this, [this](const QString &uid) {
        list()->filterField()->clear();
        setWanted(uid);
        chooseWanted();
    });
}

void ApplicationsPane::refreshActs()
{
    const QString none = m_detail->application().id.isEmpty()
                             ? tr("Choose an application first.")
                             : reasonAgainstSeveral(tr("Choose one application only."));
    for (QAction *action : {m_openMessages, m_openEndpoints, m_openAttempts}) {
        setReason(action, none);
    }
    const auto why = [&](const Operation &operation) {
        const QString reason = runner().reasonAgainst(operation);
        return reason.isEmpty() ? none : reason;
    };
    setReason(m_new, runner().reasonAgainst(op::createApplication));
    const QString noPatch = why(op::patchApplication);
    setReason(m_edit, noPatch.isEmpty() ? noPatch : why(op::updateApplication));
    setReason(m_access, why(op::getAppPortalAccess));
    setReason(m_oldAccess, why(op::getDashboardAccess));
    setReason(m_expireAll, why(op::expireAll));
    setReason(m_delete, why(op::deleteApplication));
    const bool more = m_model->hasSource() && !m_model->isComplete();
    m_searchAll->setVisible(more && !list()->filterField()->text().trimmed().isEmpty());
    m_searchAll->setText(m_searching ? tr("&Stop searching") : tr("&Search all"));
}

void ApplicationsPane::go(const Place &place)
{
    setWanted(place.object);
    ApiClient *client = session().client();
    const QString reason =
        client ? session().capabilities().reason(op::listApplications) : QString();
    list()->setInstead(QStringLiteral("lock"),
                       reason.isEmpty() ? QString() : tr("Applications cannot be listed here"),
                       reason);
    if (client && reason.isEmpty() && (!m_model->hasSource() || !m_model->hasLoaded())) {
        m_model->setSource(client);
        m_model->reload();
    }
    chooseWanted();
}

Place ApplicationsPane::place() const
{
    return {Section::Applications, {}, m_detail->application().id, {}, {}};
}

std::optional<Place> ApplicationsPane::placeOfLoaded(const QString &text) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const ApplicationOut &application = m_model->rowAt(row);
        if (application.id == text || application.uid == text) {
            return Place{Section::Messages, application.id, {}, {}, {}};
        }
    }
    return std::nullopt;
}

void ApplicationsPane::refresh()
{
    if (!m_searching) { // else all pages are being read just now
        m_model->reload();
    }
}

void ApplicationsPane::reset()
{
    endSearch();
    setWanted({});
    m_model->setSource(nullptr);
    list()->setInstead({}, {}, {});
    list()->filterField()->clear();
    leaveDetail();
}

void ApplicationsPane::showRow(const QString &key)
{
    m_detail->showApplication(*m_model->find(key));
}

void ApplicationsPane::clearDetail()
{
    m_detail->clear();
}

void ApplicationsPane::searchAll()
{
    const QString text = list()->filterField()->text().trimmed();
    if (text.isEmpty() || !m_model->hasSource()) {
        return;
    }
    const bool found = list()->proxy()->rowCount() > 0;
    if (!found && canBeId(text)) {
        setWanted(text);
        // A name is typed far more often than a uid: not finding one is no failure.
        askFor(Missing::Ignore);
    }
    if (m_model->isComplete()) {
        if (found) {
            list()->goToOnlyRow();
            list()->table()->setFocus();
        }
        return;
    }
    if (!m_searching) {
        m_searching = true;
        startJob(m_model, [this] { m_model->stop(); });
        m_model->loadAll();
        searchMoved();
        refreshActs();
    }
}

void ApplicationsPane::searchMoved()
{
    if (!m_searching) {
        return;
    }
    if (m_model->state() != PagedModelBase::State::Loading) {
        endSearch();
        return;
    }
    // How many there are is not known before the last page.
    showJob(
        m_model,
        tr("Searching all applications: %1 looked at").arg(locale().toString(m_model->rowCount())),
        m_model->rowCount(), 0);
}

void ApplicationsPane::endSearch()
{
    if (m_searching) {
        m_searching = false;
        endJob(m_model);
        refreshActs();
    }
}

void ApplicationsPane::askWanted()
{
    askFor(Missing::Say);
}

void ApplicationsPane::askFor(Missing missing)
{
    ApiClient *client = session().client();
    if (!client) {
        return;
    }
    showWanted(
        client->get<op::getApplication>({this}, wanted()), tr("Application not found."),
        [this](const ApplicationOut &application) {
            if (m_model->hasSource()) {
                m_model->upsert(application);
            }
            m_detail->showApplication(application);
        },
        missing);
}

void ApplicationsPane::open(Section section)
{
    const QString id = m_detail->application().id;
    if (!id.isEmpty()) {
        Q_EMIT placeRequested({section, id, {}, {}, {}});
    }
}

} // namespace svix
