// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/eventtypedialog.h"

#include "dialogs/eventtypechoice.h"
#include "dialogs/eventtypeschemas.h"
#include "ui_eventtypedialog.h"
#include "widgets/forms/commaseparated.h"
#include "widgets/json/jsonedit.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

EventTypeDialog::EventTypeDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::EventTypeDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(640);
    setStretching(560);
    m_schemas = new EventTypeSchemas(m_ui->version, m_ui->schemas, this);
    m_existing = addLeadingButton(tr("Open e&xisting"), u"existingButton"_s);
    m_existing->hide();
    m_save = addButton({}, ButtonKind::Primary, u"saveButton"_s);
    setEnterButton(m_save);
    bindAll();
    connect(m_ui->addVersion, &QPushButton::clicked, m_schemas, &EventTypeSchemas::addVersion);
    connect(m_ui->format, &QPushButton::clicked, m_ui->schemas->formatAction(), &QAction::trigger);
    connect(m_ui->schemas, &JsonEdit::checked, this,
            [this](bool ok, const QString &message, int line, int column) {
                const bool empty = m_ui->schemas->json().trimmed().isEmpty();
                m_ui->schemasHint->setHint(
                    empty ? tr("No schema: this version is left out.")
                    : ok  ? QString()
                          : tr("Line %1, column %2: %3").arg(line).arg(column).arg(message),
                    empty ? Tone::Idle : Tone::Warn);
            });
    connect(m_existing, &QPushButton::clicked, this,
            [this] { Q_EMIT openExistingRequested(m_taken); });
    connect(m_save, &QPushButton::clicked, this, &EventTypeDialog::save);
    setCloud(false);
    setNew();
}

EventTypeDialog::~EventTypeDialog() = default;

void EventTypeDialog::bindAll()
{
    Ui::EventTypeDialog &ui = *m_ui;
    m_form.bind(ui.name, &EventTypeIn::name, u"name"_s);
    m_form.bind(ui.description, &EventTypeIn::description, u"description"_s);
    m_form.bind(ui.featureFlag, &EventTypeIn::featureFlag, u"featureFlag"_s);
    m_form.bind(ui.groupName, &EventTypeIn::groupName, u"groupName"_s);
    m_form.bind(ui.archived, &EventTypeIn::archived, u"archived"_s);
    m_form.bind(ui.deprecated, &EventTypeIn::deprecated, u"deprecated"_s);
    m_form.bindCustom(
        ui.featureFlags, u"featureFlags"_s, &QLineEdit::textChanged,
        [edit = ui.featureFlags](const EventTypeIn &from) {
            edit->setText(from.featureFlags.value_or(QStringList()).join(u", "));
        },
        [edit = ui.featureFlags] { return QVariant(commaSeparated(edit->text())); },
        [edit = ui.featureFlags](EventTypeIn &to) {
            const QStringList flags = commaSeparated(edit->text());
            // An empty set is refused; none at all means that everyone sees it.
            to.featureFlags = flags.isEmpty() ? std::nullopt : std::optional(flags);
            return true;
        });
    m_form.bindCustom(
        ui.schemas, u"schemas"_s, &QPlainTextEdit::textChanged,
        [this](const EventTypeIn &from) { m_schemas->setSchemas(from.schemas.text); },
        [this] { return QVariant(m_schemas->schemas()); },
        [this](EventTypeIn &to) {
            to.schemas.text = m_schemas->schemas();
            return true;
        });
    for (QWidget *field :
         {static_cast<QWidget *>(ui.name), static_cast<QWidget *>(ui.description),
          static_cast<QWidget *>(ui.featureFlag), static_cast<QWidget *>(ui.featureFlags),
          static_cast<QWidget *>(ui.groupName), static_cast<QWidget *>(ui.archived),
          static_cast<QWidget *>(ui.deprecated), static_cast<QWidget *>(ui.schemas)}) {
        fieldErrors().add(field->objectName(), field);
    }
    m_form.onChanged([this] { refreshButtons(); });
}

