// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QStringList>

#include <functional>

namespace svix {

/// Asks for details of the rows on screen, a few at a time: what is scrolled away before its turn
/// is never asked for.
class LazyQueue : public QObject
{
    Q_OBJECT
public:
    /// Starts one request and calls `done` when it ended, however it ended.
    using Start = std::function<void(const QString &key, const std::function<void()> &done)>;

    explicit LazyQueue(Start start, QObject *parent = nullptr, int atOnce = 4);

    /// Replaces what waits. Keys under way go on and are not asked twice.
    void setWanted(const QStringList &keys);
    /// Forgets what waits and what is under way; late ends of those count for nothing.
    void clear();
    int inFlight() const { return static_cast<int>(m_running.size()); }

private:
    void pump();

    Start m_start;
    QStringList m_waiting;
    QSet<QString> m_running;
    quint64 m_generation = 0;
    int m_atOnce;
};

} // namespace svix
