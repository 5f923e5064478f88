// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/deletedcopies.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class DeletedCopiesDialog;
}

/// The copies that were kept of deleted objects; the chosen one as JSON. Every button only asks.
class DeletedCopiesDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit DeletedCopiesDialog(QWidget *parent = nullptr);
    ~DeletedCopiesDialog() override;

    /// The chosen one stays chosen when it is still there.
    void setCopies(const QList<DeletedCopy> &copies);
    void setJson(const QByteArray &json);
    /// Empty when none is chosen.
    QString currentId() const;

Q_SIGNALS:
    /// Another one was chosen: its JSON is wanted.
    void chosen(const QString &id);
    void removeRequested(const QString &id);

protected:
    void refreshButtons() override;

private:
    std::unique_ptr<Ui::DeletedCopiesDialog> m_ui;
    QPushButton *m_copy;
    QPushButton *m_remove;
};

} // namespace svix
