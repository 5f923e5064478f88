// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"

#include <QKeySequence>

#include <memory>

namespace svix {

namespace Ui {
class ShortcutsDialog;
}

/// An action as the list of shortcuts shows it.
struct ShortcutEntry
{
    QString group; ///< the menu it stands in
    QString text;  ///< without mnemonic
    QList<QKeySequence> keys;
};

/// Every action and its shortcut, filtered while one types.
class ShortcutsDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ShortcutsDialog(QWidget *parent = nullptr);
    ~ShortcutsDialog() override;

    /// In the order given; entries without keys are left out.
    void setShortcuts(const QList<ShortcutEntry> &entries);

private:
    void filter(const QString &text);

    std::unique_ptr<Ui::ShortcutsDialog> m_ui;
};

} // namespace svix
