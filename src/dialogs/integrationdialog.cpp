// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/integrationdialog.h"

#include "ui_integrationdialog.h"
#include "widgets/forms/commaseparated.h"

#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

IntegrationDialog::IntegrationDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::IntegrationDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    m_ui->featureFlagsHint->setHint(tr("Separated by commas. Only letters, digits, “-”, “_” and "
                                       "“.”; none is fine."));
    m_save = addButton({}, ButtonKind::Primary, u"saveButton"_s);
    setEnterButton(m_save);
    fieldErrors().add(u"name"_s, m_ui->name);
    fieldErrors().add(u"featureFlags"_s, m_ui->featureFlags);
    connect(m_ui->name, &QLineEdit::textChanged, this, &IntegrationDialog::refreshButtons);
    connect(m_ui->featureFlags, &QLineEdit::textChanged, this, &IntegrationDialog::refreshButtons);
    connect(m_save, &QPushButton::clicked, this, &IntegrationDialog::save);
    setApplication({});
}

IntegrationDialog::~IntegrationDialog() = default;

void IntegrationDialog::setApplication(const QString &name)
{
    setTitle(tr("New integration"));
    setIntro(name.isEmpty()
                 ? tr("A service that makes endpoints by itself, with a key of its own.")
                 : tr("A service that makes endpoints in %1 by itself, with a key of its own.")
                       .arg(name));
    m_save->setText(tr("&Create integration"));
    refreshButtons();
}

void IntegrationDialog::setIntegration(const IntegrationOut &integration)
{
    m_isNew = false;
    const IntegrationIn now{integration.name, integration.featureFlags};
    setTitle(tr("Edit %1").arg(integration.name));
    setIntro(tr("The key of the integration stays as it is."));
    m_save->setText(tr("&Save integration"));
    rebase(now, now);
}

void IntegrationDialog::rebase(const IntegrationIn &now, const IntegrationIn &typed)
{
    m_read = now;
    m_ui->name->setText(typed.name);
    m_ui->featureFlags->setText(
        typed.featureFlags.value_or(QStringList()).join(QStringLiteral(", ")));
    refreshButtons();
}

QStringList IntegrationDialog::flags() const
{
    return commaSeparated(m_ui->featureFlags->text());
}

void IntegrationDialog::refreshButtons()
{
    const QString name = m_ui->name->text().trimmed();
    const bool changed =
        m_isNew || name != m_read.name || flags() != m_read.featureFlags.value_or(QStringList());
    m_save->setEnabled(!isBusy() && !name.isEmpty() && changed);
    m_save->setToolTip(changed ? QString() : tr("Nothing was changed."));
}

void IntegrationDialog::save()
{
    static const QRegularExpression fits(u"^[a-zA-Z0-9\\-_.]{1,256}$"_s);
    const QStringList wanted = flags();
    for (const QString &flag : wanted) {
        if (!fits.match(flag).hasMatch()) {
            showFieldErrors(
                {{{u"body"_s, u"featureFlags"_s}, tr("“%1” cannot be a flag.").arg(flag), {}}});
            return;
        }
    }
    clearMessage();
    setBusy(true);
    IntegrationIn integration = m_read;
    integration.name = m_ui->name->text().trimmed();
    // An empty list may mean something else than none.
    integration.featureFlags = wanted.isEmpty() ? std::nullopt : std::optional(wanted);
    Q_EMIT saveRequested(integration);
}

} // namespace svix
