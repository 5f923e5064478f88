// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/applicationdialog.h"

#include "core/ids.h"
#include "ui_applicationdialog.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int mostThrottle = 65535;
// Of svix-server, counted over the compact JSON; Svix cloud states none.
constexpr qsizetype mostMetadata = 4096;

qsizetype sizeOf(const Metadata &metadata)
{
    QJsonObject object;
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it) {
        object.insert(it.key(), it.value());
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).size();
}

} // namespace

ApplicationDialog::ApplicationDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ApplicationDialog>())
{
    Ui::ApplicationDialog &ui = *m_ui;
    ui.setupUi(form());
    adoptForm();
    setTitle(tr("New application"));
    setIntro(tr("An application is one receiver of webhooks, such as a customer."));
    ui.throttleRate->setRange(0, mostThrottle);
    ui.throttleRate->setSpecialValueText(tr("no limit"));
    m_existing = addLeadingButton(tr("&Open the existing one"), u"existingButton"_s);
    m_existing->hide();
    m_save = addButton(tr("&Create application"), ButtonKind::Primary, u"saveButton"_s);
    setEnterButton(m_save);
    fieldErrors().add(u"name"_s, ui.name);
    fieldErrors().add(u"uid"_s, ui.uid);
    fieldErrors().add(u"throttleRate"_s, ui.throttleRate);
    fieldErrors().add(u"metadata"_s, ui.metadata);
    connect(ui.name, &QLineEdit::textChanged, this, &ApplicationDialog::refreshButtons);
    connect(ui.uid, &QLineEdit::textChanged, this, [this] {
        m_existing->hide(); // it was about another uid
        refreshButtons();
    });
    connect(ui.throttleRate, &QSpinBox::valueChanged, this, &ApplicationDialog::refreshButtons);
    connect(ui.metadata, &KeyValueEdit::changed, this, [this] {
        fieldErrors().setError(u"metadata"_s, {});
        refreshButtons();
    });
    connect(m_save, &QPushButton::clicked, this, &ApplicationDialog::save);
    connect(m_existing, &QPushButton::clicked, this, [this] { Q_EMIT existingRequested(m_taken); });
    refreshButtons();
}

ApplicationDialog::~ApplicationDialog() = default;

void ApplicationDialog::setApplication(const ApplicationOut &application)
{
    Ui::ApplicationDialog &ui = *m_ui;
    m_before = inputOf(application);
    setTitle(tr("Edit application %1").arg(application.name));
    setIntro({});
    m_save->setText(tr("&Save application"));
    ui.name->setText(application.name);
    ui.uid->setText(application.uid.value_or(QString()));
    ui.throttleRate->setValue(application.throttleRate.value_or(0));
    ui.metadata->setValues(application.metadata);
    refreshButtons();
}

ApplicationIn ApplicationDialog::application() const
{
    const Ui::ApplicationDialog &ui = *m_ui;
    ApplicationIn application = m_before.value_or(ApplicationIn());
    application.name = ui.name->text();
    const QString uid = ui.uid->text().trimmed();
    application.uid = uid.isEmpty() ? std::nullopt : std::optional(uid);
    const int rate = ui.throttleRate->value();
    application.throttleRate = rate == 0 ? std::nullopt : std::optional(rate);
    application.metadata = ui.metadata->values();
    return application;
}

void ApplicationDialog::showTaken(const QString &uid)
{
    m_taken = uid;
    setBusy(false);
    showFieldError(u"uid"_s, tr("There is an application with this uid."));
    m_existing->setVisible(!m_before);
}

void ApplicationDialog::refreshButtons()
{
    const ApplicationIn now = application();
    bool changed = true;
    if (m_before) {
        const ApplicationPatch patch = patchOf(*m_before, now);
        changed = !patch.name.isAbsent() || !patch.uid.isAbsent() ||
                  !patch.throttleRate.isAbsent() || !patch.metadata.isAbsent();
    }
    m_save->setEnabled(!isBusy() && !now.name.trimmed().isEmpty() && changed);
}

bool ApplicationDialog::check()
{
    QList<FieldError> wrong;
    const auto refuse = [&wrong](const QString &field, const QString &words) {
        wrong.append({{u"body"_s, field}, words, {}});
    };
    const ApplicationIn now = application();
    static const QRegularExpression allowed(u"^[a-zA-Z0-9\\-_.]{1,256}$"_s);
    if (now.uid && !allowed.match(*now.uid).hasMatch()) {
        refuse(u"uid"_s, tr("Letters, digits, \"-\", \"_\" and \".\" only, at most 256."));
    } else if (now.uid && now.uid->startsWith(u"app_"_s)) {
        refuse(u"uid"_s, tr("A uid cannot begin with \"app_\": ids do."));
    } else if (now.uid && !isSafePathId(*now.uid)) {
        refuse(u"uid"_s, tr("This cannot be a uid: it has a meaning in addresses."));
    }
    if (const QString problem = m_ui->metadata->problem(); !problem.isEmpty()) {
        refuse(u"metadata"_s, problem);
    } else if (const qsizetype size = sizeOf(now.metadata); size > mostMetadata) {
        refuse(u"metadata"_s,
               tr("The metadata is %L1 bytes long; %L2 are allowed.").arg(size).arg(mostMetadata));
    }
    if (!wrong.isEmpty()) {
        showFieldErrors(wrong);
    }
    return wrong.isEmpty();
}

void ApplicationDialog::save()
{
    fieldErrors().clear();
    if (check()) {
        Q_EMIT saveRequested(application());
    }
}

ApplicationPatch patchOf(const ApplicationIn &before, const ApplicationIn &wanted)
{
    ApplicationPatch patch;
    if (wanted.name != before.name) {
        patch.name = wanted.name;
    }
    if (wanted.uid != before.uid) {
        patch.uid = Patchable<QString>::fromOptional(wanted.uid);
    }
    if (wanted.throttleRate != before.throttleRate) {
        patch.throttleRate = Patchable<int>::fromOptional(wanted.throttleRate);
    }
    if (wanted.metadata != before.metadata) {
        patch.metadata = wanted.metadata;
    }
    return patch;
}

ApplicationIn inputOf(const ApplicationOut &application)
{
    return {application.name, application.uid, application.throttleRate, application.metadata};
}

} // namespace svix
