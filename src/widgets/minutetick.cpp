// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/minutetick.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>

namespace svix {

MinuteTick::MinuteTick(QWidget *widget, std::function<void()> tick)
    : QObject(widget)
    , m_tick(std::move(tick))
    , m_timer(new QTimer(this))
{
    m_timer->setObjectName(QStringLiteral("minuteTimer"));
    m_timer->setTimerType(Qt::VeryCoarseTimer);
    m_timer->setInterval(60'000);
    connect(m_timer, &QTimer::timeout, this, [this] { m_tick(); });
    widget->installEventFilter(this);
    if (widget->isVisible()) {
        m_timer->start();
    }
}

bool MinuteTick::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        m_timer->start();
        if (m_missed) {
            m_missed = false;
            m_tick();
        }
    } else if (event->type() == QEvent::Hide) {
        m_timer->stop();
        m_missed = true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace svix
