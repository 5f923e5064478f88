// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/mainwindow.h"
#include "mainwindow/logoutflow.h"

#include "api/activityentry.h"
#include "api/apiclient.h"
#include "app/auditlog.h"
#include "app/autorefresh.h"
#include "app/deletedcopies.h"
#include "app/draftstore.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "core/settings.h"
#include "dialogs/confirmationdialogs.h"
#include "mainwindow/commandpalette.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/gotoflow.h"
#include "mainwindow/navigationmodel.h"
#include "mainwindow/navigationview.h"
#include "mainwindow/outage.h"
#include "mainwindow/statusline.h"
#include "mainwindow/topbar.h"
#include "mainwindow/windowactions.h"
#include "models/activitymodel.h"
#include "panes/eventtypenames.h"
#include "panes/listside.h"
#include "panes/times.h"
#include "widgets/breadcrumbs.h"
#include "widgets/classband.h"
#include "widgets/connectionbutton.h"
#include "widgets/emptystate.h"
#include "widgets/forms/clipboard.h"
#include "widgets/json/contentclipboard.h"
#include "widgets/messagebar.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/views/tableview.h"
#include "widgets/visibletext.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QStackedWidget>
#include <QTimer>

namespace svix {

namespace {
const QString listCrumb = QStringLiteral("applications");
}

MainWindow::MainWindow(Settings &settings, TokenVault &vault, const Paths &paths, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_vault(vault)
    , m_paths(paths)
    , m_confirmation(std::make_unique<ConfirmationDialogs>(this))
    , m_session(new Session(this))
    , m_runner(new OperationRunner(*m_session, *m_confirmation, this))
    , m_eventTypes(new EventTypeNames(*m_session, this))
    , m_activity(new ActivityModel(this))
    , m_audit(new AuditLog(paths.state + QStringLiteral("/audit.jsonl"), this))
    , m_autoRefresh(new AutoRefresh(this))
    , m_outage(new Outage(*m_session, this))
    , m_drafts(new DraftStore(paths.data + QStringLiteral("/drafts"), this))
    , m_deleted(std::make_unique<DeletedCopies>(paths.data + QStringLiteral("/deleted")))
    , m_secrets(new SecretClipboard(this))
    , m_connections(new ConnectionFlow(*m_session, settings, vault, this))
    , m_goto(new GotoFlow(
          *m_session, [this](const QString &text) { return placeOfLoaded(text); }, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    addConnectionActs();
    build();
    connectAll();
    sessionChanged();
    go({Section::Applications, {}, {}, {}, {}});
}

void MainWindow::addConnectionActs()
{
    auto *logout = new LogoutFlow(*m_session, *m_runner, this);
    connect(logout, &LogoutFlow::notice, this, &MainWindow::tell);
    connect(logout, &LogoutFlow::failed, this, &MainWindow::tellError);
    connect(logout, &LogoutFlow::ended, m_connections, [this](const QString &profileId) {
        m_connections->askAnew(profileId, tr("The session of the token before is over."));
    });
    m_showDeleted = new QAction(tr("De&leted objects…"), this);
    m_showDeleted->setObjectName(QStringLiteral("deletedObjects"));
    connect(m_showDeleted, &QAction::triggered, this, &MainWindow::showDeletedCopies);
    m_connections->addAction(logout->action());
    m_connections->addAction(m_showDeleted);
}

MainWindow::~MainWindow()
{
    // Panes hear of the end of calls; they must still be there when the client ends them.
    m_session->disconnectNow();
}

void MainWindow::connectAll()
{
    connect(m_session, &Session::stateChanged, this, &MainWindow::sessionChanged);
    connect(m_session, &Session::applicationChanged, this, &MainWindow::applicationChanged);
    connect(m_session, &Session::applicationFailed, this, &MainWindow::applicationFailed);
    connect(m_session, &Session::readOnlyChanged, this, &MainWindow::refreshFrame);
    connect(m_session, &Session::clientChanged, this, [this] {
        m_secrets->clearNow(); // it was a secret of the connection before
        if (m_session->client()) {
            m_activity->attach(m_session->client());
        }
    });
    connect(m_session, &Session::erased, m_activity, [this](const Erased &what) {
        forgetContent(what.attemptId.isEmpty() ? what.messageId : what.attemptId);
        if (what.attemptId.isEmpty()) {
            m_activity->wipePayload(what.messageId, what.eventId, what.payload);
        }
    });
    connect(m_session, &Session::activity, this, [this](const ActivityEntry &entry) {
        m_audit->record(m_session->profile().name, entry);
    });
    connect(m_audit, &AuditLog::failed, this,
            [this](const Error &error) { tellError(error, tr("The audit log was not written.")); });
    connect(m_drafts, &DraftStore::failed, this,
            [this](const Error &error) { tellError(error, tr("The draft was not kept.")); });
    connect(m_outage, &Outage::changed, this, &MainWindow::outageChanged);
    connect(m_connections, &ConnectionFlow::notice, this, &MainWindow::tell);
    connect(m_connections, &ConnectionFlow::failed, this, &MainWindow::tellError);
    connect(m_connections, &ConnectionFlow::notKept, this, [this](const Notice &notice) {
        m_notKept.insert(notice.topic,
                         m_messages->showMessage(notice.tone, notice.title, notice.text));
    });
    connect(m_connections, &ConnectionFlow::keptLate, this,
            [this](const QString &key) { m_messages->dismiss(m_notKept.take(key)); });
    connect(m_connections, &ConnectionFlow::waiting, this, &MainWindow::showWaiting);
    connect(m_connections, &ConnectionFlow::removed, m_drafts, &DraftStore::removeOf);
    connect(m_connections, &ConnectionFlow::notOpened, this, [this](const QString &profileId) {
        if (m_openLaterOn == profileId) {
            m_openLater.clear();
        }
        if (m_session->state() == Session::State::Disconnected) {
            showNoConnection();
        }
    });
    connect(m_connections, &ConnectionFlow::aboutToOpen, this, [this](const QString &profileId) {
        if (!m_openLaterOn.isEmpty() && m_openLaterOn != profileId) {
            m_openLater.clear(); // what was asked for is not there
        }
        m_history.clear();
        m_waiting.reset();
        m_restoring.clear();
        if (m_session->state() != Session::State::Disconnected) {
            // Of the connection before. What was said at the start is still to be read, and so is
            // that a token was not kept.
            m_messages->dismissAll(m_notKept.values());
        }
        m_names.clear();
        m_navigation->navigation()->setRecent({});
        for (Pane *pane : std::as_const(m_panes)) {
            pane->reset();
        }
    });
    connect(m_goto, &GotoFlow::placeFound, this, &MainWindow::go);
    connect(m_goto, &GotoFlow::started, this, [this] { m_messages->dismiss(m_gotoNotice); });
    connect(m_goto, &GotoFlow::notice, this, [this](const Notice &notice) {
        m_gotoNotice = m_messages->showMessage(notice.tone, notice.title, notice.text,
                                               notice.actions, notice.details);
    });
    connect(m_goto, &GotoFlow::failed, this, &MainWindow::tellError);
    connect(m_goto, &GotoFlow::progress, this, [this](int looked) {
        m_status->showJob(m_goto, tr("Looking in applications"), looked, 0);
    });
    connect(m_goto, &GotoFlow::ended, this, [this] { m_status->endJob(m_goto); });
    connect(m_status, &StatusLine::cancelJobRequested, this, [this](const QObject *job) {
        if (job == m_goto) {
            m_goto->cancel();
        }
        for (Pane *pane : std::as_const(m_panes)) {
            pane->cancelJob(job);
        }
    });
    connect(m_status, &StatusLine::cancelRequestsRequested, this, [this] {
        if (m_session->client()) {
            m_session->client()->cancelAll();
        }
    });
    connect(m_navigation, &NavigationView::chosen, this, [this](const Place &place) {
        m_choosing = true; // one walks there with the arrow keys
        go(place);
    });
    connect(m_messages, &MessageBar::focusLost, this, &MainWindow::focusPage);
    connect(m_top, &TopBar::paletteRequested, this, &MainWindow::showPalette);
    connect(m_top, &TopBar::pasteRequested, this,
            [this] { showPalette(QGuiApplication::clipboard()->text().left(512).simplified()); });
    connect(m_top->breadcrumbs(), &Breadcrumbs::activated, this, [this](int index) {
        const QString id = m_top->breadcrumbs()->crumbs().value(index).id;
        if (id == listCrumb) {
            go({Section::Applications, {}, m_place.application, {}, {}});
        } else if (!id.isEmpty()) {
            go({Section::Endpoints, id, {}, {}, {}});
        }
    });
    connect(m_autoRefresh, &AutoRefresh::due, this, &MainWindow::refresh);
    m_connections->setMenu(m_windowActions->connectionMenu());
    m_autoRefresh->setInterval(std::chrono::seconds(m_settings.preferences().autoRefreshSeconds));
    // It reads the whole file: not before the window is there.
    QTimer::singleShot(2000, this, [this] {
        const auto pruned = m_audit->prune(m_settings.preferences().auditDays);
        if (!pruned.ok()) {
            tellError(pruned.error(), tr("Old lines of the audit log were not removed."));
        }
    });
}

void MainWindow::go(const Place &wanted)
{
    Place place = wanted;
    m_walking = std::exchange(m_choosing, false);
    if (place.section == Section::Applications && m_session->capabilities().portal) {
        if (!m_session->application()) {
            showPortalWelcome();
            return;
        }
        // All applications that there are for such a token.
        place = {Section::Endpoints, {}, {}, {}, {}};
    }
    if (isInApplication(place.section) && place.application.isEmpty()) {
        place.application = m_session->applicationId();
    }
    if (isInApplication(place.section) && place.application != m_session->applicationId()) {
        // The pages below an application need it; arrive() follows when it is read.
        m_waiting = place;
        m_session->openApplication(place.application);
        return;
    }
    m_waiting.reset();
    arrive(place);
}

void MainWindow::arrive(const Place &place)
{
    m_place = place;
    m_history.visit(place);
    Pane *pane = currentPane();
    const bool connected = m_session->isConnected() || place.section == Section::Activity;
    m_pages->setCurrentWidget(connected ? static_cast<QWidget *>(pane) : m_welcome);
    if (connected) {
        const bool failed = pane->list()->showsFailure();
        pane->go(place);
        if (failed && pane->list()->showsFailure() && !m_outage->isOn()) {
            pane->refresh(); // what kept it from loading may be over
        }
        if (!m_walking) {
            // From a row, a key or a message to what it leads to, without a detour over the filter.
            pane->list()->table()->setFocus(Qt::OtherFocusReason);
        }
    }
    refreshFrame();
    showRefreshed();
    m_windowActions->refresh();
    rememberPlace();
}

bool MainWindow::focusPage()
{
    if (currentPane()->isVisible()) {
        currentPane()->list()->table()->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return focusFirst(m_pages);
}

void MainWindow::nextPart()
{
    const QWidget *focus = focusWidget();
    const auto inside = [focus](const QWidget *part) {
        return focus && (part == focus || part->isAncestorOf(focus));
    };
    const auto take = [](QWidget *part) {
        part->setFocus(Qt::ShortcutFocusReason);
        return part->hasFocus();
    };
    Pane *pane = currentPane();
    const struct
    {
        bool here;
        std::function<bool()> go;
    } parts[]{
        {inside(m_navigation), [&] { return m_navigation->isEnabled() && take(m_navigation); }},
        {inside(m_welcome) || inside(pane->list()), [this] { return focusPage(); }},
        {inside(pane), [pane] { return pane->isVisible() && pane->focusDetail(); }},
        {inside(m_messages), [this] { return m_messages->isVisible() && focusFirst(m_messages); }},
        {inside(m_top), [&] { return take(m_top->connectionButton()); }}};
    const auto *here = std::find_if(std::begin(parts), std::end(parts),
                                    [](const auto &part) { return part.here; });
    const auto count = std::ssize(parts);
    // From anywhere else it begins with the navigation.
    const auto from = here == std::end(parts) ? count - 1 : here - std::begin(parts);
    for (auto step = 1; step <= count; ++step) {
        if (parts[(from + step) % count].go()) {
            return;
        }
    }
}

void MainWindow::back()
{
    if (m_history.canGoBack()) {
        go(m_history.back());
    }
}

void MainWindow::forward()
{
    if (m_history.canGoForward()) {
        go(m_history.forward());
    }
}

void MainWindow::refresh()
{
    if (m_session->state() == Session::State::Failed) {
        m_connections->action(ConnectionFlow::Act::Reconnect)->trigger();
        return;
    }
    if (m_session->isConnected() && m_session->capabilities().portal && !m_session->application() &&
        m_place.section == Section::Applications) {
        openPortal();
        return;
    }
    if (!m_outage->isOn()) {
        // What was missed before is asked for now, or when one goes there.
        m_outage->clearMissed();
        m_messages->dismiss(m_outageSaid);
    }
    if (Pane *pane = currentPane(); pane && m_session->isConnected()) {
        pane->refresh();
        m_autoRefresh->refreshed();
    }
}

void MainWindow::showRefreshed()
{
    const Pane *pane = m_panes.value(static_cast<int>(m_place.section));
    const qint64 ms = pane && m_session->isConnected() ? pane->list()->refreshedAt() : 0;
    const int every = m_settings.preferences().autoRefreshSeconds;
    const QString at = clockTime(ms);
    m_status->setRefreshed(ms == 0     ? QString()
                           : every > 0 ? tr("refreshed %1, every %2 s").arg(at).arg(every)
                                       : tr("refreshed %1").arg(at));
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    m_autoRefresh->setVisible(false); // nobody looks
}

void MainWindow::refreshFrame()
{
    const Profile &profile = m_session->profile();
    const bool open = m_session->state() != Session::State::Disconnected;
    if (open) {
        m_top->connectionButton()->setConnection(profile.name, profile.connectionClass,
                                                 m_session->isReadOnly());
        m_top->band()->setConnectionClass(profile.connectionClass);
    } else {
        m_top->connectionButton()->clearConnection();
        m_top->band()->clearConnectionClass();
    }
    m_navigation->setEnabled(open);
    m_navigation->showPage(m_place.section);
    QList<Crumb> crumbs;
    const bool nowhere =
        m_session->capabilities().portal && m_place.section == Section::Applications;
    const QString page = nowhere ? tr("Application") : currentPane()->title();
    if (open && isInApplication(m_place.section)) {
        if (!m_session->capabilities().portal) {
            crumbs.append({tr("Applications"), listCrumb});
        }
        crumbs.append({m_session->applicationName(), m_session->applicationId()});
    }
    crumbs.append({page, {}});
    m_top->breadcrumbs()->setCrumbs(open ? crumbs : QList<Crumb>());
    const QString where = isInApplication(m_place.section)
                              ? m_session->applicationName() + QStringLiteral(" – ") + page
                              : page;
    setWindowTitle(open ? visibleText(tr("%1 – %2 – Svix Console").arg(where, profile.name))
                        : tr("Svix Console"));
}

void MainWindow::showPalette(const QString &text)
{
    m_palette->start(text);
}

} // namespace svix
