// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowactions.h"

#include "app/session.h"
#include "core/settings.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/navigationfold.h"
#include "panes/listside.h"
#include "widgets/searchfield.h"
#include "widgets/style/icons.h"
#include "widgets/views/tableview.h"

#include <QMenuBar>

namespace svix {

namespace {

QString plain(QString text)
{
    // "&&" is a written "&".
    return text.replace(QStringLiteral("&&"), QStringLiteral("\x01"))
        .remove(u'&')
        .replace(u'\x01', u'&');
}

} // namespace

WindowActions::WindowActions(MainWindow &window)
    : QObject(&window)
    , m_window(window)
    , m_file(window.menuBar()->addMenu(tr("&File")))
    , m_edit(window.menuBar()->addMenu(tr("&Edit")))
    , m_view(window.menuBar()->addMenu(tr("&View")))
    , m_go(window.menuBar()->addMenu(tr("&Go")))
    , m_connection(window.menuBar()->addMenu(tr("&Connection")))
    , m_help(window.menuBar()->addMenu(tr("&Help")))
{
    QAction *preferences =
        add(m_file, QStringLiteral("preferences"), tr("&Preferences…"), QStringLiteral("settings"),
            QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] { m_window.showPreferences(); });
    preferences->setMenuRole(QAction::PreferencesRole);
    m_file->addSeparator();
    QAction *quit = add(m_file, QStringLiteral("quit"), tr("&Quit"), {},
                        QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { m_window.close(); });
    quit->setMenuRole(QAction::QuitRole);
    connect(m_edit, &QMenu::aboutToShow, this, &WindowActions::refresh);
    buildView();
    buildGo();
    m_openConnection = new QAction(tr("Open connection settings"), this);
    connect(m_openConnection, &QAction::triggered, this,
            [this] { m_window.connections().edit(m_window.session().profile().id); });
    QAction *shortcuts =
        add(m_help, QStringLiteral("shortcuts"), tr("&Keyboard shortcuts"), {},
            QKeySequence(Qt::CTRL | Qt::Key_F1), [this] { m_window.showShortcuts(); });
    shortcuts->setMenuRole(QAction::NoRole);
    QAction *about = add(m_help, QStringLiteral("about"), tr("&About Svix Console"),
                         QStringLiteral("info"), {}, [this] { m_window.showAbout(); });
    about->setMenuRole(QAction::AboutRole);
    // Filled when it opens; empty it could not be opened by keyboard on some platforms.
    m_connection->addActions(m_window.connections().actions());
}

QAction *WindowActions::add(QMenu *menu, const QString &name, const QString &text,
                            const QString &iconName, const QKeySequence &shortcut,
                            std::function<void()> run)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    if (!iconName.isEmpty()) {
        action->setIcon(icon(iconName));
    }
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    return action;
}

void WindowActions::buildView()
{
    m_refresh = add(m_view, QStringLiteral("refresh"), tr("&Refresh"), QStringLiteral("refresh"),
                    QKeySequence(Qt::Key_F5), [this] { m_window.refresh(); });
    m_retry = new QAction(tr("Retry"), this);
    connect(m_retry, &QAction::triggered, this, [this] { m_window.refresh(); });
    m_lookAgain = new QAction(tr("Refresh"), this);
    connect(m_lookAgain, &QAction::triggered, this, [this] { m_window.refresh(); });
    m_filter = add(m_view, QStringLiteral("filterRows"), tr("&Filter loaded rows"),
                   QStringLiteral("filter"), QKeySequence(Qt::CTRL | Qt::Key_F), [this] {
                       if (Pane *pane = m_window.currentPane()) {
                           pane->list()->filterField()->setFocus(Qt::ShortcutFocusReason);
                           pane->list()->filterField()->selectAll();
                       }
                   });
    QMenu *columns = m_view->addMenu(icon(QStringLiteral("columns")), tr("&Columns"));
    connect(columns, &QMenu::aboutToShow, this, [this, columns] {
        columns->clear();
        if (Pane *pane = m_window.currentPane()) {
            QMenu *source = pane->list()->table()->columnsMenu();
            Q_EMIT source->aboutToShow();
            columns->addActions(source->actions());
        }
    });
    m_view->addSeparator();
    add(m_view, QStringLiteral("nextPart"), tr("&Next part of the window"), {},
        QKeySequence(Qt::Key_F6), [this] { m_window.nextPart(); });
    QAction *fold = add(m_view, QStringLiteral("foldNavigation"), tr("Show na&vigation as icons"),
                        QStringLiteral("sidebar"), QKeySequence(Qt::CTRL | Qt::Key_B),
                        [this] { m_window.m_fold->setFolded(!m_window.m_fold->isFolded()); });
    fold->setCheckable(true);
    connect(m_window.m_fold, &NavigationFold::foldedChanged, fold, &QAction::setChecked);
}

