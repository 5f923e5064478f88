// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/replayflow.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/taskfollow.h"
#include "dialogs/replaydialog.h"
#include "models/taskwords.h"
#include "panes/endpointchange.h"

#include <QLocale>

namespace svix {

namespace {

constexpr qint64 dayMicros = 24LL * 3600 * 1'000'000;
constexpr int wideDays = 7;
constexpr int mostDays = 14; // of a recover
constexpr auto settleTime = std::chrono::seconds(5);
constexpr qint64 clockMicros = 60'000'000; // that the clocks may differ

QString sentTitle(const ReplayChoice &choice)
{
    return choice.kind == ReplayChoice::Kind::Failed ? ReplayFlow::tr("Sent again")
                                                     : ReplayFlow::tr("Replayed");
}

} // namespace

ReplayFlow::ReplayFlow(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_follow(new TaskFollow(context.session, this))
    , m_showAttempts(new QAction(tr("Show attempts"), this))
    , m_countLeft(new QAction(tr("Count again"), this))
{
    m_countLeft->setObjectName(QStringLiteral("countLeft"));
    connect(m_countLeft, &QAction::triggered, this, [this] { countLeft(m_sent); });
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, m_countLeft, &QAction::trigger);
    m_showAttempts->setObjectName(QStringLiteral("showReplayed"));
    connect(m_showAttempts, &QAction::triggered, this, [this] {
        Q_EMIT m_pane->placeRequested(
            {Section::Attempts, m_asked.appId, {}, m_asked.endpoint.id, {}});
    });
    connect(m_follow, &TaskFollow::moved, this, &ReplayFlow::moved);
    connect(m_follow, &TaskFollow::ended, this, &ReplayFlow::ended);
    connect(m_follow, &TaskFollow::lost, this, [this](const Error &error) {
        m_pane->endJob(this);
        tell(Tone::Warn, tr("The task cannot be followed"),
             tr("It may go on all the same. %1").arg(ErrorReporter::cause(error)));
    });
    connect(&context.session, &Session::clientChanged, this, [this] {
        m_showAttempts->setEnabled(false);
        m_countLeft->setEnabled(false);
        m_settle.stop();
        delete m_left;
        m_pane->endJob(this);
    });
}

ReplayFlow::~ReplayFlow() = default;

QString ReplayFlow::reasonAgainst(ReplayChoice::Kind kind, const EndpointOut &endpoint) const
{
    QString why = kind == ReplayChoice::Kind::Failed
                      ? m_context.runner.reasonAgainst(op::recoverFailedWebhooks)
                      : m_context.runner.reasonAgainst(op::replayMissingWebhooks);
    if (why.isEmpty() && endpoint.id.isEmpty()) {
        why = tr("Choose an endpoint first.");
    }
    if (why.isEmpty() && endpoint.disabled) {
        why = tr("The endpoint is disabled: nothing would be sent.");
    }
    return why;
}

void ReplayFlow::open(const QString &appId, const EndpointOut &endpoint, ReplayChoice::Kind kind)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    auto *dialog = new ReplayDialog(m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(m_context.session.profile().name,
                          m_context.session.profile().connectionClass);
    dialog->setEndpoint(endpoint.url, m_context.session.applicationName());
    for (const auto one : {ReplayChoice::Kind::Failed, ReplayChoice::Kind::Missing}) {
        dialog->setReason(one, reasonAgainst(one, endpoint));
    }
    dialog->setKind(kind);
    const Asked asked{appId, endpoint, {}, {}};
    count(dialog, asked);
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("Nothing was sent."));
    const auto sent = std::make_shared<Sent>();
    goOnFrom(act, asked, sent);
    connect(dialog, &ReplayDialog::replayRequested, act,
            [this, act, asked, sent](const ReplayChoice &choice, const ReplayTally &tally) {
                Asked now = asked;
                now.choice = choice;
                now.tally = tally;
                // After an unknown outcome it is the same request; after a refusal time goes on.
                if (sent->of != choice || !act->isUnsure()) {
                    sent->of = choice;
                    sent->body = bodyOf(choice);
                }
                run(act, now, sent->body);
            });
    dialog->open();
}

void ReplayFlow::goOnFrom(DialogAct *act, const Asked &asked, const std::shared_ptr<Sent> &sent)
{
    const QString endpoint = asked.endpoint.id;
    if (m_unsure && m_unsure->endpointId == endpoint &&
        m_context.session.isStill(m_unsure->chosenOn)) {
        *sent = m_unsure->sent;
        act->goOnFrom(m_unsure->act);
        m_dialog->setAskedBefore(*sent->of);
    }
    act->onUnsureEnd([this, act, endpoint, sent] {
        m_unsure = Unsure{m_context.session.generation(), endpoint, *sent, act->unsure()};
    });
}

