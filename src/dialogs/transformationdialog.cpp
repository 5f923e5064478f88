// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/transformationdialog.h"

#include "ui_transformationdialog.h"
#include "widgets/style/theme.h"

#include <QPushButton>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// As Svix counts.
constexpr qsizetype shortest = 10;
constexpr qsizetype longest = 51200;

const QString firstCode = u"function handler(webhook) {\n"
                          "  // webhook: method, url, eventType, payload, headers, cancel, env\n"
                          "  return webhook;\n"
                          "}\n"_s;

} // namespace

TransformationDialog::TransformationDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::TransformationDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(940);
    setStretching(700);
    m_discard = addLeadingButton(tr("&Discard changes"), u"discardButton"_s);
    setKind(m_discard, ButtonKind::Danger);
    m_discard->hide();
    m_save = addButton(tr("&Save transformation"), ButtonKind::Primary, u"saveButton"_s);
    setEnterButton(m_save);
    setIntro(tr("JavaScript that may change each message to this endpoint, send it elsewhere or "
                "call it off. Trying it sends and saves nothing."));
    setUpCode();
    setUpTest();
    setEndpoint({});
    setTransformation({});
    arrange();
}

TransformationDialog::~TransformationDialog() = default;

void TransformationDialog::setUpCode()
{
    m_ui->codeHint->setHint(tr("Tab indents; Ctrl+Tab or F6 leaves the editor."));
    m_ui->code->setAccessibleDescription(m_ui->codeHint->text());
    fieldErrors().add(u"enabled"_s, m_ui->enabled);
    fieldErrors().add(u"code"_s, m_ui->code);
    fieldErrors().add(u"variables"_s, m_ui->variables);
    connect(m_ui->enabled, &QCheckBox::toggled, this, &TransformationDialog::edited);
    connect(m_ui->code, &CodeEdit::textChanged, this, &TransformationDialog::edited);
    connect(m_ui->variables, &JsonEdit::textChanged, this, &TransformationDialog::edited);
    connect(m_ui->variables, &JsonEdit::checked, this, [this](bool ok, const QString &message) {
        m_ui->variablesHint->setHint(ok ? QString() : message, Tone::Warn);
    });
    connect(m_save, &QPushButton::clicked, this, &TransformationDialog::save);
    connect(m_discard, &QPushButton::clicked, this, [this] { ConsoleDialog::reject(); });
}

void TransformationDialog::arrange()
{
    // On a small screen, or with large letters, one below the other.
    const bool wide = screen()->availableSize().width() >= scaled(960);
    m_ui->columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // Of equal width, but never of equal height: each as high as it needs.
    m_ui->columns->setStretch(0, wide ? 1 : 0);
    m_ui->columns->setStretch(1, wide ? 1 : 0);
    m_ui->columns->setSpacing(scaled(16));
    m_ui->variables->setMinimumHeight(scaled(56));
    m_ui->payload->setMinimumHeight(scaled(84));
    m_ui->views->setMinimumHeight(scaled(84));
}

void TransformationDialog::changeEvent(QEvent *event)
{
    ConsoleDialog::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange) {
        arrange();
    }
}

void TransformationDialog::setEndpoint(const QString &url)
{
    m_url = url;
    setTitle(url.isEmpty() ? tr("Transformation") : tr("Transformation of %1").arg(url));
}

void TransformationDialog::setTransformation(const EndpointTransformationOut &now)
{
    m_filling = true;
    m_was = now;
    m_shownCode = now.code.value_or(firstCode);
    m_ui->code->setCode(m_shownCode);
    m_ui->enabled->setChecked(now.enabled);
    m_ui->variables->setJson(
        TransformationTexts::json(now.variables.value_or(QMap<QString, QString>())));
    m_filling = false;
    if (isVisible()) {
        m_ui->enabled->setFocus(Qt::OtherFocusReason); // what is read comes after the dialog
    }
    if (!m_ui->code->isWhole()) {
        m_ui->codeHint->setHint(
            tr("This code holds characters that an editor cannot show. It stays as it is."),
            Tone::Warn);
    }
    refreshButtons();
}

void TransformationDialog::setSaveReason(const QString &why)
{
    m_whyNotSaved = why;
    refreshButtons();
}

