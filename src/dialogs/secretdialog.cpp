// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/secretdialog.h"

#include "core/timeformat.h"
#include "dialogs/endpointchecks.h"
#include "ui_secretdialog.h"
#include "widgets/style/icons.h"

#include <QDateTime>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {
constexpr int hourSeconds = 3600;
constexpr int usualGrace = 24 * hourSeconds; // also of servers that offer no choice
} // namespace

SecretDialog::SecretDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::SecretDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(560);
    cancelButton()->setText(tr("Close"));
    m_rotate = addButton(tr("&Rotate secret…"), ButtonKind::Danger, u"rotateButton"_s);
    setActButton(m_rotate);
    setIntro(tr("The receiver checks with it that a message comes from you."));
    setUpFields();
    setEndpoint({});
    setGraceOffered(true, {});
    setBusy(true);
}

SecretDialog::~SecretDialog() = default;

void SecretDialog::setUpFields()
{
    Ui::SecretDialog &ui = *m_ui;
    ui.secret->setReadOnly(true);
    ui.copySecret->setIcon(icon(u"copy"_s));
    ui.key->setPlaceholderText(u"whsec_…"_s);
    for (const int seconds : {0, hourSeconds, usualGrace, 3 * usualGrace, 7 * usualGrace}) {
        ui.gracePeriodSeconds->addItem(
            seconds == 0 ? tr("not at all: only the new one signs") : graceText(seconds), seconds);
    }
    ui.gracePeriodSeconds->setCurrentIndex(ui.gracePeriodSeconds->findData(usualGrace));
    fieldErrors().add(u"key"_s, ui.key);
    fieldErrors().add(u"gracePeriodSeconds"_s, ui.gracePeriodSeconds);
    const auto follow = [this] {
        m_ui->key->setEnabled(m_ui->own->isChecked());
        refreshConsequence();
        refreshButtons();
    };
    connect(ui.own, &QRadioButton::toggled, this, [this, follow](bool own) {
        follow();
        if (own) {
            m_ui->key->setFocus(Qt::OtherFocusReason);
        }
    });
    connect(ui.key, &QLineEdit::textChanged, this, follow);
    connect(ui.gracePeriodSeconds, &QComboBox::currentIndexChanged, this, follow);
    connect(ui.copySecret, &QPushButton::clicked, this, &SecretDialog::copyRequested);
    connect(ui.secret, &SecretEdit::copyRequested, this, [this] { Q_EMIT copyRequested(); });
    connect(m_rotate, &QPushButton::clicked, this, &SecretDialog::rotate);
    setClipboardSeconds(m_clipboardSeconds);
    follow();
}

void SecretDialog::setEndpoint(const QString &url)
{
    setTitle(url.isEmpty() ? tr("Signing secret") : tr("Signing secret of %1").arg(url));
}

void SecretDialog::setSecret(const QString &secret)
{
    m_ui->secret->setSecret(secret);
    setClipboardSeconds(m_clipboardSeconds);
    if (secret.startsWith(u"whpk_")) {
        m_ui->secretHint->setHint(
            tr("This is the public half of an ed25519 key: the receiver needs no other. The "
               "private half is given to nobody."));
    }
    setBusy(false);
}

void SecretDialog::setUnread(const QString &words)
{
    setBusy(false);
    m_ui->secretHint->setHint(words, Tone::Bad);
}

void SecretDialog::setGraceOffered(bool offered, const QString &whyNot)
{
    m_graceOffered = offered;
    QComboBox *box = m_ui->gracePeriodSeconds;
    box->setEnabled(offered);
    box->setToolTip(whyNot);
    m_ui->graceHint->setHint(whyNot);
    if (!offered) {
        box->setCurrentIndex(box->findData(usualGrace));
    }
    refreshConsequence();
}

void SecretDialog::setReason(const QString &againstRotating)
{
    m_reason = againstRotating;
    for (QWidget *part :
         {static_cast<QWidget *>(m_ui->generated), static_cast<QWidget *>(m_ui->own)}) {
        part->setEnabled(againstRotating.isEmpty());
        part->setToolTip(againstRotating);
    }
    m_ui->gracePeriodSeconds->setEnabled(m_graceOffered && againstRotating.isEmpty());
    refreshConsequence();
    refreshButtons();
}

