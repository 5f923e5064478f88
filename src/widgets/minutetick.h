// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QTimer;
class QWidget;

namespace svix {

/// Calls a function each minute while a widget is on screen, and at once when it comes back there:
/// relative times that are looked at are never older.
class MinuteTick : public QObject
{
    Q_OBJECT
public:
    /// Belongs to `widget`. The function must not change focus or selection.
    MinuteTick(QWidget *widget, std::function<void()> tick);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<void()> m_tick;
    QTimer *m_timer;
    bool m_missed = false;
};

} // namespace svix
