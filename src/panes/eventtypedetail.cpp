// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/eventtypedetail.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "models/statewords.h"
#include "panes/times.h"
#include "ui_eventtypedetail.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QAction>
#include <QMenu>
#include <QResizeEvent>

namespace svix {

namespace {
constexpr int besideFrom = 520; // design pixels: narrower, the example stands below the schema
}

EventTypeDetail::EventTypeDetail(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_ui(std::make_unique<Ui::EventTypeDetail>())
    , m_cancel(std::make_unique<CancelSource>())
{
    m_ui->setupUi(this);
    m_ui->tabs->addTab(tr("Schema"));
    m_ui->tabs->addTab(tr("Settings"));
    m_ui->tabsLayout->setContentsMargins(4 * unit(), 0, 4 * unit(), 0);
    m_ui->tabs->setDrawBase(false);
    m_ui->tabs->setExpanding(false);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_ui->schemaPage), static_cast<QWidget *>(m_ui->settingsArea),
          static_cast<QWidget *>(m_ui->settingsContents)}) {
        widget->setBackgroundRole(QPalette::Base);
    }
    const int side = 4 * unit();
    m_ui->schemaLayout->setContentsMargins(side, 3 * unit(), side, side);
    m_ui->schemaLayout->setSpacing(2 * unit());
    m_ui->versionLayout->setSpacing(2 * unit());
    m_ui->settingsLayout->setContentsMargins(side, side, side, side);
    m_ui->schemaSideLayout->setSpacing(unit());
    m_ui->exampleSideLayout->setSpacing(unit());
    for (TitleLabel *title : {m_ui->schemaTitle, m_ui->exampleTitle, m_ui->schemaNote}) {
        title->setRole(TextRole::Caption);
        title->setMuted(true);
    }
    // Side by side a splitter wants no more height than anything else.
    m_ui->schemaLayout->setStretchFactor(m_ui->split, 1);
    m_ui->split->setHandleWidth(3 * unit());
    m_ui->split->setStretchFactor(0, 3);
    m_ui->split->setStretchFactor(1, 2);
    m_ui->split->setSizes({3 * scaled(besideFrom), 2 * scaled(besideFrom)}); // a share of each
    m_delay.setSingleShot(true);
    m_delay.setInterval(80);
    connect(&m_delay, &QTimer::timeout, this, &EventTypeDetail::load);
    connect(m_ui->tabs, &QTabBar::currentChanged, m_ui->pages, &QStackedWidget::setCurrentIndex);
    connect(m_ui->version, &QComboBox::activated, this, &EventTypeDetail::showVersion);
    showVersions();
}

EventTypeDetail::~EventTypeDetail() = default;

void EventTypeDetail::setActions(const QList<QAction *> &actions)
{
    m_ui->header->addButtons(actions);
}

void EventTypeDetail::setMenu(QMenu *menu)
{
    menu->setToolTipsVisible(true); // why one is disabled
    m_ui->header->addMenu(tr("M&ore"), menu)->setObjectName(QStringLiteral("moreActsButton"));
}

void EventTypeDetail::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto way = width() >= scaled(besideFrom) ? Qt::Horizontal : Qt::Vertical;
    if (way != m_ui->split->orientation()) {
        const QList<int> sizes = m_ui->split->sizes();
        m_ui->split->setOrientation(way);
        m_ui->split->setSizes(sizes); // the same shares
    }
}

void EventTypeDetail::clear()
{
    m_delay.stop();
    m_cancel->cancel();
    m_type = {};
    m_whole = false;
    showVersions();
}

void EventTypeDetail::showEventType(const EventTypeOut &type)
{
    if (type.name == m_type.name) {
        updateEventType(type);
        return;
    }
    clear();
    m_type = type;
    m_type.schemas = {};
    showHeader();
    showSettings();
    showVersions();
    m_delay.start();
}

void EventTypeDetail::updateEventType(const EventTypeOut &type)
{
    const RawJson schemas = m_type.schemas;
    m_type = type;
    m_type.schemas = schemas;
    showHeader();
    showSettings();
}

void EventTypeDetail::showWhole(const EventTypeOut &type)
{
    m_delay.stop();
    m_cancel->cancel();
    m_type = type;
    m_whole = true;
    showHeader();
    showSettings();
    showVersions();
    Q_EMIT wholeKnown(type);
}

