// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

namespace svix {

class Session;
struct ActivityEntry;

/// Since when nothing answers at the server of a connection, and what could not be read meanwhile.
/// It begins with the first request that reaches nothing and ends with the first answer, whatever
/// it says.
class Outage : public QObject
{
    Q_OBJECT
public:
    explicit Outage(Session &session, QObject *parent = nullptr);

    /// Whether an error is of that kind: no server was reached.
    static bool isOf(const Error &error);

    bool isOn() const { return m_since.isValid(); }
    /// UTC; invalid while the server answers.
    QDateTime since() const { return m_since; }
    /// What was not read, each as the sentence that says so, in the order in which it was tried.
    const QStringList &missed() const { return m_missed; }
    void addMissed(const QString &what);
    /// It is there now; true where it was missed.
    bool removeMissed(const QString &what) { return m_missed.removeAll(what) > 0; }
    void clearMissed() { m_missed.clear(); }

Q_SIGNALS:
    void changed(bool on);

private:
    void note(const ActivityEntry &entry);
    void clientChanged();

    Session &m_session;
    QDateTime m_since;
    QStringList m_missed;
    quint64 m_generation = 0; // of the connection it is of
};

} // namespace svix
