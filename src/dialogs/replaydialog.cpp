// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/replaydialog.h"

#include "core/timeformat.h"
#include "dialogs/listrows.h"
#include "ui_replaydialog.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QHeaderView>
#include <QPushButton>
#include <QShowEvent>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int own = 0; // the other segments are hours
constexpr int dayHours = 24;
constexpr int weekHours = 7 * dayHours;
constexpr int typesShown = 4;
constexpr qint64 hourMs = 3'600'000;

QDateTime minuteOf(const QDateTime &time)
{
    return time.addMSecs(-(time.time().msecsSinceStartOfDay() % 60'000));
}

} // namespace

ReplayDialog::ReplayDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ReplayDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(560);
    m_count = addLeadingButton({}, u"countButton"_s);
    m_replay = addButton({}, ButtonKind::Primary, u"replayButton"_s);
    setEnterButton(m_replay);
    build();
    fieldErrors().add(u"since"_s, m_ui->since);
    fieldErrors().add(u"until"_s, m_ui->until);
    m_later.setSingleShot(true);
    m_later.setInterval(400);
    connect(&m_later, &QTimer::timeout, this, &ReplayDialog::count);
    connect(m_count, &QPushButton::clicked, this, &ReplayDialog::countOrStop);
    connect(m_replay, &QPushButton::clicked, this, &ReplayDialog::send);
    setEndpoint({}, {});
    choose();
}

ReplayDialog::~ReplayDialog() = default;

void ReplayDialog::build()
{
    Ui::ReplayDialog &ui = *m_ui;
    ui.failed->setChecked(true);
    ui.preset->setAccessibleName(tr("Since"));
    ui.preset->addSegment(tr("8 hours"), 8);
    ui.preset->addSegment(tr("24 hours"), dayHours);
    ui.preset->addSegment(tr("3 days"), 3 * dayHours);
    ui.preset->addSegment(tr("1 week"), weekHours);
    ui.preset->addSegment(tr("2 weeks"), 2 * weekHours);
    ui.preset->addSegment(tr("Other"), own);
    ui.preset->setCurrentId(dayHours);
    const QDateTime now = minuteOf(QDateTime::currentDateTime());
    for (QDateTimeEdit *edit : {ui.since, ui.until}) {
        edit->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
        edit->setCalendarPopup(true);
        edit->setDateTime(now);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &ReplayDialog::changed);
    }
    ui.since->setDateTime(now.addDays(-1));
    ui.untilNow->setChecked(true);
    ui.count->setRole(TextRole::Title);
    ui.countNote->setRole(TextRole::Body);
    ui.countNote->setMuted(true);
    ui.countNote->setWordWrap(true);
    ListRows::setUp(ui.types, {tr("Event type"), tr("Messages")});
    ui.types->setSelectionMode(QAbstractItemView::NoSelection); // there is nothing to choose
    ui.types->header()->setStretchLastSection(false);
    ui.types->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    ui.types->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    ui.types->headerItem()->setTextAlignment(1, Qt::AlignTrailing | Qt::AlignVCenter);
    connect(ui.failed, &QRadioButton::toggled, this, &ReplayDialog::changed);
    connect(ui.preset, &SegmentedControl::currentChanged, this, &ReplayDialog::changed);
    connect(ui.untilNow, &QCheckBox::toggled, this, &ReplayDialog::changed);
}

void ReplayDialog::setEndpoint(const QString &url, const QString &applicationName)
{
    setTitle(url.isEmpty() ? tr("Recover or replay") : tr("Recover or replay: %1").arg(url));
    setIntro(applicationName.isEmpty()
                 ? tr("Send messages to this endpoint again.")
                 : tr("Send messages of %1 to this endpoint again.").arg(applicationName));
}

void ReplayDialog::setKind(ReplayChoice::Kind kind)
{
    (kind == ReplayChoice::Kind::Failed ? m_ui->failed : m_ui->missing)->setChecked(true);
    choose();
}

void ReplayDialog::setReason(ReplayChoice::Kind kind, const QString &reason)
{
    const bool failed = kind == ReplayChoice::Kind::Failed;
    (failed ? m_whyNoFailed : m_whyNoMissing) = reason;
    QRadioButton *button = failed ? m_ui->failed : m_ui->missing;
    button->setEnabled(reason.isEmpty());
    button->setToolTip(reason);
    showWindow();
}

QString ReplayDialog::nothingSent() const
{
    return isTryAgain() ? tr("the try before may have sent them already")
                        : tr("nothing has been sent yet");
}