void EventTypeDialog::setCloud(bool cloud, const QString &whyNoGroup)
{
    m_ui->rows->setRowVisible(m_ui->featureFlag, !cloud);
    m_ui->rows->setRowVisible(m_ui->featureFlags, cloud);
    m_ui->groupName->setEnabled(cloud);
    m_ui->groupName->setPlaceholderText(cloud ? tr("may be empty") : whyNoGroup);
    m_ui->groupName->setToolTip(cloud ? QString() : whyNoGroup);
}

void EventTypeDialog::setNew(const EventTypeIn &content)
{
    m_isNew = true;
    setTitle(tr("New event type"));
    setIntro(tr("Endpoints choose the types that they want; each message is of one."));
    m_save->setText(tr("Crea&te event type"));
    m_ui->name->setReadOnly(false);
    m_form.load(content);
    refreshButtons();
}

void EventTypeDialog::setEventType(const EventTypeIn &content)
{
    m_isNew = false;
    setTitle(tr("Edit %1").arg(content.name));
    setIntro(tr("The name of an event type cannot be changed."));
    m_save->setText(tr("&Save event type"));
    m_ui->name->setReadOnly(true);
    m_form.load(content);
    m_ui->description->setFocus(Qt::OtherFocusReason);
    refreshButtons();
}

void EventTypeDialog::rebase(const EventTypeIn &now, const EventTypeIn &typed)
{
    m_form.load(now);
    m_form.type(typed);
}

EventTypeIn EventTypeDialog::content() const
{
    EventTypeIn in = m_form.value();
    if (m_isNew) {
        in.name = m_ui->name->text().trimmed();
    }
    return in;
}

bool EventTypeDialog::check()
{
    QList<FieldError> wrong;
    const auto refuse = [&wrong](const QString &field, const QString &words) {
        wrong.append({{u"body"_s, field}, words, {}});
    };
    const EventTypeIn in = content();
    if (m_isNew && in.name.isEmpty()) {
        refuse(u"name"_s, tr("Type a name, such as invoice.paid."));
    } else if (m_isNew && !isEventTypeName(in.name)) {
        refuse(u"name"_s, tr("Letters, digits, \"-\", \"_\" and \".\" only, at most 256."));
    }
    // Flags are made of the same letters as names.
    const QString notAFlag =
        tr("A flag has letters, digits, \"-\", \"_\" and \".\" only, at most 256.");
    if (in.featureFlag && !isEventTypeName(*in.featureFlag)) {
        refuse(u"featureFlag"_s, notAFlag);
    }
    const QStringList flags = in.featureFlags.value_or(QStringList());
    if (!std::all_of(flags.begin(), flags.end(), isEventTypeName)) {
        refuse(u"featureFlags"_s, notAFlag);
    }
    if (const auto fault = m_schemas->check()) {
        refuse(u"schemas"_s, tr("Version %1: %2").arg(m_schemas->shownVersion(), fault->text()));
    }
    if (!wrong.isEmpty()) {
        showFieldErrors(wrong);
        return false;
    }
    fieldErrors().clear();
    return true;
}

void EventTypeDialog::save()
{
    m_existing->hide();
    if (!check()) {
        return;
    }
    clearMessage();
    setBusy(true);
    Q_EMIT saveRequested(content());
}

void EventTypeDialog::showTaken(const QString &name)
{
    setBusy(false);
    m_taken = name;
    showFieldErrors({{{u"body"_s, u"name"_s}, tr("There is an event type of this name."), {}}},
                    tr("Not created: the server has %1 already.").arg(name));
    m_existing->show();
}

void EventTypeDialog::refreshButtons()
{
    const bool changed = m_isNew || m_form.isDirty();
    m_save->setEnabled(!isBusy() && changed);
    m_save->setToolTip(changed ? QString() : tr("Nothing was changed."));
    m_existing->setEnabled(!isBusy());
}

} // namespace svix
