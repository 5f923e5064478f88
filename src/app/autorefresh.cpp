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
    m_interval = interval;
    update();
}

void AutoRefresh::setVisible(bool visible)
{
    m_visible = visible;
    update();
}

void AutoRefresh::setOnline(bool online)
{
    m_online = online;
    update();
}

void AutoRefresh::refreshed()
{
    m_last.restart();
    update();
}

void AutoRefresh::update()
{
    m_timer.stop();
    if (m_interval.count() > 0 && !isPaused()) {
        const auto left = m_interval - std::chrono::milliseconds(m_last.elapsed());
        m_timer.start(std::max(left, std::chrono::milliseconds(0)));
    }
}

} // namespace svix