void ReplayDialog::setAskedBefore(const ReplayChoice &choice)
{
    Ui::ReplayDialog &ui = *m_ui;
    {
        const QSignalBlocker failed(ui.failed);
        const QSignalBlocker missing(ui.missing);
        const QSignalBlocker preset(ui.preset);
        const QSignalBlocker since(ui.since);
        const QSignalBlocker until(ui.until);
        const QSignalBlocker now(ui.untilNow);
        (choice.kind == ReplayChoice::Kind::Failed ? ui.failed : ui.missing)->setChecked(true);
        ui.preset->setCurrentId(own);
        ui.since->setDateTime(minuteOf(choice.since.toDateTime().toLocalTime()));
        ui.untilNow->setChecked(!choice.until);
        if (choice.until) {
            ui.until->setDateTime(minuteOf(choice.until->toDateTime().toLocalTime()));
        }
    }
    m_asked = choice;
    setTryAgain(true);
    showWindow();
    showCount(tr("Counting…"), nothingSent());
    showMessage(
        Tone::Warn,
        tr("\"Try again\" sends the same request under the same key: if it was carried out, "
           "the server does not do it twice."),
        tr("This was asked for before, and may have been carried out."));
}

bool ReplayDialog::isOwnWindow() const
{
    return m_ui->preset->currentId() == own;
}

ReplayChoice ReplayDialog::choice() const
{
    if (m_asked) {
        return *m_asked;
    }
    ReplayChoice choice;
    choice.kind =
        m_ui->failed->isChecked() ? ReplayChoice::Kind::Failed : ReplayChoice::Kind::Missing;
    if (!isOwnWindow()) {
        choice.since = Timestamp::fromDateTime(
            QDateTime::currentDateTime().addMSecs(-m_ui->preset->currentId() * hourMs));
        return choice;
    }
    choice.since = Timestamp::fromDateTime(m_ui->since->dateTime());
    if (!m_ui->untilNow->isChecked()) {
        choice.until = Timestamp::fromDateTime(m_ui->until->dateTime());
    }
    return choice;
}

QString ReplayDialog::problem() const
{
    if (!isOwnWindow()) {
        return {};
    }
    const ReplayChoice wanted = choice();
    const Timestamp until = wanted.until.value_or(Timestamp::now());
    return until < wanted.since || until == wanted.since ? tr("The time ends before it begins.")
                                                         : QString();
}

void ReplayDialog::changed()
{
    m_asked.reset();
    setTryAgain(false);
    choose();
}

void ReplayDialog::choose()
{
    showWindow();
    m_later.stop();
    // It may answer with what it has found: of the choice before.
    Q_EMIT stopRequested();
    m_state = Counting::Running;
    showCount(tr("Counting…"), nothingSent());
    if (isVisible()) {
        if (isOwnWindow()) {
            m_later.start();
        } else {
            count();
        }
    }
}

void ReplayDialog::showEvent(QShowEvent *event)
{
    ConsoleDialog::showEvent(event);
    if (!event->spontaneous() && m_state == Counting::Running) {
        count();
    }
}

void ReplayDialog::count()
{
    const QString why = problem();
    showFieldError(u"since"_s, why);
    if (!why.isEmpty()) {
        setNotCounted({});
        return;
    }
    m_counted = choice();
    m_state = Counting::Running;
    refreshButtons();
    m_ui->countProgress->setBusy(true);
    Q_EMIT countRequested(m_counted);
}

void ReplayDialog::countOrStop()
{
    if (m_state == Counting::Running && !m_later.isActive()) {
        Q_EMIT stopRequested();
    } else {
        m_later.stop();
        if (!isTryAgain()) {
            m_asked.reset(); // what became of it is known, so time goes on
        }
        choose();
    }
}

void ReplayDialog::showWindow()
{
    Ui::ReplayDialog &ui = *m_ui;
    for (QWidget *part : {static_cast<QWidget *>(ui.sinceLabel), static_cast<QWidget *>(ui.since),
                          static_cast<QWidget *>(ui.untilLabel), static_cast<QWidget *>(ui.until),
                          static_cast<QWidget *>(ui.untilNow)}) {
        part->setVisible(isOwnWindow());
    }
    ui.until->setEnabled(!ui.untilNow->isChecked());
    const ReplayChoice wanted = choice();
    const auto minutes = [](const Timestamp &time) {
        return TimeFormat::local(time.milliseconds()).left(16);
    };
    const QString zone = QString::fromUtf8(QTimeZone::systemTimeZoneId());
    ui.windowHint->setHint(
        wanted.until ? tr("%1 to %2, %3").arg(minutes(wanted.since), minutes(*wanted.until), zone)
                     : tr("%1 %2, until now").arg(minutes(wanted.since), zone));
    const bool failed = wanted.kind == ReplayChoice::Kind::Failed;
    const QString other = failed ? m_whyNoMissing : m_whyNoFailed;
    QString words = failed ? tr("At least one try in this time failed and none succeeded; retries "
                                "may still be planned.")
                           : tr("Made in this time and taken by this endpoint, but never sent: it "
                                "did not exist or was disabled.");
    if (!other.isEmpty()) {
        words += u'\n' + (failed ? tr("Missing messages cannot be replayed: %1").arg(other)
                                 : tr("Failed messages cannot be recovered: %1").arg(other));
    }
    ui.whichHint->setHint(words);
}

