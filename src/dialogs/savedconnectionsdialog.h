// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile.h"
#include "dialogs/consoledialog.h"

#include <QHash>

#include <memory>

namespace svix {

namespace Ui {
class SavedConnectionsDialog;
}

/// The list of saved connections; every button only asks. Exports and imports never hold a token.
class SavedConnectionsDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit SavedConnectionsDialog(QWidget *parent = nullptr);
    ~SavedConnectionsDialog() override;

    /// The chosen one stays chosen when it is still there. `openId` is the one in use; `tokens`
    /// says by id in words where each token is.
    void setProfiles(const QList<Profile> &profiles, const QString &openId = {},
                     const QHash<QString, QString> &tokens = {});
    /// Empty when none is chosen.
    QString currentId() const;

Q_SIGNALS:
    void openRequested(const QString &profileId);
    void newRequested();
    void editRequested(const QString &profileId);
    void duplicateRequested(const QString &profileId);
    void replaceTokenRequested(const QString &profileId);
    /// The owner asks before it removes the connection and its token.
    void removeRequested(const QString &profileId);
    void exportRequested(const QString &file);
    void importRequested(const QString &file);

protected:
    void refreshButtons() override;

private:
    void setUpList();
    void askForFile(bool saving);

    std::unique_ptr<Ui::SavedConnectionsDialog> m_ui;
    QPushButton *m_import;
    QPushButton *m_export;
    QPushButton *m_open;
};

} // namespace svix
