// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/place.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace svix {

class MainWindow;

/// Does the main job in the real window, step by step, against the sandbox, and saves a picture of
/// each step: connect, open an application, its endpoints, messages and attempts, send, resend;
/// then looks into some dialogs. A step that does not come to its end within 20 seconds fails the
/// tour.
class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(MainWindow &window, const QString &directory, QObject *parent = nullptr);

    /// Ends in finished().
    void start();
    /// What happened, for the terminal.
    const QStringList &report() const { return m_report; }

Q_SIGNALS:
    void finished(bool ok);

private:
    struct Step
    {
        QString picture;             ///< file name without number and ending; empty: no picture
        std::function<bool()> act;   ///< false: not possible yet, is tried again
        std::function<bool()> until; ///< true when the step has come to its end
    };
    void addSteps();
    void addSendingSteps();
    void addDialogSteps();
    void addDialogStep(Section section, const QString &act, const QString &picture);
    void tick();
    bool savePicture(const QString &name);
    void fail(const QString &why);
    bool quiet() const;
    bool click(const QString &button);

    MainWindow &m_window;
    QString m_directory;
    std::vector<Step> m_steps;
    std::size_t m_current = 0;
    bool m_acted = false;
    int m_settled = 0;
    int m_number = 0;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QStringList m_report;
    QString m_message;  // the one that failed somewhere
    QString m_endpoint; // the one that is looked at
};

} // namespace svix
