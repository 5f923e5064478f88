// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/place.h"

#include <QList>

namespace svix {

/// The places visited, for Back and Forward. Choosing another row on the same page changes the
/// current entry instead of adding one.
class History
{
public:
    static constexpr qsizetype limit = 100;

    void visit(const Place &place);
    bool canGoBack() const { return m_current > 0; }
    bool canGoForward() const { return m_current + 1 < m_places.size(); }
    /// Only when canGoBack().
    Place back() { return m_places.at(--m_current); }
    /// Only when canGoForward().
    Place forward() { return m_places.at(++m_current); }
    /// Another connection: none of the places exists there.
    void clear();

private:
    QList<Place> m_places;
    qsizetype m_current = -1;
};

} // namespace svix
