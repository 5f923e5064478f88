// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/detailsdialog.h"

#include "ui_detailsdialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

DetailsDialog::DetailsDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::DetailsDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(640);
    setStretching(420);
    QPushButton *copy = addLeadingButton(tr("&Copy"), u"copyButton"_s);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->text->toPlainText()); });
    cancelButton()->setText(tr("Close"));
    setEnterButton(cancelButton());
}

DetailsDialog::~DetailsDialog() = default;

void DetailsDialog::setDetails(const QString &title, const QString &text)
{
    setTitle(title);
    m_ui->text->setAccessibleName(title);
    m_ui->text->setPlainText(text);
}

QString DetailsDialog::text() const
{
    return m_ui->text->toPlainText();
}

} // namespace svix
