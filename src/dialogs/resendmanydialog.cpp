// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/resendmanydialog.h"

#include "ui_resendmanydialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

ResendManyDialog::ResendManyDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ResendManyDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(520);
    setIntro(tr("Each goes out again with the same id, whatever the endpoint's filters say."));
    m_resend = addButton({}, ButtonKind::Primary, u"resendButton"_s);
    setEnterButton(m_resend);
    for (QRadioButton *button : {m_ui->failed, m_ui->notArrived, m_ui->all}) {
        connect(button, &QRadioButton::toggled, this, &ResendManyDialog::refreshButtons);
    }
    connect(m_resend, &QPushButton::clicked, this, [this] {
        setBusy(true);
        Q_EMIT resendRequested(scope());
    });
    setCounts(0, {});
}

ResendManyDialog::~ResendManyDialog() = default;

void ResendManyDialog::setCounts(int messages, const DeliveryCounts &counts)
{
    m_counts = counts;
    const int notArrived = counts.failed + counts.retrying;
    setTitle(tr("Resend %n message(s)", nullptr, messages));
    Ui::ResendManyDialog &ui = *m_ui;
    ui.failed->setText(tr("Where they &failed: %n deliver(y|ies)", nullptr, counts.failed));
    ui.notArrived->setText(
        tr("Where they failed or are &still retried: %n deliver(y|ies)", nullptr, notArrived));
    ui.all->setText(tr("&All endpoints: %n deliver(y|ies)", nullptr, counts.all));
    ui.failed->setEnabled(counts.failed > 0);
    ui.notArrived->setEnabled(notArrived > 0);
    ui.all->setEnabled(counts.all > 0);
    ui.notArrived->setChecked(notArrived > 0);
    if (notArrived > 0) {
        ui.notArrived->setFocus(); // the ring where the choice is
    }
    if (counts.all > 0 && notArrived == 0) {
        showMessage(Tone::Info, tr("Each has arrived everywhere."));
    }
    refreshButtons();
}

void ResendManyDialog::setNote(const QString &note)
{
    if (!note.isEmpty()) {
        showMessage(Tone::Warn, note);
    }
}

ResendManyDialog::Scope ResendManyDialog::scope() const
{
    return m_ui->all->isChecked()      ? Scope::All
           : m_ui->failed->isChecked() ? Scope::Failed
                                       : Scope::NotArrived;
}

int ResendManyDialog::count() const
{
    return m_ui->all->isChecked()          ? m_counts.all
           : m_ui->failed->isChecked()     ? m_counts.failed
           : m_ui->notArrived->isChecked() ? m_counts.failed + m_counts.retrying
                                           : 0;
}

void ResendManyDialog::refreshButtons()
{
    const int chosen = count();
    m_resend->setText(chosen == 0 ? tr("&Resend") : tr("&Resend %1").arg(chosen));
    m_resend->setEnabled(chosen > 0 && !isBusy());
}

} // namespace svix