RecoverIn ReplayFlow::bodyOf(const ReplayChoice &choice)
{
    RecoverIn body;
    body.since = choice.since;
    body.until = choice.until;
    if (choice.kind == ReplayChoice::Kind::Failed && !choice.until) {
        // What was two weeks when it was counted may be a little more by now.
        const Timestamp least(Timestamp::now().microseconds() - mostDays * dayMicros);
        const bool drifted =
            body.since < least && least.microseconds() - body.since.microseconds() < dayMicros;
        body.since = drifted ? least : body.since;
    }
    return body;
}

void ReplayFlow::run(DialogAct *act, const Asked &asked, const RecoverIn &body)
{
    const auto done = [this, asked](const RecoverOut &answer) { answered(asked, answer); };
    if (asked.choice.kind == ReplayChoice::Kind::Missing) {
        act->run<op::replayMissingWebhooks>(confirmation(asked, act->isUnsure()), done, asked.appId,
                                            asked.endpoint.id, body);
    } else {
        act->run<op::recoverFailedWebhooks>(confirmation(asked, act->isUnsure()), done, asked.appId,
                                            asked.endpoint.id, body);
    }
}

void ReplayFlow::count(ReplayDialog *dialog, const Asked &asked)
{
    auto *counter = new ReplayCount(m_context.session, dialog);
    connect(dialog, &ReplayDialog::countRequested, counter,
            [counter, asked](const ReplayChoice &choice) {
                counter->start(asked.appId, asked.endpoint, choice);
            });
    connect(dialog, &ReplayDialog::stopRequested, counter, &ReplayCount::cancel);
    connect(counter, &ReplayCount::progress, dialog, &ReplayDialog::setProgress);
    connect(counter, &ReplayCount::finished, dialog, &ReplayDialog::setTally);
    connect(counter, &ReplayCount::failed, dialog,
            [dialog](const Error &error) { dialog->setNotCounted(ErrorReporter::cause(error)); });
}

ConfirmationRequest ReplayFlow::confirmation(const Asked &asked, bool again) const
{
    const bool failed = asked.choice.kind == ReplayChoice::Kind::Failed;
    const QString words = asked.tally.messages == 0 ? tr("an unknown number of messages")
                                                    : ReplayDialog::countWords(asked.tally);
    ConfirmationRequest request;
    request.title =
        (failed ? tr("Recover %1 at %2") : tr("Replay %1 to %2")).arg(words, asked.endpoint.url);
    QStringList lines;
    QStringList types;
    for (const ReplayTally::Type &type : asked.tally.types.mid(0, 5)) {
        types.append(tr("%1 %2", "how many, and of which event type")
                         .arg(QLocale().toString(type.messages),
                              type.name.isEmpty() ? tr("of unknown type") : type.name));
    }
    lines.append(again ? tr("It is the request of before, under the same key: what was carried out "
                            "is not done twice.")
                 : failed ? tr("The receiver gets each of them once more.")
                          : tr("The receiver gets each of them now."));
    if (!types.isEmpty()) {
        lines.append(types.join(QStringLiteral(", ")));
    }
    if (asked.tally.types.size() > 5) {
        lines.append(tr("and %n more type(s)", nullptr, int(asked.tally.types.size()) - 5));
    }
    const Timestamp until = asked.choice.until.value_or(Timestamp::now());
    const int days =
        int((until.microseconds() - asked.choice.since.microseconds() + dayMicros / 2) / dayMicros);
    if (days >= wideDays) {
        lines.append(tr("The time is wide: %n day(s).", nullptr, days));
    }
    if (asked.tally.atLeast) {
        lines.append(tr("Nobody has counted all of them."));
    }
    request.grave = days >= wideDays || asked.tally.atLeast;
    request.consequence = lines.join(u'\n');
    request.verb = failed ? tr("Recover messages") : tr("Replay messages");
    request.typedName = typedNameOf(asked.endpoint);
    return request;
}

