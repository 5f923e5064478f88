// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/applicationdialog.h"

#include "dialogs/metadatafield.h"
#include "ui_applicationdialog.h"

#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

bool isUid(const QString &text)
{
    static const QRegularExpression look(u"^[a-zA-Z0-9\\-_.]{1,256}$"_s);
    return look.match(text).hasMatch();
}

} // namespace

ApplicationIn applicationIn(const ApplicationOut &application)
{
    return {application.name, application.uid, application.throttleRate, application.metadata,
            application.unknown};
}

ApplicationDialog::ApplicationDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ApplicationDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(560);
    m_existing = addLeadingButton(tr("&Open existing"), u"openExistingButton"_s);
    m_existing->hide();
    m_save = addButton(tr("&Create application"), ButtonKind::Primary, u"saveButton"_s);
    setEnterButton(m_save);
    setTitle(tr("New application"));
    setIntro(tr("An application is one receiver of webhooks, such as a customer."));
    m_binder.bind(m_ui->name, &ApplicationIn::name, u"name"_s);
    m_binder.bind(m_ui->uid, &ApplicationIn::uid, u"uid"_s);
    m_binder.bind(m_ui->throttleRate, &ApplicationIn::throttleRate, u"throttleRate"_s);
    bindMetadata(m_binder, m_ui->metadata, m_ui->metadataLabel);
    fieldErrors().add(u"name"_s, m_ui->name);
    fieldErrors().add(u"uid"_s, m_ui->uid);
    fieldErrors().add(u"throttleRate"_s, m_ui->throttleRate);
    // The older name of the same field.
    fieldErrors().add(u"rateLimit"_s, m_ui->throttleRate);
    fieldErrors().add(u"metadata"_s, m_ui->metadata);
    m_binder.onChanged([this] { refreshButtons(); });
    connect(m_save, &QPushButton::clicked, this, &ApplicationDialog::save);
    connect(m_existing, &QPushButton::clicked, this,
            [this] { Q_EMIT openExistingRequested(m_existingUid); });
    m_ui->uidHint->setHint(tr("Your own id of it, such as the customer's; may stay empty."));
    setThrottles(true);
    refreshButtons();
}

ApplicationDialog::~ApplicationDialog() = default;

void ApplicationDialog::setApplication(const ApplicationOut &application)
{
    m_new = false;
    setTitle(tr("Edit %1").arg(application.name));
    setIntro(tr("Only what you change here is changed."));
    m_save->setText(tr("&Save application"));
    m_binder.load(applicationIn(application));
    refreshButtons();
}

void ApplicationDialog::rebase(const ApplicationIn &now, const ApplicationIn &typed)
{
    m_binder.load(now);
    m_binder.type(typed);
}

void ApplicationDialog::setThrottles(bool throttles)
{
    m_ui->throttleHint->setHint(
        throttles ? tr("Messages a second to all its endpoints; 1 to 65,535.")
                  : tr("This server keeps the number and does not slow down by it."));
}

ApplicationIn ApplicationDialog::value() const
{
    return m_binder.value();
}

void ApplicationDialog::offerExisting(const QString &uid)
{
    m_existingUid = uid;
    m_existing->show();
    showFieldErrors({{{u"body"_s, u"uid"_s}, tr("Another application has this uid."), {}}},
                    m_new ? tr("Nothing was created.") : tr("Nothing was changed."));
}

void ApplicationDialog::refreshButtons()
{
    const bool named = !m_ui->name->text().trimmed().isEmpty();
    m_save->setEnabled(!isBusy() && named && (m_new || m_binder.isDirty()));
    if (m_ui->uid->text() != m_existingUid) {
        m_existing->hide();
    }
}

void ApplicationDialog::save()
{
    m_ui->metadata->commit();
    const ApplicationIn in = value();
    QList<FieldError> wrong;
    const auto refuse = [&wrong](const QString &field, const QString &why) {
        wrong.append({{u"body"_s, field}, why, {}});
    };
    if (in.uid && !isUid(*in.uid)) {
        refuse(u"uid"_s, tr("Letters, digits, hyphen, underscore and dot only; at most 256."));
    }
    if (const QString why = m_ui->metadata->problem(); !why.isEmpty()) {
        refuse(u"metadata"_s, why);
    }
    if (!wrong.isEmpty()) {
        showFieldErrors(wrong);
        return;
    }
    clearMessage();
    setBusy(true);
    Q_EMIT saveRequested(in);
}

} // namespace svix
