// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/composerdialog.h"

#include "ui_composerdialog.h"
#include "widgets/forms/commaseparated.h"
#include "widgets/json/jsonedit.h"
#include "widgets/style/theme.h"
#include "widgets/tintbox.h"

#include <QCompleter>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace svix {

MessageIn toMessageIn(const DraftContent &draft)
{
    MessageIn in;
    in.eventType = draft.eventType;
    in.payload.text = draft.payload;
    if (!draft.eventId.isEmpty()) {
        in.eventId = draft.eventId;
    }
    if (!draft.channels.isEmpty()) {
        in.channels = draft.channels;
    }
    in.payloadRetentionPeriod = draft.retentionDays;
    if (!draft.tags.isEmpty()) {
        in.tags = draft.tags;
    }
    return in;
}

ComposerDialog::ComposerDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ComposerDialog>())
    , m_schemaCheck(new SchemaCheck(this))
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(880);
    setStretching(620);
    m_schemaCheck->setObjectName(u"schemaCheck"_s);
    m_schemaButton = addLeadingButton(tr("Hide sc&hema"), u"schemaButton"_s);
    m_discard = addLeadingButton(tr("Discard d&raft"), u"discardButton"_s);
    m_discard->hide();
    connect(m_discard, &QPushButton::clicked, this, &ComposerDialog::discardRequested);
    m_send = addButton(tr("&Send message"), ButtonKind::Primary, u"sendButton"_s);
    setEnterButton(m_send);
    setTitle(tr("New message"));
    // On a small screen the message comes first.
    m_schemaHidden = screen()->availableSize().width() < scaled(720);
    setUpFields();
    setLimits({});
    m_ui->payload->setJson("{\n  \n}");
    eventTypeEdited();
}

ComposerDialog::~ComposerDialog() = default;

void ComposerDialog::setUpFields()
{
    Ui::ComposerDialog &ui = *m_ui;
    ui.eventType->setInsertPolicy(QComboBox::NoInsert);
    ui.eventType->setMinimumContentsLength(12);
    ui.eventType->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    ui.eventType->completer()->setCompletionMode(QCompleter::PopupCompletion);
    ui.eventType->completer()->setFilterMode(Qt::MatchContains);
    ui.eventType->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    fieldErrors().add(u"eventType"_s, ui.eventType);
    fieldErrors().add(u"payload"_s, ui.payload);
    fieldErrors().add(u"eventId"_s, ui.eventId);
    // svix-server speaks of an event id as "uid".
    fieldErrors().add(u"uid"_s, ui.eventId);
    fieldErrors().add(u"channels"_s, ui.channels);
    fieldErrors().add(u"payloadRetentionPeriod"_s, ui.retention);
    fieldErrors().add(u"tags"_s, ui.tags);
    connect(ui.eventType, &QComboBox::currentTextChanged, this, &ComposerDialog::eventTypeEdited);
    connect(ui.payload, &JsonEdit::checked, this, &ComposerDialog::payloadChecked);
    connect(ui.payload, &QPlainTextEdit::textChanged, this, &ComposerDialog::edited);
    connect(m_schemaCheck, &SchemaCheck::finished, this, &ComposerDialog::schemaChecked);
    for (QLineEdit *edit : {ui.eventId, ui.channels, ui.tags}) {
        connect(edit, &QLineEdit::textChanged, this, &ComposerDialog::edited);
    }
    connect(ui.retention, &QSpinBox::valueChanged, this, &ComposerDialog::edited);
    connect(ui.insertExample, &QPushButton::clicked, this, &ComposerDialog::insertExample);
    connect(ui.format, &QPushButton::clicked, ui.payload->formatAction(), &QAction::trigger);
    connect(m_schemaButton, &QPushButton::clicked, this, [this] {
        m_schemaHidden = !m_schemaHidden;
        showSchema();
    });
    connect(m_send, &QPushButton::clicked, this, &ComposerDialog::send);
}

void ComposerDialog::setApplication(const QString &name)
{
    setTitle(tr("New message to %1").arg(name));
    setIntro(tr("It goes to every endpoint of %1 that takes this event type.").arg(name));
}

void ComposerDialog::setLimits(const ComposerLimits &limits)
{
    m_limits = limits;
    Ui::ComposerDialog &ui = *m_ui;
    // The value below the lowest stands for "nothing said".
    ui.retention->setRange(limits.minRetentionDays - 1, limits.maxRetentionDays);
    ui.retention->setSpecialValueText(tr("default time"));
    ui.retention->setValue(ui.retention->minimum());
    ui.tags->setEnabled(limits.tags);
    ui.tags->setPlaceholderText(limits.tags ? tr("comma separated") : limits.whyNoTags);
    ui.tags->setToolTip(limits.tags ? QString() : limits.whyNoTags);
}

