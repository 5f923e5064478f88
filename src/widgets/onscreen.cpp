// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/onscreen.h"

#include <QScreen>
#include <QWidget>

namespace svix {

void keepOnScreen(QWidget *window)
{
    if (window->isMaximized() || window->isFullScreen()) {
        return;
    }
    const QRect room = window->screen()->availableGeometry();
    QRect frame = window->frameGeometry();
    frame.setSize(frame.size().expandedTo(window->size()));
    frame.moveRight(qMin(frame.right(), room.right()));
    frame.moveBottom(qMin(frame.bottom(), room.bottom()));
    frame.moveTopLeft({qMax(frame.left(), room.left()), qMax(frame.top(), room.top())});
    if (frame.topLeft() != window->pos()) {
        window->move(frame.topLeft());
    }
}

} // namespace svix
