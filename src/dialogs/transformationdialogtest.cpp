// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/transformationdialog.h"

#include "core/timeformat.h"
#include "ui_transformationdialog.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QCompleter>
#include <QKeyEvent>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

using namespace Qt::StringLiterals;

// The half of the dialog that tries the code: with what, where, and what came of it.

namespace svix {

namespace {

enum View { Changes, Output, Console };

} // namespace

void TransformationDialog::setUpTest()
{
    Ui::TransformationDialog &ui = *m_ui;
    for (QComboBox *box : {ui.eventType, ui.messageId}) {
        box->setInsertPolicy(QComboBox::NoInsert);
        box->setMinimumContentsLength(12);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->completer()->setCompletionMode(QCompleter::PopupCompletion);
        box->completer()->setFilterMode(Qt::MatchContains);
    }
    ui.messageId->lineEdit()->setPlaceholderText(tr("choose one, or paste an id"));
    ui.view->addSegment(tr("C&hanges"), Changes);
    ui.view->addSegment(tr("&Output"), Output);
    ui.view->addSegment(tr("Conso&le"), Console);
    ui.view->setAccessibleName(tr("What came out"));
    for (QPlainTextEdit *text :
         {static_cast<QPlainTextEdit *>(ui.output), static_cast<QPlainTextEdit *>(ui.console)}) {
        text->setFrameShape(QFrame::StyledPanel);
    }
    fieldErrors().add(u"eventType"_s, ui.eventType);
    fieldErrors().add(u"payload"_s, ui.payload);
    m_filling = true;
    ui.payload->setJson("{\n  \n}");
    m_filling = false;
    connect(ui.view, &SegmentedControl::currentChanged, ui.views, &QStackedWidget::setCurrentIndex);
    connect(ui.eventType, &QComboBox::currentTextChanged, this,
            &TransformationDialog::eventTypeEdited);
    connect(ui.messageId, &QComboBox::activated, this, &TransformationDialog::chooseMessage);
    connect(ui.messageId->lineEdit(), &QLineEdit::textEdited, this, [this](const QString &text) {
        // A pasted id is a choice, without a key to confirm it.
        static const QRegularExpression id(u"\\Amsg_[A-Za-z0-9]{27}\\z"_s);
        if (id.match(text.trimmed()).hasMatch()) {
            chooseMessage();
        }
    });
    connect(ui.payload, &JsonEdit::checked, this,
            [this](bool ok, const QString &message, int line, int column) {
                m_ui->payloadHint->setHint(
                    ok ? QString()
                       : tr("Line %1, column %2: %3").arg(line).arg(column).arg(message),
                    Tone::Warn);
            });
    connect(ui.payload, &JsonEdit::textChanged, this,
            [this] { m_ownPayload = m_ownPayload || !m_filling; });
    connect(ui.insertExample, &QPushButton::clicked, this, [this] {
        m_askedMessage.clear(); // it would take the place of the example
        m_ui->messageIdHint->setHint({});
        m_channels.reset();
        putPayload(m_example);
    });
    connect(ui.runButton, &QPushButton::clicked, this, [this] { run(RunPlace::Here); });
    connect(ui.runOnServerButton, &QPushButton::clicked, this, [this] { run(RunPlace::Server); });
}

void TransformationDialog::setServerRunReason(const QString &why)
{
    m_whyNotOnServer = why;
    refreshButtons();
}

void TransformationDialog::setEventTypes(const QList<EventTypeChoice> &types)
{
    m_types = withSchemasOf(m_types, types);
    QComboBox *box = m_ui->eventType;
    QString typed = box->currentText();
    {
        const QSignalBlocker quiet(box);
        box->clear();
        for (const EventTypeChoice &type : types) {
            box->addItem(type.name);
            if (typed.isEmpty() && type.subscribed && !type.archived) {
                typed = type.name;
            }
        }
        box->setEditText(typed);
    }
    eventTypeEdited();
}

void TransformationDialog::eventTypeEdited()
{
    const QString name = m_ui->eventType->currentText();
    const auto known = std::find_if(m_types.cbegin(), m_types.cend(),
                                    [&name](const EventTypeChoice &t) { return t.name == name; });
    m_example = known != m_types.cend() ? latestSchema(known->schemas).example : QByteArray();
    exampleKnown();
    if (known != m_types.cend() && known->schemas.isEmpty() && m_asked != name) {
        m_asked = name;
        Q_EMIT eventTypeChosen(name);
    }
}

void TransformationDialog::setSchemas(const QString &eventType, const QByteArray &schemas)
{
    for (EventTypeChoice &type : m_types) {
        if (type.name == eventType) {
            type.schemas = schemas;
        }
    }
    if (m_ui->eventType->currentText() == eventType) {
        m_example = latestSchema(schemas).example;
        exampleKnown();
    }
}

void TransformationDialog::exampleKnown()
{
    // Until the person has a payload of their own.
    if (!m_ownPayload && !m_example.isEmpty()) {
        putPayload(m_example);
    }
    refreshButtons();
}

void TransformationDialog::putPayload(const QByteArray &json)
{
    m_filling = true;
    // Through a cursor, so that undo brings back what was typed.
    QTextCursor cursor(m_ui->payload->document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(formatJson(json)));
    cursor.endEditBlock();
    m_filling = false;
}

void TransformationDialog::setMessages(const QList<MessageOut> &messages)
{
    QComboBox *box = m_ui->messageId;
    const QString typed = box->currentText();
    const QSignalBlocker quiet(box);
    box->clear();
    for (const MessageOut &message : messages) {
        // The time first and whole: it is what they are told apart by.
        QStringList parts{TimeFormat::local(message.timestamp.milliseconds()), message.eventType};
        if (message.eventId) {
            parts.append(*message.eventId);
        }
        parts.append(message.id);
        box->addItem(parts.join(u" · "_s), message.id);
    }
    if (messages.isEmpty()) {
        box->lineEdit()->setPlaceholderText(tr("none that it takes; paste an id"));
    }
    // The list under the field may be wider than it: an id that is cut tells nothing.
    const int whole = box->view()->sizeHintForColumn(0) + 2 * scaled(16);
    for (QAbstractItemView *list : {box->view(), box->completer()->popup()}) {
        list->setMinimumWidth(std::min(whole, scaled(640)));
    }
    box->setCurrentIndex(-1);
    box->setEditText(typed);
}

void TransformationDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool onButton =
        qobject_cast<QPushButton *>(focusWidget()) || qobject_cast<QToolButton *>(focusWidget());
    if (!enter || onButton || event->modifiers() & Qt::ControlModifier) {
        ConsoleDialog::keyPressEvent(event);
        return;
    }
    // What is tried here must not go live by a key that confirms a field everywhere else.
    event->accept();
    if (focusWidget() == m_ui->messageId && !event->isAutoRepeat()) {
        chooseMessage();
    }
}

