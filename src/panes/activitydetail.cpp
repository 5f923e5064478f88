// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/activitydetail.h"

#include "api/operations.h"
#include "app/errorwords.h"
#include "models/activitymodel.h"
#include "models/statewords.h"
#include "panes/times.h"
#include "ui_activitydetail.h"
#include "widgets/style/theme.h"

#include <QAction>

namespace svix {

ActivityDetail::ActivityDetail(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ActivityDetail>())
{
    m_ui->setupUi(this);
    const int side = 4 * unit();
    m_ui->area->setBackgroundRole(QPalette::Base);
    m_ui->contents->setBackgroundRole(QPalette::Base);
    m_ui->contentsLayout->setContentsMargins(side, 3 * unit(), side, side);
    m_ui->contentsLayout->setSpacing(3 * unit());
    m_ui->bodyTitle->setRole(TextRole::Bold);
    m_ui->bodyTitle->setContentsMargins(side, 3 * unit(), side, 2 * unit());
    m_ui->bodyNote->setRole(TextRole::Caption);
    m_ui->bodyNote->setMuted(true);
    m_ui->bodyNote->setContentsMargins(side, unit(), side, 2 * unit());
    m_ui->split->setSizes({scaled(320), scaled(220)});
}

ActivityDetail::~ActivityDetail() = default;

void ActivityDetail::setActions(const QList<QAction *> &actions)
{
    m_ui->header->addButtons(actions, false);
}

void ActivityDetail::clear()
{
    m_key.clear();
    m_entry = {};
    m_ui->body->clear();
}

void ActivityDetail::showEntry(const QString &key, const ActivityEntry &entry)
{
    const bool sameBody =
        key == m_key && entry.body == m_entry.body && entry.bodyErased == m_entry.bodyErased;
    m_key = key;
    m_entry = entry;
    showFacts();
    if (!sameBody) {
        showBody();
    }
}

void ActivityDetail::showFacts()
{
    const Operation *operation = m_entry.operation;
    const StateText state = ActivityModel::stateOf(m_entry);
    const qint64 ms = m_entry.started.toMSecsSinceEpoch();
    m_ui->header->setTitle(operation ? QString::fromLatin1(operation->summary) : QString());
    m_ui->header->setState(state.text, state.kind);
    m_ui->header->setId(operation ? operation->name() : QString(), tr("operation"));
    m_ui->header->setFacts([ms, state = m_entry.state, took = m_entry.milliseconds,
                            next = m_entry.waitsUntil.toMSecsSinceEpoch()] {
        QStringList line{relativeTime(ms)};
        if (state == ActivityEntry::State::Done) {
            line.append(tr("took %1").arg(StateWords::duration(took)));
        } else if (state == ActivityEntry::State::Waiting) {
            line.append(tr("next try %1").arg(relativeTime(next)));
        }
        return line;
    });

    const bool failed = m_entry.error.isError();
    m_ui->error->setVisible(failed);
    if (failed) {
        const ErrorWords words = ErrorReporter::describe(m_entry.error);
        m_ui->error->setTone(m_entry.error.kind == ErrorKind::Canceled   ? Tone::Idle
                             : m_entry.error.outcome == Outcome::NotDone ? Tone::Bad
                                                                         : Tone::Warn);
        m_ui->error->setText(words.text, words.title);
    }
    const QString verb = operation ? QString::fromLatin1(verbText(operation->verb)) : QString();
    QList<Fact> facts{
        {tr("Time"), TimeFormat::local(ms), false, TimeFormat::full(ms)},
        {tr("Object"), m_entry.object, true, {}},
        {tr("Method"), verb, false, {}},
        {tr("URL"), m_entry.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo), true, {}},
        {tr("Status"), m_entry.status > 0 ? QString::number(m_entry.status) : QString(), false, {}},
        {tr("Tries"), locale().toString(m_entry.tries), false, {}}};
    if (m_entry.bytesReceived > 0) {
        facts.append(
            {tr("Received"), locale().formattedDataSize(m_entry.bytesReceived), false, {}});
    }
    if (!m_entry.idempotencyKey.isEmpty()) {
        facts.append({tr("Idempotency key"), m_entry.idempotencyKey, true, {}});
    }
    if (!m_entry.requestId.isEmpty()) {
        facts.append({tr("Request id"), m_entry.requestId, true,
                      tr("Sent as svix-req-id: it is in the log of the server.")});
    }
    m_ui->facts->setFacts(facts);
}

void ActivityDetail::showBody()
{
    const bool hasBody = !m_entry.body.isEmpty();
    m_ui->bodyPart->setVisible(hasBody || m_entry.bodyErased);
    if (m_entry.bodyErased) {
        m_ui->body->setNothing(tr("The payload in it was deleted, here as on the server."));
        m_ui->bodyNote->clear();
        return;
    }
    if (!hasBody) {
        m_ui->body->clear();
        return;
    }
    m_ui->body->setOrigin(m_key);
    m_ui->body->setBytes(m_entry.body, QStringLiteral("application/json"));
    m_ui->bodyNote->setText(m_entry.bodyCut
                                ? tr("Only the beginning is kept. Secrets are shown as ***.")
                                : tr("Secrets are shown as ***."));
}

} // namespace svix