QString ReplayDialog::countWords(const ReplayTally &tally)
{
    if (tally.messages == 0 && !tally.atLeast) {
        return tr("no messages");
    }
    return tally.atLeast ? tr("at least %n message(s)", nullptr, tally.messages)
                         : tr("about %n message(s)", nullptr, tally.messages);
}

void ReplayDialog::showCount(const QString &words, const QString &note)
{
    m_ui->count->setText(words);
    m_ui->countNote->setText(note);
    showTypes();
    refreshButtons();
}

void ReplayDialog::showTypes()
{
    Ui::ReplayDialog &ui = *m_ui;
    const bool counted = m_state == Counting::Counted && m_tally.messages > 0;
    ui.bars->setVisible(counted);
    ui.types->setVisible(counted);
    ui.countProgress->setVisible(m_state == Counting::Running);
    if (m_state != Counting::Running) {
        ui.countProgress->setBusy(false);
    }
    ui.types->clear();
    if (!counted) {
        return;
    }
    const Timestamp until = m_counted.until.value_or(Timestamp::now());
    ui.bars->setMoments(m_counted.since.milliseconds(), until.milliseconds(), m_tally.moments);
    for (const ReplayTally::Type &type : std::as_const(m_tally.types)) {
        auto *row = new QTreeWidgetItem(ui.types);
        row->setText(0, type.name.isEmpty() ? tr("type not known") : visibleText(type.name));
        row->setText(1, locale().toString(type.messages));
        row->setTextAlignment(1, Qt::AlignTrailing | Qt::AlignVCenter);
    }
    const int rows = qMin(typesShown, int(m_tally.types.size()));
    ui.types->setFixedHeight(rows * rowHeight() + ui.types->header()->sizeHint().height() +
                             2 * ui.types->frameWidth());
}

void ReplayDialog::setProgress(int pages, int messages)
{
    if (m_state == Counting::Running) {
        m_ui->countNote->setText(
            (isTryAgain() ? tr("%1 so far, %2 read; the try before may have sent some")
                          : tr("%1 so far, %2 read; nothing has been sent yet"))
                .arg(tr("%n message(s)", nullptr, messages), tr("%n page(s)", nullptr, pages)));
    }
}

void ReplayDialog::setTally(const ReplayTally &tally)
{
    m_tally = tally;
    m_state = Counting::Counted;
    QString words = countWords(tally);
    words.replace(0, 1, words.at(0).toUpper());
    showCount(words, tally.messages == 0 && !tally.atLeast
                         ? tr("there is nothing to send in this time")
                     : isTryAgain() ? tr("would be sent; the try before may have sent them already")
                     : tally.atLeast
                         ? tr("would be sent, as far as was counted; nothing has been sent yet")
                         : tr("would be sent; nothing has been sent yet"));
}

void ReplayDialog::setNotCounted(const QString &why)
{
    m_tally = {};
    m_tally.atLeast = true;
    m_state = Counting::NotCounted;
    showCount(tr("Not counted"), why.isEmpty() ? nothingSent() : why);
}

void ReplayDialog::refreshButtons()
{
    const bool failed = m_ui->failed->isChecked();
    const bool counted = m_state == Counting::Counted && m_tally.messages > 0;
    const QString words = countWords(m_tally);
    if (!isTryAgain()) {
        m_replay->setText(
            counted  ? (failed ? tr("&Recover %1").arg(words) : tr("&Replay %1").arg(words))
            : failed ? tr("&Recover messages")
                     : tr("&Replay messages"));
    }
    const bool something = m_state == Counting::NotCounted || m_tally.atLeast || counted;
    m_replay->setEnabled(!isBusy() && m_state != Counting::Running && something &&
                         problem().isEmpty());
    m_count->setText(m_state == Counting::Running ? tr("&Stop counting") : tr("&Count again"));
    m_count->setEnabled(!isBusy());
}

void ReplayDialog::revealFields(const QStringList &fields)
{
    if (fields.contains(u"since"_s) || fields.contains(u"until"_s)) {
        const QDateTime since = choice().since.toDateTime().toLocalTime();
        if (!isOwnWindow()) {
            const QSignalBlocker quiet(m_ui->preset);
            const QSignalBlocker still(m_ui->since);
            m_ui->since->setDateTime(minuteOf(since));
            m_ui->preset->setCurrentId(own);
            showWindow();
        }
    }
}

void ReplayDialog::send()
{
    clearMessage();
    setBusy(true);
    // The window that was counted is the one that is sent.
    m_asked = m_state == Counting::Counted ? m_counted : choice();
    Q_EMIT replayRequested(*m_asked, m_tally);
}

} // namespace svix