void TransformationDialog::chooseMessage()
{
    const QString typed = m_ui->messageId->currentText().trimmed();
    const int row = m_ui->messageId->findText(typed);
    const QString id = row >= 0 ? m_ui->messageId->itemData(row).toString() : typed;
    if (!id.isEmpty()) {
        m_ui->messageIdHint->setHint(tr("Loading…"));
        m_askedMessage = id;
        m_ui->messageId->lineEdit()->setCursorPosition(0); // the time stands at its beginning
        Q_EMIT messageChosen(id);
    }
}

void TransformationDialog::showPastMessage(const QString &asked, const MessageOut &message)
{
    if (asked != m_askedMessage) {
        return;
    }
    m_askedMessage.clear();
    const bool gone = message.payload.isEmpty() || message.payload.text == R"({"expired":true})";
    m_ui->messageIdHint->setHint(gone ? tr("Its payload is no longer kept.") : QString(),
                                 Tone::Warn);
    if (gone) {
        return;
    }
    m_ownPayload = true;
    m_channels = message.channels;
    m_ui->eventType->setEditText(message.eventType);
    putPayload(message.payload.text);
}

void TransformationDialog::showNoMessage(const QString &asked, const QString &words)
{
    if (asked != m_askedMessage) {
        return;
    }
    m_askedMessage.clear();
    m_ui->messageIdHint->setHint(words, Tone::Bad);
}

void TransformationDialog::run(RunPlace place)
{
    if (m_running) {
        Q_EMIT stopRequested();
        return;
    }
    const QString eventType = m_ui->eventType->currentText().trimmed();
    const JsonFault fault = m_ui->payload->check();
    showFieldError(u"eventType"_s,
                   isEventTypeName(eventType) ? QString() : tr("This cannot be an event type."));
    showFieldError(u"payload"_s, fault.message);
    if (!isEventTypeName(eventType)) {
        m_ui->eventType->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (fault.isFault()) {
        m_ui->payload->goTo(fault.line, fault.column);
        return;
    }
    if (!checkVariables()) {
        return;
    }
    m_tried = m_ui->payload->json();
    m_ui->code->markLine(0);
    setRunning(true, place);
    Q_EMIT runRequested({m_ui->code->code(),
                         *TransformationTexts::variables(m_ui->variables->json()), eventType,
                         m_tried, m_channels},
                        place);
}

void TransformationDialog::setRunning(bool running, RunPlace place)
{
    m_running = running;
    m_place = place;
    refreshButtons();
}

void TransformationDialog::showOutcome(const ScriptOutcome &outcome, RunPlace place)
{
    setRunning(false, place);
    const auto words = TransformationTexts::outcome(outcome, place, m_url);
    m_ui->result->setTone(words.tone);
    m_ui->result->setText(visibleText(words.text, LineBreaks::Keep), words.lead);
    m_ui->result->show();
    if (isVisible()) {
        QAccessibleEvent said(m_ui->result, QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
    }
    if (outcome.kind == ScriptOutcome::Kind::CodeError) {
        m_ui->code->markLine(outcome.line);
    }
    if (outcome.done()) {
        m_ui->changes->setTexts(m_tried, outcome.payload);
        m_ui->output->setBytes(TransformationTexts::output(outcome), true);
    } else {
        m_ui->changes->setTexts({}, {});
        m_ui->output->setBytes({}, false);
    }
    m_ui->console->setBytes(TransformationTexts::console(outcome), false);
    const int lines = int(outcome.console.size());
    m_ui->view->setSegmentText(Console,
                               lines == 0 ? tr("Conso&le") : tr("Conso&le (%1)").arg(lines));
    if (!outcome.done() && lines > 0) {
        m_ui->view->setCurrentId(Console);
    }
}

void TransformationDialog::showRunRefused(const QString &words)
{
    ScriptOutcome outcome;
    outcome.kind = ScriptOutcome::Kind::CodeError;
    outcome.message = words;
    showOutcome(outcome, RunPlace::Server);
}

} // namespace svix