void EventTypeDetail::refresh()
{
    if (!m_type.name.isEmpty()) {
        m_delay.start();
    }
}

void EventTypeDetail::load()
{
    ApiClient *client = m_session.client();
    if (!client || m_type.name.isEmpty()) {
        return;
    }
    m_cancel->cancel();
    m_cancel = std::make_unique<CancelSource>();
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    client->get<op::getEventType>(options, m_type.name)
        .then(this, [this, name = m_type.name,
                     asked = m_cancel.get()](const Result<EventTypeOut> &result) {
            if (m_type.name != name || asked != m_cancel.get()) {
                return; // of another one
            }
            if (result.ok()) {
                showWhole(*result);
            } else if (result.error().kind != ErrorKind::Canceled) {
                m_ui->schemaNote->setText(tr("The schema could not be loaded. F5 tries again."));
                Q_EMIT failed(result.error(), tr("Schema not loaded"));
            }
        });
}

void EventTypeDetail::showHeader()
{
    m_ui->header->setTitle(m_type.name);
    m_ui->header->setId(m_type.name, tr("event type name"));
    if (m_type.archived) {
        m_ui->header->setState(tr("Archived"), StateKind::Canceled);
    } else if (m_type.deprecated) {
        m_ui->header->setState(tr("Deprecated"), StateKind::Pending);
    } else {
        m_ui->header->setState(tr("In use"), StateKind::Ok);
    }
    QStringList facts;
    if (!m_type.description.isEmpty()) {
        facts.append(visibleText(m_type.description));
    }
    m_ui->header->setFacts(facts);
}

void EventTypeDetail::showSettings()
{
    const auto time = [](const QString &label, const Timestamp &stamp) -> Fact {
        const qint64 ms = stamp.isValid() ? stamp.milliseconds() : 0;
        return {label, ms == 0 ? stamp.toText() : TimeFormat::local(ms), false,
                TimeFormat::full(ms)};
    };
    const bool cloud = m_session.capabilities().kind == ServerKind::Cloud;
    QList<Fact> facts{{tr("Name"), m_type.name, true, {}},
                      {tr("Description"), m_type.description, false, {}},
                      {tr("Archived"),
                       m_type.archived ? tr("yes: endpoints cannot choose it any more") : tr("no"),
                       false,
                       {}},
                      {tr("Deprecated"), m_type.deprecated ? tr("yes") : tr("no"), false, {}},
                      {m_type.featureFlags || cloud ? tr("Feature flags") : tr("Feature flag"),
                       m_type.featureFlags ? StateWords::list(m_type.featureFlags)
                                           : m_type.featureFlag.value_or(QString()),
                       false, tr("Portals show it only to holders of the flag.")}};
    if (m_type.groupName || cloud) {
        facts.append({tr("Group"), m_type.groupName.value_or(QString()), false, {}});
    }
    facts.append(time(tr("Created"), m_type.createdAt));
    facts.append(time(tr("Updated"), m_type.updatedAt));
    m_ui->settings->setFacts(facts);
}

void EventTypeDetail::showVersions()
{
    const QString before = m_ui->version->currentData().toString();
    m_versions = schemaVersions(m_type.schemas.text);
    m_ui->version->clear();
    for (const SchemaExample &version : std::as_const(m_versions)) {
        m_ui->version->addItem(tr("Version %1").arg(version.version), version.version);
    }
    m_ui->version->setCurrentIndex(qMax(0, m_ui->version->findData(before)));
    const bool any = !m_versions.isEmpty();
    m_ui->version->setVisible(any);
    m_ui->split->setVisible(any);
    m_ui->schemaNote->setText(
        !m_whole ? tr("The schema is loading…")
        : any    ? tr("%n version(s)", nullptr, static_cast<int>(m_versions.size()))
                 : tr("No schema. Messages of this type are sent as they are."));
    showVersion();
}

SchemaExample EventTypeDetail::shown() const
{
    return m_versions.value(m_ui->version->currentIndex());
}

void EventTypeDetail::showVersion()
{
    const SchemaExample now = shown();
    m_ui->schema->setJson(now.schema);
    m_ui->example->setJson(now.example);
    m_ui->exampleTitle->setText(now.example.isEmpty() ? tr("This version has no example.")
                                                      : tr("Example"));
    m_ui->example->setVisible(!now.example.isEmpty());
    Q_EMIT shownChanged();
}

} // namespace svix
