// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages.h"

#include "core/profile.h"
#include "widgets/badge.h"
#include "widgets/breadcrumbs.h"
#include "widgets/classband.h"
#include "widgets/connectionbutton.h"
#include "widgets/filterbutton.h"
#include "widgets/hairline.h"
#include "widgets/idlabel.h"
#include "widgets/json/jsonview.h"
#include "widgets/messagebar.h"
#include "widgets/progressline.h"
#include "widgets/searchfield.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/titlelabel.h"
#include "widgets/views/tableview.h"

#include <QAction>
#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>
#include <QStandardItemModel>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace svix::gallery {

namespace {

QHBoxLayout *row(int left, int right)
{
    auto *layout = new QHBoxLayout;
    layout->setContentsMargins(scaled(left), scaled(8), scaled(right), scaled(8));
    layout->setSpacing(scaled(8));
    return layout;
}

QStandardItemModel *makeModel(QObject *parent)
{
    auto *model = new QStandardItemModel(0, 5, parent);
    model->setHorizontalHeaderLabels(
        {u"Delivered"_s, u"Event type"_s, u"Event id"_s, u"Channels"_s, u"Sent"_s});
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 0; i < 18; ++i) {
        const bool failed = i % 5 == 1;
        const StateKind state = failed   ? StateKind::Fail
                                : i == 2 ? StateKind::Sending
                                : i == 7 ? StateKind::Paused
                                         : StateKind::Ok;
        auto *delivered = new QStandardItem(failed   ? u"2 of 3"_s
                                            : i == 7 ? u"no endpoint"_s
                                                     : u"3 of 3"_s);
        delivered->setData(int(CellKind::State), CellKindRole);
        delivered->setData(int(state), StateRole);
        auto *type = new QStandardItem(i % 3 ? u"invoice.paid"_s : u"user.created"_s);
        auto *id = new QStandardItem(u"evt-%1"_s.arg(90418 - i));
        id->setData(int(CellKind::Id), CellKindRole);
        id->setData(true, MutedRole);
        auto *channel = new QStandardItem(i % 3 ? u"billing"_s : u"–"_s);
        channel->setData(true, MutedRole);
        auto *time = new QStandardItem;
        time->setData(int(CellKind::Time), CellKindRole);
        time->setData(now - (2 + i * 7) * 60'000LL, TimeRole);
        model->appendRow({delivered, type, id, channel, time});
    }
    return model;
}

QWidget *makeList(QWidget *parent)
{
    auto *list = new QWidget(parent);
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *bar = row(12, 12);
    auto *type = new FilterButton(u"Type"_s, list);
    type->setValueText(u"any"_s);
    auto *channel = new FilterButton(u"Channel"_s, list);
    channel->setValueText(u"any"_s);
    auto *window = new FilterButton(list);
    window->setValueText(u"24 hours"_s);
    auto *create = new QPushButton(u"New message"_s, list);
    setKind(create, ButtonKind::Primary);
    bar->addWidget(type);
    bar->addWidget(channel);
    bar->addWidget(window);
    bar->addWidget(new SearchField(u"Filter loaded rows"_s, list), 1);
    bar->addWidget(create);
    layout->addLayout(bar);
    layout->addWidget(new Hairline(list));
    auto *table = new TableView(list);
    table->setModel(makeModel(table));
    table->setColumns({{u"state"_s, 8.5},
                       {u"type"_s, 18, 6, false, true},
                       {u"id"_s, 8},
                       {u"channel"_s, 6.5},
                       {u"sent"_s, 7}});
    table->setFrameShape(QFrame::NoFrame);
    table->horizontalHeader()->setSortIndicatorShown(true);
    table->horizontalHeader()->setSortIndicator(4, Qt::DescendingOrder);
    table->selectRow(1);
    layout->addWidget(table, 1);
    layout->addWidget(new Hairline(list));
    auto *foot = row(12, 12);
    auto *loaded = new TitleLabel(u"150 loaded · more when you scroll"_s, TextRole::Caption, list);
    loaded->setMuted(true);
    auto *selected = new TitleLabel(u"1 selected"_s, TextRole::Caption, list);
    selected->setMuted(true);
    foot->addWidget(loaded);
    foot->addStretch();
    foot->addWidget(selected);
    layout->addLayout(foot);
    return list;
}

QWidget *makeDetail(QWidget *parent)
{
    auto *detail = new QWidget(parent);
    detail->setBackgroundRole(QPalette::Base);
    detail->setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(detail);
    layout->setContentsMargins(scaled(16), scaled(12), 0, 0);
    layout->setSpacing(scaled(4));
    auto *title = new QHBoxLayout;
    title->setSpacing(scaled(8));
    title->addWidget(new TitleLabel(u"invoice.paid"_s, TextRole::Title, detail));
    title->addWidget(new Badge(u"1 of 3 failed"_s, StateKind::Fail, detail));
    title->addStretch();
    layout->addLayout(title);
    auto *id = new IdLabel(detail);
    id->setId(u"msg_2ZmhA8kfPq1vTzB4yWcR7uXsE0d"_s);
    id->setIdName(u"message id"_s);
    layout->addWidget(id);
    auto *when =
        new TitleLabel(u"4 minutes ago · 14:03:11 · event id evt-90417"_s, TextRole::Body, detail);
    when->setMuted(true);
    layout->addWidget(when);
    auto *acts = row(0, 16);
    auto *resend = new QPushButton(u"Resend…"_s, detail);
    resend->setObjectName(u"focusHere"_s);
    setKind(resend, ButtonKind::Primary);
    acts->addWidget(resend);
    acts->addWidget(new QPushButton(u"Copy payload"_s, detail));
    acts->addWidget(new QPushButton(u"Delete payload…"_s, detail));
    acts->addStretch();
    layout->addLayout(acts);
    auto *tabs = new QTabWidget(detail);
    auto *json = new JsonView(tabs);
    json->setJson(R"({"customer":{"email":"billing@acme.example","id":"cus_118"},"id":"in_90417",)"
                  R"("lines":[1,2,3],"paid":true,"total":124900})");
    tabs->addTab(json, u"Payload"_s);
    tabs->addTab(new QWidget(tabs), u"Destinations"_s);
    tabs->addTab(new QWidget(tabs), u"Raw"_s);
    layout->addWidget(tabs, 1);
    return detail;
}

QWidget *makeToolbar(QWidget *parent)
{
    auto *bar = new QWidget(parent);
    auto *layout = row(12, 12);
    bar->setLayout(layout);
    auto *connection = new ConnectionButton(bar);
    connection->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    layout->addWidget(connection);
    for (const auto &[name, text] :
         {std::pair{u"chevron-left"_s, u"Back"_s}, std::pair{u"chevron-right"_s, u"Forward"_s}}) {
        auto *button = new QToolButton(bar);
        button->setIcon(icon(name));
        button->setAutoRaise(true);
        button->setAccessibleName(text);
        layout->addWidget(button);
    }
    auto *crumbs = new Breadcrumbs(bar);
    crumbs->setCrumbs({{u"Applications"_s, {}}, {u"Acme Corp"_s, {}}, {u"Messages"_s, {}}});
    layout->addWidget(crumbs, 1);
    auto *search = new SearchField(u"Go to an object or do…"_s, bar);
    search->setShortcutHint(QKeySequence(Qt::CTRL | Qt::Key_K));
    search->setFixedWidth(scaled(250));
    layout->addWidget(search);
    return bar;
}

} // namespace

