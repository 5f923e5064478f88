// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/statusline.h"

#include "api/activityentry.h"
#include "app/session.h"
#include "mainwindow/outage.h"
#include "panes/times.h"
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

StatusLine::StatusLine(Session &session, const Outage &outage, QWidget *parent)
    : QStatusBar(parent)
    , m_session(session)
    , m_outage(outage)
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
    for (QWidget *widget : std::initializer_list<QWidget *>{m_jobText, m_jobBar, m_jobCancel}) {
        widget->hide();
    }
    connect(m_jobCancel, &QPushButton::clicked, this, [this] {
        if (!m_jobs.isEmpty()) {
            Q_EMIT cancelJobRequested(m_jobs.constLast().job);
        }
    });
    connect(m_cancelRequests, &QPushButton::clicked, this, &StatusLine::cancelRequestsRequested);
    connect(&session, &Session::stateChanged, this, &StatusLine::refreshServer);
    connect(&session, &Session::readOnlyChanged, this, &StatusLine::refreshServer);
    connect(&session, &Session::inFlightChanged, this, &StatusLine::setRequests);
    connect(&session, &Session::activity, this, &StatusLine::noteCall);
    connect(&session, &Session::clientChanged, this, [this] {
        m_limited.clear(); // the next client counts its calls from the start
        showRequests();
    });
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
        m_server->setText(
            found.server + QStringLiteral(" · ") +
            (m_outage.isOn()
                 ? tr("no answer since %1").arg(clockTime(m_outage.since().toMSecsSinceEpoch()))
                 : tr("%1 ms").arg(QLocale().toString(found.roundTripMs))));
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

void StatusLine::noteCall(const ActivityEntry &entry)
{
    if (entry.state == ActivityEntry::State::Waiting &&
        entry.error.kind == ErrorKind::RateLimited) {
        m_limited.insert(entry.id, entry.waitsUntil);
    } else if (!m_limited.remove(entry.id)) {
        return;
    }
    showRequests();
}

void StatusLine::showRequests()
{
    m_requestsShown = m_requestCount > 0;
    m_cancelRequests->setVisible(m_requestsShown && !hasJob());
    // One whose wait is over may still stand in the queue; it must not hide the others.
    qint64 left = 0;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QDateTime &next : std::as_const(m_limited)) {
        const qint64 wait = now.msecsTo(next);
        left = wait > 0 && (left == 0 || wait < left) ? wait : left;
    }
    if (m_requestsShown && left > 0) {
        if (!m_tick.isActive()) {
            m_tick.start();
        }
        m_requests->setText(
            tr("%n request(s), limited by the server: next try in %1 s", nullptr, m_requestCount)
                .arg(QLocale().toString((left + 999) / 1000)));
        return;
    }
    m_tick.stop();
    m_requests->setText(m_requestsShown ? tr("%n request(s)", nullptr, m_requestCount)
                                        : tr("no requests"));
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

void StatusLine::showJob(const QObject *job, const QString &what, int done, int total)
{
    const auto known = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [job](const Job &other) { return other.job == job; });
    if (known != m_jobs.end()) {
        *known = {job, what, done, total};
    } else {
        m_jobs.append({job, what, done, total});
    }
    showLastJob();
}

void StatusLine::endJob(const QObject *job)
{
    m_jobs.removeIf([job](const Job &other) { return other.job == job; });
    showLastJob();
}

void StatusLine::showLastJob()
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_jobText, m_jobBar, m_jobCancel}) {
        widget->setVisible(!m_jobs.isEmpty());
    }
    if (m_jobs.isEmpty()) {
        showRequests();
        return;
    }
    const Job &job = m_jobs.constLast();
    QString words = job.total > 0 ? tr("%1: %2 of %3")
                                        .arg(job.what, QLocale().toString(job.done),
                                             QLocale().toString(job.total))
                                  : tr("%1: %2").arg(job.what, QLocale().toString(job.done));
    if (m_jobs.size() > 1) {
        words =
            tr("%1 (and %n more job(s))", nullptr, static_cast<int>(m_jobs.size()) - 1).arg(words);
    }
    m_jobText->setText(words);
    m_jobBar->setRange(0, job.total);
    m_jobBar->setValue(job.done);
    m_cancelRequests->setVisible(false);
}

bool StatusLine::hasJob() const
{
    return !m_jobs.isEmpty();
}

QString StatusLine::jobText() const
{
    return hasJob() ? m_jobText->text() : QString();
}

} // namespace svix