void WindowActions::buildGo()
{
    m_back = add(m_go, QStringLiteral("back"), tr("&Back"), QStringLiteral("chevron-left"),
                 QKeySequence(Qt::ALT | Qt::Key_Left), [this] { m_window.back(); });
    m_forward =
        add(m_go, QStringLiteral("forward"), tr("&Forward"), QStringLiteral("chevron-right"),
            QKeySequence(Qt::ALT | Qt::Key_Right), [this] { m_window.forward(); });
    m_go->addSeparator();
    add(m_go, QStringLiteral("palette"), tr("&Go to an object or do…"), QStringLiteral("search"),
        QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_window.showPalette(); });
    m_go->addSeparator();
    struct Page
    {
        Section section;
        const char *name;
        QString text;
    };
    const QList<Page> pages{{Section::Applications, "goApplications", tr("&Applications")},
                            {Section::Endpoints, "goEndpoints", tr("&Endpoints")},
                            {Section::Messages, "goMessages", tr("&Messages")},
                            {Section::Attempts, "goAttempts", tr("A&ttempts")},
                            {Section::Integrations, "goIntegrations", tr("&Integrations")},
                            {Section::EventTypes, "goEventTypes", tr("E&vent types")},
                            {Section::BackgroundTasks, "goTasks", tr("Background &tasks")},
                            {Section::Activity, "goActivity", tr("Activit&y")}};
    int number = 1;
    for (const Page &page : pages) {
        m_pages.append(add(m_go, QString::fromLatin1(page.name), page.text, {},
                           QKeySequence(static_cast<int>(Qt::ALT) | (Qt::Key_0 + number++)),
                           [this, section = page.section] {
                               m_window.go({section, {}, {}, {}, {}});
                           }));
    }
}

void WindowActions::refresh()
{
    Session &session = m_window.session();
    m_back->setEnabled(m_window.m_history.canGoBack());
    m_forward->setEnabled(m_window.m_history.canGoForward());
    const bool connected = session.isConnected();
    m_refresh->setEnabled(session.state() != Session::State::Disconnected);
    m_filter->setEnabled(connected);
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const auto section = static_cast<Section>(i);
        QString why;
        if (connected && section == Section::Applications) {
            why = session.capabilities().reason(op::listApplications);
        } else if (connected && isInApplication(section) && !session.application()) {
            why = session.capabilities().portal ? tr("The application of this token is not open.")
                                                : tr("Choose an application first.");
        } else if (connected && section == Section::Integrations) {
            why = session.capabilities().reason(op::listIntegrations);
        } else if (connected && section == Section::BackgroundTasks) {
            why = session.capabilities().reason(op::listBackgroundTasks);
        }
        m_pages.at(i)->setEnabled(section == Section::Activity || (connected && why.isEmpty()));
        m_pages.at(i)->setToolTip(why);
    }
    // Rows change with every press of an arrow key, the acts of a page do not.
    Pane *pane = connected ? m_window.currentPane() : nullptr;
    if (pane != m_editOf) {
        m_editOf = pane;
        m_edit->clear();
        if (pane) {
            m_edit->addActions(pane->paneActions());
            m_edit->addSeparator();
            m_edit->addActions(pane->list()->table()->copyActions());
        }
    }
    m_edit->menuAction()->setEnabled(!m_edit->actions().isEmpty());
}

QList<PaletteItem> WindowActions::paletteItems() const
{
    QList<PaletteItem> items;
    const auto take = [&](const QAction *action, const QString &group) {
        if (action->isSeparator() || action->menu() || !action->isVisible() ||
            action->text().isEmpty() || action->objectName() == QLatin1String("palette")) {
            return;
        }
        PaletteItem item;
        item.title = plain(action->text());
        item.group = group;
        item.hint = action->shortcut().toString(QKeySequence::NativeText);
        item.enabled = action->isEnabled();
        const QString tip = action->toolTip();
        item.reason = !item.enabled && tip != item.title ? tip : QString();
        item.run = [target = QPointer<QAction>(const_cast<QAction *>(action))] {
            if (target) {
                target->trigger();
            }
        };
        items.append(item);
    };
    if (const Pane *pane = m_window.currentPane(); pane && m_window.session().isConnected()) {
        for (const QAction *action : pane->paneActions()) {
            take(action, pane->title());
        }
        for (const QAction *action : pane->list()->table()->copyActions()) {
            take(action, pane->title());
        }
    }
    for (const QAction *action : m_go->actions()) {
        take(action, tr("Go"));
    }
    for (auto it = m_window.m_names.cbegin(); it != m_window.m_names.cend(); ++it) {
        items.append({it.value(),
                      tr("Application"),
                      it.key(),
                      QStringLiteral("applications"),
                      true,
                      false,
                      {},
                      [this, id = it.key()] {
                          m_window.go({Section::Messages, id, {}, {}, {}});
                      }});
    }
    for (const Profile &profile : m_window.m_settings.profiles()) {
        items.append({tr("Connect to %1").arg(profile.name),
                      connectionClassName(profile.connectionClass),
                      profile.url.host(QUrl::FullyEncoded),
                      connectionIconName(profile.connectionClass),
                      true,
                      false,
                      {},
                      [this, id = profile.id] { m_window.connections().open(id); }});
    }
    for (const QAction *action : m_window.connections().actions()) {
        take(action, tr("Connection"));
    }
    for (const QMenu *menu : {m_view, m_file, m_help}) {
        for (const QAction *action : menu->actions()) {
            take(action, plain(menu->title()));
        }
    }
    return items;
}

QList<ShortcutEntry> WindowActions::shortcuts() const
{
    QList<ShortcutEntry> entries;
    for (const QMenu *menu : {m_file, m_edit, m_view, m_go, m_connection, m_help}) {
        for (const QAction *action : menu->actions()) {
            if (!action->isSeparator()) {
                entries.append({plain(menu->title()), plain(action->text()), action->shortcuts()});
            }
        }
    }
    return entries;
}

QList<QAction *> WindowActions::actionsFor(const QList<ErrorAction> &actions) const
{
    QList<QAction *> result;
    for (const ErrorAction action : actions) {
        if (action == ErrorAction::Retry) {
            result.append(m_retry);
        } else if (action == ErrorAction::Refresh) {
            result.append(m_lookAgain);
        } else if (action == ErrorAction::OpenConnection &&
                   m_window.session().profile().id != ConnectionFlow::sandboxProfileId) {
            result.append(m_openConnection);
        }
    }
    return result;
}

} // namespace svix
