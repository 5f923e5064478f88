// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"

#include "core/profile.h"
#include "ui_confirmdialog.h"
#include "widgets/visibletext.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

ConfirmDialog::ConfirmDialog(const ConfirmationRequest &request, QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ConfirmDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setTitle(request.title);
    if (!request.connection.isEmpty()) {
        setConnection(request.connection, request.connectionClass);
    }
    m_ui->consequences->setTone(request.destructive ? Tone::Bad : Tone::Warn);
    m_ui->consequences->setText(visibleText(request.consequence, LineBreaks::Keep));
    m_ui->consequences->setVisible(!request.consequence.isEmpty());
    m_verb = addButton(request.verb, request.destructive ? ButtonKind::Danger : ButtonKind::Normal,
                       u"verbButton"_s);
    setKind(cancelButton(), ButtonKind::Primary);
    setEnterButton(cancelButton());
    if (request.mustType) {
        // Nothing better to type than where it happens.
        m_typedName = request.typedName.isEmpty() ? request.connection : request.typedName;
    }
    showTypedName();
    connect(m_verb, &QPushButton::clicked, this, [this] {
        answer(true);
        accept();
    });
    connect(this, &QDialog::finished, this, [this] { answer(false); });
}

ConfirmDialog::~ConfirmDialog()
{
    answer(false);
}

void ConfirmDialog::showTypedName()
{
    Ui::ConfirmDialog &ui = *m_ui;
    const bool asked = !m_typedName.isEmpty();
    ui.typed->setVisible(asked);
    if (!asked) {
        cancelButton()->setFocus();
        return;
    }
    const QString shown = visibleText(m_typedName);
    // A long name gets a line of its own, so that the field keeps its width.
    const bool isLong = shown.size() > 24;
    ui.nameLine->setVisible(isLong);
    ui.nameLine->setText(breakable(tr("Type %1").arg(shown)));
    ui.nameLabel->setTextFormat(Qt::RichText);
    ui.nameLabel->setText(isLong ? tr("Name")
                                 : tr("Type %1").arg(u"<b>"_s + shown.toHtmlEscaped() + u"</b>"_s));
    ui.nameLabel->setAccessibleName(tr("Type %1").arg(shown));
    ui.name->setAccessibleName(tr("Type %1").arg(shown));
    ui.nameHint->setHint(tr("Exactly as written here, to be sure."));
    connect(ui.name, &QLineEdit::textChanged, this, &ConfirmDialog::refreshButtons);
    ui.name->setFocus();
    refreshButtons();
}

void ConfirmDialog::refreshButtons()
{
    // As it is shown: what cannot be seen in a name cannot be typed either.
    m_verb->setEnabled(m_typedName.isEmpty() || visibleText(m_ui->name->text()).trimmed() ==
                                                    visibleText(m_typedName).trimmed());
}

void ConfirmDialog::answer(bool confirmed)
{
    if (!m_answered) {
        m_answered = true;
        Q_EMIT answered(confirmed);
    }
}

} // namespace svix
