// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of MainWindow that builds the window and remembers its layout.

#include "api/apiclient.h"
#include "app/autorefresh.h"
#include "app/deletedcopies.h"
#include "app/draftstore.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "core/log.h"
#include "core/settings.h"
#include "dialogs/aboutdialog.h"
#include "dialogs/confirmationdialogs.h"
#include "dialogs/deletedcopiesdialog.h"
#include "dialogs/preferencesdialog.h"
#include "dialogs/shortcutsdialog.h"
#include "mainwindow/commandpalette.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/gotoflow.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/navigationfold.h"
#include "mainwindow/navigationmodel.h"
#include "mainwindow/navigationview.h"
#include "mainwindow/statusline.h"
#include "mainwindow/topbar.h"
#include "mainwindow/windowactions.h"
#include "models/activitymodel.h"
#include "models/applicationmodel.h"
#include "models/endpointmodel.h"
#include "models/integrationmodel.h"
#include "panes/activitypane.h"
#include "panes/applicationspane.h"
#include "panes/attemptspane.h"
#include "panes/endpointspane.h"
#include "panes/eventtypenames.h"
#include "panes/eventtypespane.h"
#include "panes/integrationspane.h"
#include "panes/listside.h"
#include "panes/messagespane.h"
#include "panes/taskspane.h"
#include "widgets/connectionbutton.h"
#include "widgets/emptystate.h"
#include "widgets/hairline.h"
#include "widgets/messagebar.h"
#include "widgets/onscreen.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/views/tableview.h"

#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimeZone>
#include <QVBoxLayout>

namespace svix {

namespace {

/// Below the list there is room for the detail at any width; beside it, not under this one. With a
/// small font the columns are narrower, but what a detail shows is not.
bool isNarrow(int width)
{
    return width < std::max(1100, scaled(1100));
}

} // namespace

QSize MainWindow::firstSize(const QSize &available)
{
    // The title that the window manager puts on top needs room as well; how much, it says later.
    const QSize room = available - QSize(0, scaled(32));
    return QSize(std::max(1280, scaled(1280)), std::max(800, scaled(800))).boundedTo(room);
}

void MainWindow::build()
{
    setWindowIcon(applicationIcon());
    m_top = new TopBar(this);
    m_navigation = new NavigationView(this);
    m_columns = new QSplitter(this);
    m_columns->setObjectName(QStringLiteral("columns"));
    m_pages = new QStackedWidget(this);
    m_welcome = new EmptyState(this);
    m_welcome->setObjectName(QStringLiteral("welcome"));
    m_messages = new MessageBar(this);
    m_messages->setObjectName(QStringLiteral("messageBar"));
    m_status = new StatusLine(*m_session, *m_outage, this);
    m_columns->addWidget(m_navigation);
    m_columns->addWidget(m_pages);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);
    m_fold = new NavigationFold(*m_columns, *m_navigation, this);
    m_fold->setFolded(false);
    m_pages->addWidget(m_welcome);
    m_pages->setBackgroundRole(QPalette::Base);
    m_pages->setAutoFillBackground(true);
    connect(m_welcome, &EmptyState::retryRequested, this, &MainWindow::refresh);

    m_windowActions = new WindowActions(*this);
    m_top->connectionButton()->setMenu(m_windowActions->connectionMenu());
    m_top->setBackAction(m_windowActions->backAction());
    m_top->setForwardAction(m_windowActions->forwardAction());
    m_palette = new CommandPalette(
        [this] { return m_windowActions->paletteItems(); },
        [this](const QString &text) { return m_goto->paletteItems(text); }, this);

    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new Hairline(central));
    layout->addWidget(m_top);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_messages);
    setCentralWidget(central);
    setStatusBar(m_status);
    // Never more than there is: at 200 % text on a small screen the panes scroll.
    const QSize first = firstSize(screen()->availableSize());
    setMinimumSize(QSize(scaled(760), scaled(480)).boundedTo(first));
    resize(first);
}