void ReplayFlow::answered(const Asked &asked, const RecoverOut &answer)
{
    if (m_follow->isFollowing()) {
        // The pane follows one at a time, and must not give the end of one out for another's.
        m_follow->stop();
        m_pane->endJob(this);
        Q_EMIT notice({Tone::Info,
                       tr("No longer followed: %1").arg(m_asked.endpoint.url),
                       tr("The server goes on; Background tasks shows how far it is."),
                       {},
                       {},
                       {}});
    }
    m_unsure.reset(); // it is known now
    m_asked = asked;
    m_asked.at = Timestamp::now();
    m_settle.stop();
    delete m_left; // of the one before
    m_showAttempts->setEnabled(true);
    m_countLeft->setEnabled(true);
    Q_EMIT started(asked.endpoint.id);
    const bool failed = asked.choice.kind == ReplayChoice::Kind::Failed;
    const QString words = asked.tally.messages == 0 ? tr("an unknown number of messages")
                                                    : ReplayDialog::countWords(asked.tally);
    const bool followed = answer.id && !answer.id->isEmpty() &&
                          m_context.session.capabilities().reason(op::getBackgroundTask).isEmpty();
    const QString what =
        (failed ? tr("The server sends %1 to %2 again.") : tr("The server sends %1 to %2."))
            .arg(words, asked.endpoint.url);
    m_sent = what;
    if (answer.id) {
        m_context.session.noteTask(*answer.id, {asked.appId, m_context.session.applicationName(),
                                                asked.endpoint.id, asked.endpoint.url});
    }
    const QString title = failed ? tr("Recovery asked for") : tr("Replay asked for");
    if (!followed) {
        Q_EMIT notice({Tone::Info,
                       title,
                       tr("%1 It does not tell how far it is.").arg(what),
                       {},
                       {m_showAttempts, m_countLeft},
                       QStringLiteral("replay")});
        return;
    }
    tell(Tone::Info, title, what);
    m_pane->startJob(this, [this] { stop(); });
    m_pane->showJob(this, tr("Sending again"), 0, 0);
    m_follow->follow(*answer.id);
}

void ReplayFlow::moved(const BackgroundTaskOut &task)
{
    const int sent = int(TaskWords::messagesSent(task).value_or(0));
    // The count is "about": a share of it would promise too much once it is passed.
    const int total =
        m_asked.tally.atLeast || sent > m_asked.tally.messages ? 0 : m_asked.tally.messages;
    m_pane->showJob(this, tr("Sending again: %1").arg(QLocale().toString(sent)), sent, total);
}

void ReplayFlow::ended(const BackgroundTaskOut &task)
{
    m_pane->endJob(this);
    const auto sent = TaskWords::messagesSent(task);
    const StateText state = TaskWords::ofStatus(task.status);
    const QString url = m_asked.endpoint.url;
    const QString words =
        sent ? tr("%n message(s) went to %1.", nullptr, int(*sent)).arg(url)
             : tr("The server does not say how many messages went to %1.").arg(url);
    if (state.kind == StateKind::Ok) {
        // Sent, which is not yet delivered: that is for the attempts to tell.
        m_sent = words;
        tell(Tone::Info, sentTitle(m_asked.choice),
             words + u' ' + tr("What the receiver answers is counted in a moment."));
        m_settle.start();
    } else {
        tell(Tone::Bad, tr("Not all was sent"),
             tr("The task of the server ended as “%1”. %2").arg(state.text, words));
    }
    Q_EMIT started(m_asked.endpoint.id); // there are new attempts to see
}

void ReplayFlow::countLeft(const QString &sent)
{
    m_settle.stop();
    delete m_left;
    ReplayChoice choice = m_asked.choice;
    choice.until.reset(); // the tries of the recovery are later than what it was asked for
    if (choice.kind == ReplayChoice::Kind::Missing) {
        choice.kind = ReplayChoice::Kind::Failed;
        choice.since = Timestamp(m_asked.at.microseconds() - clockMicros);
    }
    m_left = new ReplayCount(m_context.session, this);
    const QString title = sentTitle(m_asked.choice);
    const auto say = [this, title, sent](Tone tone, const QString &left) {
        m_left->deleteLater();
        Q_EMIT notice({tone,
                       title,
                       QStringList{sent, left}.join(u' ').trimmed(),
                       {},
                       {m_showAttempts, m_countLeft},
                       QStringLiteral("replay")});
        Q_EMIT started(m_asked.endpoint.id);
    };
    connect(m_left, &ReplayCount::finished, this, [say](const ReplayTally &tally) {
        if (tally.messages == 0 && !tally.atLeast) {
            say(Tone::Info, tr("The receiver has taken all that had failed."));
        } else {
            say(Tone::Warn,
                tr("Not taken by the receiver so far: %1.").arg(ReplayDialog::countWords(tally)));
        }
    });
    connect(m_left, &ReplayCount::failed, this, [say](const Error &error) {
        say(Tone::Info, tr("What the receiver answered could not be counted. %1")
                            .arg(ErrorReporter::cause(error)));
    });
    m_left->start(m_asked.appId, m_asked.endpoint, choice);
}

void ReplayFlow::stop()
{
    m_follow->stop();
    m_pane->endJob(this);
    tell(Tone::Info, tr("No longer followed"),
         tr("The server goes on; Background tasks shows how far it is."));
}

void ReplayFlow::tell(Tone tone, const QString &title, const QString &text)
{
    Q_EMIT notice({tone, title, text, {}, {m_showAttempts}, QStringLiteral("replay")});
}

} // namespace svix
