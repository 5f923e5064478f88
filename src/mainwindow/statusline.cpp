// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/statusline.h"

#include "app/session.h"
#include "widgets/style/theme.h"
#include "widgets/titlelabel.h"

#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTimeZone>

namespace svix {

namespace {

constexpr int requestsDelayMs = 150;

QLabel *caption(QStatusBar *bar, const char *name)
{
    auto *label = new TitleLabel({}, TextRole::Caption, bar);
    label->setMuted(true);
    label->setObjectName(QString::fromLatin1(name));
    return label;
}

QPushButton *link(QStatusBar *bar, const QString &text, const char *name)
{
    auto *button = new QPushButton(text, bar);
    button->setProperty("kind", QStringLiteral("link"));
    button->setObjectName(QString::fromLatin1(name));
    button->setVisible(false);
    return button;
}

} // namespace

StatusLine::StatusLine(Session &session, QWidget *parent)
    : QStatusBar(parent)
    , m_session(session)
    , m_server(caption(this, "serverLabel"))
    , m_refreshed(caption(this, "refreshedLabel"))
    , m_requests(caption(this, "requestsLabel"))
    , m_cancelRequests(link(this, tr("Cancel"), "cancelRequests"))
    , m_readOnly(caption(this, "readOnlyLabel"))
    , m_jobText(caption(this, "jobLabel"))
    , m_jobBar(new QProgressBar(this))
    , m_jobCancel(link(this, tr("Cancel"), "cancelJob"))
    , m_zone(caption(this, "zoneLabel"))
{
    setSizeGripEnabled(false);
    setFixedHeight(scaled(26));
    m_jobBar->setFixedWidth(scaled(120));
    m_jobBar->setFixedHeight(scaled(6));
    m_jobBar->setTextVisible(false);
    m_jobBar->setObjectName(QStringLiteral("jobBar"));
    m_jobBar->setAccessibleName(tr("Progress"));
    m_cancelRequests->setAccessibleName(tr("Cancel requests"));
    m_jobCancel->setAccessibleName(tr("Cancel the job"));
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_server, m_refreshed, m_requests, m_cancelRequests,
                                          m_readOnly, m_jobText, m_jobBar, m_jobCancel}) {
        addWidget(widget);
    }
    addPermanentWidget(m_zone);
    m_readOnly->setText(tr("read-only"));
    endJob();
    connect(m_jobCancel, &QPushButton::clicked, this, &StatusLine::cancelJobRequested);
    connect(m_cancelRequests, &QPushButton::clicked, this, &StatusLine::cancelRequestsRequested);
    connect(&session, &Session::stateChanged, this, &StatusLine::refreshServer);
    connect(&session, &Session::readOnlyChanged, this, &StatusLine::refreshServer);
    connect(&session, &Session::inFlightChanged, this, &StatusLine::setRequests);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::showRequests);
    m_requestsDelay.setSingleShot(true);
    m_requestsDelay.setInterval(requestsDelayMs);
    connect(&m_requestsDelay, &QTimer::timeout, this, &StatusLine::showRequests);
    refreshServer();
    refreshZone();
    setRequests(0);
}

void StatusLine::refreshServer()
{
    switch (m_session.state()) {
    case Session::State::Disconnected:
        m_server->setText(tr("no connection"));
        break;
    case Session::State::Connecting:
        m_server->setText(tr("connecting…"));
        break;
    case Session::State::Failed:
        m_server->setText(tr("not connected"));
        break;
    case Session::State::Connected: {
        const Capabilities &found = m_session.capabilities();
        m_server->setText(found.server + QStringLiteral(" · ") +
                          tr("%1 ms").arg(QLocale().toString(found.roundTripMs)));
        break;
    }
    }
    m_readOnly->setVisible(m_session.isReadOnly());
}

void StatusLine::setRequests(int count)
{
    m_requestCount = count;
    if ((count > 0) == m_requestsShown) {
        m_requestsDelay.stop();
        showRequests();
    } else if (!m_requestsDelay.isActive()) {
        // What is over at once is not shown at all, and a short gap does not blink.
        m_requestsDelay.start();
    }
}

void StatusLine::showWait(const QDateTime &until)
{
    if (!m_waitsUntil.isValid() || until < m_waitsUntil) {
        m_waitsUntil = until;
    }
    m_tick.start();
    showRequests();
}

void StatusLine::showRequests()
{
    m_requestsShown = m_requestCount > 0;
    m_cancelRequests->setVisible(m_requestsShown && !hasJob());
    const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(m_waitsUntil);
    const QString requests = tr("%n request(s)", nullptr, m_requestCount);
    if (m_requestsShown && m_waitsUntil.isValid() && left > 0) {
        m_requests->setText(tr("%1, limited by the server: next try in %2 s")
                                .arg(requests, QLocale().toString((left + 999) / 1000)));
        return;
    }
    m_tick.stop();
    m_waitsUntil = {};
    m_requests->setText(m_requestsShown ? requests : tr("no requests"));
}

void StatusLine::setRefreshed(const QString &text)
{
    m_refreshed->setText(text);
    m_refreshed->setVisible(!text.isEmpty());
}

void StatusLine::refreshZone()
{
    m_zone->setText(tr("times in %1").arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())));
}

void StatusLine::showJob(const QString &what, int done, int total)
{
    m_jobText->setText(
        total > 0
            ? tr("%1: %2 of %3").arg(what, QLocale().toString(done), QLocale().toString(total))
            : tr("%1: %2").arg(what, QLocale().toString(done)));
    m_jobBar->setRange(0, total);
    m_jobBar->setValue(done);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_jobText, m_jobBar, m_jobCancel}) {
        widget->setVisible(true);
    }
    m_cancelRequests->setVisible(false);
}

bool StatusLine::hasJob() const
{
    return !m_jobCancel->isHidden();
}

void StatusLine::endJob()
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_jobText, m_jobBar, m_jobCancel}) {
        widget->setVisible(false);
    }
    showRequests();
}

} // namespace svix