QWidget *makeWindowPage()
{
    auto *window = new QMainWindow;
    window->resize(1280, 800);
    for (const QString &name :
         {u"File"_s, u"Edit"_s, u"View"_s, u"Go"_s, u"Connection"_s, u"Help"_s}) {
        window->menuBar()->addMenu(name)->addAction(name);
    }
    auto *centre = new QWidget(window);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeToolbar(centre));
    auto *band = new ClassBand(centre);
    band->setConnectionClass(ConnectionClass::Production);
    layout->addWidget(band);
    auto *split = new QSplitter(centre);
    auto *navigation = new QWidget(split);
    navigation->setFixedWidth(scaled(190));
    split->addWidget(makeList(split));
    split->addWidget(makeDetail(split));
    split->setSizes({scaled(190), 660, 430});
    layout->addWidget(split, 1);
    auto *progress = new ProgressLine(centre);
    layout->addWidget(progress);
    auto *messages = new MessageBar(centre);
    auto *show = new QAction(u"Show attempts"_s, messages);
    auto *recover = new QAction(u"Recover failed…"_s, messages);
    messages->showMessage(Tone::Warn, u"https://hooks.acme.example/billing"_s,
                          u"has failed 12 times in the last hour."_s, {show, recover});
    layout->addWidget(messages);
    window->setCentralWidget(centre);
    auto *status = new TitleLabel(u"Svix cloud EU · 38 ms"_s, TextRole::Caption, window);
    status->setMuted(true);
    window->statusBar()->addWidget(status);
    auto *zone = new TitleLabel(u"times in Europe/Berlin"_s, TextRole::Caption, window);
    zone->setMuted(true);
    window->statusBar()->addPermanentWidget(zone);
    return window;
}

} // namespace svix::gallery