void ComposerDialog::setEventTypes(const QList<EventTypeChoice> &types)
{
    m_types = withSchemasOf(m_types, types);
    const QString typed = m_ui->eventType->currentText();
    {
        const QSignalBlocker quiet(m_ui->eventType);
        m_ui->eventType->clear();
        for (const EventTypeChoice &type : types) {
            if (!type.archived) {
                m_ui->eventType->addItem(type.name);
            }
        }
        m_ui->eventType->setCurrentIndex(-1);
        m_ui->eventType->setEditText(typed);
    }
    eventTypeEdited();
}

const EventTypeChoice *ComposerDialog::choice() const
{
    const QString name = m_ui->eventType->currentText();
    const auto at = std::find_if(m_types.cbegin(), m_types.cend(),
                                 [&name](const EventTypeChoice &t) { return t.name == name; });
    return at == m_types.cend() ? nullptr : &*at;
}

void ComposerDialog::eventTypeEdited()
{
    const QString name = m_ui->eventType->currentText();
    const EventTypeChoice *known = choice();
    FieldHint *hint = m_ui->eventTypeHint;
    if (name.isEmpty()) {
        hint->setHint({});
    } else if (!known) {
        hint->setHint(m_types.isEmpty()
                          ? QString()
                          : tr("Not an event type of this server. Only endpoints that take every "
                               "type will get it."),
                      Tone::Info);
    } else if (known->archived) {
        hint->setHint(tr("This event type is archived."), Tone::Warn);
    } else if (known->deprecated) {
        hint->setHint(tr("This event type is deprecated."), Tone::Warn);
    } else {
        hint->setHint(known->description);
    }
    m_schema = known ? latestSchema(known->schemas) : SchemaExample{};
    showSchema();
    if (known && known->schemas.isEmpty() && m_asked != name) {
        m_asked = name;
        Q_EMIT eventTypeChosen(name);
    }
    edited();
}

void ComposerDialog::setSchemas(const QString &eventType, const QByteArray &schemas)
{
    for (EventTypeChoice &type : m_types) {
        if (type.name == eventType) {
            type.schemas = schemas;
        }
    }
    if (m_ui->eventType->currentText() == eventType) {
        m_schema = latestSchema(schemas);
        showSchema();
    }
}

void ComposerDialog::showSchema()
{
    Ui::ComposerDialog &ui = *m_ui;
    const bool any = !m_schema.schema.isEmpty();
    ui.schemaPane->setVisible(any && !m_schemaHidden);
    if (any) {
        ui.schemaTitle->setText(tr("Schema, version %1").arg(m_schema.version));
        ui.schema->setJson(m_schema.schema);
    }
    checkSchema();
    ui.insertExample->setEnabled(!m_schema.example.isEmpty());
    ui.insertExample->setToolTip(m_schema.example.isEmpty() ? tr("This event type has no example.")
                                                            : QString());
    refreshButtons();
}

void ComposerDialog::insertExample()
{
    // Through a cursor, so that undo brings back what was typed.
    QTextCursor cursor(m_ui->payload->document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(formatJson(m_schema.example)));
    cursor.endEditBlock();
    m_ui->payload->setFocus(Qt::OtherFocusReason);
}

void ComposerDialog::payloadChecked(bool ok, const QString &message, int line, int column)
{
    m_ui->payloadHint->setHint(ok ? QString()
                                  : tr("Line %1, column %2: %3").arg(line).arg(column).arg(message),
                               Tone::Warn);
    checkSchema();
}

void ComposerDialog::setDraft(const DraftContent &draft)
{
    Ui::ComposerDialog &ui = *m_ui;
    m_filling = true;
    m_source = draft.sourceMessage;
    ui.eventType->setCurrentText(draft.eventType);
    ui.eventType->setEditText(draft.eventType);
    if (!draft.payload.isEmpty()) {
        ui.payload->setJson(draft.payload);
    }
    ui.eventId->setText(draft.eventId);
    ui.channels->setText(draft.channels.join(u", "));
    ui.retention->setValue(draft.retentionDays.value_or(ui.retention->minimum()));
    ui.tags->setText(draft.tags.join(u", "));
    m_filling = false;
    m_unknown.reset();
    m_discard->hide();
    clearMessage();
    eventTypeEdited();
}

DraftContent ComposerDialog::draft() const
{
    const Ui::ComposerDialog &ui = *m_ui;
    DraftContent draft;
    draft.sourceMessage = m_source;
    draft.eventType = ui.eventType->currentText().trimmed();
    draft.payload = ui.payload->json();
    draft.eventId = ui.eventId->text().trimmed();
    draft.channels = commaSeparated(ui.channels->text());
    if (ui.retention->value() > ui.retention->minimum()) {
        draft.retentionDays = ui.retention->value();
    }
    if (m_limits.tags) {
        draft.tags = commaSeparated(ui.tags->text());
    }
    return draft;
}

} // namespace svix
