// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/expireaccessdialog.h"

#include "ui_expireaccessdialog.h"
#include "widgets/forms/commaseparated.h"

#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qsizetype mostSessions = 1000; // of one request

} // namespace

ExpireAccessDialog::ExpireAccessDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ExpireAccessDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(620);
    m_expire = addButton(tr("E&xpire access…"), ButtonKind::Danger, u"expireButton"_s);
    setEnterButton(m_expire);
    Ui::ExpireAccessDialog &ui = *m_ui;
    ui.expiry->addItem(tr("At once"), 0);
    ui.expiry->addItem(tr("In 1 hour"), 3600);
    ui.expiry->addItem(tr("In 8 hours"), 8 * 3600);
    ui.expiry->addItem(tr("In 1 day"), 24 * 3600);
    ui.expiry->addItem(tr("In 3 days"), 3 * 24 * 3600);
    ui.sessionIds->setPlaceholderText(tr("all sessions"));
    ui.sessionIdsHint->setHint(tr("Session ids, separated by commas; only their links end."));
    fieldErrors().add(u"expiry"_s, ui.expiry);
    fieldErrors().add(u"sessionIds"_s, ui.sessionIds);
    connect(ui.expiry, &QComboBox::currentIndexChanged, this, &ExpireAccessDialog::refreshSummary);
    connect(ui.sessionIds, &QLineEdit::textChanged, this, [this] {
        showFieldError(u"sessionIds"_s, {});
        refreshSummary();
    });
    connect(m_expire, &QPushButton::clicked, this, &ExpireAccessDialog::expire);
    setApplication({});
    refreshSummary();
}

ExpireAccessDialog::~ExpireAccessDialog() = default;

void ExpireAccessDialog::setApplication(const QString &name)
{
    setTitle(name.isEmpty() ? tr("Expire portal access")
                            : tr("Expire portal access to %1").arg(name));
    setIntro(tr("Links and sessions that were handed out end; new ones can be made."));
}

ExpireAllIn ExpireAccessDialog::value() const
{
    ExpireAllIn in;
    if (const int seconds = m_ui->expiry->currentData().toInt(); seconds > 0) {
        in.expiry = seconds;
    }
    const QStringList sessions = commaSeparated(m_ui->sessionIds->text());
    if (!sessions.isEmpty()) {
        in.sessionIds = sessions;
    }
    return in;
}

QString ExpireAccessDialog::consequence() const
{
    const ExpireAllIn in = value();
    const QString what = in.sessionIds
                             ? tr("Portal access of %n session(s) of this application ends: %1.",
                                  nullptr, static_cast<int>(in.sessionIds->size()))
                                   .arg(in.sessionIds->mid(0, 5).join(u", "_s) +
                                        (in.sessionIds->size() > 5 ? u", …"_s : QString()))
                             : tr("Every portal link and session of this application ends.");
    const QString when =
        in.expiry ? tr("%1, whoever has one open is signed out.").arg(m_ui->expiry->currentText())
                  : tr("Whoever has one open is signed out at once.");
    return what + u' ' + when;
}

void ExpireAccessDialog::refreshSummary()
{
    m_ui->summary->setTone(Tone::Warn);
    m_ui->summary->setText(consequence());
    if (isVisible()) {
        adjustSize();
    }
}

void ExpireAccessDialog::refreshButtons()
{
    m_expire->setEnabled(!isBusy());
}

void ExpireAccessDialog::expire()
{
    static const QRegularExpression fits(u"^[a-zA-Z0-9@_\\-]{1,64}$"_s);
    const ExpireAllIn in = value();
    const QStringList sessions = in.sessionIds.value_or(QStringList());
    QString wrong;
    if (sessions.size() > mostSessions) {
        wrong = tr("At most 1,000 sessions at a time.");
    }
    for (const QString &id : sessions) {
        if (wrong.isEmpty() && !fits.match(id).hasMatch()) {
            wrong = tr("“%1” cannot be a session id.").arg(id);
        }
    }
    if (!wrong.isEmpty()) {
        showFieldErrors({{{u"body"_s, u"sessionIds"_s}, wrong, {}}});
        return;
    }
    clearMessage();
    setBusy(true);
    Q_EMIT expireRequested(in);
}

} // namespace svix