Pane *MainWindow::pane(Section section)
{
    // Made when it is first needed: all panes at the start would cost the start a third of its
    // time.
    Pane *pane = m_panes.value(static_cast<int>(section));
    if (!pane) {
        pane = makePane(section);
        m_panes.insert(static_cast<int>(section), pane);
        addPane(pane);
    }
    return pane;
}

std::optional<Place> MainWindow::placeOfLoaded(const QString &text) const
{
    for (const Section section :
         {Section::Applications, Section::Endpoints, Section::Messages, Section::Attempts,
          Section::Integrations, Section::EventTypes, Section::BackgroundTasks}) {
        const Pane *pane = m_panes.value(static_cast<int>(section));
        if (const auto place = pane ? pane->placeOfLoaded(text) : std::nullopt) {
            return place;
        }
    }
    return std::nullopt;
}

Pane *MainWindow::makePane(Section section)
{
    const PaneContext context{*m_session,
                              *m_runner,
                              *m_confirmation,
                              m_settings,
                              *m_drafts,
                              *m_deleted,
                              *m_secrets,
                              [this](QWidget *above) {
                                  m_connections->replaceTokenAbove(m_session->profile().id, above);
                              }};
    switch (section) {
    case Section::Applications: {
        auto *applications = new ApplicationsPane(context, this);
        // Names of applications that were only known by id so far.
        connect(applications->model(), &PagedModelBase::loadedChanged, this, [this, applications] {
            for (int row = 0; row < applications->model()->rowCount(); ++row) {
                const ApplicationOut &application = applications->model()->rowAt(row);
                m_names.insert(application.id, application.name);
            }
            showRecent();
        });
        connect(applications, &ApplicationsPane::applicationRemoved, this,
                &MainWindow::forgetApplication);
        return applications;
    }
    case Section::Endpoints: {
        auto *endpoints = new EndpointsPane(context, *m_eventTypes, this);
        connect(endpoints->model(), &PagedModelBase::loadedChanged, this,
                [this](int rows, bool complete) {
                    m_navigation->navigation()->setCount(Section::Endpoints, complete ? rows : -1);
                });
        return endpoints;
    }
    case Section::Messages:
        return new MessagesPane(context, *m_eventTypes, this);
    case Section::Attempts:
        return new AttemptsPane(context, *m_eventTypes, this);
    case Section::Integrations: {
        auto *integrations = new IntegrationsPane(context, this);
        connect(integrations->model(), &PagedModelBase::loadedChanged, this,
                [this](int rows, bool complete) {
                    m_navigation->navigation()->setCount(Section::Integrations,
                                                         complete ? rows : -1);
                });
        return integrations;
    }
    case Section::EventTypes:
        return new EventTypesPane(context, *m_eventTypes, this);
    case Section::BackgroundTasks:
        return new TasksPane(context, this);
    case Section::Activity:
        break;
    }
    return new ActivityPane(context, *m_activity, this);
}

void MainWindow::addPane(Pane *pane)
{
    m_pages->addWidget(pane);
    // The pane is made late, and what stands below it comes after it.
    moveTabsToEnd(m_messages);
    moveTabsToEnd(m_status);
    pane->setNarrow(isNarrow(width()));
    if (m_restored) {
        pane->restoreLayout();
    }
    connect(pane, &Pane::placeRequested, this, &MainWindow::go);
    connect(pane, &Pane::placeChanged, this, [this, pane](const Place &place) {
        if (pane == currentPane()) {
            m_place = place;
            m_history.visit(place);
            m_windowActions->refresh();
        }
    });
    connect(pane, &Pane::notice, this, &MainWindow::tell);
    connect(pane, &Pane::failed, this, &MainWindow::tellError);
    connect(pane, &Pane::listFailed, this, [this](const Error &error, const QString &what) {
        if (mayBeGone(error)) {
            askWhetherGone(error, what, true);
        }
    });
    // Retry stands there already.
    pane->list()->setErrorActions([this](const Error &error) { return waysOut(error, false); });
    connect(pane->list(), &ListSide::findRequested, m_goto, &GotoFlow::find);
    connect(pane->list(), &ListSide::refreshed, this, [this, pane] {
        readAgain(pane->list()->failedTitle());
        if (pane == m_panes.value(static_cast<int>(m_place.section))) {
            m_autoRefresh->refreshed();
            showRefreshed();
        }
    });
    connect(pane, &Pane::titleChanged, this, &MainWindow::refreshFrame);
    connect(pane, &Pane::jobProgress, m_status, &StatusLine::showJob);
    connect(pane, &Pane::jobEnded, m_status, &StatusLine::endJob);
}

