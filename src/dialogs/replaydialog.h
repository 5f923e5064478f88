// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/replaycount.h"
#include "dialogs/consoledialog.h"

#include <QTimer>

#include <memory>

namespace svix {

namespace Ui {
class ReplayDialog;
}

/// Sends messages of some time to one endpoint again: those that failed, or those that were never
/// tried. It says how many there are and of which types before anything is sent: countRequested()
/// is answered by setProgress(), then setTally() or setNotCounted(). replayRequested() is answered
/// as of every dialog.
class ReplayDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ReplayDialog(QWidget *parent = nullptr);
    ~ReplayDialog() override;

    void setEndpoint(const QString &url, const QString &applicationName);
    void setKind(svix::ReplayChoice::Kind kind);
    /// Why one of the kinds cannot be asked for here.
    void setReason(svix::ReplayChoice::Kind kind, const QString &reason);
    /// As it stands in the form; a preset counts back from now, or from the press that asked the
    /// server, so that trying again is the same request.
    ReplayChoice choice() const;

    /// This was asked of the server before, and nobody knows what became of it: it is what the
    /// form stands at, and trying again is the same request.
    void setAskedBefore(const svix::ReplayChoice &choice);

    void setProgress(int pages, int messages);
    void setTally(const svix::ReplayTally &tally);
    void setNotCounted(const QString &why);

    /// "about 37 messages", "at least 37 messages", "no messages".
    static QString countWords(const ReplayTally &tally);

Q_SIGNALS:
    void countRequested(const svix::ReplayChoice &choice);
    void stopRequested();
    void replayRequested(const svix::ReplayChoice &choice, const svix::ReplayTally &tally);

protected:
    void refreshButtons() override;
    void revealFields(const QStringList &fields) override;
    void showEvent(QShowEvent *event) override;

private:
    enum class Counting { Running, Counted, NotCounted };
    void build();
    void changed();
    void choose();
    void count();
    void countOrStop();
    void send();
    void showWindow();
    void showCount(const QString &words, const QString &note);
    void showTypes();
    bool isOwnWindow() const;
    QString nothingSent() const;
    QString problem() const;

    std::unique_ptr<Ui::ReplayDialog> m_ui;
    QPushButton *m_count;
    QPushButton *m_replay;
    QTimer m_later; // typing a date is many changes
    Counting m_state = Counting::NotCounted;
    ReplayTally m_tally;
    ReplayChoice m_counted;              // what the tally is of
    std::optional<ReplayChoice> m_asked; // of the server, until the form says something else
    QString m_whyNoFailed;
    QString m_whyNoMissing;
};

} // namespace svix
