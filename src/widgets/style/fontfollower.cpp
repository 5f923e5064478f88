// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/fontfollower.h"

#include "widgets/style/rescale.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QPointer>
#include <QWidget>

#include <utility>

namespace svix {

namespace {
constexpr int measure = 10'000; // large, so that rounding does not matter
}

FontFollower::FontFollower(QApplication &app)
    : QObject(&app)
    , m_measure(scaled(measure))
{
    app.installEventFilter(this);
}

bool FontFollower::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ApplicationFontChange || watched != parent()) {
        return false;
    }
    // At once: what is made from now on has the new size already.
    if (const int before = std::exchange(m_measure, scaled(measure)); before != m_measure) {
        const QWidgetList all = QApplication::allWidgets();
        for (QWidget *widget : all) {
            rescale(*widget, double(before) / measure, double(m_measure) / measure);
        }
    }
    if (m_told) {
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
    for (const QPointer<QWidget> &widget : std::as_const(widgets)) {
        if (widget) {
            const QMargins own = widget->contentsMargins();
            QEvent changed(QEvent::StyleChange);
            QCoreApplication::sendEvent(widget, &changed);
            // A label is a frame, and a frame that hears of another style gives itself the margins
            // of its line, which is none.
            if (widget && qobject_cast<QLabel *>(widget)) {
                widget->setContentsMargins(own);
            }
        }
    }
}

} // namespace svix
