// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace svix {

/// Says when it is time to refresh. Pauses while nobody looks or the server cannot be reached; if
/// a refresh was due meanwhile, it comes at once afterwards, once.
class AutoRefresh : public QObject
{
    Q_OBJECT
public:
    explicit AutoRefresh(QObject *parent = nullptr);

    /// Off, 10 s or 30 s as far as people choose; 0 is off.
    void setInterval(std::chrono::milliseconds interval);
    std::chrono::milliseconds interval() const { return m_interval; }
    /// The window is shown and not minimised.
    void setVisible(bool visible);
    void setOnline(bool online);
    /// A refresh by hand counts too.
    void refreshed();

    bool isPaused() const { return m_interval.count() > 0 && !(m_visible && m_online); }

Q_SIGNALS:
    void due();

private:
    void update();

    QTimer m_timer;
    QElapsedTimer m_last;
    std::chrono::milliseconds m_interval{0};
    bool m_visible = true;
    bool m_online = true;
};

} // namespace svix
