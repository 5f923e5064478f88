// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/fontfollower.h"

#include <QApplication>
#include <QEvent>
#include <QPointer>
#include <QWidget>

namespace svix {

FontFollower::FontFollower(QApplication &app)
    : QObject(&app)
{
    app.installEventFilter(this);
}

bool FontFollower::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange && watched == parent() && m_told) {
        // After the application has given the font to the widgets that have none of their own.
        m_told = false;
        QMetaObject::invokeMethod(
            this, [this] { tellAll(); }, Qt::QueuedConnection);
    }
    return false;
}

void FontFollower::tellAll()
{
    m_told = true;
    QList<QPointer<QWidget>> widgets;
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        widgets.append(widget);
    }
    for (const QPointer<QWidget> &widget : widgets) {
        if (widget) {
            QEvent changed(QEvent::StyleChange);
            QCoreApplication::sendEvent(widget, &changed);
        }
    }
}

} // namespace svix
