// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lazyqueue.h"

#include <QPointer>

namespace svix {

LazyQueue::LazyQueue(Start start, QObject *parent, int atOnce)
    : QObject(parent)
    , m_start(std::move(start))
    , m_atOnce(atOnce)
{
}

void LazyQueue::setWanted(const QStringList &keys)
{
    m_waiting.clear();
    for (const QString &key : keys) {
        if (!m_running.contains(key)) {
            m_waiting.append(key);
        }
    }
    pump();
}

void LazyQueue::clear()
{
    ++m_generation;
    m_waiting.clear();
    m_running.clear();
}

void LazyQueue::pump()
{
    while (!m_waiting.isEmpty() && m_running.size() < m_atOnce) {
        const QString key = m_waiting.takeFirst();
        m_running.insert(key);
        const QPointer<LazyQueue> self(this);
        const quint64 asked = m_generation;
        m_start(key, [self, asked, key] {
            if (!self || self->m_generation != asked) {
                return;
            }
            self->m_running.remove(key);
            // Through the event loop: an answer that is there at once must not nest.
            QMetaObject::invokeMethod(self, &LazyQueue::pump, Qt::QueuedConnection);
        });
    }
}

} // namespace svix
