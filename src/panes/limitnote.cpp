// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/limitnote.h"

#include "api/activityentry.h"
#include "app/session.h"
#include "dialogs/consoledialog.h"

#include <QLocale>

namespace svix {

LimitNote::LimitNote(Session &session, ConsoleDialog *dialog)
    : QObject(dialog)
    , m_dialog(dialog)
{
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &LimitNote::show);
    connect(&session, &Session::activity, this, [this](const ActivityEntry &entry) {
        const bool waits = entry.state == ActivityEntry::State::Waiting &&
                           entry.error.kind == ErrorKind::RateLimited;
        if (waits && m_dialog->isBusy()) {
            m_call = entry.id;
            m_until = entry.waitsUntil;
            m_tick.start();
            show();
        } else if (entry.id == m_call) {
            m_call = 0;
            m_tick.stop();
            if (m_dialog->isBusy()) {
                m_dialog->clearMessage(); // it is being tried
            }
        }
    });
}

void LimitNote::show()
{
    if (!m_dialog->isBusy()) {
        m_call = 0;
        m_tick.stop();
        return;
    }
    const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(m_until);
    m_dialog->showMessage(Tone::Info,
                          tr("Next try in %1 s; Cancel leaves it unsent.")
                              .arg(QLocale().toString((left + 999) / 1000)),
                          tr("The server limits requests."));
}

} // namespace svix
