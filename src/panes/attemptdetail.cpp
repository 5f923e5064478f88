// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/attemptdetail.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "models/statewords.h"
#include "panes/attemptgroups.h"
#include "panes/times.h"
#include "ui_attemptdetail.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QAction>
#include <QPushButton>

namespace svix {

namespace {
constexpr qsizetype mostKept = 20'000; // bytes of an answer that a server keeps
} // namespace

AttemptDetail::AttemptDetail(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_ui(std::make_unique<Ui::AttemptDetail>())
    , m_cancel(std::make_unique<CancelSource>())
{
    m_ui->setupUi(this);
    const int side = 4 * unit();
    m_ui->factsLayout->setContentsMargins(side, unit(), side, 3 * unit());
    m_ui->factsLayout->setHorizontalSpacing(side);
    m_ui->factsLayout->setVerticalSpacing(2 * unit());
    m_ui->noAnswerLayout->setContentsMargins(side, 0, side, 3 * unit());
    m_ui->responseTitle->setRole(TextRole::Bold);
    m_ui->responseTitle->setContentsMargins(side, 3 * unit(), side, 2 * unit());
    m_ui->responseNote->setRole(TextRole::Caption);
    m_ui->responseNote->setMuted(true);
    m_ui->responseNote->setContentsMargins(side, unit(), side, 2 * unit());
    m_ui->url->setIdName(tr("URL"));
    m_ui->messageId->setIdName(tr("message id"));
    m_ui->endpointId->setIdName(tr("endpoint id"));
    for (TitleLabel *label : {m_ui->urlLabel, m_ui->endpointLabel, m_ui->messageLabel,
                              m_ui->typeLabel, m_ui->timeLabel}) {
        label->setRole(TextRole::Body);
        label->setMuted(true);
    }
    for (TitleLabel *label : {m_ui->eventType, m_ui->time}) {
        label->setRole(TextRole::Body);
        label->setTextFormat(Qt::PlainText);
        label->setSelectable(true);
    }
    for (QPushButton *button : {m_ui->showEndpoint, m_ui->showMessage}) {
        button->setProperty("kind", QStringLiteral("link"));
    }
    m_delay.setSingleShot(true);
    m_delay.setInterval(80);
    connect(&m_delay, &QTimer::timeout, this, &AttemptDetail::load);
    connect(&session, &Session::erased, this, &AttemptDetail::forget);
    connect(m_ui->showEndpoint, &QPushButton::clicked, this, [this] {
        Q_EMIT placeRequested({Section::Endpoints, m_appId, m_attempt.endpointId, {}, {}});
    });
    connect(m_ui->showMessage, &QPushButton::clicked, this, [this] {
        Q_EMIT placeRequested({Section::Messages, m_appId, m_attempt.msgId, {}, {}});
    });
}

AttemptDetail::~AttemptDetail() = default;

void AttemptDetail::setActions(const QList<QAction *> &actions)
{
    m_ui->header->addButtons(actions);
}

void AttemptDetail::clear()
{
    m_delay.stop();
    m_cancel->cancel();
    m_attempt = {};
    m_eventType.clear();
    m_known = false;
    m_ui->response->clear();
    m_ui->responseNote->hide();
    m_ui->noAnswer->hide();
}

void AttemptDetail::showAttempt(const QString &appId, const AttemptOut &attempt,
                                const QString &eventType)
{
    if (attempt.id == m_attempt.id && appId == m_appId) {
        setEventType(eventType);
        return;
    }
    clear();
    m_appId = appId;
    m_attempt = attempt;
    m_eventType = eventType;
    showFacts();
    m_delay.start();
}

void AttemptDetail::setEventType(const QString &eventType)
{
    if (eventType != m_eventType) {
        m_eventType = eventType;
        showFacts();
    }
}

void AttemptDetail::refresh()
{
    if (!m_attempt.id.isEmpty()) {
        m_delay.start();
    }
}

void AttemptDetail::load()
{
    ApiClient *client = m_session.client();
    if (!client || m_attempt.id.isEmpty()) {
        return;
    }
    m_cancel->cancel();
    m_cancel = std::make_unique<CancelSource>();
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    GetAttemptQuery query;
    query.expandedStatuses = true;
    client->get<op::getAttempt>(options, m_appId, m_attempt.msgId, m_attempt.id, query)
        .then(this,
              [this, id = m_attempt.id, asked = m_cancel.get()](const Result<AttemptOut> &result) {
                  // An answer that comes when another attempt is shown is not for it.
                  if (m_attempt.id == id && asked == m_cancel.get()) {
                      came(result);
                  }
              });
}

void AttemptDetail::came(const Result<AttemptOut> &result)
{
    if (!result.ok()) {
        if (result.error().kind != ErrorKind::Canceled) {
            m_ui->response->setNothing(tr("The answer could not be loaded. F5 tries again."));
            Q_EMIT failed(result.error(), tr("Answer not loaded"));
        }
        return;
    }
    m_attempt = *result;
    m_known = true;
    showFacts();
    showResponse();
    Q_EMIT loadedMore();
}

void AttemptDetail::forget(const Erased &erased)
{
    if (m_attempt.id.isEmpty() || erased.attemptId != m_attempt.id) {
        return;
    }
    m_cancel->cancel(); // an answer that is on its way may still hold it
    m_attempt.response = QStringLiteral("EXPUNGED");
    m_known = true;
    showFacts();
    showResponse();
    Q_EMIT loadedMore();
    refresh();
}

bool AttemptDetail::isGone() const
{
    return m_attempt.response == QLatin1String("EXPUNGED");
}

void AttemptDetail::showFacts()
{
    const bool answered = m_attempt.responseStatusCode != 0;
    const StateText state =
        StateWords::ofStatus(m_attempt.status, m_attempt.statusText.value_or(QString()));
    const qint64 ms = m_attempt.timestamp.isValid() ? m_attempt.timestamp.milliseconds() : 0;
    m_ui->header->setTitle(answered  ? QString::number(m_attempt.responseStatusCode)
                           : m_known ? attemptCodeText(m_attempt)
                                     : tr("no answer"));
    m_ui->header->setState(state.text, state.kind);
    m_ui->header->setId(m_attempt.id, tr("attempt id"));
    QStringList facts;
    if (m_attempt.responseDurationMs) {
        facts.append(tr("took %1").arg(StateWords::duration(m_attempt.responseDurationMs)));
    }
    facts.append(m_attempt.triggerType == TriggerType::Manual ? tr("sent by hand")
                                                              : tr("scheduled"));
    m_ui->header->setFacts([ms, facts] { return QStringList{relativeTime(ms)} + facts; });
    m_ui->url->setId(m_attempt.url);
    m_ui->endpointId->setId(m_attempt.endpointId);
    m_ui->messageId->setId(m_attempt.msgId);
    m_ui->eventType->setText(m_eventType.isEmpty() ? StateWords::none() : visibleText(m_eventType));
    m_ui->time->setText(ms == 0 ? m_attempt.timestamp.toText() : TimeFormat::local(ms));
    m_ui->time->setToolTip(TimeFormat::full(ms));
}

void AttemptDetail::showResponse()
{
    const bool answered = m_attempt.responseStatusCode != 0;
    m_ui->noAnswer->setVisible(!answered);
    m_ui->responseArea->setVisible(answered);
    QString note;
    if (isGone()) {
        m_ui->response->setNothing(tr("The answer was deleted. The server no longer has it."));
        m_ui->noAnswer->hide();
        m_ui->responseArea->show();
    } else if (!answered) {
        const QString reason = visibleText(m_attempt.response.trimmed());
        m_ui->noAnswer->setText(
            reason.isEmpty()
                ? tr("The server gives no reason. Whether the receiver got the message is not "
                     "known.")
                : tr("The server noted: %1. Whether the receiver got the message is not known.")
                      .arg(reason.endsWith(u'.') ? reason.chopped(1) : reason),
            tr("No HTTP answer came."));
        m_ui->noAnswer->setMonoParts({reason});
        m_ui->noAnswer->setTone(m_attempt.status == MessageStatus::Fail ? Tone::Bad : Tone::Info);
    } else if (m_attempt.response.isEmpty()) {
        m_ui->response->setNothing(tr("The answer had no body."));
    } else {
        const QByteArray bytes = m_attempt.response.toUtf8();
        m_ui->response->setOrigin(m_attempt.id);
        m_ui->response->setBytes(bytes);
        if (bytes.size() >= mostKept) {
            note = tr("The server keeps the first 20,000 bytes of an answer; the rest is gone.");
        }
    }
    m_ui->responseNote->setText(note);
    m_ui->responseNote->setVisible(!note.isEmpty());
}

} // namespace svix