void SecretDialog::setClipboardSeconds(int seconds)
{
    m_clipboardSeconds = seconds;
    m_ui->secretHint->setHint(
        seconds > 0
            ? tr("Hidden again after 30 seconds; a copy leaves the clipboard after %n second(s).",
                 nullptr, seconds)
            : tr("Hidden again after 30 seconds; a copy stays on the clipboard until you "
                 "disconnect "
                 "or quit."));
}

QString SecretDialog::secret() const
{
    return m_ui->secret->secret();
}

void SecretDialog::showCopied()
{
    m_ui->secretHint->setHint(copiedWords(m_clipboardSeconds), Tone::Ok);
}

QString SecretDialog::graceText(int seconds)
{
    if (seconds == 0) {
        return {};
    }
    return seconds <= usualGrace ? tr("%n hour(s)", nullptr, seconds / hourSeconds)
                                 : tr("%n day(s)", nullptr, seconds / usualGrace);
}

int SecretDialog::graceSeconds() const
{
    return m_graceOffered ? m_ui->gracePeriodSeconds->currentData().toInt() : usualGrace;
}

void SecretDialog::refreshConsequence()
{
    m_ui->consequence->show();
    const qint64 until = QDateTime::currentMSecsSinceEpoch() + qint64(graceSeconds()) * 1000;
    m_ui->consequence->setTone(graceSeconds() > 0 ? Tone::Info : Tone::Warn);
    if (!m_reason.isEmpty()) {
        m_ui->consequence->setText(m_reason);
    } else if (graceSeconds() > 0) {
        m_ui->consequence->setText(
            tr("If you rotate now, both secrets sign every message until %1, so the receiver can "
               "change over without losing any.")
                .arg(TimeFormat::local(until)));
    } else {
        m_ui->consequence->setText(
            tr("Only the new secret signs at once: a receiver that still checks with the old one "
               "refuses every message until it is changed."));
    }
}

void SecretDialog::refreshButtons()
{
    m_ui->copySecret->setEnabled(!isBusy() && !m_ui->secret->secret().isEmpty());
    const bool typed = !m_ui->own->isChecked() || !m_ui->key->secret().isEmpty();
    m_rotate->setEnabled(!isBusy() && m_reason.isEmpty() && typed);
    m_rotate->setToolTip(m_reason);
}

void SecretDialog::rotate()
{
    EndpointSecretRotateIn wanted;
    if (m_ui->own->isChecked()) {
        const QString key = m_ui->key->secret().trimmed();
        if (const QString problem = signingSecretProblem(key); !problem.isEmpty()) {
            showFieldErrors({{{u"body"_s, u"key"_s}, problem, {}}});
            return;
        }
        wanted.key = key;
    }
    if (m_graceOffered) {
        wanted.gracePeriodSeconds = graceSeconds();
    }
    fieldErrors().clear();
    clearMessage();
    setBusy(true);
    Q_EMIT rotateRequested(wanted);
}

void SecretDialog::showRotated(const EndpointSecretRotateIn &wanted)
{
    const int grace = wanted.gracePeriodSeconds.value_or(usualGrace);
    const qint64 until = QDateTime::currentMSecsSinceEpoch() + qint64(grace) * 1000;
    m_ui->key->setSecret({});
    m_ui->generated->setChecked(true);
    m_ui->consequence->hide(); // what it said has happened
    showMessage(Tone::Ok,
                grace > 0 ? tr("Give the new one to the receiver. Both sign until %1.")
                                .arg(TimeFormat::local(until))
                          : tr("Give the new one to the receiver: the old one signs no more."),
                tr("The secret was rotated."));
    // What comes next; a key pressed once more must not begin another rotation.
    m_ui->copySecret->setFocus(Qt::OtherFocusReason);
}

} // namespace svix
