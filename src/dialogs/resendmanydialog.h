// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class ResendManyDialog;
}

/// How many deliveries chosen messages have, by what became of them.
struct DeliveryCounts
{
    int failed = 0;   ///< no further try is planned
    int retrying = 0; ///< not arrived yet
    int all = 0;      ///< to endpoints that are enabled, arrived or not
};

/// Sends several messages again: asks to which of their endpoints, and says how many deliveries
/// that makes. resendRequested() is answered by accept().
class ResendManyDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    enum class Scope { Failed, NotArrived, All };

    explicit ResendManyDialog(QWidget *parent = nullptr);
    ~ResendManyDialog() override;

    /// Those that have not arrived are chosen at first; where all have, nothing is.
    void setCounts(int messages, const DeliveryCounts &counts);
    /// What is left out; empty when nothing is.
    void setNote(const QString &note);
    Scope scope() const;

Q_SIGNALS:
    void resendRequested(svix::ResendManyDialog::Scope scope);

protected:
    void refreshButtons() override;

private:
    int count() const;

    std::unique_ptr<Ui::ResendManyDialog> m_ui;
    QPushButton *m_resend;
    DeliveryCounts m_counts;
};

} // namespace svix
