// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointdetail.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "models/statewords.h"
#include "panes/endpointheaders.h"
#include "panes/endpointtransformation.h"
#include "panes/times.h"
#include "ui_endpointdetail.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>

namespace svix {

namespace {
constexpr int recentAttempts = 20;
constexpr int worthTelling = 3; // failures in a row of an endpoint that is enabled
} // namespace

EndpointDetail::EndpointDetail(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_ui(std::make_unique<Ui::EndpointDetail>())
    , m_cancel(std::make_unique<CancelSource>())
    , m_headers(new EndpointHeaders(session, this))
    , m_transformation(new EndpointTransformation(session, this))
    , m_secret(makeSecretPage())
{
    m_ui->setupUi(this);
    m_ui->tabs->addTab(tr("Overview"));
    m_ui->tabs->addTab(tr("Settings"));
    addPart(tr("Headers"), m_headers);
    addPart(tr("Secret"), m_secret);
    addPart(tr("Transformation"), m_transformation);
    m_ui->tabsLayout->setContentsMargins(4 * unit(), 0, 4 * unit(), 0);
    m_ui->tabs->setDrawBase(false);
    m_ui->tabs->setExpanding(false);
    for (QWidget *widget : {static_cast<QWidget *>(m_ui->overviewArea),
                            static_cast<QWidget *>(m_ui->overviewContents),
                            static_cast<QWidget *>(m_ui->settingsArea),
                            static_cast<QWidget *>(m_ui->settingsContents)}) {
        widget->setBackgroundRole(QPalette::Base);
    }
    const int side = 4 * unit();
    m_ui->numbersLayout->setContentsMargins(side, side, side, 0);
    m_ui->numbersLayout->setSpacing(unit());
    m_ui->overviewLayout->setContentsMargins(0, 0, 0, side);
    m_ui->settingsLayout->setContentsMargins(side, side, side, side);
    m_ui->numbersNote->setRole(TextRole::Caption);
    m_ui->numbersNote->setMuted(true);
    m_ui->attemptsTitle->setRole(TextRole::Bold);
    m_ui->attemptsTitle->setContentsMargins(side, 5 * unit(), side, unit());
    m_ui->attemptsNote->setRole(TextRole::Caption);
    m_ui->attemptsNote->setMuted(true);
    m_ui->attemptsNote->setContentsMargins(side, 2 * unit(), side, 2 * unit());
    m_delay.setSingleShot(true);
    m_delay.setInterval(80);
    connect(&m_delay, &QTimer::timeout, this, &EndpointDetail::load);
    connect(m_ui->tabs, &QTabBar::currentChanged, m_ui->pages, &QStackedWidget::setCurrentIndex);
    connect(m_ui->attempts, &LastAttempts::attemptOpened, this, [this](const QString &attemptId) {
        Q_EMIT placeRequested({Section::Attempts, m_appId, attemptId, m_endpoint.id, {}});
    });
}

EndpointDetail::~EndpointDetail() = default;

void EndpointDetail::setActions(const QList<QAction *> &actions)
{
    m_ui->header->addButtons(actions);
}

void EndpointDetail::setMore(const QList<QAction *> &actions)
{
    auto *menu = new QMenu(this);
    menu->addActions(actions);
    menu->setToolTipsVisible(true); // why one is disabled
    m_ui->header->addMenu(tr("M&ore"), menu)->setObjectName(QStringLiteral("moreActsButton"));
}

/// Before the settings, which come last.
void EndpointDetail::addPart(const QString &name, QWidget *page)
{
    const int at = m_ui->tabs->count() - 1;
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidgetResizable(true);
    area->setWidget(page);
    area->setBackgroundRole(QPalette::Base);
    page->setBackgroundRole(QPalette::Base);
    m_ui->tabs->insertTab(at, name);
    m_ui->pages->insertWidget(at, area);
}

QWidget *EndpointDetail::makeSecretPage()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    const int side = 4 * unit();
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(3 * unit());
    auto *words = new TitleLabel(tr("The receiver checks with it that a message comes from you. It "
                                    "is read only when you ask for it."),
                                 TextRole::Body, page);
    words->setMuted(true);
    words->setWordWrap(true);
    layout->addWidget(words);
    layout->addStretch(1);
    return page;
}

void EndpointDetail::setPartActions(QAction *headers, QAction *secret, QAction *transformation)
{
    m_headers->setAction(headers);
    m_transformation->setAction(transformation);
    auto *layout = static_cast<QVBoxLayout *>(m_secret->layout());
    layout->insertWidget(1, buttonFor(secret, false, m_secret), 0, Qt::AlignLeading);
}

void EndpointDetail::refreshParts()
{
    m_headers->refresh();
    m_transformation->refresh();
}

QString EndpointDetail::nameOf(const EndpointOut &endpoint)
{
    const QUrl url(endpoint.url, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        return endpoint.url;
    }
    QString name = url.host();
    if (url.port() > 0) {
        name += u':' + QString::number(url.port());
    }
    const QString path = url.path(QUrl::FullyEncoded);
    return path == QLatin1String("/") ? name : name + path;
}

void EndpointDetail::clear()
{
    m_delay.stop();
    m_cancel->cancel();
    m_endpoint = {};
    m_moreAttempts = false;
    m_headers->setEndpoint({}, {});
    m_transformation->setEndpoint({}, {});
    m_ui->attempts->clear();
    m_ui->numbers->clear();
    m_ui->days->clear();
    m_ui->attemptsNote->clear();
    m_ui->attemptsNote->hide();
}

void EndpointDetail::noteNumbers()
{
    const bool cloud = m_session.capabilities().kind == ServerKind::Cloud;
    m_ui->numbersNote->setText(cloud ? tr("Messages of the last 28 days")
                                     : tr("Attempts of the last 28 days"));
    m_ui->numbersNote->setToolTip(
        cloud ? QString() : tr("Each try counts, so a message that was retried counts again."));
}

void EndpointDetail::showEndpoint(const QString &appId, const EndpointOut &endpoint)
{
    if (endpoint.id == m_endpoint.id && appId == m_appId) {
        updateEndpoint(endpoint);
        return;
    }
    clear();
    m_appId = appId;
    m_endpoint = endpoint;
    noteNumbers();
    m_headers->setEndpoint(appId, endpoint.id);
    m_transformation->setEndpoint(appId, endpoint.id);
    showHeader();
    showSettings();
    m_delay.start();
}

void EndpointDetail::updateEndpoint(const EndpointOut &endpoint)
{
    m_endpoint = endpoint;
    showHeader();
    showSettings();
}

void EndpointDetail::refresh()
{
    if (!m_endpoint.id.isEmpty()) {
        m_delay.start();
        refreshParts();
    }
}

void EndpointDetail::load()
{
    ApiClient *client = m_session.client();
    if (!client || m_endpoint.id.isEmpty()) {
        return;
    }
    m_cancel->cancel();
    m_cancel = std::make_unique<CancelSource>();
    const QString id = m_endpoint.id;
    m_ui->days->setEndpoint(client, m_appId, id);
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    // An answer that comes when another endpoint is shown is not for it.
    const auto current = [this, id, asked = m_cancel.get()] {
        return m_endpoint.id == id && asked == m_cancel.get();
    };
    client->get<op::getEndpointStats>(options, m_appId, id, EndpointStatsQuery())
        .then(this, [this, current](const Result<EndpointStatsOut> &result) {
            if (current()) {
                statsCame(result);
            }
        });
    ListAttemptsByEndpointQuery query;
    query.limit = recentAttempts;
    query.withContent = true; // why no HTTP answer came is in there
    query.withMsg = true;
    client->get<op::listAttemptsByEndpoint>(options, m_appId, id, query)
        .then(this, [this, current](const Result<Page<AttemptOut>> &result) {
            if (current()) {
                attemptsCame(result);
            }
        });
}

void EndpointDetail::statsCame(const Result<EndpointStatsOut> &result)
{
    if (result.ok()) {
        m_ui->numbers->setStats(*result);
        noteNumbers(); // it may have failed before
        Q_EMIT statsKnown(m_endpoint.id, *result);
    } else if (result.error().kind != ErrorKind::Canceled) {
        m_ui->numbersNote->setText(tr("The counts could not be loaded. F5 tries again."));
        Q_EMIT failed(result.error(), tr("Counts not loaded"));
    }
}

void EndpointDetail::attemptsCame(const Result<Page<AttemptOut>> &result)
{
    QString note;
    if (!result.ok()) {
        if (result.error().kind == ErrorKind::Canceled) {
            return;
        }
        note = tr("The attempts could not be loaded. F5 tries again.");
        Q_EMIT failed(result.error(), tr("Attempts not loaded"));
    } else {
        m_moreAttempts = !result->done;
        m_ui->attempts->setAttempts(m_session.client(), m_appId, result->data);
        if (result->data.isEmpty()) {
            note = tr("Nothing was sent here yet, or it is past its retention.");
        } else if (m_moreAttempts) {
            note = tr("The latest %1. All of them are under Show attempts.")
                       .arg(locale().toString(result->data.size()));
        }
    }
    m_ui->attemptsNote->setText(note);
    m_ui->attemptsNote->setVisible(!note.isEmpty());
    showHeader();
}

void EndpointDetail::showHeader()
{
    m_ui->header->setTitle(nameOf(m_endpoint));
    m_ui->header->setId(m_endpoint.id, tr("endpoint id"));
    const int failures = m_ui->attempts->failuresInARow();
    const bool all =
        failures > 0 && failures == m_ui->attempts->attempts().size() && m_moreAttempts;
    // Counted from the attempts that are loaded: the server only says "disabled".
    const QString inARow = all ? tr("%1+ failures in a row").arg(failures)
                               : tr("%n failure(s) in a row", nullptr, failures);
    if (m_endpoint.disabled) {
        m_ui->header->setState(failures > 1 ? tr("Disabled: %1").arg(inARow) : tr("Disabled"),
                               StateKind::Paused); // as in the list
    } else if (failures >= worthTelling) {
        m_ui->header->setState(tr("Enabled, %1").arg(inARow), StateKind::Fail);
    } else {
        m_ui->header->setState(tr("Enabled"), StateKind::Ok);
    }
    QStringList facts;
    if (!m_endpoint.description.isEmpty()) {
        facts.append(visibleText(m_endpoint.description));
    }
    if (m_endpoint.uid && !m_endpoint.uid->isEmpty()) {
        facts.append(tr("uid %1").arg(visibleText(*m_endpoint.uid)));
    }
    m_ui->header->setFacts(facts);
}

void EndpointDetail::showSettings()
{
    const auto time = [](const QString &label, const Timestamp &stamp) -> Fact {
        const qint64 ms = stamp.isValid() ? stamp.milliseconds() : 0;
        return {label, ms == 0 ? stamp.toText() : TimeFormat::local(ms), false,
                TimeFormat::full(ms)};
    };
    QList<Fact> facts{
        {tr("URL"), m_endpoint.url, true, {}},
        {tr("State"),
         m_endpoint.disabled ? tr("disabled: nothing is sent here") : tr("enabled"),
         false,
         {}},
        {tr("Description"), m_endpoint.description, false, {}},
        {tr("Uid"), m_endpoint.uid.value_or(QString()), true, {}},
        {tr("Event types"),
         m_endpoint.eventTypes ? StateWords::list(m_endpoint.eventTypes) : tr("all event types"),
         false,
         {}},
        {tr("Channels"),
         m_endpoint.channels ? StateWords::list(m_endpoint.channels)
                             : tr("all channels, and messages without one"),
         false,
         {}},
        {tr("Messages a second"),
         m_endpoint.throttleRate ? locale().toString(*m_endpoint.throttleRate) : tr("not limited"),
         false,
         {}},
    };
    if (m_endpoint.version) {
        facts.append({tr("Version"), QString::number(*m_endpoint.version), false, {}});
    }
    for (auto it = m_endpoint.metadata.cbegin(); it != m_endpoint.metadata.cend(); ++it) {
        facts.append({tr("Metadata: %1").arg(visibleText(it.key())), it.value(), false, {}});
    }
    facts.append(time(tr("Created"), m_endpoint.createdAt));
    facts.append(time(tr("Updated"), m_endpoint.updatedAt));
    m_ui->settings->setFacts(facts);
}

} // namespace svix
