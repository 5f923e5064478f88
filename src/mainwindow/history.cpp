// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/history.h"

namespace svix {

void History::visit(const Place &place)
{
    if (m_current >= 0 && m_places.at(m_current).samePage(place)) {
        m_places[m_current] = place;
        return;
    }
    m_places.resize(m_current + 1);
    m_places.append(place);
    if (m_places.size() > limit) {
        m_places.removeFirst();
    }
    m_current = m_places.size() - 1;
}

void History::clear()
{
    m_places.clear();
    m_current = -1;
}

} // namespace svix
