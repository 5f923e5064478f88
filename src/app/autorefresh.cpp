// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/autorefresh.h"

namespace svix {

AutoRefresh::AutoRefresh(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_last.start();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        refreshed();
        Q_EMIT due();
    });
}

void AutoRefresh::setInterval(std::chrono::milliseconds interval)
{
    const bool was = isPaused();
    m_interval = interval;
    update(was);
}

void AutoRefresh::setVisible(bool visible)
{
    const bool was = isPaused();
    m_visible = visible;
    update(was);
}

void AutoRefresh::setOnline(bool online)
{
    const bool was = isPaused();
    m_online = online;
    update(was);
}

void AutoRefresh::refreshed()
{
    m_last.restart();
    update(isPaused());
}

void AutoRefresh::update(bool wasPaused)
{
    m_timer.stop();
    if (m_interval.count() > 0 && !isPaused()) {
        const auto left = m_interval - std::chrono::milliseconds(m_last.elapsed());
        m_timer.start(std::max(left, std::chrono::milliseconds(0)));
    }
    if (isPaused() != wasPaused) {
        Q_EMIT pausedChanged(isPaused());
    }
}

} // namespace svix