void MainWindow::refreshNarrow()
{
    const bool narrow = isNarrow(width());
    for (Pane *pane : std::as_const(m_panes)) {
        pane->setNarrow(narrow);
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    refreshNarrow();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_autoRefresh->setVisible(true);
    if (!m_restored) {
        m_restored = true;
        restoreLayout();
        keepOnScreenSoon();
    }
}

// The least size that a bigger text asks for is known when everything has been laid out.
void MainWindow::keepOnScreenSoon()
{
    QMetaObject::invokeMethod(
        this, [this] { keepOnScreen(this); }, Qt::QueuedConnection);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && m_autoRefresh) {
        m_autoRefresh->setVisible(!isMinimized());
    } else if (event->type() == QEvent::StyleChange && m_columns) {
        refreshNarrow(); // the font is another one
        keepOnScreenSoon();
    }
}

void MainWindow::showPreferences()
{
    auto *dialog = new PreferencesDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setLanguages({{QStringLiteral("en"), tr("English")},
                          {QStringLiteral("qps"), tr("Pseudo (for testing)")}});
    dialog->setPreferences(m_settings.preferences());
    connect(dialog, &PreferencesDialog::preferencesChanged, this,
            [this](const Preferences &preferences) {
                m_settings.setPreferences(preferences);
                m_autoRefresh->setInterval(std::chrono::seconds(preferences.autoRefreshSeconds));
                Q_EMIT preferencesChanged(preferences);
                for (TableView *table : findChildren<TableView *>()) {
                    table->setTimeZone(QTimeZone::systemTimeZone());
                }
                m_status->refreshZone();
                showRefreshed();
                if (const auto saved = m_settings.save(); !saved.ok()) {
                    tellError(saved.error(), tr("The settings were not saved."));
                }
            });
    dialog->open();
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setShortcuts(m_windowActions->shortcuts());
    dialog->open();
}

void MainWindow::showDeletedCopies()
{
    auto *dialog = new DeletedCopiesDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DeletedCopiesDialog::chosen, this, [this, dialog](const QString &id) {
        dialog->clearMessage();
        if (const auto json = m_deleted->load(id); json.ok()) {
            dialog->setJson(*json);
        } else {
            dialog->showMessage(Tone::Bad, json.error().detail, tr("The copy was not read."));
        }
    });
    connect(dialog, &DeletedCopiesDialog::removeRequested, this, [this, dialog](const QString &id) {
        dialog->clearMessage();
        if (const auto removed = m_deleted->remove(id); !removed.ok()) {
            dialog->showMessage(Tone::Bad, removed.error().detail, tr("The copy was not deleted."));
        }
        dialog->setCopies(m_deleted->list());
    });
    dialog->setCopies(m_deleted->list());
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QStringList lines{tr("Server: %1").arg(m_session->capabilities().server),
                      tr("Settings: %1").arg(m_paths.settingsFile())};
    if (m_log) {
        lines += m_log->lines();
    }
    dialog->setDiagnostics(lines.join(u'\n'));
    dialog->open();
}

} // namespace svix
