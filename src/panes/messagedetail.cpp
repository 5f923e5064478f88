// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/messagedetail.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "models/attemptfetch.h"
#include "models/destinationmodel.h"
#include "panes/times.h"
#include "ui_messagedetail.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QAction>

namespace svix {

namespace {

constexpr int attemptsAtOnce = 50;
enum Tab { PayloadTab, DestinationsTab, RawTab, AttemptsTab };

QString oneLine(const QString &text)
{
    constexpr qsizetype longest = 120;
    return visibleText(text.size() > longest ? text.left(longest) + u'…' : text);
}

bool saysExpired(const QByteArray &payload)
{
    QByteArray text = payload;
    text.replace(' ', "");
    return text == "{\"expired\":true}";
}

} // namespace

MessageDetail::MessageDetail(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_ui(std::make_unique<Ui::MessageDetail>())
    , m_destinations(new DestinationModel(this))
    , m_cancel(std::make_unique<CancelSource>())
{
    m_ui->setupUi(this);
    m_ui->tabs->addTab(tr("Payload"));
    m_ui->tabs->addTab(tr("Destinations"));
    m_ui->tabs->addTab(tr("Raw"));
    m_ui->tabsLayout->setContentsMargins(4 * unit(), 0, 4 * unit(), 0);
    m_ui->tabs->setDrawBase(false);
    m_ui->tabs->setExpanding(false);
    m_ui->payload->setBarVisible(false);
    m_ui->destinations->setModel(m_destinations);
    QList<TableColumn> columns;
    for (const ColumnInfo &info : m_destinations->columns()) {
        columns.append({info.id, info.width, info.minimum, info.hidden, info.stretch});
    }
    m_ui->destinations->setColumns(columns);
    m_ui->destinations->setAccessibleName(tr("Destinations"));
    m_ui->attemptsTitle->setRole(TextRole::Bold);
    m_ui->attemptsTitle->setContentsMargins(4 * unit(), 3 * unit(), 4 * unit(), unit());
    m_ui->attemptsNote->setRole(TextRole::Caption);
    m_ui->attemptsNote->setMuted(true);
    m_ui->attemptsNote->setWordWrap(true);
    m_ui->payload->setContentsMargins(0, 2 * unit(), 0, 0);
    m_ui->attemptsNote->setContentsMargins(4 * unit(), 2 * unit(), 4 * unit(), 2 * unit());
    m_ui->attemptsArea->setBackgroundRole(QPalette::Base);
    m_ui->attemptsContents->setBackgroundRole(QPalette::Base);
    m_ui->split->setSizes({scaled(170), scaled(330)});
    m_delay.setSingleShot(true);
    m_delay.setInterval(80);
    connect(&m_delay, &QTimer::timeout, this, &MessageDetail::load);
    connect(&session, &Session::erased, this, &MessageDetail::forget);
    connect(m_ui->tabs, &QTabBar::currentChanged, this, &MessageDetail::choosePage);
    connect(m_destinations, &PagedModelBase::loadedChanged, this,
            &MessageDetail::destinationsChanged);
    connect(m_ui->destinations, &TableView::opened, this, [this](const QString &endpointId) {
        Q_EMIT placeRequested({Section::Endpoints, m_appId, endpointId, {}, {}});
    });
    connect(m_ui->attempts, &AttemptGroups::attemptOpened, this,
            [this](const QString &endpointId, const QString &attemptId) {
                Q_EMIT placeRequested(
                    {Section::Attempts, m_appId, attemptId, endpointId, m_message.id});
            });
}

MessageDetail::~MessageDetail() = default;

void MessageDetail::setActions(const QList<QAction *> &actions)
{
    m_ui->header->addButtons(actions);
}

void MessageDetail::clear()
{
    m_delay.stop();
    m_cancel->cancel();
    m_message = {};
    m_attempts.clear();
    m_payloadKnown = m_payloadGone = false;
    m_destinations->setSource(nullptr, {}, {});
    m_ui->attempts->clear();
    m_ui->payload->clear();
}

void MessageDetail::showMessage(const QString &appId, const MessageOut &message)
{
    if (message.id == m_message.id && appId == m_appId) {
        return;
    }
    clear();
    m_appId = appId;
    m_message = message;
    m_moreAttempts = false;
    m_ui->attemptsTitle->setText(tr("Attempts"));
    m_ui->attemptsNote->clear();
    m_ui->header->setState({}, StateKind::None);
    showFacts();
    m_delay.start();
}

void MessageDetail::refreshSoon()
{
    // Deliveries take a moment on the server's side, and it tells nobody when they are done.
    for (const int wait : {1200, 4000}) {
        QTimer::singleShot(wait, this, [this, id = m_message.id] {
            if (id == m_message.id) {
                refresh();
            }
        });
    }
}

void MessageDetail::refresh()
{
    if (!m_message.id.isEmpty()) {
        m_delay.start();
    }
}

void MessageDetail::showFacts()
{
    m_ui->header->setTitle(m_message.eventType);
    m_ui->header->setId(m_message.id, tr("message id"));
    QStringList facts;
    if (m_message.eventId && !m_message.eventId->isEmpty()) {
        facts.append(tr("event id %1").arg(visibleText(*m_message.eventId)));
    }
    if (m_message.channels && !m_message.channels->isEmpty()) {
        facts.append(
            m_message.channels->size() == 1
                ? tr("channel %1").arg(oneLine(m_message.channels->first()))
                : tr("channels %1").arg(oneLine(m_message.channels->join(QStringLiteral(", ")))));
    }
    if (m_message.tags && !m_message.tags->isEmpty()) {
        facts.append(tr("tags %1").arg(oneLine(m_message.tags->join(QStringLiteral(", ")))));
    }
    if (hasPayload()) {
        facts.append(locale().formattedDataSize(m_message.payload.text.size(), 1,
                                                QLocale::DataSizeTraditionalFormat));
    }
    m_ui->header->setFacts([ms = m_message.timestamp.milliseconds(), facts] {
        return QStringList{relativeTime(ms), clockTime(ms)} + facts;
    });
}

void MessageDetail::load()
{
    ApiClient *client = m_session.client();
    if (!client || m_message.id.isEmpty()) {
        return;
    }
    m_cancel->cancel();
    m_cancel = std::make_unique<CancelSource>();
    const QString id = m_message.id;
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    // An answer that comes when another message is shown is not for it.
    const auto current = [this, id, asked = m_cancel.get()] {
        return m_message.id == id && asked == m_cancel.get();
    };
    GetMessageQuery withContent;
    withContent.withContent = true;
    client->get<op::getMessage>(options, m_appId, id, withContent)
        .then(this, [this, current](const Result<MessageOut> &result) {
            if (current()) {
                payloadCame(result);
            }
        });
    ListAttemptsByMsgQuery query;
    query.limit = attemptsAtOnce;
    query.withContent = true;
    fetchAttempts(*client, options, m_appId, id, query)
        .then(this, [this, current](const Result<Page<AttemptOut>> &result) {
            if (current()) {
                attemptsCame(result);
            }
        });
    m_destinations->setSource(client, m_appId, id);
    m_destinations->reload();
    m_destinations->loadAll();
}

void MessageDetail::forget(const Erased &erased)
{
    if (erased.messageId != m_message.id || m_message.id.isEmpty()) {
        return;
    }
    m_cancel->cancel(); // an answer that is on its way may still hold it
    if (erased.attemptId.isEmpty()) {
        m_message.payload.text = "{\"expired\":true}";
        m_payloadKnown = m_payloadGone = true;
        showPayloadGone();
        showFacts();
    } else {
        for (AttemptOut &attempt : m_attempts) {
            if (attempt.id == erased.attemptId) {
                attempt.response = QStringLiteral("EXPUNGED");
            }
        }
        m_ui->attempts->setAttempts(m_attempts);
    }
    Q_EMIT loadedMore();
    refresh();
}

void MessageDetail::showPayloadGone()
{
    m_ui->payload->setNothing(tr("The payload is gone: it was deleted or is past its retention. "
                                 "This message cannot be sent again."));
}

void MessageDetail::payloadCame(const Result<MessageOut> &result)
{
    if (!result.ok()) {
        if (result.error().kind != ErrorKind::Canceled) {
            if (!m_payloadKnown) { // else what was read before is still true
                m_ui->payload->setNothing(tr("The payload could not be loaded. F5 tries again."));
            }
            Q_EMIT failed(result.error(), tr("Payload not loaded."));
        }
        return;
    }
    // The same again: the tree stays as the person opened it.
    const bool same = m_payloadKnown && m_message.payload == result->payload;
    m_message = *result;
    m_payloadKnown = true;
    m_payloadGone = saysExpired(m_message.payload.text);
    if (m_payloadGone) {
        showPayloadGone();
    } else if (!same) {
        m_ui->payload->setOrigin(m_message.id);
        m_ui->payload->setBytes(m_message.payload.text, QStringLiteral("application/json"));
    }
    choosePage(m_ui->tabs->currentIndex());
    showFacts();
    Q_EMIT loadedMore();
}

void MessageDetail::attemptsCame(const Result<Page<AttemptOut>> &result)
{
    if (!result.ok()) {
        if (result.error().kind != ErrorKind::Canceled) {
            m_ui->attemptsNote->setText(tr("The attempts could not be loaded. F5 tries again."));
            m_ui->attemptsNote->show();
            Q_EMIT failed(result.error(), tr("Attempts not loaded."));
        }
        return;
    }
    m_attempts = result->data;
    m_moreAttempts = !result->done && m_attempts.size() >= attemptsAtOnce;
    m_ui->attempts->setAttempts(m_attempts);
    const auto count = m_attempts.size();
    if (count == 0) {
        m_ui->attemptsTitle->setText(tr("Attempts"));
        m_ui->attemptsNote->setText(
            tr("No endpoint was tried. Nothing was subscribed to this event "
               "type and channel when the message came, or it is still "
               "waiting."));
    } else {
        m_ui->attemptsTitle->setText(
            m_moreAttempts
                ? tr("Attempts: the latest %1, by endpoint").arg(locale().toString(count))
                : tr("Attempts: %1, by endpoint").arg(locale().toString(count)));
        m_ui->attemptsNote->setText(m_moreAttempts ? tr("Older ones are on the Attempts page.")
                                                   : QString());
    }
    m_ui->attemptsNote->setVisible(!m_ui->attemptsNote->text().isEmpty());
    destinationsChanged();
    Q_EMIT loadedMore();
}

void MessageDetail::destinationsChanged()
{
    if (!m_destinations->isComplete() || m_message.id.isEmpty()) {
        return;
    }
    const DeliverySummary summary = m_destinations->summary();
    QHash<QString, qint64> next;
    for (int row = 0; row < m_destinations->rowCount(); ++row) {
        const DestinationOut &destination = m_destinations->rowAt(row);
        if (destination.nextAttempt && destination.nextAttempt->isValid()) {
            next.insert(destination.id, destination.nextAttempt->milliseconds());
        }
    }
    m_ui->attempts->setNextAttempts(next);
    const StateText text = summary.text();
    QString words = text.text;
    if (summary.failed > 0) {
        words = tr("%1 of %2 failed").arg(summary.failed).arg(summary.total);
    } else if (summary.sending > 0) {
        words = tr("%1 of %2 delivered, retrying").arg(summary.ok).arg(summary.total);
    } else if (summary.total > 0 && summary.ok == summary.total) {
        words = tr("delivered to %1 of %2").arg(summary.ok).arg(summary.total);
    }
    m_ui->header->setState(words, text.kind);
    Q_EMIT deliveryKnown(m_message.id, summary);
    Q_EMIT loadedMore();
}

void MessageDetail::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeAttempts();
}

/// Below the payload where both can be read, else a tab of their own.
void MessageDetail::placeAttempts()
{
    const int header = m_ui->header->hasHeightForWidth() ? m_ui->header->heightForWidth(width())
                                                         : m_ui->header->sizeHint().height();
    const bool tab = height() - header - m_ui->tabs->height() < scaled(220);
    if (tab == m_attemptsTab) {
        return;
    }
    m_attemptsTab = tab;
    m_ui->attemptsTitle->setVisible(!tab);
    if (tab) {
        m_ui->pages->addWidget(m_ui->attemptsArea);
        m_ui->tabs->addTab(tr("Attempts"));
    } else {
        m_ui->split->addWidget(m_ui->attemptsArea);
        m_ui->attemptsArea->show(); // a page that is not shown was hidden
        m_ui->tabs->removeTab(AttemptsTab);
        m_ui->split->setSizes({scaled(170), scaled(330)});
    }
    // A part that is alone is worth scrolling to: some lines of it are seen at once.
    m_ui->pages->setMinimumHeight(tab ? scaled(160) : 0);
}

void MessageDetail::choosePage(int tab)
{
    m_ui->pages->setCurrentIndex(tab == AttemptsTab ? 2 : tab == DestinationsTab ? 1 : 0);
    if (tab == PayloadTab || tab == RawTab) {
        m_ui->payload->setMode(tab == RawTab ? PayloadView::Mode::Text : PayloadView::Mode::Tree);
    }
}

} // namespace svix
