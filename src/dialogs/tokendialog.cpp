// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/tokendialog.h"

#include "core/token.h"
#include "dialogs/connectioninput.h"
#include "ui_tokendialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

TokenDialog::TokenDialog(Purpose purpose, const Profile &profile, QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::TokenDialog>())
    , m_profile(profile)
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(520);
    const bool ask = purpose == Purpose::Ask;
    setTitle(ask ? tr("Token of %1").arg(profile.name)
                 : tr("Replace the token of %1").arg(profile.name));
    setIntro(tr("It is sent to %1 only.").arg(profile.url.host()));
    setConnection(profile.name, profile.connectionClass);
    m_use =
        addButton(ask ? tr("&Connect") : tr("&Replace token"), ButtonKind::Primary, u"useButton"_s);
    setEnterButton(m_use);
    fieldErrors().add(u"token"_s, m_ui->token);
    setKeyringAvailable(true);
    connect(m_ui->token, &QLineEdit::textChanged, this, &TokenDialog::tokenEdited);
    connect(m_use, &QPushButton::clicked, this, &TokenDialog::give);
}

TokenDialog::~TokenDialog() = default;

void TokenDialog::setReason(const QString &words)
{
    showMessage(Tone::Info, words);
}

void TokenDialog::setKeyringAvailable(bool available)
{
    m_ui->keep->setEnabled(available);
    m_ui->keep->setChecked(available);
    m_ui->keep->setText(available ? tr("&Keep it in the system keyring")
                                  : tr("There is no keyring: it is kept for this session only"));
}

void TokenDialog::tokenEdited()
{
    const TokenRemark remark = remarkOnToken(m_ui->token->text(), m_profile.url);
    m_ui->tokenHint->setHint(remark.text, remark.isWarning ? Tone::Warn : Tone::Idle);
}

void TokenDialog::give()
{
    const auto token = cleanToken(m_ui->token->text());
    if (!token) {
        showFieldErrors({{{u"body"_s, u"token"_s}, token.error().detail, {}}});
        return;
    }
    const QString mismatch = regionMismatch(m_profile.url, QString::fromLatin1(*token));
    if (!mismatch.isEmpty() && m_warnedOf != mismatch) {
        m_warnedOf = mismatch;
        showMessage(Tone::Warn, mismatch + u' ' + tr("Press again to use it there all the same."),
                    tr("Nothing was sent."));
        return;
    }
    clearMessage();
    setBusy(true);
    Q_EMIT tokenGiven(*token, m_ui->keep->isEnabled() && m_ui->keep->isChecked());
}

} // namespace svix