EndpointTransformationPatch TransformationDialog::patch() const
{
    EndpointTransformationPatch patch;
    const QString code = m_ui->code->code();
    const bool blank = code.trimmed().isEmpty();
    // What is offered where the server has no code becomes code by switching it on.
    const bool first = !m_was.code && !blank && m_ui->enabled->isChecked();
    if (m_ui->code->isWhole() && (code != m_shownCode || first)) {
        if (!blank) {
            patch.code = code;
        } else if (m_was.code) {
            patch.code.setNull();
        }
    }
    if (m_ui->enabled->isChecked() != m_was.enabled) {
        patch.enabled = m_ui->enabled->isChecked();
    }
    const auto variables = TransformationTexts::variables(m_ui->variables->json());
    if (variables && *variables != m_was.variables.value_or(QMap<QString, QString>())) {
        patch.variables = *variables;
    }
    return patch;
}

bool TransformationDialog::isChanged() const
{
    const auto variables = TransformationTexts::variables(m_ui->variables->json());
    return m_ui->code->code() != m_shownCode || m_ui->enabled->isChecked() != m_was.enabled ||
           variables != m_was.variables.value_or(QMap<QString, QString>());
}

bool TransformationDialog::checkCode()
{
    const QString code = m_ui->code->code();
    const qsizetype length = code.toUcs4().size();
    QString wrong;
    if (!code.trimmed().isEmpty() && length < shortest) {
        wrong = tr("The code needs at least %n character(s).", nullptr, int(shortest));
    } else if (length > longest) {
        wrong = tr("The code is %1 characters long; at most %2 are taken.")
                    .arg(QLocale().toString(length), QLocale().toString(longest));
    }
    showFieldError(u"code"_s, wrong);
    if (!wrong.isEmpty()) {
        m_ui->code->setFocus(Qt::OtherFocusReason);
    }
    return wrong.isEmpty();
}

bool TransformationDialog::checkVariables()
{
    const bool ok = TransformationTexts::variables(m_ui->variables->json()).has_value();
    showFieldError(u"variables"_s,
                   ok ? QString() : tr("This has to be an object with texts as values."));
    if (!ok) {
        m_ui->variables->setFocus(Qt::OtherFocusReason);
    }
    return ok;
}

void TransformationDialog::save()
{
    if (!checkCode() || !checkVariables()) {
        return;
    }
    setAsking(false);
    clearMessage();
    setBusy(true);
    Q_EMIT saveRequested(patch());
}

void TransformationDialog::edited()
{
    if (m_filling) {
        return;
    }
    setAsking(false);
    refreshButtons();
}

void TransformationDialog::setAsking(bool asking)
{
    if (asking == m_asking) {
        return;
    }
    m_asking = asking;
    m_discard->setVisible(asking);
    cancelButton()->setText(asking ? tr("&Keep editing") : tr("Cancel"));
    if (asking) {
        showMessage(Tone::Warn, tr("Discard them, or keep editing?"),
                    tr("Your changes are not saved."));
        cancelButton()->setFocus(Qt::OtherFocusReason);
    } else {
        clearMessage();
    }
}

void TransformationDialog::reject()
{
    if (isBusy() || (!m_asking && !isChanged())) {
        ConsoleDialog::reject();
        return;
    }
    // Esc takes the question away again: to lose what was typed needs the button.
    const bool asked = m_asking;
    setAsking(!asked);
    if (asked) {
        m_ui->code->setFocus(Qt::OtherFocusReason);
    }
}

void TransformationDialog::refreshButtons()
{
    m_save->setEnabled(!isBusy() && m_whyNotSaved.isEmpty() && isChanged());
    m_save->setToolTip(!m_whyNotSaved.isEmpty() ? m_whyNotSaved
                       : isChanged()            ? QString()
                                                : tr("Nothing was changed."));
    m_ui->runButton->setText(m_running && m_place == RunPlace::Here ? tr("Stop") : tr("&Run here"));
    m_ui->runButton->setEnabled(!m_running || m_place == RunPlace::Here);
    const bool onServer = m_running && m_place == RunPlace::Server;
    m_ui->runOnServerButton->setText(onServer ? tr("Stop") : tr("R&un on the server"));
    m_ui->runOnServerButton->setEnabled(onServer || (!m_running && m_whyNotOnServer.isEmpty()));
    m_ui->runOnServerButton->setToolTip(m_whyNotOnServer);
    m_ui->insertExample->setEnabled(!m_example.isEmpty());
    m_ui->insertExample->setToolTip(m_example.isEmpty() ? tr("This event type has no example.")
                                                        : QString());
}

} // namespace svix
