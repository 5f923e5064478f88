// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/shortcutsdialog.h"

#include "dialogs/listrows.h"
#include "ui_shortcutsdialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

ShortcutsDialog::ShortcutsDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(520);
    setStretching(520);
    setTitle(tr("Shortcuts"));
    m_ui->filter->setPlaceholder(tr("Filter by name or key"));
    QTreeWidget *list = m_ui->shortcuts;
    ListRows::setUp(list, {tr("Action"), tr("Menu"), tr("Keys")});
    connect(m_ui->filter, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_ui->filter, &SearchField::downPressed, list, qOverload<>(&QWidget::setFocus));
    cancelButton()->setText(tr("Close"));
    setEnterButton(cancelButton());
}

ShortcutsDialog::~ShortcutsDialog() = default;

void ShortcutsDialog::setShortcuts(const QList<ShortcutEntry> &entries)
{
    m_ui->shortcuts->clear();
    for (const ShortcutEntry &entry : entries) {
        if (entry.keys.isEmpty()) {
            continue;
        }
        QStringList keys;
        for (const QKeySequence &key : entry.keys) {
            keys += key.toString(QKeySequence::NativeText);
        }
        new QTreeWidgetItem(m_ui->shortcuts, {entry.text, entry.group, keys.join(u"   "_s)});
    }
    m_ui->shortcuts->setCurrentItem(m_ui->shortcuts->topLevelItem(0));
}

void ShortcutsDialog::filter(const QString &text)
{
    QTreeWidgetItem *first = nullptr;
    for (int i = 0; i < m_ui->shortcuts->topLevelItemCount(); ++i) {
        QTreeWidgetItem *row = m_ui->shortcuts->topLevelItem(i);
        bool fits = false;
        for (int column = 0; column < 3; ++column) {
            fits |= row->text(column).contains(text.trimmed(), Qt::CaseInsensitive);
        }
        row->setHidden(!fits);
        first = fits && !first ? row : first;
    }
    m_ui->shortcuts->setCurrentItem(first);
}

} // namespace svix
