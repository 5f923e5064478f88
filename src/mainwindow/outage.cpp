// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/outage.h"

#include "api/activityentry.h"
#include "app/session.h"

namespace svix {

Outage::Outage(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::activity, this, &Outage::note);
    connect(&session, &Session::clientChanged, this, &Outage::clientChanged);
}

bool Outage::isOf(const Error &error)
{
    // A slow answer or one that broke off is of one request; these are of the server.
    return error.status == 0 &&
           (error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::HostNotFound ||
            error.kind == ErrorKind::ConnectTimeout);
}

void Outage::addMissed(const QString &what)
{
    if (!m_missed.contains(what)) {
        m_missed.append(what);
    }
}

void Outage::note(const ActivityEntry &entry)
{
    if (isOn() && entry.status > 0) {
        m_since = {};
        Q_EMIT changed(false);
    } else if (!isOn() && isOf(entry.error)) {
        m_since = QDateTime::currentDateTimeUtc();
        m_generation = m_session.generation();
        Q_EMIT changed(true);
    }
}

void Outage::clientChanged()
{
    if (isOn() && !m_session.isStill(m_generation)) {
        m_since = {};
        m_missed.clear();
        Q_EMIT changed(false);
    }
}

} // namespace svix
