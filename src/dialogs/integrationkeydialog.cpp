// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/integrationkeydialog.h"

#include "ui_integrationkeydialog.h"
#include "widgets/style/icons.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

IntegrationKeyDialog::IntegrationKeyDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::IntegrationKeyDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(620);
    cancelButton()->setText(tr("Close"));
    m_rotate = addButton(tr("&Rotate key…"), ButtonKind::Danger, u"rotateButton"_s);
    setActButton(m_rotate);
    m_ui->copyButton->setIcon(icon(u"copy"_s));
    m_ui->key->setPlaceholderText(tr("not read"));
    connect(m_ui->readButton, &QPushButton::clicked, this, &IntegrationKeyDialog::readRequested);
    connect(m_rotate, &QPushButton::clicked, this, &IntegrationKeyDialog::rotateRequested);
    connect(m_ui->copyButton, &QPushButton::clicked, this, [this] { copy(m_ui->key->secret()); });
    connect(m_ui->key, &SecretEdit::copyRequested, this, &IntegrationKeyDialog::copy);
    setIntegration({}, {});
    refreshButtons();
}

IntegrationKeyDialog::~IntegrationKeyDialog() = default;

void IntegrationKeyDialog::setIntegration(const QString &name, const QString &applicationName)
{
    setTitle(name.isEmpty() ? tr("Key of the integration") : tr("Key of %1").arg(name));
    setIntro(applicationName.isEmpty()
                 ? tr("Who has it can make and change endpoints.")
                 : tr("Who has it can make and change endpoints of %1.").arg(applicationName));
}

void IntegrationKeyDialog::copy(const QString &key)
{
    Q_EMIT copyRequested(key);
    m_ui->keyHint->setHint(copiedWords(m_clipboardSeconds), Tone::Ok);
}

void IntegrationKeyDialog::setReasons(const QString &read, const QString &rotate)
{
    m_whyNoRead = read;
    m_whyNoRotate = rotate;
    refreshButtons();
}

void IntegrationKeyDialog::setClipboardSeconds(int seconds)
{
    m_clipboardSeconds = seconds;
    refreshButtons();
}

void IntegrationKeyDialog::setKey(const QString &key, bool isNew)
{
    m_ui->key->setSecret(key);
    if (isNew) {
        showMessage(Tone::Ok,
                    tr("The one before works no more. Give this one to the service now: "
                       "newer servers do not show it again."),
                    tr("This is the new key."));
    } else {
        clearMessage();
    }
    refreshButtons();
}

void IntegrationKeyDialog::refreshButtons()
{
    const bool known = !m_ui->key->secret().isEmpty();
    m_ui->readButton->setVisible(!known);
    m_ui->readButton->setEnabled(!isBusy() && m_whyNoRead.isEmpty());
    m_ui->readButton->setToolTip(m_whyNoRead);
    m_ui->copyButton->setEnabled(!isBusy() && known);
    m_rotate->setEnabled(!isBusy() && m_whyNoRotate.isEmpty());
    m_rotate->setToolTip(m_whyNoRotate);
    m_ui->keyHint->setHint(
        !known ? tr("Reading a key is deprecated: newer servers show it once only, when it is "
                    "rotated.")
        : m_clipboardSeconds > 0
            ? tr("Hidden again after 30 seconds; a copy leaves the clipboard after %n second(s).",
                 nullptr, m_clipboardSeconds)
            : tr("Hidden again after 30 seconds; a copy stays on the clipboard until you "
                 "disconnect "
                 "or quit."));
}

} // namespace svix
