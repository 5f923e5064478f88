// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timewindow.h"

#include <QAction>
#include <QObject>

namespace svix {

class FilterButton;

/// Fills a FilterButton's menu with the time windows of a list: 1 hour to 90 days, or two moments.
class WindowMenu : public QObject
{
    Q_OBJECT
public:
    WindowMenu(FilterButton *button, const TimeWindow &initial);

    const TimeWindow &window() const { return m_window; }
    /// Without a signal.
    void setWindow(const TimeWindow &window);
    /// "Look further back": all times that servers show. Enabled while the window is a smaller one;
    /// tells chosen() like a choice.
    QAction *widening() const { return m_widening; }
    static QString words(const TimeWindow &window);

Q_SIGNALS:
    void chosen();

private:
    void fill();
    void askCustom();

    FilterButton *m_button;
    TimeWindow m_initial;
    TimeWindow m_window;
    QAction *m_widening;
};

} // namespace svix
